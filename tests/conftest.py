"""A real Redis for every test that asks for one, and a ledger of its own in it."""

from __future__ import annotations

import os
import uuid
from typing import TYPE_CHECKING

import pytest
import redis

from service.config import Config
from service.store import Ledger, connect
from worker.redis_server import RedisServer, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of the Redis that the environment names, else of one started for this run."""
    if url := os.environ.get("KUTIP_TEST_REDIS_URL") or os.environ.get("KUTIP_REDIS_URL"):
        yield url
        return
    with RedisServer(tmp_path_factory.mktemp("redis")) as server:
        yield server.url


@pytest.fixture
def config(redis_url: str) -> Iterator[Config]:
    """Return settings with a key prefix that no other test has; its keys are gone afterwards."""
    config = Config(redis_url=redis_url, redis_prefix=f"test-{uuid.uuid4().hex[:12]}")
    yield config
    with redis.Redis.from_url(redis_url) as connection:
        for key in connection.scan_iter(f"*{config.redis_prefix}*", count=1000):
            connection.delete(key)


@pytest.fixture
def ledger(config: Config) -> Ledger:
    return connect(config)


@pytest.fixture
def connection(redis_url: str) -> Iterator[redis.Redis]:
    """Return Redis itself, for tests that look behind the ledger."""
    with redis.Redis.from_url(redis_url) as connection:
        yield connection


@pytest.fixture(name="free_port")
def a_free_port() -> int:
    """Return a loopback port that nothing listens on."""
    return free_port()
