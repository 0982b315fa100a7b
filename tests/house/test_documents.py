"""The pages say what the code does: settings, commands, and where each stands."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import fields
from pathlib import Path

from service.config import Config
from worker.pipeline import extract
from worker.pipeline.article import Article

PROJECT = Path(__file__).resolve().parents[2]
README = (PROJECT / "README.md").read_text(encoding="utf-8")
PAGES = README + (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8")


def test_the_table_of_settings_is_the_code():
    in_code = {f"KUTIP_{field.name.upper()}": _shown(field.default) for field in fields(Config)}
    in_readme = dict(re.findall(r"^\| `(KUTIP_\w+)` \| `([^`]*)` \|", README, re.MULTILINE))

    assert in_readme == in_code


def _shown(default):
    return "none" if default is None else str(default)


def test_the_first_article_gives_the_record_that_the_readme_shows():
    sent = json.loads(re.search(r"^  (\{\"language.+\})'$", README, re.MULTILINE)[1])
    shown = json.loads(re.search(r"```json\n(.+?)```", README, re.DOTALL)[1])
    record = json.loads(extract(Article(**sent)).to_json())

    assert {name: record[name] for name in shown} == shown


def test_make_alone_lists_every_target_with_what_it_does():
    targets = re.search(r"^\.PHONY: (.+)", MAKEFILE, re.MULTILINE)[1].split()
    listed = subprocess.run(["make", "-C", PROJECT], capture_output=True, text=True, check=True).stdout

    assert re.findall(r"^  make ([\w-]+) +\S", listed, re.MULTILINE) == targets


def test_every_make_target_is_on_a_page():
    targets = re.search(r"^\.PHONY: (.+)", MAKEFILE, re.MULTILINE)[1].split()

    assert [target for target in targets if f"`make {target}`" not in PAGES and f"make {target}\n" not in PAGES] == []


def test_every_dependency_has_its_reason():
    direct = {
        re.split(r"[=\[;]", line)[0]
        for path in PROJECT.glob("requirements*.in")
        for line in path.read_text().splitlines()
        if not line.startswith("-") and not line.endswith(".in")
    }

    assert sorted(name for name in direct if f"| `{name}` |" not in PAGES) == []


def test_the_readme_is_short():
    assert len(README.splitlines()) <= 170
