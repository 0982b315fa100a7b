"""POST /v1/articles: an article comes in, a job goes out."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response
from marshmallow import ValidationError

from service import body
from service.context import ledger
from service.flaws import flaw
from service.jobs import address, progress
from service.logs import note, request_id
from service.schemas import ARTICLE, PLAIN_ARTICLE
from service.store import Submission

blueprint = Blueprint("articles", __name__)


@blueprint.post("/v1/articles")
def submit() -> Response:
    """Keep the article and answer 202 with its job; raises ValidationError, ApiError, QueueFull, StoreUnavailable."""
    article = _from_text() if body.media_type() == body.TEXT else _from_json()
    custom_id, metadata = article.pop("custom_id", None), article.pop("metadata", None)
    submission = Submission(
        article=json.dumps(article, ensure_ascii=False).encode(),
        lane="interactive",
        request_id=request_id(),
        custom_id=custom_id,
        metadata=metadata,
    )
    job = ledger().submit(submission)
    note(job_id=job.id)
    answer = progress(job, 202)
    answer.headers["Location"] = address(job.id)
    return answer


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
