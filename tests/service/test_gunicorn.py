"""The service as it is run: what only a real server and a real socket show."""

from __future__ import annotations

import gzip
import http.client
import json
import logging
import os
import re
import runpy
import socket
import subprocess
import sys
from types import SimpleNamespace

import pytest

from tests.serving import LIMIT, PATIENCE_S, PROJECT


@pytest.fixture
def connection(server):
    connection = http.client.HTTPConnection("127.0.0.1", server, timeout=PATIENCE_S)
    yield connection
    connection.close()


def ask(connection, method, path, body=None, **headers):
    connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
    response = connection.getresponse()
    return response.status, json.loads(response.read())


def test_an_article_is_taken(connection):
    status, job = ask(connection, "POST", "/v1/articles", '{"text": "a"}', Content_Type="application/json")

    assert (status, job["status"]) == (202, "queued")
    assert ask(connection, "GET", job["links"]["self"]) == (200, job)


BEYOND = [
    pytest.param(b"a" * (LIMIT + 1), id="a byte too many"),
    pytest.param([b"a" * LIMIT, b"a"], id="a byte too many, in chunks"),
    pytest.param(b"a" * 10_000_000, id="far too many"),
    pytest.param([b"a" * 1_000_000] * 10, id="far too many, in chunks"),
]


@pytest.mark.parametrize("body", BEYOND)
def test_a_body_beyond_the_limit_is_refused_while_it_is_read(connection, body):
    status, problem = ask(connection, "POST", "/v1/articles", body, Content_Type="text/plain")

    assert (status, problem["code"]) == (413, "body_too_large")
    assert str(LIMIT) in problem["detail"]


PACKED = gzip.compress(b"a" * (LIMIT + 1))
UNPACKED = [
    pytest.param(gzip.compress(b"a" * LIMIT), 202, None, id="up to the limit"),
    pytest.param([PACKED], 413, "body_too_large", id="a byte too many, in chunks"),
    pytest.param([PACKED[:50], PACKED[50:-9]], 400, "gzip_broken", id="cut short, in chunks"),
]


@pytest.mark.parametrize(("body", "status", "code"), UNPACKED)
def test_the_limit_of_a_packed_body_counts_what_is_unpacked(connection, body, status, code):
    answered, answer = ask(connection, "POST", "/v1/articles", body, Content_Type="text/plain", Content_Encoding="gzip")

    assert (answered, answer.get("code")) == (status, code)


REFUSED_UNREAD = [
    pytest.param("/v1/articles", {"Content_Type": "text/html"}, "media_type_unsupported", id="of another type"),
    pytest.param("/v1/articles", {"Accept": "text/html"}, "not_acceptable", id="for another answer"),
    pytest.param("/v1/article", {}, "route_unknown", id="to nowhere"),
    pytest.param("/livez", {}, "method_not_allowed", id="where nothing is sent"),
]


@pytest.mark.parametrize(("path", "headers", "code"), REFUSED_UNREAD)
def test_a_long_body_that_nobody_reads_is_answered_all_the_same(connection, path, headers, code):
    status, problem = ask(connection, "POST", path, b"a" * 10_000_000, **headers)

    assert (400 <= status < 500, problem["code"]) == (True, code)


@pytest.mark.parametrize("body", [b"a" * LIMIT, [b"a" * 50_000] * 2], ids=["with a length", "in chunks"])
def test_a_body_up_to_the_limit_is_taken_whole(connection, body):
    status, _ = ask(connection, "POST", "/v1/articles", body, Content_Type="text/plain")

    assert status == 202


def test_a_body_in_chunks_is_taken(connection):
    status, _ = ask(connection, "POST", "/v1/articles", [b'{"text"', b': "a"}'], Content_Type="application/json")

    assert status == 202


def raw(server, data, *, end=False):
    """Send ``data`` as it is, and return the status and the problem of the answer."""
    with socket.create_connection(("127.0.0.1", server), timeout=PATIENCE_S) as client:
        client.sendall(data)
        if end:
            client.shutdown(socket.SHUT_WR)
        response = http.client.HTTPResponse(client)
        response.begin()
        return response.status, json.loads(response.read())


START = b"POST /v1/articles HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"


@pytest.mark.parametrize("framing", [b"Content-Length: 9\r\n\r\nKami", b"Transfer-Encoding: chunked\r\n\r\n9\r\nKami"])
def test_a_client_that_falls_silent_does_not_hold_a_thread(server, framing):
    status, problem = raw(server, START + framing)

    assert (status, problem["code"]) == (408, "request_timeout")


@pytest.mark.parametrize("framing", [b"Content-Length: 9\r\n\r\nKami", b"Transfer-Encoding: chunked\r\n\r\n9\r\nKami"])
def test_half_an_article_is_not_taken(server, framing):
    status, problem = raw(server, START + framing, end=True)

    assert (status, problem["code"]) in {(400, "request_malformed"), (408, "request_timeout")}


CHUNKED = b"Host: a\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"
BROKEN_CHUNKS = [
    pytest.param(b"/v1/articles", b"zz\r\nKami", 400, "request_malformed", id="a size that is no number"),
    pytest.param(b"/v1/articles", b"4\r\nKamimenang", 400, "request_malformed", id="longer than its size"),
    pytest.param(b"/v1/article", b"zz\r\nKami", 404, "route_unknown", id="where nobody reads it"),
]


@pytest.mark.parametrize(("path", "chunk", "status", "code"), BROKEN_CHUNKS)
def test_a_broken_chunk_is_the_fault_of_the_client(server, path, chunk, status, code):
    answered, problem = raw(server, b"POST " + path + b" HTTP/1.1\r\n" + CHUNKED + chunk)

    assert (answered, problem["code"]) == (status, code)


BROKEN = [
    pytest.param(b"GET /?headline=rahasia\x00 HTTP/1.1\r\nHost: a\r\n\r\n", id="NUL in the request line"),
    pytest.param(b"GET /?headline='rahasia\r\n\r\n", id="no version"),
    pytest.param(b"GET / HTTP/1.1\r\nHost: a\r\nrahasia : a\r\n\r\n", id="a blank in a header's name"),
    pytest.param(b"GET /" + b"a" * 10_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", id="a path of 10,000 characters"),
    pytest.param(b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 10_000 + b"\r\n\r\n", id="a header of 10,000"),
    pytest.param(b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X: a\r\n" * 100 + b"\r\n", id="100 headers"),
    pytest.param(START + b"Content-Length: x\r\n\r\n", id="a length that is no number"),
    pytest.param(START + b"Content-Length: -1\r\n\r\n", id="a length below zero"),
    pytest.param(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", id="TLS"),
]


@pytest.mark.parametrize("data", BROKEN)
def test_what_is_not_http_is_refused_by_the_server(server, connection, data):
    with socket.create_connection(("127.0.0.1", server), timeout=PATIENCE_S) as client:
        client.sendall(data)
        first = client.recv(1_000)

    assert first.startswith(b"HTTP/1.1 4")
    assert ask(connection, "GET", "/livez") == (200, {"status": "alive"})


def test_no_answer_names_a_version_of_the_server(connection):
    for path in ("/livez", "/nowhere"):
        connection.request("GET", path)
        answer = connection.getresponse()
        told = " ".join(f"{name}: {value}" for name, value in answer.headers.items()) + answer.read().decode()

        assert not re.search(r"(?i)(gunicorn|python|werkzeug|flask)/", told)


def test_that_strangers_can_get_in_is_said_at_the_start(monkeypatch, caplog):
    monkeypatch.setenv("KUTIP_HOST", "0.0.0.0")  # noqa: S104 - only told, not opened
    conf = runpy.run_path(str(PROJECT / "service" / "gunicorn.conf.py"))

    conf["when_ready"](SimpleNamespace(log=logging.getLogger("kutip.test")))

    assert "NO API KEYS: everybody who reaches 0.0.0.0:8000" in caplog.text


def test_a_path_prefix_from_a_stranger_is_not_believed(connection):
    status, job = ask(connection, "POST", "/v1/articles", '{"text": "a"}', Content_Type="application/json")
    connection.putrequest("GET", job["links"]["self"])
    connection.putheader("X-Forwarded-Prefix", "/kutip")
    connection.endheaders()

    assert (status, json.loads(connection.getresponse().read())["links"]) == (202, job["links"])


UNUSABLE = [
    pytest.param({"KUTIP_PORT": "0"}, "KUTIP_PORT must be a whole number above 0, not '0'", id="a setting"),
    pytest.param({"KUTIP_API_KEYS_FILE": "nowhere"}, "nowhere cannot be read: No such file or directory", id="keys"),
]


@pytest.mark.parametrize(("settings", "says"), UNUSABLE)
def test_what_cannot_be_used_is_named_in_one_line(redis_url, settings, says):
    command = [sys.executable, "-m", "gunicorn", "--check-config", "-c", "service/gunicorn.conf.py", "service.app:a"]
    environ = {**os.environ, "KUTIP_REDIS_URL": redis_url, **settings}
    refused = subprocess.run(command, cwd=PROJECT, env=environ, capture_output=True, text=True, check=False)

    assert refused.returncode != 0
    assert refused.stderr == f"kutip: {says}\n"
