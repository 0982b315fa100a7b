"""One claimed article becomes an outcome: its record, or why there is none."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from rq.timeouts import JobTimeoutException, UnixSignalDeathPenalty

from service.store import JobError, Outcome
from worker.logs import LOG
from worker.pipeline.article import Article

if TYPE_CHECKING:
    from collections.abc import Callable

    from service.store import Claimed
    from worker.pipeline.record import Record
    from worker.pipeline.stage import Observe

    Extract = Callable[[Article], Record]
    ObservedExtract = Callable[[Article, Observe], Record]

MOST_RECORD_BYTES = 16_777_216  # the longest texts give a quarter of it

BAD_PAYLOAD = JobError(
    code="bad_payload",
    title="The stored article cannot be read",
    detail="What the queue held is no article; it was queued by another version of the service. Submit it again.",
    retryable=True,
)
EXTRACTION_FAILED = JobError(
    code="extraction_failed",
    title="The article could not be structured",
    detail="The pipeline stopped with an error of its own. Report the job's id: the worker's log holds the place.",
    retryable=False,
)
RECORD_TOO_LARGE = JobError(
    code="record_too_large",
    title="The record is too large to be kept",
    detail=f"Its JSON is longer than {MOST_RECORD_BYTES} bytes. Submit the article in smaller parts.",
    retryable=False,
)
TIME_LIMIT = JobError(
    code="time_limit",
    title="The article took too long",
    detail="The pipeline did not end within the limit for one article. Submit it in smaller parts.",
    retryable=False,
)


def structure(claimed: Claimed, extract: Extract, limit_s: int) -> Outcome:
    """Return the record that ``extract`` makes of this article within ``limit_s`` seconds, or the error instead."""
    try:
        article = read_article(claimed.article)
    except (ValueError, TypeError, RecursionError):
        return Outcome(id=claimed.id, error=BAD_PAYLOAD)
    try:
        # The alarm is off again before anything is said to Redis: it must never cut an answer in two.
        with UnixSignalDeathPenalty(limit_s, JobTimeoutException):  # type: ignore[no-untyped-call]  # RQ leaves it so
            record = extract(article).to_json()
    except JobTimeoutException:
        return Outcome(id=claimed.id, error=TIME_LIMIT)
    except Exception:  # noqa: BLE001 - whatever went wrong, this article ends with it and the next one goes on
        LOG.exception("extraction failed", extra={"fields": {"job_id": claimed.id}})
        return Outcome(id=claimed.id, error=EXTRACTION_FAILED)
    if len(record) > MOST_RECORD_BYTES:
        return Outcome(id=claimed.id, error=RECORD_TOO_LARGE)
    return Outcome(id=claimed.id, record=record)


def read_article(payload: bytes) -> Article:
    """
    Return the article of a submission's JSON, an object of text fields; raises ValueError or TypeError.

    >>> read_article(b'{"text": "Kami menang.", "received_at": "2026-05-04"}').received_at
    datetime.date(2026, 5, 4)
    """
    given = json.loads(payload)
    if not isinstance(given, dict) or not all(isinstance(value, str | None) for value in given.values()):
        raise TypeError("an article is an object of texts")
    received = given.pop("received_at", None)
    return Article(**given, received_at=date.fromisoformat(received) if received else None)
