"""Reading a noun phrase that says who speaks: pronoun, account, epithet, somebody unnamed, or somebody described."""

from __future__ import annotations

from worker.pipeline.describing import complete, named, read_run
from worker.pipeline.determined import read_determined
from worker.pipeline.lexicon import (
    ACCOUNT,
    ARTICLE,
    CUE,
    DAY,
    DEMONSTRATIVE,
    DOCUMENT,
    FORMER,
    GIVEN,
    INITIALS,
    NAMEABLE,
    ORGANISATION,
    PERSON_TITLES,
    PHRASE_END,
    PLACE_PREPOSITION,
    PLURAL_PRONOUN,
    POSSESSOR,
    REPORT,
    ROLE,
    SUBJECT_PRONOUN,
    UNNAMED,
    UNNAMED_OPENER,
)
from worker.pipeline.naming import name_after_comma, name_end
from worker.pipeline.noun_phrases import read_noun_phrase
from worker.pipeline.phrase import Phrase
from worker.pipeline.runs import CAPITAL, ENDS_ROLE
from worker.pipeline.tokens import LOWER, MARK, NUMBER, QUOTATION, Tokens

LONGEST_EPITHET = 9  # tokens
LONGEST_ACCOUNT = 5  # tokens
OPENS_LOWER = ROLE | FORMER | PERSON_TITLES | ORGANISATION | DOCUMENT | UNNAMED


def read_phrase(tokens: Tokens, first: int, stop: int) -> Phrase | None:
    """Return the phrase that starts at a token and ends before ``stop``, or None if none starts there."""
    if first >= stop or tokens.shapes[first] in (NUMBER, QUOTATION):
        return _behind_age(tokens, first, stop)
    alone = _one_word(tokens, first)
    flags, shape = tokens.flags[first], tokens.shapes[first]
    if flags & (ARTICLE | POSSESSOR):
        return read_determined(tokens, first, stop) or alone
    if alone is not None or shape == MARK:
        return alone
    if flags & ACCOUNT and shape == LOWER:
        return _account(tokens, first, stop)
    if tokens.determiners:
        return read_noun_phrase(tokens, first, stop)
    if flags & UNNAMED_OPENER and not flags & GIVEN:
        return _opened(tokens, first, stop)
    if shape == LOWER and not flags & OPENS_LOWER:
        return None
    epithet = _epithet(tokens, first, stop)
    return read_run(tokens, first, stop) if epithet is None else _name_behind(tokens, epithet, stop) or epithet


def _behind_age(tokens: Tokens, first: int, stop: int) -> Phrase | None:
    """Return the person named behind an age: "63-year-old pilot NAME"."""
    aged = first + 1 < stop and tokens.shapes[first] == NUMBER and "-" in tokens.words[first]
    phrase = read_phrase(tokens, first + 1, stop) if aged and tokens.determiners else None
    return phrase._replace(first=first) if phrase is not None and phrase.kind == "person" else None


def _one_word(tokens: Tokens, first: int) -> Phrase | None:
    """Read a pronoun, an account's name or initials."""
    flags, kind = tokens.flags[first], None
    if flags & SUBJECT_PRONOUN:
        kind = "plural" if flags & PLURAL_PRONOUN else "pronoun"
    elif tokens.words[first][0] == "@":
        kind = "account"
    elif flags & INITIALS:
        kind = "unnamed"
    return None if kind is None else Phrase(kind, first, first, (first, first))


def _account(tokens: Tokens, first: int, stop: int) -> Phrase:
    last, limit = first, min(stop, first + LONGEST_ACCOUNT)
    while last + 1 < limit and (
        tokens.words[last + 1][0] == "@" or tokens.flags[last + 1] & ACCOUNT or tokens.shapes[last + 1] in CAPITAL
    ):
        last += 1
    return Phrase("account", first, last, (first, last))


def _opened(tokens: Tokens, first: int, stop: int) -> Phrase | None:
    """Read "a resident" and "one of the visitors, NAME": unnamed, unless a name follows."""
    last = first
    for index in range(first + 1, min(stop, first + 12)):
        ends = tokens.flags[index] & (ENDS_ROLE & ~DAY) and index > first + 1
        if ends or (tokens.shapes[index] == MARK and tokens.words[index] != "-"):
            break
        if index > first + 1 and tokens.flags[index] & NAMEABLE:
            name = (index, name_end(tokens, index, stop))
            return complete(tokens, stop, named(first, name, (first, index - 1)))
        last = index
    after = name_after_comma(tokens, last, stop)
    if after is not None:
        return complete(tokens, stop, named(first, after, (first, last)))
    return Phrase("unnamed", first, last, (first, last)) if last > first else None


def _name_behind(tokens: Tokens, epithet: Phrase, stop: int) -> Phrase | None:
    """Return the person named behind an epithet: "juru bicara kementerian itu, NAME"."""
    name = name_after_comma(tokens, epithet.last, stop)
    if name is None or name[0] == name[1]:
        return None
    return complete(tokens, stop, named(epithet.first, name, (epithet.first, epithet.last)))


def _epithet(tokens: Tokens, first: int, stop: int) -> Phrase | None:
    """Read "kementerian tersebut", "pria 28 tahun itu": a common noun with a pointing word."""
    if tokens.shapes[first] != LOWER and not tokens.flags[first] & (ROLE | ORGANISATION | DOCUMENT):
        return None
    for index in range(first + 1, min(stop, first + LONGEST_EPITHET)):
        flags = tokens.flags[index]
        if flags & DEMONSTRATIVE and tokens.shapes[index] == LOWER:
            return Phrase("epithet", first, index, (first, index))
        ends = flags & (PHRASE_END & ~PLACE_PREPOSITION | REPORT | CUE & ~GIVEN) and not flags & (ROLE | ORGANISATION)
        if ends or tokens.shapes[index] == MARK:
            return None
    return None
