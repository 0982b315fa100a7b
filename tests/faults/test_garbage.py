"""What nobody of ours wrote into Redis: it ends as a clear failure or is passed over, and the workers live."""

import zlib

import pytest
from rq.job import Job as RqJob

from service.store import Outcome
from worker import structure
from worker.pipeline import extract


@pytest.fixture
def drain_key(config):
    return RqJob.key_for(f"{config.redis_prefix}-drain")


UNREADABLE_WAKE_UPS = [
    pytest.param({"status": "brooding"}, id="a state that RQ does not know"),
    pytest.param({"created_at": "yesterday"}, id="a time that is none"),
    pytest.param({"data": "(("}, id="no call"),
]


@pytest.mark.parametrize("fields", UNREADABLE_WAKE_UPS)
def test_a_wake_up_that_rq_cannot_read_is_mended(crew, connection, drain_key, fields):
    crew.ledger.sweep()
    connection.hset(drain_key, mapping=fields)
    (job,) = crew.submit("Kami menang.")
    crew.start()

    crew.until(lambda: crew.statuses(job) == ["succeeded"])


def test_wake_ups_for_what_is_not_there_are_passed_over(crew, connection):
    connection.rpush(crew.ledger.queue().key, "nobody", b"\xff\x00", "")
    (job,) = crew.submit("Kami menang.")
    crew.start()

    crew.until(lambda: crew.statuses(job) == ["succeeded"])  # RQ's worker may end at one; the next one goes on


NO_JOBS = [
    pytest.param((), id="nothing"),
    pytest.param(("SET", "text"), id="text"),
    pytest.param(("HSET", "article", "a"), id="half a job"),
]


@pytest.mark.parametrize("written", NO_JOBS)
def test_a_lane_passes_over_what_is_no_job(crew, connection, config, written):
    if written:
        connection.execute_command(written[0], f"{config.redis_prefix}:job:garbage", *written[1:])
    connection.rpush(f"{config.redis_prefix}:lane:bulk", "garbage")
    connection.incr(f"{config.redis_prefix}:seq:bulk")
    (job,) = crew.submit("Kami menang.")

    group = crew.ledger.claim()
    assert [claimed.id for claimed in group.articles] == [job]


UNPACKABLE = [
    pytest.param(b"no zlib", id="not packed"),
    pytest.param(zlib.compress(b"{}")[:-3], id="cut off"),
    pytest.param(zlib.compress(b"a" * 50_000_000), id="fifty megabytes in fifty kilobytes"),
    pytest.param(b"", id="empty"),
]


@pytest.mark.parametrize("stored", UNPACKABLE)
def test_an_article_that_cannot_be_unpacked_fails_its_job_alone(crew, connection, config, stored):
    bad, good = crew.submit("a", "Kami menang.")
    connection.hset(f"{config.redis_prefix}:job:{bad}", "article", stored)
    crew.start()

    crew.until(lambda: crew.statuses(bad, good) == ["failed", "succeeded"])
    assert crew.ledger.job(bad).error.code == "bad_payload"


def test_a_record_too_large_to_be_kept_fails_its_job(crew, monkeypatch):
    crew.submit("Kami menang.")
    (claimed,) = crew.ledger.claim().articles
    monkeypatch.setattr(structure, "MOST_RECORD_BYTES", 100)

    outcome = structure.structure(claimed, extract, 30)
    assert outcome == Outcome(id=claimed.id, error=structure.RECORD_TOO_LARGE)
