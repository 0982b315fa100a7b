"""Where the time goes: the pipeline with a stopwatch at every stage."""

from __future__ import annotations

import math
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any, NamedTuple

from worker.pipeline import STAGES, extract
from worker.pipeline.article import Article
from worker.pipeline.stage import run_all

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from worker.pipeline.stage import Stage


class Times(NamedTuple):
    """Seconds of the clock and of the processor from a text to its record, the latter per stage; the record's size."""

    clock: float
    whole: float
    stages: dict[str, float]
    record_bytes: int


def time_article(text: str) -> Times:
    """
    Return how long one article takes.

    Figures to compare with each other are the processor's: other programs on the machine do not slow them as much.
    """
    clock, processor = perf_counter(), process_time()
    size = len(extract(Article(text=text)).to_json())
    clock, processor = perf_counter() - clock, process_time() - processor
    seconds: dict[str, float] = {}
    run_all([stage._replace(run=_timed(stage, seconds)) for stage in STAGES], {"article": Article(text=text)})
    return Times(clock, processor, seconds, size)


def best(runs: Sequence[Times]) -> Times:
    """Return the least of several runs, each stage for itself: whatever is above it is the machine, not the program."""
    stages = {name: min(run.stages[name] for run in runs) for name in runs[0].stages}
    return Times(min(run.clock for run in runs), min(run.whole for run in runs), stages, runs[0].record_bytes)


def _timed(stage: Stage, seconds: dict[str, float]) -> Callable[..., Any]:
    def run(*needs: Any) -> Any:
        started = process_time()
        given = stage.run(*needs)
        seconds[stage.gives] = process_time() - started
        return given

    return run


def percentile(values: Sequence[float], share: float) -> float:
    """
    Return the least value that so large a share of the values does not exceed.

    >>> percentile([1, 2, 3, 4], 0.5), percentile([1, 2, 3, 4], 0.99)
    (2, 4)
    """
    return sorted(values)[max(math.ceil(share * len(values)) - 1, 0)]
