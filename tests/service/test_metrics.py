"""What Prometheus is told: requests by route, problems by code, and the ledger in figures."""

from __future__ import annotations

import time
from types import SimpleNamespace

import pytest
from flask import Response, g
from prometheus_client.parser import text_string_to_metric_families

from service.app import create_app
from service.catalogue import CATALOGUE
from service.config import Config
from service.job import JobError
from service.metrics import as_asked
from service.stats import Spent
from service.store import Submission
from service.waiting import Waiting

ERROR = JobError(code="time_limit", title="a", detail="b", retryable=False)


@pytest.fixture
def scrape(client):
    """Return what a scrape shows: the value of each sample by its name and its labels in the order of their names."""

    def scrape():
        text = client.get("/metrics").get_data(as_text=True)
        return {
            (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
        }

    return scrape


REQUESTS = [
    pytest.param("GET", "/v1/jobs/a-job", ("GET", "/v1/jobs/{job_id}", "404"), id="a job is its template"),
    pytest.param("GET", "/v1/nothing/secret", ("GET", "none", "404"), id="no address"),
    pytest.param("PUT", "/v1/articles", ("PUT", "none", "405"), id="no method of this address"),
    pytest.param("X-7F3A", "/livez", ("other", "none", "405"), id="no method at all"),
    pytest.param("HEAD", "/livez", ("HEAD", "/livez", "200"), id="without the body"),
]


@pytest.mark.parametrize(("method", "path", "labels"), REQUESTS)
def test_a_request_is_counted_under_names_that_no_caller_makes_up(client, scrape, method, path, labels):
    client.open(path, method=method)

    requests = {key[1:] for key in scrape() if key[0] == "kutip_http_requests_total"}
    assert requests == {labels}


def test_a_request_is_timed(client, scrape):
    client.get("/livez")
    client.get("/livez")

    seen = scrape()
    assert seen["kutip_http_request_seconds_count", "GET", "/livez"] == 2
    assert seen["kutip_http_request_seconds_bucket", "+Inf", "GET", "/livez"] == 2


def test_every_problem_is_counted_from_its_first_time_on(client, scrape):
    before = scrape()
    client.post("/v1/articles", json={"text": 1})

    assert [before["kutip_http_problems_total", problem.code] for problem in CATALOGUE] == [0] * len(CATALOGUE)
    assert scrape()["kutip_http_problems_total", "article_invalid"] == 1


def test_refusals_to_wait_are_counted(app, client, scrape, submitted):
    app.extensions["waiting"] = Waiting(0)
    client.get(f"/v1/jobs/{submitted}", headers={"Prefer": "wait=30"})

    assert scrape()["kutip_wait_refusals_total",] == 1


def test_the_time_that_a_caller_wished_to_wait_is_no_time_of_the_request(app, scrape, monkeypatch):
    now = iter([105, 135, 136])
    with app.test_request_context("/livez"):
        app.preprocess_request()
        g.started = 100
        monkeypatch.setattr("service.metrics.time", SimpleNamespace(monotonic=now.__next__))
        with as_asked():
            pass
        app.process_response(Response())
        monkeypatch.undo()

    assert scrape()["kutip_http_request_seconds_sum", "GET", "/livez"] == 6


def test_jobs_are_counted_by_state(client, scrape, finish):
    for outcome in ({"record": b"{}"}, {"error": ERROR}):
        finish(client.post("/v1/articles", json={"text": "Kami menang."}).json["id"], **outcome)
    client.post("/v1/articles", json={"text": "Kami kalah."})

    seen = scrape()
    assert seen["kutip_jobs_accepted_total",] == 3
    assert [seen["kutip_jobs_finished_total", status] for status in ("succeeded", "failed", "canceled")] == [1, 1, 0]
    assert [seen["kutip_jobs", status] for status in ("queued", "running")] == [1, 0]


@pytest.fixture
def make_older(connection, config):
    """Return what gives a job some seconds more of age."""
    return lambda job, seconds: connection.hincrby(f"{config.redis_prefix}:job:{job}", "created_ms", -1000 * seconds)


def test_a_lane_shows_its_depth_and_the_age_of_its_oldest(ledger, scrape, make_older):
    make_older(ledger.submit(Submission(article=b'{"text": "a"}', lane="bulk", request_id="r1")).id, 60)
    ledger.submit(Submission(article=b'{"text": "b"}', lane="bulk", request_id="r1"))

    seen = scrape()
    assert [seen["kutip_queue_waiting", lane] for lane in ("interactive", "bulk")] == [0, 2]
    assert 60 <= seen["kutip_queue_oldest_seconds", "bulk"] < 1_000
    assert seen["kutip_queue_oldest_seconds", "interactive"] == 0


def test_what_was_canceled_is_not_the_oldest(client, scrape, submitted, make_older):
    make_older(submitted, 1_000)
    client.post(f"/v1/jobs/{submitted}/cancel")
    assert scrape()["kutip_queue_oldest_seconds", "interactive"] == 0

    make_older(client.post("/v1/articles", json={"text": "Kami kalah."}).json["id"], 60)
    assert 60 <= scrape()["kutip_queue_oldest_seconds", "interactive"] < 1_000


def test_what_dead_workers_held_is_counted(open_ledger, scrape):
    ledger = open_ledger(lease_s=0.001, article_limit_s=0, max_attempts=2)
    job = ledger.submit(Submission(article=b'{"text": "a"}', lane="bulk", request_id="r1")).id
    seen = []
    for _ in range(2):
        assert ledger.start(ledger.claim().token, job)
        time.sleep(0.01)
        ledger.sweep()
        seen.append((scrape()["kutip_jobs_returned_total",], scrape()["kutip_jobs_lost_total",]))

    assert seen == [(1, 0), (1, 1)]
    assert scrape()["kutip_jobs_finished_total", "failed"] == 1


def test_workers_and_memory_are_shown(ledger, scrape, connection):
    ledger.announce(["w1", "w2"], pipeline_version="2026.11.1", languages=["id"])

    seen = scrape()
    assert seen["kutip_workers",] == 2
    assert seen["kutip_redis_up",] == 1
    assert seen["kutip_redis_memory_used_bytes",] > 0
    assert seen["kutip_redis_memory_max_bytes",] == connection.info("memory")["maxmemory"]


def test_the_time_of_stages_adds_up(ledger, scrape):
    ledger.wake({"cast": Spent(1_500_000_000, 3), "article": Spent(2_000_000_000, 4)})
    ledger.wake({"cast": Spent(250_000_000, 1)})

    seen = scrape()
    assert (seen["kutip_stage_seconds_sum", "cast"], seen["kutip_stage_seconds_count", "cast"]) == (1.75, 4)
    assert (seen["kutip_article_seconds_sum",], seen["kutip_article_seconds_count",]) == (2, 4)
    assert ("kutip_stage_seconds_sum", "article") not in seen


def test_without_redis_the_requests_are_shown_and_that_it_is_away():
    app = create_app(Config(redis_url="redis://127.0.0.1:1/0"))
    client = app.test_client()
    client.get("/livez")

    text = client.get("/metrics").get_data(as_text=True)
    assert 'kutip_http_requests_total{method="GET",route="/livez",status="200"} 1.0' in text
    assert "kutip_redis_up 0.0" in text
    assert "kutip_workers" not in text
