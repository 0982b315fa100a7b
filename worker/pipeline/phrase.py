"""A noun phrase that says who somebody is, as it stands in the text."""

from __future__ import annotations

from typing import NamedTuple

Range = tuple[int, int]


class Phrase(NamedTuple):
    """
    A noun phrase, as token ranges with both ends included.

    ``kind`` is what it denotes by its form: ``person``, ``organisation``, ``role`` (a role without a name),
    ``epithet``, ``pronoun``, ``plural``, ``unnamed``, ``account`` or ``document``. ``name`` is the name without
    titles, ``role`` the role as written, ``core`` the words that count as the mention, ``others`` the persons joined
    to a person by "and".
    """

    kind: str
    first: int
    last: int
    core: Range
    name: Range | None = None
    role: Range | None = None
    others: tuple[Phrase, ...] = ()
    head: int | None = None  # the noun of a phrase without a name, where it is not the first word
