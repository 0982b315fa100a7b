"""Prefer: wait, and answers that have not changed."""

from __future__ import annotations

import dataclasses
import threading
import time

import pytest

from service import waiting
from service.app import create_app
from service.store import StoreUnavailable

RECORD = b'{ "as": "written" }'


@pytest.fixture
def soon(finish):
    """Return how to let a job end in a moment, while somebody waits."""
    threads = []

    def soon(job_id, **outcome):
        threads.append(threading.Timer(0.2, finish, [job_id], outcome))
        threads[-1].start()

    yield soon
    for thread in threads:
        thread.join()


@pytest.fixture
def soon_first(ledger, finish):
    """Return how to let the next article that comes end in a moment."""

    def end():
        while not (waiting_jobs := ledger.jobs("", status="queued", limit=1).jobs):
            time.sleep(0.01)
        finish(waiting_jobs[0].id, record=RECORD)

    thread = threading.Thread(target=end)
    thread.start()
    yield
    thread.join()


@pytest.mark.usefixtures("soon_first")
def test_whoever_waits_gets_job_and_record_in_one_answer(unchecked):
    answer = unchecked.post("/v1/articles", json={"text": "a"}, headers={"Prefer": "respond-async, wait=20"})

    assert (answer.status_code, answer.json["status"], answer.json["record"]) == (200, "succeeded", {"as": "written"})
    assert RECORD in answer.data
    assert (answer.headers["Preference-Applied"], answer.headers["Vary"]) == ("wait=20", "Prefer, Accept-Encoding")
    assert answer.headers["Location"] == f"/v1/jobs/{answer.json['id']}"


def test_whoever_waits_in_vain_gets_what_is_known(client):
    answer = client.post("/v1/articles", json={"text": "a"}, headers={"Prefer": "wait=1"})

    assert (answer.status_code, answer.json["status"]) == (202, "queued")
    assert "Preference-Applied" not in answer.headers
    assert answer.headers["Retry-After"] == "1"


def test_a_job_is_waited_for(client, soon, submitted):
    soon(submitted, record=RECORD)

    answer = client.get(f"/v1/jobs/{submitted}", headers={"Prefer": "wait=20"})

    assert (answer.json["status"], answer.headers["Preference-Applied"]) == ("succeeded", "wait=20")


def test_a_record_is_waited_for(unchecked, soon, submitted):
    soon(submitted, record=RECORD)

    answer = unchecked.get(f"/v1/jobs/{submitted}/record", headers={"Prefer": "wait=20"})

    assert (answer.status_code, answer.data, answer.headers["Preference-Applied"]) == (200, RECORD, "wait=20")


def test_what_has_ended_is_not_waited_for(client, finish, submitted):
    finish(submitted, record=RECORD)

    answer = client.get(f"/v1/jobs/{submitted}", headers={"Prefer": "wait=30"})

    assert answer.headers["Preference-Applied"] == "wait=30"


def test_nobody_waits_longer_than_half_a_minute(client, finish, submitted):
    finish(submitted, record=RECORD)

    answer = client.get(f"/v1/jobs/{submitted}", headers={"Prefer": "wait=3600"})

    assert answer.headers["Preference-Applied"] == "wait=30"


@pytest.mark.parametrize("prefer", ["wait", "wait=soon", "wait=-1", "wait=1.5", "respond-async", "", "wait=٣"])
def test_what_is_no_wait_is_ignored(client, submitted, prefer):
    answer = client.get(f"/v1/jobs/{submitted}", headers={"Prefer": prefer})

    assert "Preference-Applied" not in answer.headers


def test_half_of_the_threads_may_wait_and_the_others_are_answered_at_once(config, ledger):
    app = create_app(dataclasses.replace(config, api_threads=4), ledger)
    places, look = waiting.of(app), threading.Event()
    holding = [threading.Thread(target=places.until, args=(bool, look.is_set, 20.0)) for _ in range(2)]
    for thread in holding:
        thread.start()
    time.sleep(0.1)

    with app.app_context():  # the refusal is counted
        assert places.until(bool, lambda: pytest.fail("it must not look"), 20.0) is None

    look.set()
    for thread in holding:
        thread.join()
    assert places.until(bool, lambda: "seen", 20.0) == "seen"


def test_a_process_that_stops_lets_go(app):
    places = waiting.of(app)
    places.stopping = lambda: True

    assert places.until(bool, lambda: pytest.fail("it must not look"), 20.0) is None


def test_whoever_was_accepted_is_told_so_even_if_redis_goes_away(config, ledger, monkeypatch):
    def away(_job_id):
        raise StoreUnavailable("gone")

    client = create_app(config, ledger).test_client()
    monkeypatch.setattr(ledger, "record", away)

    assert client.post("/v1/articles", json={"text": "a"}, headers={"Prefer": "wait=5"}).status_code == 202


@pytest.mark.parametrize("path", ["/v1/jobs/{}", "/v1/jobs/{}/record", "/v1/jobs/{}/record?fields=id"])
def test_what_has_not_changed_is_not_sent_again(unchecked, finish, submitted, path):
    if "record" in path:
        finish(submitted, record=RECORD)
    first = unchecked.get(path.format(submitted))

    again = unchecked.get(path.format(submitted), headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", first.headers["ETag"])


def test_a_job_that_has_moved_on_is_sent(client, finish, submitted):
    before = client.get(f"/v1/jobs/{submitted}").headers["ETag"]
    finish(submitted, record=RECORD)

    answer = client.get(f"/v1/jobs/{submitted}", headers={"If-None-Match": before})

    assert (answer.status_code, answer.json["status"]) == (200, "succeeded")
