"""How fast articles become records, which stage takes how long, and whether time grows with the text alone."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.bench.growth import KINDS, LINEAR, STEPS, grown
from tests.bench.stopwatch import best, percentile, time_article
from tests.eval.corpus import GOLD, read_gold
from tests.eval.outside import BESIDE
from worker.check_packs import timed_pack
from worker.pipeline import STAGES, available_languages, load_packs
from worker.pipeline.language import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
BEST_OF = 3  # runs of a text; the fastest is the least disturbed by other programs
FAULT_S = 0.05  # a stage below this on the longest text is not worth a line


class Growth(NamedTuple):
    """The seconds a kind of text takes at each step, in all and per stage, and how large its record is."""

    kind: str
    whole: tuple[float, ...]
    stages: dict[str, tuple[float, ...]]
    record_bytes: tuple[int, ...]

    @property
    def ratio(self) -> float:
        return self.whole[-1] / self.whole[0]

    def faults(self) -> dict[str, tuple[float, ...]]:
        """Return the stages whose time has outgrown the text."""
        return {name: times for name, times in self.stages.items() if times[-1] > max(LINEAR * times[0], FAULT_S)}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; timings are for reading, so the exit status is always 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.extract", description=__doc__)
    parser.add_argument("--only", choices=("speed", "growth"), help="one half of it")
    parser.add_argument("--kind", choices=sorted(KINDS), action="append", help="growth of this kind of text")
    options = parser.parse_args(arguments)
    load_packs()
    if options.only != "growth" and not options.kind:
        _say(*loading())
        for title, texts in _corpora(os.environ):
            _say("", f"{title}:", *speed(texts))
    if options.only != "speed":
        _say(
            "", f"{'growth, CPU milliseconds':38}" + "".join(f"{f'{factor}x':>9}" for factor in STEPS) + f"{'ratio':>8}"
        )
        for kind in options.kind or KINDS:
            _say(*growth_lines(measure_growth(kind)))
    return 0


def _say(*lines: str) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def _corpora(environ: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
    yield "gold articles", [article["text"] for article in read_gold(GOLD)]
    yield "seeds", [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*/article.txt"))]
    for name in ("gold_id.jsonl", "polnear_en.jsonl"):
        outside = Path(environ.get("KUTIP_SHARED", BESIDE)) / "eval" / name
        if outside.is_file():
            yield name, [article["text"] for article in read_gold(outside)]


def loading() -> list[str]:
    """Return how many milliseconds of CPU each language pack takes to load, its base taken as loaded."""
    milliseconds = {code: 1000 * timed_pack(LANGUAGES / code)[2] for code in available_languages()}
    return [
        "packs, CPU milliseconds to load:",
        "  " + ", ".join(f"{code} {ms:.0f}" for code, ms in milliseconds.items()),
    ]


def speed(texts: Sequence[str]) -> list[str]:
    """Return articles a second, the milliseconds an article takes, and a line for each stage, the slowest first."""
    times = [best([time_article(text) for _ in range(BEST_OF)]) for text in texts]
    clock = [each.clock for each in times]
    stages = {name: sum(each.stages[name] for each in times) for name in times[0].stages}
    ranked = sorted(stages.items(), key=lambda item: -item[1])
    characters = sum(map(len, texts)) // len(texts)
    head = f"{len(texts)} articles of {characters} characters, {len(texts) / sum(clock):.0f} a second"
    tail = f", p50 {1000 * percentile(clock, 0.5):.2f} ms, p99 {1000 * percentile(clock, 0.99):.2f} ms"
    share = 100 / sum(stages.values())
    return [head + tail, *(f"  {name:14}{seconds:8.4f} s{share * seconds:6.1f} %" for name, seconds in ranked)]


def measure_growth(kind: str) -> Growth:
    """Return how the time for one kind of text grows; a text that takes over a second is run once."""
    steps = []
    for _, text in grown(kind):
        runs = [time_article(text)]
        runs += [time_article(text) for _ in range(BEST_OF - 1) if runs[0].clock < 1]
        steps.append(best(runs))
    stages = {stage.gives: tuple(step.stages[stage.gives] for step in steps) for stage in STAGES}
    return Growth(kind, tuple(step.whole for step in steps), stages, tuple(step.record_bytes for step in steps))


def growth_lines(growth: Growth) -> list[str]:
    """Return the line of one kind of text, and one for each stage at fault."""
    mark = "" if growth.ratio <= LINEAR else "  not linear"
    lines = [f"{growth.kind:38}{_milliseconds(growth.whole)}{growth.ratio:8.1f}{mark}"]
    for name, times in growth.faults().items():
        lines.append(f"  stage {name:30}{_milliseconds(times)}{times[-1] / times[0]:8.1f}  not linear")
    sizes = growth.record_bytes
    if sizes[-1] > LINEAR * sizes[0]:
        megabytes = "".join(f"{size / 1e6:9.1f}" for size in sizes)
        lines.append(f"  {'record, megabytes':36}{megabytes}{sizes[-1] / sizes[0]:8.1f}  not linear")
    return lines


def _milliseconds(times: Sequence[float]) -> str:
    return "".join(f"{1000 * each:9.1f}" for each in times)


if __name__ == "__main__":
    sys.exit(main())
