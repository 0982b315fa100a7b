"""When two texts, two names or two lists of things are the same."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Wanted = TypeVar("Wanted")
Found = TypeVar("Found")


def words(text: str | None) -> list[str]:
    """
    Return the words of a text in lower case, without marks and punctuation.

    >>> words("“Kami menang,”")
    ['kami', 'menang']
    """
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text or "").lower())


def likeness(one: str | None, other: str | None) -> float:
    """
    Return the share of words that two texts have in common, each counted as often as it stands there.

    >>> likeness("kami menang besar", "kami menang")
    0.6666666666666666
    """
    ours, theirs = Counter(words(one)), Counter(words(other))
    return (ours & theirs).total() / max((ours | theirs).total(), 1)


def same(one: str | None, other: str | None) -> float:
    """Return 1.0 where two texts have the same words in the same order, else 0.0."""
    return float(words(one) == words(other))


def compatible(one: str | None, other: str | None) -> bool:
    """
    Tell whether one name holds every word of the other.

    >>> compatible("Haruna", "Haruna Kadir"), compatible("Haruna Kadir", "Haruna Saleh")
    (True, False)
    """
    ours, theirs = set(words(one)), set(words(other))
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)


def match(
    wanted: Sequence[Wanted], found: Sequence[Found], fit: Callable[[Wanted, Found], float], least: float = 1.0
) -> list[tuple[Wanted, Found]]:
    """
    Return pairs that fit at least so well, nothing in two pairs: the best fit first, then the nearest in reading order.

    >>> match(["a", "b"], ["b", "b"], lambda one, other: float(one == other))
    [('b', 'b')]
    """
    fits = [(fit(one, other), row, column) for row, one in enumerate(wanted) for column, other in enumerate(found)]
    good = sorted((-how_well, abs(row - column), row, column) for how_well, row, column in fits if how_well >= least)
    rows: dict[int, int] = {}
    for _, _, row, column in good:
        if row not in rows and column not in rows.values():
            rows[row] = column
    return [(wanted[row], found[column]) for row, column in sorted(rows.items())]
