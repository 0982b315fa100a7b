"""gzip both ways: bodies that come compressed, and answers to whoever takes them so."""

from __future__ import annotations

import gzip
import zlib
from typing import TYPE_CHECKING

from flask import request

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flask import Flask, Response

GZIP = 31  # zlib's word for the gzip format with the largest window
PIECE_BYTES = 65_536
MOST_MEMBERS = 1_000  # of one body; a writer makes one, or one for each 64 KiB
LEVEL = 5
LEAST_BYTES = 1_000  # what fits into one packet arrives no sooner for being shorter


class BrokenGzipError(ValueError):
    """What came is not gzip, or not all of it."""


def unpacked(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what these pieces of a gzip file hold, 64 KiB at most at a time; raises BrokenGzipError."""
    inflate, members, empty = zlib.decompressobj(GZIP), 1, True
    for received in pieces:
        rest, more, empty = received, False, False
        while rest or more:
            if inflate.eof:
                inflate, members = zlib.decompressobj(GZIP), members + 1
            if members > MOST_MEMBERS:
                raise BrokenGzipError("it has too many members")
            part = _part(inflate, rest)
            if part:
                yield part
            rest = inflate.unused_data if inflate.eof else inflate.unconsumed_tail
            more = not inflate.eof and len(part) == PIECE_BYTES
    if not (empty or inflate.eof):
        raise BrokenGzipError("it ends too soon")


def _part(inflate: zlib._Decompress, piece: bytes) -> bytes:
    try:
        return inflate.decompress(piece, PIECE_BYTES)
    except zlib.error as error:
        raise BrokenGzipError(str(error).rpartition(": ")[2]) from None


def install(app: Flask) -> None:
    """Compress what is worth it in the answers of ``app``, for clients that accept gzip."""
    app.after_request(_pack)


def wanted() -> bool:
    """Tell whether the client takes gzip and likes nothing better."""
    accepted = request.accept_encodings
    return accepted.quality("gzip") > 0 and accepted.quality("gzip") >= accepted.quality("identity")


def _pack(response: Response) -> Response:
    if not _is_text(response.mimetype or ""):
        return response
    response.vary.add("Accept-Encoding")
    if response.content_encoding or response.status_code == 304 or not wanted():
        return response
    if response.is_streamed:
        pieces = response.response
        if close := getattr(pieces, "close", None):
            response.call_on_close(close)
        response.response = _packed(response.iter_encoded())
    elif len(body := response.get_data()) >= LEAST_BYTES:
        response.set_data(gzip.compress(body, LEVEL, mtime=0))
    else:
        return response
    response.content_encoding = "gzip"
    if (etag := response.get_etag()[0]) is not None:
        response.set_etag(etag, weak=True)  # other bytes, the same in meaning
    return response


def _packed(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield ``pieces`` compressed, each so that it can be read before the next one comes."""
    deflate = zlib.compressobj(LEVEL, wbits=GZIP)
    for piece in pieces:
        yield deflate.compress(piece) + deflate.flush(zlib.Z_SYNC_FLUSH)
    yield deflate.flush()


def _is_text(media_type: str) -> bool:
    return media_type.startswith("text/") or media_type.endswith(("json", "yaml", "javascript", "xml"))
