"""Redis goes away under the API and comes back."""

from __future__ import annotations

import contextlib

import pytest

from service.app import create_app
from service.config import Config
from service.store import connect
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
