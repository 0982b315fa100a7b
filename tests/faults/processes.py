"""Faults of our own processes: killed, frozen, with wrong clocks, restarted."""

from __future__ import annotations

import json
import os
import signal
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from service.config import Config
from tests.faults.doomed import BOUNDARIES
from tests.faults.system import children, lives
from worker.run import SWEEP_S

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.faults.bench import Bench
    from worker.child import Child

HERE = Path(__file__).parent
DOOMED = [str(HERE / "doomed.py")]
ODD = [str(HERE / "odd.py")]
SKEW_S = 120
RECOVERY_LIMIT_S = 15.0
WAKING_S = 0.5
CALM_S = 14.0  # no other worker dies meanwhile: what is measured is one death


def kill_workers(bench: Bench) -> None:
    """Kill a random worker process at each stroke."""
    killed = 0
    for _ in bench.strokes():
        while not (kill_one(bench, bench.system.worker_pids()) or bench.load.stuck()):
            pass  # a worker that died young is replaced after a second
        killed += 1
    bench.notes.append(f"{killed} killed")


def kill_at_boundaries(bench: Bench) -> None:
    """Run workers that die before and after each step, until each place has had its deaths; then healthy ones."""
    bench.system.stop_workers()
    journal = start_doomed(bench, bench.plan.times)
    bench.load.finish()
    bench.system.stop_workers()
    bench.system.start_workers()
    judge_deaths(bench, journal)


def measure_recovery(bench: Bench) -> None:
    """Let one worker after the other die in the middle of an article, and measure how long that waits."""
    bench.system.stop_workers()
    journal = start_doomed(bench, bench.plan.times, ("mid-article",), rest_s=CALM_S)
    bench.load.finish()
    bench.system.stop_workers()
    bench.system.start_workers()
    seconds = sorted(recoveries(_events(journal)))
    if not seconds:
        bench.wrong.append("nobody died over an article")
        return
    middle, most = seconds[len(seconds) // 2], seconds[-1]
    bench.notes.append(f"{len(seconds)} deaths, worked on again after {middle:.1f} s (median), {most:.1f} s at most")
    if most > RECOVERY_LIMIT_S:
        bench.wrong.append(f"an article waited {most:.1f} s for its next worker")


def start_doomed(bench: Bench, times: int, places: Sequence[str] = BOUNDARIES, rest_s: float = 0) -> Path:
    """Start workers that die so often at each place, and return the file in which they say so."""
    journal = bench.system.folder / f"journal-{bench.system.started}"
    bench.system.start_workers(
        DOOMED,
        DOOMED_PLACES=",".join(places),
        DOOMED_REST_S=str(rest_s),
        DOOMED_TIMES=str(times),
        DOOMED_GAP=str(max(1, bench.plan.articles // (4 * times))),
        DOOMED_SEED=str(bench.plan.seed),
        DOOMED_JOURNAL=str(journal),
    )
    return journal


def judge_deaths(bench: Bench, journal: Path) -> None:
    """Note how many died where."""
    deaths = Counter(event["place"] for event in _events(journal) if event["event"] == "death")
    bench.notes.append("deaths: " + ", ".join(f"{deaths[place]} {place}" for place in BOUNDARIES))
    bench.wrong += [f"nobody died: {place}" for place in BOUNDARIES if not deaths[place]]


def _events(journal: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in journal.read_text().splitlines()]


def recoveries(events: list[dict[str, object]]) -> list[float]:
    """
    Return for each death over an article how long it took until the article was started again.

    >>> start, death = {"event": "start", "job": "a"}, {"event": "death", "job": "a"}
    >>> recoveries([start | {"at": 1.0}, death | {"at": 2.0}, start | {"at": 5.5}, death | {"at": 6.0}])
    [3.5]
    """
    died: dict[object, float] = {}
    seconds = []
    for event in sorted(events, key=lambda event: event["at"]):
        if event["event"] == "death" and event["job"]:
            died[event["job"]] = event["at"]
        elif event["job"] in died:
            seconds.append(event["at"] - died.pop(event["job"]))
    return seconds


def freeze_workers(bench: Bench) -> None:
    """Freeze one of two crews in turn."""
    first_log = bench.system.started
    bench.system.stop_workers()
    crews = [start_slow(bench) for _ in range(2)]
    for number in bench.strokes():
        freeze(bench, crews[number % 2])
    bench.load.finish()
    bench.system.stop_workers()
    bench.system.start_workers()
    judge_late(bench, first_log)


def start_slow(bench: Bench, skew_s: int = 0) -> Child:
    """Start workers that take their time over each article, so that they can be met at it."""
    return bench.system.start_workers(ODD, SKEW_S=str(skew_s), DWELL_S="0.03", DWELL_FOLDER=str(bench.system.folder))


def freeze(bench: Bench, crew: Child) -> None:
    """Stop a supervisor with its workers, one in an article, for longer than a lease, and wake them: they are late."""
    workers = children(crew.pid)
    while not bench.load.stuck():
        _signal([crew.pid, *workers], signal.SIGSTOP)
        if any((bench.system.folder / f"dwelling-{pid}").exists() for pid in workers):
            break
        _signal([crew.pid, *workers], signal.SIGCONT)
        time.sleep(0.02)
        if bench.load.ended == bench.load.articles:
            return
        workers = children(crew.pid)
    time.sleep(Config.from_env(bench.system.settings).lease_s + SWEEP_S + 0.5)
    _signal(workers, signal.SIGCONT)
    time.sleep(WAKING_S)  # or the supervisor takes who was frozen for stuck, and kills it before it can come too late
    _signal([crew.pid], signal.SIGCONT)


def judge_late(bench: Bench, first_log: int) -> None:
    """Note how many results came too late, according to logs from this one on."""
    late = late_results(bench, first_log)
    bench.notes.append(f"{late} late results fenced off")
    if not late:
        bench.wrong.append("nobody came late")


def late_results(bench: Bench, first_log: int) -> int:
    return bench.system.logs("workers", first_log).count('"status": "superseded"')


def _signal(pids: list[int], number: signal.Signals) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)


def skew_clocks(bench: Bench) -> None:
    """Replace the workers by ones ahead of Redis' clock and ones behind, and let a lease of each be ended."""
    for _ in bench.strokes():
        bench.system.stop_workers()
        crews = [bench.system.start_workers(ODD, SKEW_S=skew) for skew in (f"+{SKEW_S}", f"-{SKEW_S}")]
        bench.system.wait_for_workers()
        for crew in crews:
            kill_one(bench, children(crew.pid))
    bench.load.finish()
    bench.system.stop_workers()
    bench.system.start_workers()


def kill_api(bench: Bench) -> None:
    """Kill a process of gunicorn in turn with the whole of it."""
    for number in bench.strokes():
        if number % 2:
            kill_one(bench, children(bench.system.api.pid))
        else:
            bench.system.api.kill()
            bench.system.start_api()


def restart_everything(bench: Bench) -> None:
    """Stop and start each part in good order: new workers before the old ones go, the API, Redis."""
    for _ in bench.strokes():
        bench.system.start_workers()
        bench.system.workers.pop(0).stop()
        bench.system.api.stop()
        bench.system.start_api()
        bench.system.redis.stop()
        bench.system.redis.start()


def kill_one(bench: Bench, pids: list[int]) -> bool:
    """Kill one of these processes that lives with SIGKILL, and tell whether there was one."""
    time.sleep(bench.rng.uniform(0, 0.02))
    living = [pid for pid in pids if lives(pid)]
    if living:
        _signal([bench.rng.choice(living)], signal.SIGKILL)
    return bool(living)
