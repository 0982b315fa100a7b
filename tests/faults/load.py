"""Callers of the API who never give up: they submit until they hold a 202, and ask until the article has ended."""

from __future__ import annotations

import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CLIENTS = 8
MOST_OUTSTANDING = 48  # articles that one client has accepted and not yet ended: enough to fill the workers' groups
SINGLES, BATCH = 40, 10  # of each fifty articles ten come as a batch
PATIENCE_S = 90.0  # nothing has ended for so long: what is left is stuck


@dataclass(slots=True)
class Accepted:
    """An article with a 202, and what became of it: ``ended`` is how the job ended, ``lost`` when nobody knows it."""

    number: int
    job_id: str
    batch_id: str | None = None
    at: float = field(default_factory=time.monotonic)
    ended: str | None = None
    record: bytes | None = None


@dataclass(slots=True)
class Load:
    """So many articles through ``CLIENTS`` clients at the service on ``port``; the seed makes them and their keys."""

    port: int
    seed: int
    articles: int
    accepted: list[Accepted] = field(default_factory=list)
    ended: int = 0
    answers: Counter[str] = field(default_factory=Counter)  # what the clients were told beside 2xx
    surprises: list[str] = field(default_factory=list)  # answers that no fault excuses
    moved_at: float = field(default_factory=time.monotonic)
    _given_up: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _threads: list[threading.Thread] = field(default_factory=list)

    def start(self, client: Callable[[Load, Callable[[], tuple[int, ...] | None]], None]) -> None:
        """Let so many threads be ``client``, which is given what to submit next until that is None."""
        parcels = self._parcels()

        def next_parcel() -> tuple[int, ...] | None:
            with self._lock:
                return next(parcels, None)

        self._threads = [
            threading.Thread(target=client, args=(self, next_parcel), name=f"client-{n}", daemon=True)
            for n in range(CLIENTS)
        ]
        for thread in self._threads:
            thread.start()

    def _parcels(self) -> Iterator[tuple[int, ...]]:
        """Yield the numbers of articles that are submitted together."""
        for first in range(0, self.articles, SINGLES + BATCH):
            numbers = range(first, min(first + SINGLES + BATCH, self.articles))
            yield from ((number,) for number in numbers[:SINGLES])
            if numbers[SINGLES:]:
                yield tuple(numbers[SINGLES:])

    def until(self, share: float) -> bool:
        """Wait until this share of the articles has ended; False when they are stuck before."""
        while self.ended < share * self.articles and not self.stuck():
            time.sleep(0.005)
        return not self.stuck()

    def finish(self) -> None:
        """Wait until every article has ended or nothing moves any more."""
        while any(thread.is_alive() for thread in self._threads) and not self.stuck():
            time.sleep(0.02)
        self._given_up = True
        for thread in self._threads:
            thread.join()

    @property
    def outstanding(self) -> int:
        """How many articles one client may wait for: few beside the load, so that submits meet every fault, too."""
        return max(1, min(MOST_OUTSTANDING, self.articles // (CLIENTS * 4)))

    def stuck(self) -> bool:
        """Tell whether nothing has moved for too long."""
        return time.monotonic() - self.moved_at > PATIENCE_S

    def given_up(self) -> bool:
        """Tell the clients whether to stop asking."""
        return self._given_up

    def note_accepted(self, one: Accepted) -> None:
        with self._lock:
            self.accepted.append(one)
            self.moved_at = time.monotonic()

    def note_ended(self) -> None:
        with self._lock:
            self.ended += 1
            self.moved_at = time.monotonic()

    def note_answer(self, what: str) -> None:
        with self._lock:
            self.answers[what] += 1

    def note_surprise(self, what: str) -> None:
        with self._lock:
            self.surprises.append(what)
