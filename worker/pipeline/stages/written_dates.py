"""Dates written out with digits, as they stand: what is not written stays open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from worker.pipeline.stages import digit_dates, named_dates
from worker.pipeline.stages.date_context import lead_before, month_before
from worker.pipeline.stages.date_patterns import NUMBER, YEARS
from worker.pipeline.stages.signed_dates import read_signed

if TYPE_CHECKING:
    import re

    from worker.pipeline.stages.date_parts import Written
    from worker.pipeline.stages.date_patterns import Page


def read_written(page: Page) -> tuple[list[Written], set[int]]:
    """
    Return the dates written in a text, in reading order, and every number that may be a year it speaks of.

    Days that no calendar has are left out, whole: "30 Februari 2023" is not February 2023 either.
    """
    signed = list(read_signed(page))
    taken = iter([*signed, None])
    following = next(taken)
    found: list[Written] = []
    years: set[int] = set()
    end = 0
    for number in NUMBER.finditer(page.low):
        start = number.start()
        while following and following.span.end <= start:
            following = next(taken)
        if start < end or (following and following.span.start <= start):
            continue
        read = _read(page, number)
        if read:
            end = read[-1].span.end
            found += [written for written in read if written.exists()]
        elif YEARS.match(page.low, start):
            years.add(int(number[0]))
    found += [written for written in signed if written.exists()]
    found.sort(key=lambda written: written.span)
    return found, years.union(written.first.year for written in found if written.first.year)


def _read(page: Page, number: re.Match[str]) -> list[Written]:
    start, length = number.start(), len(number[0])
    forms = FORMS.get(length, ())
    if length <= 2 and not page.patterns.promising.match(page.low, start):
        forms = _unpromising(page, start)
    for form in forms:
        read = form(page, start)
        if read:
            return read
    return []


def _unpromising(page: Page, start: int) -> tuple[Form, ...]:
    """Return how to read one or two digits that nothing follows: after a month or a weekday they are a day."""
    if page.patterns.words.month_first and month_before(page, start):
        return (named_dates.month_first,)
    return (digit_dates.day_of_weekday,) if lead_before(page, start).weekdays else ()


Form = Callable[["Page", int], list["Written"]]
_DAY_FIRST: tuple[Form, ...] = (
    named_dates.named,
    named_dates.other_calendar,
    digit_dates.numeric,
    named_dates.month_first,
    digit_dates.collapsed,
    digit_dates.day_of_weekday,
    named_dates.month_slash_year,
)
_YEAR_FIRST: tuple[Form, ...] = (digit_dates.iso, named_dates.month_and_year, named_dates.year_alone)
FORMS: dict[int, tuple[Form, ...]] = {
    1: _DAY_FIRST,
    2: _DAY_FIRST,
    4: _YEAR_FIRST,
    6: (digit_dates.collapsed,),
    7: (digit_dates.collapsed,),
    8: (digit_dates.in_address, digit_dates.collapsed),
    14: (digit_dates.in_address,),
}
