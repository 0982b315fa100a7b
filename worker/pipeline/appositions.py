"""What follows a person's name: degrees, brackets, and the role it stands in apposition to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.pipeline.lexicon import (
    ADVERB,
    ARTICLE,
    CUE,
    DAY,
    DEGREE_AFTER,
    FORMER,
    GIVEN,
    JOINER,
    PLACE,
    PLACE_HEAD,
    PLACE_PREPOSITION,
    PREPOSITION,
    ROLE,
    ROLE_MODIFIER,
    UNNAMED_OPENER,
)
from worker.pipeline.runs import CAPITAL, ENDS_ROLE, LONGEST
from worker.pipeline.tokens import CAPITALS, LOWER, MARK, NUMBER, QUOTATION, TITLE, Tokens

if TYPE_CHECKING:
    from worker.pipeline.phrase import Range

INSIDE_ROLE = frozenset("()/-–&")
LONGEST_BRACKET = 8  # tokens
MOST_ADJECTIVES = 4  # words between an article and its noun


def after_name(tokens: Tokens, last: int, stop: int) -> tuple[int, Range | None]:
    """Return the last token that belongs to a name ending at ``last``, and the role that follows it, if one does."""
    last = _skip_bracket(tokens, _skip_degrees(tokens, last, stop), stop)
    start = last + 1
    if start < stop and tokens.words[start] == ",":
        start += 1
        if start + 1 < stop and tokens.shapes[start] == NUMBER and tokens.words[start + 1] == ",":
            start += 2  # an age
        start = _past_article(tokens, start, stop)
    role_end = _role_end(tokens, start, stop) if start < stop else None
    return (last, None) if role_end is None else (role_end, (start, role_end))


def _past_article(tokens: Tokens, start: int, stop: int) -> int:
    """Return the noun of a role that an article opens: ", der frühere Minister"; anything else starts where it does."""
    if start >= stop or not tokens.flags[start] & ARTICLE:
        return start
    noun = start + 1
    while noun < min(stop, start + MOST_ADJECTIVES) and tokens.shapes[noun] == LOWER and not tokens.flags[noun]:
        noun += 1
    return noun if noun < stop and tokens.flags[noun] & ROLE else start


def _skip_degrees(tokens: Tokens, last: int, stop: int) -> int:
    """Pass over ", S.H., M.Si.", over "M.Sc" and "MAg" without a comma, and over titles of colleges behind them."""
    index, seen = last + 1, False
    while index < stop:
        comma = tokens.words[index] == ","
        at = index + 1 if comma else index
        if at < stop and _is_degree(tokens, at, after_comma=comma, seen=seen):
            index, seen = at + 1, True
        elif tokens.words[index] == "." and index == last + 1 and tokens.flags[last] & DEGREE_AFTER:
            index += 1
        elif seen and index + 2 < stop and tokens.words[index] == "(" and tokens.words[index + 2] == ")":
            index += 3  # Sp.GK(K)
        else:
            break
        last = index - 1
    return last


def _is_degree(tokens: Tokens, index: int, *, after_comma: bool, seen: bool) -> bool:
    word, flags, shape = tokens.words[index], tokens.flags[index], tokens.shapes[index]
    if flags & DEGREE_AFTER and shape in CAPITAL:
        return after_comma or "." in word or any(letter.isupper() for letter in word[1:])
    return seen and after_comma and shape == CAPITALS and not flags


def _skip_bracket(tokens: Tokens, last: int, stop: int) -> int:
    """Pass over an age, another name or an affiliation in brackets, not over a date."""
    if last + 1 >= stop or tokens.words[last + 1] != "(":
        return last
    for closing in range(last + 2, min(stop, last + LONGEST_BRACKET)):
        if tokens.words[closing] == "/":
            return last
        if tokens.words[closing] == ")":
            return closing
    return last


def _role_end(tokens: Tokens, start: int, stop: int) -> int | None:
    """Return the last token of the role that starts at a token, or None where none does."""
    flags = tokens.flags[start]
    if not flags & (ROLE | FORMER | UNNAMED_OPENER) or (flags & GIVEN and tokens.shapes[start] == TITLE):
        return None
    last = start
    for index in range(start + 1, min(stop, start + LONGEST)):
        if _ends_role(tokens, index, stop):
            break
        last = index
    while last > start and (tokens.words[last] in INSIDE_ROLE - {")"} or _hangs(tokens, last)):
        last -= 1
    return last


def _ends_role(tokens: Tokens, index: int, stop: int) -> bool:
    flags, shape, word = tokens.flags[index], tokens.shapes[index], tokens.words[index]
    if shape == QUOTATION or (shape == MARK and word not in INSIDE_ROLE):
        return True
    if shape == NUMBER:
        return tokens.words[index - 1] == "("
    if shape != LOWER:
        return bool(flags & DAY)
    if flags & PLACE_PREPOSITION:
        institution = (
            index + 1 < stop
            and tokens.shapes[index + 1] in CAPITAL
            and not tokens.flags[index + 1] & (PLACE | PLACE_HEAD)
        )
        return not institution
    return bool(flags & (ENDS_ROLE | ADVERB & ~ROLE_MODIFIER | CUE & ~ROLE)) and not flags & (ROLE | ROLE_MODIFIER)


def _hangs(tokens: Tokens, index: int) -> bool:
    return bool(tokens.flags[index] & (JOINER | PREPOSITION)) and tokens.shapes[index] == LOWER
