"""GET /v1/jobs/{id}/record?format= and ?fields=: the same record in other forms."""

from __future__ import annotations

import json

import pytest

from service.exports import FIELDS
from service.store import JobError
from tests.contract.spec import SPEC
from tests.contract.vocabulary import ninjs_errors, schemaorg_errors

RECORD = SPEC["components"]["examples"]["Record"]["value"]
JSON, JSON_LD = "application/json", "application/ld+json"


@pytest.fixture
def record(finish, submitted):
    """Return the address of a record."""
    finish(submitted, record=json.dumps(RECORD).encode())
    return f"/v1/jobs/{submitted}/record"


def test_a_record_is_sent_as_schemaorg(client, record):
    answer = client.get(f"{record}?format=schemaorg")

    assert (answer.status_code, answer.mimetype) == (200, JSON_LD)
    assert schemaorg_errors(json.loads(answer.data)) == []


def test_a_record_is_sent_as_ninjs(client, record):
    answer = client.get(f"{record}?format=ninjs")

    assert (answer.status_code, answer.mimetype) == (200, JSON)
    assert ninjs_errors(answer.json) == []


def test_the_fields_that_are_named_are_sent_in_the_order_of_the_record(client, record):
    answer = client.get(f"{record}?fields=published,headline,published")

    assert list(answer.json.items()) == [(name, RECORD[name]) for name in ("headline", "published")]


def test_all_fields_are_the_record(client, record):
    assert client.get(f"{record}?fields={','.join(FIELDS)}").json == RECORD


def test_half_a_surrogate_pair_stays_one(client, finish, submitted):
    finish(submitted, record=json.dumps(RECORD | {"pipeline_version": "\ud83d"}).encode())

    assert client.get(f"/v1/jobs/{submitted}/record?fields=pipeline_version").data == b'{"pipeline_version":"\\ud83d"}'


ACCEPTED = [
    pytest.param("format=schemaorg", JSON_LD, JSON_LD, id="what it is"),
    pytest.param("format=schemaorg", JSON, JSON, id="JSON-LD is JSON"),
    pytest.param("format=schemaorg", f"{JSON};q=0.5, {JSON_LD}", JSON_LD, id="the one that is liked better"),
    pytest.param("format=schemaorg", "*/*", JSON_LD, id="anything"),
    pytest.param("format=schemaorg", "text/html, application/*", JSON_LD, id="any application"),
    pytest.param("format=ninjs", JSON, JSON, id="ninjs is JSON"),
    pytest.param("fields=id", JSON, JSON, id="fields are JSON"),
]


@pytest.mark.parametrize(("query", "accept", "media_type"), ACCEPTED)
def test_an_export_is_sent_as_it_is_accepted(client, record, query, accept, media_type):
    answer = client.get(f"{record}?{query}", headers={"Accept": accept})

    assert (answer.status_code, answer.mimetype) == (200, media_type)
    assert ("Accept" in answer.vary) == (query == "format=schemaorg")


@pytest.mark.parametrize(
    ("query", "accept"),
    [("format=schemaorg", "text/html"), ("format=ninjs", JSON_LD), ("", JSON_LD), ("fields=id", f"{JSON};q=0")],
)
def test_what_an_export_is_not_is_not_acceptable(client, record, query, accept):
    answer = client.get(f"{record}?{query}", headers={"Accept": accept})

    assert (answer.status_code, answer.json["code"]) == (406, "not_acceptable")


REFUSED = [
    pytest.param("format=atom", "/format", "format_unknown", id="no such format"),
    pytest.param("format=", "/format", "format_unknown", id="an empty format"),
    pytest.param("fields=headlines", "/fields", "field_unknown", id="no such field"),
    pytest.param("fields=", "/fields", "field_unknown", id="no field at all"),
    pytest.param("fields=id,", "/fields", "field_unknown", id="a comma too many"),
    pytest.param("fields=body.text", "/fields", "field_unknown", id="a field below the top"),
    pytest.param("format=ninjs&fields=id", "/fields", "fields_of_export", id="fields of an export"),
    pytest.param("feilds=id", "/feilds", "parameter_unknown", id="no such parameter"),
    pytest.param("fields=id&fields=body", "/fields", "parameter_repeated", id="twice"),
]


@pytest.mark.parametrize(("query", "pointer", "code"), REFUSED)
def test_what_a_record_cannot_become_is_refused_by_name(client, record, query, pointer, code):
    answer = client.get(f"{record}?{query}")

    assert (answer.status_code, answer.json["code"]) == (422, "parameter_invalid")
    assert [(each["pointer"], each["code"]) for each in answer.json["errors"]] == [(pointer, code)]


def test_a_field_that_is_unknown_is_named_beside_those_there_are(client, record):
    (error,) = client.get(f"{record}?fields=headline,headlines").json["errors"]

    assert error["detail"] == f"The record has no field 'headlines'; it has {', '.join(FIELDS)}."


@pytest.mark.parametrize("name", ["%00", "%E2%80%AE", "a" * 101])
def test_a_name_that_is_unfit_is_not_repeated(client, record, name):
    (error,) = client.get(f"{record}?fields={name}").json["errors"]

    assert error["detail"].startswith("The record has no field of that name; ")


QUERIES = ["format=schemaorg", "format=ninjs", "fields=id"]
LIMIT = JobError(code="time_limit", title="It took too long", detail="More than 5 s.", retryable=False)


@pytest.mark.parametrize("query", QUERIES)
def test_no_export_yet_is_answered_with_the_job(client, submitted, query):
    answer = client.get(f"/v1/jobs/{submitted}/record?{query}", headers={"Accept": f"{JSON_LD}, {JSON}"})

    assert (answer.status_code, answer.mimetype, answer.json["id"]) == (202, JSON, submitted)


ABSENT = [
    pytest.param("canceled", (409, "job_canceled"), id="canceled"),
    pytest.param("failed", (409, "job_failed"), id="failed"),
    pytest.param("expired", (410, "record_expired"), id="expired"),
    pytest.param("unknown", (404, "job_unknown"), id="unknown"),
]


@pytest.fixture
def without_record(config, connection, finish, submitted):
    """Return what gives the address of a record that is not there."""

    def address(why):
        key = f"{config.redis_prefix}:job:{submitted}"
        if why == "canceled":
            connection.hset(key, "status", "canceled")
        elif why == "failed":
            finish(submitted, error=LIMIT)
        else:
            connection.delete(key)
            connection.set(f"{config.redis_prefix}:{'gone' if why == 'expired' else 'nobody'}:{submitted}", "")
        return f"/v1/jobs/{submitted}/record"

    return address


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize(("why", "problem"), ABSENT)
def test_what_has_no_record_has_no_export(client, without_record, query, why, problem):
    answer = client.get(f"{without_record(why)}?{query}")

    assert (answer.status_code, answer.json["code"]) == problem
    assert answer.mimetype == "application/problem+json"
