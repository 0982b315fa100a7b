"""What nobody of ours wrote into Redis fails clearly or is passed over; none of it is run, and the workers live."""

import json
import os
import pickle
import zlib

import pytest
from rq.job import Job as RqJob

from service.store import Outcome
from worker import structure
from worker.jobs import Drainer
from worker.pipeline import extract


@pytest.fixture
def drain_key(config):
    return RqJob.key_for(f"{config.redis_prefix}-drain")


UNREADABLE_WAKE_UPS = [  # fields of RQ's job, why
    ({"status": "brooding"}, "a state that RQ does not know"),
    ({"created_at": "yesterday"}, "a time that is none"),
    ({"data": "(("}, "no call"),
]


def test_wake_ups_that_rq_cannot_read_are_mended_or_passed_over(crew, connection, drain_key):
    crew.start()
    tokens = crew.ledger.queue().key
    for fields, why in UNREADABLE_WAKE_UPS:
        connection.hset(drain_key, mapping=fields)
        connection.rpush(tokens, "nobody", b"\xff\x00", "")
        (job,) = crew.submit(why)
        crew.until(lambda job=job: crew.statuses(job) == ["succeeded"])


class Touching:
    """Something that acts when it is unpickled."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return os.mkdir, (str(self.path),)


def foreign_calls(mark):
    """Return calls of os.mkdir, as JSON, as a pickle, and as one that acts when it is read."""
    call = ("os.mkdir", None, (str(mark),), {})
    return [
        zlib.compress(data) for data in (json.dumps(call).encode(), pickle.dumps(call), pickle.dumps(Touching(mark)))
    ]


def test_no_worker_runs_what_somebody_else_wrote(crew, connection, drain_key, tmp_path):
    mark = tmp_path / "mark"
    crew.ledger.sweep()
    drain = connection.hgetall(drain_key)
    for number, data in enumerate(foreign_calls(mark)):
        connection.hset(f"{drain_key}{number}", mapping=drain | {b"data": data, b"success_callback_name": b"os.mkdir"})
        connection.rpush(crew.ledger.queue().key, f"{drain_key}{number}".removeprefix("rq:job:"))
    crew.start()
    (job,) = crew.submit("Kami menang.")

    crew.until(lambda: crew.statuses(job) == ["succeeded"])
    crew.until(lambda: not connection.llen(crew.ledger.queue().key))
    assert not mark.exists()


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
    pytest.param(zlib.compress(b"{}")[:-7], id="cut off"),
    pytest.param(zlib.compress(b"a" * 50_000_000), id="fifty megabytes in fifty kilobytes"),
    pytest.param(b"", id="empty"),
]


@pytest.mark.parametrize("stored", UNPACKABLE)
def test_an_article_that_cannot_be_unpacked_fails_its_job_alone(crew, connection, config, stored):
    bad, good = crew.submit("a", "Kami menang.")
    connection.hset(f"{config.redis_prefix}:job:{bad}", "article", stored)
    Drainer(crew.ledger, extract, config).run()

    assert crew.statuses(bad, good) == ["failed", "succeeded"]
    assert crew.ledger.job(bad).error.code == "bad_payload"


def test_a_record_too_large_to_be_kept_fails_its_job(crew, monkeypatch):
    crew.submit("Kami menang.")
    (claimed,) = crew.ledger.claim().articles
    monkeypatch.setattr(structure, "MOST_RECORD_BYTES", 100)

    outcome = structure.structure(claimed, extract, 30)
    assert outcome == Outcome(id=claimed.id, error=structure.RECORD_TOO_LARGE)
