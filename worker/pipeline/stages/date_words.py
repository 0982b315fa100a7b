"""The words of dates as parts of patterns: in lower case, with the edges that words have in their language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from worker.pipeline.language import any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from worker.pipeline.vocabulary.dates import DateWords

Value = TypeVar("Value")

OTHER_DIGIT = re.compile(r"[^\D0-9]")
ANY_DIGIT = re.compile(r"\d")


class Edges(NamedTuple):
    """What may stand at the start and the end of a word, and between two."""

    start: str
    end: str
    gap: str


def edges_of(words: DateWords) -> Edges:
    """Return the edges of a language's words."""
    if words.edges == "none":
        return Edges("", "", r"\s*")
    start = r"(?<!\w)"
    if words.prefixes:
        start = rf"(?:(?<!\w)|(?<=(?<!\w)[{re.escape(''.join(sorted(words.prefixes)))}]))"
    if words.edges == "start":
        return Edges(r"(?<![^\W\d])", "", r"\s*")  # a unit of time is glued to its number
    return Edges(start, r"(?!\w)", r"\s+")


def lowered(text: str) -> str:
    """
    Return a text in lower case with Latin digits, and of the same length; İ is the one letter that would become two.

    >>> lowered("İKİ Mei ٢٠٢٣")
    'iki mei 2023'
    """
    low = text.replace("İ", "i").lower()
    return ANY_DIGIT.sub(_latin, low) if OTHER_DIGIT.search(low) else low


def _latin(digit: re.Match[str]) -> str:
    return str(int(digit[0]))


def single_spaced(phrase: str) -> str:
    r"""
    Return a phrase as a pack writes it.

    >>> single_spaced("tadi\n malam")
    'tadi malam'
    """
    return " ".join(phrase.split())


def any_word(phrases: Iterable[str]) -> str:
    """Return a pattern for any of the phrases, which matches texts that are ``lowered``."""
    return f"(?:{any_of(map(lowered, phrases))})"


def lowered_keys(words: Mapping[str, Value]) -> dict[str, Value]:
    """Return a table with its words as ``lowered`` writes them."""
    return {lowered(word): value for word, value in words.items()}


def named_as(units: Mapping[str, str], unit: str) -> list[str]:
    """Return the words for a unit of time."""
    return [word for word, kind in units.items() if kind == unit]


def between(words: Iterable[str], gap: str) -> str:
    """Return a pattern for what joins the first and the last of a range."""
    return rf"(?:\s*[-–—~〜～]\s*|{gap}{any_word(words)}{gap})"
