"""The only place where the service is wired together."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from flask import Flask, request

from service import (
    articles,
    auth,
    batches,
    body,
    catalogue,
    context,
    cors,
    docs,
    errors,
    exports,
    gzipped,
    jobs,
    logs,
    metrics,
    ops,
    prefix,
    waiting,
)
from service.config import Config
from service.errors import ApiError
from service.store import connect

if TYPE_CHECKING:
    from flask import Response

    from service.store import Ledger

NOTHING = "default-src 'none'; frame-ancestors 'none'"  # what a page may load that an answer is taken for
SENT = {"batches.records": (body.NDJSON,)}  # what addresses send that do not send JSON


def create_app(config: Config | None = None, ledger: Ledger | None = None) -> Flask:
    """Return the WSGI app; settings come from the environment unless given. Redis is first asked by a request."""
    config = config or Config.from_env(os.environ)
    app = Flask("service", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = config.max_body_bytes + 1  # Werkzeug cuts chunked bodies off there in silence
    app.url_map.merge_slashes = False  # a doubled slash is another address, not a redirect
    prefix.install(app, config)
    context.install(app, context.Context(config, ledger or connect(config)))
    waiting.install(app, config.api_threads)
    logs.install(app)
    metrics.install(app)
    errors.install(app)
    cors.install(app, config)
    auth.install(app, config)
    app.before_request(_accept)
    app.after_request(_headers)
    gzipped.install(app)
    app.after_request(body.discard_rest)
    for blueprint in (
        articles.blueprint,
        batches.blueprint,
        jobs.blueprint,
        ops.blueprint,
        metrics.blueprint,
        docs.blueprint,
    ):
        app.register_blueprint(blueprint)
    return app


def _accept() -> None:
    """Refuse a request for a resource in a form it does not have."""
    if not request.url_rule or not request.path.startswith("/v1/"):
        return
    sent = (
        exports.media_types() if request.endpoint == "jobs.record" else SENT.get(request.endpoint or "", (body.JSON,))
    )
    if not any(map(_takes, sent)):
        raise ApiError(catalogue.NOT_ACCEPTABLE, f"This address sends {' or '.join(sent)}.")


def _takes(media_type: str) -> bool:
    wanted = request.accept_mimetypes
    return not wanted.provided or wanted.quality(media_type) > 0


def _headers(response: Response) -> Response:
    """Let nobody keep an answer about a job, run or frame it, or guess at its type; one to OPTIONS has no body."""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"  # pages of others load it by CORS or not at all
    response.headers.setdefault("Content-Security-Policy", NOTHING)
    if request.path.startswith("/v1/"):
        response.headers.setdefault("Cache-Control", "no-store")
    if request.method == "OPTIONS" and response.status_code == 200:
        response.status_code = 204
        del response.headers["Content-Type"]
    return response
