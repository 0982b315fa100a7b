"""The gold articles agree with themselves: every label stands in its text, every weekday fits its date."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ARTICLES = [
    json.loads(line)
    for corpus in ("gold_seeds.jsonl", "gold_english.jsonl")
    for line in (HERE / corpus).read_text(encoding="utf-8").splitlines()
]
DATES_PACK = HERE.parents[1] / "worker" / "languages" / "id" / "dates.toml"
WEEKDAYS = tomllib.loads(DATES_PACK.read_text(encoding="utf-8"))["weekdays"]

every_article = pytest.mark.parametrize("article", [pytest.param(article, id=article["id"]) for article in ARTICLES])


def test_every_article_has_its_own_id():
    ids = [article["id"] for article in ARTICLES]

    assert len(set(ids)) == len(ids)


@every_article
def test_every_label_stands_in_the_text(article):
    labels = [part for quote in article["quotes"] for part in quote.get("parts", [quote["text"]])]
    labels += [quote[key] for quote in article["quotes"] for key in ("speaker", "surface", "cue", "via") if quote[key]]
    labels += [clause[key] for clause in article["indirect"] for key in ("speaker", "cue")]
    labels += [person[key] for person in article["quoted_persons"] for key in ("name", "role") if person[key]]
    labels += [place for place in article["dateline"].values() if place]
    labels += [author["name"] for author in article["byline"]]
    labels += [day["surface"] for day in article["dates"]] + article["related"]

    assert [label for label in labels if label.casefold() not in article["text"].casefold()] == []


@every_article
def test_the_parts_of_a_quotation_are_its_text(article):
    split = [quote for quote in article["quotes"] if "parts" in quote]

    assert [" ".join(quote["parts"]) for quote in split] == [quote["text"] for quote in split]


@every_article
def test_weekdays_fit_their_dates_unless_that_is_the_point(article):
    days = [
        WEEKDAYS[word] == date.fromisoformat(day["iso"]).isoweekday()
        for day in article["dates"]
        if day["iso"] and (word := day["surface"].replace(",", " ").split()[0].lower()) in WEEKDAYS
    ]

    assert all(days) is ("weekday-disagrees" not in article["traits"])


@every_article
def test_the_quoted_persons_are_the_named_speakers(article):
    direct = Counter(
        name
        for quote in article["quotes"]
        if quote["speaker_kind"] == "person"
        for name in [quote["speaker"], *quote.get("co_speakers", [])]
    )
    indirect = {
        name
        for clause in article["indirect"]
        if clause["speaker_kind"] == "person"
        for name in [clause["speaker"], *clause.get("co_speakers", [])]
    }

    assert {person["name"]: person["direct"] for person in article["quoted_persons"]} == {
        name: direct[name] for name in {*direct, *indirect}
    }
    assert {person["name"] for person in article["quoted_persons"] if person["indirect"]} == indirect
