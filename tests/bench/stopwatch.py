"""Where the time goes: the pipeline with a stopwatch at every stage."""

from __future__ import annotations

import gc
import math
from time import perf_counter, process_time
from typing import TYPE_CHECKING, NamedTuple

from worker.pipeline import STAGES, extract
from worker.pipeline.article import Article
from worker.pipeline.stage import run_all

if TYPE_CHECKING:
    from collections.abc import Sequence


class Times(NamedTuple):
    """Seconds of the clock and of the processor from a text to its record, the latter per stage; the record's size."""

    clock: float
    whole: float
    stages: dict[str, float]
    record_bytes: int


def time_article(text: str) -> Times:
    """
    Return how long one article takes.

    Figures to compare with each other are the processor's: other programs on the machine do not slow them as much. The
    collector of garbage rests meanwhile: what it costs grows with all that lives, here with the texts of the bench.
    """
    gc.collect()
    gc.disable()
    try:
        return _time(text)
    finally:
        gc.enable()


def _time(text: str) -> Times:
    clock, processor = perf_counter(), process_time()
    size = len(extract(Article(text=text)).to_json())
    clock, processor = perf_counter() - clock, process_time() - processor
    return Times(clock, processor, _seconds(text), size)


def best(runs: Sequence[Times]) -> Times:
    """Return the least of several runs, each stage for itself: whatever is above it is the machine, not the program."""
    stages = {name: min(run.stages[name] for run in runs) for name in runs[0].stages}
    return Times(min(run.clock for run in runs), min(run.whole for run in runs), stages, runs[0].record_bytes)


def _seconds(text: str) -> dict[str, float]:
    laps = [process_time()]
    run_all(STAGES, {"article": Article(text=text)}, lambda _: laps.append(process_time()))
    return {stage.gives: end - begin for stage, begin, end in zip(STAGES, laps, laps[1:], strict=False)}


def percentile(values: Sequence[float], share: float) -> float:
    """
    Return the least value that so large a share of the values does not exceed.

    >>> percentile([1, 2, 3, 4], 0.5), percentile([1, 2, 3, 4], 0.99)
    (2, 4)
    """
    return sorted(values)[max(math.ceil(share * len(values)) - 1, 0)]
