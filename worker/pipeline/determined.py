"""Reading a noun phrase that an article opens, in languages whose nouns have capitals: "der frühere Minister NAME"."""

from __future__ import annotations

from worker.pipeline.describing import read_run
from worker.pipeline.lexicon import (
    ADVERB,
    ARTICLE,
    ATTRIBUTE,
    AUXILIARY,
    COMMON,
    CONJUNCTION,
    CUE,
    DAY,
    DOCUMENT,
    GIVEN,
    INDEFINITE,
    NAMEABLE,
    ORGANISATION,
    ORGANISATION_NAME,
    PLACE,
    PREPOSITION,
    REPORT,
    ROLE,
    UNNAMED,
)
from worker.pipeline.naming import certain, name_after_comma, name_start
from worker.pipeline.phrase import Phrase
from worker.pipeline.runs import CAPITAL, run_end
from worker.pipeline.tokens import LOWER, NUMBER, TITLE, Tokens

MOST_ADJECTIVES = 6  # words between an article and its noun
NO_ADJECTIVE = PREPOSITION | CONJUNCTION | ARTICLE | AUXILIARY | REPORT | CUE & ~ADVERB
KNOWN_NOUN = ROLE | ORGANISATION | ORGANISATION_NAME | DOCUMENT


def read_determined(tokens: Tokens, first: int, stop: int) -> Phrase | None:
    """Return the phrase that an article opens, or None if no noun follows."""
    head = _head(tokens, first, stop)
    if head is None:
        return None
    phrase = read_run(tokens, head, stop)
    if phrase is not None and phrase.kind == "person":
        return phrase._replace(first=first)
    if tokens.shapes[head] == NUMBER and not tokens.flags[first] & INDEFINITE:
        return Phrase("epithet", first, head, (first, head))  # "der 52-Jährige"
    if phrase is None or not tokens.flags[head] & KNOWN_NOUN:
        phrase = _any_noun(tokens, head, stop)
    if phrase.kind == "unnamed" or (tokens.flags[first] & INDEFINITE and phrase.kind != "document"):
        return Phrase("unnamed", first, phrase.last, (first, phrase.last))
    return phrase._replace(first=first)


def _head(tokens: Tokens, first: int, stop: int) -> int | None:
    """Return the noun of a phrase that an article opens, also of "einer der Männer"."""
    of_several = tokens.flags[first] & INDEFINITE and first + 1 < stop and tokens.flags[first + 1] & ARTICLE
    return _noun_after(tokens, first + 1 if of_several else first, stop)


def _noun_after(tokens: Tokens, first: int, stop: int) -> int | None:
    """Return the noun that an article belongs to, passing over adjectives and numbers."""
    for index in range(first + 1, min(stop, first + 1 + MOST_ADJECTIVES)):
        flags, shape = tokens.flags[index], tokens.shapes[index]
        if shape in CAPITAL:
            return None if flags & DAY and not flags & GIVEN else _past_adjective(tokens, index, stop)
        if shape == NUMBER and tokens.words[index].rpartition("-")[2][:1].isupper():
            return index
        if shape not in (LOWER, NUMBER) or flags & NO_ADJECTIVE:
            return None
    return None


def _past_adjective(tokens: Tokens, index: int, stop: int) -> int:
    """Pass over an adjective with a capital: "der US-amerikanische Minister", "der Kölner Präsident"."""
    after = index + 1
    goes_on = after < stop and tokens.shapes[after] in CAPITAL and tokens.flags[after] & (ROLE | ORGANISATION | COMMON)
    return after if goes_on and not tokens.flags[index] & (ROLE | ORGANISATION | NAMEABLE) else index


def _any_noun(tokens: Tokens, head: int, stop: int) -> Phrase:
    """Read a noun that is no known role: somebody unnamed, unless a name follows behind a comma."""
    last = run_end(tokens, head, stop)
    start = name_start(tokens, head, last)
    of_name = tokens.flags[start - 1] & ATTRIBUTE and tokens.shapes[start - 1] == LOWER  # "der Freund von NAME"
    if head < start <= last and not of_name and certain(tokens, (start, last)):
        return Phrase("person", head, last, (start, last), (start, last), (head, start - 1))
    after = name_after_comma(tokens, last, stop)
    if after is not None and after[1] > after[0]:
        return Phrase("person", head, after[1], after, after, (head, last))
    return Phrase("unnamed", head, last, (head, last))


def believable_speaker(tokens: Tokens, phrase: Phrase) -> bool:
    """Tell whether a phrase denotes somebody who can speak: not a thing or an event that an article opens."""
    if phrase.kind != "unnamed":
        return True
    head = _head(tokens, phrase.first, phrase.last + 1) if tokens.flags[phrase.first] & ARTICLE else phrase.first
    if head is None or tokens.shapes[head] != TITLE:
        return head is not None
    flags = tokens.flags[head]
    return bool(flags & (ROLE | UNNAMED | ORGANISATION)) or not flags & (COMMON | PLACE)
