"""``Prefer: wait=N``: an answer held back until a job has ended, by a bounded number of threads."""

from __future__ import annotations

import re
import threading
import time
from typing import TYPE_CHECKING, TypeVar

from flask import current_app, request

from service import metrics
from service.store import StoreUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask, Response

    T = TypeVar("T")

LONGEST_S = 30
SHORTEST_LOOK_S, LONGEST_LOOK_S = 0.01, 0.1  # between two looks at the job: an article takes a few milliseconds
WAIT = re.compile(r'\s*wait\s*=\s*"?([0-9]{1,9})"?\s*(;.*)?', re.IGNORECASE)


class Waiting:
    """How many requests may wait at once, and whether they still should: a process that stops lets them go."""

    def __init__(self, most: int) -> None:
        self._places = threading.BoundedSemaphore(most)
        self.stopping: Callable[[], bool] = lambda: False

    def until(self, ended: Callable[[T], bool], look: Callable[[], T], seconds: float) -> T | None:
        """Return what ``look`` gives once it has ``ended``; None when it has not in time, or no place is free."""
        if not self._places.acquire(blocking=False):
            metrics.count_wait_refusal()
            return None
        try:
            return self._look(ended, look, time.monotonic() + seconds)
        except StoreUnavailable:
            return None  # whoever waits has an answer already: what was known before
        finally:
            self._places.release()

    def _look(self, ended: Callable[[T], bool], look: Callable[[], T], end: float) -> T | None:
        pause = SHORTEST_LOOK_S
        while time.monotonic() < end and not self.stopping():
            time.sleep(min(pause, max(end - time.monotonic(), 0)))
            if ended(found := look()):
                return found
            pause = min(pause * 1.2, LONGEST_LOOK_S)
        return None


def install(app: Flask, threads: int) -> None:
    """Let requests of ``app`` wait, on half of its threads at most: the others keep answering."""
    app.extensions["waiting"] = Waiting(max(1, threads // 2))


def of(app: Flask) -> Waiting:
    """Return what counts the waiting requests of ``app``."""
    waiting: Waiting = app.extensions["waiting"]
    return waiting


def waited(ended: Callable[[T], bool], look: Callable[[], T], first: T) -> tuple[T, int | None]:
    """
    Return ``first``, or what ``look`` gives later if the request prefers to wait for an end.

    The second part is how many seconds it was ready to wait, None unless an end was seen.
    """
    seconds = _preferred_s()
    if seconds is None:
        return first, None
    if ended(first):
        return first, seconds
    with metrics.as_asked():
        found = of(current_app).until(ended, look, seconds)
    return (first, None) if found is None else (found, seconds)


def applied(answer: Response, seconds: int | None) -> Response:
    """Say in ``answer`` whether it was waited for."""
    answer.vary.add("Prefer")
    if seconds is not None:
        answer.headers["Preference-Applied"] = f"wait={seconds}"
    return answer


def _preferred_s() -> int | None:
    """Return the seconds of the first ``wait`` in the Prefer headers (RFC 7240), at most 30, or None."""
    preferences = ",".join(request.headers.getlist("Prefer")).split(",")
    found = next(filter(None, map(WAIT.fullmatch, preferences)), None)
    return min(int(found[1]), LONGEST_S) if found else None
