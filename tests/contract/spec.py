"""openapi.yaml as a judge: of values by its schemas, and of answers by what it promises."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012
from werkzeug.exceptions import MethodNotAllowed, NotFound

from service.context import KEY

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.test import TestResponse

OPENAPI = Path(__file__).resolve().parents[2] / "openapi.yaml"
SPEC: dict[str, Any] = yaml.safe_load(OPENAPI.read_text())
NAME = "urn:kutip:openapi"
REGISTRY: Registry[Any] = Registry().with_resource(NAME, Resource(SPEC, DRAFT202012))
PROBLEM = "application/problem+json"
NDJSON = "application/x-ndjson"
GENERAL = re.compile(  # what HTTP says of any answer, and what keeps pages safe
    r"Access-Control-.*|Cache-Control|Content-(?:Encoding|Length|Security-Policy|Type)|Cross-Origin-Resource-Policy"
    r"|Date|Referrer-Policy|Vary|X-Content-Type-Options"
)


def schema_errors(schema: dict[str, Any], value: object) -> list[str]:
    """Return in what ``value`` differs from ``schema``, each with its JSON path; references point into openapi.yaml."""
    validator = Draft202012Validator(
        _absolute(schema), registry=REGISTRY, format_checker=FormatChecker(["date-time", "uri-reference"])
    )
    return [f"{error.json_path}: {error.message[:300]}" for error in validator.iter_errors(value)]


def record_errors(record: dict[str, Any]) -> list[str]:
    """Return in what a record differs from the contract; nothing for a good one."""
    return schema_errors(component("Record"), record)


def component(name: str) -> dict[str, Any]:
    """Return a reference to one of the contract's schemas."""
    return {"$ref": f"#/components/schemas/{name}"}


def resolved(node: dict[str, Any]) -> dict[str, Any]:
    """Return ``node``, or what it refers to."""
    while "$ref" in node:
        target: Any = SPEC
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        node = target
    return node


class ConformingClient(FlaskClient):
    """A test client that lets no answer pass which the contract does not promise."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send a request and hold its answer to the contract."""
        response = super().open(*args, **kwargs)
        found = breaches(self.application, response)
        assert not found, found
        return response


def breaches(app: Flask, response: TestResponse) -> list[str]:
    """Return in what an answer differs from the contract."""
    method = response.request.method
    path = response.request.path.removeprefix(app.extensions[KEY].config.path_prefix or "")
    if method == "OPTIONS" and response.status_code == 204:
        return [] if response.headers.get("Allow") and not response.data else ["OPTIONS answers with Allow alone"]
    try:
        rule, _ = app.url_map.bind("test").match(path, method, return_rule=True)
    except NotFound:
        return _unlisted(response, 404, "route_unknown")
    except MethodNotAllowed:
        return _unlisted(response, 405, "method_not_allowed")
    operation = SPEC["paths"][openapi_path(rule.rule)][{"HEAD": "GET"}.get(method, method).lower()]
    promises, status = operation["responses"], str(response.status_code)
    if promise := promises.get(status) or promises.get(f"{status[0]}XX"):
        return _promised(resolved(promise), response)
    return [f"status {status} is not documented"]


def openapi_path(rule: str) -> str:
    """Return the path template of a Flask rule: /v1/jobs/<job_id> is /v1/jobs/{job_id}."""
    return rule.replace("<", "{").replace(">", "}")


def _promised(promise: dict[str, Any], response: TestResponse) -> list[str]:
    headers, content = promise.get("headers", {}), promise.get("content", {})
    unsaid = (name for name, _ in response.headers if name not in headers and not GENERAL.fullmatch(name))
    found = [f"{name} is not documented" for name in unsaid]
    for name, header in headers.items():
        found += _header(name, resolved(header), response.headers.get(name))
    if not content:
        return found
    if response.mimetype not in content:
        return [*found, f"media type {response.mimetype} is not documented"]
    return found + ([] if response.request.method == "HEAD" else _body(content[response.mimetype], response))


def _body(media: dict[str, Any], response: TestResponse) -> list[str]:
    if response.mimetype == NDJSON:
        return [error for line in response.data.splitlines() for error in _line(line)]
    if response.mimetype.endswith("json"):
        return schema_errors(media["schema"], response.get_json(force=True))
    return []


def _line(line: bytes) -> list[str]:
    return schema_errors(component("BatchLine"), json.loads(line))


def _header(name: str, header: dict[str, Any], value: str | None) -> list[str]:
    if value is None:
        return [f"{name} is missing"] if header.get("required") else []
    typed = int(value) if header["schema"].get("type") == "integer" and value.isdecimal() else value
    return [f"{name}: {error}" for error in schema_errors(header["schema"], typed)]


def _unlisted(response: TestResponse, status: int, code: str) -> list[str]:
    if (response.status_code, response.mimetype) != (status, PROBLEM):
        return [f"expected {status} {PROBLEM}, got {response.status}"]
    if response.request.method == "HEAD":
        return []
    problem = response.get_json(force=True)
    return schema_errors(component("Problem"), problem) + ([] if problem["code"] == code else [f"expected {code}"])


def _absolute(node: Any) -> Any:
    """Return ``node`` with its references to this document made absolute, so that they work in a schema of its own."""
    if isinstance(node, dict):
        return {
            key: f"{NAME}{value}" if key == "$ref" and value.startswith("#") else _absolute(value)
            for key, value in node.items()
        }
    return [_absolute(each) for each in node] if isinstance(node, list) else node
