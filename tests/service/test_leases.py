"""What workers hold and lose: lanes, groups, leases, attempts and wake-ups."""

import pytest
from rq.job import Job as RqJob

from service.store import Outcome, Submission

LANES = {"i": "interactive", "b": "bulk"}


@pytest.fixture
def submit(ledger):
    """Return how to queue one article for each letter of "iib": interactive, interactive, bulk."""

    def submit(letters, text=b'{"text": "Kami menang."}'):
        return [ledger.submit(Submission(article=text, lane=LANES[letter], request_id="r1")).id for letter in letters]

    return submit


@pytest.fixture
def expire(connection, config, ledger):
    """Return how to let every lease end now; it returns what the next sweep did."""

    def expire():
        leases = f"{config.redis_prefix}:leases"
        for token in connection.zrange(leases, 0, -1):
            connection.zadd(leases, {token: 0})
        return ledger.sweep()

    return expire


@pytest.fixture
def tokens(ledger, connection):
    """Return how to count the wake-ups that RQ has not delivered yet."""
    return lambda: connection.llen(ledger.queue().key)


def ids(group):
    return [claimed.id for claimed in group.articles]


def test_interactive_articles_go_first(ledger, submit):
    bulk, interactive = submit("bi")

    assert [ids(ledger.claim()), ids(ledger.claim())] == [[interactive], [bulk]]


def test_every_eighth_group_takes_bulk_first(ledger, submit):
    submit("i" * 16 * 8 + "b")

    assert [ledger.claim().lane for _ in range(9)] == ["interactive"] * 7 + ["bulk", "interactive"]


SIZES = [
    pytest.param(20, 10, [16, 4], id="at most sixteen articles"),
    pytest.param(3, 100_000, [2, 1], id="at most 256 KB"),
    pytest.param(2, 300_000, [1, 1], id="one that is longer goes alone"),
]


@pytest.mark.parametrize(("count", "size", "groups"), SIZES)
def test_groups_are_small(ledger, submit, count, size, groups):
    submitted = submit("b" * count, text=b"x" * size)

    claimed = [ids(ledger.claim()) for _ in groups]

    assert [len(group) for group in claimed] == groups
    assert [job for group in claimed for job in group] == submitted
    assert ledger.claim() is None


def test_an_article_on_its_second_attempt_is_claimed_alone(ledger, submit, expire):
    first, second, third, fourth = submit("bbbb")
    group = ledger.claim()
    ledger.start(group.token, first)
    ledger.finish(group.token, [Outcome(id=first, record=b"{}")])
    ledger.start(group.token, second)
    expire()

    assert [ids(ledger.claim()), ids(ledger.claim())] == [[second], [third, fourth]]


def test_a_retry_behind_others_does_not_join_them(ledger, submit, expire):
    fresh, started = submit("bb")
    ledger.start(ledger.claim().token, started)
    expire()

    assert [ids(group) for group in iter(ledger.claim, None)] == [[fresh], [started]]


def test_jobs_without_an_article_are_passed_over(ledger, submit, config, connection):
    gone, here = submit("bb")
    connection.delete(f"{config.redis_prefix}:job:{gone}")

    assert ids(ledger.claim()) == [here]
    assert ledger.job(submit("b")[0]).queue_position == 1


def test_a_lease_that_moved_on_fences_its_holder_off(ledger, submit, expire):
    (job,) = submit("i")
    late = ledger.claim()
    ledger.start(late.token, job)
    assert expire().returned == (job,)
    assert ledger.job(job).status == "running"  # states move forward only

    assert ledger.finish(late.token, [Outcome(id=job, record=b"late")]) == (False,)
    assert ledger.start(late.token, job) is None
    assert ledger.release(late.token) == 0

    group = ledger.claim()
    assert ledger.start(group.token, job) == 2
    assert ledger.finish(late.token, [Outcome(id=job, record=b"late")]) == (False,)
    assert ledger.finish(group.token, [Outcome(id=job, record=b"in time")]) == (True,)
    assert ledger.finish(late.token, [Outcome(id=job, record=b"late")]) == (False,)
    assert ledger.record(job)[1] == b"in time"


def test_finishing_twice_is_finishing_once(ledger, submit):
    (job,) = submit("i")
    group = ledger.claim()
    ledger.start(group.token, job)

    assert ledger.finish(group.token, [Outcome(id=job, record=b"first")]) == (True,)
    finished = ledger.record(job)
    assert ledger.finish(group.token, [Outcome(id=job, record=b"second")]) == (True,)

    assert ledger.record(job) == finished


def test_a_repeated_submission_queues_one_article(ledger, submit, monkeypatch):
    monkeypatch.setattr("service.store.secrets.token_bytes", lambda count: b"j" * count)

    assert len(set(submit("ii"))) == 1
    assert len(ledger.claim().articles) == 1


def test_a_repeated_claim_and_start_answer_the_same(ledger, submit, monkeypatch):
    submit("bb")
    monkeypatch.setattr("service.store.GROUP_ARTICLES", 1)
    monkeypatch.setattr("service.store.secrets.token_hex", lambda _count: "token")

    group = ledger.claim()
    assert ledger.claim() == group
    assert [ledger.start("token", ids(group)[0]) for _ in range(2)] == [1, 1]


def test_a_repeated_claim_leaves_out_what_was_canceled_since(ledger, submit, monkeypatch):
    canceled, left = submit("bb")
    monkeypatch.setattr("service.store.secrets.token_hex", lambda _count: "token")
    ledger.claim()
    ledger.cancel(canceled)

    assert ids(ledger.claim()) == [left]


def test_starting_an_article_renews_the_lease_of_its_group(ledger, submit, config, connection):
    first, _ = submit("bb")
    group = ledger.claim()
    connection.zadd(f"{config.redis_prefix}:leases", {group.token: 0})
    ledger.start(group.token, first)

    assert ledger.sweep().returned == ()


def test_what_is_released_waits_again_in_its_order_and_costs_nothing(ledger, submit):
    submitted = submit("bbb")
    group = ledger.claim()
    late = submit("b")

    assert ledger.release(group.token) == 3
    assert [ledger.job(job).queue_position for job in submitted + late] == [1, 2, 3, 4]
    assert ids(ledger.claim()) == submitted + late
    assert ledger.start(group.token, submitted[0]) is None


def test_what_is_gone_does_not_come_back(ledger, submit, expire, config, connection):
    gone, _, _ = submit("bbb")
    group = ledger.claim()
    connection.delete(f"{config.redis_prefix}:job:{gone}")
    assert ledger.release(group.token) == 2

    group = ledger.claim()
    connection.delete(f"{config.redis_prefix}:job:{group.articles[0].id}")
    assert expire().returned == (group.articles[1].id,)


def test_an_article_that_kills_its_workers_is_given_up(ledger, submit, expire):
    (poison,) = submit("i")
    for attempt in (1, 2, 3):
        assert ledger.start(ledger.claim().token, poison) == attempt
        swept = expire()

    assert (swept.returned, swept.lost) == ((), (poison,))
    job = ledger.job(poison)
    assert (job.status, job.attempts, job.error.code, job.error.retryable) == ("failed", 3, "worker_lost", False)
    assert job.expires_at
    assert ledger.claim() is None


def test_articles_that_were_not_begun_survive_any_number_of_deaths(ledger, submit, expire):
    submitted = submit("bbb")
    for _ in range(5):
        ledger.claim()
        assert set(expire().returned) == set(submitted)

    assert ids(ledger.claim()) == submitted


WAKE_UPS = [  # live workers, waiting articles, wake-ups
    pytest.param((0, 0, 0), id="nothing waits"),
    pytest.param((0, 1, 1), id="the first worker may just be starting"),
    pytest.param((4, 1, 1), id="one article needs one worker"),
    pytest.param((4, 40, 3), id="one for each group"),
    pytest.param((2, 64, 2), id="no more than workers live"),
]


@pytest.mark.parametrize("case", WAKE_UPS)
def test_as_many_wake_ups_as_workers_can_use(ledger, submit, tokens, case):
    workers, articles, wake_ups = case
    ledger.announce([f"w{n}" for n in range(workers)], pipeline_version="1", languages=["id"])
    submit("b" * articles)

    assert tokens() == wake_ups


LOST_WAKE_UP = [
    pytest.param(lambda ledger: ledger.sweep(), id="a sweep"),
    pytest.param(lambda ledger: ledger.wake(), id="a drain that ends"),
    pytest.param(lambda ledger: ledger.claim(), id="a full group"),
    pytest.param(lambda ledger: ledger.release("none"), id="a worker that stops"),
]


@pytest.mark.parametrize("event", LOST_WAKE_UP)
def test_waiting_work_gets_a_new_wake_up_when_one_was_lost(ledger, submit, tokens, connection, event):
    submit("b" * 17)
    connection.delete(ledger.queue().key)
    event(ledger)

    assert tokens() == 1


def test_a_sweep_saves_the_job_that_rq_runs(ledger, connection, config):
    drain = RqJob.key_for(f"{config.redis_prefix}-drain")
    ledger.sweep()
    saved = connection.hgetall(drain)
    assert (saved[b"timeout"], saved[b"result_ttl"], saved[b"failure_ttl"]) == (b"-1", b"-1", b"-1")
    assert connection.ttl(drain) == -1

    connection.hset(drain, "status", "started")
    ledger.sweep()
    assert connection.hget(drain, "status") == b"started"  # what is there is left alone
