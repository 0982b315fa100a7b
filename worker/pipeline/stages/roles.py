"""What a person is and whom they belong to, carried from where it is stated to wherever they are quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from worker.pipeline.affiliations import organisation_in
from worker.pipeline.record import Piece

if TYPE_CHECKING:
    from worker.pipeline.phrase import Range
    from worker.pipeline.stages.cast import Cast, Member
    from worker.pipeline.stages.narrative import Narrative


class Position(NamedTuple):
    """A person's role and affiliation, as written."""

    role: Piece | None
    affiliation: Piece | None


def find_roles(narrative: Narrative, cast: Cast) -> tuple[Position, ...]:
    """Return the position of each member of the cast, in the cast's order."""
    return tuple(_position(narrative, member) for member in cast.members)


def _position(narrative: Narrative, member: Member) -> Position:
    roles = [phrase.role for phrase in member.phrases if phrase.role is not None]
    if not roles or member.kind != "person":
        return Position(None, None)
    role = roles[0] if roles[0][1] > roles[0][0] else max(roles, key=lambda role: (role[1] - role[0], -role[0]))
    tokens = narrative.tokens
    belongs_to = organisation_in(tokens, role)
    return Position(_piece(narrative, role), _piece(narrative, belongs_to) if belongs_to else None)


def _piece(narrative: Narrative, words: Range) -> Piece:
    span = narrative.tokens.span(*words)
    return Piece(span.of(narrative.text), span)
