"""Every operation refuses in the ways the contract promises of it, and in no other."""

from __future__ import annotations

import dataclasses

import pytest

from service.app import create_app
from service.config import Config
from service.keys import Caller, entry_of, new_key
from tests.contract.spec import SPEC, ConformingClient, resolved

OPERATIONS = [(method, path) for path, item in SPEC["paths"].items() for method in item]
KEY = new_key()


class BrokenLedger:
    """A defect, wherever it is touched."""

    def __getattr__(self, name):
        raise RuntimeError(name)


@pytest.fixture
def apps(config, ledger, tmp_path):
    """Return what makes an app, by the status it refuses with; the one key has the scope ``metrics`` alone."""
    keys = tmp_path / "keys.toml"
    keys.write_text(entry_of(Caller(name="desk", scopes=frozenset({"metrics"})), KEY))

    def guarded():
        return create_app(dataclasses.replace(config, api_keys_file=str(keys)), ledger)

    def away():
        return create_app(Config(redis_url="redis://127.0.0.1:1/0"))

    return {401: guarded, 403: guarded, 406: lambda: create_app(config, ledger), 503: away}


def ask(app, method, path, headers=None):
    """Send the request that the contract shows as an example; its answer has been found to be a promised one."""
    operation = SPEC["paths"][path][method]
    values = {each["name"]: each["example"] for each in map(resolved, operation.get("parameters", []))}
    body = {}
    for media_type, media in resolved(operation.get("requestBody", {})).get("content", {}).items():
        if media_type != "application/json":
            body = {"data": media["example"], "content_type": media_type}
    client = ConformingClient(app, app.response_class)
    return client.open(path.format(**values), method=method.upper(), headers=headers, **body)


HEADERS = {403: {"X-API-Key": KEY}, 406: {"Accept": "text/none"}}


@pytest.mark.parametrize("status", [401, 403, 406, 503], ids=["no key", "a poor key", "not acceptable", "no Redis"])
@pytest.mark.parametrize(("method", "path"), [each for each in OPERATIONS if each[1] != "/metrics"])
def test_an_operation_refuses_as_promised(apps, method, path, status):
    answer = ask(apps[status](), method, path, HEADERS.get(status))

    assert (answer.status_code == status) == (str(status) in SPEC["paths"][path][method]["responses"])


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_a_defect_is_answered_as_promised(config, method, path):
    answer = ask(create_app(config, BrokenLedger()), method, path)

    assert answer.status_code == 500 or not path.startswith("/v1/")
