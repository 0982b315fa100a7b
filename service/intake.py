"""What submitting an article and sealing a batch share: ids, answers and refusals of the ledger."""

from __future__ import annotations

import base64
import math
import secrets
from typing import TYPE_CHECKING, Any

from service.job import Allowance, Answered, IdempotencyMismatch, Limits, QueueFull, RateLimited, TooManyUnfinished

if TYPE_CHECKING:
    from collections.abc import Sequence

IDEMPOTENCY_TTL_S = 86_400  # how long an Idempotency-Key is remembered
NO_LIMITS = Limits()
LONGEST_RETRY_S = 300
LONGEST_WAIT_S = 30


def new_id() -> str:
    """Return an id that nobody can guess: 24 letters and digits of base32."""
    return base64.b32encode(secrets.token_bytes(15)).decode().lower()


def packed_limits(limits: Limits) -> tuple[int, int]:
    """Return an owner's limits as ``limits.lua`` takes them."""
    return limits.rate_per_minute or 0, limits.most_unfinished or 0


def refusal(answer: Sequence[Any], limits: Limits) -> Exception | None:
    """Return what an answer of ``submit.lua`` or ``seal.lua`` refuses with, None if it accepts."""
    if answer[0] == b"mismatch":
        return IdempotencyMismatch()
    if answer[0] == b"fast" and (allowance := _allowance(answer[1], limits)):
        return RateLimited(allowance)
    if answer[0] == b"many" and limits.most_unfinished:
        retry_after_s = min(_drain_time_s(int(answer[1]), float(answer[2])), LONGEST_WAIT_S)
        return TooManyUnfinished(most=limits.most_unfinished, retry_after_s=retry_after_s)
    if answer[0] == b"full":
        return QueueFull(retry_after_s=_drain_time_s(int(answer[1]), float(answer[2])))
    return None


def answered(answer: Sequence[Any], limits: Limits) -> Answered:
    """Return what an answer that accepts gives."""
    return Answered(id=answer[1].decode(), repeated=answer[0] == b"repeated", allowance=_allowance(answer[2], limits))


def _allowance(answer: Sequence[int], limits: Limits) -> Allowance | None:
    left, ms = answer
    rate = limits.rate_per_minute
    return None if rate is None else Allowance(limit=rate, left=left, reset_s=math.ceil(ms / 1000))


def _drain_time_s(waiting: int, per_second: float) -> int:
    """Return how long the workers need for what waits, at the pace of late; 30 when they have shown none yet."""
    return min(LONGEST_RETRY_S, math.ceil(waiting / per_second)) if per_second else 30
