"""Redis goes away under the API and comes back."""

from __future__ import annotations

import contextlib

import pytest
import redis

from service.app import create_app
from service.commands import availability
from service.config import Config
from service.store import Outcome, QueueFull, StoreUnavailable, Submission, connect
from worker.redis_server import RedisServer


@pytest.fixture
def server(tmp_path):
    return RedisServer(tmp_path)


@pytest.fixture
def client(server):
    config = Config(redis_url=server.url, redis_timeout_s=0.5)
    with contextlib.closing(connect(config)) as ledger:
        app = create_app(config, ledger)
        yield app.test_client()


def test_the_api_recovers_by_itself_and_keeps_what_it_accepted(server, client):
    with server:
        accepted = client.post("/v1/articles", json={"text": "a"}).headers["Location"]

    away = client.post("/v1/articles", json={"text": "b"})
    assert (away.status_code, away.json["code"]) == (503, "store_unavailable")
    assert int(away.headers["Retry-After"]) >= 1
    assert client.get(accepted).status_code == 503
    assert client.get("/livez").status_code == 200

    with server:
        assert client.get(accepted).json["status"] == "queued"
        assert client.post("/v1/articles", json={"text": "b"}).status_code == 202


@pytest.fixture
def ledger(server):
    with server, contextlib.closing(connect(Config(redis_url=server.url))) as ledger:
        yield ledger


def test_at_the_memory_limit_nothing_begins_and_everything_may_end(server, ledger):
    done, back, canceled, gone = (
        ledger.submit(Submission(article=b"{}", lane="bulk", request_id="r")).id for _ in "1234"
    )
    group = ledger.claim()
    ledger.start(group.token, done)
    ledger.sweep()
    with redis.Redis.from_url(server.url) as connection:
        connection.config_set("maxmemory", 1000)

    with pytest.raises(QueueFull):
        ledger.submit(Submission(article=b"{}", lane="bulk", request_id="r"))
    with pytest.raises(StoreUnavailable, match="OutOfMemory"):
        ledger.start(group.token, back)
    assert ledger.finish(group.token, [Outcome(id=done, record=b"{}")]) == (True,)
    assert ledger.cancel(canceled)[0]
    ledger.delete(gone)
    assert ledger.release(group.token) == 1
    assert ledger.sweep().returned == ()
    assert [ledger.job(each) and ledger.job(each).status for each in (done, back, canceled, gone)] == [
        "succeeded",
        "queued",
        "canceled",
        None,
    ]


REFUSALS = [
    pytest.param(redis.ResponseError("MISCONF Redis is configured to save RDB snapshots"), "MISCONF", id="cannot save"),
    pytest.param(redis.ResponseError("NOREPLICAS Not enough good replicas"), "NOREPLICAS", id="too few replicas"),
    pytest.param(redis.ResponseError("BUSY Redis is busy running a script"), "BUSY", id="somebody else's script"),
    pytest.param(
        redis.ResponseError("Error running script (call to f_1): @user_script:9: -OOM command not allowed"),
        "OOM",
        id="full, in the words of Redis 6.2 about a script",
    ),
    pytest.param(redis.exceptions.BusyLoadingError("LOADING"), "BusyLoadingError", id="loading"),
    pytest.param(redis.ReadOnlyError("READONLY"), "ReadOnlyError", id="a replica"),
    pytest.param(redis.AuthenticationError("WRONGPASS"), "AuthenticationError", id="another password"),
]


@pytest.mark.parametrize(("said", "reason"), REFUSALS)
def test_what_redis_says_when_it_cannot_serve_is_an_absence(said, reason):
    with pytest.raises(StoreUnavailable, match=reason), availability():
        raise said
