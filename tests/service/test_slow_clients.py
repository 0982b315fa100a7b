"""Clients that say nothing, stop in the middle or do not leave keep nobody else waiting."""

from __future__ import annotations

import contextlib
import http.client
import selectors
import socket
from concurrent.futures import Future

import pytest
from gunicorn.workers.gthread import TConn

from service.docs import REFERENCE
from service.server import Worker
from tests.serving import PATIENCE_S, THREADS

CROWD = 30  # gunicorn's own worker gives each two to five seconds, one after the other: longer than a test waits
HEAD = b"GET /livez HTTP/1.1\r\nHost: a\r\n"


def status(server):
    connection = http.client.HTTPConnection("127.0.0.1", server, timeout=PATIENCE_S)
    with contextlib.closing(connection):
        connection.request("GET", "/livez")
        return connection.getresponse().status


CROWDS = [
    pytest.param([b""] * CROWD, id="nothing"),
    pytest.param([b"GET /liv", HEAD] * THREADS, id="half a first line, or headers without their end"),
    pytest.param([HEAD + b"Connection: close\r\n\r\n"] * CROWD, id="a request, and then they stay"),
    pytest.param([b"Kami\r\n\r\n"] * CROWD, id="no HTTP, and then they stay"),
]


@pytest.mark.parametrize("sent", CROWDS)
def test_a_crowd_keeps_nobody_waiting(server, sent):
    with contextlib.ExitStack() as crowd:
        for data in sent:
            client = crowd.enter_context(socket.create_connection(("127.0.0.1", server)))
            client.sendall(data)

        assert status(server) == 200


def test_whoever_asks_and_does_not_read_keeps_nobody_waiting(server):
    with contextlib.ExitStack() as crowd:
        for _ in range(2 * THREADS):
            client = crowd.enter_context(socket.socket())
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
            client.connect(("127.0.0.1", server))
            client.sendall(20 * (HEAD.replace(b"/livez", f"/docs/{REFERENCE}".encode()) + b"\r\n"))

        assert {status(server) for _ in range(100)} == {200}  # the first few come before the kernel's buffers are full


def test_whoever_is_refused_hears_why_and_then_the_end(server):
    with socket.create_connection(("127.0.0.1", server), timeout=PATIENCE_S) as client:
        client.sendall(b"Kami\r\n\r\n" + b"a" * 1_000_000)
        received = b"".join(iter(lambda: client.recv(65_536), b""))

    assert received.startswith(b"HTTP/1.1 400 ")
    assert received.endswith(b"}")


def test_a_connection_that_is_gone_already_is_taken_leave_of():
    """gunicorn closes one itself where an answer breaks off in the middle."""
    ours, theirs = socket.socketpair()
    conn, answered = TConn(None, ours, None, None), Future()
    ours.close()
    theirs.close()
    answered.set_result(False)
    worker = Worker.__new__(Worker)
    worker.poller, worker.nr_conns = selectors.DefaultSelector(), 1

    worker.finish_request(conn, answered)

    assert worker.nr_conns == 0
    worker.poller.close()
