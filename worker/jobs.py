"""What RQ calls: ``drain`` takes waiting articles off the ledger, group by group, until none waits."""

from __future__ import annotations

import time
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from service.store import ARTICLE, StoreUnavailable
from worker.logs import LOG
from worker.pipeline import PIPELINE_VERSION
from worker.stage_times import StageTimes
from worker.structure import structure

if TYPE_CHECKING:
    from collections.abc import Callable

    from service.config import Config
    from service.store import Claimed, Group, Ledger, Outcome
    from worker.structure import Extract

    T = TypeVar("T")

DRAIN_S = 5.0  # RQ believes a job dead that runs for long, and reads signals' wishes between jobs
FLUSH_S = 0.05  # a bulk record waits this long for company at most
RETRY_S = 0.2

DRAINER: ContextVar[Drainer] = ContextVar("drainer")


def drain() -> None:
    """Structure waiting articles with the drainer that this process was given when it started."""
    DRAINER.get().run()


@dataclass(frozen=True, slots=True)
class Done:
    """An article with its outcome, not yet written."""

    claimed: Claimed
    outcome: Outcome
    attempt: int
    seconds: float


@dataclass(slots=True)
class Drainer:
    """Takes groups of articles off ``ledger`` and writes what ``extract`` makes of them; ``stopping`` ends it early."""

    ledger: Ledger
    extract: Extract
    config: Config
    times: StageTimes = field(default_factory=StageTimes)
    stopping: bool = False
    leased_until: float = 0.0  # by this process' monotonic clock; the ledger goes by that of Redis

    def run(self) -> None:
        """Work for 5 s or until nothing waits; when Redis goes away, return once it is back."""
        end = time.monotonic() + DRAIN_S
        try:
            while not self.stopping and time.monotonic() < end and (group := self.ledger.claim()):
                self._hold()
                self._work_off(group)
            self.ledger.wake(self.times.hand_over())
        except StoreUnavailable as error:
            LOG.warning("redis away", extra={"fields": {"reason": str(error)}})
            self._wait_for_redis()

    def _work_off(self, group: Group) -> None:
        """Structure the articles of a group; what is not begun when the worker is told to stop goes back."""
        done: list[Done] = []
        written = 0
        flushed_at = time.monotonic()
        try:
            for claimed in group.articles:
                if self.stopping:
                    break
                attempt = self._insist(partial(self.ledger.start, group.token, claimed.id))
                if attempt is None:
                    continue  # the lease has moved on: the article is another worker's
                self._hold()
                done.append(self._structure(claimed, attempt))
                if group.lane == "interactive" or time.monotonic() - flushed_at > FLUSH_S:
                    written += self._write(group, done)
                    flushed_at = time.monotonic()
        finally:
            written += self._write(group, done)
            if written < len(group.articles):
                self.ledger.release(group.token)

    def _structure(self, claimed: Claimed, attempt: int) -> Done:
        began = time.perf_counter_ns()
        outcome = structure(claimed, self.extract, self.config.article_limit_s)
        nanoseconds = time.perf_counter_ns() - began
        self.times.add(ARTICLE, nanoseconds)
        return Done(claimed, outcome, attempt, nanoseconds / 1e9)

    def _write(self, group: Group, done: list[Done]) -> int:
        """Write, log and forget these outcomes; return how many they were."""
        if not done:
            return 0
        outcomes = [one.outcome for one in done]
        stands = self._insist(partial(self.ledger.finish, group.token, outcomes, pipeline_version=PIPELINE_VERSION))
        for one, stood in zip(done, stands, strict=True):
            _log(one, stood=stood)
        done.clear()
        return len(outcomes)

    def _hold(self) -> None:
        self.leased_until = time.monotonic() + self.config.lease_s

    def _insist(self, call: Callable[[], T]) -> T:
        """Repeat a call that fails because Redis is away while the lease may hold; then raise StoreUnavailable."""
        while True:
            try:
                return call()
            except StoreUnavailable:
                if time.monotonic() > self.leased_until:
                    raise
                time.sleep(RETRY_S)

    def _wait_for_redis(self) -> None:
        """Return when Redis answers: what RQ does after a job would end the worker otherwise."""
        while not self.stopping:
            try:
                self.ledger.ping()
            except StoreUnavailable:
                time.sleep(RETRY_S)
            else:
                return


def _log(done: Done, *, stood: bool) -> None:
    error = done.outcome.error
    fields = {
        "job_id": done.claimed.id,
        "request_id": done.claimed.request_id,
        "status": "failed" if error else "succeeded",
        "attempt": done.attempt,
        "seconds": round(done.seconds, 4),
    }
    if done.claimed.trace_id:
        fields["trace_id"] = done.claimed.trace_id
    if error:
        fields["code"] = error.code
    if not stood:
        fields["status"] = "superseded"
    LOG.info("article", extra={"fields": fields})
