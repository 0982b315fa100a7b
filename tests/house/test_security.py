"""SECURITY.md claims only what something holds: each test, setting and command that it names is there."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from service.config import Config

PROJECT = Path(__file__).resolve().parents[2]
PAGE = (PROJECT / "SECURITY.md").read_text(encoding="utf-8")
TESTS = sorted(set(re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", PAGE)))
ROW = re.compile(r"^\| (?!\||Whoever|-)(.+) \| (.+) \|$", re.MULTILINE)


@pytest.mark.parametrize(("file", "test"), TESTS, ids=[test or file for file, test in TESTS])
def test_every_test_that_is_named_exists(file, test):
    source = (PROJECT / file).read_text(encoding="utf-8")

    assert f"def {test or 'test_'}" in source


def test_every_setting_that_is_named_exists():
    settings = {f"KUTIP_{field.name.upper()}" for field in fields(Config)}

    assert set(re.findall(r"KUTIP_\w+", PAGE)) <= settings


def test_every_command_that_is_named_exists():
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")

    assert [name for name in re.findall(r"`make ([\w-]+)`", PAGE) if f"\n{name}:" not in makefile] == []


def test_every_claim_names_what_holds_it_or_says_that_nothing_does():
    rows = ROW.findall(PAGE)

    assert len(rows) > 20
    for claim, held in rows:
        assert "`" in held or ("**" in claim and held == "not covered")


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_the_page_is_found(page):
    assert "SECURITY.md" in (PROJECT / page).read_text(encoding="utf-8")
