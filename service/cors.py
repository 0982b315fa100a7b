"""Whose web pages may ask, where the settings name any: the CORS protocol, without credentials."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_cors import CORS

if TYPE_CHECKING:
    from flask import Flask, Response

    from service.config import Config

METHODS = ("GET", "HEAD", "POST", "DELETE")
SENT = (  # request headers that mean something to the API
    "Accept",
    "Authorization",
    "Cache-Control",
    "Content-Encoding",
    "Content-Type",
    "Idempotency-Key",
    "If-None-Match",
    "Prefer",
    "X-API-Key",
    "X-Request-Id",
    "traceparent",
)
READ = (  # response headers that a page needs and browsers would hide
    "ETag",
    "Idempotency-Replayed",
    "Location",
    "Preference-Applied",
    "RateLimit",
    "RateLimit-Policy",
    "Retry-After",
    "WWW-Authenticate",
    "X-Request-Id",
)
PREFLIGHT_KEPT_S = 600


def install(app: Flask, config: Config) -> None:
    """Let pages of the origins in the settings ask ``app``; without any, browsers keep them all away."""
    if not config.cors_origins:
        return
    if config.cors_origins != "*":
        app.after_request(_vary)
    CORS(
        app,
        origins=config.origins(),
        methods=METHODS,
        allow_headers=SENT,
        expose_headers=READ,
        max_age=PREFLIGHT_KEPT_S,
        send_wildcard=True,
        always_send=False,
        supports_credentials=False,  # a key is no cookie: the page itself sends it
    )


def _vary(response: Response) -> Response:
    """Keep an answer for one origin from being given to another; Flask-CORS does so for two origins, not for one."""
    response.vary.add("Origin")
    return response
