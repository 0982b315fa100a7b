"""What a careful reader would want to be told about a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.pipeline.language import reads_quotations
from worker.pipeline.record import Warned
from worker.pipeline.stages.dates import date_warnings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.pipeline.article import Article
    from worker.pipeline.language import LanguagePack
    from worker.pipeline.record import DateMention
    from worker.pipeline.stages.narrative import Narrative

UNPAIRED = {
    "no-opening": "A closing quotation mark has no opening one; the words from the start of its line are taken.",
    "no-closing": "An opening quotation mark has no closing one; the words up to the last comma are taken.",
}


def gather_warnings(
    article: Article, narrative: Narrative, dates: tuple[DateMention, ...], pack: LanguagePack
) -> tuple[Warned, ...]:
    """Return the warnings of a record: of the text as a whole first, then those with a place, in reading order."""
    placed = [*date_warnings(dates), *_unpaired_marks(narrative)]
    return (*_about_the_text(article, pack), *sorted(placed, key=lambda warned: warned.span or (0, 0)))


def _about_the_text(article: Article, pack: LanguagePack) -> Iterator[Warned]:
    if not reads_quotations(pack):
        read = "marks, dates and headline" if pack.dates.months else "marks, digit dates and headline"
        yield Warned("no_language_pack", f"No pack reads this language: {read} only.", None)
    if not article.text.replace("\0", " ").strip():
        yield Warned("no_text", "The text holds nothing but blanks.", None)
    if "\0" in article.text:
        yield Warned("control_characters", "The text holds NUL characters; they are read as blanks.", None)


def _unpaired_marks(narrative: Narrative) -> Iterator[Warned]:
    for quoted in narrative.quoted:
        if quoted.state in UNPAIRED:
            yield Warned("mark_unpaired", UNPAIRED[quoted.state], quoted.outer)
