"""The seeds are counted by language, and a record that differs is told and fails."""

from __future__ import annotations

import json

from tests.eval.seeds import show_seeds


def test_a_record_that_differs_is_told(tmp_path, capsys):
    for name, published in (("0001-right", None), ("0002-wrong", {"value": "2026-01-01"})):
        (tmp_path / name).mkdir()
        (tmp_path / name / "article.txt").write_text("Warga menanam bakau di pantai untuk menahan ombak.")
        (tmp_path / name / "expected.json").write_text(json.dumps({"language": "id", "published": published}))

    assert not show_seeds(tmp_path)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "seeds, id: 1 of 2 records are the expected ones"
    assert lines[1].startswith("  0002-wrong: published")
