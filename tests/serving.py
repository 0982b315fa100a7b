"""The API as a program of its own, on a port of its own, for tests that need a real server."""

from __future__ import annotations

import contextlib
import os
import socket
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from worker.child import Child
from worker.redis_server import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT = Path(__file__).resolve().parents[1]
COMMAND = [sys.executable, "-m", "gunicorn", "-c", "service/gunicorn.conf.py", "service.app:create_app()"]
LIMIT = 100_000  # of a body, and
THREADS = 2  # of the server that tests share
PATIENCE_S = 30.0  # gunicorn listens before its process has imported the app, which takes long on a loaded machine


@contextlib.contextmanager
def serving(log: Path, settings: dict[str, str]) -> Iterator[tuple[int, Child]]:
    """Run the API with ``settings`` and yield its port and its program, once it listens."""
    port = free_port()
    environ = {**os.environ, **settings, "KUTIP_PORT": str(port), "PYTHONPATH": str(PROJECT)}
    child = Child("service", COMMAND, log, environ=environ)
    try:
        _wait_for(port, child)
        yield port, child
    finally:
        child.stop()


def _wait_for(port: int, child: Child) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline and child.alive():
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError(child.last_words())
