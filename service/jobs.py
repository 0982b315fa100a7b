"""GET /v1/jobs/{id} and its record: what became of an article."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, NoReturn

from flask import Blueprint, Response, url_for

from service import catalogue, exports
from service.context import ledger
from service.errors import ApiError
from service.logs import note

if TYPE_CHECKING:
    from service.store import Job

blueprint = Blueprint("jobs", __name__)

JOB_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
TERMINAL = frozenset({"succeeded", "failed", "canceled"})
ARTICLES_PER_SECOND = 100  # a cautious guess at what the workers do: asking a little late costs less than asking often
LONGEST_WAIT_S = 30


@blueprint.get("/v1/jobs/<job_id>")
def job(job_id: str) -> Response:
    """Answer 200 with the job; raises ApiError when it is unknown or has expired, StoreUnavailable."""
    _check(job_id)
    found = ledger().job(job_id)
    if found is None:
        _absent(job_id)
    return progress(found, 200)


@blueprint.get("/v1/jobs/<job_id>/record")
def record(job_id: str) -> Response:
    """
    Answer 200 with the record in the form that the query names (byte for byte as the worker wrote it where it names
    none), or 202 with the job while it is unfinished.

    Raises ValidationError for another query, ApiError when there is no record and will be none, StoreUnavailable.
    """
    _check(job_id)
    form = exports.wanted()
    found = ledger().record(job_id)
    if found is None:
        _absent(job_id)
    owner, written = found
    if written is not None:
        return exports.answer(written, form)
    if owner.status not in TERMINAL:
        return progress(owner, 202)
    raise _no_record(owner)


def progress(job: Job, status: int) -> Response:
    """Return ``job`` as an answer, with Retry-After while it is not finished."""
    shown = asdict(job) | {"links": {"self": address(job.id), "record": url_for("jobs.record", job_id=job.id)}}
    answer = Response(json.dumps(shown, ensure_ascii=False), status, mimetype="application/json")
    if job.status not in TERMINAL:
        ahead_s = (job.queue_position or 0) // ARTICLES_PER_SECOND
        answer.headers["Retry-After"] = str(min(max(ahead_s, 1), LONGEST_WAIT_S))
    return answer


def address(job_id: str) -> str:
    """Return the path of a job, under the prefix the app is mounted at."""
    return url_for("jobs.job", job_id=job_id)


def _check(job_id: str) -> None:
    if not JOB_ID.fullmatch(job_id):
        raise ApiError(catalogue.JOB_UNKNOWN, "This is not the shape of a job's id.")
    note(job_id=job_id)


def _absent(job_id: str) -> NoReturn:
    if ledger().expired(job_id):
        raise ApiError(catalogue.RECORD_EXPIRED, "The job was here; its time to live is over.")
    raise ApiError(catalogue.JOB_UNKNOWN, "No job has this id.")


def _no_record(job: Job) -> ApiError:
    """Return why a finished job has no record."""
    if job.status == "canceled":
        return ApiError(catalogue.JOB_CANCELED, "The job was canceled; there is no record.")
    if job.error is not None:
        return ApiError(catalogue.JOB_FAILED, f"{job.error.title}: {job.error.detail}")
    return ApiError(catalogue.RECORD_EXPIRED, "The job succeeded and its record is gone.")
