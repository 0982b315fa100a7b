"""The dates table language by language, each with its floor."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Judge = Callable[[list[dict[str, Any]], list[dict[str, Any]]], str]

FLOORS = Path(__file__).parent / "date_floors.json"
FIGURES = re.compile(r"^all +P +(?P<p>\S+) +R +(?P<r>\S+) +F1 +(?P<f1>\S+) +false +(?P<false>\d+)", re.MULTILINE)


def show_languages(rows: Sequence[dict[str, Any]], records: Sequence[dict[str, Any]], judge: Judge) -> bool:
    """Print a line for each language; return False where one is below its floor, or the scorer gave no figures."""
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    passed = True
    sys.stdout.write(f"{'':10}{'P':>7}{'R':>7}{'F1':>7}{'floor':>7}{'false':>7}{'rows':>6}\n")
    for language in sorted({row["lang"] for row in rows}):
        pairs = [(row, record) for row, record in zip(rows, records, strict=True) if row["lang"] == language]
        found = FIGURES.search(judge([row for row, _ in pairs], [record for _, record in pairs]))
        floor = floors.get(language, 0.0)
        good = found is not None and float(found["f1"]) >= floor
        passed &= good
        figures = "".join(f"{figure:>7}" for figure in (found.group("p", "r", "f1") if found else "???"))
        false = found["false"] if found else "?"
        sys.stdout.write(f"{language:10}{figures}{floor:7.1f}{false:>7}{len(pairs):6}{'' if good else '  below'}\n")
    return passed
