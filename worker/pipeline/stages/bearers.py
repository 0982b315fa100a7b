"""Whom a surname means that several share: the gender of a title, who opens more sentences, who came first and last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from worker.pipeline.stages.genders import gender_of, title_gender

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.pipeline.phrase import Phrase
    from worker.pipeline.record import Span
    from worker.pipeline.tokens import Tokens

# The press shortens the name of whom an article is about, and writes out that of relatives who come up in it.
AS_SUBJECT, ELSEWHERE, FIRST, NEAREST = 3, 1, 2, 1
CLEAR = 1.5  # times the weight of the next


class Bearer(Protocol):
    """Somebody with the name: where they are named, as spans and as phrases."""

    mentions: list[Span]
    phrases: list[Phrase]


Somebody = TypeVar("Somebody", bound=Bearer)


def bearer(tokens: Tokens, fitting: Sequence[Somebody], phrase: Phrase) -> Somebody | None:
    """Return who of several is meant by a short name, or None where that is open."""
    known = [one for one in fitting if min(known.first for known in one.phrases) < phrase.first]
    fitting, wanted = known or fitting, title_gender(tokens, phrase)
    if wanted:
        genders = [gender_of(tokens, one.phrases) for one in fitting]
        same = [one for one, gender in zip(fitting, genders, strict=True) if gender & wanted]
        fitting = same or [one for one, gender in zip(fitting, genders, strict=True) if not gender]
    if len(fitting) < 2:
        return fitting[0] if fitting else None
    weights = [_weight(tokens, one) for one in fitting]
    firsts = [min(known.first for known in one.phrases) for one in fitting]
    lasts = [max((known.first for known in one.phrases if known.first < phrase.first), default=-1) for one in fitting]
    weights[firsts.index(min(firsts))] += FIRST
    weights[lasts.index(max(lasts))] += NEAREST
    second, best = sorted(weights)[-2:]
    return fitting[weights.index(best)] if best >= CLEAR * second else None


def _weight(tokens: Tokens, one: Bearer) -> int:
    return sum(AS_SUBJECT if known.first == tokens.sentence(known.first)[0] else ELSEWHERE for known in one.phrases)
