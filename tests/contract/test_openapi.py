"""openapi.yaml is valid, says what the code says, and its own examples hold."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
import yaml
from openapi_spec_validator import validate

from service.app import create_app
from service.catalogue import CATALOGUE
from service.config import Config
from service.exports import FIELDS, FORMATS
from service.flaws import DETAILS
from service.ops import RECORD_SCHEMA_VERSION, VERSION
from service.schemas import LIMITS
from tests.contract import components
from tests.contract.spec import OPENAPI, SPEC, component, openapi_path, record_errors, resolved, schema_errors
from worker.pipeline import extract
from worker.pipeline.article import Article
from worker.pipeline.record import SCHEMA_VERSION

PROJECT = Path(__file__).resolve().parents[2]
UNDOCUMENTED = {"HEAD", "OPTIONS"}


def media_types(node, path=""):
    """Yield each place of the document that has a schema and examples, with its JSON path."""
    if isinstance(node, list):
        for index, each in enumerate(node):
            yield from media_types(each, f"{path}/{index}")
    elif isinstance(node, dict):
        if "schema" in node and ("example" in node or "examples" in node):
            yield path, node
        for key, each in node.items():
            yield from media_types(each, f"{path}/{key}")


def examples():
    for path, node in media_types(SPEC):
        named = {name: resolved(each)["value"] for name, each in node.get("examples", {}).items()}
        for name, value in (named or {"example": node["example"]}).items():
            yield pytest.param(node["schema"], value, id=f"{path}/{name}")


def test_the_document_is_valid_openapi():
    validate(SPEC)


def test_the_document_lists_every_route_and_no_other():
    app = create_app(Config())
    served = {
        (openapi_path(rule.rule), method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - UNDOCUMENTED
    }
    promised = {(path, method.upper()) for path, item in SPEC["paths"].items() for method in item}

    assert served == promised


def operations():
    return [
        pytest.param(operation, id=f"{method} {path}")
        for path, item in SPEC["paths"].items()
        for method, operation in item.items()
    ]


def to_be_shown(operation):
    """Yield whatever of an operation has a schema: parameters, bodies, headers."""
    yield from operation.get("parameters", [])
    for part in (operation.get("requestBody", {}), *operation["responses"].values()):
        yield from resolved(part).get("content", {}).values()
        yield from resolved(part).get("headers", {}).values()


@pytest.mark.parametrize("operation", operations())
def test_all_of_an_operation_has_examples(operation):
    bare = [node for node in map(resolved, to_be_shown(operation)) if not {"example", "examples"} & node.keys()]

    assert bare == []


@pytest.mark.parametrize(("schema", "value"), list(examples()))
def test_every_example_fits_its_schema(schema, value):
    assert schema_errors(schema, value) == []


def test_the_example_lines_fit_their_schema():
    records = SPEC["paths"]["/v1/batches/{batch_id}/records"]["get"]["responses"]["200"]

    for line in records["content"]["application/x-ndjson"]["example"].splitlines():
        assert schema_errors(component("BatchLine"), json.loads(line)) == []


def test_the_example_record_points_at_its_own_words():
    record = SPEC["components"]["examples"]["Record"]["value"]
    text = record["body"]["text"]

    assert record_errors(record) == []
    assert record["body"]["char_count"] == len(text)
    for span in spans(record):
        assert text[span["start"] : span["end"]] == span["exact"]


def test_the_example_record_is_what_a_worker_writes():
    shown = SPEC["components"]["examples"]["Record"]["value"]
    article = Article(text=shown["body"]["text"], url=f"https://{shown['site']['host']}/")

    assert json.loads(extract(article).to_json()) == shown


def spans(node):
    if isinstance(node, list):
        for each in node:
            yield from spans(each)
    elif isinstance(node, dict):
        if "exact" in node:
            yield node
        for each in node.values():
            yield from spans(each)


@pytest.mark.parametrize("code", [problem.code for problem in CATALOGUE])
def test_every_problem_is_explained(code):
    problem = next(problem for problem in CATALOGUE if problem.code == code)

    assert SPEC["x-problems"][code] == {
        "status": problem.status,
        "title": problem.title,
        "cause": problem.cause,
        "action": problem.action,
    }


def test_no_problem_is_explained_that_does_not_exist():
    assert list(SPEC["x-problems"]) == [problem.code for problem in CATALOGUE]


def test_every_flaw_is_explained():
    assert SPEC["x-flaws"] == DETAILS


def promised_codes():
    """Yield each problem code that a response promises, with the response's status (its own, where any 4xx may be)."""
    own = {problem.code: problem.status for problem in CATALOGUE if 400 <= problem.status < 500}
    for item in SPEC["paths"].values():
        for operation in item.values():
            for status, response in operation["responses"].items():
                problem = resolved(response).get("content", {}).get("application/problem+json")
                if problem:
                    codes = problem["schema"]["properties"]["code"]["enum"]
                    yield from ((code, own[code] if status == "4XX" else int(status)) for code in codes)


def test_a_code_is_promised_with_its_own_status():
    promised = set(promised_codes())
    unlisted = {"method_not_allowed"}  # of methods that are not in the document

    assert promised == {(problem.code, problem.status) for problem in CATALOGUE if problem.code not in unlisted}


def test_what_a_caller_sends_is_described_as_the_code_takes_it():
    document = OPENAPI.read_text(encoding="utf-8")

    assert components.rendered(document) == document
    assert {name for name, _ in components.BLOCK.findall(document)} == set(components.components())


def test_a_record_can_be_asked_for_in_every_form_and_part():
    parameters = map(resolved, SPEC["paths"]["/v1/jobs/{job_id}/record"]["get"]["parameters"])
    schemas = {each["name"]: each["schema"] for each in parameters}

    assert schemas["format"]["enum"] == list(FORMATS)
    assert schemas["fields"]["items"]["enum"] == list(FIELDS) == SPEC["components"]["schemas"]["Record"]["required"]


def test_the_limits_are_listed_in_full():
    listed = SPEC["components"]["schemas"]["Capabilities"]["properties"]["limits"]["required"]

    assert listed == ["body_bytes", *LIMITS]


def test_the_versions_agree():
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]

    assert project["version"] == VERSION == SPEC["info"]["version"]
    assert SPEC["components"]["schemas"]["Record"]["properties"]["schema_version"]["const"] == RECORD_SCHEMA_VERSION
    assert RECORD_SCHEMA_VERSION == SCHEMA_VERSION


def test_the_document_repeats_no_key():
    class Strict(yaml.SafeLoader):
        def construct_mapping(self, node, deep=False):  # noqa: FBT002 - yaml's signature
            keys = [self.construct_object(key, deep=deep) for key, _ in node.value]
            assert len(keys) == len(set(keys)), f"a key stands twice near line {node.start_mark.line + 1}"
            return super().construct_mapping(node, deep)

    assert yaml.load(OPENAPI.read_text(), Strict)  # noqa: S506 - a SafeLoader
