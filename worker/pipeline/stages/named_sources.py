"""The source that a small word and a noun make of a phrase: "nach Angaben von X", "laut X", "X zufolge"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.pipeline.lexicon import (
    ACCORDING,
    ACCORDING_BEHIND,
    ACCORDING_NOUN,
    ARTICLE,
    ATTRIBUTE,
    OBLIQUE,
    SOURCE_NOUN,
)
from worker.pipeline.phrases import read_phrase
from worker.pipeline.stages.verb_second import SPEAKERS, can_be_subject
from worker.pipeline.tokens import LOWER, TITLE, Tokens

if TYPE_CHECKING:
    from worker.pipeline.phrase import Phrase

LONGEST_SOURCE = 9  # tokens of a source before "zufolge"


def source_at(tokens: Tokens, index: int, stop: int) -> Phrase | None:
    """Return the source that the word at a token names, behind it or before it, within its sentence."""
    flags = tokens.flags[index]
    found = _before(tokens, index) if flags & ACCORDING_BEHIND and tokens.shapes[index] == LOWER else None
    if found is not None or not flags & (ACCORDING | ACCORDING_NOUN):
        return found
    return _behind(tokens, index, stop)


def _behind(tokens: Tokens, index: int, stop: int) -> Phrase | None:
    """Read "laut X" and "nach ersten Angaben von X"; some words name a source only with such a noun."""
    start = index + 1
    named = bool(tokens.flags[index] & ACCORDING)
    while start < stop and (tokens.flags[start] & SOURCE_NOUN or (not named and _describes(tokens, start, stop))):
        named = named or bool(tokens.flags[start] & SOURCE_NOUN)
        start += 1
    if named and index + 1 < start < stop and tokens.flags[start] & ATTRIBUTE and not tokens.flags[start] & ARTICLE:
        start += 1
    phrase = read_phrase(tokens, start, stop) if named and start < stop else None
    return phrase if phrase is not None and _is_source(tokens, phrase) else None


def _describes(tokens: Tokens, index: int, stop: int) -> bool:
    """Tell whether an article or an adjective stands before the noun of a source."""
    plain = tokens.shapes[index] == LOWER and (not tokens.flags[index] or tokens.flags[index] & ARTICLE)
    return bool(plain) and any(tokens.flags[at] & SOURCE_NOUN for at in range(index + 1, min(stop, index + 3)))


def _before(tokens: Tokens, index: int) -> Phrase | None:
    """Read "X zufolge": the longest phrase that ends right before the word."""
    first, _ = tokens.sentence(index)
    for start in range(max(first, index - LONGEST_SOURCE), index):
        if tokens.shapes[start] != TITLE and not tokens.flags[start] & ARTICLE:
            continue
        phrase = read_phrase(tokens, start, index)
        if phrase is not None and phrase.last == index - 1 and _is_source(tokens, phrase):
            return phrase
    return None


def _is_source(tokens: Tokens, phrase: Phrase) -> bool:
    """Tell whether a phrase, in whatever case, denotes somebody who can speak."""
    if tokens.flags[phrase.first] & OBLIQUE:
        return phrase.kind in SPEAKERS
    return can_be_subject(tokens, phrase) and phrase.kind not in ("pronoun", "plural")
