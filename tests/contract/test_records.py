"""The Record schema takes what the pipeline writes, and nothing else."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest

from tests.contract.spec import SPEC, record_errors, resolved
from worker.pipeline import extract
from worker.pipeline.article import Article

EXAMPLE = SPEC["components"]["examples"]["Record"]["value"]
SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*/article.txt"))
SCHEMAS = SPEC["components"]["schemas"]


def places(node, path=()):
    """Yield the path of each object in the example record."""
    if isinstance(node, list):
        for index, each in enumerate(node):
            yield from places(each, (*path, index))
    elif isinstance(node, dict):
        yield path
        for key, each in node.items():
            yield from places(each, (*path, key))


def at(node, path):
    for step in path:
        node = node[step]
    return node


@pytest.mark.parametrize("path", list(places(EXAMPLE)), ids=lambda path: "/".join(map(str, path)) or "record")
def test_no_key_may_be_added_or_left_out(path):
    added = copy.deepcopy(EXAMPLE)
    at(added, path)["surprise"] = 1

    assert record_errors(added)
    for key in at(EXAMPLE, path):
        lacking = copy.deepcopy(EXAMPLE)
        del at(lacking, path)[key]
        assert record_errors(lacking), key


WRONG = [
    pytest.param(("published", "value"), "12/9/2023", id="a date is ISO 8601"),
    pytest.param(("published", "precision"), "second", id="an article is published to the minute at best"),
    pytest.param(("dates", 0, "value"), "Selasa", id="a day's name is no date"),
    pytest.param(("language", "confidence"), 1.1, id="confidence ends at 1"),
    pytest.param(("quotations", 0, "form"), "reported", id="there are three forms"),
    pytest.param(("quotations", 0, "content"), [], id="a quotation has words"),
    pytest.param(("quotations", 0, "speaker", "resolved_by"), "guess", id="a guess is no way to resolve"),
    pytest.param(("quotations", 0, "speaker", "entity"), "Rina", id="an entity is named by its id"),
    pytest.param(("entities", 0, "type"), "company", id="there are six types"),
    pytest.param(("body", "sha256"), "", id="a sha256 has 64 digits"),
    pytest.param(("headline", "span", "start"), -1, id="no span begins before the text"),
    pytest.param(("schema_version",), "2.0", id="another version is another schema"),
]


@pytest.mark.parametrize(("path", "value"), WRONG)
def test_wrong_values_are_seen(path, value):
    record = copy.deepcopy(EXAMPLE)
    at(record, path[:-1])[path[-1]] = value

    assert record_errors(record)


DATES = [
    "2023",
    "2023-09",
    "2023-W36",
    "2023-09-12",
    "2023-09-12T14:30",
    "2023-09-12T14:30:05+07:00",
    "2023-09-10/2023-09-12",
    None,
]


@pytest.mark.parametrize("value", DATES)
def test_dates_are_as_precise_as_they_are(value):
    record = copy.deepcopy(EXAMPLE)
    record["dates"][0]["value"] = value

    assert record_errors(record) == []


def test_every_object_of_the_record_is_closed_and_complete():
    seen, waiting = set(), ["Record"]
    while waiting:
        name = waiting.pop()
        seen.add(name)
        schema = SCHEMAS[name]
        if "properties" in schema:
            assert schema["additionalProperties"] is False, name
            assert set(schema["required"]) == set(schema["properties"]), name
        waiting += [found for found in referred(schema) if found not in seen]

    assert {
        "Span",
        "Quotation",
        "Speaker",
        "Via",
        "QuotedPerson",
        "Entity",
        "Source",
        "Related",
        "Body",
        "Warning",
    } <= seen


def referred(node):
    if isinstance(node, list):
        return [name for each in node for name in referred(each)]
    if isinstance(node, dict):
        own = [node["$ref"].rsplit("/", 1)[-1]] if "$ref" in node and resolved(node) else []
        return own + [name for each in node.values() for name in referred(each)]
    return []


TEXTS = [
    *(pytest.param(path.read_text(), id=path.parent.name) for path in SEEDS),
    pytest.param("\ud800\0", id="half a surrogate pair and a NUL"),
    pytest.param('"', id="a quotation mark"),
]


@pytest.mark.parametrize("text", TEXTS)
def test_what_the_pipeline_writes_fits(text):
    assert record_errors(json.loads(extract(Article(text=text)).to_json())) == []
