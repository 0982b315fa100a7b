"""API keys over HTTP: who is let in, to what, and that a key stands in no answer and no log."""

from __future__ import annotations

import dataclasses
import json
import logging

import pytest

from service.app import create_app
from service.auth import warn_if_open
from service.config import Config
from service.keys import Caller, entry_of, new_key
from service.store import Outcome

BOTH = ["submit", "read"]
KEYS = {
    "reader": ["read"],
    "submitter": ["submit"],
    "both": BOTH,
    "stranger": BOTH,
    "chief": ["admin"],
    "scraper": ["metrics"],
}


@pytest.fixture
def keys():
    return {name: new_key() for name in KEYS}


@pytest.fixture
def client(config, ledger, keys, tmp_path):
    """Return a client of an API that asks for keys."""
    path = tmp_path / "keys.toml"
    callers = [Caller(name=name, scopes=frozenset(scopes)) for name, scopes in KEYS.items()]
    path.write_text("".join(entry_of(caller, keys[caller.name]) for caller in callers))
    app = create_app(dataclasses.replace(config, api_keys_file=str(path)), ledger)
    return app.test_client()


@pytest.fixture
def ask(client, keys):
    """Return what asks with the key of that name."""

    def ask(name, path="/v1/jobs/a", method="GET", **options):
        headers = {"Authorization": f"Bearer {keys[name]}", **options.pop("headers", {})}
        return client.open(path, method=method, headers=headers, **options)

    return ask


def submit(ask, name):
    return ask(name, "/v1/articles", "POST", json={"text": "Kami menang."})


@pytest.mark.parametrize("path", ["/livez", "/openapi.yaml"])
def test_what_tells_nothing_about_articles_is_open(client, path):
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(("name", "status"), [("scraper", 200), ("chief", 200), ("both", 403)])
def test_figures_are_for_whom_they_were_made(client, ask, name, status):
    assert client.get("/metrics").status_code == 401
    assert ask(name, "/metrics").status_code == status
    assert ask("scraper").status_code == 403


def test_readiness_is_open(client):
    assert client.get("/readyz").json["code"] == "worker_missing"


@pytest.mark.parametrize("method", ["GET", "OPTIONS"])
def test_where_nothing_is_no_key_is_asked_for(client, method):
    assert client.open("/nowhere", method=method).json["code"] == "route_unknown"


def test_which_methods_there_are_is_open(client):
    assert client.options("/v1/articles").status_code == 204


@pytest.mark.parametrize(("method", "path"), [("POST", "/v1/articles"), ("GET", "/v1/jobs/a"), ("HEAD", "/v1/jobs/a")])
def test_without_a_key_nobody_gets_in(client, method, path):
    answer = client.open(path, method=method)

    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, 'Bearer realm="kutip"')
    assert method == "HEAD" or answer.json["code"] == "key_missing"


def shown(why, *headers):
    return pytest.param(headers, id=why)


WRONG = [
    shown("a key nobody has", ("Authorization", f"Bearer {new_key()}")),
    shown("a word", ("Authorization", "Bearer geheim")),
    shown("no ASCII", ("Authorization", "Bearer é")),
    shown("a wrong key in the other header", ("X-API-Key", "geheim")),
    shown("bytes without end", ("X-API-Key", "a" * 8_000)),
]


@pytest.mark.parametrize("headers", WRONG)
def test_a_wrong_key_lets_nobody_in(client, headers):
    answer = client.get("/v1/jobs/a", headers=headers)

    assert (answer.status_code, answer.json["code"]) == (401, "key_unknown")
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="kutip", error="invalid_token"'
    assert "geheim" not in answer.text


MISSING = [
    shown("another scheme", ("Authorization", "Basic geheim")),
    shown("a scheme alone", ("Authorization", "Bearer")),
    shown("a scheme and a space", ("Authorization", "Bearer ")),
    shown("an empty header", ("X-API-Key", "")),
]


@pytest.mark.parametrize("headers", MISSING)
def test_what_is_no_key_is_a_missing_one(client, headers):
    assert client.get("/v1/jobs/a", headers=headers).json["code"] == "key_missing"


@pytest.mark.parametrize("scheme", ["Bearer ", "bearer ", "BEARER  "])
def test_a_key_lets_in_however_its_scheme_is_written(client, keys, scheme):
    answer = client.get("/v1/jobs/a", headers={"Authorization": scheme + keys["reader"]})

    assert answer.json["code"] == "job_unknown"


def test_beside_the_password_of_a_proxy_the_key_has_a_header_of_its_own(client, keys):
    headers = {"Authorization": "Basic dTpw", "X-API-Key": keys["reader"]}

    assert client.get("/v1/jobs/a", headers=headers).json["code"] == "job_unknown"


def test_a_key_may_do_what_its_scopes_say(ask):
    assert submit(ask, "reader").json["code"] == "scope_missing"
    assert ask("submitter").json["code"] == "scope_missing"
    assert "'read'" in ask("submitter").json["detail"]
    assert 'error="insufficient_scope", scope="read"' in ask("submitter").headers["WWW-Authenticate"]
    assert submit(ask, "both").status_code == submit(ask, "submitter").status_code == 202
    assert submit(ask, "chief").status_code == 202
    assert ask("chief").json["code"] == "job_unknown"


def test_no_key_is_in_an_answer_or_a_log(ask, client, keys, lines):
    answers = [submit(ask, name) for name in KEYS]
    answers.append(client.get("/v1/jobs/a?key=" + keys["both"], headers={"X-API-Key": keys["both"]}))

    told = json.dumps(lines()) + "".join(answer.text + str(answer.headers) for answer in answers)
    assert not [name for name, key in keys.items() if key in told]
    assert [line["caller"] for line in lines()] == [*KEYS, "both"]


@pytest.mark.parametrize(
    ("host", "keys_file", "warned"),
    [
        ("127.0.0.1", None, False),
        ("127.0.0.2", None, False),
        ("localhost", None, False),
        ("[::1]", None, False),
        ("0.0.0.0", None, True),  # noqa: S104 - what the warning is for
        ("[::]", None, True),
        ("10.0.0.7", None, True),
        ("kutip.example", None, True),
        ("0.0.0.0", "keys.toml", False),  # noqa: S104 - as above
    ],
)
def test_who_listens_beyond_this_machine_without_keys_is_warned(caplog, host, keys_file, warned):
    warn_if_open(Config(host=host, api_keys_file=keys_file), logging.getLogger("kutip.test"))

    assert [record.levelname for record in caplog.records] == ["WARNING"] * warned
    assert ("KUTIP_API_KEYS_FILE" in caplog.text) is warned


@pytest.fixture
def owned(ask):
    """Return the addresses of a job and of a batch that belong to the key "both"."""
    batch = ask("both", "/v1/batches", "POST", json={"articles": [{"text": "Kami menang."}]})
    return submit(ask, "both").json["links"], batch.json["links"]


REQUESTS = [("GET", 0, "self"), ("GET", 0, "record"), ("POST", 0, "cancel"), ("DELETE", 0, "self")]
REQUESTS += [("GET", 1, "self"), ("GET", 1, "records"), ("POST", 1, "cancel")]


@pytest.mark.parametrize(("method", "which", "link"), REQUESTS)
def test_what_belongs_to_another_key_does_not_exist(ask, owned, method, which, link):
    answers = [ask(name, owned[which][link], method) for name in ("stranger", "both")]

    assert (answers[0].status_code, answers[0].json["code"]) == (404, ("job_unknown", "batch_unknown")[which])
    assert answers[1].status_code < 300


@pytest.mark.parametrize(("method", "which", "link"), REQUESTS)
def test_whoever_administers_reaches_everything(ask, owned, method, which, link):
    assert ask("chief", owned[which][link], method).status_code < 300


def test_what_another_key_has_deleted_never_was(ask, owned):
    ask("both", owned[0]["self"], "DELETE")

    assert ask("both", owned[0]["self"]).json["code"] == "record_expired"
    assert ask("stranger", owned[0]["self"]).json["code"] == "job_unknown"


def test_each_key_lists_its_own_jobs(ask, owned):
    ids = [job["id"] for job in ask("both", "/v1/jobs").json["jobs"]]

    assert ids[0] == owned[0]["self"].rpartition("/")[2]
    assert len(ids) == 2
    assert ask("stranger", "/v1/jobs").json["jobs"] == ask("chief", "/v1/jobs").json["jobs"] == []


def test_whoever_administers_lists_the_jobs_of_others(ask, owned):
    assert len(ask("chief", "/v1/jobs?owner=both").json["jobs"]) == len(owned)
    assert ask("stranger", "/v1/jobs?owner=both").json["code"] == "scope_missing"
    assert len(ask("both", "/v1/jobs?owner=both").json["jobs"]) == len(owned)


def test_a_record_that_another_key_paid_for_is_not_given_away(ask, ledger):
    ledger.announce(["w1"], pipeline_version="2026.11.1", languages=["id"])
    submit(ask, "both")
    group = ledger.claim()
    ledger.start(group.token, group.articles[0].id)
    ledger.finish(group.token, [Outcome(id=group.articles[0].id, record=b"{}")], pipeline_version="2026.11.1")

    assert submit(ask, "both").json["cached"]
    assert not submit(ask, "stranger").json["cached"]


def test_the_same_idempotency_key_of_two_callers_is_two(ask):
    headers = {"Idempotency-Key": "42"}
    answers = [
        ask(name, "/v1/articles", "POST", json={"text": text}, headers=headers)
        for name, text in (("both", "a"), ("stranger", "b"))
    ]

    assert [answer.status_code for answer in answers] == [202, 202]
