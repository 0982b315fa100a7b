"""GET /docs: the reference of the API, and every problem it answers with; nothing of it comes from another server."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, render_template

from service.answers import conditional
from service.catalogue import CATALOGUE
from service.flaws import DETAILS

if TYPE_CHECKING:
    from collections.abc import Mapping

blueprint = Blueprint("docs", __name__, template_folder=".")

FOLDER = Path(__file__).parent
REFERENCE = "rapidoc-9.3.8.js"  # its name changes with its content
FILES: Mapping[str, str] = MappingProxyType(
    {
        "page.css": "text/css",
        "reference.css": "text/css",
        "page.js": "text/javascript",
        REFERENCE: "text/javascript",
    }
)
POLICY = (  # styles from within are the reference's; it fetches /openapi.yaml, and what a reader tries out
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
REVALIDATED, FOREVER = "no-cache", "public, max-age=31536000, immutable"


@blueprint.get("/docs")
def page() -> Response:
    """Answer 200 with the page, or 304 to whoever has it; readable without scripts but for the reference itself."""
    html = render_template("page.html", problems=CATALOGUE, flaws=DETAILS, reference=REFERENCE)
    answer = _kept(html.encode(), "text/html", REVALIDATED)
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@blueprint.get("/docs/<file>")
def part(file: str) -> Response:
    """Answer 200 with a file that the page asks for, or 304 to whoever has it; raises NotFound for any other."""
    if file not in FILES:
        abort(404)
    return _kept(_bytes(file), FILES[file], FOREVER if file == REFERENCE else REVALIDATED)


def _kept(content: bytes, media_type: str, caching: str) -> Response:
    return conditional(Response(content, mimetype=media_type, headers={"Cache-Control": caching}))


@cache
def _bytes(name: str) -> bytes:
    return (FOLDER / name).read_bytes()
