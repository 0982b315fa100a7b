"""GET /v1/jobs/{id} and its record, from waiting to expired."""

from __future__ import annotations

import dataclasses
import json
import time

import pytest
from flask import Response
from flask.testing import FlaskClient

from service.app import create_app
from service.store import JobError, Outcome, Submission
from tests.contract.spec import SPEC

RECORD = b'{ "not":"parsed",\n"by": "the service" }'
LIMIT = JobError(code="time_limit", title="It took too long", detail="More than 5 s.", retryable=False)


def test_a_waiting_job_says_where_it_stands_and_when_to_ask_again(client, submitted):
    answer = client.get(f"/v1/jobs/{submitted}")

    assert answer.status_code == 200
    assert (answer.json["status"], answer.json["queue_position"]) == ("queued", 1)
    assert answer.headers["Retry-After"] == "1"


def test_the_job_is_what_the_submission_answered(client):
    accepted = client.post("/v1/articles", json={"text": "a", "custom_id": "a/1", "metadata": {"é": "b"}})

    assert client.get(accepted.headers["Location"]).json == accepted.json
    assert (accepted.json["custom_id"], accepted.json["metadata"]) == ("a/1", {"é": "b"})


def test_a_running_job_says_when_to_ask_again(client, ledger, submitted):
    ledger.start(ledger.claim().token, submitted)

    answer = client.get(f"/v1/jobs/{submitted}")

    assert (answer.json["status"], answer.json["queue_position"], answer.json["attempts"]) == ("running", None, 1)
    assert answer.headers["Retry-After"] == "1"


def test_a_finished_job_says_when_it_expires(client, finish, submitted):
    finish(submitted, record=RECORD)

    answer = client.get(f"/v1/jobs/{submitted}")

    assert (answer.json["status"], answer.json["error"]) == ("succeeded", None)
    assert answer.json["expires_at"] > answer.json["finished_at"]
    assert "Retry-After" not in answer.headers


def test_a_failed_job_says_why(client, finish, submitted):
    finish(submitted, error=LIMIT)

    answer = client.get(f"/v1/jobs/{submitted}")

    assert (answer.status_code, answer.json["status"]) == (200, "failed")
    assert answer.json["error"] == dataclasses.asdict(LIMIT)


@pytest.fixture
def crowd(config, connection, ledger):
    """Return how to let articles wait for workers of a pace."""

    def crowd(count, per_second):
        if per_second:
            connection.hset(f"{config.redis_prefix}:pace", "per_second", per_second)
        for _ in range(count):
            ledger.submit(Submission(article=b"{}", lane="interactive", request_id="r"))

    return crowd


@pytest.mark.parametrize(("per_second", "seconds"), [(None, "3"), ("50", "6"), ("1", "30")])
def test_the_longer_the_queue_the_later_one_asks_again(client, crowd, per_second, seconds):
    crowd(299, per_second)

    assert client.post("/v1/articles", json={"text": "a"}).headers["Retry-After"] == seconds


def test_the_record_is_sent_byte_for_byte(unchecked, finish, submitted):
    finish(submitted, record=RECORD)

    answer = unchecked.get(f"/v1/jobs/{submitted}/record")

    assert (answer.status_code, answer.mimetype, answer.data) == (200, "application/json", RECORD)


def test_a_record_keeps_the_contract(client, finish, submitted):
    example = SPEC["components"]["examples"]["Record"]["value"]
    finish(submitted, record=json.dumps(example).encode())

    assert client.get(f"/v1/jobs/{submitted}/record").json == example


def test_no_record_yet_is_answered_with_the_job(client, submitted):
    answer = client.get(f"/v1/jobs/{submitted}/record")

    assert (answer.status_code, answer.json["id"], answer.json["status"]) == (202, submitted, "queued")
    assert answer.headers["Retry-After"] == "1"


def test_a_failed_job_has_no_record(client, finish, submitted):
    finish(submitted, error=LIMIT)

    answer = client.get(f"/v1/jobs/{submitted}/record")

    assert (answer.status_code, answer.json["code"]) == (409, "job_failed")
    assert answer.json["detail"] == "It took too long: More than 5 s."


def test_a_canceled_job_has_no_record(client, submitted):
    client.post(f"/v1/jobs/{submitted}/cancel")

    answer = client.get(f"/v1/jobs/{submitted}/record")

    assert (answer.status_code, answer.json["code"]) == (409, "job_canceled")


def test_a_record_that_went_missing_has_expired(client, config, connection, finish, submitted):
    finish(submitted, record=RECORD)
    connection.hdel(f"{config.redis_prefix}:job:{submitted}", "record")

    answer = client.get(f"/v1/jobs/{submitted}/record")

    assert (answer.status_code, answer.json["code"]) == (410, "record_expired")


def test_an_old_job_has_expired_and_is_forgotten_later(config, open_ledger):
    ledger = open_ledger(record_ttl_s=1, tombstone_ttl_s=1)
    client = FlaskClient(create_app(config, ledger), Response)  # unchecked: what is no record here is read for a while
    path = client.post("/v1/articles", json={"text": "a"}).headers["Location"]
    group = ledger.claim()
    ledger.start(group.token, group.articles[0].id)
    ledger.finish(group.token, [Outcome(id=group.articles[0].id, record=RECORD)])

    seen = {path: [], f"{path}/record": []}
    deadline = time.monotonic() + 10
    while not all("job_unknown" in codes for codes in seen.values()) and time.monotonic() < deadline:
        for each, codes in seen.items():
            answer = client.get(each)
            codes.extend([answer.json["code"]] if answer.status_code >= 400 else [])
        time.sleep(0.05)

    assert [list(dict.fromkeys(codes)) for codes in seen.values()] == [["record_expired", "job_unknown"]] * 2


@pytest.mark.parametrize("job_id", ["mfzwizltoqqgg33emu3ha2lq", "a", "é", "*", "a" * 65, "..%2F..", "%00"])
@pytest.mark.parametrize("path", ["/v1/jobs/{}", "/v1/jobs/{}/record"])
def test_a_job_nobody_made_is_unknown(client, job_id, path):
    answer = client.get(path.format(job_id))

    assert answer.status_code == 404
    assert answer.json["code"] in {"job_unknown", "route_unknown"}
