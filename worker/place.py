"""Room for one worker process: filled by a fork, emptied when the worker ends, cleared when it is stuck."""

from __future__ import annotations

import multiprocessing
import signal
import time
from dataclasses import dataclass, field
from multiprocessing.sharedctypes import RawValue
from typing import TYPE_CHECKING

from worker.logs import LOG
from worker.stopping import STOP_SIGNALS

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.context import ForkProcess

    from worker.pipeline.article import Article
    from worker.pipeline.record import Record
    from worker.pipeline.stage import Observe
    from worker.structure import ObservedExtract

REST_S = 1.0  # a place whose worker died younger than this stays empty as long
PATIENCE = 2  # times its limit that an article may take before its worker counts as stuck

FORK = multiprocessing.get_context("fork")  # the packs are loaded once and shared by every worker


class ArticleClock:
    """How long a worker has been at its article: in shared memory, by the monotonic time that processes share."""

    def __init__(self) -> None:
        self._begun = RawValue("d", 0.0)

    def timed(self, extract: ObservedExtract) -> ObservedExtract:
        """Return ``extract`` with the clock running while it reads."""

        def timed(article: Article, observe: Observe) -> Record:
            self._begun.value = time.monotonic()
            try:
                return extract(article, observe)
            finally:
                self._begun.value = 0.0

        return timed

    def seconds(self) -> float:
        """Return how long the article at hand has taken so far, 0 between two articles."""
        begun: float = self._begun.value
        return time.monotonic() - begun if begun else 0.0


@dataclass(slots=True)
class Place:
    """Room for one worker."""

    process: ForkProcess | None = None
    started: float = 0.0
    free_at: float = 0.0
    clock: ArticleClock = field(default_factory=ArticleClock)

    def fill(self, work: Callable[[ArticleClock], None]) -> None:
        """Start a worker that does ``work`` if there is none and the place may be filled again."""
        if self.process is None and time.monotonic() >= self.free_at:
            self.started = time.monotonic()
            self.clock = ArticleClock()
            self.process = _fork(work, self.clock)

    def clear(self, limit_s: float) -> None:
        """Kill a worker that is stuck: code in C that never comes back to Python does not hear the article's alarm."""
        if self.process and self.clock.seconds() > PATIENCE * limit_s:
            LOG.error("worker stuck", extra={"fields": {"pid": self.process.pid}})
            self.process.kill()
            self.process.join()

    def bury(self) -> None:
        """Empty the place if its worker ended, whatever the exit status: a worker is meant to stay."""
        if self.process and not self.process.is_alive():
            fields = {"pid": self.process.pid, "exit_status": self.process.exitcode}
            LOG.warning("worker ended", extra={"fields": fields})
            now = time.monotonic()
            self.free_at = now + REST_S if now - self.started < REST_S else now
            self.process = None


def _fork(work: Callable[[ArticleClock], None], clock: ArticleClock) -> ForkProcess:
    """Start a worker; stop signals wait until it knows what to do with them."""
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
    try:
        process = FORK.Process(target=work, args=(clock,), daemon=True)
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
    return process
