"""How long the stages took: added up in this process, and handed over now and then."""

from __future__ import annotations

import time
from collections import defaultdict
from typing import TYPE_CHECKING

from service.store import Spent

if TYPE_CHECKING:
    from collections.abc import Callable

    from worker.pipeline.article import Article
    from worker.pipeline.record import Record
    from worker.structure import Extract, ObservedExtract

PAUSE_NS = 1_000_000_000  # between two times of handing over: under load a drain may end after each article


class StageTimes:
    """The stages' sums since they were last handed over; what a killed worker had not handed over is lost."""

    def __init__(self, clock: Callable[[], int] = time.perf_counter_ns) -> None:
        self._clock = clock
        self._sums: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
        self._due = clock()

    def timed(self, extract: ObservedExtract) -> Extract:
        """Return ``extract`` with a clock read at the end of each stage."""
        clock, sums = self._clock, self._sums  # a closure takes half the time of a method, twenty times an article
        lap = 0

        def observe(stage: str) -> None:
            nonlocal lap
            now = clock()
            spent = sums[stage]
            spent[0] += now - lap
            spent[1] += 1
            lap = now

        def timed(article: Article) -> Record:
            nonlocal lap
            lap = clock()
            return extract(article, observe)

        return timed

    def add(self, name: str, nanoseconds: int) -> None:
        """Add one run to the sums of ``name``."""
        spent = self._sums[name]
        spent[0] += nanoseconds
        spent[1] += 1

    def hand_over(self, *, now: bool = False) -> dict[str, Spent]:
        """Return the sums and forget them; nothing if they were handed over a moment ago, unless it must be now."""
        if not now and self._clock() < self._due:
            return {}
        self._due = self._clock() + PAUSE_NS
        handed = {name: Spent(*spent) for name, spent in self._sums.items()}
        self._sums.clear()
        return handed
