"""Jobs as Redis holds them: packed on the way in, read on the way out."""

from __future__ import annotations

import gzip
import json
import zlib
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast, get_args

from service.job import Claimed, Job, JobError, Lane, Status, Worker

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from service.job import Outcome, Submission

LANES: tuple[Lane, ...] = get_args(Lane)
JOB_FIELDS = (
    "status",
    "lane",
    "seq",
    "token",
    "attempts",
    "created_ms",
    "started_ms",
    "finished_ms",
    "expires_ms",
    "custom_id",
    "metadata",
    "error",
)


def pack_submission(submission: Submission) -> list[str | bytes]:
    """Return the fields and values that a new job begins with, flat."""
    packed: list[str | bytes] = [
        *("article", zlib.compress(submission.article, 1)),
        *("bytes", str(len(submission.article))),
        *("request_id", submission.request_id),
    ]
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


def read_job(job_id: str, values: Sequence[bytes | None], served: Mapping[str, bytes | None]) -> Job | None:
    """Return the job of these values, one for each of JOB_FIELDS, or None if there is none."""
    found = {name: value.decode() for name, value in zip(JOB_FIELDS, values, strict=True) if value is not None}
    if "status" not in found:
        return None
    waits = found["status"] == "queued" and "token" not in found
    return Job(
        id=job_id,
        status=cast("Status", found["status"]),
        created_at=utc(found["created_ms"]),
        started_at=_utc_of(found, "started_ms"),
        finished_at=_utc_of(found, "finished_ms"),
        expires_at=_utc_of(found, "expires_ms"),
        queue_position=max(1, int(found["seq"]) - int(served[found["lane"]] or 0)) if waits else None,
        attempts=int(found["attempts"]),
        custom_id=found.get("custom_id"),
        metadata=json.loads(found["metadata"]) if "metadata" in found else None,
        error=JobError(**json.loads(found["error"])) if "error" in found else None,
    )


def read_record(packed: bytes | None) -> bytes | None:
    """Return the record as its worker wrote it."""
    return None if packed is None else gzip.decompress(packed)


def read_claimed(row: tuple[bytes, bytes, bytes, int]) -> Claimed:
    """Return the article of one row of ``claim.lua``."""
    job_id, article, request_id, attempts = row
    return Claimed(
        id=job_id.decode(), article=zlib.decompress(article), request_id=request_id.decode(), attempts=attempts
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


def _utc_of(found: Mapping[str, str], name: str) -> str | None:
    return utc(found[name]) if name in found else None
