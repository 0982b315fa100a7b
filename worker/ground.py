"""What the stack needs from the machine before it starts: a port, a folder of its own, and word of a stop."""

from __future__ import annotations

import errno
import fcntl
import os
import signal
import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


class GroundError(Exception):
    """The stack cannot start here; the message says why and what to do."""


def check_port(port: int) -> None:
    """Raise GroundError if nothing of ours could listen on a loopback port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # closed connections do not count
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            why = "another program listens there" if error.errno == errno.EADDRINUSE else error.strerror
            raise GroundError(
                f"port {port} cannot be used: {why}. "
                f"Stop that program, or choose another port: KUTIP_PORT={port % 60_000 + 1} make run"
            ) from None


@contextmanager
def alone_in(state: Path) -> Iterator[None]:
    """Hold the private folder ``state``, made where it is absent; raises GroundError while another stack holds it."""
    state.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (state / "lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise GroundError(
                f"another stack (process {lock.read() or '?'}) runs from {state}: stop it first"
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


@contextmanager
def stop_signals(stop: Callable[[], None]) -> Iterator[None]:
    """Call ``stop`` at Ctrl-C, SIGTERM and a hang-up (unless that is ignored, as under nohup)."""
    signals = [signal.SIGINT, signal.SIGTERM]
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
        signals.append(signal.SIGHUP)
    before = {number: signal.signal(number, lambda *_: stop()) for number in signals}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
