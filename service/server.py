"""gunicorn's threads, hardened: no connection holds up the others, and what is no HTTP is refused in our own words."""

from __future__ import annotations

import http
import json
import logging
import re
import secrets
import selectors
import socket
import struct
import time
from collections import deque
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from gunicorn.http import errors as unread  # type: ignore[import-untyped]  # gunicorn has no types
from gunicorn.util import write_nonblock  # type: ignore[import-untyped]
from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]

from service import catalogue, metrics
from service.context import context_of
from service.errors import problem_of

if TYPE_CHECKING:
    from concurrent.futures import Future

    from service.catalogue import Problem

LOG = logging.getLogger("kutip.server")

LINGER_S = 2.0  # a connection closed with something unread is reset, and its client may never see the answer
DISCARD_BYTES = 65_536
OUR_FAULT = (unread.InvalidResponseHeader, unread.InvalidResponseHeaderName, unread.ConfigurationProblem)


class Worker(ThreadWorker):  # type: ignore[misc]  # see above
    """
    One process of the API.

    gunicorn's own gives a thread to a connection that has said nothing yet, waits for ever for the end of headers and
    for answers to be read, and takes leave of connections in its one loop, two seconds each: sixteen clients stop it.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - gunicorn's own
        super().__init__(*arguments, **options)
        self._heads: dict[Any, float] = {}  # connections whose request is being read, and until when
        self._lingering: deque[Any] = deque()

    def enqueue_req(self, conn: Any) -> None:  # noqa: ANN401
        """Give a thread to a connection that has said something; let any other wait beside the loop."""
        if conn.initialized or conn.data_ready:
            super().enqueue_req(conn)
        else:
            with suppress(OSError):  # macOS refuses where the client is gone already
                conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, _timeval(self._patience_s()))
            conn.set_timeout()
            self.pending_conns.append(conn)
            self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def handle(self, conn: Any) -> Any:  # noqa: ANN401
        """Read a request and answer it; its head has as long to arrive as a body may be silent."""
        self._heads[conn] = time.monotonic() + self._patience_s()
        try:
            return super().handle(conn)
        finally:
            self._heads.pop(conn, None)

    def handle_request(self, req: Any, conn: Any) -> Any:  # noqa: ANN401
        """Answer a request whose head has been read; a client that does not read its answer is left."""
        self._heads.pop(conn, None)
        try:
            return super().handle_request(req, conn)
        except (BlockingIOError, TimeoutError):  # of the kernel; of Python, where a body was read before
            LOG.info("answer not read")
            return False

    def finish_request(self, conn: Any, fs: Future[object]) -> None:  # noqa: ANN401
        """Keep the connection, or take leave of it without holding up the loop."""
        if fs.cancelled() or fs.exception() or fs.result() is not False:
            super().finish_request(conn, fs)
        else:
            self._take_leave(conn)

    def murder_pending(self) -> None:
        """End what has lasted too long; gunicorn calls it about once a second."""
        super().murder_pending()
        now = time.monotonic()
        for conn, end in self._heads.copy().items():
            if end < now:
                with suppress(OSError):
                    conn.sock.shutdown(socket.SHUT_RD)  # the thread that reads from it goes on at once
        while self._lingering and self._lingering[0].timeout < now:
            self._close(self._lingering.popleft())

    def handle_error(self, req: Any, client: Any, addr: Any, exc: Exception) -> None:  # noqa: ANN401, ARG002
        """Answer what is no HTTP, or what went wrong beside the app; neither answer nor log repeats what was sent."""
        problem, detail = _problem(exc)
        request_id = secrets.token_hex(16)
        fields = {"request_id": request_id, "status": problem.status, "code": problem.code}
        if problem is catalogue.INTERNAL:
            LOG.error("internal error", exc_info=exc, extra={"fields": fields})
        else:
            LOG.info("refused unread", extra={"fields": {**fields, "reason": detail}})
        metrics.count_problem(self.wsgi, problem)
        body = problem_of(problem, detail, request_id, context_of(self.wsgi).config.path_prefix or "")
        try:
            write_nonblock(client, answer(problem, request_id, json.dumps(body)))
        except OSError:
            LOG.debug("the client is gone")

    def _patience_s(self) -> float:
        return context_of(self.wsgi).config.body_timeout_s

    def _take_leave(self, conn: Any) -> None:  # noqa: ANN401
        """Say that nothing more will come, and read on until the client has heard it."""
        try:
            conn.sock.settimeout(0)
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:  # it is gone: closed by the client, or by gunicorn where an answer broke off
            self._close(conn)
            return
        conn.timeout = time.monotonic() + LINGER_S
        self._lingering.append(conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._discard, conn))

    def _discard(self, conn: Any, client: socket.socket) -> None:  # noqa: ANN401
        try:
            more = client.recv(DISCARD_BYTES)
        except BlockingIOError:
            return
        except OSError:
            more = b""
        if not more:
            self._lingering.remove(conn)
            self._close(conn)

    def _close(self, conn: Any) -> None:  # noqa: ANN401
        with suppress(KeyError, ValueError):  # not registered, or closed
            self.poller.unregister(conn.sock)
        self.nr_conns -= 1
        conn.close()


def answer(problem: Problem, request_id: str, body: str) -> bytes:
    """Return the answer to a request that no app has seen, as it goes through the wire."""
    head = {
        "Connection": "close",
        "Content-Type": "application/problem+json",
        "Content-Length": len(body),
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "X-Request-Id": request_id,
    }
    lines = [f"HTTP/1.1 {problem.status} {http.HTTPStatus(problem.status).phrase}"]
    return "\r\n".join([*lines, *(f"{name}: {value}" for name, value in head.items()), "", body]).encode()


def _problem(exc: Exception) -> tuple[Problem, str]:
    """Return what to answer to this error of gunicorn, whose own words quote what was sent."""
    if isinstance(exc, OUR_FAULT) or not isinstance(exc, unread.ParseException):
        return catalogue.INTERNAL, "Something unexpected happened; it has been logged."
    if isinstance(exc, unread.LimitRequestLine):
        return catalogue.ADDRESS_TOO_LONG, catalogue.ADDRESS_TOO_LONG.cause
    if isinstance(exc, unread.LimitRequestHeaders):
        return catalogue.HEADERS_TOO_LARGE, catalogue.HEADERS_TOO_LARGE.cause
    kind = re.sub(r"(?<=.)(?=[A-Z][a-z])", " ", type(exc).__name__).lower().replace("http", "HTTP")
    return catalogue.REQUEST_MALFORMED, f"Reading stopped at: {kind}."


def _timeval(seconds: float) -> bytes:
    return struct.pack("ll", int(seconds), int(seconds % 1 * 1_000_000))
