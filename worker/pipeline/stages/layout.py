"""What is printed with an article and is no part of what it says: dateline, credits, links, notices."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from worker.pipeline.stages.byline import find_byline
from worker.pipeline.stages.dateline import find_dateline
from worker.pipeline.stages.notices import find_notices
from worker.pipeline.stages.related import find_related

if TYPE_CHECKING:
    from worker.pipeline.language import LanguagePack
    from worker.pipeline.page import Page
    from worker.pipeline.record import Related, Span
    from worker.pipeline.stages.byline import Credit
    from worker.pipeline.stages.dateline import Found


class Layout(NamedTuple):
    """The furniture of a page, each piece with the span it takes up."""

    head: Found | None
    credits: tuple[Credit, ...]
    related: tuple[tuple[Related, Span], ...]
    notices: tuple[Span, ...]

    def spans(self) -> tuple[Span, ...]:
        """Return the spans of the text that the article itself does not use."""
        head = (self.head.span,) if self.head is not None else ()
        return (*head, *(credit.span for credit in self.credits), *(span for _, span in self.related), *self.notices)


def read_layout(page: Page, pack: LanguagePack) -> Layout:
    """Return the furniture of a page; what stands inside a link is no credit."""
    related = find_related(page, pack)
    links = [span for _, span in related]
    credited = (credit for credit in find_byline(page, pack) if not any(_meet(credit.span, link) for link in links))
    return Layout(find_dateline(page, pack), tuple(credited), related, find_notices(page, pack))


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
