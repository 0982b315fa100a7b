"""What shows a surname where only names have capitals, and which capitals are an employer's or a noun's."""

from __future__ import annotations

from worker.pipeline.lexicon import (
    COMMON,
    DAY,
    DETERMINER,
    DOCUMENT,
    EMPLOYER,
    FORMER,
    FUNCTION,
    GIVEN,
    HONORIFIC,
    ORGANISATION,
    ORGANISATION_NAME,
    ORGANISATION_WORD,
    PERSON_TITLES,
    PLACE,
    PLACE_HEAD,
    RANK,
    ROLE,
    UNNAMED,
)
from worker.pipeline.tokens import CAPITALS, LOWER, TITLE, Tokens

LONGEST_SYLLABLE = 5  # letters of the second part of a given name
NO_SURNAME = ORGANISATION | DAY | FUNCTION


def is_surname(tokens: Tokens, index: int) -> bool:
    """Tell whether a word closes a name that a given name or a title opens: "Ann Lee", "Sen. Lee", "A. J. Lee"."""
    if tokens.flags[index] & (FUNCTION | ORGANISATION | ORGANISATION_NAME | ROLE | DAY | GIVEN | UNNAMED) or not index:
        return False
    if index + 1 < len(tokens.words) and tokens.shapes[index + 1] in (TITLE, CAPITALS):
        return False
    before = index - 1 - (tokens.words[index - 1] == "." and index > 1)
    if tokens.flags[before] & (HONORIFIC | RANK):
        return True
    while before and len(tokens.words[before]) == 2 and tokens.words[before][1] == ".":
        before -= 1
    named = tokens.flags[before] & GIVEN and tokens.shapes[before] == TITLE
    return bool(named) and not tokens.flags[index] & (PLACE | COMMON | ORGANISATION_WORD)


def is_trade_for_surname(tokens: Tokens, index: int) -> bool:
    """Tell whether a word for a trade or a common thing closes a name: "Ann Baker", but not "Ann Baker Street"."""
    flags = tokens.flags[index]
    if not index or not flags & (ROLE | UNNAMED | COMMON | ORGANISATION_WORD) or flags & NO_SURNAME:
        return False
    follows = index + 1 < len(tokens.words) and tokens.shapes[index + 1] in (TITLE, CAPITALS)
    given = tokens.flags[index - 1] & GIVEN and not tokens.flags[index - 1] & (PLACE | COMMON | ROLE)
    beside = tokens.starts[index] - tokens.ends[index - 1] == 1 and tokens.shapes[index - 1] == TITLE
    return bool(given) and beside and not follows and tokens.sentence_of[index] == tokens.sentence_of[index - 1]


def employs(tokens: Tokens, index: int) -> bool:
    """Tell whether a name follows an office and a small word, as an employer does: "chief executive of NAME"."""
    before = index - 1
    while before > 1 and tokens.flags[before] & DETERMINER:
        before -= 1
    if before < 1 or not tokens.flags[before] & EMPLOYER or tokens.shapes[before] != LOWER:
        return False
    office = tokens.flags[before - 1] & (ROLE | COMMON) and tokens.shapes[before - 1] == LOWER
    return bool(office) and not tokens.flags[index] & (GIVEN | PERSON_TITLES | PLACE | PLACE_HEAD)


def is_noun(tokens: Tokens, index: int, tails: frozenset[str] = frozenset()) -> bool:
    """Tell whether a word with a capital is a known noun, or a compound that ends in a known tail: "Oslo-based"."""
    if tokens.flags[index] & (UNNAMED | DOCUMENT | FORMER):
        named_so = tokens.flags[index] & GIVEN and index != tokens.sentence(index)[0]
        follows = index + 1 < len(tokens.words) and tokens.shapes[index + 1] == TITLE
        return not (named_so or (follows and tokens.flags[index] & GIVEN))
    _, hyphen, last = tokens.words[index].rpartition("-")
    if not hyphen or not last[:1].islower():
        return False
    surname = index > 0 and tokens.shapes[index - 1] == TITLE and not tokens.flags[index - 1]
    return not surname or len(last) > LONGEST_SYLLABLE or last in tails  # "Chan Wai-ling"
