"""The corpora outside the project are scored by their own scorers, or visibly skipped."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.eval import date_languages
from tests.eval.corpus import GOLD
from tests.eval.outside import BESIDE, show_outside

COUNTS_LINES = "import sys; print(sys.argv[0][-7:], *(open(name, 'rb').read().count(b'\\n') for name in sys.argv[1:]))"


@pytest.fixture
def shared(tmp_path):
    folder = tmp_path / "eval"
    folder.mkdir()
    articles = GOLD.read_text(encoding="utf-8").splitlines(keepends=True)[:3]
    for name in ("gold_id.jsonl", "pfsa_id.jsonl"):
        (folder / name).write_text("".join(articles), encoding="utf-8")
    rows = [{"id": lang, "lang": lang, "ref": "2023-09-13", "text": "Rabu (6/9)"} for lang in ("id", "en")]
    (folder / "dates_table.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (folder / "records_to_pred.py").write_text("import sys; print(open(sys.argv[1], encoding='utf-8').readline())")
    for name in ("score_records.py", "quote_scorer.py"):
        (folder / name).write_text(COUNTS_LINES)
    (folder / "score_dates.py").write_text(f"{COUNTS_LINES}; print('all   P 99.0  R 99.0  F1  99.0  false   1')")
    return tmp_path


def test_each_language_has_its_line_and_its_floor(shared, capsys, monkeypatch, tmp_path):
    floors = tmp_path / "floors.json"
    floors.write_text('{"en": 99.0, "id": 99.5}')
    monkeypatch.setattr(date_languages, "FLOORS", floors)

    assert not show_outside({"KUTIP_SHARED": str(shared)})
    lines = capsys.readouterr().out.splitlines()[-2:]
    assert [(line.split()[0], "below" in line) for line in lines] == [("en", False), ("id", True)]


def test_every_scorer_gets_its_gold_and_the_records(shared, capsys, monkeypatch, tmp_path):
    monkeypatch.setattr(date_languages, "FLOORS", tmp_path / "none.json")
    (tmp_path / "none.json").write_text("{}")
    passed = show_outside({"KUTIP_SHARED": str(shared)})

    lines = capsys.readouterr().out.splitlines()
    assert passed
    assert [line for line in lines if ".py " in line] == [
        "ords.py 3 3",
        "ords.py 1 1",
        "ords.py 2 2",
        "orer.py 3 2",
        "ates.py 2 2",
    ]
    assert sum("with the right speaker" in line for line in lines) == 3


@pytest.mark.parametrize("broken", ["score_dates.py", "records_to_pred.py"])
def test_a_scorer_that_fails_is_shown_and_fails(shared, capsys, broken):
    (shared / "eval" / broken).write_text("raise SystemExit('cannot score')")

    assert not show_outside({"KUTIP_SHARED": str(shared)})
    assert "cannot score" in capsys.readouterr().out


def test_corpora_that_are_not_there_are_skipped_visibly(tmp_path, capsys):
    assert show_outside({"KUTIP_SHARED": str(tmp_path)})
    assert "SKIPPED" in capsys.readouterr().out


def test_the_corpora_hold_what_the_evaluation_reads():
    folder = Path(os.environ.get("KUTIP_SHARED", BESIDE)) / "eval"
    if not folder.is_dir():
        pytest.skip("the corpora outside the project are not here; KUTIP_SHARED says where they are")
    needed = (
        "gold_id.jsonl",
        "pfsa_id.jsonl",
        "dates_table.jsonl",
        "score_records.py",
        "quote_scorer.py",
        "score_dates.py",
    )

    assert [name for name in needed if not (folder / name).is_file()] == []
