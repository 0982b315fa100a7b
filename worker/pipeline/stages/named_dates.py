"""Dates written with the name of their month, and years with a word that makes them such."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.pipeline.record import Span
from worker.pipeline.stages.calendar import lunar_day, solar_day
from worker.pipeline.stages.date_context import (
    follows_code_word,
    follows_number,
    follows_number_and_word,
    month_at,
    month_before,
    with_surroundings,
    word_before,
)
from worker.pipeline.stages.date_parts import Parts, Written, year_of
from worker.pipeline.stages.date_patterns import DIGITS, YEARS
from worker.pipeline.stages.date_words import single_spaced

if TYPE_CHECKING:
    from worker.pipeline.stages.date_patterns import Page

MONTH_SLASH_YEAR = re.compile(r"(?P<month>\d\d?)/(?P<year>[12]\d{3})(?![\d/])")
RANGE_REACH = 32  # characters before a month in which the first month of a range stands
YEAR_ENDS = re.compile(r"(?![-–]?\w|[.,/]\d)")


def named(page: Page, start: int) -> list[Written]:
    """Read "12 September 2023", "9-10 Januari", "30 Agustus hingga 2 September 2023", "15, 16 dan 18 Juli"."""
    match = page.patterns.named.match(page.low, start)
    month = match and month_at(page, *match.span("month"))
    if not match or not month or follows_code_word(page, start):
        return []
    year = _year_in(page, match, "year")
    last = Parts(year, month, int(match["day"]))
    read = [
        Written(Span(*day.span()), Parts(year, month, int(day[0])))
        for day in DIGITS.finditer(page.low, start, match.end("list"))
    ]
    span = Span(match.end("list"), match.end())
    if match["day_a"]:
        first_month = month_at(page, *match.span("month_a")) if match["month_a"] else month
        first_year = _year_in(page, match, "year_a") if match["year_a"] else year
        read.append(Written(span, Parts(first_year, first_month, int(match["day_a"])), last))
    else:
        read.append(Written(span, last))
    return with_surroundings(page, read)


def month_first(page: Page, start: int) -> list[Written]:
    """Read "November 7, 2023", and where the month may stand first "Nov. 7" and "November 7-9"."""
    rest = page.patterns.rest_of_month_first.match(page.low, start)
    before = rest and month_before(page, start)
    if not rest or not before:
        return []
    month, begin = before
    year = _year_in(page, rest, "year")
    first = Parts(year, month, int(rest["number"]))
    span = Span(begin, rest.end())
    if not rest.groupdict().get("day_b"):
        return with_surroundings(page, [Written(span, first)])
    last_month = month_at(page, *rest.span("month_b")) if rest["month_b"] else month
    last = Parts(year, last_month, int(rest["day_b"]))
    first = first._replace(year=_year_in(page, rest, "year_a") or year)
    if single_spaced(rest["joint"]) in page.patterns.words.list_words:
        days = [Written(Span(begin, rest.end("day")), first), Written(Span(rest.start("last"), rest.end()), last)]
        return with_surroundings(page, days)
    return with_surroundings(page, [Written(span, first, last)])


def other_calendar(page: Page, start: int) -> list[Written]:
    """Read "1 Ramadan 1445" and its like."""
    match = page.patterns.other_calendar.match(page.low, start)
    if not match or follows_code_word(page, start):
        return []
    year, day = int(match["year"]), int(match["day"])
    if match["lunar"]:
        found = lunar_day(year, page.patterns.lunar_months[single_spaced(match["lunar"])], day)
    else:
        found = solar_day(year, page.patterns.solar_months[single_spaced(match["solar"])], day)
    parts = Parts(found.year, found.month, found.day) if found else Parts(year, 1, 0)
    return with_surroundings(page, [Written(Span(*match.span()), parts)])


def month_and_year(page: Page, start: int) -> list[Written]:
    """
    Read "Oktober 2019" and "Juni-Agustus 2023".

    The end of a day that was no date is none: "Universitas 17 Agustus 1945".
    """
    before = month_before(page, start)
    year = year_of(page.low[start : start + 4], page.patterns.words.years_ahead)
    if not before or not year or not 1000 <= year < 3000 or not YEAR_ENDS.match(page.low, start + 4):
        return []
    month, begin = before
    earlier = page.patterns.month_of_range.search(page.low, max(0, begin - RANGE_REACH), begin)
    first = earlier and month_at(page, *earlier.span("month"))
    if earlier and first and first < month and not follows_number(page, earlier.start()):
        return [Written(Span(earlier.start(), start + 4), Parts(year, first), Parts(year, month))]
    return [] if follows_number(page, begin) else [Written(Span(begin, start + 4), Parts(year, month))]


def month_slash_year(page: Page, start: int) -> list[Written]:
    """Read "tháng 8/2023", where months are words with a number."""
    match = MONTH_SLASH_YEAR.match(page.low, start)
    before = match and word_before(page, start)
    month = match and before and month_at(page, before[1], match.end("month"))
    return (
        [Written(Span(before[1], match.end()), Parts(int(match["year"]), month))] if before and match and month else []
    )


def year_alone(page: Page, start: int) -> list[Written]:
    """
    Read "tahun 2020", "sejak 2015", "tahun 2025-2029" and "from 2015 to 2019".

    The year of a law is none: "Nomor 24 Tahun 2023".
    """
    match = YEARS.match(page.low, start)
    word = match and word_before(page, start)
    if not match or not word or word[0] not in page.patterns.words.year_words or follows_number_and_word(page, start):
        return []
    to = None if match["last"] else page.patterns.to_year.match(page.low, match.end())
    last = to["year"] if to else match["last"]
    end = to.end() if to else match.end()
    return [Written(Span(word[1], end), Parts(int(match["year"])), Parts(int(last)) if last else None)]


def _year_in(page: Page, match: re.Match[str], name: str) -> int | None:
    return year_of(match.groupdict().get(name), page.patterns.words.years_ahead)
