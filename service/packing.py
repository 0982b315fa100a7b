"""Jobs as Redis holds them: packed on the way in, read on the way out."""

from __future__ import annotations

import gzip
import json
import math
import zlib
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast, get_args

from service.job import Batch, Claimed, Item, Job, JobError, Row, Status, Worker

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from service.job import Outcome, Submission

ARTICLES_PER_SECOND = 100  # a cautious guess at what the workers do, until the sweep has measured it
LONGEST_WAIT_S = 30
MOST_ARTICLE_BYTES = 33_554_432  # no request is half as long; whoever else packed it does not fill a worker's memory


def pack_submission(submission: Submission) -> list[str | bytes]:
    """Return the fields and values that a new job begins with, flat."""
    packed: list[str | bytes] = [
        *("article", zlib.compress(submission.article, 1)),
        *("bytes", str(len(submission.article))),
        *("request_id", submission.request_id),
    ]
    if submission.traceparent is not None:
        packed += ("traceparent", submission.traceparent)
    if submission.custom_id is not None:
        packed += ("custom_id", submission.custom_id)
    if submission.metadata is not None:
        packed += ("metadata", json.dumps(submission.metadata))
    return packed


def pack_outcome(outcome: Outcome) -> tuple[str, str, str, bytes]:
    """Return the id of a job, and the status, field and value that its outcome leaves there."""
    if outcome.record is not None:
        return outcome.id, "succeeded", "record", gzip.compress(outcome.record, 6, mtime=0)
    if outcome.error is not None:
        return outcome.id, "failed", "error", pack_error(outcome.error)
    raise ValueError(f"the outcome of {outcome.id} holds neither a record nor an error")


def pack_error(error: JobError) -> bytes:
    """Return the JSON that ``read_job`` reads back."""
    return json.dumps(asdict(error)).encode()


def pack_worker(pipeline_version: str, languages: Sequence[str]) -> str:
    """Return the JSON that ``read_worker`` reads back."""
    return json.dumps({"pipeline_version": pipeline_version, "languages": list(languages)})


def read_job(job_id: str, row: Sequence[bytes]) -> Job | None:
    """Return the job that ``shown`` of ``ledger.lua`` gives as names and values, flat, or None if there is none."""
    found = _pairs(row)
    if not found:
        return None
    waits = found["status"] == "queued" and "token" not in found
    position = max(1, int(found["seq"]) - int(found["served"])) if waits else None
    ended = "finished_ms" in found
    return Job(
        id=job_id,
        status=cast("Status", found["status"]),
        created_at=utc(found["created_ms"]),
        started_at=_utc_of(found, "started_ms"),
        finished_at=_utc_of(found, "finished_ms"),
        expires_at=_utc_of(found, "expires_ms"),
        queue_position=position,
        attempts=int(found["attempts"]),
        cached="cached" in found,
        custom_id=found.get("custom_id"),
        metadata=json.loads(found["metadata"]) if "metadata" in found else None,
        error=JobError(**json.loads(found["error"])) if "error" in found else None,
        owner=found["owner"],
        retry_after_s=None if ended else _retry_after_s(position or 0, float(found["per_second"])),
    )


def read_batch(batch_id: str, row: Sequence[bytes]) -> Batch | None:
    """Return the batch of these names and values, flat, or None if there is none."""
    found = _pairs(row)
    if not found:
        return None
    counts = {name: int(found.get(name, 0)) for name in (*get_args(Status), "rejected")}
    unfinished = counts["queued"] + counts["running"]
    return Batch(
        id=batch_id,
        owner=found["owner"],
        created_at=utc(found["created_ms"]),
        finished_at=_utc_of(found, "finished_ms"),
        canceled_at=_utc_of(found, "canceled_ms"),
        expires_at=_utc_of(found, "expires_ms"),
        total=int(found["total"]),
        counts=counts,
        retry_after_s=_retry_after_s(unfinished, float(found["per_second"])) if unfinished else None,
    )


def pack_item(item: Item) -> list[str | bytes]:
    """Return an item as ``stage.lua`` takes it: JSON that begins with its job, the job's id, and the job's fields."""
    shown = {"job": item.job_id or None, "custom_id": item.custom_id, "problem": item.problem}
    fields = pack_submission(item.submission) if item.submission else []
    if item.submission:
        fields += ("content", item.submission.digest)
    return [json.dumps(shown), item.job_id, str(len(fields)), *fields]


def read_item(item: bytes) -> Item:
    """Return an item of a batch as it was taken or refused, without its submission."""
    about = json.loads(item)
    return Item(job_id=about["job"] or "", custom_id=about["custom_id"], problem=about["problem"])


def read_row(row: Sequence[Any]) -> Row:
    """Return one row of ``rows.lua``: an item and what became of it."""
    item, shown, *record = row
    taken = read_item(item)
    return Row(item=taken, job=read_job(taken.job_id, shown), record=read_record(record[0]) if record else None)


def read_record(packed: bytes | None) -> bytes | None:
    """Return the record as its worker wrote it."""
    return None if packed is None else gzip.decompress(packed)


def read_claimed(row: tuple[bytes, bytes, bytes, int, bytes | None]) -> Claimed:
    """Return the article of one row of ``claim.lua``; one that cannot be unpacked is empty, which is no article."""
    job_id, packed, request_id, attempts, traceparent = row
    try:
        article = zlib.decompressobj().decompress(packed, MOST_ARTICLE_BYTES)
    except zlib.error:
        article = b""
    return Claimed(
        id=job_id.decode(),
        article=article,
        request_id=request_id.decode(errors="replace"),
        attempts=attempts,
        traceparent=None if traceparent is None else traceparent.decode(errors="replace"),
    )


def read_worker(name: bytes, announced: bytes) -> Worker:
    """Return a worker and what it announced."""
    facts = json.loads(announced)
    return Worker(name=name.decode(), pipeline_version=facts["pipeline_version"], languages=tuple(facts["languages"]))


def utc(milliseconds: str | bytes) -> str:
    """
    Return a time of Redis as RFC 3339.

    >>> utc("1700000000123")
    '2023-11-14T22:13:20.123Z'
    """
    moment = datetime.fromtimestamp(int(milliseconds) / 1000, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _pairs(row: Sequence[bytes]) -> dict[str, str]:
    """Return names and values that come flat as a mapping."""
    return {name.decode(): str(value.decode()) for name, value in zip(row[::2], row[1::2], strict=True)}


def _retry_after_s(position: int, per_second: float) -> int:
    """Return when a job at this place of its lane should be done, at the pace of the workers."""
    return min(max(math.ceil(position / (per_second or ARTICLES_PER_SECOND)), 1), LONGEST_WAIT_S)


def _utc_of(found: Mapping[str, str], name: str) -> str | None:
    return utc(found[name]) if name in found else None
