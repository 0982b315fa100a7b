"""The path under which a proxy shows the API: links, Location and the types of problems begin with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from werkzeug.middleware.proxy_fix import ProxyFix

from service.config import PATH_PREFIX

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from flask import Flask

    from service.config import Config


def install(app: Flask, config: Config) -> None:
    """Let ``app`` answer under the prefix of the settings, or the one that trusted proxies name with each request."""
    if config.path_prefix or config.trusted_proxies:
        app.wsgi_app = _Prefixed(app.wsgi_app, config.path_prefix or "")  # type: ignore[method-assign]
    if config.trusted_proxies:  # the only header that changes an answer is believed, no other
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=0, x_proto=0, x_host=0, x_prefix=config.trusted_proxies
        )


class _Prefixed:
    """Tell ``app`` its prefix, and take it off paths from which the proxy has not."""

    def __init__(self, app: WSGIApplication, prefix: str) -> None:
        self._app = app
        self._prefix = prefix

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        named = environ.get("SCRIPT_NAME", "").rstrip("/")
        prefix = named if PATH_PREFIX.fullmatch(named) else self._prefix  # //a.example would lead elsewhere
        path = environ["PATH_INFO"]
        environ["SCRIPT_NAME"] = prefix
        if prefix and (path == prefix or path.startswith(f"{prefix}/")):
            environ["PATH_INFO"] = path.removeprefix(prefix)
        return self._app(environ, start_response)
