"""The API over a real ledger, every answer held to openapi.yaml, and a worker's part played by hand."""

from __future__ import annotations

import io
import json
import logging
import os

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.app import create_app
from service.logs import JsonLines
from service.store import Outcome
from tests.contract.spec import ConformingClient
from tests.live import forget
from tests.serving import LIMIT, THREADS, serving


@pytest.fixture(scope="session", autouse=True)
def every_answer_is_held_to_the_contract():
    """Check what any client of any app is answered, unless a test makes a FlaskClient of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Flask, "test_client_class", ConformingClient)
        yield


@pytest.fixture(scope="session")
def server(redis_url, tmp_path_factory):
    """Run the API as a program of its own, with two threads and little patience, and return its port."""
    log, prefix = tmp_path_factory.mktemp("server") / "log", f"test-server-{os.getpid()}"
    settings = {
        "KUTIP_REDIS_URL": redis_url,
        "KUTIP_REDIS_PREFIX": prefix,
        "KUTIP_API_THREADS": str(THREADS),
        "KUTIP_MAX_BODY_BYTES": str(LIMIT),
        "KUTIP_BODY_TIMEOUT_S": "0.3",
    }
    with serving(log, settings) as (port, _):
        yield port
    forget(redis_url, prefix)
    logged = log.read_text()
    assert all(json.loads(line)["time"] for line in logged.splitlines())
    assert "rahasia" not in logged


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
