"""Idempotency-Key: a request that is sent again gets the answer it got before."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from flask import request

from service import catalogue
from service.errors import ApiError
from service.store import Idempotency

if TYPE_CHECKING:
    from flask import Response

    from service.store import Answered

KEY = re.compile(r"[\x21-\x7e]{1,255}")  # a quoted string of the draft, or the bare one that most clients send
NONE = Idempotency(key="", fingerprint="")


def of(kind: str, *parts: bytes) -> Idempotency:
    """Return the key of this request with a digest of ``kind`` and ``parts``, all it asks for; raises ApiError."""
    given = request.headers.get("Idempotency-Key")
    if given is None:
        return NONE
    if not KEY.fullmatch(given):
        raise ApiError(catalogue.IDEMPOTENCY_KEY_INVALID, "It must be 1 to 255 visible ASCII characters.")
    digest = hashlib.sha256(kind.encode())
    for part in parts:
        digest.update(part)
    return Idempotency(key=hashlib.sha256(given.encode()).hexdigest(), fingerprint=digest.hexdigest())


def told(answer: Response, given: Answered) -> Response:
    """Say in ``answer`` if it repeats an earlier one."""
    if given.repeated:
        answer.headers["Idempotency-Replayed"] = "true"
    return answer
