"""One row of the bench: a system under load, faults spread over the load, and the verdict."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.faults.caller import Caller
from tests.faults.load import Load
from tests.faults.verdict import EVERYSEC_S, Books, forgotten, judge, written_twice, wrong_records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.faults.system import System
    from tests.faults.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How often the fault comes and how long it lasts, under how many articles, with which luck."""

    seed: int
    articles: int
    times: int
    lasts_s: float = 0.0


@dataclass(slots=True)
class Bench:
    """What a row's fault works on: the system, its load, and the luck of the plan."""

    plan: Plan
    system: System
    load: Load
    rng: random.Random
    notes: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    crashes: list[float] = field(default_factory=list)  # when Redis was killed that syncs its disk every second

    def strokes(self) -> Iterator[int]:
        """Yield the number of each fault when it is due: they are spread over the load, a little at random."""
        for number in range(self.plan.times):
            share = (number + self.rng.uniform(0.25, 0.75)) / (self.plan.times + 1)
            if not self.load.until(share):
                return
            yield number


@dataclass(frozen=True, slots=True)
class Row:
    """A fault: ``what`` tells it, so many ``times`` it comes, and each lasts for ``lasts_s``."""

    name: str
    what: str
    strike: Callable[[Bench], None]
    times: int
    lasts_s: float = 0.0
    may_kill: bool = False  # an article that is unlucky three times ends as worker_lost, which is honest
    bare: bool = False  # it starts the API and the workers itself
    settings: dict[str, str] = field(default_factory=dict)


def run_row(row: Row, plan: Plan, system: System) -> Verdict:
    """Put the system under load, let the row's fault strike, and judge what became of the articles."""
    books = Books(system)
    first_log = system.started
    load = Load(system.port, plan.seed, plan.articles)
    bench = Bench(plan, system, load, random.Random(plan.seed))  # noqa: S311 - luck, no secret
    load.start(lambda *given: Caller(*given).run())
    row.strike(bench)
    load.finish()
    wrong = [
        *(f"{count} x {what}" for what, count in Counter(load.surprises).items()),
        *wrong_records(load.accepted, plan.seed),
        *written_twice(system.logs("workers", first_log)),
        *books.errors(load.accepted),
        *bench.wrong,
    ]
    allowed = sum(one.ended == "lost" and forgotten(one, bench.crashes) for one in load.accepted)
    if allowed:
        bench.notes.append(f"{allowed} lost that were accepted less than {EVERYSEC_S:.0f} s before Redis was killed")
    return judge(load, wrong, bench.notes, may_kill=row.may_kill, may_lose=allowed)
