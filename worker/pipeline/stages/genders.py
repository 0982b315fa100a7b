"""Whether a person is spoken of as he or as she: titles, given names and roles tell, each over the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.pipeline.lexicon import FEMALE, MALE
from worker.pipeline.tokens import LOWER

if TYPE_CHECKING:
    from collections.abc import Iterable

    from worker.pipeline.phrase import Phrase
    from worker.pipeline.tokens import Tokens

GENDER = MALE | FEMALE


def gender_of(tokens: Tokens, phrases: Iterable[Phrase]) -> int:
    """Return MALE, FEMALE, or 0 where nothing tells or what tells disagrees, for a person by its mentions."""
    named = [phrase for phrase in phrases if phrase.name is not None]
    titles = [place for phrase in named if phrase.name for place in range(phrase.core[0], phrase.name[0])]
    given = [phrase.name[0] for phrase in named if phrase.name]
    roles = [
        place
        for phrase in named
        if phrase.role
        for place in range(phrase.role[0], phrase.role[1] + 1)
        if tokens.shapes[place] == LOWER
    ]
    told = (_agreed(tokens, places) for places in (titles, given, roles))
    return next((gender for gender in told if gender), 0)


def title_gender(tokens: Tokens, phrase: Phrase) -> int:
    """Return the gender that the title before a name tells, or 0."""
    return _agreed(tokens, range(phrase.core[0], phrase.name[0])) if phrase.name else 0


def _agreed(tokens: Tokens, places: Iterable[int]) -> int:
    told = 0
    for place in places:
        told |= tokens.flags[place] & GENDER
    return told if told != GENDER else 0
