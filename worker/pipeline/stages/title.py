"""A title line of the text itself, above the body or before the dateline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.pipeline.record import Span

if TYPE_CHECKING:
    from worker.pipeline.language import LanguagePack
    from worker.pipeline.page import Page
    from worker.pipeline.stages.layout import Layout

# Of 461 titles 97.6 % have no final full stop, at most 18 words and no (D/M); of lead lines 1.3 % look so.
MOST_WORDS = 18
FEWEST_WORDS = 3
FEWEST_IN_CAPITALS = 4  # words
DAY_AND_MONTH = re.compile(r"\(\d{1,2}/\d{1,2}")
ENDS_BODY = frozenset('.,;:"”-–—')


def find_title(page: Page, layout: Layout, pack: LanguagePack) -> Span | None:
    """Return the span of the title line, or None when the text starts with its body."""
    if not page.lines:
        return None
    first, head = page.lines[0], layout.head
    apart = [credit.span for credit in layout.credits] + [span for _, span in layout.related]
    if any(span.start < first.end and first.start < span.end for span in apart):
        return None
    if head is not None and first.start <= head.span.start < first.end:
        before = page.text[first.start : head.span.start].rstrip()
        return Span(first.start, first.start + len(before)) if len(before.split()) >= FEWEST_WORDS else None
    line = first.of(page.text)
    titled = _looks_like_title(line) or (pack.layout.titles_capitalised and _in_capitals(line, pack))
    return first if titled and len(page.lines) > 1 else None


def _looks_like_title(line: str) -> bool:
    words = line.split()
    return FEWEST_WORDS <= len(words) <= MOST_WORDS and line[-1] not in ENDS_BODY and not DAY_AND_MONTH.search(line)


def _in_capitals(line: str, pack: LanguagePack) -> bool:
    """Tell whether all words of a line but small ones have a capital, as only a title's do; a final stop may stand."""
    words = [word.strip("\"'“”‘’.,:;?!()") for word in line.split()]
    long = [word for word in words if word and word not in pack.layout.title_small_words]
    capitals = sum(not word[0].islower() for word in long)
    return FEWEST_IN_CAPITALS <= len(words) <= MOST_WORDS and capitals == len(long)
