"""The schemas take what openapi.yaml promises, and no more, whatever is sent."""

from __future__ import annotations

import json
from datetime import date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from marshmallow import ValidationError

from service import fields
from service.flaws import DETAILS, listed
from service.schemas import ARTICLE
from tests.contract.spec import SPEC, component, schema_errors

ARTICLE_IN = SPEC["components"]["schemas"]["ArticleIn"]["properties"]

UNSAID = {"lone_surrogate"}  # which JSON Schema cannot express

JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
LIKELY = (
    st.text()
    | st.sampled_from(["id", "en-GB", "2023-09-12", "2023-09-12T14:30Z", "https://a.example/", " ", "a" * 36])
    | st.dictionaries(st.text(max_size=3), st.text(max_size=3), max_size=3)
)
ARTICLES = st.dictionaries(st.sampled_from([*ARTICLE_IN, "html", "titel"]), LIKELY | JSON)


def flaws(value):
    try:
        ARTICLE.load(value)
    except ValidationError as error:
        return listed(error.messages)
    return []


@given(ARTICLES)
@settings(deadline=None)
def test_the_service_and_the_contract_agree(article):
    found = flaws(article)
    wrong = schema_errors(component("ArticleIn"), article)

    assert bool(found) >= bool(wrong)
    if not wrong:
        assert {flaw["code"] for flaw in found} <= UNSAID


@given(JSON)
@settings(deadline=None)
def test_any_json_is_taken_or_told_what_is_wrong_with_it(value):
    for flaw in flaws(value):
        assert flaw["code"] in DETAILS
        assert pointed_at(value, flaw["pointer"]) or flaw["code"] in {"required", "unknown_key"}
    json.dumps(flaws(value)).encode()


def pointed_at(value, pointer):
    """Tell whether ``pointer`` (RFC 6901) leads somewhere in ``value``."""
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        if not isinstance(value, dict) or key not in value:
            return False
        value = value[key]
    return True


@given(st.from_regex(fields.DATE.pattern, fullmatch=True))
def test_what_has_the_shape_of_a_date_is_one(text):
    assert datetime.fromisoformat(text)


@given(st.integers(0, 9_999), st.integers(0, 13), st.integers(0, 32))
def test_a_day_has_the_shape_of_a_date_if_the_calendar_has_it(year, month, day):
    text = f"{year:04}-{month:02}-{day:02}"

    assert bool(fields.DATE.pattern.fullmatch(text)) == is_day(text)


def is_day(text):
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False
