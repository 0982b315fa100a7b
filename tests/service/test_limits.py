"""How much a caller may send: counted with the submission itself, told with every answer, and never for others."""

from __future__ import annotations

import dataclasses

import pytest

from service.app import create_app
from service.keys import Caller, entry_of, new_key
from service.store import (
    Idempotency,
    Item,
    Limits,
    Outcome,
    QueueFull,
    RateLimited,
    Submission,
    TooManyUnfinished,
)

ONCE = Idempotency(key="", fingerprint="")


def article(owner="desk", digest=""):
    return Submission(article=b'{"text": "Kami menang."}', lane="bulk", request_id="r1", owner=owner, digest=digest)


@pytest.fixture
def submit(ledger):
    """Return how to submit articles of an owner with these limits; it gives the last answer."""

    def submit(count=1, owner="desk", once=ONCE, digest="", **limits):
        answers = [ledger.submit_once(article(owner, digest), once, Limits(**limits)) for _ in range(count)]
        return answers[-1][0]

    return submit


@pytest.fixture
def seal(ledger):
    """Return how to submit a batch of so many articles under this id."""

    def seal(count, batch="b1", once=ONCE, **limits):
        items = [Item(job_id=f"{batch}j{n}", custom_id=None, submission=article()) for n in range(count)]
        ledger.batches.stage(batch, 0, items)
        return ledger.batches.seal(batch, "desk", once, Limits(**limits))

    return seal


def end(ledger, **outcome):
    """End what the next group holds."""
    group = ledger.claim()
    for claimed in group.articles:
        ledger.start(group.token, claimed.id)
    ledger.finish(group.token, [Outcome(id=claimed.id, record=b"{}") for claimed in group.articles], **outcome)


def test_without_a_limit_nothing_is_counted(submit, connection, config):
    assert submit(5).allowance is None
    assert not connection.exists(f"{config.redis_prefix}:minute:desk")


def test_a_rate_counts_down_and_then_refuses(submit):
    left = [submit(rate_per_minute=3).allowance for _ in range(3)]

    assert [each.left for each in left] == [2, 1, 0]
    assert all(0 < each.reset_s <= 60 and each.limit == 3 for each in left)
    with pytest.raises(RateLimited) as refused:
        submit(rate_per_minute=3)
    assert (refused.value.allowance.left, 0 < refused.value.allowance.reset_s <= 60) == (0, True)


def test_a_refusal_keeps_nothing_and_costs_nothing(submit, ledger, connection, config):
    submit(rate_per_minute=1)
    for _ in range(3):
        with pytest.raises(RateLimited):
            submit(rate_per_minute=1)

    assert len(ledger.jobs("desk", limit=10).jobs) == 1
    assert connection.get(f"{config.redis_prefix}:minute:desk") == b"1"


def test_a_new_minute_is_a_new_allowance(submit, connection, config):
    submit(2, rate_per_minute=2)
    connection.pexpire(f"{config.redis_prefix}:minute:desk", 1)

    def next_one():
        try:
            return submit(rate_per_minute=2).allowance.left
        except RateLimited:
            return next_one()

    assert next_one() == 1


def test_what_one_owner_sends_another_does_not_pay_for(submit):
    submit(2, rate_per_minute=2, most_unfinished=2)

    assert submit(owner="night", rate_per_minute=2, most_unfinished=2).allowance.left == 1


def test_a_request_that_is_sent_again_costs_nothing(submit):
    once = Idempotency(key="k", fingerprint="f")
    submit(once=once, rate_per_minute=1)

    again = submit(once=once, rate_per_minute=1, most_unfinished=1)

    assert (again.repeated, again.allowance.left) == (True, 0)


def test_only_so_many_jobs_may_be_unfinished(submit, ledger):
    submit(2, most_unfinished=2)
    with pytest.raises(TooManyUnfinished) as refused:
        submit(most_unfinished=2)
    assert (refused.value.most, 1 <= refused.value.retry_after_s <= 30) == (2, True)

    end(ledger)

    assert not submit(most_unfinished=2).repeated


@pytest.mark.parametrize("ended", ["cancel", "delete"])
def test_what_is_stopped_makes_room(submit, ledger, ended):
    getattr(ledger, ended)(submit(most_unfinished=1).id)

    assert submit(most_unfinished=1)


def test_what_runs_is_unfinished(submit, ledger):
    job_id = submit(most_unfinished=1).id
    group = ledger.claim()
    ledger.start(group.token, job_id)

    with pytest.raises(TooManyUnfinished):
        submit(most_unfinished=1)


def test_an_article_that_is_known_has_a_rate_but_is_never_unfinished(submit, ledger):
    ledger.announce(["w1"], pipeline_version="1", languages=["id"])
    submit(digest="d", rate_per_minute=3)
    end(ledger, pipeline_version="1")
    submit(digest="other", most_unfinished=1)

    assert submit(digest="d", rate_per_minute=3, most_unfinished=1).allowance.left == 1


def test_a_batch_counts_its_articles(seal, submit):
    assert seal(3, rate_per_minute=5).allowance.left == 2
    with pytest.raises(RateLimited) as refused:
        seal(3, "b2", rate_per_minute=5)
    assert refused.value.allowance.left == 2
    assert submit(2, rate_per_minute=5).allowance.left == 0


def test_a_batch_that_goes_too_far_is_not_taken_at_all(seal, ledger, connection, config):
    seal(2, most_unfinished=4)

    with pytest.raises(TooManyUnfinished):
        seal(3, "b2", most_unfinished=4)

    assert len(ledger.jobs("desk", limit=10).jobs) == 2
    assert not list(connection.scan_iter(f"{config.redis_prefix}:*b2*"))


def test_a_batch_without_a_good_article_costs_nothing(seal, submit):
    seal(0, rate_per_minute=1)

    assert submit(rate_per_minute=1)


def test_a_limit_comes_before_a_full_queue_and_a_full_queue_costs_nothing(open_ledger):
    ledger = open_ledger(max_waiting=1)
    limits = Limits(rate_per_minute=2)
    ledger.submit_once(article(), ONCE, limits)
    with pytest.raises(QueueFull):
        ledger.submit_once(article(), ONCE, limits)
    end(ledger)

    assert ledger.submit_once(article(), ONCE, limits)[0].allowance.left == 0
    with pytest.raises(RateLimited):
        ledger.submit_once(article(), ONCE, limits)


KEY = new_key()


@pytest.fixture
def limited(config, ledger, tmp_path):
    """Return how to make a client of an API, with a key of these limits or with settings."""

    def limited(settings=None, **limits):
        changed = dict(settings or {})
        if limits:
            caller = Caller(name="desk", scopes=frozenset({"submit"}), **limits)
            (tmp_path / "keys.toml").write_text(entry_of(caller, KEY))
            changed["api_keys_file"] = str(tmp_path / "keys.toml")
        app = create_app(dataclasses.replace(config, **changed), ledger)
        client = app.test_client()
        return lambda path="/v1/articles", **options: client.post(path, headers={"X-API-Key": KEY}, **options)

    return limited


LIMITED = [
    pytest.param({"rate_per_minute": 2}, {}, id="everybody, without keys"),
    pytest.param({}, {"rate_per_minute": 2}, id="a key of its own"),
    pytest.param({"rate_per_minute": 2}, {"max_unfinished": 9}, id="a key without a rate"),
    pytest.param({"rate_per_minute": 9}, {"rate_per_minute": 2}, id="a key that differs"),
]


@pytest.mark.parametrize(("settings", "limits"), LIMITED)
def test_every_answer_says_what_is_left(limited, settings, limits):
    post = limited(settings, **limits)

    answers = [post(json={"text": "a"}) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [202, 202, 429]
    assert {answer.headers["RateLimit-Policy"] for answer in answers} == {'"default";q=2;w=60'}
    assert [answer.headers["RateLimit"].partition(";t=")[0] for answer in answers] == [
        '"default";r=1',
        '"default";r=0',
        '"default";r=0',
    ]
    assert answers[2].json["code"] == "rate_limited"
    assert 1 <= int(answers[2].headers["Retry-After"]) <= 60


def test_without_limits_no_answer_speaks_of_them(limited):
    assert "RateLimit" not in limited()(json={"text": "a"}).headers


def test_too_many_unfinished_jobs_have_a_problem_of_their_own(limited):
    post = limited(max_unfinished=1)
    post(json={"text": "a"})

    answer = post(json={"text": "b"})

    assert (answer.status_code, answer.json["code"]) == (429, "unfinished_limit")
    assert int(answer.headers["Retry-After"]) >= 1


def test_a_batch_says_what_is_left(limited):
    post = limited(rate_per_minute=5)
    batch = {"articles": [{"text": "a"}] * 3}

    first, second = post("/v1/batches", json=batch), post("/v1/batches", json=batch)

    assert (first.status_code, first.headers["RateLimit"].partition(";t")[0]) == (202, '"default";r=2')
    assert (second.status_code, second.json["code"]) == (429, "rate_limited")


@pytest.mark.parametrize("limits", [{"rate_per_minute": 2}, {"max_unfinished": 2}])
def test_a_batch_that_could_never_be_taken_is_not_put_off(limited, limits):
    answer = limited(**limits)("/v1/batches", json={"articles": [{"text": "a"}] * 3})

    assert (answer.status_code, answer.json["code"]) == (422, "batch_too_large")
    assert "up to 2 articles" in answer.json["detail"]
