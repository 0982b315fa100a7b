"""Every setting of the service and the worker, read once from a mapping such as os.environ."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, get_type_hints
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

HIGHEST_PORT = 65_535
ORIGIN = re.compile(r"https?://([a-z0-9.-]+|\[[0-9a-f:]+\])(:[0-9]{1,5})?")  # as browsers write it
PATH_PREFIX = re.compile(r"(/[A-Za-z0-9._~-]+)+")
DURABILITIES = ("fast", "strict")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class ConfigError(ValueError):
    """A setting that cannot be used; the message names the variable and says what it must be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """
    The settings, each with its default; the variable of ``record_ttl_s`` is ``KUTIP_RECORD_TTL_S``.

    >>> Config.from_env({"KUTIP_WORKERS": "4"}).workers
    4
    """

    # Redis
    redis_url: str = field(default="redis://127.0.0.1:6379/0", repr=False)  # it may hold a password
    redis_prefix: str = "kutip"  # starts every key of the ledger and names the RQ queue
    redis_timeout_s: float = 2.0  # how long one try may take; Redis counts as away after three
    durability: str = "fast"  # strict: an article is on Redis' disk before it is accepted

    # HTTP
    host: str = "127.0.0.1"  # the address the API listens on; 0.0.0.0 in a container
    port: int = 8000
    api_processes: int = 1
    api_threads: int = 16  # requests one API process answers at the same time
    max_body_bytes: int = 4_194_304  # a longer request body is refused with body_too_large
    body_timeout_s: float = 10.0  # patience with a client that falls silent, sends headers slowly or does not read

    # Callers
    api_keys_file: str | None = None  # whoever asks must then have one of the keys in it
    rate_per_minute: int | None = None  # articles of one key that has no rate of its own; without keys, of all
    cors_origins: str | None = None  # whose pages browsers may let ask: origins with commas between them, or *
    path_prefix: str | None = None  # the path under which a proxy shows the API
    trusted_proxies: int | None = None  # how many proxies set X-Forwarded-Prefix; without any it is ignored

    # Jobs
    max_waiting: int = 10_000  # articles in a lane; one more there is refused with queue_full
    record_ttl_s: int = 86_400  # how long records and failures stay readable
    tombstone_ttl_s: int = 604_800  # how long after that their absence is explained
    max_attempts: int = 3  # starts of one article before it fails with worker_lost
    lease_s: float = 10.0  # silence after which a worker counts as dead and its articles go back

    # Worker
    workers: int = 2
    article_limit_s: int = 5  # whole seconds: the alarm that ends an article counts no others
    heartbeat_ttl_s: float = 5.0  # how long a worker counts as alive after its last heartbeat
    log_level: str = "INFO"

    def __post_init__(self) -> None:
        if not _leads_to_redis(self.redis_url):
            raise ConfigError(  # which does not repeat it: it may hold a password
                "KUTIP_REDIS_URL must be redis://, rediss:// or unix:// and an address, such as "
                "redis://:PASSWORD@HOST:6379/0, with the special characters of a password percent-encoded"
            )
        if self.lease_s <= self.article_limit_s:
            raise ConfigError(
                "KUTIP_LEASE_S must be more than KUTIP_ARTICLE_LIMIT_S, or work in progress is taken away"
            )
        if self.durability not in DURABILITIES:
            raise ConfigError(f"KUTIP_DURABILITY must be {' or '.join(DURABILITIES)}, not {self.durability!r}")
        if self.port > HIGHEST_PORT:
            raise ConfigError(f"KUTIP_PORT must be at most {HIGHEST_PORT}, not {self.port}")
        if self.log_level.upper() not in LOG_LEVELS:
            raise ConfigError(f"KUTIP_LOG_LEVEL must be one of {', '.join(LOG_LEVELS)}, not {self.log_level!r}")
        if self.path_prefix is not None and not PATH_PREFIX.fullmatch(self.path_prefix):
            raise ConfigError(f"KUTIP_PATH_PREFIX must be a path such as /kutip, not {self.path_prefix!r}")
        if self.cors_origins not in {None, "*"} and not all(ORIGIN.fullmatch(each) for each in self.origins()):
            raise ConfigError(
                "KUTIP_CORS_ORIGINS must be * or origins such as https://desk.example with commas between them, "
                f"not {self.cors_origins!r}"
            )

    def origins(self) -> list[str]:
        """Return the origins whose pages may ask."""
        return [each.strip() for each in self.cors_origins.split(",")] if self.cors_origins else []

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Config:
        """
        Return the settings that ``environ`` names, defaults for the rest; an empty value counts as not set.

        >>> Config.from_env({"KUTIP_RECORD_TTL_S": "soon"})
        Traceback (most recent call last):
        ...
        service.config.ConfigError: KUTIP_RECORD_TTL_S must be a whole number above 0, not 'soon'
        """
        kinds = get_type_hints(cls)
        given: dict[str, Any] = {
            each.name: _read(_variable(each.name), raw, kinds[each.name])
            for each in fields(cls)
            if (raw := environ.get(_variable(each.name)))
        }
        return cls(**given)


def _variable(field_name: str) -> str:
    return f"KUTIP_{field_name.upper()}"


def _leads_to_redis(url: str) -> bool:
    """
    Tell whether this is the URL of a Redis.

    A password with a bare / ? # or @ would be cut there, and stand as a host in errors.

    >>> _leads_to_redis("redis://:a%2Fb@127.0.0.1/0"), _leads_to_redis("redis://:a/b@127.0.0.1/0")
    (True, False)
    """
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - it is read when it is asked for
    except ValueError:
        return False
    if parts.fragment or "@" in parts.query or parts.netloc.count("@") > 1:
        return False
    return parts.scheme == "unix" or (
        parts.scheme in {"redis", "rediss"} and re.fullmatch("(/[0-9]*)?", parts.path) is not None
    )


def _read(variable: str, raw: str, kind: object) -> object:
    """Return ``raw`` as a value of ``kind``, or raise ConfigError."""
    read, must_be = _KINDS[kind]
    try:
        return read(raw)
    except ValueError:
        raise ConfigError(f"{variable} must be {must_be}, not {raw!r}") from None


def _above_zero(raw: str) -> int:
    if (number := int(raw)) <= 0:
        raise ValueError
    return number


def _seconds(raw: str) -> float:
    if not 0 < (number := float(raw)) < float("inf"):
        raise ValueError
    return number


_KINDS: dict[object, tuple[Callable[[str], object], str]] = {
    str: (str, "text"),
    str | None: (str, "text"),
    int: (_above_zero, "a whole number above 0"),
    int | None: (_above_zero, "a whole number above 0"),
    float: (_seconds, "a number above 0"),
}
