"""The real system on loopback: a Redis of its own, gunicorn with the API, the workers' supervisor."""

from __future__ import annotations

import os
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Self

import redis

from worker.child import Child
from worker.client import Client
from worker.redis_server import FSYNC, RedisServer, free_port
from worker.stack import GUNICORN, WORKERS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import TracebackType

    from tests.faults.proxy import Proxy

PROJECT = Path(__file__).resolve().parents[2]
START_LIMIT_S = 60.0


class System:
    """
    Every part is a child of this process, each start with a log of its own in ``folder``; a ``bare`` one begins with
    Redis alone. Start parts from the main thread: what ties a child to us is tied to the thread that started it.
    """

    def __init__(self, folder: Path, settings: Mapping[str, str], *, bare: bool = False) -> None:
        self.folder = folder
        durability = settings.get("KUTIP_DURABILITY", "fast")
        self.redis = RedisServer(folder / "redis", settings={"appendfsync": FSYNC[durability]})
        self.port = free_port()
        self.settings = {"KUTIP_PORT": str(self.port), "KUTIP_LOG_LEVEL": "INFO", **settings}
        self.workers: list[Child] = []
        self._redis_port_seen = self.redis.port
        self.started = 0  # parts so far: the number of the next one's log
        self._parts = ExitStack()
        self._bare = bare

    def __enter__(self) -> Self:
        self._parts.callback(self._stop_all)
        self.redis.start()
        if not self._bare:
            self.start_api()
            self.start_workers()
            self.wait_until_ready()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._parts.close()

    def keep(self, proxy: Proxy) -> Proxy:
        """Let a proxy be there until the system ends."""
        return self._parts.enter_context(proxy)

    def through(self, port: int) -> None:
        """Let parts that are started from now on see Redis at this port."""
        self._redis_port_seen = port

    def direct(self) -> None:
        """Let parts that are started from now on see Redis itself."""
        self._redis_port_seen = self.redis.port

    def start_api(self) -> None:
        self.api = self._child("api", GUNICORN)

    def start_workers(self, program: Sequence[str] = WORKERS, **settings: str) -> Child:
        """Start a supervisor, or a program that stands in for one."""
        self.workers.append(self._child("workers", program, settings))
        return self.workers[-1]

    def stop_workers(self) -> None:
        """Stop every supervisor in good order."""
        while self.workers:
            self.workers.pop(0).stop()

    def worker_pids(self) -> list[int]:
        """Return the process ids of the workers themselves, the supervisors' children."""
        return [pid for child in self.workers for pid in children(child.pid)]

    def wait_until_ready(self) -> None:
        client = Client(f"http://127.0.0.1:{self.port}")
        deadline = time.monotonic() + START_LIMIT_S
        while not client.ready():
            if time.monotonic() > deadline:
                raise RuntimeError(f"not ready; {self.api.last_words()}\n{self.workers[-1].last_words()}")
            time.sleep(0.05)

    def wait_for_workers(self) -> None:
        """Wait until each supervisor has workers: announced or not, they are there."""
        while not all(children(each.pid) for each in self.workers):
            time.sleep(0.05)

    def connection(self) -> redis.Redis:
        """Return Redis itself, for faults and for looks behind the ledger."""
        return redis.Redis.from_url(self.redis.url, decode_responses=True)

    def logs(self, kind: str, since: int = 0) -> str:
        """Return what every part of this kind has logged, from the start of this number on."""
        numbered = sorted((int(path.stem.partition("-")[2]), path) for path in self.folder.glob(f"{kind}-*.log"))
        return "".join(path.read_text(errors="replace") for number, path in numbered if number >= since)

    def _child(self, kind: str, arguments: Sequence[str], settings: Mapping[str, str] | None = None) -> Child:
        environ = {
            **os.environ,
            **self.settings,
            "KUTIP_REDIS_URL": f"redis://127.0.0.1:{self._redis_port_seen}/0",
            "PYTHONPATH": str(PROJECT),
            **(settings or {}),
        }
        log = self.folder / f"{kind}-{self.started}.log"
        self.started += 1
        return Child(kind, [sys.executable, *arguments], log, environ=environ)

    def _stop_all(self) -> None:
        for child in (*self.workers, *([self.api] if hasattr(self, "api") else [])):
            child.kill()
        self.redis.kill()


def children(pid: int) -> list[int]:
    """Return the process ids of a process' children that live (Linux)."""
    try:
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split() if lives(int(each))]
    except (FileNotFoundError, ProcessLookupError):
        return []


def lives(pid: int) -> bool:
    """Tell whether a process runs: one that has died and is not yet buried does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
