"""Answers that a client may keep and ask about again."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from flask import request

if TYPE_CHECKING:
    from flask import Response


def conditional(answer: Response) -> Response:
    """Name the state of ``answer`` in an ETag, and answer 304 without a body if the client has just that one."""
    answer.headers.setdefault("Cache-Control", "private, no-cache")  # it may be kept, and must be asked about each time
    answer.set_etag(hashlib.sha256(answer.get_data()).hexdigest()[:32])
    answer.make_conditional(request)
    return answer
