"""A TCP proxy in front of Redis that can lose an answer: the server has executed, the client hears nothing."""

from __future__ import annotations

import contextlib
import hashlib
import re
import socket
import threading
from collections import Counter
from typing import TYPE_CHECKING, Self

from service.commands import _sources

if TYPE_CHECKING:
    from types import TracebackType

SCRIPTS = {
    hashlib.sha1(source.encode(), usedforsecurity=False).hexdigest(): name for name, source in _sources().items()
}
FIRST_WORDS = re.compile(rb"\*\d+\r\n\$\d+\r\n(\w+)\r\n(?:\$\d+\r\n(\w+)\r\n)?")
CHUNK = 65_536


def name_of(request: bytes) -> str:
    """
    Return the name of a request's first command, or of the script that it runs.

    >>> name_of(b"*2\\r\\n$4\\r\\nLLEN\\r\\n$1\\r\\nk\\r\\n")
    'LLEN'
    """
    found = FIRST_WORDS.match(request)
    if not found:
        return "?"
    command = found[1].decode().upper()
    return SCRIPTS.get((found[2] or b"").decode(), command) if command == "EVALSHA" else command


class Proxy:
    """Listens on ``port``; ``arm`` makes it lose the next answer to each kind of call."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.cuts: Counter[str] = Counter()
        self._spared: set[str] | None = None  # what has been cut since it was armed; None: nothing is cut
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def arm(self) -> None:
        """Lose the next answer to each kind of call."""
        self._spared = set()

    def disarm(self) -> None:
        """Lose no more."""
        self._spared = None

    def _serve(self) -> None:
        with contextlib.suppress(OSError):  # the listener is closed
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._carry, args=(client,), daemon=True).start()

    def _carry(self, client: socket.socket) -> None:
        """Carry one connection's calls and answers until one side ends, or an answer is lost."""
        with client, contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self._target)) as server:
            calls: list[bytes] = []
            threading.Thread(target=self._carry_calls, args=(client, server, calls), daemon=True).start()
            while answer := server.recv(CHUNK):
                asked, calls[:] = b"".join(calls), []
                if asked and self._loses(name_of(asked)):
                    break
                client.sendall(answer)
            for side in (client, server):
                with contextlib.suppress(OSError):
                    side.shutdown(socket.SHUT_RDWR)

    @staticmethod
    def _carry_calls(client: socket.socket, server: socket.socket, calls: list[bytes]) -> None:
        with contextlib.suppress(OSError):
            while call := client.recv(CHUNK):
                calls.append(call)
                server.sendall(call)
            server.shutdown(socket.SHUT_WR)

    def _loses(self, name: str) -> bool:
        with self._lock:
            if self._spared is None or name in self._spared:
                return False
            self._spared.add(name)
            self.cuts[name] += 1
            return True
