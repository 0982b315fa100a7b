"""Dates written in digits alone, which may leave open what is the day and what the month."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.pipeline.record import Span
from worker.pipeline.stages.calendar import existing_day, solar_day, split_digits
from worker.pipeline.stages.date_context import (
    BRACKETS,
    follows_code_word,
    follows_relative_day,
    lead_before,
    with_surroundings,
    word_before,
)
from worker.pipeline.stages.date_parts import Parts, Written, year_of
from worker.pipeline.stages.date_patterns import COLLAPSED, DIGITS, ISO

if TYPE_CHECKING:
    from datetime import date

    from worker.pipeline.stages.date_patterns import Page

SOLAR = range(1300, 1500)  # years of the Solar Hijri calendar, which no other date of the news has
IN_ADDRESS = re.compile(r"(?<=/)((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)(?=[/_.-]|\d{6}(?!\d))")


def numeric(page: Page, start: int) -> list[Written]:
    """
    Read "12/9/2023", "12-9-2023", "(8-10/5)".

    Without its year it is a date where a day is named before it; else, where the language writes such, a doubtful one.
    """
    match = page.patterns.numeric.match(page.low, start)
    if not match or not _is_date(page, match):
        return []
    written = _in_order(page, match)
    if match["dash"] == "." and not match["year"] and page.text[match.end() : match.end() + 1] == ".":
        written = written._replace(span=Span(start, match.end() + 1))
    read = with_surroundings(page, [written])
    if read[0].weekdays:
        return read
    if match["year"]:
        return [] if follows_code_word(page, start) else read
    if follows_relative_day(page, start):
        return read
    return _short(page, read[0], start)


def _is_date(page: Page, match: re.Match[str]) -> bool:
    """Tell digits from the score 21-15, the section 9.12 and the like."""
    words = page.patterns.words
    if match["dash"] == "/" or len(match["year"] or "") == 4:
        return match[0] not in words.not_dates
    dotted = match["dash"] == "." and "." in words.day_suffixes
    return dotted and bool(match["year"] or page.text[match.end() : match.end() + 1] == ".")


def _short(page: Page, written: Written, start: int) -> list[Written]:
    """Return "14/9" where the language writes such; doubtful without a word for a day before it."""
    words, end = page.patterns.words, written.span.end
    if not words.short_digits or follows_code_word(page, start) or page.text[end : end + 1].isalnum():
        return []
    before = word_before(page, start)
    return [written._replace(doubtful=before is None or before[0] not in words.day_words)]


def _in_order(page: Page, match: re.Match[str]) -> Written:
    """Return the first reading that the calendar has, and the others beside it."""
    year = year_of(match["year"], page.patterns.words.years_ahead)
    pairs = [(match["first"], match["second"])]
    if match["first_a"]:
        pairs.insert(0, (match["first_a"], match["second_a"] or match["second"]))
    readings = []
    for order in page.patterns.words.orders:
        if order == "day-month":
            readings.append([Parts(year, int(second), int(first)) for first, second in pairs])
        elif not match["first_a"] or match["second_a"]:
            readings.append([Parts(year, int(first), int(second)) for first, second in pairs])
    span = Span(*match.span())
    if not readings:
        return Written(span, Parts(None, 1, 0))
    good = [reading for reading in readings if all(parts.exist() for parts in reading)] or readings[:1]
    if len(pairs) == 2:
        return Written(span, good[0][0], good[0][1])
    others = tuple(reading[0] for reading in good[1:] if reading != good[0])
    return Written(span, good[0][0], others=others)


def day_of_weekday(page: Page, start: int) -> list[Written]:
    """Read "terça-feira (12)", and "mardi 12" where the language writes such: the day of a month that is not named."""
    lead = lead_before(page, start)
    digits = DIGITS.match(page.low, start)
    closed = lead.bracketed and digits and page.text[digits.end() : digits.end() + 1] in BRACKETS.values()
    ordinal = digits and page.patterns.ordinal.match(page.low, digits.end())
    if not lead.weekdays or not digits or not (closed or ordinal or page.patterns.words.weekday_and_day):
        return []
    span = Span(start, ordinal.end() if ordinal else digits.end())
    written = Written(span, Parts(None, None, int(digits[0])), doubtful=True)
    return with_surroundings(page, [written])


def iso(page: Page, start: int) -> list[Written]:
    """Read "2023-09-12", "2023/09/12" and "2023-09-12T14:30:00Z"."""
    match = ISO.match(page.low, start)
    if not match or follows_code_word(page, start):
        return []
    parts = _parts(page, *map(int, match.group("year", "month", "day")))
    if not match["hour"]:
        return with_surroundings(page, [Written(Span(*match.span()), parts)])
    offset = (match["offset"] or "").replace("z", "+00:00").replace(":", "")
    zone = f"{offset[:3]}:{offset[3:]}" if offset else ""
    second = f":{match['second']}" if match["second"] else ""
    return [Written(Span(*match.span()), parts, clock=f"T{match['hour']}:{match['minute']}{second}{zone}")]


def _parts(page: Page, year: int, month: int, day: int) -> Parts:
    words = page.patterns.words
    found = solar_day(year, month, day) if words.solar_months and year in SOLAR else None
    return (
        Parts(found.year, found.month, found.day) if found else Parts(year_of(str(year), words.years_ahead), month, day)
    )


def collapsed(page: Page, start: int) -> list[Written]:
    """Read "Kamis (2592025)" and "(26/72020)", whose separators were lost; the weekday settles where they stood."""
    match = COLLAPSED.match(page.low, start)
    if not match:
        return []
    lead = lead_before(page, start)
    days = _days_of(match[0], lead.weekdays)
    if len(days) != 1 or not (lead.weekdays or (lead.bracketed and "/" in match[0])):
        return []
    parts = Parts(days[0].year, days[0].month, days[0].day)
    return with_surroundings(page, [Written(Span(*match.span()), parts)])


def _days_of(digits: str, weekdays: tuple[int, ...]) -> list[date]:
    day, slash, rest = digits.partition("/")
    if slash:
        found = existing_day(int(rest[-4:]), int(rest[:-4]), int(day))
        return [found] if found else []
    days = split_digits(digits)
    return [found for found in days if found.isoweekday() in weekdays] or days


def in_address(page: Page, start: int) -> list[Written]:
    """Read "/20230912/" and "/20230912080408-"."""
    match = IN_ADDRESS.match(page.low, start)
    if not match:
        return []
    return [Written(Span(start, match.end()), Parts(int(match[1]), int(match[2]), int(match[3])))]
