"""POST /v1/articles: an article comes in, a job goes out."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, request
from marshmallow import ValidationError

from service import auth, body, idempotency, limits
from service.context import ledger
from service.flaws import flaw
from service.jobs import absent, address, ended, progress, shown
from service.logs import note, request_id, traceparent
from service.schemas import ARTICLE, PLAIN_ARTICLE
from service.store import Submission
from service.waiting import applied, waited

if TYPE_CHECKING:
    from service.store import Job, Lane

blueprint = Blueprint("articles", __name__)


@blueprint.post("/v1/articles")
def submit() -> Response:
    """
    Keep the article and answer 202 with its job, or 200 with job and record if the end was waited for.

    Raises ValidationError, ApiError, IdempotencyMismatch, RateLimited, TooManyUnfinished, QueueFull, StoreUnavailable.
    """
    article = _from_text() if body.media_type(body.JSON, body.TEXT) == body.TEXT else _from_json()
    once = idempotency.of("article", json.dumps(article, sort_keys=True).encode())
    given, job = ledger().submit_once(submission(article, "interactive"), once, auth.limits())
    note(job_id=given.id)
    if job is None:
        absent(given.id)
    return limits.told(idempotency.told(_answer(job), given), given.allowance)


def submission(article: dict[str, Any], lane: Lane) -> Submission:
    """Return a validated article as the ledger takes it."""
    custom_id, metadata = article.pop("custom_id", None), article.pop("metadata", None)
    content = json.dumps(article, ensure_ascii=False, sort_keys=True).encode()
    return Submission(
        article=content,
        lane=lane,
        request_id=request_id(),
        traceparent=traceparent(),
        owner=auth.owner(),
        digest="" if request.cache_control.no_cache else hashlib.sha256(content).hexdigest(),
        custom_id=custom_id,
        metadata=metadata,
    )


def _answer(job: Job) -> Response:
    """Return 200 with the job and its record if the end was waited for, else 202 with the job."""

    def look() -> tuple[Job, bytes | None]:
        return ledger().record(job.id) or (job, None)

    before: tuple[Job, bytes | None] = (job, None)
    (found, record), seconds = waited(lambda seen: ended(seen[0]), look, before)
    if seconds is None:
        answer = progress(found, 202)
    else:
        if record is None:
            found, record = look()  # it had ended before anybody waited
        answer = Response(_with_record(found, record), 200, mimetype="application/json")
    answer.headers["Location"] = address(job.id)
    return applied(answer, seconds)


def _with_record(job: Job, record: bytes | None) -> bytes:
    """Return the job as JSON with its record, as the worker wrote it, or null."""
    head = json.dumps(shown(job), ensure_ascii=False).encode()
    return head.removesuffix(b"}") + b', "record": ' + (record or b"null") + b"}"


def _from_json() -> dict[str, Any]:
    if misplaced := body.parameters():
        raise ValidationError({name: [flaw("parameter_unexpected")] for name in misplaced})
    article: dict[str, Any] = ARTICLE.load(body.json_value())
    return article


def _from_text() -> dict[str, Any]:
    named = body.parameters()
    if "text" in named:
        raise ValidationError({"text": [flaw("unknown_key")]})
    article: dict[str, Any] = PLAIN_ARTICLE.load({**named, "text": body.text()})
    return article
