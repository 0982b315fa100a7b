from typing import NamedTuple

import pytest

from service.config import Config, ConfigError


class Case(NamedTuple):
    variable: str
    value: str
    says: str
    why: str


REFUSED = [
    Case("KUTIP_WORKERS", "two", "a whole number above 0, not 'two'", "words are no numbers"),
    Case("KUTIP_WORKERS", "0", "a whole number above 0, not '0'", "nobody would work"),
    Case("KUTIP_WORKERS", "-1", "a whole number above 0", "less than nobody would work"),
    Case("KUTIP_WORKERS", "1.5", "a whole number above 0", "half a worker"),
    Case("KUTIP_LEASE_S", "inf", "a number above 0, not 'inf'", "dead workers would keep their articles for ever"),
    Case("KUTIP_LEASE_S", "nan", "a number above 0, not 'nan'", "no time at all"),
    Case("KUTIP_LEASE_S", "5", "more than KUTIP_ARTICLE_LIMIT_S", "slow articles would be taken away in the middle"),
    Case("KUTIP_REDIS_URL", "http://localhost", "redis://, rediss:// or unix://", "another protocol"),
    Case("KUTIP_PORT", "65536", "at most 65535, not 65536", "there is no such port"),
    Case("KUTIP_RATE_PER_MINUTE", "0", "a whole number above 0", "nobody could send anything"),
    Case("KUTIP_CORS_ORIGINS", "https://a.example/", "not 'https://a.example/'", "an origin has no path"),
    Case("KUTIP_CORS_ORIGINS", "https://*.example", "origins such as", "no patterns"),
    Case("KUTIP_CORS_ORIGINS", "*,https://a.example", "must be * or", "all or some"),
    Case("KUTIP_CORS_ORIGINS", "a.example", "origins such as", "an origin has a scheme"),
    Case("KUTIP_CORS_ORIGINS", "https://a.example,", "origins such as", "a comma too many"),
    Case("KUTIP_PATH_PREFIX", "kutip", "a path such as /kutip, not 'kutip'", "a path begins with a slash"),
    Case("KUTIP_PATH_PREFIX", "/kutip/", "a path such as /kutip", "and does not end with one"),
    Case("KUTIP_PATH_PREFIX", "//a.example", "a path such as /kutip", "another host"),
    Case("KUTIP_LOG_LEVEL", "loud", "DEBUG, INFO, WARNING, ERROR, not 'loud'", "no level of that name"),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.why)
def test_unusable_settings_are_refused_by_name(case):
    with pytest.raises(ConfigError) as refused:
        Config.from_env({case.variable: case.value})

    assert case.variable in str(refused.value)
    assert case.says in str(refused.value)


PASSWORDS = ["http://:secret@localhost", "redis://:se/cret@a", "redis://:secret#1@a", "redis://:1?secret@a/0"]
PASSWORDS += [
    "redis://:1/secret@a/0",
    "redis://:a@secret@a/0",
    "redis://:[secret@a/0",
    "redis://:6/secret",
    "redis://a:secret",
]


@pytest.mark.parametrize("url", PASSWORDS)
def test_a_refused_address_is_not_repeated(url):
    with pytest.raises(ConfigError, match="percent-encoded") as refused:
        Config.from_env({"KUTIP_REDIS_URL": url})

    assert "cret" not in str(refused.value)


def test_what_the_settings_look_like_shows_no_password():
    assert "secret" not in repr(Config(redis_url="redis://:secret@localhost"))


ACCEPTED = [
    Case("KUTIP_WORKERS", "7", "workers", "a whole number"),
    Case("KUTIP_LEASE_S", "12.5", "lease_s", "seconds have fractions"),
    Case("KUTIP_REDIS_URL", "unix:///run/redis.sock", "redis_url", "a socket"),
    Case(
        "KUTIP_REDIS_URL", "rediss://desk:a%2Fb%40c@[::1]:6380/1?ssl_cert_reqs=none", "redis_url", "TLS and a password"
    ),
    Case("KUTIP_RATE_PER_MINUTE", "60", "rate_per_minute", "what has no default"),
    Case("KUTIP_PATH_PREFIX", "/api/kutip-2", "path_prefix", "a path of two steps"),
    Case("KUTIP_CORS_ORIGINS", "http://[::1]:8080, https://a.example", "cors_origins", "origins"),
    Case("KUTIP_LOG_LEVEL", "debug", "log_level", "levels in any case"),
]


@pytest.mark.parametrize("case", ACCEPTED, ids=lambda case: case.why)
def test_settings_are_read_from_the_environment(case):
    config = Config.from_env({case.variable: case.value})

    assert str(getattr(config, case.says)) == case.value


def test_what_is_empty_or_absent_keeps_its_default():
    assert Config.from_env({"KUTIP_WORKERS": "", "PATH": "/bin"}) == Config()
