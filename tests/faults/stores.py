"""Faults of Redis and of the way to it."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import redis

from tests.faults.proxy import SCRIPTS, Proxy

if TYPE_CHECKING:
    from tests.faults.bench import Bench

SPARED = {"workers", "stats", "list", "rows", "discard", "cancel_batch"}  # scripts that no part of a load calls


def cut_replies(bench: Bench) -> None:
    """Lose the answer to each kind of call once a stroke, with every part behind a proxy."""
    system = bench.system
    with Proxy(system.redis.port) as proxy:
        system.through(proxy.port)
        restart_parts(bench)
        for _ in bench.strokes():
            proxy.arm()
            system.workers.pop().stop()  # what it has claimed and not begun is released
            system.start_workers()
        bench.load.finish()
        proxy.disarm()
        system.direct()
        restart_parts(bench)
    judge_cuts(bench, proxy)


def judge_cuts(bench: Bench, proxy: Proxy, spared: frozenset[str] = frozenset()) -> None:
    """Note to which calls the answers were lost."""
    bench.notes.append("lost replies: " + ", ".join(f"{count} {name}" for name, count in sorted(proxy.cuts.items())))
    missed = set(SCRIPTS.values()) - set(proxy.cuts) - SPARED - spared
    bench.wrong += [f"no reply was lost to {name}" for name in sorted(missed)]


def restart_parts(bench: Bench) -> None:
    """Let the API and the workers see Redis where it is to be seen now."""
    bench.system.stop_workers()
    bench.system.api.stop()
    bench.system.start_api()
    bench.system.start_workers()


def kill_redis(bench: Bench) -> None:
    """Kill Redis with SIGKILL and start it again with the same files."""
    for _ in bench.strokes():
        kill_once(bench)


def kill_once(bench: Bench) -> None:
    time.sleep(bench.rng.uniform(0, 0.02))
    bench.system.redis.kill()
    if bench.system.settings.get("KUTIP_DURABILITY") != "strict":
        bench.crashes.append(time.monotonic())
    bench.system.redis.start()


def freeze_redis(bench: Bench) -> None:
    """Stop Redis in the middle of whatever it does, longer than any call waits for it."""
    for _ in bench.strokes():
        pause(bench)


def pause(bench: Bench) -> None:
    pid = bench.system.redis.child.pid
    os.kill(pid, signal.SIGSTOP)
    time.sleep(bench.plan.lasts_s)
    os.kill(pid, signal.SIGCONT)


def cut_connections(bench: Bench) -> None:
    """Let Redis close every connection there is."""
    cut = sum(cut_all(bench) for _ in bench.strokes())
    bench.notes.append(f"{cut} connections cut")


def cut_all(bench: Bench) -> int:
    with bench.system.connection() as connection, suppress(redis.ConnectionError):
        return int(connection.execute_command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"))
    return 0


def fill_redis(bench: Bench) -> None:
    """Leave Redis no byte for a while, then what it had."""
    for _ in bench.strokes():
        fill(bench)


def fill(bench: Bench) -> None:
    with bench.system.connection() as connection:
        limit = connection.config_get("maxmemory")["maxmemory"]
        connection.config_set("maxmemory", connection.info("memory")["used_memory"] // 2)
        time.sleep(bench.plan.lasts_s)
        connection.config_set("maxmemory", limit)
