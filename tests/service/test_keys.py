"""The file of keys: what it may say, and that whatever becomes of it lets nobody in who was not in before."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.auth import check
from service.config import Config
from service.keyfile import KeyFile
from service.keys import SCOPES, Caller, KeysError, digest, entry_of, new_key, parse

HASH = digest("kutip_" + "a" * 43)
GOOD = f'[desk]\nsha256 = "{HASH}"\nscopes = ["read"]\n'
SECRET = "kutip_" + "geheim-" * 6 + "a"


def case(why, content, says):
    return pytest.param(content, says, id=why)


REFUSED = [
    case("nothing", "", "it holds no key"),
    case("a comment alone", "# soon", "it holds no key"),
    case("no TOML", "desk: read", "it is not TOML"),
    case("a file cut short while it is written", GOOD[:-3], "it is not TOML"),
    case("a name twice", GOOD + GOOD, "it is not TOML"),
    case("Latin-1", b"# caf\xe9", "it is not UTF-8"),
    case("a name with a space", GOOD.replace("desk", '"a b"'), "the name of a key"),
    case("a name with a colon", GOOD.replace("desk", '"a:b"'), "the name of a key"),
    case("no name", GOOD.replace("desk", '""'), "the name of a key"),
    case("a key for a name", GOOD.replace("desk", SECRET), "is not the key itself"),
    case("no table", "desk = 1", "desk must be a table"),
    case("no hash", '[desk]\nscopes = ["read"]', "[desk] sha256 is missing"),
    case("a key for a hash", GOOD.replace(HASH, SECRET), "[desk] sha256 must be 64 hexadecimal digits"),
    case("half a hash", GOOD.replace(HASH, HASH[:32]), "[desk] sha256 must be"),
    case("a hash in capitals", GOOD.replace(HASH, HASH.upper()), "[desk] sha256 must be"),
    case("no hash in the list", GOOD.replace(f'"{HASH}"', "[]"), "[desk] sha256 must be"),
    case("a hash twice", GOOD + GOOD.replace("desk", "other"), "twice"),
    case("no scopes", f'[desk]\nsha256 = "{HASH}"', "[desk] scopes must be"),
    case("scopes without any", GOOD.replace('"read"', ""), "[desk] scopes must be"),
    case("a scope that does not exist", GOOD.replace("read", "write"), "submit, read, metrics, admin"),
    case("a scope for the list", GOOD.replace('["read"]', '"read"'), "[desk] scopes must be"),
    case("scopes that are tables", GOOD.replace('"read"', "{}"), "[desk] scopes must be"),
    case("another setting", GOOD + "rate = 5", "[desk] may hold sha256, scopes, rate_per_minute, max_unfinished"),
    case("a rate of nothing", GOOD + "rate_per_minute = 0", "[desk] rate_per_minute must be"),
    case("a rate in words", GOOD + 'rate_per_minute = "5"', "[desk] rate_per_minute must be"),
    case("a rate that is true", GOOD + "rate_per_minute = true", "[desk] rate_per_minute must be"),
    case("half a job", GOOD + "max_unfinished = 1.5", "[desk] max_unfinished must be"),
    case("more than can be counted", GOOD + "max_unfinished = 10000000000", "[desk] max_unfinished must be"),
]


@pytest.mark.parametrize(("content", "says"), REFUSED)
def test_a_file_that_says_something_else_is_refused(content, says):
    with pytest.raises(KeysError) as refused:
        parse(content if isinstance(content, bytes) else content.encode())

    assert says in str(refused.value)
    assert "geheim" not in str(refused.value)


@settings(max_examples=50)
@given(st.one_of(st.text(), st.text("[]{}\"'=.,# \na1").map(GOOD.__add__)))
def test_any_file_is_read_or_refused(content):
    try:
        callers = parse(content.encode(errors="surrogatepass"))
    except KeysError:
        return
    assert all(re.fullmatch("[0-9a-f]{64}", known) and caller.scopes for known, caller in callers)


names = st.from_regex(r"[A-Za-z0-9._-]{1,64}", fullmatch=True).filter(lambda name: not name.startswith("kutip_"))
limits = st.none() | st.integers(1, 10**9)


@settings(max_examples=50)
@given(
    st.builds(
        Caller,
        name=names,
        scopes=st.frozensets(st.sampled_from(SCOPES), min_size=1),
        rate_per_minute=limits,
        max_unfinished=limits,
    )
)
def test_what_is_written_for_a_key_is_read_back(caller):
    key = new_key()

    assert parse((GOOD.replace("desk", "kutip_a") + entry_of(caller, key)).encode())[1] == (digest(key), caller)


@pytest.fixture
def written(tmp_path):
    """Return a file of keys, what writes it anew, and a key that is in it."""
    key, path = new_key(), tmp_path / "keys.toml"
    path.write_text(entry_of(Caller(name="desk", scopes=frozenset({"read"})), key))
    return path, key


def test_a_key_is_known_by_its_hash_alone(written):
    path, key = written
    keys = KeyFile(str(path))

    assert keys.caller(key).name == "desk"
    assert key not in path.read_text()
    for other in ("", "a", key[:-1], key + "a", new_key(), digest(key), key.upper(), "é" * 49):
        assert keys.caller(other) is None


def test_two_hashes_let_a_key_be_replaced_in_peace(tmp_path):
    old, new = new_key(), new_key()
    path = tmp_path / "keys.toml"
    path.write_text(f'[desk]\nsha256 = ["{digest(old)}", "{digest(new)}"]\nscopes = ["read"]')

    assert KeyFile(str(path)).caller(old) == KeyFile(str(path)).caller(new)


def test_what_changes_in_the_file_holds_at_once(written):
    path, key = written
    keys, other = KeyFile(str(path)), new_key()

    path.write_text(entry_of(Caller(name="other", scopes=frozenset({"read"})), other))

    assert keys.caller(key) is None
    assert keys.caller(other).name == "other"


@pytest.mark.parametrize("break_it", [lambda path: path.write_text(""), lambda path: path.unlink()])
def test_a_file_that_breaks_lets_in_whom_it_let_in_before_and_nobody_else(written, lines, break_it):
    path, key = written
    keys, entry = KeyFile(str(path)), path.read_text()

    break_it(path)

    assert keys.caller(key).name == "desk"
    assert keys.caller(new_key()) is None
    line = lines()[-1]
    assert (line["level"], line["keys"], str(path) in line["reason"]) == ("error", 1, True)
    path.write_text(entry.replace("desk", "night"))
    assert keys.caller(key).name == "night"
    assert lines()[-1] | {"time": ""} == {
        "time": "",
        "level": "info",
        "logger": "kutip.keys",
        "message": "keys read",
        "keys": 1,
    }


BROKEN = pytest.mark.parametrize("content", [None, "", GOOD[:-3]], ids=["no file", "an empty file", "half a file"])


@BROKEN
def test_without_a_good_file_no_server_starts(tmp_path, content):
    path = tmp_path / "keys.toml"
    if content is not None:
        path.write_text(content)

    with pytest.raises(KeysError, match=r"keys\.toml"):
        check(Config(api_keys_file=str(path)))


@BROKEN
def test_a_process_that_begins_while_the_file_is_broken_lets_nobody_in_until_it_is_mended(tmp_path, lines, content):
    path, key = tmp_path / "keys.toml", new_key()
    if content is not None:
        path.write_text(content)

    keys = KeyFile(str(path))

    assert keys.caller(key) is None
    assert [(line["level"], line["keys"]) for line in lines()] == [("error", 0)]
    path.write_text(entry_of(Caller(name="desk", scopes=frozenset({"read"})), key))
    assert keys.caller(key).name == "desk"
