"""The API under a path of a proxy: what it links to is there, and nobody else says where that is."""

from __future__ import annotations

import dataclasses

import pytest
import yaml
from flask.testing import FlaskClient

from service.app import create_app


@pytest.fixture
def client_for(config, ledger):
    def client_for(**settings):
        app = create_app(dataclasses.replace(config, **settings), ledger)
        return FlaskClient(app, app.response_class)

    return client_for


def job_through(client, path="/v1/articles", **headers):
    """Return where a job is that was submitted, as its answer says."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = client.post(path, json={"text": "a"}, headers=named)
    assert answer.status_code == 202
    assert answer.headers["Location"] == answer.json["links"]["self"]
    assert answer.json["links"]["record"] == answer.json["links"]["self"] + "/record"
    return answer.headers["Location"].removesuffix(answer.json["id"])


@pytest.mark.parametrize("path", ["/v1/articles", "/kutip/v1/articles"], ids=["taken off", "left on"])
def test_links_begin_with_the_prefix_whether_the_proxy_takes_it_off_or_not(client_for, path):
    assert job_through(client_for(path_prefix="/kutip"), path) == "/kutip/v1/jobs/"


def test_what_is_linked_is_there(client_for):
    client = client_for(path_prefix="/desk/kutip")
    linked = client.post("/desk/kutip/v1/articles", json={"text": "a"}).json["links"]

    assert client.get(linked["self"]).status_code == 200
    assert client.get(linked["record"]).status_code == 202


def test_problems_name_their_place_under_the_prefix(client_for):
    problem = client_for(path_prefix="/kutip").get("/kutip/nowhere").json

    assert (problem["type"], problem["instance"]) == ("/kutip/docs#route_unknown", "/kutip/nowhere")


def test_the_contract_names_its_place_under_the_prefix(client_for):
    contract = client_for(path_prefix="/kutip").get("/openapi.yaml").data

    assert yaml.safe_load(contract)["servers"][0]["url"] == "/kutip/"


@pytest.mark.parametrize("path", ["/kutip", "/kutipx/livez", "/kutip/kutip/livez"])
def test_the_prefix_is_taken_off_once_and_as_a_whole(client_for, path):
    assert client_for(path_prefix="/kutip").get(path).json["code"] == "route_unknown"


def test_a_prefix_that_nobody_trusts_is_ignored(client_for):
    assert job_through(client_for(), X_Forwarded_Prefix="/kutip") == "/v1/jobs/"


def test_a_trusted_proxy_names_the_prefix(client_for):
    client = client_for(trusted_proxies=1)

    assert job_through(client, X_Forwarded_Prefix="/kutip") == "/kutip/v1/jobs/"
    assert job_through(client) == "/v1/jobs/"


def test_before_the_trusted_proxies_anybody_may_have_written_the_header(client_for):
    assert job_through(client_for(trusted_proxies=1), X_Forwarded_Prefix="/evil,/kutip") == "/kutip/v1/jobs/"


@pytest.mark.parametrize("named", ["//evil.example", "/a/../b c", "https://evil.example", "/kutip\u00e9", ""])
def test_a_prefix_that_is_no_path_is_not_the_prefix(client_for, named):
    client = client_for(trusted_proxies=1, path_prefix="/kutip")

    assert job_through(client, X_Forwarded_Prefix=named) == "/kutip/v1/jobs/"
