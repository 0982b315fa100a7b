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
    proxy = system.keep(Proxy(system.redis.port))
    system.through(proxy.port)
    system.start_api()
    journal = processes.start_doomed(bench, times=1)
    slow = processes.start_slow(bench, skew_s=120)
    system.wait_until_ready()
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
    processes.judge_deaths(bench, journal)
    processes.judge_late(bench, first_log)
    stores.judge_cuts(bench, proxy, frozenset({"release"}))  # nobody stops in good order here
