"""The one place that turns whatever went wrong into problem details (RFC 9457)."""

from __future__ import annotations

import json
import logging
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import Response, request
from marshmallow import ValidationError
from werkzeug.exceptions import HTTPException

from service import catalogue, limits
from service.flaws import listed, told
from service.logs import note, request_id
from service.store import IdempotencyMismatch, QueueFull, RateLimited, StoreUnavailable, TooManyUnfinished

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Flask

    from service.catalogue import Problem

LOG = logging.getLogger("kutip.errors")

BY_STATUS = {
    404: catalogue.ROUTE_UNKNOWN,
    405: catalogue.METHOD_NOT_ALLOWED,
}


class ApiError(Exception):
    """A problem of the catalogue, and what is to be said about this one case of it."""

    def __init__(
        self,
        problem: Problem,
        detail: str,
        *,
        retry_after_s: int | None = None,
        headers: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        super().__init__(problem.code)
        self.problem = problem
        self.detail = detail
        self.retry_after_s = retry_after_s
        self.headers = headers


def install(app: Flask) -> None:
    """Answer every error of ``app`` as application/problem+json."""
    app.register_error_handler(ApiError, _api_error)
    app.register_error_handler(ValidationError, _validation_error)
    app.register_error_handler(StoreUnavailable, _store_unavailable)
    app.register_error_handler(QueueFull, _queue_full)
    app.register_error_handler(RateLimited, _rate_limited)
    app.register_error_handler(TooManyUnfinished, _too_many_unfinished)
    app.register_error_handler(IdempotencyMismatch, _mismatch)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _defect)


def problem_of(problem: Problem, detail: str, name: str, root: str) -> dict[str, object]:
    """Return the body of an answer to the request of this id, under a proxy's prefix ``root``."""
    return {
        "type": root + problem.type,
        "title": problem.title,
        "status": problem.status,
        "detail": detail,
        "code": problem.code,
        "instance": "",
        "request_id": name,
        "errors": [],
    }


def _api_error(error: ApiError) -> Response:
    answer = _answer(error.problem, error.detail, retry_after_s=error.retry_after_s)
    answer.headers.update(error.headers)
    return answer


def _validation_error(error: ValidationError) -> Response:
    errors = listed(error.messages)
    problem, whole = (
        (catalogue.ARTICLE_INVALID, "article") if request.method == "POST" else (catalogue.PARAMETER_INVALID, "query")
    )
    return _answer(problem, told(errors, whole), errors=errors)


def _store_unavailable(error: StoreUnavailable) -> Response:
    LOG.warning("store unavailable: %s", error)
    return _answer(
        catalogue.STORE_UNAVAILABLE, "Redis does not answer as it should.", retry_after_s=error.retry_after_s
    )


def _mismatch(error: IdempotencyMismatch) -> Response:  # noqa: ARG001 - Flask hands it over
    return _answer(catalogue.IDEMPOTENCY_MISMATCH, catalogue.IDEMPOTENCY_MISMATCH.cause)


def _rate_limited(error: RateLimited) -> Response:
    allowed = error.allowance
    detail = f"{allowed.limit} articles may be sent in a minute; {allowed.left} are left for {allowed.reset_s} s."
    return limits.told(_answer(catalogue.RATE_LIMITED, detail, retry_after_s=allowed.reset_s), allowed)


def _too_many_unfinished(error: TooManyUnfinished) -> Response:
    detail = f"{error.most} jobs may be unfinished at a time."
    return _answer(catalogue.UNFINISHED_LIMIT, detail, retry_after_s=error.retry_after_s)


def _queue_full(error: QueueFull) -> Response:
    detail = f"There should be room again in {error.retry_after_s} s."
    return _answer(catalogue.QUEUE_FULL, detail, retry_after_s=error.retry_after_s)


def _http_error(error: HTTPException) -> Response:
    status = error.code or 500
    if status >= 500:
        return _defect(error)
    problem = BY_STATUS.get(status, catalogue.REQUEST_MALFORMED)
    answer = _answer(problem, problem.cause)
    if allow := error.get_response().headers.get("Allow"):
        answer.headers["Allow"] = allow
    return answer


def _defect(error: Exception) -> Response:
    LOG.error("internal error", exc_info=error)
    return _answer(catalogue.INTERNAL, "Something unexpected happened; it has been logged.")


def _answer(
    problem: Problem,
    detail: str,
    *,
    errors: list[dict[str, str]] | None = None,
    retry_after_s: int | None = None,
) -> Response:
    note(code=problem.code)
    body = problem_of(problem, detail, request_id(), request.script_root)
    body |= {"instance": quote(request.script_root + request.path), "errors": errors or []}
    answer = Response(json.dumps(body), problem.status, content_type="application/problem+json")
    if retry_after_s is not None:
        answer.headers["Retry-After"] = str(retry_after_s)
    return answer
