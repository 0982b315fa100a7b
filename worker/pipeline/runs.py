"""How far a run of words can be one noun phrase: capitals, and the small words that join them."""

from __future__ import annotations

from typing import NamedTuple

from worker.pipeline.lexicon import (
    ADVERB,
    ARTICLE,
    ATTRIBUTE,
    AUXILIARY,
    CLITIC_CUE,
    CONJUNCTION,
    CUE,
    DAY,
    FORMER,
    FUNCTION,
    GIVEN,
    INSTITUTION_AHEAD,
    JOINER,
    NAMEABLE,
    NAMED_HEAD,
    OPENER,
    ORGANISATION,
    ORGANISATION_NAME,
    PARTICLE,
    PASSIVE,
    PERSON_TITLES,
    PHRASE_END,
    PLACE,
    PLACE_HEAD,
    PLACE_PREPOSITION,
    PLAIN_NOUN,
    PREPOSITION,
    RANK_SUFFIX,
    RELATIVE,
    RELAY,
    REPORT,
    ROLE,
    ROLE_MODIFIER,
    SHORT_NAME,
    VERB,
)
from worker.pipeline.tokens import CAPITALS, LOWER, NUMBER, TITLE, Tokens

LONGEST = 26  # tokens; the longest speaker phrase of 461 articles has 22
ENDS_ROLE = PHRASE_END | RELATIVE | REPORT | RELAY | DAY | VERB
MOST_LOWER = 8  # tokens of a capitalised role that goes on in lower case
MOST_LISTED = 10  # tokens of a list of fields
MOST_LEADING = 5  # words between a noun and the noun of its attribute
NOT_LEADING = FUNCTION & ~OPENER | REPORT | CUE | AUXILIARY
NO_FIELD = GIVEN | PERSON_TITLES | ROLE | SHORT_NAME
NO_PART_OF_ROLE = VERB | PASSIVE | REPORT | RELATIVE | RELAY
CAPITAL = (TITLE, CAPITALS)
WORDS = (LOWER, TITLE, CAPITALS)
DASHES = frozenset("/-–")


def run_end(tokens: Tokens, first: int, stop: int) -> int:
    """Return the last token of the run that starts at a token and ends before ``stop``."""
    limit = min(stop, first + LONGEST)
    last, index = first, first + 1
    while index < limit:
        taken = _take(tokens, index, _Run(first, last, limit))
        if taken is None:
            break
        counts, step = taken
        index += step
        if counts:
            last = index - 1
    return last


def ends_in_name(tokens: Tokens, last: int) -> bool:
    """Tell whether a run up to a token ends in what is surely a person's name."""
    if last == 0 or not tokens.flags[last] & NAMEABLE:
        return False
    known = tokens.flags[last] & (GIVEN | SHORT_NAME)
    return bool(known or tokens.flags[last - 1] & NAMEABLE)


class _Run(NamedTuple):
    """A run so far: its first token, the last that counts, and the one it has to end before."""

    first: int
    last: int
    limit: int


# What a token does to a run: whether it counts as its end so far, and how many tokens it takes; None ends the run.
Taken = tuple[bool, int] | None


def _take(tokens: Tokens, index: int, run: _Run) -> Taken:
    shape = tokens.shapes[index]
    if shape in CAPITAL:
        of_name = index == run.first + 1 and tokens.flags[run.first] & NAMED_HEAD
        if tokens.flags[index] & PLAIN_NOUN and index == run.last + 1 and not of_name:
            return None  # "die Polizei Hinweise": another phrase
        return None if tokens.flags[index] & DAY and not tokens.flags[index] & GIVEN else (True, 1)
    if shape == LOWER:
        return _lower(tokens, index, run)
    if shape == NUMBER:
        before_comma = index + 1 < run.limit and tokens.words[index + 1] == "," and tokens.flags[run.first] & ROLE
        if before_comma:
            return True, 1  # "Ketua RT 04, NAME"
        return (False, 1) if _capital_at(tokens, index + 1, run.limit) else None
    return _mark(tokens, index, run)


def _mark(tokens: Tokens, index: int, run: _Run) -> Taken:
    word = tokens.words[index]
    if word == ".":
        return (False, 1) if tokens.flags[index - 1] & (PERSON_TITLES | RANK_SUFFIX) else None
    if word == "(":
        return _bracket(tokens, index, run.limit, after_name=ends_in_name(tokens, run.last))
    if word == "&":
        return (False, 1) if _capital_at(tokens, index + 1, run.limit) else None
    if word == ",":
        return (False, 1) if _list_goes_on(tokens, index, run.limit) else None
    glued = tokens.ends[index - 1] == tokens.starts[index]
    return (False, 1) if word in DASHES and glued else None


def _bracket(tokens: Tokens, index: int, limit: int, *, after_name: bool) -> Taken:
    """Take a short name in brackets, "Badan Pusat Statistik (BPS)"; after a name only where the run goes on behind."""
    for closing in (index + 2, index + 3):
        if closing < limit and tokens.words[closing] == ")":
            goes_on = not after_name or _capital_at(tokens, closing + 1, limit)
            capitals = all(tokens.shapes[at] in CAPITAL for at in range(index + 1, closing))
            return (True, closing - index + 1) if goes_on and capitals else None
    return None


def _lower(tokens: Tokens, index: int, run: _Run) -> Taken:
    flags = tokens.flags[index]
    role_in_lower_case = tokens.shapes[run.first] == LOWER
    if flags & PERSON_TITLES:
        dot = index + 1 < run.limit and tokens.words[index + 1] == "."
        return (True, 1) if _capital_at(tokens, index + 1 + dot, run.limit) else None
    if flags & (JOINER | PARTICLE) and _capital_at(tokens, index + 1, run.limit):
        return None if flags & JOINER and ends_in_name(tokens, run.last) else (False, 1)
    if ends_in_name(tokens, run.last):
        return None
    leading = _attribute(tokens, index, run)
    if leading or _name_after_words(tokens, index, run):
        return (False, leading) if leading else (True, 1)
    if flags & PREPOSITION and _capital_at(tokens, index + 1, run.limit) and _institution_goes_on(tokens, index, run):
        return False, 1
    if flags & RELATIVE:
        return (False, 1) if _role_goes_on(tokens, index + 1, run.limit) else None
    if flags & (ENDS_ROLE | CUE & ~ROLE | CLITIC_CUE | CONJUNCTION & ~JOINER):
        return None
    return (True, 1) if role_in_lower_case or flags & (ROLE | ROLE_MODIFIER) else None


def _attribute(tokens: Tokens, index: int, run: _Run) -> int:
    """
    Return how many words lead from a noun to the noun of its attribute, 0 where none follows.

    "des russischen Außenministeriums", "für Umweltfragen", "in der Partei": a mere preposition must lead to an
    institution or a place.
    """
    if run.last + 1 != index or not tokens.flags[index] & (ATTRIBUTE | INSTITUTION_AHEAD):
        return 0
    at = index + 1
    while at < min(run.limit, index + MOST_LEADING) and tokens.shapes[at] == LOWER:
        if tokens.flags[at] & NOT_LEADING and not tokens.flags[at] & ARTICLE:
            return 0
        at += 1
    if not _capital_at(tokens, at, run.limit) or tokens.flags[at] & DAY:
        return 0
    known = tokens.flags[index] & ATTRIBUTE or tokens.flags[at] & (
        ORGANISATION | ORGANISATION_NAME | PLACE | PLACE_HEAD
    )
    return at - index if known else 0


def _name_after_words(tokens: Tokens, index: int, run: _Run) -> bool:
    """Tell whether a capitalised role goes on in lower case up to a comma and a name: "Nelayan di Painan, NAME,"."""
    if not tokens.flags[run.first] & ROLE or tokens.shapes[run.first] == LOWER or tokens.flags[index] & NAMEABLE:
        return False
    stop = min(run.limit, run.first + MOST_LOWER)
    while index < stop and tokens.words[index] != ",":
        if tokens.shapes[index] not in WORDS or tokens.flags[index] & NO_PART_OF_ROLE:
            return False
        index += 1
    if index + 2 >= run.limit or tokens.words[index] != "," or not tokens.flags[index + 1] & NAMEABLE:
        return False
    return bool(tokens.flags[index + 2] & NAMEABLE) or tokens.words[index + 2] == ","


def _institution_goes_on(tokens: Tokens, index: int, run: _Run) -> bool:
    """Tell whether a preposition inside a role leads to an institution, or on to a name that is known."""
    in_place = bool(tokens.flags[index] & PLACE_PREPOSITION)
    if tokens.shapes[run.first] == LOWER and in_place:
        return True
    if not tokens.flags[run.first] & ROLE:
        return False
    after = tokens.flags[index + 1]
    named = after & (ORGANISATION | ORGANISATION_NAME) and not after & PLACE_HEAD
    return bool(named and in_place) or _sure_name_ahead(tokens, index + 2, run.limit)


def _sure_name_ahead(tokens: Tokens, index: int, limit: int) -> bool:
    """Tell whether the capitals that follow hold a name that is known: "Ahli Derivatif di Phillip Futures NAME"."""
    while _capital_at(tokens, index, limit):
        if tokens.flags[index] & NAMEABLE and tokens.flags[index] & (GIVEN | SHORT_NAME):
            return True
        index += 1
    return False


def _role_goes_on(tokens: Tokens, index: int, limit: int) -> bool:
    """Tell whether another role follows a relative word: "Mantan Gubernur X yang juga bakal calon presiden NAME"."""
    while index < limit and tokens.flags[index] & ADVERB and tokens.shapes[index] == LOWER:
        index += 1
    return index < limit and bool(tokens.flags[index] & (ROLE | FORMER)) and not tokens.flags[index] & GIVEN


def _capital_at(tokens: Tokens, index: int, limit: int) -> bool:
    return index < limit and tokens.shapes[index] in CAPITAL


def _list_goes_on(tokens: Tokens, comma: int, limit: int) -> bool:
    """Tell whether a comma stands in a list of fields: "Koperasi, UKM, Perindustrian, dan Perdagangan"."""
    for index in range(comma + 1, min(limit - 1, comma + MOST_LISTED)):
        if tokens.flags[index] & JOINER and tokens.shapes[index] == LOWER:
            return tokens.shapes[index + 1] == TITLE and not tokens.flags[index + 1] & NO_FIELD
        field = tokens.shapes[index] in CAPITAL and not tokens.flags[index] & NO_FIELD
        if not field and tokens.words[index] != ",":
            return False
    return False
