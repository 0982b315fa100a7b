"""How far a noun goes in a language with articles: article, adjectives, possessor, and what is attached to it."""

from __future__ import annotations

from typing import NamedTuple

from worker.pipeline.lexicon import (
    ADVERB,
    AUXILIARY,
    CONJUNCTION,
    CUE,
    DAY,
    DEGREE_AFTER,
    DETERMINER,
    DOCUMENT,
    FORMER,
    GIVEN,
    NAMEABLE,
    OPENER,
    ORGANISATION,
    ORGANISATION_NAME,
    PARTICLE,
    PERSON_TITLES,
    PHRASE_END,
    PLURAL_PRONOUN,
    PREPOSITION,
    RANK_SUFFIX,
    RELATIVE,
    REPORT,
    ROLE,
    ROLE_MODIFIER,
    SUBJECT_PRONOUN,
    TOLD,
    UNNAMED,
    UNNAMED_OPENER,
    VERB,
)
from worker.pipeline.runs import CAPITAL, LONGEST
from worker.pipeline.tokens import LOWER, NUMBER, TITLE, Tokens, is_initial

NOUN = ROLE | ORGANISATION | DOCUMENT | UNNAMED
ENDS_NOUN = PREPOSITION | CONJUNCTION | RELATIVE | SUBJECT_PRONOUN | AUXILIARY | PHRASE_END
SPEAKING = CUE | REPORT
GLUE = frozenset("-–&/")
APOSTROPHES = frozenset("'’")
LONGEST_BRACKET = 8  # tokens
MOST_ATTACHED = 4  # prepositions after a noun
MOST_UNKNOWN = 3  # words between two nouns that are known


class Noun(NamedTuple):
    """A noun as token numbers: its article or possessor, the first word after them, and its last."""

    opening: int
    first: int
    last: int


def read_noun(tokens: Tokens, opening: int, stop: int) -> Noun | None:
    """Return the noun that starts at a token with its article, adjectives and possessor, or None if none does."""
    start = opening
    while start < stop and tokens.flags[start] & DETERMINER and not tokens.flags[start] & GIVEN:
        start += 1
    first, last, headed = start, start - 1, False
    limit = min(stop, opening + LONGEST)
    for index in range(start, limit):
        if not _goes_on(tokens, index, first, limit=limit, headed=headed):
            break
        last = index
        if _owns(tokens, index):
            first, headed = index + 1, False
        else:
            headed = headed or bool(tokens.flags[index] & (NOUN | NAMEABLE | ORGANISATION_NAME))
    while last >= start and (tokens.words[last] in tokens.endings or tokens.words[last] in GLUE):
        last -= 1
        first = start
    if last < start:
        alone = start > opening and tokens.flags[opening] & (UNNAMED | UNNAMED_OPENER)
        return Noun(opening, opening, start - 1) if alone else None
    return Noun(opening, first if first <= last else start, last)


def _owns(tokens: Tokens, index: int) -> bool:
    """Tell whether a possessor ends with a token; several do not where a name goes on: "Keepers' Union"."""
    several = tokens.words[index] in APOSTROPHES and tokens.shapes[index + 1] not in CAPITAL
    return several or tokens.words[index] in tokens.endings


def denotes(tokens: Tokens, noun: Noun) -> bool:
    """Tell whether a noun may speak: with an article any may, without one a known one or a capital must be there."""
    if noun.opening < noun.first:
        return True
    words = range(noun.first, noun.last + 1)
    return any(tokens.flags[at] & NOUN or tokens.shapes[at] in CAPITAL for at in words)


def _goes_on(tokens: Tokens, index: int, first: int, *, limit: int, headed: bool) -> bool:
    """Tell whether a token belongs to the noun that began at another."""
    shape = tokens.shapes[index]
    if shape in CAPITAL:
        return not _names_a_day(tokens, index, limit) and not _opens_sentence(tokens, index)
    if shape == NUMBER:
        return not headed or tokens.shapes[index - 1] in CAPITAL
    if shape != LOWER:
        return _mark_goes_on(tokens, index, limit)
    flags = tokens.flags[index]
    if flags & PARTICLE and index + 1 < limit and tokens.shapes[index + 1] in CAPITAL and headed:
        return True
    if flags & NOUN and not flags & (ENDS_NOUN & ~PHRASE_END):
        return not (flags & SPEAKING and headed)
    if flags & (FORMER | ROLE_MODIFIER) and not headed:
        return True
    return not flags & (ENDS_NOUN | DETERMINER) and _word_goes_on(tokens, index, first, limit=limit, headed=headed)


def _word_goes_on(tokens: Tokens, index: int, first: int, *, limit: int, headed: bool) -> bool:
    """Tell whether an adverb, a verb or an unknown word belongs to a noun."""
    flags = tokens.flags[index]
    if flags & ADVERB:
        return index == first and index + 1 < limit and tokens.shapes[index + 1] != LOWER
    if flags & (SPEAKING | VERB | TOLD):
        return not headed and (index == first or not flags & SPEAKING)
    return not headed or _leads_to_noun(tokens, index + 1, limit)


def _leads_to_noun(tokens: Tokens, index: int, limit: int) -> bool:
    """Tell whether a word after a noun goes on to another one that is known: "school bus driver"."""
    for at in range(index, min(limit, index + MOST_UNKNOWN)):
        flags = tokens.flags[at]
        if tokens.shapes[at] != LOWER or flags & (ENDS_NOUN | DETERMINER | ADVERB):
            return False
        if flags & NOUN:
            return True
    return False


def _opens_sentence(tokens: Tokens, index: int) -> bool:
    """Tell whether a word has its capital from the sentence alone."""
    flags = tokens.flags[index]
    small = flags & (OPENER | SUBJECT_PRONOUN) and not flags & (GIVEN | PERSON_TITLES | ROLE | ORGANISATION)
    return bool(small) and tokens.shapes[index] == TITLE


def _mark_goes_on(tokens: Tokens, index: int, limit: int) -> bool:
    word, after = tokens.words[index], index + 1
    if after >= limit:
        return False
    if word in tokens.endings:
        return not tokens.flags[after] & (SPEAKING | ADVERB | ENDS_NOUN | DETERMINER)
    glued = tokens.ends[index - 1] == tokens.starts[index]
    if word in APOSTROPHES:
        return glued and tokens.shapes[after] in (LOWER, *CAPITAL)
    if word == ".":
        short = tokens.flags[index - 1] & (PERSON_TITLES | RANK_SUFFIX | DEGREE_AFTER)
        initials = is_initial(tokens.words[index - 1]) and tokens.shapes[after] == TITLE
        return glued and (bool(short) or initials)
    return word in GLUE and tokens.shapes[after] in CAPITAL and (glued or word == "&")


def _names_a_day(tokens: Tokens, index: int, limit: int) -> bool:
    """Tell whether a word is a weekday or a month, and no part of a name: "Lee Monday", but "Sunday Times"."""
    flags = tokens.flags[index]
    if not flags & DAY or flags & GIVEN:
        return False
    after = index + 1
    if after >= limit:
        return True
    dated = (
        tokens.flags[index - 1] & DETERMINER and tokens.shapes[after] == LOWER and not tokens.flags[after] & ENDS_NOUN
    )
    return not (dated or (tokens.shapes[after] in CAPITAL and tokens.flags[after] & ORGANISATION))


def attached(tokens: Tokens, last: int, stop: int, *, joined: int = 0) -> int:
    """
    Return the last token of what is attached to a noun by prepositions, "of the party in Ohio", a bracket passed over.

    Words with one of the flags ``joined`` attach another noun too.
    """
    last = after_bracket(tokens, last, stop)
    for _ in range(MOST_ATTACHED):
        at = last + 1
        if at + 1 < stop and tokens.flags[last] & UNNAMED and _links(tokens, at):
            at += 1  # "people familiar with the matter"
        flags = tokens.flags[at] if at < stop else 0
        if not (flags & PREPOSITION and not flags & PHRASE_END) and not flags & joined:
            break
        inner = read_noun(tokens, at + 1, stop) if at + 1 < stop else None
        if inner is None:
            of_them = at + 1 < stop and tokens.flags[last] & UNNAMED_OPENER and tokens.flags[at + 1] & PLURAL_PRONOUN
            return at + 1 if of_them else last  # "one of them"
        last = after_bracket(tokens, inner.last, stop)
    return last


def _links(tokens: Tokens, index: int) -> bool:
    """Tell whether an adjective or a participle joins a noun to a preposition: "briefed on", "close to"."""
    flags, after = tokens.flags[index], tokens.flags[index + 1]
    return tokens.shapes[index] == LOWER and not flags & ~VERB and bool(after & PREPOSITION and not after & PHRASE_END)


def after_bracket(tokens: Tokens, last: int, stop: int) -> int:
    """Return the last token of a bracket behind a token, or the token itself."""
    if last + 1 >= stop or tokens.words[last + 1] != "(":
        return last
    closing = range(last + 2, min(stop, last + LONGEST_BRACKET))
    return next((at for at in closing if tokens.words[at] == ")"), last)
