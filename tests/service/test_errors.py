"""Problems look as RFC 9457 wants them and tell no more than they should."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from werkzeug.exceptions import BadRequest, ClientDisconnected, ServiceUnavailable

from service.app import create_app
from service.config import Config


def test_a_problem_says_all_that_rfc_9457_knows(client):
    answer = client.get("/nowhere/é", headers={"X-Request-Id": "r1"})

    assert answer.mimetype == "application/problem+json"
    assert answer.json == {
        "type": "/docs#route_unknown",
        "title": "There is nothing at this address",
        "status": 404,
        "detail": "The path is none of the API's.",
        "code": "route_unknown",
        "instance": "/nowhere/%C3%A9",
        "request_id": "r1",
        "errors": [],
    }


LOST = ["/", "/v1", "/v1/", "/v1/articles/", "//v1/articles", "/v1//articles", "/v1/jobs/", "/livez/", "/V1/articles"]


@pytest.mark.parametrize("path", LOST)
def test_other_addresses_are_not_guessed_at(client, path):
    answer = client.get(path)

    assert (answer.status_code, answer.json["code"]) == (404, "route_unknown")


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "TRACE", "BREW"])
def test_other_methods_are_told_the_right_ones(client, method):
    answer = client.open("/v1/articles", method=method)

    assert (answer.status_code, answer.json["code"]) == (405, "method_not_allowed")
    assert set(answer.headers["Allow"].split(", ")) == {"POST", "OPTIONS"}


def test_a_full_queue_says_when_there_is_room(config, open_ledger):
    app = create_app(config, open_ledger(max_waiting=1))
    client = app.test_client()
    client.post("/v1/articles", json={"text": "a"})

    answer = client.post("/v1/articles", json={"text": "b"})

    assert (answer.status_code, answer.json["code"]) == (503, "queue_full")
    assert int(answer.headers["Retry-After"]) >= 1


@pytest.fixture
def nowhere():
    """Return a client of an API whose Redis is at a port where nobody listens."""
    app = create_app(Config(redis_url="redis://127.0.0.1:1/0", redis_timeout_s=0.2))
    return app.test_client()


NEEDS_REDIS = ["/readyz", "/v1/capabilities", "/v1/jobs/a", "/v1/jobs/a/record"]


@pytest.mark.parametrize("path", [*NEEDS_REDIS, "/v1/articles"])
def test_without_redis_everything_is_to_be_tried_again(nowhere, path):
    answer = nowhere.post(path, json={"text": "a"}) if path == "/v1/articles" else nowhere.get(path)

    assert (answer.status_code, answer.json["code"]) == (503, "store_unavailable")
    assert int(answer.headers["Retry-After"]) >= 1


@pytest.fixture
def raising(config, ledger):
    """Return what makes a client of an API whose one extra address raises the given error."""

    def make(error):
        app = create_app(config, ledger)

        @app.get("/raise")
        def fail():
            raise error

        return FlaskClient(app, app.response_class)

    return make


@pytest.mark.parametrize("error", [ValueError("rahasia"), RecursionError("rahasia"), ServiceUnavailable("rahasia")])
def test_a_defect_tells_the_caller_nothing_and_the_log_its_place(raising, lines, error):
    answer = raising(error).get("/raise")

    assert (answer.status_code, answer.json["code"]) == (500, "internal")
    line = next(line for line in lines() if line["level"] == "error")
    assert (line["exception"], line["request_id"]) == (type(error).__name__, answer.json["request_id"])
    assert "test_errors.py" in line["trace"][-1]
    assert "rahasia" not in str(line) + answer.text


@pytest.mark.parametrize("error", [BadRequest("rahasia"), ClientDisconnected()])
def test_what_http_itself_refuses_is_a_problem_too(raising, error):
    answer = raising(error).get("/raise")

    assert (answer.status_code, answer.json["code"]) == (400, "request_malformed")
    assert "rahasia" not in answer.text
