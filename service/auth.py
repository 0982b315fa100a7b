"""Who asks, and whether that caller may: API keys with scopes where there is a file of them, else everybody."""

from __future__ import annotations

from functools import partial
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import g, request

from service import catalogue
from service.context import config
from service.errors import ApiError
from service.keyfile import KeyFile, read
from service.keys import Caller
from service.logs import note
from service.store import Limits

if TYPE_CHECKING:
    from logging import Logger

    from flask import Flask

    from service.config import Config

BEARER = "bearer "
REALM = 'Bearer realm="kutip"'
OWN = "same-origin"


def install(app: Flask, settings: Config) -> None:
    """Let ``app`` ask for keys if there is a file of them; while that cannot be used, nobody is let in."""
    if settings.api_keys_file:
        app.before_request(partial(_identify, KeyFile(settings.api_keys_file)))
    else:
        app.before_request(partial(_refuse_pages, settings.origins()))
        app.before_request(partial(_admit, Caller(name="", scopes=frozenset({"admin"}))))


def check(settings: Config) -> None:
    """Raise KeysError if there is a file of keys that cannot be used."""
    if settings.api_keys_file:
        read(Path(settings.api_keys_file))


def caller() -> Caller:
    """Return who asks, on the addresses that ask for a scope."""
    found: Caller = g.caller
    return found


def demand(scope: str) -> None:
    """Raise ApiError unless the caller has this scope."""
    if not caller().may(scope):
        challenge = f'{REALM}, error="insufficient_scope", scope="{scope}"'
        raise ApiError(
            catalogue.SCOPE_MISSING, f"This asks for the scope {scope!r}.", headers={"WWW-Authenticate": challenge}
        )


def owner() -> str:
    """Return the name of the key that asks, to which its jobs belong; empty where there are no keys."""
    return caller().name


def limits() -> Limits:
    """Return how much the caller may send; a rate of its own comes before the one of the settings."""
    return Limits(
        rate_per_minute=caller().rate_per_minute or config().rate_per_minute, most_unfinished=caller().max_unfinished
    )


def sees(other: str) -> bool:
    """Tell whether what belongs to ``other`` exists as far as this caller is concerned."""
    return caller().sees(other)


def warn_if_open(settings: Config, log: Logger) -> None:
    """Say so if whoever reaches this machine may use the service."""
    if not settings.api_keys_file and not _is_loopback(settings.host):
        log.warning(
            "NO API KEYS: everybody who reaches %s:%d may submit, read, cancel and delete. "
            "Name a file of keys in KUTIP_API_KEYS_FILE, or see to it that only friends reach it.",
            settings.host,
            settings.port,
        )


def _refuse_pages(origins: list[str]) -> None:
    """
    Raise ApiError where a page of another site lets the browser of its reader change something.

    Where there are keys no page has one. A browser names the page, and says so itself if it is one of this server.
    """
    origin = request.headers.get("Origin")
    if origin is None or request.method in {"GET", "HEAD", "OPTIONS"} or request.headers.get("Sec-Fetch-Site") == OWN:
        return
    if not {origin, "*"} & {*origins} and urlsplit(origin).netloc != request.host:
        raise ApiError(catalogue.ORIGIN_REFUSED, "KUTIP_CORS_ORIGINS does not name the site of this page.")


def _admit(anonymous: Caller) -> None:
    g.caller = anonymous


def _identify(keys: KeyFile) -> None:
    """Find whose key the request brings and whether its scopes suffice; raises ApiError."""
    if (scope := _needed()) is None:
        return
    if not (key := _given()):
        raise ApiError(catalogue.KEY_MISSING, "This address asks for an API key.", headers={"WWW-Authenticate": REALM})
    if (found := keys.caller(key)) is None:
        challenge = f'{REALM}, error="invalid_token"'
        raise ApiError(catalogue.KEY_UNKNOWN, "This key opens nothing.", headers={"WWW-Authenticate": challenge})
    note(caller=found.name)
    g.caller = found
    demand(scope)


def _needed() -> str | None:
    """Return the scope that the request asks for; None where no key is asked for, or nothing is."""
    if request.url_rule is None or request.method == "OPTIONS":
        return None
    if request.url_rule.rule == "/metrics":
        return "metrics"
    if not request.url_rule.rule.startswith("/v1/"):
        return None
    return "read" if request.method in {"GET", "HEAD"} else "submit"


def _given() -> str:
    """Return the key of the request: X-API-Key leaves Authorization to a proxy that has its own use for it."""
    if key := request.headers.get("X-API-Key"):
        return key
    authorization = request.headers.get("Authorization", "")
    return authorization[len(BEARER) :].strip() if authorization[: len(BEARER)].lower() == BEARER else ""


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"
