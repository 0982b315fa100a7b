"""Dates written out with digits, as they stand: what is not written stays open."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from worker.pipeline.record import Span
from worker.pipeline.stages.calendar import existing_day, full_year, split_digits
from worker.pipeline.stages.date_context import (
    clock_after,
    follows_code_word,
    follows_number,
    follows_number_and_word,
    follows_relative_day,
    lead_before,
    month_at,
    month_before,
    word_before,
)
from worker.pipeline.stages.date_patterns import COLLAPSED, DIGITS, ISO, NUMBER, YEARS

if TYPE_CHECKING:
    from datetime import date

    from worker.pipeline.stages.date_patterns import Page

LEAP = 2000  # a year that has every day
YEAR_ENDS = re.compile(r"(?![-–]?\w|[.,/]\d)")


class Parts(NamedTuple):
    """What is written of a day."""

    year: int | None
    month: int | None = None
    day: int | None = None

    def exist(self) -> bool:
        """Tell whether the calendar of some year has this."""
        if self.month is None or self.day is None:
            return True
        return existing_day(LEAP if self.year is None else self.year, self.month, self.day) is not None


class Written(NamedTuple):
    """A date as written: its first and, for a range, its last day; ``clock`` is a time like ``T14:05+07:00``."""

    span: Span
    first: Parts
    last: Parts | None = None
    weekdays: tuple[int, ...] = ()
    clock: str = ""

    def exists(self) -> bool:
        """Tell whether the calendar has its days."""
        return self.first.exist() and (self.last is None or self.last.exist())


def read_written(page: Page) -> tuple[list[Written], set[int]]:
    """
    Return the dates written in a text, in reading order, and every number that may be a year it speaks of.

    Days that no calendar has are left out, whole: "30 Februari 2023" is not February 2023 either.
    """
    found: list[Written] = []
    years: set[int] = set()
    end = 0
    for number in NUMBER.finditer(page.text):
        start = number.start()
        if start < end:
            continue
        read = _read(page, number)
        if read:
            end = read[-1].span.end
            found += [written for written in read if written.exists()]
        elif YEARS.match(page.text, start):
            years.add(int(number[0]))
    return found, years.union(written.first.year for written in found if written.first.year)


def _read(page: Page, number: re.Match[str]) -> list[Written]:
    if len(number[0]) <= 2 and not page.patterns.promising.match(page.low, number.start()):
        return []
    for form in FORMS.get(len(number[0]), ()):
        read = form(page, number.start())
        if read:
            return read
    return []


def _with_surroundings(page: Page, read: list[Written]) -> list[Written]:
    """Give the weekdays to the first of the dates read, the closing bracket and the time of day to the last."""
    lead = lead_before(page, read[0].span.start)
    start, end = lead.start, read[-1].span.end
    if lead.bracketed and page.text[end : end + 1] == ")":
        end += 1
        start -= not lead.weekdays
    read[0] = read[0]._replace(span=Span(start, read[0].span.end), weekdays=lead.weekdays)
    clock, end = clock_after(page, end) if read[-1].last is None else ("", end)
    read[-1] = read[-1]._replace(span=Span(read[-1].span.start, end), clock=clock)
    return read


def _named(page: Page, start: int) -> list[Written]:
    """Read "12 September 2023", "9-10 Januari", "30 Agustus hingga 2 September 2023", "15, 16 dan 18 Juli"."""
    match = page.patterns.named.match(page.low, start)
    month = match and month_at(page, *match.span("month"))
    if not match or not month or follows_code_word(page, start):
        return []
    year = int(match["year"]) if match["year"] else None
    last = Parts(year, month, int(match["day"]))
    read = [
        Written(Span(*day.span()), Parts(year, month, int(day[0])))
        for day in DIGITS.finditer(page.text, start, match.end("list"))
    ]
    span = Span(match.end("list"), match.end())
    if match["day_a"]:
        first_month = month_at(page, *match.span("month_a")) if match["month_a"] else month
        first = Parts(int(match["year_a"]) if match["year_a"] else year, first_month, int(match["day_a"]))
        read.append(Written(span, first, last))
    else:
        read.append(Written(span, last))
    return _with_surroundings(page, read)


def _numeric(page: Page, start: int) -> list[Written]:
    """Read "12/9/2023", "12-9-2023", "(8-10/5)"; without its year only where a day is named before it."""
    match = page.patterns.numeric.match(page.low, start)
    if not match or (match["dash"] != "/" and len(match["year"] or "") != 4):
        return []  # 21-15 is a score, 9.12 a section
    year = full_year(match["year"]) if match["year"] else None
    last = Parts(year, int(match["month"]), int(match["day"]))
    written = Written(Span(start, match.end()), last)
    if match["day_a"]:
        first = Parts(year, int(match["month_a"] or match["month"]), int(match["day_a"]))
        written = written._replace(first=first, last=last)
    read = _with_surroundings(page, [written])
    if read[0].weekdays:
        return read
    if year is not None:
        return [] if follows_code_word(page, start) else read
    return read if follows_relative_day(page, start) else []


def _month_first(page: Page, start: int) -> list[Written]:
    """Read "November 7, 2023"."""
    rest = page.patterns.rest_of_month_first.match(page.low, start)
    before = rest and month_before(page, start)
    if not rest or not before:
        return []
    month, begin = before
    written = Written(Span(begin, rest.end()), Parts(int(rest["year"]), month, int(rest["day"])))
    return _with_surroundings(page, [written])


def _iso(page: Page, start: int) -> list[Written]:
    """Read "2023-09-12", "2023/09/12" and "2023-09-12T14:30:00Z"."""
    match = ISO.match(page.text, start)
    if not match or follows_code_word(page, start):
        return []
    parts = Parts(int(match["year"]), int(match["month"]), int(match["day"]))
    if not match["hour"]:
        return _with_surroundings(page, [Written(Span(*match.span()), parts)])
    offset = (match["offset"] or "").upper().replace("Z", "+00:00").replace(":", "")
    zone = f"{offset[:3]}:{offset[3:]}" if offset else ""
    second = f":{match['second']}" if match["second"] else ""
    return [Written(Span(*match.span()), parts, clock=f"T{match['hour']}:{match['minute']}{second}{zone}")]


def _collapsed(page: Page, start: int) -> list[Written]:
    """Read "Kamis (2592025)" and "(26/72020)", whose separators were lost; the weekday settles where they stood."""
    match = COLLAPSED.match(page.text, start)
    if not match:
        return []
    lead = lead_before(page, start)
    days = _days_of(match[0], lead.weekdays)
    if len(days) != 1 or not (lead.weekdays or (lead.bracketed and "/" in match[0])):
        return []
    parts = Parts(days[0].year, days[0].month, days[0].day)
    return _with_surroundings(page, [Written(Span(*match.span()), parts)])


def _days_of(digits: str, weekdays: tuple[int, ...]) -> list[date]:
    day, slash, rest = digits.partition("/")
    if slash:
        found = existing_day(int(rest[-4:]), int(rest[:-4]), int(day))
        return [found] if found else []
    days = split_digits(digits)
    return [found for found in days if found.isoweekday() in weekdays] or days


def _month_and_year(page: Page, start: int) -> list[Written]:
    """Read "Oktober 2019", but not the end of a day that was no date: "Universitas 17 Agustus 1945"."""
    before = month_before(page, start)
    year = int(page.text[start : start + 4])
    if not before or not 1000 <= year < 3000 or not YEAR_ENDS.match(page.text, start + 4):
        return []
    month, begin = before
    return [] if follows_number(page, begin) else [Written(Span(begin, start + 4), Parts(year, month))]


def _year(page: Page, start: int) -> list[Written]:
    """Read "tahun 2020", "sejak 2015" and "tahun 2025-2029", but not the year of a law: "Nomor 24 Tahun 2023"."""
    match = YEARS.match(page.text, start)
    word = match and word_before(page, start)
    if not match or not word or word[0] not in page.patterns.words.year_words or follows_number_and_word(page, start):
        return []
    last = Parts(int(match["last"])) if match["last"] else None
    return [Written(Span(word[1], match.end()), Parts(int(match["year"])), last)]


Form = Callable[["Page", int], list[Written]]
_DAY_FIRST: tuple[Form, ...] = (_named, _numeric, _month_first, _collapsed)
_YEAR_FIRST: tuple[Form, ...] = (_iso, _month_and_year, _year)
FORMS: dict[int, tuple[Form, ...]] = {
    1: _DAY_FIRST,
    2: _DAY_FIRST,
    4: _YEAR_FIRST,
    6: (_collapsed,),
    7: (_collapsed,),
    8: (_collapsed,),
}
