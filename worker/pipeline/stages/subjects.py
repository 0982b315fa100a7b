"""The subject of a verb of reporting: the phrase in front of it that says who speaks."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from worker.pipeline.lexicon import (
    ADVERB,
    ARTICLE,
    CLAUSE_OPENER,
    CONJUNCTION,
    DAY,
    DEMONSTRATIVE,
    GIVEN,
    INVERTS,
    OPENER,
    PHRASE_END,
    PREPOSITION,
    RELATIVE,
    RELAY,
    REPORT,
    ROLE,
    ROLE_MODIFIER,
    SUBJECT_PRONOUN,
    SUBORDINATOR,
    UNNAMED_OPENER,
    VERB,
)
from worker.pipeline.naming import opens_role
from worker.pipeline.phrases import read_phrase
from worker.pipeline.stages.clauses import subject_of
from worker.pipeline.stages.verb_second import subject_beside
from worker.pipeline.tokens import CAPITALS, LOWER, QUOTATION, TITLE, Tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from worker.pipeline.phrase import Phrase


LEADING = OPENER | CONJUNCTION | ADVERB | DEMONSTRATIVE
ASIDE = PHRASE_END | PREPOSITION | CONJUNCTION | DAY | ADVERB | RELATIVE | RELAY
REACH = 60  # tokens between a subject and its verb, where it may also stand behind it
MOST_STARTS = 8  # places where such a subject is sought
NEAREST = 8  # tokens: how far before the verb a subject in mid-clause is sought


def find_subject(tokens: Tokens, verb: int) -> Phrase | None:
    """Return the subject of the verb at a token, or None if the sentence does not show one."""
    if tokens.determiners:
        return subject_of(tokens, verb)
    first, _ = tokens.sentence(verb)
    if tokens.flags[verb] & INVERTS:
        starts = islice(_segments(tokens, max(first, verb - REACH), verb), MOST_STARTS)
        before = _first_at(tokens, starts, verb)
        return subject_beside(tokens, verb, before) or _nearest(tokens, first, verb)
    return _first_at(tokens, _segments(tokens, first, verb), verb) or _nearest(tokens, first, verb)


def _first_at(tokens: Tokens, starts: Iterable[int], verb: int) -> Phrase | None:
    found = (_at(tokens, start, verb) for start in starts)
    return next((phrase for phrase in found if phrase is not None), None)


def opening_phrase(tokens: Tokens, first: int, stop: int) -> Phrase | None:
    """Return the phrase that opens a sentence, after words like "Meanwhile"."""
    first, aside = _past_leading(tokens, first, stop)
    if aside or first >= stop or tokens.flags[first] & (PREPOSITION | RELATIVE):
        return None
    return read_phrase(tokens, first, stop)


def _past_leading(tokens: Tokens, start: int, stop: int) -> tuple[int, bool]:
    """Pass over words like "Meanwhile"; tell whether one of them opens an aside or a clause of its own."""
    aside = False
    while start < stop and _leads(tokens, start):
        aside = aside or bool(tokens.flags[start] & (PREPOSITION | SUBORDINATOR))
        start += 1
    return start, aside


def _segments(tokens: Tokens, first: int, verb: int) -> Iterator[int]:
    """Yield where the parts of a sentence start that commas, quotations and earlier verbs of reporting set off."""
    if first < verb:
        yield first
    for index in range(first, verb - 1):
        if (
            tokens.words[index] in (",", ":", ";", "-")
            or tokens.shapes[index] == QUOTATION
            or (tokens.flags[index] & REPORT and tokens.shapes[index] == LOWER)
            or _office_after(tokens, index)
        ):
            yield index + 1


def _office_after(tokens: Tokens, index: int) -> bool:
    """Tell whether a capitalised office follows a lower-case word, as it does where a subheading has lost its line."""
    if tokens.shapes[index] != LOWER or tokens.shapes[index + 1] != TITLE or not opens_role(tokens, index + 1):
        return False
    return not tokens.flags[index] & (PREPOSITION | CONJUNCTION | REPORT | ROLE | ROLE_MODIFIER | VERB)


def _at(tokens: Tokens, start: int, verb: int) -> Phrase | None:
    """Read a phrase at the start of a segment, after words like "Meanwhile", that reaches the verb."""
    start, aside = _past_leading(tokens, start, verb)
    if aside and tokens.flags[verb] & INVERTS:
        return None
    if start >= verb or (tokens.flags[start] & (PREPOSITION | RELAY | RELATIVE) and not tokens.flags[start] & ROLE):
        return None
    phrase = read_phrase(tokens, start, verb)
    return phrase if phrase is not None and _reaches(tokens, phrase.last + 1, verb) else None


def _leads(tokens: Tokens, index: int) -> bool:
    flags = tokens.flags[index]
    if flags & (SUBJECT_PRONOUN | ROLE | UNNAMED_OPENER | ARTICLE):
        return False
    return bool(flags & (LEADING | CLAUSE_OPENER)) and not (flags & GIVEN and tokens.shapes[index] == TITLE)


def _reaches(tokens: Tokens, start: int, verb: int) -> bool:
    """Tell whether nothing but adverbs and asides stands between a phrase and the verb."""
    fresh = True
    for index in range(start, verb):
        flags = tokens.flags[index]
        if tokens.words[index] == ",":
            fresh = True
        elif fresh and not flags & ASIDE and tokens.words[index] not in "()-–":
            return False
        else:
            fresh = bool(flags & ADVERB) and tokens.shapes[index] == LOWER
    return True


def _nearest(tokens: Tokens, first: int, verb: int) -> Phrase | None:
    """Read a phrase in mid-clause that ends right before the verb, adverbs aside."""
    end = verb
    while end > first and tokens.flags[end - 1] & ADVERB and tokens.shapes[end - 1] == LOWER:
        end -= 1
    for start in range(end - 1, max(first, end - NEAREST) - 1, -1):
        opens_run = start == first or tokens.shapes[start - 1] not in (TITLE, CAPITALS)
        if not opens_run or tokens.flags[start] & RELATIVE:
            continue
        if (
            start > first
            and tokens.flags[start - 1] & (PREPOSITION & ~CONJUNCTION)
            and tokens.shapes[start - 1] == LOWER
        ):
            continue
        phrase = read_phrase(tokens, start, end)
        if phrase is not None and phrase.last == end - 1 and phrase.kind in ("person", "pronoun", "plural"):
            return phrase
    return None
