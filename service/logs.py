"""The request id, the trace, and one line of JSON for each request: never a query, a body or an exception's words."""

from __future__ import annotations

import json
import logging
import re
import secrets
import time
import traceback
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flask import g, has_request_context, request

from service.keys import KEY

if TYPE_CHECKING:
    from types import TracebackType

    from flask import Flask, Response

LOG = logging.getLogger("kutip.access")

SANE_REQUEST_ID = re.compile(r"[A-Za-z0-9._:-]{1,128}")
TRACEPARENT = re.compile(  # W3C Trace Context; versions after 00 may say more behind it
    r"(?P<own>(?!ff)(?P<version>[0-9a-f]{2})-(?!0{32})(?P<trace_id>[0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2})"
    r"(?P<more>-.*)?"
)


def install(app: Flask) -> None:
    """Give every request of ``app`` its id, and log it when it is answered."""
    app.before_request(_begin)
    app.after_request(_end)


def request_id() -> str:
    """Return the id of this request: the caller's X-Request-Id where that is sane, or our own."""
    name: str = g.request_id
    return name


def traceparent() -> str | None:
    """Return the caller's traceparent where it is one, without what a later version says behind it."""
    found: re.Match[str] | None = g.trace
    return found["own"] if found else None


def note(**fields: str) -> None:
    """Add ``fields`` to the log line of this request."""
    g.noted |= fields


class JsonLines(logging.Formatter):
    """Each log record as one line of JSON; of an exception its kind and place only, for its words may quote a text."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, without its end."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **(_of_request() if has_request_context() else {}),
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[0]:
            line |= {"exception": record.exc_info[0].__name__, "trace": _places(record.exc_info[2])}
        return KEY.sub("kutip_...", json.dumps(line))  # where a key stood in a path or a request id by mistake


def _begin() -> None:
    given = request.headers.get("X-Request-Id", "")
    g.request_id = given if SANE_REQUEST_ID.fullmatch(given) else secrets.token_hex(16)
    g.trace = _trace(request.headers.get("traceparent", ""))
    g.started = time.monotonic()
    g.noted = {}


def _end(response: Response) -> Response:
    response.headers["X-Request-Id"] = g.request_id
    line = {
        "method": request.method,
        "path": request.path[:200],
        "status": response.status_code,
        "duration_ms": round((time.monotonic() - g.started) * 1000, 1),
        "bytes_out": response.content_length,
        **g.noted,
    }
    LOG.info("request", extra={"fields": line})
    return response


def _trace(given: str) -> re.Match[str] | None:
    found = TRACEPARENT.fullmatch(given)
    return None if found and found["version"] == "00" and found["more"] else found


def _of_request() -> dict[str, str]:
    trace = {"trace_id": g.trace["trace_id"]} if g.trace else {}
    return {"request_id": request_id(), **trace}


def _places(trace: TracebackType | None) -> list[str]:
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
