"""Jobs that are canceled or deleted: what stops, what is left, who wins a race."""

from __future__ import annotations

import pytest

from service.store import Outcome, Submission


@pytest.fixture
def redis_keys(connection, config):
    """Return the names of the ledger's keys that hold a word."""
    return lambda word: sorted(key.decode() for key in connection.scan_iter(f"{config.redis_prefix}*{word}*"))


def counts(connection, config):
    found = connection.hgetall(f"{config.redis_prefix}:counts")
    return {name.decode(): int(value) for name, value in found.items() if int(value)}


def test_a_waiting_job_that_is_canceled_never_starts(client, ledger, submitted):
    answer = client.post(f"/v1/jobs/{submitted}/cancel")

    assert (answer.status_code, answer.json["status"], answer.json["queue_position"]) == (200, "canceled", None)
    assert answer.json["expires_at"] > answer.json["finished_at"]
    assert "Retry-After" not in answer.headers
    assert ledger.claim() is None


def test_a_running_job_is_canceled_at_once_and_its_record_is_thrown_away(client, ledger, submitted):
    group = ledger.claim()
    ledger.start(group.token, submitted)
    assert client.post(f"/v1/jobs/{submitted}/cancel").json["status"] == "canceled"

    assert ledger.finish(group.token, [Outcome(id=submitted, record=b"{}")]) == (False,)
    assert client.get(f"/v1/jobs/{submitted}").json["status"] == "canceled"
    assert ledger.sweep().returned == ()


def test_a_claimed_job_that_is_canceled_is_not_started(client, ledger, submitted):
    group = ledger.claim()
    client.post(f"/v1/jobs/{submitted}/cancel")

    assert ledger.start(group.token, submitted) is None
    assert ledger.release(group.token) == 0


def test_a_finished_job_cannot_be_canceled(client, finish, submitted):
    finish(submitted, record=b"{}")

    answer = client.post(f"/v1/jobs/{submitted}/cancel")

    assert (answer.status_code, answer.json["code"], answer.json["detail"]) == (
        409,
        "job_finished",
        "Its status is succeeded.",
    )


def test_canceling_twice_is_told(client, submitted):
    codes = [client.post(f"/v1/jobs/{submitted}/cancel").status_code for _ in range(2)]

    assert codes == [200, 409]


def test_a_cancel_whose_answer_was_lost_is_no_second_one(ledger, submitted, monkeypatch):
    monkeypatch.setattr("service.store.new_id", lambda: "the same call")

    assert [ledger.cancel(submitted)[0] for _ in range(2)] == [True, True]


def test_the_article_of_a_canceled_job_is_gone(client, submitted, config, connection):
    client.post(f"/v1/jobs/{submitted}/cancel")

    assert connection.hget(f"{config.redis_prefix}:job:{submitted}", "article") is None


STATES = {
    "queued": lambda _ledger, _job: None,
    "running": lambda ledger, job: ledger.start(ledger.claim().token, job),
    "succeeded": lambda ledger, job: ledger.finish(ledger.claim().token, [Outcome(id=job, record=b"{}")]),
    "canceled": lambda ledger, job: ledger.cancel(job),
}


@pytest.mark.parametrize("state", STATES)
def test_what_is_deleted_leaves_a_tombstone_alone(client, ledger, submitted, redis_keys, state):
    STATES[state](ledger, submitted)
    assert client.get(f"/v1/jobs/{submitted}").json["status"] == state

    assert client.delete(f"/v1/jobs/{submitted}").status_code == 204

    assert [key.split(":")[1] for key in redis_keys(submitted)] == ["gone"]
    for path in ("", "/record"):
        assert client.get(f"/v1/jobs/{submitted}{path}").json["code"] == "record_expired"
    assert client.get("/v1/jobs").json["jobs"] == []
    assert ledger.claim() is None


def test_deleting_twice_is_no_error_and_deleting_nothing_is(client, submitted):
    assert [client.delete(f"/v1/jobs/{submitted}").status_code for _ in range(2)] == [204, 204]
    assert client.delete("/v1/jobs/never-was").status_code == 404


def test_a_worker_that_finishes_a_deleted_article_changes_nothing(client, ledger, submitted, redis_keys):
    group = ledger.claim()
    ledger.start(group.token, submitted)
    client.delete(f"/v1/jobs/{submitted}")

    assert ledger.finish(group.token, [Outcome(id=submitted, record=b"{}")]) == (False,)
    assert [key.split(":")[1] for key in redis_keys(submitted)] == ["gone"]


def test_every_job_is_counted_once_in_the_state_it_is_in(client, finish, config, connection):
    jobs = [client.post("/v1/articles", json={"text": str(n)}).json["id"] for n in range(4)]
    assert counts(connection, config) == {"accepted": 4, "queued": 4}

    client.post(f"/v1/jobs/{jobs[1]}/cancel")
    client.delete(f"/v1/jobs/{jobs[2]}")
    client.delete(f"/v1/jobs/{jobs[3]}")
    finish(jobs[0], record=b"{}")

    assert counts(connection, config) == {"accepted": 4, "succeeded": 1, "canceled": 3}


def test_many_canceled_articles_do_not_hide_the_one_behind_them(ledger):
    jobs = [ledger.submit(Submission(article=b"{}", lane="bulk", request_id="r")).id for _ in range(1_005)]
    for job in jobs[:-1]:
        ledger.cancel(job)

    groups = [ledger.claim(), ledger.claim()]  # one call passes over a thousand at most

    assert groups[0] is None
    assert [claimed.id for claimed in groups[1].articles] == [jobs[-1]]
