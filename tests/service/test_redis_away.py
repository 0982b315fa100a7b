"""Redis goes away under the API and comes back."""

from __future__ import annotations

from service.app import create_app
from service.config import Config
from tests.contract.spec import ConformingClient
from worker.redis_server import RedisServer


def test_the_api_recovers_by_itself_and_keeps_what_it_accepted(tmp_path):
    with RedisServer(tmp_path) as first:
        app = create_app(Config(redis_url=first.url, redis_timeout_s=0.5))
        app.test_client_class = ConformingClient
        client = app.test_client()
        accepted = client.post("/v1/articles", json={"text": "a"}).headers["Location"]

    away = client.post("/v1/articles", json={"text": "b"})
    assert (away.status_code, away.json["code"]) == (503, "store_unavailable")
    assert int(away.headers["Retry-After"]) >= 1
    assert client.get(accepted).status_code == 503
    assert client.get("/livez").status_code == 200

    with RedisServer(tmp_path, port=first.port):
        assert client.get(accepted).json["status"] == "queued"
        assert client.post("/v1/articles", json={"text": "b"}).status_code == 202
