"""API keys: how one is made, and how a file says what each may do, by its SHA-256; the keys are kept nowhere."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SCOPES = ("submit", "read", "metrics", "admin")
KEY = re.compile(r"kutip_[A-Za-z0-9_-]{43}")
NAME = re.compile(r"[A-Za-z0-9._-]{1,64}")
# Keys are 256 random bits, so nobody can try them out: a plain fast hash hides them as well as a slow one would.
SHA256 = re.compile(r"[0-9a-f]{64}")
SETTINGS = ("sha256", "scopes", "rate_per_minute", "max_unfinished")
LARGEST = 1_000_000_000


class KeysError(ValueError):
    """A file of keys that cannot be used; the message says where and why, and repeats none of its values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who asks: the name of a key, what it may do, and how much of it; ``admin`` may do everything."""

    name: str
    scopes: frozenset[str]
    rate_per_minute: int | None = None
    max_unfinished: int | None = None

    def may(self, scope: str) -> bool:
        """Tell whether this caller has the scope."""
        return not self.scopes.isdisjoint({scope, "admin"})

    def sees(self, owner: str) -> bool:
        """Tell whether a job of ``owner`` exists as far as this caller is concerned."""
        return self.name == owner or self.may("admin")


def parse(content: bytes) -> tuple[tuple[str, Caller], ...]:
    """
    Return the caller of each hash that a file of keys holds; raises KeysError.

    >>> parse(b"[desk]")
    Traceback (most recent call last):
    ...
    service.keys.KeysError: [desk] sha256 is missing; `kutip new-key` writes entries
    """
    try:
        entries = tomllib.loads(content.decode())
    except UnicodeDecodeError:
        raise KeysError("it is not UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise KeysError(f"it is not TOML: {error}") from None
    if not entries:
        raise KeysError("it holds no key; `kutip new-key` makes one")
    callers = [pair for name, entry in entries.items() for pair in _callers(name, entry)]
    if len({known for known, _ in callers}) < len(callers):
        raise KeysError("the same sha256 stands there twice; each key has one entry")
    return tuple(callers)


def new_key() -> str:
    """Return a key that nobody has: 256 random bits behind a word by which scanners for lost secrets know it."""
    return f"kutip_{secrets.token_urlsafe(32)}"


def digest(key: str) -> str:
    """Return what stands for a key in the file."""
    return hashlib.sha256(key.encode()).hexdigest()


def entry_of(caller: Caller, key: str) -> str:
    """Return the lines of the file that let ``key`` in as ``caller``; raises KeysError if nothing may be named so."""
    limits = {"rate_per_minute": caller.rate_per_minute, "max_unfinished": caller.max_unfinished}
    lines = [
        f"[{json.dumps(caller.name)}]",
        f"sha256 = {json.dumps(digest(key))}",
        f"scopes = {json.dumps(sorted(caller.scopes))}",
    ]
    lines += [f"{setting} = {limit}" for setting, limit in limits.items() if limit is not None]
    entry = "\n".join([*lines, ""])
    parse(entry.encode())
    return entry


def _callers(name: str, entry: object) -> Iterable[tuple[str, Caller]]:
    """Yield the caller of each hash of one entry; two hashes let a key be replaced while the old one still works."""
    if not NAME.fullmatch(name) or KEY.fullmatch(name):
        raise KeysError("the name of a key has 1-64 of A-Z a-z 0-9 . _ - and is not the key itself")
    if not isinstance(entry, dict):
        raise KeysError(f"{name} must be a table: [{name}], then sha256 and scopes")
    if set(entry) - set(SETTINGS):
        raise KeysError(f"[{name}] may hold {', '.join(SETTINGS)}, nothing else")
    hashes = _hashes(name, entry)
    caller = Caller(
        name=name,
        scopes=_scopes(name, entry),
        rate_per_minute=_limit(name, entry, "rate_per_minute"),
        max_unfinished=_limit(name, entry, "max_unfinished"),
    )
    return [(known, caller) for known in hashes]


def _hashes(name: str, entry: Mapping[str, Any]) -> list[str]:
    given = entry.get("sha256")
    if given is None:
        raise KeysError(f"[{name}] sha256 is missing; `kutip new-key` writes entries")
    hashes = given if isinstance(given, list) else [given]
    if not hashes or not all(isinstance(each, str) and SHA256.fullmatch(each) for each in hashes):
        raise KeysError(f"[{name}] sha256 must be 64 hexadecimal digits in lower case, or a list of such")
    return hashes


def _scopes(name: str, entry: Mapping[str, Any]) -> frozenset[str]:
    given = entry.get("scopes")
    if not isinstance(given, list) or not given or not all(scope in SCOPES for scope in given):
        raise KeysError(f"[{name}] scopes must be a list of one or more of {', '.join(SCOPES)}")
    return frozenset(given)


def _limit(name: str, entry: Mapping[str, Any], setting: str) -> int | None:
    given = entry.get(setting)
    if given is not None and (type(given) is not int or not 0 < given <= LARGEST):
        raise KeysError(f"[{name}] {setting} must be a whole number above 0, or be left out")
    return given
