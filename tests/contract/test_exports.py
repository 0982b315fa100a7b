"""Exports keep to the published structure of schema.org and ninjs, and say what the record says: no less, no more."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings

from service.exports import FIELDS
from service.exports.ninjs import ninjs
from service.exports.schemaorg import schemaorg
from tests.contract import round_trip
from tests.contract.spec import SPEC
from tests.contract.vocabulary import ninjs_errors, schemaorg_errors
from tests.properties.strategies import texts
from worker.pipeline import extract
from worker.pipeline.article import Article

EXAMPLE = SPEC["components"]["examples"]["Record"]["value"]
SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*/article.txt"))
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z2-7]{26}")
MOMENT = "2024-03-10T20:28:00+07:00"


def record_of(text, **known):
    return json.loads(extract(Article(text=text, **known)).to_json())


def changed(**changes):
    return {**copy.deepcopy(EXAMPLE), **changes}


def spoken_by(*kinds):
    """Return the example with a quotation that entities of these kinds share, and that each of them relayed, too."""
    entities = [
        {"id": f"e{n}", "name": f"{kind} {n}", "type": kind, "aliases": [], "mentions": []}
        for n, kind in enumerate(kinds)
    ]
    speakers = [{"entity": entity["id"], "mention": None, "resolved_by": "name"} for entity in entities]
    via = [{"entity": entity["id"], "cue": "dilansir", "span": None} for entity in entities]
    quotation = EXAMPLE["quotations"][0] | {"speaker": speakers[0], "co_speakers": speakers[1:], "via": via}
    return changed(entities=entities, quotations=[quotation], quoted_persons=[], sources=via)


def dated(value):
    return changed(published=EXAMPLE["published"] | {"value": value}, modified=EXAMPLE["published"] | {"value": value})


def made_by(*roles):
    return changed(byline=[{"name": f"Sari {role}", "role": role, "span": None} for role in roles])


RECORDS = [
    *(pytest.param(record_of(path.read_text()), id=path.parent.name) for path in SEEDS),
    pytest.param(EXAMPLE, id="the example of the contract"),
    pytest.param(record_of(""), id="an empty article says nothing"),
    pytest.param(record_of("Air naik.", source_name="Kabar", url="https://kabar.example/a"), id="a site is named"),
    pytest.param(changed(site={"name": None, "host": "kabar.example"}), id="a site is a host alone"),
    pytest.param(dated(MOMENT), id="a moment has a zone"),
    pytest.param(dated("2024-03-10T20:28"), id="a time has no zone"),
    pytest.param(dated("2024"), id="a year is a date"),
    pytest.param(made_by("reporter", "editor", "author", "photographer", None), id="makers have roles"),
    pytest.param(spoken_by("unnamed", "person", "account", "document", "place", "organisation"), id="anybody speaks"),
    pytest.param(changed(quotations=[EXAMPLE["quotations"][0] | {"speaker": None}]), id="nobody knows who spoke"),
    pytest.param(changed(headline=EXAMPLE["headline"] | {"alternatives": ["A", "B"]}), id="there are other headlines"),
]

every_record = pytest.mark.parametrize("record", RECORDS)


@every_record
def test_an_article_of_schemaorg_keeps_to_its_terms(record):
    assert schemaorg_errors(schemaorg(record)) == []


@every_record
def test_an_item_of_ninjs_keeps_to_its_schema(record):
    assert ninjs_errors(ninjs(record)) == []


@every_record
def test_schemaorg_says_what_the_record_says(record):
    assert round_trip.of_schemaorg(schemaorg(record)) == round_trip.of_record(record)


@every_record
def test_ninjs_says_what_the_record_says(record):
    read = round_trip.of_ninjs(ninjs(record))

    assert read == {name: value for name, value in round_trip.of_record(record).items() if name in read}


@given(text=texts)
@settings(max_examples=60, deadline=None)
def test_any_article_can_be_exported(text):
    record = record_of(text, language="id")

    assert schemaorg_errors(schemaorg(record)) == ninjs_errors(ninjs(record)) == []
    assert round_trip.of_schemaorg(schemaorg(record)) == round_trip.of_record(record)


PRECISIONS = [
    pytest.param("2024-03-10", {"descriptions": "2024-03-10"}, id="a day stays a day"),
    pytest.param("2024-03", {"descriptions": "2024-03"}, id="a month stays a month"),
    pytest.param("2024-03-10T20:28", {"descriptions": "2024-03-10T20:28"}, id="a zone is not invented"),
    pytest.param("2024-03-10T20:28+07:00", {"contentCreated": MOMENT}, id="a moment is written with its seconds"),
    pytest.param("2024-03-10T13:28:00.5Z", {"contentCreated": "2024-03-10T13:28:00.5Z"}, id="a moment stays itself"),
]


@pytest.mark.parametrize(("value", "expected"), PRECISIONS)
def test_a_date_is_as_precise_as_it_was(value, expected):
    record = changed(published=EXAMPLE["published"] | {"value": value})
    item = ninjs(record)
    said = {"descriptions": item["descriptions"][0]["value"]} if "descriptions" in item else {}
    said |= {"contentCreated": item["contentCreated"]} if "contentCreated" in item else {}

    assert said == expected
    assert schemaorg(record)["datePublished"] == value


def test_a_reported_clause_is_told_from_words_in_marks():
    record = changed(quotations=[EXAMPLE["quotations"][0] | {"form": form} for form in ("direct", "mixed", "indirect")])

    assert [each["genre"] for each in schemaorg(record)["hasPart"]] == ["direct", "mixed", "indirect"]
    assert [each["bodies"][0]["role"] for each in ninjs(record)["associations"]] == ["direct", "mixed", "indirect"]


def test_only_a_person_or_an_organisation_is_said_to_have_spoken():
    (quotation,) = schemaorg(spoken_by("unnamed", "person", "document", "organisation"))["hasPart"]

    assert [each["name"] for each in quotation["spokenByCharacter"]] == ["person 1", "organisation 3"]
    assert quotation["creditText"] == ["unnamed 0", "document 2"]


@pytest.mark.parametrize(("name", "export"), [("NewsArticle", schemaorg), ("NewsItem", ninjs)])
def test_the_contract_shows_what_its_record_becomes(name, export):
    shown, made = SPEC["components"]["examples"][name]["value"], export(EXAMPLE)

    assert UUID.sub("", json.dumps(shown)) == UUID.sub("", json.dumps(made))  # which hangs on the pipeline's version


@every_record
def test_whoever_is_referred_to_is_described(record):
    export = schemaorg(record)
    described = {node["@id"]: (node["@type"], node["name"]) for node in export.get("mentions", [])}
    referred = list(references([export.get("hasPart", []), export.get("citation", [])]))

    assert [node for node in referred if described.get(node["@id"]) != (node["@type"], node["name"])] == []
    assert len(described) == len(record["entities"])


def references(node):
    """Yield each node that stands for an entity described elsewhere."""
    for each in node.values() if isinstance(node, dict) else node if isinstance(node, list) else []:
        yield from references(each)
    if isinstance(node, dict) and "#e" in node.get("@id", ""):
        yield node


def test_the_same_record_has_the_same_name_everywhere():
    name = schemaorg(EXAMPLE)["@id"]

    assert name == ninjs(EXAMPLE)["uri"] == schemaorg(copy.deepcopy(EXAMPLE))["@id"]
    assert name != schemaorg(changed(id="b" * 26))["@id"]


def test_a_record_is_not_changed_by_its_exports():
    record = copy.deepcopy(EXAMPLE)
    schemaorg(record)
    ninjs(record)

    assert record == EXAMPLE


def test_the_fields_that_may_be_chosen_are_those_of_the_record():
    assert list(FIELDS) == SPEC["components"]["schemas"]["Record"]["required"] == list(EXAMPLE)


WRONG = [
    pytest.param(schemaorg_errors, schemaorg, {"@type": "Novel"}, id="a type is unknown"),
    pytest.param(schemaorg_errors, schemaorg, {"@id": "e1"}, id="a name is relative"),
    pytest.param(schemaorg_errors, schemaorg, {"@context": "http://schema.org"}, id="a context is another"),
    pytest.param(schemaorg_errors, schemaorg, {"spokenByCharacter": "Rina"}, id="an article has no speaker"),
    pytest.param(schemaorg_errors, schemaorg, {"datePublished": "12/9/2023"}, id="a date is ISO 8601"),
    pytest.param(schemaorg_errors, schemaorg, {"headline": None}, id="a null is no text"),
    pytest.param(schemaorg_errors, schemaorg, {"author": []}, id="an empty list says nothing"),
    pytest.param(
        schemaorg_errors, schemaorg, {"editor": {"@type": "Organization", "name": "A"}}, id="an editor is human"
    ),
    pytest.param(ninjs_errors, ninjs, {"contentCreated": "2023-09-12"}, id="a day is no moment"),
    pytest.param(ninjs_errors, ninjs, {"uri": "e1"}, id="a uri is absolute"),
    pytest.param(ninjs_errors, ninjs, {"contentcreated": MOMENT}, id="a key is spelled with capitals"),
    pytest.param(ninjs_errors, ninjs, {"by": None}, id="a null is no byline"),
    pytest.param(ninjs_errors, ninjs, {"associations": [{"uri": "urn:a:b"}]}, id="an association has a name"),
    pytest.param(ninjs_errors, ninjs, {"people": [{"name": "Rina", "jobTitle": "A"}]}, id="people have no job titles"),
]


@pytest.mark.parametrize(("errors", "export", "change"), WRONG)
def test_the_judges_see_what_is_wrong(errors, export, change):
    assert errors(export(EXAMPLE) | change)
