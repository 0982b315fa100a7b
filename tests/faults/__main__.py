"""Break the running system in every way, and print what became of what it had accepted."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.faults.bench import Plan, run_row
from tests.faults.rows import ROWS
from tests.faults.system import System

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.faults.bench import Row
    from tests.faults.verdict import Verdict

ARTICLES = 3_000
HEAD = ("fault", "accepted", "succeeded", "canceled", "failed", "lost", "stuck", "wrong")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the rows and return 0 if each is good, else 1."""
    options = _parser().parse_args(arguments)
    _say(_line(*HEAD))
    good = True
    for name in options.row or ROWS:
        row = ROWS[name]
        plan = Plan(
            seed=options.seed or random.SystemRandom().randint(1, 999_999),
            articles=options.articles,
            times=options.times or row.times,
            lasts_s=row.lasts_s,
        )
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="kutip-faults-") as folder:
            with System(Path(folder), row.settings, bare=row.bare) as system:
                verdict = run_row(row, plan, system)
            if options.keep and not verdict.good:
                Path(folder).rename(Path(options.keep) / f"{row.name}-{plan.seed}")
                Path(folder).mkdir()
        _print(row, plan, verdict, time.monotonic() - began)
        good &= verdict.good
    return 0 if good else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--row", choices=ROWS, action="append", metavar="NAME", help=f"of {', '.join(ROWS)}")
    parser.add_argument("--seed", type=int, help="luck to have again (default: new luck)")
    parser.add_argument("--articles", type=int, default=ARTICLES, help="of the load (default: %(default)s)")
    parser.add_argument("--times", type=int, help="how often the fault comes (default: the row's own count)")
    parser.add_argument("--keep", metavar="FOLDER", help="keep data and logs of a row that fails here")
    return parser


def _print(row: Row, plan: Plan, verdict: Verdict, seconds: float) -> None:
    lasts = f", {row.lasts_s:.0f} s each" if row.lasts_s else ""
    what = f"{row.what}, {plan.times} times{lasts}"
    failed = sum(verdict.failed.values())
    ended = (verdict.accepted, verdict.succeeded, verdict.canceled, failed)
    counts = (*ended, verdict.lost, verdict.stuck, len(verdict.wrong))
    _say(_line(what, *counts))
    again = f"--row {row.name} --seed {plan.seed} --articles {plan.articles} --times {plan.times}"
    _say(f"    again: {again}; {seconds:.0f} s")
    for note in verdict.notes:
        _say(f"    {note}")
    for wrong in verdict.wrong[:20]:
        _say(f"    WRONG {wrong}")


def _line(what: str, *counts: object) -> str:
    return f"{what:70}" + "".join(f"{count:>11}" for count in counts)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
