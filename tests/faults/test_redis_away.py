"""Redis stops and comes back, as in an upgrade: the workers wait for it, and what was accepted is still there."""

import dataclasses

import pytest

from worker.redis_server import RedisServer


@pytest.fixture
def server(tmp_path):
    with RedisServer(tmp_path / "redis") as server:
        yield server


@pytest.fixture
def config(config, server):
    """Return settings for a Redis that may be stopped."""
    return dataclasses.replace(config, redis_url=server.url)


def test_the_workers_are_back_with_redis(crew, server):
    crew.start(workers=2)
    server.stop()
    crew.until(lambda: any(line["message"] == "redis away" for line in crew.log()))
    server.start()
    (job,) = crew.submit("Kami menang.")

    crew.until(lambda: crew.statuses(job) == ["succeeded"])
    assert "worker ended" not in [line["message"] for line in crew.log()]  # nobody is started to fail again


def test_a_result_is_kept_until_redis_is_back(crew, server, tmp_path):
    mark = tmp_path / "mark"
    (job,) = crew.submit(f"WAIT {mark}")
    crew.start(article_limit_s=20, lease_s=60)
    crew.until(mark.exists)
    server.stop()
    mark.unlink()
    crew.until(lambda: any(line["message"] == "redis away" for line in crew.log()))
    server.start()

    crew.until(lambda: crew.statuses(job) == ["succeeded"])
    assert crew.ledger.job(job).attempts == 1
