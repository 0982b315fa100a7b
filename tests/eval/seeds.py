"""The seeds: how many records of each language are what their expected.json asks for."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

from tests.pipeline.expected import differences
from worker.pipeline import extract
from worker.pipeline.article import Article

SEEDS = Path(__file__).parents[2] / "seeds"


def show_seeds(seeds: Path = SEEDS) -> bool:
    """Print for each language how many seeds get their record, and what differs in the others; False where one does."""
    told: dict[str, list[list[str]]] = defaultdict(list)
    for path in sorted(seeds.glob("*/expected.json")):
        expected = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_name("article.txt").read_text(encoding="utf-8")
        found = differences(extract(Article(text=text)).as_dict(), expected)
        told[expected["language"]].append([f"{path.parent.name}: {difference}" for difference in found])
    for language, seen in sorted(told.items()):
        right = sum(not found for found in seen)
        sys.stdout.write(f"seeds, {language}: {right} of {len(seen)} records are the expected ones\n")
        sys.stdout.writelines(f"  {difference}\n" for found in seen for difference in found)
    return not any(found for seen in told.values() for found in seen)
