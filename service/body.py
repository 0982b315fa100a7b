"""The body and the query of a request, read strictly: media type, length, UTF-8, JSON."""

from __future__ import annotations

import contextlib
import json
import time
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn
from urllib.parse import parse_qsl

from flask import request
from gunicorn.http.errors import ParseException as BrokenChunk  # type: ignore[import-untyped]  # it has no types
from marshmallow import ValidationError
from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge

from service import catalogue, gzipped
from service.context import config
from service.errors import ApiError
from service.flaws import flaw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Response
    from marshmallow import Schema

JSON = "application/json"
NDJSON = "application/x-ndjson"
TEXT = "text/plain"
UTF8_NAMES = frozenset({"", "utf-8", "utf8", "us-ascii"})
PIECE_BYTES = 65_536
DISCARDED_BYTES = 33_554_432  # gunicorn itself reads 64 KiB of what nobody wants, then resets the connection


def media_type(*taken: str) -> str:
    """Return the media type of the body, one of those ``taken``; raises ApiError for any other."""
    if request.mimetype not in taken:
        given = "It has no Content-Type." if not request.mimetype else "Its Content-Type is another."
        raise ApiError(catalogue.MEDIA_TYPE_UNSUPPORTED, f"This address takes {' or '.join(taken)}. {given}")
    if request.mimetype_params.get("charset", "").lower() not in UTF8_NAMES:
        raise ApiError(catalogue.CHARSET_UNSUPPORTED, "The charset of a body is utf-8.")
    if _coding() not in {"", "gzip"}:
        raise ApiError(
            catalogue.CONTENT_ENCODING_UNSUPPORTED,
            "The body may be sent uncompressed or as gzip.",
            headers={"Accept-Encoding": "gzip"},
        )
    return request.mimetype


def text() -> str:
    """Return the body as text, without a byte order mark; raises ApiError if there is none or it is not UTF-8."""
    return _text_of(b"".join(pieces()))


def json_value() -> Any:  # noqa: ANN401 - JSON is any of its kinds
    """Return the JSON value that the body holds; raises ApiError if it holds none."""
    return json_of(b"".join(pieces()))


def json_of(raw: bytes) -> Any:  # noqa: ANN401 - see json_value
    """Return the JSON value of these bytes; raises ApiError if they are none."""
    try:
        return _DECODER.decode(_text_of(raw))
    except json.JSONDecodeError as error:
        _malformed(f"{error.msg} at line {error.lineno}, column {error.colno}.")
    except RecursionError:
        _malformed("It is nested too deeply.")


def lines() -> Iterator[bytes]:
    """Yield the lines of the body that are not blank, as they arrive; raises ApiError as soon as it cannot go on."""
    rest = b""
    for piece in pieces():
        *whole, rest = (rest + piece).split(b"\n")
        yield from filter(bytes.strip, whole)
    if rest.strip():
        yield rest


def query(schema: Schema) -> dict[str, Any]:
    """Return the query's parameters as ``schema`` reads them; raises ApiError, ValidationError."""
    found: dict[str, Any] = schema.load(parameters())
    return found


def parameters() -> dict[str, str]:
    """Return the query's parameters; raises ApiError if they are not UTF-8, ValidationError if one is repeated."""
    try:
        pairs = parse_qsl(request.query_string.decode(), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        raise ApiError(catalogue.ENCODING_INVALID, "The query is not percent-encoded UTF-8.") from None
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValidationError({name: [flaw("parameter_repeated")] for name in found if names.count(name) > 1})
    return found


def discard_rest(response: Response) -> Response:
    """Let the client send what a refusal left unread: one that is cut off in the middle never sees the answer."""
    if response.status_code < 400 or response.status_code == catalogue.REQUEST_TIMEOUT.status:
        return response
    rest, deadline = _stream(), time.monotonic() + config().body_timeout_s
    with contextlib.suppress(OSError, BrokenChunk):
        for _ in range(0, DISCARDED_BYTES, PIECE_BYTES):
            if not rest.read(PIECE_BYTES) or time.monotonic() > deadline:
                break
    return response


def pieces() -> Iterator[bytes]:
    """Yield the body as it arrives, without its compression; raises ApiError if it is too long, or ends too soon."""
    _stream()
    left = config().max_body_bytes
    try:
        for piece in gzipped.unpacked(_received()) if _coding() else _received():
            left -= len(piece)
            if left < 0:
                _too_large()
            yield piece
    except RequestEntityTooLarge:
        _too_large()
    except ClientDisconnected:
        raise ApiError(catalogue.REQUEST_TIMEOUT, "The connection fell silent before the body was complete.") from None
    except BrokenChunk:
        raise ApiError(catalogue.REQUEST_MALFORMED, "The body breaks the chunked transfer coding.") from None
    except gzipped.BrokenGzipError as error:
        raise ApiError(catalogue.GZIP_BROKEN, f"It cannot be unpacked: {error}.") from None


def _received() -> Iterator[bytes]:
    arrived = 0
    while piece := request.stream.read(PIECE_BYTES):
        arrived += len(piece)
        yield piece
    if arrived < (request.content_length or 0):
        raise ApiError(catalogue.REQUEST_MALFORMED, "The body is shorter than its Content-Length.")


def _text_of(raw: bytes) -> str:
    if not raw:
        raise ApiError(catalogue.BODY_EMPTY, "The request has no body.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ApiError(catalogue.ENCODING_INVALID, f"Byte {error.start} of the body is not UTF-8.") from None


def _coding() -> str:
    """Return how the body is compressed, nothing where it is not."""
    named = (request.content_encoding or "").strip().lower()
    return {"identity": "", "x-gzip": "gzip"}.get(named, named)


def _stream() -> BinaryIO:
    """Return what the body is read from; a client that falls silent in the middle of it does not hold the thread."""
    if socket := request.environ.get("gunicorn.socket"):
        socket.settimeout(config().body_timeout_s)
    stream: BinaryIO = request.environ["wsgi.input"]
    return stream


def _too_large() -> NoReturn:
    raise ApiError(catalogue.BODY_TOO_LARGE, f"This server takes bodies of up to {config().max_body_bytes} bytes.")


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        _malformed("A key stands twice in one object.")
    return found


def _constant(name: str) -> NoReturn:
    _malformed(f"{name} is not JSON.")


def _malformed(detail: str) -> NoReturn:
    raise ApiError(catalogue.JSON_MALFORMED, detail) from None


# Numbers are read as floats: nothing in an article is a number, and int() refuses those of more than 4,300 digits.
_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_constant, parse_int=float)
