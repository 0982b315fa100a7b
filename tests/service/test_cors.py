"""Web pages of other origins: kept away unless the settings name them, and never with credentials."""

from __future__ import annotations

import dataclasses

import pytest

from service.app import create_app

DESK = "https://desk.example"
TWO = f"{DESK}, http://localhost:3000"
PREFLIGHT = {
    "Origin": DESK,
    "Access-Control-Request-Method": "POST",
    "Access-Control-Request-Headers": "authorization, content-type, idempotency-key, x-other",
}


@pytest.fixture
def client_for(config, ledger):
    def client_for(origins):
        app = create_app(dataclasses.replace(config, cors_origins=origins), ledger)
        return app.test_client()

    return client_for


def allowed(answer):
    return {name: value for name, value in answer.headers.items() if name.startswith("Access-Control-")}


@pytest.mark.parametrize("origin", [DESK, "null", "https://evil.example"])
def test_unless_the_settings_say_so_no_page_may_ask(client_for, origin):
    client = client_for(None)

    assert allowed(client.get("/livez", headers={"Origin": origin})) == {}
    assert allowed(client.options("/v1/articles", headers={**PREFLIGHT, "Origin": origin})) == {}


@pytest.mark.parametrize("origins", [DESK, TWO])
@pytest.mark.parametrize("path", ["/livez", "/nowhere", "/v1/jobs/a"])
def test_pages_of_a_named_origin_may_ask_and_read(client_for, origins, path):
    answer = client_for(origins).get(path, headers={"Origin": DESK})

    assert answer.headers["Access-Control-Allow-Origin"] == DESK
    exposed = answer.headers["Access-Control-Expose-Headers"].split(", ")
    assert {"Location", "Retry-After", "ETag", "RateLimit", "X-Request-Id", "Preference-Applied"} < set(exposed)
    assert "Access-Control-Allow-Credentials" not in answer.headers


STRANGE = ["https://evil.example", "null", DESK + ".evil.example", "http://desk.example", DESK + ":8443", ""]


@pytest.mark.parametrize("origins", [DESK, TWO])
@pytest.mark.parametrize("origin", STRANGE)
def test_pages_of_any_other_origin_may_not(client_for, origins, origin):
    client = client_for(origins)

    assert allowed(client.get("/livez", headers={"Origin": origin})) == {}
    assert allowed(client.options("/v1/articles", headers={**PREFLIGHT, "Origin": origin})) == {}


@pytest.mark.parametrize("origins", [DESK, TWO])
@pytest.mark.parametrize("headers", [{}, {"Origin": DESK}, {"Origin": "null"}])
def test_an_answer_for_one_origin_is_kept_for_no_other(client_for, origins, headers):
    assert "Origin" in client_for(origins).get("/livez", headers=headers).headers["Vary"]


def test_all_origins_may_be_named_at_once(client_for):
    answer = client_for("*").get("/livez", headers={"Origin": "https://any.example"})

    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers


def test_a_browser_is_told_beforehand_what_it_may_send(client_for):
    answer = client_for(DESK).options("/v1/articles", headers=PREFLIGHT)

    assert (answer.status_code, answer.data) == (204, b"")
    assert answer.headers["Access-Control-Allow-Origin"] == DESK
    assert answer.headers["Access-Control-Allow-Methods"] == "DELETE, GET, HEAD, POST"
    assert answer.headers["Access-Control-Allow-Headers"] == "authorization, content-type, idempotency-key"
    assert answer.headers["Access-Control-Max-Age"] == "600"


def test_a_method_that_does_not_exist_is_not_allowed(client_for):
    answer = client_for(DESK).options("/v1/articles", headers={**PREFLIGHT, "Access-Control-Request-Method": "PUT"})

    assert "Access-Control-Allow-Methods" not in answer.headers


def asked_by(origin, **more):
    return {"Origin": origin, **more}


PAGES = [
    pytest.param(None, {}, 202, id="no page"),
    pytest.param(None, asked_by("http://localhost"), 202, id="a page of this server"),
    pytest.param(
        None, asked_by("https://kutip.example", **{"Sec-Fetch-Site": "same-origin"}), 202, id="behind a proxy"
    ),
    pytest.param(None, asked_by("https://evil.example"), 403, id="a page of another site"),
    pytest.param(None, asked_by("https://evil.example", **{"Sec-Fetch-Site": "cross-site"}), 403, id="and its browser"),
    pytest.param(None, asked_by("http://localhost:3000"), 403, id="a page of another server on this machine"),
    pytest.param(None, asked_by("null"), 403, id="a page of nobody"),
    pytest.param(DESK, asked_by(DESK), 202, id="a page that is named"),
    pytest.param(DESK, asked_by("https://evil.example"), 403, id="a page that is not"),
    pytest.param("*", asked_by("https://evil.example"), 202, id="all pages are named"),
]


@pytest.mark.parametrize(("origins", "headers", "status"), PAGES)
@pytest.mark.parametrize("content_type", ["text/plain", "application/json"])
def test_without_keys_no_page_of_another_site_changes_anything(client_for, origins, headers, status, content_type):
    body = {"application/json": '{"text": "Kami menang."}', "text/plain": "Kami menang."}[content_type]
    answer = client_for(origins).post("/v1/articles", data=body, content_type=content_type, headers=headers)

    assert answer.status_code == status
    assert status == 202 or answer.json["code"] == "origin_refused"


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/v1/batches"), ("POST", "/v1/jobs/a/cancel"), ("DELETE", "/v1/jobs/a")]
)
def test_nor_by_any_other_address(client_for, method, path):
    answer = client_for(None).open(path, method=method, headers={"Origin": "https://evil.example"})

    assert (answer.status_code, answer.json["code"]) == (403, "origin_refused")
