"""What Prometheus is told: requests by route, problems by code, and the ledger in figures."""

from __future__ import annotations

import pytest
from prometheus_client.parser import text_string_to_metric_families

from service.app import create_app
from service.catalogue import CATALOGUE
from service.config import Config
from service.metrics import count_wait_refusal
from service.stats import Spent
from service.store import Submission
from tests.contract.spec import ConformingClient


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


def test_refusals_to_wait_are_counted(app, scrape):
    with app.test_request_context():
        count_wait_refusal()

    assert scrape()["kutip_wait_refusals_total",] == 1


def test_a_lane_shows_its_depth_and_the_age_of_its_oldest(ledger, scrape, connection, config):
    old = ledger.submit(Submission(article=b'{"text": "a"}', lane="bulk", request_id="r1")).id
    ledger.submit(Submission(article=b'{"text": "b"}', lane="bulk", request_id="r1"))
    created = int(connection.hget(f"{config.redis_prefix}:job:{old}", "created_ms"))
    connection.hset(f"{config.redis_prefix}:job:{old}", "created_ms", created - 60_000)

    seen = scrape()
    assert [seen["kutip_queue_waiting", lane] for lane in ("interactive", "bulk")] == [0, 2]
    assert 60 <= seen["kutip_queue_oldest_seconds", "bulk"] < 90
    assert seen["kutip_queue_oldest_seconds", "interactive"] == 0


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
    app.test_client_class = ConformingClient
    client = app.test_client()
    client.get("/livez")

    text = client.get("/metrics").get_data(as_text=True)
    assert 'kutip_http_requests_total{method="GET",route="/livez",status="200"} 1.0' in text
    assert "kutip_redis_up 0.0" in text
    assert "kutip_workers" not in text
