"""A stop in good order ends what was begun."""

import http.client
import json
import os
import signal
import socket

import pytest

from tests.conftest import until
from tests.faults.system import System

BODY = b'{"text": "Kami menang."}'
HEAD = b"POST /v1/articles HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
PATIENCE_S = 30.0


@pytest.fixture
def system(tmp_path):
    with System(tmp_path, {}, bare=True) as system:
        system.start_api()
        yield system


def answers(port):
    """Tell whether the API answers a request."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    try:
        connection.request("GET", "/livez")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def test_the_api_answers_a_request_of_which_it_has_read_a_part(system):
    until(lambda: answers(system.port))
    with socket.create_connection(("127.0.0.1", system.port), timeout=PATIENCE_S) as client:
        client.sendall(HEAD % len(BODY) + BODY[:9])
        until(lambda: answers(system.port))  # it has taken the connection by then
        os.kill(system.api.pid, signal.SIGTERM)
        until(lambda: "Handling signal: term" in system.logs("api"))
        client.sendall(BODY[9:])
        response = http.client.HTTPResponse(client)
        response.begin()
        job = json.loads(response.read())

    assert (response.status, job["status"]) == (202, "queued")
    until(lambda: not system.api.alive())
