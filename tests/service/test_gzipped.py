"""gzip both ways: what comes unpacked is what was packed, bombs are stopped, and answers say what they are."""

from __future__ import annotations

import dataclasses
import gzip
import json
import tracemalloc
import zlib

import pytest
from flask import Response
from hypothesis import given, settings
from hypothesis import strategies as st

from service.app import create_app
from service.gzipped import PIECE_BYTES, BrokenGzipError, unpacked

TEXT = "Kami menang."
LIMIT = 100_000


def cut(packed, size):
    return [packed[at : at + size] for at in range(0, len(packed), size)]


@settings(max_examples=60)
@given(
    st.lists(st.binary() | st.integers(0, 3 * PIECE_BYTES).map(bytes), min_size=1, max_size=3),
    st.sampled_from([1, 7, 64, PIECE_BYTES]),
)
def test_what_was_packed_comes_out_however_it_arrives(members, size):
    packed = b"".join(gzip.compress(member, 9) for member in members)

    parts = list(unpacked(cut(packed, size)))

    assert b"".join(parts) == b"".join(members)
    assert all(0 < len(part) <= PIECE_BYTES for part in parts)


@settings(max_examples=60)
@given(st.binary(min_size=1), st.data())
def test_what_is_damaged_or_cut_short_is_never_taken(body, data):
    packed = gzip.compress(body, mtime=0)
    at = data.draw(st.integers(0, len(packed) - 1))
    damaged = data.draw(st.sampled_from([packed[:at], packed + b"\0", packed + packed[:at], b"x" + packed]))

    try:
        found = b"".join(unpacked([damaged]))
    except BrokenGzipError:
        return
    assert (damaged, found) in {(b"", b""), (packed, body)}


def test_a_bomb_is_unpacked_no_further_than_it_is_asked_for():
    bomb = gzip.compress(bytes(200_000_000), 9)
    tracemalloc.start()

    parts = unpacked([bomb])
    for _ in range(10):
        assert len(next(parts)) == PIECE_BYTES

    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_thousands_of_members_without_anything_in_them_are_not_gone_through():
    with pytest.raises(BrokenGzipError, match="members"):
        list(unpacked([gzip.compress(b"") * 10_000]))


@pytest.fixture
def client(config, ledger):
    app = create_app(dataclasses.replace(config, max_body_bytes=LIMIT), ledger)
    return app.test_client()


def send(client, body, coding="gzip", media_type="text/plain"):
    return client.post("/v1/articles", data=body, headers={"Content-Encoding": coding}, content_type=media_type)


@pytest.mark.parametrize("coding", ["gzip", "GZIP", "x-gzip"])
def test_a_packed_article_is_the_same_article(client, ledger, coding):
    assert (
        send(client, gzip.compress(json.dumps({"text": TEXT}).encode()), coding, "application/json").status_code == 202
    )

    assert json.loads(ledger.claim().articles[0].article) == {"text": TEXT}


def test_a_packed_batch_is_read_line_by_line(client):
    lines = "".join(f'{{"text": "Kami menang {n}."}}\n' for n in range(60)).encode()
    headers = {"Content-Encoding": "gzip", "Content-Type": "application/x-ndjson"}

    assert client.post("/v1/batches", data=gzip.compress(lines), headers=headers).json["total"] == 60
    answer = client.post("/v1/batches", data=gzip.compress(lines)[:-9], headers=headers)
    assert (answer.status_code, answer.json["code"]) == (400, "gzip_broken")
    assert len(client.get("/v1/jobs?limit=200").json["jobs"]) == 60


@pytest.mark.parametrize("coding", ["", "identity"])
def test_no_coding_is_one_too(client, coding):
    assert send(client, TEXT.encode(), coding).status_code == 202


def test_the_limit_counts_what_is_unpacked(client):
    assert send(client, gzip.compress(b"a" * LIMIT)).status_code == 202
    answer = send(client, gzip.compress(b"a" * (LIMIT + 1)))

    assert (answer.status_code, answer.json["code"]) == (413, "body_too_large")


@pytest.mark.parametrize("size", [50_000_000, LIMIT + 1])
def test_a_bomb_is_too_large(client, size):
    assert send(client, gzip.compress(bytes(size), 9)).json["code"] == "body_too_large"


def broken(why, body):
    return pytest.param(body, id=why)


BROKEN = [
    broken("no gzip", TEXT.encode()),
    broken("zlib", zlib.compress(TEXT.encode())),
    broken("cut short", gzip.compress(TEXT.encode())[:-1]),
    broken("a wrong checksum", gzip.compress(TEXT.encode())[:-8] + bytes(8)),
    broken("something behind it", gzip.compress(TEXT.encode()) + b"a"),
]


@pytest.mark.parametrize("body", BROKEN)
def test_what_is_no_gzip_is_told_so(client, body):
    answer = send(client, body)

    assert (answer.status_code, answer.json["code"]) == (400, "gzip_broken")


def test_a_packed_nothing_is_nothing(client):
    assert send(client, gzip.compress(b"")).json["code"] == "body_empty"
    assert send(client, b"").json["code"] == "body_empty"


@pytest.mark.parametrize("coding", ["br", "deflate", "zstd", "gzip, gzip", "gzip, br", "none"])
def test_other_codings_are_told_which_one_is_taken(client, coding):
    answer = send(client, gzip.compress(TEXT.encode()), coding)

    assert (answer.status_code, answer.json["code"]) == (415, "content_encoding_unsupported")
    assert answer.headers["Accept-Encoding"] == "gzip"


@pytest.mark.parametrize("accept", ["gzip", "gzip, deflate, br", "*", "GZIP;q=0.1", "identity;q=0.5, gzip;q=0.5"])
def test_whoever_takes_gzip_gets_it(unchecked, accept):
    plain = unchecked.get("/openapi.yaml")
    packed = unchecked.get("/openapi.yaml", headers={"Accept-Encoding": accept})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data) / 2
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("accept", ["", "identity", "br", "gzip;q=0", "gzip;q=0.5, identity", "*;q=0"])
def test_whoever_does_not_take_gzip_gets_it_plain(client, accept):
    answer = client.get("/openapi.yaml", headers={"Accept-Encoding": accept})

    assert "Content-Encoding" not in answer.headers
    assert answer.headers["Vary"] == "Accept-Encoding"


def test_what_is_short_stays_plain(client):
    assert "Content-Encoding" not in client.get("/livez", headers={"Accept-Encoding": "gzip"}).headers


def test_the_head_of_a_packed_answer_is_that_of_its_body(unchecked):
    accept = {"Accept-Encoding": "gzip"}
    head, whole = (ask("/openapi.yaml", headers=accept) for ask in (unchecked.head, unchecked.get))

    assert head.data == b""
    assert head.headers["Content-Length"] == whole.headers["Content-Length"]


@pytest.fixture
def streaming(app):
    """Return a client of an API with an address that streams, and what has become of the stream."""
    state = []

    def lines():
        try:
            for number in range(3):
                state.append(number)
                yield f'{{"a": {number}}}\n'
        finally:
            state.append("closed")

    app.add_url_rule("/stream", view_func=lambda: Response(lines(), mimetype="application/x-ndjson"))
    return unchecked_of(app), state


def unchecked_of(app):
    app.test_client_class = None
    return app.test_client()


def test_a_stream_stays_one(streaming):
    client, state = streaming
    answer = client.get("/stream", headers={"Accept-Encoding": "gzip"}, buffered=False)
    inflate = zlib.decompressobj(31)

    assert "Content-Length" not in answer.headers
    chunks = answer.iter_encoded()
    assert inflate.decompress(next(chunks)) == b'{"a": 0}\n'
    assert state == [0]
    assert inflate.decompress(b"".join(chunks)) == b'{"a": 1}\n{"a": 2}\n'
    assert inflate.eof


def test_a_stream_that_nobody_reads_to_its_end_is_closed(streaming):
    client, state = streaming
    answer = client.get("/stream", headers={"Accept-Encoding": "gzip"}, buffered=False)

    next(answer.iter_encoded())
    answer.close()

    assert state == [0, "closed"]


def test_the_tag_of_a_packed_answer_is_weak(app):
    def tagged():
        answer = Response("a" * 2_000, mimetype="text/plain")
        answer.set_etag("v1")
        return answer

    app.add_url_rule("/tagged", view_func=tagged)
    client = unchecked_of(app)

    assert client.get("/tagged").headers["ETag"] == '"v1"'
    assert client.get("/tagged", headers={"Accept-Encoding": "gzip"}).headers["ETag"] == 'W/"v1"'


@pytest.fixture
def record(submitted, finish):
    """Return the address of a record, and the record."""
    written = json.dumps({"text": "Kami menang. " * 100}).encode()
    finish(submitted, record=written)
    return f"/v1/jobs/{submitted}/record", written


def test_a_record_goes_out_packed_as_it_is_kept(unchecked, record, connection, config):
    address, written = record
    answer = unchecked.get(address, headers={"Accept-Encoding": "gzip"})

    (kept,) = (connection.hget(key, "record") for key in connection.scan_iter(f"{config.redis_prefix}:job:*"))
    assert (answer.data, gzip.decompress(answer.data)) == (kept, written)
    assert (answer.mimetype, answer.headers["Content-Encoding"]) == ("application/json", "gzip")
    assert {"Accept-Encoding", "Prefer"} <= set(answer.headers["Vary"].split(", "))


def test_each_coding_of_a_record_has_a_tag_of_its_own(unchecked, record):
    address, _ = record
    accept = {"Accept-Encoding": "gzip"}
    packed, plain = unchecked.get(address, headers=accept), unchecked.get(address)

    assert packed.headers["ETag"] != plain.headers["ETag"]
    again = unchecked.get(address, headers={**accept, "If-None-Match": packed.headers["ETag"]})
    assert (again.status_code, again.data, "Content-Encoding" in again.headers) == (304, b"", False)
    assert "Accept-Encoding" in again.headers["Vary"]
    assert unchecked.get(address, headers={"If-None-Match": packed.headers["ETag"]}).status_code == 200


def test_another_form_of_a_record_is_packed_for_itself(unchecked, record):
    answer = unchecked.get(f"{record[0]}?fields=id", headers={"Accept-Encoding": "gzip"})

    assert answer.json == {}
