"""The API over a real ledger, every answer held to openapi.yaml, and a worker's part played by hand."""

from __future__ import annotations

import io
import json
import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.app import create_app
from service.logs import JsonLines
from service.store import Outcome
from tests.contract.spec import ConformingClient


@pytest.fixture(scope="session", autouse=True)
def every_answer_is_held_to_the_contract():
    """Check what any client of any app is answered, unless a test makes a FlaskClient of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Flask, "test_client_class", ConformingClient)
        yield


@pytest.fixture
def app(config, ledger):
    return create_app(config, ledger)


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture
def unchecked(app):
    """Return a client for answers that are no record or no problem on purpose."""
    return FlaskClient(app, app.response_class)


@pytest.fixture
def submitted(client):
    """Return the id of an article that waits."""
    return client.post("/v1/articles", json={"text": "Kami menang."}).json["id"]


@pytest.fixture
def finish(ledger):
    """Return what ends the one waiting job as a worker would: with a record or an error."""

    def end(job_id, **outcome):
        group = ledger.claim()
        assert ledger.start(group.token, job_id) == 1
        assert ledger.finish(group.token, [Outcome(id=job_id, **outcome)]) == (True,)

    return end


@pytest.fixture
def lines():
    """Return what the service has logged so far, as the lines of JSON it becomes."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logger = logging.getLogger("kutip")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logger.removeHandler(handler)
    logger.setLevel(logging.NOTSET)
