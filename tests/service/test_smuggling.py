"""Two readers of the same bytes must not see different requests in them: what leaves room for that is refused."""

from __future__ import annotations

import json
import re
import socket

import pytest

from tests.serving import PATIENCE_S

POST = b"POST /v1/articles HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
GET = b"GET /livez HTTP/1.1\r\nHost: a\r\n"
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"
SECOND = GET + b"X-Request-Id: smuggled\r\nConnection: close\r\n\r\n"


def answers(server, data):
    """Send ``data`` and return the answers, status and body, that come until the server closes the connection."""
    with socket.create_connection(("127.0.0.1", server), timeout=PATIENCE_S) as client:
        client.sendall(data)
        received = b"".join(iter(lambda: client.recv(65_536), b""))
    heads = [match.start() for match in re.finditer(rb"HTTP/1\.1 \d{3} ", received)]
    parts = [received[start:end] for start, end in zip(heads, [*heads[1:], None], strict=True)]
    return [(int(part.split()[1]), json.loads(part.partition(b"\r\n\r\n")[2])) for part in parts]


def row(why, data, status=400):
    return pytest.param(data, status, id=why)


LENGTHS = [
    row("a length, then chunks", POST + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    row("chunks, then a length", POST + b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n"),
    row("two lengths", POST + b"Content-Length: 4\r\nContent-Length: 5\r\n\r\nKami"),
    row("one length twice", POST + b"Content-Length: 4\r\nContent-Length: 4\r\n\r\nKami"),
    row("a list of lengths", POST + b"Content-Length: 4, 4\r\n\r\nKami"),
    row("a sign", POST + b"Content-Length: +4\r\n\r\nKami"),
    row("below zero", POST + b"Content-Length: -4\r\n\r\nKami"),
    row("hexadecimal", POST + b"Content-Length: 0x4\r\n\r\nKami"),
    row("as Python may write it", POST + b"Content-Length: 4_0\r\n\r\nKami"),
    row("a digit that is none of ASCII", POST + b"Content-Length: \xb2\r\n\r\nKami"),
    row("nothing", POST + b"Content-Length:\r\n\r\nKami"),
    row("more than a body may have", POST + b"Content-Length: " + b"9" * 25 + b"\r\n\r\nKami", 413),
    row("too many digits for Python", POST + b"Content-Length: " + b"9" * 5_000 + b"\r\n\r\nKami"),
]
CODINGS = [
    row("an unknown one", POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
    row("in quotation marks", POST + b'Transfer-Encoding: "chunked"\r\n\r\n0\r\n\r\n'),
    row("behind a control character", POST + b"Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n"),
    row("twice", POST + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    row("not the last", POST + b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"),
    row("none", POST + b"Transfer-Encoding: identity\r\n\r\n0\r\n\r\n"),
    row("not the only", POST + b"Transfer-Encoding: identity, chunked\r\n\r\n0\r\n\r\n"),
    row("over one that nobody undoes", POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
    row("on two lines", POST + b"Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    row("in HTTP/1.0", b"POST /v1/articles HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
]
CHUNKS = [
    row("a size with a sign", CHUNKED + b"+4\r\nKami\r\n0\r\n\r\n"),
    row("a size below zero", CHUNKED + b"-4\r\nKami\r\n0\r\n\r\n"),
    row("a size with a prefix", CHUNKED + b"0x4\r\nKami\r\n0\r\n\r\n"),
    row("a size that nobody can send", CHUNKED + b"f" * 17 + b"\r\nKami\r\n0\r\n\r\n", 408),
    row("longer than its size", CHUNKED + b"4\r\nKami, 0\r\n\r\n"),
    row("line ends of Unix", CHUNKED + b"4\nKami\n0\n\n"),
    row("NUL in an extension", CHUNKED + b"4;a\x00=b\r\nKami\r\n0\r\n\r\n"),
    row("a line end of Unix in an extension", CHUNKED + b"4;\n40\r\nKami\r\n0\r\n\r\n"),
    row("an extension without end", CHUNKED + b"4;" + b"a" * 20_000 + b"\r\nKami\r\n0\r\n\r\n"),
    row("a length behind the last", CHUNKED + b"4\r\nKami\r\n0\r\nContent-Length: 40\r\n\r\n"),
    row("a host behind the last", CHUNKED + b"4\r\nKami\r\n0\r\nHost: b\r\n\r\n"),
    row("headers without end behind the last", CHUNKED + b"4\r\nKami\r\n0\r\n" + b"X: a\r\n" * 100 + b"\r\n"),
]
HEADERS = [
    row("a blank before the colon", POST + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"),
    row("a blank before the name", POST + b" Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    row("folded", POST + b"Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n"),
    row("an underscore that some read as a hyphen", POST + b"Transfer_Encoding: chunked\r\n\r\n0\r\n\r\n"),
    row("a path's prefix that gunicorn would believe", GET + b"SCRIPT_NAME: /kutip\r\n\r\n"),
    row("no colon", GET + b"X-API-Key\r\n\r\n"),
    row("no name", GET + b": a\r\n\r\n"),
    row("NUL", GET + b"X: a\x00b\r\n\r\n"),
    row("half a line end", GET + b"X: a\rContent-Length: 40\r\n\r\n"),
    row("a line end of Unix", GET + b"X: a\nContent-Length: 40\r\n\r\n"),
    row("line ends of Unix everywhere", GET.replace(b"\r\n", b"\n") + b"\n"),
    row("two hosts", GET + b"Host: b\r\n\r\n"),
    row("no host", b"GET /livez HTTP/1.1\r\n\r\n"),
    row("an expectation that nobody meets", POST + b"Expect: 200-ok\r\nContent-Length: 4\r\n\r\nKami"),
    row("too many", GET + b"X: a\r\n" * 60 + b"\r\n", 431),
    row("too long", GET + b"X: " + b"a" * 8_190 + b"\r\n\r\n", 431),
    row("without end", GET + b"X: " + b"a" * 600_000, 431),
]
FIRST_LINES = [
    row("the authority of another server", b"GET b:443 HTTP/1.1\r\nHost: a\r\n\r\n"),
    row("a tunnel", b"CONNECT b:443 HTTP/1.1\r\nHost: a\r\n\r\n", 404),
    row("the whole server", b"GET * HTTP/1.1\r\nHost: a\r\n\r\n"),
    row("an address of half a host", b"GET http://[b/livez HTTP/1.1\r\nHost: a\r\n\r\n"),
    row("NUL in the path", b"GET /livez\x00 HTTP/1.1\r\nHost: a\r\n\r\n"),
    row("bytes beyond ASCII", b"GET /liv\xc3\xa9z HTTP/1.1\r\nHost: a\r\n\r\n"),
    row("two blanks", b"GET  /livez HTTP/1.1\r\nHost: a\r\n\r\n"),
    row("a tab", b"GET\t/livez\tHTTP/1.1\r\nHost: a\r\n\r\n"),
    row("a method in small letters", b"get /livez HTTP/1.1\r\nHost: a\r\n\r\n"),
    row("HTTP/0.9", b"GET /livez\r\n"),
    row("HTTP/2 in words", b"GET /livez HTTP/2.0\r\nHost: a\r\n\r\n"),
    row("the beginning of HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
    row("a proxy's word on who asks", b"PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\n" + GET + b"\r\n"),
    row("two empty lines before", b"\r\n\r\n" + GET + b"\r\n"),
    row("too long", b"GET /livez?" + b"a" * 8_190 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 414),
]


@pytest.mark.parametrize(("data", "status"), [*LENGTHS, *CODINGS, *CHUNKS, *HEADERS, *FIRST_LINES])
def test_what_could_be_read_in_two_ways_is_refused_with_all_that_follows(server, data, status):
    ((answered, problem),) = answers(server, data + SECOND)

    assert (answered, problem["status"]) == (status, status)
    assert set(problem) >= {"type", "title", "detail", "code", "request_id"}


UNAMBIGUOUS = [
    row("a body", POST + b"Content-Length: 4\r\n\r\nKami", 202),
    row("a body that looks like a request", POST + b"Content-Length: %d\r\n\r\n" % len(SECOND) + SECOND, 202),
    row("a body that nobody reads", GET + b"Content-Length: %d\r\n\r\n" % len(SECOND) + SECOND, 200),
    row("a body to nowhere", b"POST /no HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % len(SECOND) + SECOND, 404),
    row("chunks", CHUNKED + b"4\r\nKami\r\n0\r\n\r\n", 202),
    row("a chunk with an extension, which is to be ignored", CHUNKED + b"4;a=b\r\nKami\r\n0\r\n\r\n", 202),
    row("a header behind the last chunk", CHUNKED + b"4\r\nKami\r\n0\r\nX: a\r\n\r\n", 202),
    row("an empty line before", b"\r\n" + GET + b"\r\n", 200),
    row("a whole address, whose host changes nothing", b"GET http://b/livez HTTP/1.1\r\nHost: a\r\n\r\n", 200),
    row("NUL in the path, in percent encoding", b"GET /v1/jobs/%00 HTTP/1.1\r\nHost: a\r\n\r\n", 404),
    row("a wish for another protocol", GET + b"Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n", 200),
]


@pytest.mark.parametrize(("data", "status"), UNAMBIGUOUS)
def test_what_can_be_read_in_one_way_is_one_request_and_what_follows_another(server, data, status):
    first, second = answers(server, data + SECOND)

    assert first[0] == status
    assert second == (200, {"status": "alive"})
