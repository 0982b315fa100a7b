"""Every fault in turn on one system: what the suite runs in place of a system for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.faults import processes, stores
from tests.faults.proxy import Proxy
from tests.faults.system import children

if TYPE_CHECKING:
    from tests.faults.bench import Bench


def strike(bench: Bench) -> None:
    """Run doomed workers, and slow ones with a wrong clock, behind a proxy, and let everything else happen to them."""
    system = bench.system
    first_log = system.started
    with Proxy(system.redis.port) as proxy:
        system.through(proxy.port)
        stores.restart_parts(bench, workers=False)
        journal = processes.start_doomed(bench, times=1)
        slow = system.start_workers(processes.ODD, SKEW_S="120", DWELL_S="0.02")
        faults = (
            proxy.arm,
            lambda: processes.kill_one(bench, system.worker_pids()),
            lambda: stores.cut_all(bench),
            lambda: processes.freeze(bench, slow),
            lambda: stores.kill_once(bench),
            lambda: processes.kill_one(bench, children(system.api.pid)),
            lambda: stores.pause(bench),
            lambda: stores.fill(bench),
        )
        for number in bench.strokes():
            faults[number % len(faults)]()
        bench.load.finish()
        proxy.disarm()
        system.direct()
        stores.restart_parts(bench)
    processes.judge_deaths(bench, journal)
    processes.judge_late(bench, first_log)
    stores.judge_cuts(bench, proxy)
