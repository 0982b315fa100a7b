"""The gold articles, and what the pipeline reads from them."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

from worker.pipeline import extract
from worker.pipeline.article import Article

GOLD = Path(__file__).parent / "gold_seeds.jsonl"
ENGLISH = Path(__file__).parent / "gold_english.jsonl"


def digest(path: Path = GOLD) -> str:
    """Return the sha256 of the corpus, so that no floor is ever compared with another corpus."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_gold(path: Path = GOLD) -> list[dict[str, Any]]:
    """Return the gold articles, labels and all."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def read_records(articles: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """
    Return the record of each article under the article's own id.

    The pipeline is given the text alone; with ``ref``, the day the text was received, where the corpus tells it.
    """
    return [{**extract(_article(article)).as_dict(), "id": article["id"]} for article in articles]


def _article(given: dict[str, Any]) -> Article:
    if "ref" not in given:
        return Article(text=given["text"])
    return Article(text=given["text"], received_at=date.fromisoformat(given["ref"]), language=given["lang"])
