"""Finding what is announced with a colon, without trying long lists of words at every place of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

BEFORE = 60  # characters: longer than any label and any announcement of a link
BEHIND = 120  # characters: longer than any name


def announced(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern that start shortly before a colon, in order, none overlapping."""
    reached, colon = 0, text.find(":")
    while colon >= 0:
        found = pattern.search(text, max(reached, colon - BEFORE), min(len(text), colon + BEHIND))
        if found is not None and found.start() <= colon:
            yield found
            reached = found.end()
        colon = text.find(":", max(colon + 1, reached))
