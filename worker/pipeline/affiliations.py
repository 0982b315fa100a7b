"""The organisation inside a role: "pakar di Stimson Center", "Direktur Utama PT Taspen"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.pipeline.lexicon import (
    DETERMINER,
    EMPLOYER,
    GIVEN,
    JOINER,
    LINK,
    ORGANISATION,
    ORGANISATION_NAME,
    PERSON_TITLES,
    PLACE,
    PLACE_HEAD,
    PLACE_PREPOSITION,
    RELATIVE,
    ROLE,
    SHORT_NAME,
)
from worker.pipeline.runs import CAPITAL
from worker.pipeline.tokens import CAPITALS, LOWER, Tokens

if TYPE_CHECKING:
    from worker.pipeline.phrase import Range


def organisation_in(tokens: Tokens, role: Range) -> Range | None:
    """Return the organisation inside a role: after a preposition, or from the head of its name on."""
    if tokens.determiners:
        return _with_article(tokens, role) or _in_front(tokens, role)
    for index in range(role[0], role[1]):
        if (
            tokens.flags[index] & PLACE_PREPOSITION
            and tokens.shapes[index] == LOWER
            and tokens.shapes[index + 1] in CAPITAL
        ):
            return index + 1, _run_end(tokens, index + 1, role[1])
    for index in range(role[0] + 1, role[1] + 1):
        capital = tokens.shapes[index] in CAPITAL
        if capital and (tokens.flags[index] & (ORGANISATION | ORGANISATION_NAME) or tokens.shapes[index] == CAPITALS):
            return index, _run_end(tokens, index, role[1])
    return None


def _run_end(tokens: Tokens, first: int, last: int) -> int:
    end = first
    for index in range(first + 1, last + 1):
        if (tokens.flags[index] & RELATIVE and tokens.shapes[index] == LOWER) or tokens.words[index] == "(":
            break
        end = index
    return end


def _with_article(tokens: Tokens, role: Range) -> Range | None:
    """Return the organisation after a preposition and an article: "chair of the Bay Port Authority"."""
    for index in range(role[0], role[1]):
        if not tokens.flags[index] & EMPLOYER or tokens.shapes[index] != LOWER:
            continue
        first = index + 1
        while first < role[1] and tokens.flags[first] & DETERMINER:
            first += 1
        if tokens.shapes[first] in CAPITAL:
            found = first, _capitals_end(tokens, first, role[1])
            if not _is_person_or_place(tokens, found):
                return found
    return None


def _in_front(tokens: Tokens, role: Range) -> Range | None:
    """Return the organisation before an office: "Harbor Board spokeswoman"."""
    first = role[0]
    if tokens.shapes[first] not in CAPITAL or role[0] == role[1]:
        return None
    last = first
    while last < role[1] and tokens.shapes[last + 1] in CAPITAL and not tokens.flags[last + 1] & ROLE:
        last += 1
    known = any(tokens.flags[at] & (ORGANISATION | ORGANISATION_NAME) for at in range(first, last + 1))
    return (first, last) if known and last < role[1] else None


def _capitals_end(tokens: Tokens, first: int, last: int) -> int:
    """Return where a name of capitals ends, small words between two of them passed over."""
    end = first
    for index in range(first + 1, last + 1):
        if tokens.shapes[index] in CAPITAL:
            end = index
        elif not tokens.flags[index] & (JOINER | DETERMINER | LINK):
            break
    return end


def _is_person_or_place(tokens: Tokens, words: Range) -> bool:
    inside = tokens.flags[words[0] : words[1] + 1]
    if any(flags & (ORGANISATION | ORGANISATION_NAME) for flags in inside):
        return False
    person = inside[0] & (GIVEN | PERSON_TITLES | SHORT_NAME)
    return bool(person) or all(flags & (PLACE | PLACE_HEAD) for flags in inside)
