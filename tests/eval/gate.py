"""The gate: no measure on the gold articles falls below its floor, and no floor is lowered by accident."""

from __future__ import annotations

import argparse
import json
import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.eval.corpus import ENGLISH, GOLD, digest, read_gold, read_records
from tests.eval.score import INFORMATION, Tally, score

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FLOORS = Path(__file__).parent / "floors.json"
IN_ENGLISH = ("--gold", str(ENGLISH), "--floors", str(FLOORS.with_name("floors_english.json")))
OK, BELOW = 0, 1


class Floors(NamedTuple):
    """The least F1 of each measure in per cent, and the corpus it was measured on."""

    corpus: str
    f1: dict[str, float]


class FloorError(Exception):
    """Floors that may not be written; the message names them and the way out."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table and return the exit status: 1 below a floor, on another corpus, or where an update is refused."""
    options = _parser().parse_args(arguments)
    gold, corpus = read_gold(options.gold), digest(options.gold)
    tallies = score(zip(gold, read_records(gold), strict=True))
    floors = read_floors(options.floors)
    if options.update:
        try:
            floors = raised(floors, tallies, corpus, lower=options.allow_regression)
        except FloorError as error:
            sys.stdout.write(f"{table(tallies, floors)}\n{error}\n")
            return BELOW
        write_floors(options.floors, floors)
    faults = failures(floors, tallies, corpus)
    sys.stdout.write("\n".join([f"{len(gold)} gold articles", table(tallies, floors), *faults]) + "\n")
    return BELOW if faults else OK


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.eval.gate", description=__doc__)
    parser.add_argument(
        "--update", action="store_true", help="raise the floors to what was measured; take on a changed corpus"
    )
    parser.add_argument("--allow-regression", action="store_true", help="with --update: lower floors too")
    parser.add_argument("--gold", type=Path, default=GOLD, help="another corpus, together with --floors")
    parser.add_argument("--floors", type=Path, default=FLOORS, help="another file of floors")
    return parser


def read_floors(path: Path = FLOORS) -> Floors:
    """Return the floors of a file; none where there is no such file."""
    if not path.exists():
        return Floors("", {})
    held = json.loads(path.read_text(encoding="utf-8"))
    return Floors(held["corpus"], held["f1"])


def write_floors(path: Path, floors: Floors) -> None:
    """Write the floors, one a line, so that a change shows which one moved."""
    path.write_text(json.dumps(floors._asdict(), indent=2) + "\n", encoding="utf-8")


def failures(floors: Floors, tallies: Mapping[str, Tally], corpus: str) -> list[str]:
    """Return why the gate is shut, one sentence for each reason; nothing where it is open."""
    faults = []
    if floors.corpus != corpus:
        faults.append("The gold articles have changed since the floors were measured: run the gate with --update.")
    if unmeasured := sorted(set(floors.f1) - set(tallies)):
        faults.append(f"A floor without its measure: {', '.join(unmeasured)}.")
    return faults + [
        f"{measure}: {tallies[measure].f1:.1f} is below its floor of {floor:.1f}."
        for measure, floor in floors.f1.items()
        if measure in tallies and tallies[measure].f1 < floor
    ]


def raised(floors: Floors, tallies: Mapping[str, Tally], corpus: str, *, lower: bool = False) -> Floors:
    """Return the floors at what was measured; raises FloorError where one would sink or go and that is not allowed."""
    measured = {name: _floor(tally.f1) for name, tally in tallies.items() if name not in INFORMATION}
    sunk = [
        f"{name} from {floor} to {measured.get(name)}"
        for name, floor in floors.f1.items()
        if floor > measured.get(name, -1)
    ]
    if sunk and not lower:
        raise FloorError(
            f"Not lowered: {'; '.join(sunk)}. Say --allow-regression where that is meant, and why in the commit."
        )
    return Floors(corpus, measured)


def _floor(value: float) -> float:
    return math.floor(value * 10) / 10


def table(tallies: Mapping[str, Tally], floors: Floors) -> str:
    """Return a line for each measure: precision, recall, F1 and floor in per cent, and how many were wanted."""
    lines = [f"{'':28}{'P':>7}{'R':>7}{'F1':>7}{'floor':>7}{'gold':>7}"]
    for name, tally in tallies.items():
        floor = f"{floors.f1[name]:7.1f}" if name in floors.f1 else f"{'-':>7}"
        mark = "  below" if tally.f1 < floors.f1.get(name, 0) else ""
        lines.append(f"{name:28}{tally.precision:7.1f}{tally.recall:7.1f}{tally.f1:7.1f}{floor}{tally.wanted:7}{mark}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
