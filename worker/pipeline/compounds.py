"""What the last part of a compound and the ending of a case tell: "Bauministerin", "des Verbandes"."""

from __future__ import annotations

from functools import reduce
from operator import and_
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

SHORTEST_PART = 2  # letters of a compound before its last part, and of that part
SHORTEST_STEM = 3  # letters of a word before the ending of its case


class Compounds(NamedTuple):
    """
    Flags by the last parts of compounds, and by whole words.

    ``cases`` are the endings of declined words, the longest first; ``kept`` are the flags that a word keeps there, and
    those that words joined by a hyphen have together: "Hans-Peter".
    """

    last_parts: Mapping[str, int]
    words: Mapping[str, int]
    cases: tuple[str, ...]
    kept: tuple[int, int]

    def flags(self, lower: str) -> int:
        """Return the flags of a word that is not known as it stands, 0 where no part of it tells any."""
        if "-" in lower:
            joined = reduce(and_, (self.words.get(part, 0) for part in lower.split("-"))) & self.kept[1]
            if joined:
                return joined
        return self._by_last_part(lower) or next((found for case in self.cases if (found := self._by(lower, case))), 0)

    def _by(self, lower: str, case: str) -> int:
        stem = lower.removesuffix(case)
        if stem == lower or len(stem) < SHORTEST_STEM:
            return 0
        return (self.words.get(stem, 0) or self._by_last_part(stem)) & self.kept[0]

    def _by_last_part(self, lower: str) -> int:
        """Return the flags of the longest last part that is known."""
        cuts = range(SHORTEST_PART, len(lower) - SHORTEST_PART + 1)
        return next((self.last_parts[lower[cut:]] for cut in cuts if lower[cut:] in self.last_parts), 0)
