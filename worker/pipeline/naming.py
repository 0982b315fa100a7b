"""Telling a role from the name behind it: "Direktur Utama Taspen Iqbal Latanro"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.pipeline.evidence import is_degree
from worker.pipeline.lexicon import (
    BELONGS,
    DAY,
    DEGREE,
    FORMER,
    GIVEN,
    NAME_OPENER,
    NAMEABLE,
    NAMED_HEAD,
    ORGANISATION,
    ORGANISATION_NAME,
    ORGANISATION_WORD,
    PARTICLE,
    PERSON_TITLES,
    PLACE,
    PLACE_HEAD,
    PREPOSITION,
    RANK,
    RANK_SUFFIX,
    RELAY,
    REPORT,
    ROLE,
    ROLE_MODIFIER,
    SHORT_NAME,
    UNNAMEABLE,
)
from worker.pipeline.runs import CAPITAL, ENDS_ROLE, LONGEST
from worker.pipeline.tokens import CAPITALS, LOWER, QUOTATION, TITLE, Tokens

if TYPE_CHECKING:
    from worker.pipeline.phrase import Range

NO_NAME_AFTER_TITLE = ORGANISATION | ORGANISATION_NAME | ORGANISATION_WORD | PLACE_HEAD | DAY | ROLE | ROLE_MODIFIER
MOST_USUAL = 2  # a name of more words than this plus one is rare: its first word may be the institution's last
LONGEST_CUT = 4  # letters of a name written short
LONGEST_NAME = 6  # words: of 4,993 names in three corpora 2 % have four words or more
NOT_INSIDE_NAME = DAY | ROLE | ORGANISATION | ORGANISATION_NAME | PREPOSITION | RANK | REPORT | RELAY | PLACE_HEAD


def opens_role(tokens: Tokens, first: int) -> bool:
    """Tell whether a word opens a role; one that is a name too does so only before a word that goes on a role."""
    flags = tokens.flags[first]
    if not flags & (ROLE | FORMER):
        return False
    if not flags & GIVEN or tokens.shapes[first] == LOWER:
        return True
    after = first + 1
    goes_on = after < len(tokens.words) and tokens.shapes[after] == TITLE and tokens.flags[after] & ROLE_MODIFIER
    return bool(goes_on) and not tokens.flags[after] & GIVEN


def name_end(tokens: Tokens, first: int, stop: int) -> int:
    """Return the last token of the name that starts at a token."""
    last = first
    for index in range(first + 1, min(stop, first + LONGEST_NAME)):
        if tokens.starts[index] - tokens.ends[index - 1] > 1:
            break
        if _abbreviates(tokens, index):
            continue
        if tokens.flags[index] & NAMEABLE or _goes_on(tokens, index, first):
            last = index
        elif not (tokens.flags[index] & PARTICLE and tokens.shapes[index] == LOWER):
            break
    return last


def _abbreviates(tokens: Tokens, index: int) -> bool:
    """Tell whether a full stop cuts a word of a name short: "Moh. NAME"."""
    if tokens.words[index] != "." or index + 1 >= len(tokens.words):
        return False
    short = len(tokens.words[index - 1]) <= LONGEST_CUT and tokens.flags[index - 1] & NAMEABLE
    return bool(short) and tokens.sentence_of[index + 1] == tokens.sentence_of[index]


def _goes_on(tokens: Tokens, index: int, first: int) -> bool:
    """Tell whether a word that names no person by itself goes on a name that is certain, as a surname may."""
    flags = tokens.flags[index]
    if len(tokens.words[index]) == 1 and tokens.shapes[index] == TITLE:
        return True
    sure = tokens.flags[first] & GIVEN or tokens.flags[first] & SHORT_NAME
    if (
        not sure
        or tokens.shapes[index] != TITLE
        or flags & (NOT_INSIDE_NAME | UNNAMEABLE)
        or is_degree(tokens.words[index], flags)
    ):
        return False
    return not (flags & PLACE and index - first > 1)


def title_inside(tokens: Tokens, first: int, last: int) -> tuple[int, int] | None:
    """Return where a rank, a courtesy or a degree opens a name inside a run, and where the name itself starts."""
    for index in range(first, last):
        flags = tokens.flags[index]
        if not flags & PERSON_TITLES or (flags & ROLE and not flags & (RANK | DEGREE)):
            continue
        before = tokens.flags[index - 1] if index > first else 0
        if before & NAMED_HEAD or (flags & ROLE_MODIFIER and before & ROLE):
            continue
        start = skip_titles(tokens, index, last)
        if start <= last and _named(tokens, start):
            return index, start
    return None


def skip_titles(tokens: Tokens, index: int, last: int) -> int:
    """Return the first token from ``index`` on that is no title, rank, degree or their full stop."""
    while index <= last and (tokens.flags[index] & (PERSON_TITLES | RANK_SUFFIX) or tokens.words[index] in ".()"):
        if tokens.flags[index] & GIVEN and not tokens.flags[index] & RANK and index == last:
            break
        index += 1
    return index


def _named(tokens: Tokens, index: int) -> bool:
    if tokens.flags[index] & NAMEABLE:
        return True
    return tokens.shapes[index] == TITLE and not tokens.flags[index] & NO_NAME_AFTER_TITLE


def name_start(tokens: Tokens, first: int, last: int) -> int:
    """Return where the name at the end of a role begins; ``last + 1`` if there is none."""
    start = _longest_suffix(tokens, first, last)
    if start < last and tokens.flags[start - 1] & NAMED_HEAD:
        start += 1
    while start < last and tokens.flags[start] & BELONGS:
        start += 1
    for index in range(start + 1, last + 1):
        before = range(start, index)
        before_is_name = any(tokens.flags[place] & GIVEN or len(tokens.words[place]) == 1 for place in before)
        surname = index == last and last - start == 1
        if tokens.flags[index] & SHORT_NAME and not before_is_name and not surname:
            return index
    if start > last or last - start < MOST_USUAL:
        return start
    unknown = not tokens.flags[start] & (GIVEN | SHORT_NAME | NAME_OPENER | PARTICLE)
    after_role = not tokens.flags[start - 1] & (PLACE | ORGANISATION_NAME) and tokens.shapes[start - 1] != CAPITALS
    return start + 1 if unknown and after_role and tokens.flags[start + 1] & (GIVEN | NAME_OPENER) else start


def _longest_suffix(tokens: Tokens, first: int, last: int) -> int:
    start = last + 1
    if len(tokens.words[last]) == 1 and tokens.shapes[last] == TITLE and tokens.flags[last - 1] & NAMEABLE:
        start = last
    while start > first + 1:
        particle = start <= last and start - 2 > first and tokens.flags[start - 1] & PARTICLE
        if tokens.flags[start - 1] & NAMEABLE or (particle and tokens.flags[start - 2] & NAMEABLE):
            start -= 1
        else:
            break
    return start


def name_after_comma(tokens: Tokens, last: int, stop: int) -> Range | None:
    """Return the name after a role and a comma: "Sekretaris MA, Achmad Setyo"."""
    if last + 2 >= stop or tokens.words[last + 1] != ",":
        return None
    last = _skip_places(tokens, last, stop)
    start = skip_titles(tokens, last + 2, stop - 1)
    titled = start > last + 2
    if start >= stop or not (tokens.flags[start] & NAMEABLE or (titled and _named(tokens, start))):
        return None
    return start, name_end(tokens, start, stop)


def _skip_places(tokens: Tokens, last: int, stop: int) -> int:
    """Pass over the places between a role and its name: "Camat Neglasari, Kabupaten Tangerang, NAME"."""
    index = last + 2
    while index < stop and tokens.flags[index] & (PLACE | PLACE_HEAD) and not tokens.flags[index] & GIVEN:
        while index < stop and tokens.shapes[index] in CAPITAL:
            index += 1
        if index >= stop or tokens.words[index] != ",":
            return last
        last = index - 1
        index += 1
    return last


def titled_name_later(tokens: Tokens, last: int, stop: int) -> tuple[int, Range] | None:
    """
    Return a name with a rank or degree behind a role that holds commas, and where its title starts.

    "Ketua Sports, Spine & Ankle dr. NAME" is such a role.
    """
    for index in range(last + 1, min(stop - 1, last + LONGEST)):
        flags = tokens.flags[index]
        if flags & (RANK | DEGREE):
            start = skip_titles(tokens, index, stop - 1)
            named = start < stop and tokens.flags[start] & NAMEABLE
            return (index, (start, name_end(tokens, start, stop))) if named else None
        if (flags & ENDS_ROLE and tokens.shapes[index] == LOWER) or flags & DAY or tokens.shapes[index] == QUOTATION:
            return None
    return None


def certain(tokens: Tokens, name: Range) -> bool:
    """Tell whether a word of a name is known as one, from the pack or from the rest of the article."""
    words = range(name[0], name[1] + 1)
    return any(tokens.flags[index] & GIVEN or tokens.flags[index] & SHORT_NAME for index in words)
