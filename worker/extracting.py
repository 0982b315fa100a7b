"""Articles in, records out, without a service: one text, or a stream of JSON lines."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO

from worker.explain import explain
from worker.pipeline import extract
from worker.pipeline.article import Article

if TYPE_CHECKING:
    from collections.abc import Mapping

TEXT_KEYS = ("text", "headline", "published", "url", "source_name", "language")
KEYS = frozenset({"id", "received_at", *TEXT_KEYS})
PROGRESS_EVERY = 100  # articles


class InputError(Exception):
    """An article that cannot be read; the message names the key, the reason and the way out."""


def extract_one(source: BinaryIO, *, pretty: bool) -> bytes:
    """Return the record of one plain text as a line of JSON; raises InputError where the text is not UTF-8."""
    record = extract(Article(text=_text(source)))
    if not pretty:
        return record.to_json() + b"\n"
    return json.dumps(record.as_dict(), ensure_ascii=False, indent=2).encode("utf-8", "backslashreplace") + b"\n"


def explain_one(source: BinaryIO, *, colour: bool) -> bytes:
    """Return one plain text with what was read in it marked; raises InputError where the text is not UTF-8."""
    return explain(extract(Article(text=_text(source))), colour=colour).encode("utf-8")


def _text(source: BinaryIO) -> str:
    try:
        return source.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"the text is not UTF-8: {error.reason} at byte {error.start}; convert it first") from error


def extract_lines(source: BinaryIO, sink: BinaryIO, progress: TextIO | None) -> int:
    """
    Write one record a line for one article a line, in order, and return how many lines were bad.

    A bad line gives ``{"id", "error", "line"}`` in its place; empty lines are passed over. Progress goes to
    ``progress`` where that is given.
    """
    failed = done = 0
    for number, line in enumerate(source, 1):
        if not line.strip():
            continue
        answer, good = _answer(line, number)
        sink.write(answer + b"\n")
        sink.flush()
        failed += not good
        done += 1
        if progress is not None and done % PROGRESS_EVERY == 0:
            progress.write(f"\r{done} articles, {failed} failed")
            progress.flush()
    if progress is not None and done:
        progress.write(f"\r{done} articles, {failed} failed\n")
    return failed


def _answer(line: bytes, number: int) -> tuple[bytes, bool]:
    name = None
    try:
        given = _object(line)
        name = given.get("id")
        record = {**extract(read_article(given)).as_dict(), "id": name}
    except InputError as error:
        return _encode({"id": name if isinstance(name, str) else None, "error": str(error), "line": number}), False
    return _encode(record), True


def _encode(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")


def _object(line: bytes) -> dict[str, Any]:
    try:
        given = json.loads(line)
    except UnicodeDecodeError as error:
        raise InputError(f"the line is not UTF-8: {error.reason} at byte {error.start}") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"the line is not JSON: {error}") from error
    if not isinstance(given, dict):
        raise InputError("the line is no JSON object; write one article as an object with 'id' and 'text'")
    return given


def read_article(given: Mapping[str, Any]) -> Article:
    """Return the article of a JSON object; raises InputError naming the key that is missing, unknown or wrong."""
    unknown = sorted(set(given) - KEYS)
    if unknown:
        raise InputError(f"{unknown[0]!r} is no key of an article; known are {', '.join(sorted(KEYS))}")
    for key in ("id", "text"):
        if not isinstance(given.get(key), str):
            raise InputError(f"{key!r} must be a string")
    for key in TEXT_KEYS:
        if given.get(key) is not None and not isinstance(given[key], str):
            raise InputError(f"{key!r} must be a string")
    fields = {key: given[key] for key in TEXT_KEYS if given.get(key) is not None}
    return Article(**fields, received_at=_day(given.get("received_at")))


def _day(value: object) -> date | None:
    if value is None:
        return None
    problem = InputError(f"'received_at' must be an ISO date such as 2026-05-29, not {value!r}")
    if not isinstance(value, str):
        raise problem
    try:
        return datetime.fromisoformat(value).date()
    except ValueError as error:
        raise problem from error
