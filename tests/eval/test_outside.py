"""The corpora outside the project are scored by their own scorers, or visibly skipped."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.eval import date_languages, quote_floors
from tests.eval.corpus import GOLD
from tests.eval.outside import BESIDE, show_outside

COUNTS_LINES = "import sys; print(sys.argv[0][-7:], *(open(name, 'rb').read().count(b'\\n') for name in sys.argv[1:3]))"


@pytest.fixture
def shared(tmp_path):
    folder = tmp_path / "eval"
    folder.mkdir()
    articles = GOLD.read_text(encoding="utf-8").splitlines(keepends=True)[:3]
    for name in ("gold_id.jsonl", "pfsa_id.jsonl", "polnear_en.jsonl", "german_wikinews.jsonl"):
        (folder / name).write_text("".join(articles), encoding="utf-8")
    rows = [
        {"id": lang, "lang": lang, "ref": "2023-09-13", "text": "Rabu (6/9)", "expected": []} for lang in ("id", "en")
    ]
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


@pytest.mark.parametrize(("printed", "good"), [("F1  90.0", True), ("F1  89.9", False), ("F2  95.0", False)])
def test_each_measure_of_stretches_keeps_its_floor(capsys, monkeypatch, tmp_path, printed, good):
    floors = tmp_path / "floors.json"
    floors.write_text('{"a corpus": {"e2e lenient": 90.0}}')
    monkeypatch.setattr(quote_floors, "FLOORS", floors)

    assert quote_floors.show_floors("a corpus", f"articles 3\ne2e lenient  P  1.0  R  2.0  {printed}\n") is good
    assert ("below its floor of 90.0" in capsys.readouterr().out) is not good
    assert quote_floors.show_floors("another corpus", printed)


def test_every_scorer_gets_its_gold_and_the_records(shared, capsys, monkeypatch, tmp_path):
    for module in (date_languages, quote_floors):
        monkeypatch.setattr(module, "FLOORS", tmp_path / "none.json")
    (tmp_path / "none.json").write_text("{}")
    passed = show_outside({"KUTIP_SHARED": str(shared)})

    lines = capsys.readouterr().out.splitlines()
    assert passed
    assert [line for line in lines if ".py " in line] == [
        "ords.py 3 3",
        "ords.py 1 1",
        "ords.py 2 2",
        "orer.py 3 2",
        "orer.py 1 2",
        "orer.py 2 2",
        "orer.py 1 2",
        "orer.py 2 2",
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
        "polnear_en.jsonl",
        "german_wikinews.jsonl",
        "score_records.py",
        "quote_scorer.py",
        "score_dates.py",
    )

    assert [name for name in needed if not (folder / name).is_file()] == []
