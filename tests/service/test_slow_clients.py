"""Clients that say nothing, stop in the middle or do not leave keep nobody else waiting."""

from __future__ import annotations

import contextlib
import http.client
import socket

import pytest

from tests.serving import PATIENCE_S, serving

THREADS = 2
CROWD = 30  # gunicorn's own worker gives each two to five seconds, one after the other: longer than a test waits
HEAD = b"GET /livez HTTP/1.1\r\nHost: a\r\n"


@pytest.fixture(scope="module")
def port(redis_url, tmp_path_factory):
    settings = {
        "KUTIP_REDIS_URL": redis_url,
        "KUTIP_API_THREADS": str(THREADS),
        "KUTIP_BODY_TIMEOUT_S": "0.3",
    }
    with serving(tmp_path_factory.mktemp("server") / "log", settings) as (port, _):
        yield port


def status(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    with contextlib.closing(connection):
        connection.request("GET", "/livez")
        return connection.getresponse().status


CROWDS = [
    pytest.param(CROWD, b"", id="nothing"),
    pytest.param(2 * THREADS, b"GET /liv", id="half a first line"),
    pytest.param(2 * THREADS, HEAD, id="headers without their end"),
    pytest.param(CROWD, HEAD + b"Connection: close\r\n\r\n", id="a request, and then they stay"),
    pytest.param(CROWD, b"Kami\r\n\r\n", id="no HTTP, and then they stay"),
]


@pytest.mark.parametrize(("clients", "sent"), CROWDS)
def test_a_crowd_keeps_nobody_waiting(port, clients, sent):
    with contextlib.ExitStack() as crowd:
        for _ in range(clients):
            client = crowd.enter_context(socket.create_connection(("127.0.0.1", port)))
            client.sendall(sent)

        assert status(port) == 200


def test_whoever_is_refused_hears_why_and_then_the_end(port):
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S) as client:
        client.sendall(b"Kami\r\n\r\n" + b"a" * 1_000_000)
        received = b"".join(iter(lambda: client.recv(65_536), b""))

    assert received.startswith(b"HTTP/1.1 400 ")
    assert received.endswith(b"}")
