"""Every seed's article gets the record its expected.json asks for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.pipeline.expected import differences
from worker.pipeline import extract
from worker.pipeline.article import Article

SEEDS = Path(__file__).parents[2] / "seeds"
FOLDERS = sorted(folder.parent for folder in SEEDS.glob("*/article.txt"))

every_seed = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


def record_of(folder):
    return extract(Article(text=(folder / "article.txt").read_text(encoding="utf-8"))).as_dict()


def expected_of(folder):
    return json.loads((folder / "expected.json").read_text(encoding="utf-8"))


def test_there_are_seeds():
    assert len(FOLDERS) >= 6


@every_seed
def test_the_record_is_the_expected_one(folder):
    assert differences(record_of(folder), expected_of(folder)) == []


JUDGED = [
    pytest.param(folder, key, id=f"{folder.name}-{key}")
    for folder in FOLDERS
    for key, wanted in expected_of(folder).items()
    if wanted and key != "about"
]


@pytest.mark.parametrize(("folder", "key"), JUDGED)
def test_the_judge_sees_a_wrong_record(folder, key):
    wanted = expected_of(folder)

    assert differences(spoilt(record_of(folder), wanted), {key: wanted[key]})


def spoilt(record, wanted):
    """Return a record that says nothing it should, and what it should not."""
    titles = [
        {"form": "direct", "text": text, "speaker": None, "cue": None, "via": []}
        for text in ("", *wanted.get("not_quotations", []))
    ]
    return {
        **record,
        "language": {"tag": "und"},
        "headline": {"origin": "given", "text": wanted["headline"]["never"]},
        "quotations": titles,
        "quoted_persons": [{"name": name} for name in wanted["not_quoted"]],
        **dict.fromkeys(("published", "dateline")),
        **{key: [] for key in ("byline", "dates", "entities", "related")},
    }


def test_the_judge_knows_its_keys():
    assert differences({}, {"headlines": {}}) == ["headlines: is no key that is judged"]
