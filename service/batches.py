"""The batches: many articles in one request, and their records in one stream."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, stream_with_context, url_for

from service import body, catalogue, idempotency, limits
from service.answers import conditional
from service.auth import sees
from service.context import ledger
from service.errors import ApiError
from service.jobs import absent, check, shown
from service.logs import note
from service.receiving import item_error, receive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.store import Batch, Item, Ledger, Row

blueprint = Blueprint("batches", __name__)

PAGE_ROWS = 25  # records held in memory at once while they are sent


@blueprint.post("/v1/batches")
def submit() -> Response:
    """
    Queue the good articles of a JSON object or of NDJSON lines and answer 202 with the batch and what became of each.

    Raises ApiError, IdempotencyMismatch, RateLimited, TooManyUnfinished, QueueFull, StoreUnavailable; then none of them
    is queued.
    """
    media_type = body.media_type(body.JSON, body.NDJSON)
    if body.parameters():
        raise ApiError(catalogue.PARAMETER_INVALID, "A batch takes no parameters.")
    given = receive(media_type, ledger())
    note(job_id=given.id)
    answer = _answer(_find(given.id), 202, items=[_taken(item) for item in ledger().batches.items(given.id)])
    answer.headers["Location"] = url_for("batches.batch", batch_id=given.id)
    return limits.told(idempotency.told(answer, given), given.allowance)


@blueprint.get("/v1/batches/<batch_id>")
def batch(batch_id: str) -> Response:
    """Answer 200 with how many items are in which state; raises ApiError when it is unknown or has expired."""
    return conditional(_answer(_find(batch_id), 200))


@blueprint.post("/v1/batches/<batch_id>/cancel")
def cancel(batch_id: str) -> Response:
    """Stop what is unfinished and answer 200 with the batch; raises ApiError when nothing is, or it is unknown."""
    _find(batch_id)
    if not ledger().batches.cancel(batch_id):
        raise ApiError(catalogue.BATCH_FINISHED, "None of its items is unfinished.")
    return _answer(_find(batch_id), 200)


@blueprint.get("/v1/batches/<batch_id>/records")
def records(batch_id: str) -> Response:
    """Stream a line of JSON for each item in the order of submission; raises ApiError, StoreUnavailable."""
    found = _find(batch_id)
    lines = _lines(ledger(), batch_id, ledger().batches.rows(batch_id, 0, PAGE_ROWS))
    answer = Response(stream_with_context(lines), mimetype=body.NDJSON)
    _ask_again(answer, found)
    return answer


def _find(batch_id: str) -> Batch:
    """Return the caller's batch; raises ApiError when none has this id, or none any more."""
    check(batch_id, catalogue.BATCH_UNKNOWN)
    found = ledger().batches.batch(batch_id)
    if found is None or not sees(found.owner):
        absent(batch_id, catalogue.BATCH_UNKNOWN)
    return found


def _answer(batch: Batch, status: int, **more: object) -> Response:
    answer = Response(json.dumps(_shown(batch) | more, ensure_ascii=False), status, mimetype="application/json")
    _ask_again(answer, batch)
    return answer


def _ask_again(answer: Response, batch: Batch) -> None:
    if batch.retry_after_s is not None:
        answer.headers["Retry-After"] = str(batch.retry_after_s)


def _shown(batch: Batch) -> dict[str, Any]:
    """Return ``batch`` as callers see it."""
    unfinished = batch.counts["queued"] + batch.counts["running"]
    return {
        "id": batch.id,
        "status": "running" if unfinished else "canceled" if batch.canceled_at else "finished",
        "created_at": batch.created_at,
        "finished_at": batch.finished_at,
        "canceled_at": batch.canceled_at,
        "expires_at": batch.expires_at,
        "total": batch.total,
        "counts": batch.counts,
        "links": {
            "self": url_for("batches.batch", batch_id=batch.id),
            "records": url_for("batches.records", batch_id=batch.id),
            "cancel": url_for("batches.cancel", batch_id=batch.id),
        },
    }


def _taken(item: Item) -> dict[str, Any]:
    """Return what was done with an item as it came."""
    return {"custom_id": item.custom_id, "job": item.job_id or None, "error": item.problem}


def _lines(ledger: Ledger, batch_id: str, rows: tuple[Row, ...]) -> Iterator[bytes]:
    """Yield the lines of these first rows and of all that follow; a Redis that goes away breaks the stream off."""
    first = 0
    while rows:
        yield from map(_line, rows)
        first += PAGE_ROWS
        rows = ledger.batches.rows(batch_id, first, PAGE_ROWS)


def _line(row: Row) -> bytes:
    """Return the line of one item: what the caller called it, its job, and its record or why there is none."""
    head = {
        "custom_id": row.item.custom_id,
        "job": None if row.job is None else shown(row.job),
        "error": _error(row),
    }
    start = json.dumps(head, ensure_ascii=False).encode().removesuffix(b"}")
    return start + b', "record": ' + (row.record or b"null") + b"}\n"


def _error(row: Row) -> dict[str, Any] | None:
    """Return why this item has no record and will have none, or None."""
    if row.item.problem is not None:
        return row.item.problem
    if row.job is None:
        return item_error(catalogue.RECORD_EXPIRED)
    if row.job.status == "canceled":
        return item_error(catalogue.JOB_CANCELED)
    return None if row.job.error is None else {**asdict(row.job.error), "errors": []}
