"""The API on a real server with a real worker behind it, for tests that a test client cannot answer."""

from __future__ import annotations

import contextlib
import os
import sys
import time
import uuid
from contextlib import ExitStack
from typing import TYPE_CHECKING

import redis

from worker.child import Child
from worker.client import Client
from worker.redis_server import free_port
from worker.stack import GUNICORN, PROJECT, WORKERS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE_S = 60.0


@contextlib.contextmanager
def live(folder: Path, redis_url: str, **settings: str | float) -> Iterator[str]:
    """Run the API and one worker with these settings, their logs in ``folder``; yield the address once both work."""
    port, prefix = free_port(), f"test-{uuid.uuid4().hex[:12]}"
    named = {"redis_url": redis_url, "redis_prefix": prefix, "port": port, "workers": 1}
    variables = {f"KUTIP_{name.upper()}": str(value) for name, value in (named | settings).items()}
    environ = {**os.environ, **variables, "PYTHONPATH": str(PROJECT)}
    with ExitStack() as parts:
        parts.callback(forget, redis_url, prefix)
        children = [
            Child(name, [sys.executable, *command], folder / f"{name}.log", environ=environ)
            for name, command in (("service", GUNICORN), ("worker", WORKERS))
        ]
        for child in children:
            parts.callback(child.stop)
        url = f"http://127.0.0.1:{port}"
        _wait_for(url, children)
        yield url


def forget(redis_url: str, prefix: str) -> None:
    """Delete every key with this prefix, those of RQ's queue too."""
    with redis.Redis.from_url(redis_url) as connection:
        for key in connection.scan_iter(f"*{prefix}*", count=1000):
            connection.delete(key)


def _wait_for(url: str, children: list[Child]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not Client(url).ready():
        assert time.monotonic() < deadline, "\n".join(child.last_words() for child in children)
        assert all(child.alive() for child in children), "\n".join(child.last_words() for child in children)
        time.sleep(0.05)
