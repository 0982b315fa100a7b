"""How much the caller may send, and the headers that say what is left of it (draft-ietf-httpapi-ratelimit-headers)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.context import config

if TYPE_CHECKING:
    from flask import Response

    from service.store import Allowance, Limits


def most_at_once(limits: Limits) -> int:
    """Return how many articles this server could ever take in one batch of an owner with these limits."""
    return min(filter(None, (config().max_waiting, limits.rate_per_minute, limits.most_unfinished)))


def told(answer: Response, allowance: Allowance | None) -> Response:
    """Say in ``answer`` what may still be sent, where anything limits it."""
    if allowance is not None:
        answer.headers["RateLimit-Policy"] = f'"default";q={allowance.limit};w=60'
        answer.headers["RateLimit"] = f'"default";r={allowance.left};t={allowance.reset_s}'
    return answer
