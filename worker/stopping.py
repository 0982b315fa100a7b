"""Wishes to stop: SIGINT and SIGTERM counted, and a sleep that they end."""

from __future__ import annotations

import signal
import socket
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import FrameType, TracebackType

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class StopWishes:
    """
    While entered, the stop signals are counted in ``count`` and interrupt nothing.

    A socket pair wakes the sleeper: a lock taken in a signal handler could wait for its own thread for ever.
    """

    def __init__(self) -> None:
        self.count = 0
        self._reader, self._writer = socket.socketpair()
        self._writer.settimeout(0)
        self._reader.settimeout(0)

    def __enter__(self) -> Self:
        self._handlers = {number: signal.signal(number, self._wish) for number in STOP_SIGNALS}
        signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        signal.set_wakeup_fd(-1)
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        self._reader.close()
        self._writer.close()

    def sleep(self, seconds: float, sentinels: Iterable[int]) -> None:
        """Return after ``seconds``, at a stop signal, or when one of the processes of ``sentinels`` ends."""
        if self._reader in wait([self._reader, *sentinels], timeout=seconds):
            self._reader.recv(64)

    def _wish(self, _number: int, _frame: FrameType | None) -> None:
        self.count += 1


def default_in_child() -> None:
    """Give a forked child the signals' usual meaning, and let those through that were held back around the fork."""
    signal.set_wakeup_fd(-1)
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)
