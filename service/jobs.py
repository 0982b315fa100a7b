"""The jobs: one, its record, all of a caller's; canceling and deleting them."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, NoReturn

from flask import Blueprint, Response, url_for

from service import body, catalogue, exports
from service.answers import conditional
from service.auth import demand, owner, sees
from service.context import ledger
from service.errors import ApiError
from service.logs import note
from service.schemas import LISTING
from service.waiting import applied, waited

if TYPE_CHECKING:
    from service.catalogue import Problem
    from service.store import Job

blueprint = Blueprint("jobs", __name__)

JOB_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
TERMINAL = frozenset({"succeeded", "failed", "canceled"})
UNSHOWN = ("owner", "retry_after_s")  # nobody's business, and a header


@blueprint.get("/v1/jobs/<job_id>")
def job(job_id: str) -> Response:
    """Answer 200 with the job, at its end if that is preferred; raises ApiError when it is unknown or has expired."""
    found, seconds = waited(ended, lambda: find(job_id), find(job_id))
    return applied(conditional(progress(found, 200)), seconds)


@blueprint.get("/v1/jobs/<job_id>/record")
def record(job_id: str) -> Response:
    """
    Answer 200 with the record in the form that the query names (byte for byte as the worker wrote it where it names
    none), or 202 with the job while it is unfinished.

    Raises ValidationError for another query, ApiError when there is no record and will be none, StoreUnavailable.
    """
    form = exports.wanted()

    def look() -> tuple[Job, bytes | None]:
        return find_record(job_id)

    (found, packed), seconds = waited(lambda seen: ended(seen[0]), look, look())
    if packed is not None:
        return applied(conditional(exports.answer(packed, form)), seconds)
    if not ended(found):
        return applied(progress(found, 202), None)
    raise _no_record(found)


@blueprint.post("/v1/jobs/<job_id>/cancel")
def cancel(job_id: str) -> Response:
    """Stop the job and answer 200 with it; raises ApiError when it has ended before, is unknown or has expired."""
    find(job_id)
    stopped, left = ledger().cancel(job_id)
    if left is None:
        absent(job_id)
    if not stopped:
        raise ApiError(catalogue.JOB_FINISHED, f"Its status is {left.status}.")
    return progress(left, 200)


@blueprint.delete("/v1/jobs/<job_id>")
def delete(job_id: str) -> Response:
    """Take the article and the record out of Redis, canceling the job if need be; answer 204, also when it was gone."""
    check(job_id)
    if not _was_mine(job_id):
        find(job_id)
        ledger().delete(job_id)
    return Response(status=204)


@blueprint.get("/v1/jobs")
def jobs() -> dict[str, Any]:
    """Answer 200 with a caller's jobs, newest first, a page at a time; raises ApiError for a wrong parameter."""
    wanted = body.query(LISTING)
    whose = wanted.get("owner", owner())
    if not sees(whose):
        demand("admin")
    page = ledger().jobs(whose, status=wanted["status"], below=wanted["cursor"], limit=wanted["limit"])
    return {"jobs": [shown(each) for each in page.jobs], "next": None if page.next is None else str(page.next)}


def find(job_id: str) -> Job:
    """Return the caller's job; raises ApiError when none has this id, or none any more."""
    check(job_id)
    found = ledger().job(job_id)
    if found is None or not sees(found.owner):
        absent(job_id)
    return found


def find_record(job_id: str) -> tuple[Job, bytes | None]:
    """Return the caller's job with its record if it has one, packed; raises ApiError as ``find`` does."""
    check(job_id)
    found = ledger().packed_record(job_id)
    if found is None or not sees(found[0].owner):
        absent(job_id)
    return found


def check(any_id: str, unknown: Problem = catalogue.JOB_UNKNOWN) -> None:
    """Raise ApiError unless a job or a batch may have this id; note it for the log."""
    if not JOB_ID.fullmatch(any_id):
        raise ApiError(unknown, "This is not the shape of an id.")
    note(job_id=any_id)


def absent(any_id: str, unknown: Problem = catalogue.JOB_UNKNOWN) -> NoReturn:
    """Raise the ApiError for a job or batch that is not there (any more), or is somebody else's."""
    if _was_mine(any_id):
        raise ApiError(catalogue.RECORD_EXPIRED, "It was here; its time to live is over, or it was deleted.")
    raise ApiError(unknown, "Nothing of yours has this id.")


def ended(job: Job) -> bool:
    """Tell whether the job will not change any more."""
    return job.status in TERMINAL


def shown(job: Job) -> dict[str, Any]:
    """Return ``job`` as callers see it."""
    links = {
        "self": address(job.id),
        "record": url_for("jobs.record", job_id=job.id),
        "cancel": url_for("jobs.cancel", job_id=job.id),
    }
    return {name: value for name, value in asdict(job).items() if name not in UNSHOWN} | {"links": links}


def progress(job: Job, status: int) -> Response:
    """Return ``job`` as an answer, with Retry-After while it is not finished."""
    answer = Response(json.dumps(shown(job), ensure_ascii=False), status, mimetype="application/json")
    if job.retry_after_s is not None:
        answer.headers["Retry-After"] = str(job.retry_after_s)
    return answer


def address(job_id: str) -> str:
    """Return the path of a job, under the prefix the app is mounted at."""
    return url_for("jobs.job", job_id=job_id)


def _was_mine(any_id: str) -> bool:
    its_owner = ledger().was_here(any_id)
    return its_owner is not None and sees(its_owner)


def _no_record(job: Job) -> ApiError:
    """Return why a finished job has no record."""
    if job.status == "canceled":
        return ApiError(catalogue.JOB_CANCELED, "The job was canceled; there is no record.")
    if job.error is not None:
        return ApiError(catalogue.JOB_FAILED, f"{job.error.title}: {job.error.detail}")
    return ApiError(catalogue.RECORD_EXPIRED, "The job succeeded and its record is gone.")
