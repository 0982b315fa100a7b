"""A job's way through the ledger, as the service and one worker see it."""

import contextlib
import time

import pytest
import redis

from service.config import Config
from service.store import JobError, Outcome, QueueFull, StoreUnavailable, Submission, connect
from worker.redis_server import RedisServer

ERROR = JobError(code="time_limit", title="Too long", detail="It took too long.", retryable=False)


def submission(**given):
    return Submission(**{"article": b'{"text": "Kami menang."}', "lane": "interactive", "request_id": "r1", **given})


def finished(ledger, record=b"{}", **given):
    """Return a job that has been through a worker's hands."""
    job = ledger.submit(submission(**given))
    group = ledger.claim()
    ledger.start(group.token, job.id)
    ledger.finish(group.token, [Outcome(id=job.id, record=record)])
    return ledger.job(job.id)


def test_an_article_becomes_a_record(ledger):
    job = ledger.submit(submission())
    assert (job.status, job.queue_position, job.attempts) == ("queued", 1, 0)

    group = ledger.claim()
    assert [(claimed.id, claimed.article, claimed.request_id) for claimed in group.articles] == [
        (job.id, b'{"text": "Kami menang."}', "r1")
    ]
    assert (ledger.job(job.id).status, ledger.job(job.id).queue_position) == ("queued", None)

    assert ledger.start(group.token, job.id) == 1
    assert (ledger.job(job.id).status, ledger.record(job.id)[1]) == ("running", None)

    assert ledger.finish(group.token, [Outcome(id=job.id, record=b'{"kata": "\xc3\xa9"}\n')]) == (True,)
    job, record = ledger.record(job.id)
    assert (job.status, job.attempts, record) == ("succeeded", 1, b'{"kata": "\xc3\xa9"}\n')
    assert job.created_at <= job.started_at <= job.finished_at < job.expires_at
    assert ledger.claim() is None


def test_the_job_that_submit_returns_is_the_job_that_is_read(ledger):
    job = ledger.submit(submission(custom_id="a-1", metadata={"desk": "olahraga"}))

    assert job == ledger.job(job.id)
    assert (job.custom_id, job.metadata) == ("a-1", {"desk": "olahraga"})


def test_a_failure_says_why(ledger):
    job = ledger.submit(submission())
    group = ledger.claim()
    ledger.start(group.token, job.id)
    ledger.finish(group.token, [Outcome(id=job.id, error=ERROR)])

    job, record = ledger.record(job.id)
    assert (job.status, job.error, record) == ("failed", ERROR, None)


def test_an_outcome_is_a_record_or_an_error(ledger):
    with pytest.raises(ValueError, match="neither"):
        ledger.finish("token", [Outcome(id="a")])


def test_positions_count_what_is_ahead_in_the_lane(ledger):
    jobs = [ledger.submit(submission(lane="bulk")) for _ in range(3)]
    assert [job.queue_position for job in jobs] == [1, 2, 3]

    ledger.submit(submission())
    ledger.claim()  # takes the interactive one
    assert ledger.job(jobs[2].id).queue_position == 3


def test_the_text_goes_when_the_job_ends(ledger, config, connection):
    job = finished(ledger)

    assert connection.hmget(f"{config.redis_prefix}:job:{job.id}", "article", "bytes") == [None, None]


def test_an_expired_job_is_told_from_one_that_never_was(open_ledger):
    ledger = open_ledger(record_ttl_s=1, tombstone_ttl_s=60)
    job = finished(ledger, owner="desk")
    assert ledger.was_here(job.id) is None

    while ledger.job(job.id):
        time.sleep(0.05)

    assert ledger.record(job.id) is None
    assert ledger.was_here(job.id) == "desk"
    assert ledger.was_here("never-was") is None
    assert ledger.job("never-was") is None


def test_records_and_tombstones_have_their_time(ledger, config, connection):
    job = finished(ledger)
    waiting = ledger.submit(submission())

    assert connection.ttl(f"{config.redis_prefix}:job:{job.id}") == pytest.approx(86_400, abs=60)
    assert connection.ttl(f"{config.redis_prefix}:gone:{job.id}") == pytest.approx(8 * 86_400, abs=60)
    assert connection.ttl(f"{config.redis_prefix}:job:{waiting.id}") == -1  # what was accepted never expires unread


def test_no_more_wait_in_a_lane_than_may(open_ledger):
    ledger = open_ledger(max_waiting=2)
    ledger.submit(submission())
    ledger.submit(submission())
    ledger.submit(submission(lane="bulk"))  # a full lane does not close the other

    with pytest.raises(QueueFull) as full:
        ledger.submit(submission())
    assert full.value.retry_after_s == 30  # no pace is known yet

    ledger.claim()
    ledger.submit(submission())


@pytest.mark.parametrize(("per_second", "seconds"), [("0.5", 4), ("100", 1), ("0.0001", 300)])
def test_a_refusal_says_how_long_the_workers_need(config, open_ledger, connection, per_second, seconds):
    ledger = open_ledger(max_waiting=2)
    ledger.submit(submission())
    ledger.submit(submission())
    connection.hset(f"{config.redis_prefix}:pace", "per_second", per_second)

    with pytest.raises(QueueFull) as full:
        ledger.submit(submission())

    assert full.value.retry_after_s == seconds


PACES = [
    pytest.param(17, 0.5, id="one of many that wait in two seconds"),
    pytest.param(1, None, id="nothing is left to wait: how fast it could have gone is not known"),
]


@pytest.mark.parametrize(("count", "per_second"), PACES)
def test_the_pace_is_measured_while_articles_wait(ledger, config, connection, count, per_second):
    pace = f"{config.redis_prefix}:pace"
    jobs = [ledger.submit(submission()) for _ in range(count)]
    ledger.sweep()
    group = ledger.claim()
    ledger.finish(group.token, [Outcome(id=jobs[0].id, record=b"{}")])
    connection.hincrby(pace, "seen_ms", -2000)  # two seconds pass
    ledger.sweep()

    measured = connection.hget(pace, "per_second")
    assert (measured and float(measured)) == (per_second and pytest.approx(per_second, rel=0.2))


@pytest.fixture
def small(tmp_path):
    """Return how to open a ledger in a Redis of its own, with so much memory for each byte that is used at first."""
    with contextlib.ExitStack() as opened:
        server = opened.enter_context(RedisServer(tmp_path / "redis"))
        connection = opened.enter_context(redis.Redis.from_url(server.url))

        def small(share):
            connection.config_set("maxmemory", int(connection.info("memory")["used_memory"] * share))
            return opened.enter_context(contextlib.closing(connect(Config(redis_url=server.url))))

        yield small


def test_articles_never_fill_the_memory_that_finishing_needs(small):
    ledger = small(1.24)

    with pytest.raises(QueueFull):
        ledger.submit(submission())
    ledger.announce(["a"], pipeline_version="1", languages=["id"])  # the workers go on


def test_a_full_redis_is_unavailable(small):
    ledger = small(0.5)

    with pytest.raises(StoreUnavailable, match="OutOfMemory") as unavailable:
        ledger.announce(["a"], pipeline_version="1", languages=["id"])

    assert unavailable.value.retry_after_s == 5


def test_a_redis_that_is_away_is_unavailable(open_ledger, free_port):
    ledger = open_ledger(redis_url=f"redis://:secret@127.0.0.1:{free_port}/0")

    for call in (ledger.ping, ledger.claim, ledger.sweep, ledger.workers, lambda: ledger.submit(submission())):
        with pytest.raises(StoreUnavailable) as unavailable:
            call()
        assert "secret" not in str(unavailable.value)


def test_a_mistake_of_ours_is_not_taken_for_an_absence(ledger, config, connection):
    connection.set(f"{config.redis_prefix}:job:broken", "no hash")

    with pytest.raises(redis.ResponseError, match="WRONGTYPE"):
        ledger.job("broken")


def test_workers_are_known_while_their_hearts_beat(open_ledger):
    ledger = open_ledger(heartbeat_ttl_s=0.3)
    ledger.announce(["b", "a"], pipeline_version="2026.1", languages=["en", "id"])
    assert [(worker.name, worker.pipeline_version, worker.languages) for worker in ledger.workers()] == [
        ("a", "2026.1", ("en", "id")),
        ("b", "2026.1", ("en", "id")),
    ]

    ledger.depart(["a"])
    assert [worker.name for worker in ledger.workers()] == ["b"]

    while ledger.workers():
        time.sleep(0.05)
    ledger.sweep()  # forgets what they announced


def test_two_ledgers_in_one_redis_know_nothing_of_each_other(ledger, config, open_ledger):
    other = open_ledger(redis_prefix=f"{config.redis_prefix}-b")
    job = ledger.submit(submission())

    assert other.job(job.id) is None
    assert other.claim() is None


def test_connecting_waits_for_the_first_call(free_port):
    connect(Config(redis_url=f"redis://127.0.0.1:{free_port}/0"))
