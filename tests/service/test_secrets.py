"""No key, no password and no word of an article stands in a log, wherever it was put by mistake."""

from __future__ import annotations

import json
import socket

import pytest
import redis

from service.keys import Caller, entry_of, new_key
from tests.live import live
from tests.serving import PATIENCE_S, serving
from worker.client import Client
from worker.redis_server import RedisServer

KEY, WRONG_KEY = new_key(), new_key()
WORD = "rahasia"
HIDDEN = (KEY, WRONG_KEY, WORD)


@pytest.fixture(scope="module")
def system(redis_url, tmp_path_factory):
    """Run the API, which asks for keys, and a worker; return their port and what gives their logs."""
    folder = tmp_path_factory.mktemp("system")
    (folder / "keys.toml").write_text(entry_of(Caller(name="desk", scopes=frozenset({"admin"})), KEY))
    settings = {"api_keys_file": folder / "keys.toml", "log_level": "DEBUG", "body_timeout_s": 0.3}
    with live(folder, redis_url, **settings) as url:
        yield int(url.rpartition(":")[2]), (folder / "service.log").read_text
    assert WORD not in (folder / "worker.log").read_text().lower()


def post(path="/v1/articles", body=b"", **headers):
    named = {"X-API-Key": KEY, "Content-Type": "application/json", **headers}
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in named.items()]
    head = "\r\n".join([f"POST {path} HTTP/1.1", "Host: a", "Connection: close", *lines])
    return head.encode() + b"\r\nContent-Length: %d\r\n\r\n" % len(body) + body


def article(**fields):
    return json.dumps({"text": f"Kami {WORD}.", **fields}).encode()


GET = b"GET /v1/jobs/a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
MISTAKES = [
    pytest.param(post(body=article()), id="an article"),
    pytest.param(post(body=article(headline=WORD, source_name=WORD)), id="what is said about an article"),
    pytest.param(post(body=article(url=f"https://u:{WORD}@a.example/{WORD}")), id="an address with a password"),
    pytest.param(post(body=article(published=WORD, language=WORD)), id="values that cannot be used"),
    pytest.param(post(body=article(**{WORD: 1})), id="a key that is none"),
    pytest.param(post(body=b'{"text": "' + WORD.encode()), id="half a JSON"),
    pytest.param(post(body=WORD.encode() + b"\xff", **{"Content-Type": "text/plain"}), id="text that is no UTF-8"),
    pytest.param(post(Idempotency_Key=WORD, body=article()), id="an Idempotency-Key"),
    pytest.param(post(Idempotency_Key=f"{WORD} {WORD}", body=article()), id="an Idempotency-Key that is none"),
    pytest.param(post("/v1/batches", article(), Content_Type="application/x-ndjson"), id="a batch"),
    pytest.param(post("/v1/batches", article(custom_id=WORD * 99), Content_Type="application/x-ndjson"), id="a name"),
    pytest.param(post(f"/v1/articles?api_key={KEY}&headline={WORD}"), id="a key in the query"),
    pytest.param(post(f"/v1/{KEY}"), id="a key in the path"),
    pytest.param(post(X_API_Key=WRONG_KEY), id="a wrong key"),
    pytest.param(post(X_API_Key=WORD), id="what is no key"),
    pytest.param(post(Cookie=f"key={KEY}", Referer=f"https://a.example/{WORD}", User_Agent=WORD), id="cookies"),
    pytest.param(GET + f"Authorization: Basic {WORD}\r\n\r\n".encode(), id="another scheme"),
    pytest.param(GET + f"Authorization: Bearer {WRONG_KEY}\r\n\r\n".encode(), id="a wrong bearer"),
    pytest.param(GET + f"X-Request-Id: {KEY}\r\nX-API-Key: {KEY}\r\n\r\n".encode(), id="a key as the request's id"),
    pytest.param(GET + f"X-API-Key {KEY}\r\n\r\n".encode(), id="no colon before a key"),
    pytest.param(GET + f"X-API-Key : {KEY}\r\n\r\n".encode(), id="a blank before the colon"),
    pytest.param(GET + f"Expect: {WORD}\r\n\r\n".encode(), id="an expectation"),
    pytest.param(f"GET /v1/jobs/a?key={KEY} {WORD} HTTP/1.1\r\n\r\n".encode(), id="a blank in the query"),
    pytest.param(f"{WORD}\r\n\r\n".encode(), id="no HTTP"),
    pytest.param(
        post(body=article()).replace(b"Connection: close\r\n", b"").replace(b"Length: ", b"Length: 0\r\nX: "),
        id="an article longer than it is said to be",
    ),
    pytest.param(
        b"POST /v1/articles HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + WORD.encode() + b"\r\n\r\n",
        id="an article without chunks",
    ),
]


def answer(port, data):
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S) as client:
        client.sendall(data)
        return b"".join(iter(lambda: client.recv(65_536), b"")).decode()


@pytest.mark.parametrize("data", MISTAKES)
def test_what_callers_send_by_mistake_is_not_logged(system, data):
    port, logs = system
    before = len(logs())
    answered = answer(port, data)

    assert answered.startswith("HTTP/1.1 ")
    logged = logs()[before:]
    assert logged
    assert [word for word in HIDDEN if word in logged] == []


def test_an_article_that_was_read_is_not_logged(system):
    port, logs = system
    before = len(logs())
    client = Client(f"http://127.0.0.1:{port}", key=KEY)
    job = client.submit({"text": f'"Kami {WORD}," kata Rina {WORD.title()}.', "headline": WORD})

    assert client.wait(job["id"])["status"] == "succeeded"
    assert [word for word in HIDDEN if word in logs()[before:].lower()] == []


def test_an_article_that_brings_its_worker_down_leaves_no_word_in_the_log(crew):
    jobs = crew.submit(f"RAISE {WORD}", f"HANG {WORD}", f"KILL {WORD}")
    crew.start(article_limit_s=1, max_attempts=1)
    crew.until(lambda: crew.statuses(*jobs) == ["failed"] * 3)

    crew.until(lambda: all(job in json.dumps(crew.log()) for job in (jobs[0], jobs[2])))  # the ledger knows first
    assert WORD not in json.dumps(crew.log())


def test_the_password_of_redis_is_asked_for_and_not_logged(tmp_path):
    with RedisServer(tmp_path) as server, redis.Redis.from_url(server.url) as connection:
        connection.config_set("requirepass", "another")
        url = server.url.replace("//", f"//:{WORD}@")
        with serving(tmp_path / "log", {"KUTIP_REDIS_URL": url, "KUTIP_LOG_LEVEL": "DEBUG"}) as (port, _):
            refused = answer(port, GET.replace(b"jobs/a", b"capabilities") + b"\r\n")
            connection.config_set("requirepass", WORD)
            let_in = answer(port, GET.replace(b"jobs/a", b"capabilities") + b"\r\n")

    assert [each.split()[1] for each in (refused, let_in)] == ["503", "200"]
    assert WORD not in refused + let_in + (tmp_path / "log").read_text()
