"""What is on Redis' disk when an article counts as accepted."""

import contextlib

import pytest
import redis

from service.config import Config, ConfigError
from service.intake import new_id
from service.store import Idempotency, Item, StoreUnavailable, Submission, connect
from worker.redis_server import RedisServer

ARTICLE = Submission(article=b"{}", lane="bulk", request_id="r")


@pytest.fixture
def strict(tmp_path):
    """Return how to have a strict ledger in a Redis of its own with these settings."""
    with contextlib.ExitStack() as opened:

        def strict(**settings):
            server = opened.enter_context(RedisServer(tmp_path, settings=settings))
            config = Config(redis_url=server.url, durability="strict", redis_timeout_s=1)
            return opened.enter_context(contextlib.closing(connect(config))), server

        yield strict


def test_what_is_accepted_is_on_disk(strict):
    ledger, server = strict(appendfsync="always")
    with redis.Redis.from_url(server.url) as connection:
        connection.script_flush()  # a Redis that was started anew knows no script
        job = ledger.submit(ARTICLE)
        batch = new_id()
        ledger.batches.stage(batch, 0, [Item(job_id=new_id(), custom_id=None, submission=ARTICLE)])
        ledger.batches.seal(batch, "", Idempotency(key="", fingerprint=""))
        assert connection.execute_command("WAITAOF", 1, 0, 0) == [1, 0]
    server.kill()
    server.start()

    assert ledger.job(job.id).status == "queued"
    assert ledger.batches.batch(batch).counts["queued"] == 1


NO_PROMISE = [
    pytest.param({"appendfsync": "no"}, "not written to its disk in time", id="when the system likes"),
    pytest.param({"appendonly": "no"}, "WAITAOF", id="no append-only file"),
]


@pytest.mark.parametrize(("settings", "reason"), NO_PROMISE)
def test_without_the_disk_nothing_is_accepted(strict, settings, reason):
    ledger, _ = strict(**settings)
    key = Idempotency(key="k", fingerprint="f")
    for _ in range(2):
        with pytest.raises(StoreUnavailable, match=reason):
            ledger.submit_once(ARTICLE, key)

    assert ledger.stats().counts["accepted"] == 1  # sending it again with the key gives the job that is there


def test_durability_is_fast_or_strict():
    with pytest.raises(ConfigError, match="KUTIP_DURABILITY must be fast or strict, not 'lax'"):
        Config.from_env({"KUTIP_DURABILITY": "lax"})
