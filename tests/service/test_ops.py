"""The service about itself: alive, ready, able; and the manners every answer has."""

from __future__ import annotations

import json

import pytest
import yaml

from service.app import create_app
from service.config import Config
from tests.contract.spec import OPENAPI, SPEC

PATHS = ["/livez", "/readyz", "/metrics", "/openapi.yaml", "/v1/capabilities", "/v1/jobs/a", "/v1/jobs/a/record"]


@pytest.fixture
def worker(ledger):
    ledger.announce(["w1", "w2"], pipeline_version="2026.11.1", languages=["id", "en"])


@pytest.mark.usefixtures("worker")
def test_with_redis_and_a_worker_the_service_is_ready(client):
    assert client.get("/readyz").json == {"status": "ready", "workers": 2}


def test_without_a_worker_the_service_says_so(client):
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json["code"]) == (503, "worker_missing")


def test_alive_needs_nobody():
    client = create_app(Config(redis_url="redis://127.0.0.1:1/0")).test_client()

    assert client.get("/livez").json == {"status": "alive"}


@pytest.mark.usefixtures("worker")
def test_capabilities_are_what_the_workers_announce(client, config):
    answer = client.get("/v1/capabilities").json

    assert (answer["languages"], answer["pipeline_version"]) == (["en", "id"], "2026.11.1")
    assert answer["limits"]["body_bytes"] == config.max_body_bytes


def test_of_several_versions_the_newest_is_told(client, ledger):
    ledger.announce(["w1"], pipeline_version="2026.11.9", languages=["id"])
    ledger.announce(["w2"], pipeline_version="2026.11.10", languages=["id"])

    assert client.get("/v1/capabilities").json["pipeline_version"] == "2026.11.10"


def test_without_a_worker_nothing_is_claimed(client):
    answer = client.get("/v1/capabilities").json

    assert (answer["languages"], answer["pipeline_version"]) == ([], None)


def test_the_contract_is_sent_as_it_is_committed(client):
    answer = client.get("/openapi.yaml")

    assert (answer.mimetype, answer.data) == ("application/yaml", OPENAPI.read_bytes())
    assert yaml.safe_load(answer.data) == SPEC


@pytest.mark.parametrize("path", PATHS)
def test_head_is_get_without_a_body(client, path):
    assert client.head(path).status_code == client.get(path).status_code
    assert client.head(path).data == b""


METHODS = {"/v1/articles": {"POST"}, "/v1/jobs/a": {"GET", "HEAD", "DELETE"}}


@pytest.mark.parametrize("path", [*PATHS, "/v1/articles"])
def test_options_lists_the_methods(client, path):
    answer = client.options(path)

    assert answer.status_code == 204
    assert set(answer.headers["Allow"].split(", ")) == METHODS.get(path, {"GET", "HEAD"}) | {"OPTIONS"}


@pytest.mark.parametrize("path", [*PATHS, "/nowhere"])
def test_every_answer_has_the_request_id_of_the_caller(client, path):
    assert client.get(path, headers={"X-Request-Id": "desk-7:42"}).headers["X-Request-Id"] == "desk-7:42"


@pytest.mark.parametrize("given", [None, "", "a b", "a" * 129, "é", '{"a":1}'])
def test_another_request_id_is_made_when_none_fits(client, given):
    headers = {} if given is None else {"X-Request-Id": given}

    first, second = (client.get("/livez", headers=headers).headers["X-Request-Id"] for _ in range(2))

    assert len(first) == 32
    assert first not in {given, second}


@pytest.mark.parametrize(
    "accept", [None, "", "*/*", "application/*", "application/json;q=0.1, text/html", "text/html, */*;q=0.1"]
)
def test_whoever_takes_json_is_served(client, accept):
    assert client.get("/v1/capabilities", headers={"Accept": accept} if accept is not None else {}).status_code == 200


@pytest.mark.parametrize("accept", ["text/html", "application/json;q=0", "application/xml, text/*"])
def test_whoever_does_not_take_json_is_told(client, accept):
    answer = client.get("/v1/capabilities", headers={"Accept": accept})

    assert (answer.status_code, answer.json["code"]) == (406, "not_acceptable")


KEPT = [
    pytest.param(
        "/v1/jobs/{}", "private, no-cache", id="a job may be kept by its caller, and is asked about each time"
    ),
    pytest.param("/v1/jobs", "no-store", id="a list is not kept at all"),
]


@pytest.mark.parametrize(("path", "kept"), KEPT)
def test_answers_are_kept_by_nobody_else(client, submitted, path, kept):
    answer = client.get(path.format(submitted))

    assert (answer.headers["Cache-Control"], answer.headers["X-Content-Type-Options"]) == (kept, "nosniff")


@pytest.mark.parametrize("path", ["/livez", "/v1/jobs/a", "/v1/articles", "/nowhere", "/openapi.yaml", "/metrics"])
def test_an_answer_that_is_taken_for_a_page_does_nothing_and_is_framed_nowhere(client, path):
    told = client.get(path).headers

    assert told["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert told["X-Content-Type-Options"] == "nosniff"
    assert told["Cross-Origin-Resource-Policy"] == "same-origin"


def test_links_work_under_a_prefix(client):
    answer = client.post("/v1/articles", json={"text": "a"}, environ_overrides={"SCRIPT_NAME": "/kutip"})

    assert answer.headers["Location"] == f"/kutip/v1/jobs/{answer.json['id']}"


def test_a_request_is_one_line_without_its_text(client, lines):
    secret = "rahasia-9931"  # noqa: S105 - stands for what must not be logged
    answer = client.post(f"/v1/articles?headline={secret}", data=secret, content_type="text/plain")

    (line,) = lines()
    assert (line["method"], line["path"], line["status"]) == ("POST", "/v1/articles", 202)
    assert (line["job_id"], line["request_id"]) == (answer.json["id"], answer.headers["X-Request-Id"])
    assert secret not in json.dumps(line)


def test_a_refusal_is_logged_with_its_code(client, lines):
    client.post("/v1/articles", json={"text": 1})

    assert lines()[-1]["code"] == "article_invalid"
