"""A real Redis for every test that asks for one, and a ledger of its own in it."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import select
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import redis
from hypothesis import settings

from service.config import Config
from service.store import Ledger, Submission, connect
from tests.live import forget
from worker.redis_server import RedisServer, free_port

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


settings.register_profile("kutip", deadline=None)  # a loaded machine is no defect
settings.load_profile("kutip")

ROOT = Path(__file__).parents[1]
PATIENCE_S = 30.0  # a loaded machine may be slow; a test that waits this long has failed


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of the Redis that the environment names, else of one started for this run."""
    if url := os.environ.get("KUTIP_REDIS_URL"):
        yield url
        return
    with RedisServer(tmp_path_factory.mktemp("redis")) as server:
        yield server.url


@pytest.fixture
def config(redis_url: str) -> Iterator[Config]:
    """Return settings with a key prefix that no other test has; its keys are gone afterwards."""
    config = Config(redis_url=redis_url, redis_prefix=f"test-{uuid.uuid4().hex[:12]}")
    yield config
    forget(redis_url, config.redis_prefix)


@pytest.fixture
def open_ledger(config: Config) -> Iterator[Callable[..., Ledger]]:
    """Return how to open a ledger whose settings differ in what is given."""
    with contextlib.ExitStack() as ledgers:

        def open_ledger(**changes: object) -> Ledger:
            return ledgers.enter_context(contextlib.closing(connect(dataclasses.replace(config, **changes))))

        yield open_ledger


@pytest.fixture
def ledger(open_ledger: Callable[..., Ledger]) -> Ledger:
    return open_ledger()


@pytest.fixture
def connection(redis_url: str) -> Iterator[redis.Redis]:
    """Return Redis itself, for tests that look behind the ledger."""
    with redis.Redis.from_url(redis_url) as connection:
        yield connection


@pytest.fixture(name="free_port")
def a_free_port() -> int:
    """Return a loopback port that nothing listens on."""
    return free_port()


def until(condition: Callable[[], object]) -> None:
    """Return as soon as ``condition`` holds."""
    end = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


class Crew:
    """The workers of ``tests/crew.py`` as a program of their own, and articles for them; see there what texts do."""

    until = staticmethod(until)

    def __init__(self, config: Config, folder: Path) -> None:
        self.config = dataclasses.replace(config, workers=1, article_limit_s=1, lease_s=1.5)
        self.ledger = connect(self.config)
        self._log = folder / "crew.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, **changes: object) -> None:
        """Start the workers and wait until they work."""
        self.launch(**changes)
        until(lambda: len(self.pids()) == self.config.workers)

    def launch(self, **changes: object) -> None:
        """Start the workers."""
        self.config = dataclasses.replace(self.config, **changes)
        given = {name: value for name, value in dataclasses.asdict(self.config).items() if value is not None}
        settings = {f"KUTIP_{name.upper()}": str(value) for name, value in given.items()}
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, ROOT / "tests" / "crew.py"],
                env={**os.environ, **settings, "PYTHONPATH": str(ROOT)},
                stdout=subprocess.PIPE,
                stderr=log,
            )

    def submit(self, *texts: str, lane: str = "bulk") -> list[str]:
        """Queue an article for each text; return the ids of their jobs."""
        articles = [json.dumps({"text": text}).encode() for text in texts]
        return [self.ledger.submit(Submission(article=one, lane=lane, request_id="r1")).id for one in articles]

    def statuses(self, *jobs: str) -> list[str]:
        return [self.ledger.job(job).status for job in jobs]

    def pids(self) -> list[int]:
        """Return the process ids of the workers that are announced."""
        return [int(worker.name.rpartition("-")[2]) for worker in self.ledger.workers()]

    def log(self) -> list[dict[str, object]]:
        """Return the lines that have been written to their end."""
        return [json.loads(line) for line in self._log.read_text().splitlines(keepends=True) if line.endswith("\n")]

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Send a signal and return the exit status, once nothing is left of the crew."""
        self.process.send_signal(number)
        assert select.select([self.process.stdout], [], [], PATIENCE_S)[0], "a process of the crew lives on"
        return self.process.wait(PATIENCE_S)

    def close(self) -> None:
        self.ledger.close()
        if self.process:
            if self.process.poll() is None:
                self.stop()
            self.process.stdout.close()


@pytest.fixture
def crew(config: Config, tmp_path: Path) -> Iterator[Crew]:
    """Return workers yet to be started."""
    crew = Crew(config, tmp_path)
    yield crew
    crew.close()
