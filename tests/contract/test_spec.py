"""The judge of answers notices each way in which one can break the contract."""

from __future__ import annotations

import json

import pytest
from flask import Response
from flask.testing import FlaskClient

from service.app import create_app
from service.config import Config
from tests.contract.spec import PROBLEM, SPEC, breaches

JOB = SPEC["components"]["examples"]["JobQueued"]["value"]
HEADERS = {"ETag": '"a"', "Retry-After": "1"}


def told(path, body, status=200, media_type="application/json", **headers):
    """Return what the judge says of such an answer to a GET of ``path``."""
    app = create_app(Config())
    rule, _ = app.url_map.bind("test").match(path, "GET", return_rule=True)
    sent = {name: value for name, value in (HEADERS | headers).items() if value}
    app.view_functions[rule.endpoint] = lambda **_: Response(body, status, sent, media_type)
    return breaches(app, FlaskClient(app, app.response_class).get(path))


def test_a_promised_answer_is_none():
    assert told("/v1/jobs/a", json.dumps(JOB)) == []


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        pytest.param({"status": 201}, "status 201 is not documented", id="a status"),
        pytest.param({"status": 418}, "media type application/json is not documented", id="a status of some problems"),
        pytest.param({"media_type": "text/plain"}, "media type text/plain is not documented", id="a media type"),
        pytest.param({"X-Surprise": "1"}, "X-Surprise is not documented", id="a header"),
        pytest.param({"Retry-After": "soon"}, "Retry-After: $: 'soon' is not of type 'integer'", id="a header's value"),
        pytest.param({"body": json.dumps({**JOB, "a": 1})}, "('a' was unexpected)", id="a key"),
        pytest.param({"body": json.dumps({**JOB, "status": "lost"})}, "'lost' is not one of", id="a value"),
        pytest.param({"status": 404, "media_type": PROBLEM}, "'type' is a required property", id="another body"),
        pytest.param({"ETag": None}, "ETag is missing", id="a header left out"),
    ],
)
def test_a_broken_promise_is_noticed(answer, said):
    assert any(said in breach for breach in told("/v1/jobs/a", **{"body": json.dumps(JOB), **answer}))


def test_a_broken_line_is_noticed():
    line = json.dumps({"custom_id": None, "job": None, "error": None, "record": {}})

    found = told("/v1/batches/a/records", line, media_type="application/x-ndjson", ETag=None)

    assert any("$.record" in breach for breach in found)
