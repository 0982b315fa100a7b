"""GET /v1/jobs: a caller's jobs, newest first, page by page."""

from __future__ import annotations

import time

import pytest

from service.store import Outcome, Submission


@pytest.fixture
def five(client):
    """Return the ids of five jobs that wait, the oldest first."""
    return [client.post("/v1/articles", json={"text": str(number)}).json["id"] for number in range(5)]


def ids(answer):
    return [job["id"] for job in answer.json["jobs"]]


def test_the_newest_come_first(client, five):
    answer = client.get("/v1/jobs")

    assert (ids(answer), answer.json["next"]) == (five[::-1], None)
    assert answer.json["jobs"][0] == client.get(f"/v1/jobs/{five[-1]}").json


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 6])
def test_pages_follow_each_other_without_gap_or_overlap(client, five, limit):
    seen, cursor = [], ""
    while cursor is not None:
        answer = client.get(f"/v1/jobs?limit={limit}" + (f"&cursor={cursor}" if cursor else ""))
        assert len(ids(answer)) <= limit
        seen += ids(answer)
        cursor = answer.json["next"]

    assert seen == five[::-1]


def test_a_page_does_not_move_when_others_are_added(client, five):
    first = client.get("/v1/jobs?limit=2")
    client.post("/v1/articles", json={"text": "new"})

    assert ids(client.get(f"/v1/jobs?limit=2&cursor={first.json['next']}")) == five[1:3][::-1]


def test_jobs_of_one_state_alone(client, ledger, five):
    group = ledger.claim()
    for job in five[:2]:
        ledger.start(group.token, job)
    ledger.finish(group.token, [Outcome(id=five[0], record=b"{}")])
    client.post(f"/v1/jobs/{five[4]}/cancel")

    listed = {status: ids(client.get(f"/v1/jobs?status={status}")) for status in ("queued", "running", "succeeded")}

    assert listed == {"queued": [five[3], five[2]], "running": [five[1]], "succeeded": [five[0]]}
    assert ids(client.get("/v1/jobs?status=canceled")) == [five[4]]
    assert ids(client.get("/v1/jobs?status=failed")) == []
    assert ids(client.get("/v1/jobs")) == five[::-1]


def test_jobs_of_others_are_not_listed(client, ledger, five):
    ledger.submit(Submission(article=b"{}", lane="bulk", request_id="r", owner="somebody-else"))

    assert ids(client.get("/v1/jobs")) == five[::-1]


def test_what_has_expired_is_listed_no_more_and_forgotten_by_a_sweep(open_ledger, config, connection):
    ledger = open_ledger(record_ttl_s=1)
    job = ledger.submit(Submission(article=b"{}", lane="bulk", request_id="r")).id
    group = ledger.claim()
    ledger.start(group.token, job)
    ledger.finish(group.token, [Outcome(id=job, record=b"{}")])
    listed = f"{config.redis_prefix}:jobs::succeeded"

    while ledger.job(job):
        time.sleep(0.05)
    assert ledger.jobs("", limit=10).jobs == ()

    while connection.exists(listed):
        ledger.sweep()
        time.sleep(0.05)
    assert not connection.exists(f"{config.redis_prefix}:expiry")


WRONG = [
    pytest.param("status=done", "/status", "choice_unknown", id="a state there is not"),
    pytest.param("limit=0", "/limit", "number_malformed", id="no page at all"),
    pytest.param("limit=201", "/limit", "number_malformed", id="too long a page"),
    pytest.param("limit=ten", "/limit", "number_malformed", id="a number in words"),
    pytest.param("limit=%D9%A3", "/limit", "number_malformed", id="a number in other digits"),
    pytest.param("cursor=-1", "/cursor", "number_malformed", id="a cursor that no page gave"),
    pytest.param("cursor=", "/cursor", "number_malformed", id="an empty cursor"),
    pytest.param("page=2", "/page", "unknown_key", id="a parameter there is not"),
    pytest.param("limit=1&limit=2", "/limit", "parameter_repeated", id="a parameter named twice"),
]


@pytest.mark.parametrize(("query", "pointer", "code"), WRONG)
def test_wrong_parameters_are_refused(client, query, pointer, code):
    answer = client.get(f"/v1/jobs?{query}")

    assert (answer.status_code, answer.json["code"]) == (422, "parameter_invalid")
    assert [(error["pointer"], error["code"]) for error in answer.json["errors"]] == [(pointer, code)]
