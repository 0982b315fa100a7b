"""Quotations that name nobody take the speaker of the one beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from worker.pipeline.stages.announcing import UNCUED

if TYPE_CHECKING:
    from worker.pipeline.phrase import Phrase
    from worker.pipeline.record import ResolvedBy, Span
    from worker.pipeline.stages.saying import Saying

NEAR = 40  # tokens between a quotation without a cue and the attributed one it goes on from
WITHOUT_CUE = ("no-cue", UNCUED)


class Resolved(NamedTuple):
    """
    A saying with its speaker: the number of a member of the cast, or a phrase that stands for itself (an unnamed
    speaker, a document, an account), or neither. ``others`` are the members who spoke with them, each with its mention.
    """

    saying: Saying
    member: int | None
    phrase: Phrase | None
    mention: Span | None
    how: ResolvedBy | None
    confidence: float
    others: tuple[tuple[int, Span], ...] = ()

    @property
    def spoken(self) -> bool:
        """Tell whether there is a speaker."""
        return self.member is not None or self.phrase is not None


def go_on(resolved: list[Resolved]) -> list[Resolved]:
    """Give each quotation that names nobody the speaker of the one beside it: the next at once, else the last."""
    result: list[Resolved] = []
    for place, item in enumerate(resolved):
        following = resolved[place + 1] if place + 1 < len(resolved) else None
        result.append(item if not _names_nobody(item) else _from_neighbours(item, result, following))
    return result


def _names_nobody(item: Resolved) -> bool:
    return item.saying.rule in WITHOUT_CUE and not item.spoken


def _from_neighbours(item: Resolved, before: list[Resolved], following: Resolved | None) -> Resolved:
    if following is not None and following.spoken and following.saying.token == item.saying.token + 1:
        return item._replace(member=following.member, phrase=following.phrase, how="continuation", confidence=0.8)
    previous = next((other for other in reversed(before) if other.saying.form != "mixed"), None)
    if previous is not None and previous.spoken and item.saying.token - previous.saying.token <= NEAR:
        return item._replace(member=previous.member, phrase=previous.phrase, how="continuation", confidence=0.75)
    return item
