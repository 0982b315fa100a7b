"""The named natural persons who are quoted, with their role and affiliation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.pipeline.record import QuotedPerson
from worker.pipeline.stages.quotations import entity_id

if TYPE_CHECKING:
    from worker.pipeline.record import Quotation
    from worker.pipeline.stages.cast import Cast
    from worker.pipeline.stages.quotations import Attributed
    from worker.pipeline.stages.roles import Position


def list_quoted_persons(
    attributed: Attributed, cast: Cast, positions: tuple[Position, ...]
) -> tuple[QuotedPerson, ...]:
    """Return the quoted persons in order of first mention; whoever speaks with another is quoted too."""
    said: dict[str, list[Quotation]] = {}
    for quotation in attributed.quotations:
        for speaker in (quotation.speaker, *quotation.co_speakers):
            if speaker is not None:
                said.setdefault(speaker.entity, []).append(quotation)
    persons = []
    for number, (member, position) in enumerate(zip(cast.members, positions, strict=True)):
        entity = entity_id(number)
        theirs = said.get(entity, [])
        if member.kind == "person" and theirs:
            indirect = sum(quotation.form == "indirect" for quotation in theirs)
            ids = tuple(quotation.id for quotation in theirs)
            direct = len(theirs) - indirect
            persons.append(
                QuotedPerson(entity, member.name, position.role, position.affiliation, direct, indirect, ids)
            )
    return tuple(persons)
