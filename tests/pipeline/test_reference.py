"""The reference article, which lies outside the project, gets the record it is to get."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.pipeline.expected import differences
from worker.pipeline import extract
from worker.pipeline.article import Article

SHARED = Path(os.environ.get("KUTIP_SHARED") or Path(__file__).parents[3] / "shared")
REFERENCE = SHARED / "seed" / "tribunnews-kim.txt"


@pytest.fixture
def expected():
    path = REFERENCE.with_suffix(".expected.json")
    if not (REFERENCE.is_file() and path.is_file()):
        pytest.skip("the reference article is not in ../shared/seed; set KUTIP_SHARED to where it is")
    return json.loads(path.read_text(encoding="utf-8"))


def test_the_reference_gets_its_record(expected):
    record = extract(Article(text=REFERENCE.read_text(encoding="utf-8"))).as_dict()

    assert differences(record, expected) == []
