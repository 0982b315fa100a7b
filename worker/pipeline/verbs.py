"""Verbs of reporting in two parts: "teilte … mit", "hat … gesagt", where the first part alone reports nothing."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from worker.pipeline.lexicon import (
    AUXILIARY,
    CUE,
    INVERTS,
    JOINER,
    PARTICIPLE,
    PASSIVE_AUXILIARY,
    PLURAL_VERB,
    REPORT,
    SPLIT,
)
from worker.pipeline.tokens import LOWER, QUOTATION, Tokens

if TYPE_CHECKING:
    from worker.pipeline.language import LanguagePack

REACH = 40  # tokens between the two parts
CLOSES = frozenset(".,:;!?–-")


def complete_verbs(tokens: Tokens, pack: LanguagePack) -> Tokens:
    """Return the tokens with the first part of each such verb marked as a verb of reporting."""
    second_parts = _second_parts(pack)
    if not second_parts and not pack.speech.report_participles:
        return tokens
    flags, told = list(tokens.flags), {}
    for index, own in enumerate(tokens.flags):
        if not own & (SPLIT | AUXILIARY) or tokens.shapes[index] != LOWER or own & REPORT:
            continue
        wanted = second_parts.get(tokens.lowers[index], frozenset()) if own & SPLIT else frozenset()
        if own & PASSIVE_AUXILIARY and not wanted:
            continue
        second = _second_part(tokens, index, wanted)
        if second is not None:
            if not wanted or tokens.flags[second] & PARTICIPLE:
                told[index] = second
            plural = tokens.lowers[index].endswith(pack.speech.plural_endings)
            flags[index] |= REPORT | CUE | INVERTS | (PLURAL_VERB if plural else 0)
    return tokens._replace(flags=flags, second_parts=told)


def _second_part(tokens: Tokens, first: int, wanted: frozenset[str]) -> int | None:
    """Return the word that closes the clause and completes the verb: one of those wanted, else a participle."""
    stop = min(tokens.sentence(first)[1], first + REACH)
    for index in range(first + 1, stop):
        fits = tokens.lowers[index] in wanted if wanted else bool(tokens.flags[index] & PARTICIPLE)
        if fits and tokens.shapes[index] == LOWER and _closes(tokens, index, stop):
            return index
    return None


def _closes(tokens: Tokens, index: int, stop: int) -> bool:
    after = index + 1
    if after >= stop or tokens.words[after] in CLOSES or tokens.shapes[after] == QUOTATION:
        return True
    return bool(tokens.flags[after] & (JOINER | AUXILIARY)) and tokens.shapes[after] == LOWER


@cache
def _second_parts(pack: LanguagePack) -> dict[str, frozenset[str]]:
    """Return the words that complete each first part."""
    parts: dict[str, set[str]] = {}
    for verb in pack.speech.split_verbs:
        first, second = verb.split()
        parts.setdefault(first, set()).add(second)
    return {first: frozenset(seconds) for first, seconds in parts.items()}
