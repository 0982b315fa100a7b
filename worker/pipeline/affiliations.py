"""The organisation inside a role: "pakar di Stimson Center", "Direktur Utama PT Taspen"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.pipeline.lexicon import ORGANISATION, ORGANISATION_NAME, PLACE_PREPOSITION, RELATIVE
from worker.pipeline.runs import CAPITAL
from worker.pipeline.tokens import CAPITALS, LOWER, Tokens

if TYPE_CHECKING:
    from worker.pipeline.phrase import Range


def organisation_in(tokens: Tokens, role: Range) -> Range | None:
    """Return the organisation inside a role: after a preposition, or from the head of its name on."""
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
