"""Floors of what the scorer of stretches in marks prints for a corpus."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

FLOORS = Path(__file__).parent / "quote_floors.json"


def show_floors(title: str, printed: str) -> bool:
    """Print each measure of a corpus that lies below its floor; return False where one does, or is not printed."""
    floors: dict[str, float] = json.loads(FLOORS.read_text(encoding="utf-8")).get(title, {})
    below = {measure: floor for measure, floor in floors.items() if not _reaches(printed, measure, floor)}
    for measure, floor in below.items():
        sys.stdout.write(f"{measure}: below its floor of {floor:.1f}, or not printed\n")
    return not below


def _reaches(printed: str, measure: str, floor: float) -> bool:
    found = re.search(rf"^{re.escape(measure)} .*F1 +(\S+)", printed, re.MULTILINE)
    return found is not None and float(found[1]) >= floor
