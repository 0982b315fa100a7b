"""Who speaks where the verb is the second part of its clause, so that the subject may stand on either side of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.pipeline.determined import believable_speaker
from worker.pipeline.lexicon import (
    ADVERB,
    ARTICLE,
    CONJUNCTION,
    DAY,
    GIVEN,
    IMPERSONAL,
    OBLIQUE,
    PLURAL_VERB,
    PREPOSITION,
    ROLE,
    SUBJECT_PRONOUN,
)
from worker.pipeline.phrases import read_phrase
from worker.pipeline.tokens import CAPITALS, LOWER, NUMBER, QUOTATION, TITLE, Tokens

if TYPE_CHECKING:
    from worker.pipeline.phrase import Phrase

FARTHEST = 16  # tokens between a verb and its subject: asides like "am Montag in Berlin"
ENDS_CLAUSE = frozenset(",:;.!?–")
SPEAKERS = ("person", "pronoun", "plural", "organisation", "role", "unnamed", "document", "epithet")


def subject_beside(tokens: Tokens, verb: int, before: Phrase | None) -> Phrase | None:
    """Return the subject of a verb: the phrase that opens its clause, unless that is an aside or an object."""
    if before is not None and can_be_subject(tokens, before):
        return in_number(tokens, verb, before)
    after = subject_after(tokens, verb + 1, tokens.sentence(verb)[1])
    return in_number(tokens, verb, after) if after is not None else None


def subject_behind(tokens: Tokens, verb: int, stop: int) -> Phrase | None:
    """Return the subject behind a verb; "hieß es in dem Schreiben" has none, and means what it was said in."""
    if verb + 2 < stop and tokens.flags[verb + 1] & IMPERSONAL:
        phrase = read_phrase(tokens, verb + 3, stop) if tokens.flags[verb + 2] & PREPOSITION else None
        return phrase if phrase is not None and phrase.kind == "document" else None
    found = subject_after(tokens, verb + 1, stop)
    return in_number(tokens, verb, found) if found is not None else None


def can_be_subject(tokens: Tokens, phrase: Phrase) -> bool:
    """Tell whether a phrase can be the subject of speaking: no oblique case, no thing."""
    if phrase.kind not in SPEAKERS or tokens.flags[phrase.first] & OBLIQUE:
        return False
    return believable_speaker(tokens, phrase)


def in_number(tokens: Tokens, verb: int, phrase: Phrase) -> Phrase:
    """Return a phrase in the verb's number: a pronoun beside a verb in the plural means several."""
    several = phrase.kind == "pronoun" and tokens.flags[verb] & PLURAL_VERB
    return phrase._replace(kind="plural") if several else phrase


def subject_after(tokens: Tokens, index: int, stop: int) -> Phrase | None:
    """Return the first phrase behind a verb that can be its subject, passing over adverbs, asides and objects."""
    stop = min(stop, index + FARTHEST)
    while index < stop:
        flags, shape = tokens.flags[index], tokens.shapes[index]
        if tokens.words[index] in ENDS_CLAUSE or shape == QUOTATION:
            return None
        if shape == LOWER and flags & PREPOSITION and not flags & ARTICLE:
            index = _past_noun(tokens, index + 1, stop)
        elif shape == NUMBER or (flags & DAY and not flags & GIVEN) or (flags & ADVERB and not flags & SUBJECT_PRONOUN):
            index += 1
        else:
            phrase = read_phrase(tokens, index, tokens.sentence(index)[1])
            if phrase is None:
                return None
            if can_be_subject(tokens, phrase):
                return phrase
            index = phrase.last + 1
    return None


def _past_noun(tokens: Tokens, index: int, stop: int) -> int:
    """Return the first token behind the noun of a preposition."""
    while index < stop and tokens.shapes[index] in (LOWER, NUMBER) and not tokens.flags[index] & CONJUNCTION:
        index += 1
    first = index
    while index < stop and tokens.shapes[index] in (TITLE, CAPITALS):
        if index > first and (tokens.flags[index] & (ROLE | GIVEN) or tokens.flags[index - 1] & DAY):
            break  # "am Montag Minister NAME"
        index += 1
    return index
