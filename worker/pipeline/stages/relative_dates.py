"""Days named by their distance from the day of the article: yesterday, two days ago, Friday last week."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from worker.pipeline.record import DateMention, Span
from worker.pipeline.stages.calendar import iso_week, shifted_month
from worker.pipeline.stages.date_context import word_before
from worker.pipeline.stages.date_patterns import single_spaced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.pipeline.stages.date_patterns import Page

Value = tuple[str, Literal["day", "week", "month", "year"]]

REACH = 24  # characters before a relative date in which a number or a name belongs to it
DIGITS_BEFORE = re.compile(r"\d[\w.,]*\s+$")
WORD_BEFORE = re.compile(r"(?<!\w)([^\W\d_]+)\s+$")
CUT_OFF = re.compile(r"\s*[-–—/(]|\s+\d")  # after a weekday: a range of weekdays, or a date that could not be read


def find_relative(page: Page, reference: date) -> Iterator[DateMention]:
    """Yield the relative dates of a text in reading order, reckoned from the reference day."""
    end = 0
    for place in sorted(_places(page)):
        match = page.patterns.relative.match(page.low, place) if place >= end else None
        if not match:
            continue
        number = page.patterns.number_before.search(page.low, max(end, place - REACH), place)
        number = None if match["phrase"] or match["weekday"] else number
        start = number.start() if number else place
        try:
            value = _value(page, match, number, reference)
        except (OverflowError, ValueError):  # before the first or after the last year of the calendar
            value = None
        if value:
            end = match.end()
            yield DateMention(*value, page.text[start:end], "relative", None, Span(start, end))


def _places(page: Page) -> Iterator[int]:
    for word in page.patterns.first_words:
        place = page.low.find(word)
        while place >= 0:
            yield place
            place = page.low.find(word, place + len(word))


def _value(page: Page, match: re.Match[str], number: re.Match[str] | None, reference: date) -> Value | None:
    if match["phrase"]:
        return _day(reference + timedelta(page.patterns.relative_days[single_spaced(match["phrase"])]))
    if match["weekday"]:
        return _weekday(page, match, reference)
    start = number.start() if number else match.start()
    before = word_before(page, start)
    words = page.patterns.words
    if before and (before[0] in words.vague_numbers or before[0] in page.patterns.numbers):
        return None  # the end of a number that the pack does not know
    if number:
        digits = single_spaced(number["number"])
        return _some_units(match, int(digits) if digits.isdecimal() else page.patterns.numbers[digits], reference)
    return None if DIGITS_BEFORE.search(page.low, max(0, start - REACH), start) else _one_unit(match, reference)


def _some_units(match: re.Match[str], count: int, reference: date) -> Value | None:
    """Reckon "dua hari lalu"; numbers of years are rounded in speech and name no year."""
    if match["present"]:
        return None
    steps = -count if match["past"] else count
    if match["day"]:
        return _day(reference + timedelta(steps))
    if match["week"]:
        return iso_week(reference + timedelta(weeks=steps)), "week"
    return (shifted_month(reference, steps), "month") if match["month"] else None


def _one_unit(match: re.Match[str], reference: date) -> Value | None:
    step = _step(match["past"], match["future"])
    if match["week"]:
        return iso_week(reference + timedelta(weeks=step)), "week"
    if match["month"]:
        return shifted_month(reference, step), "month"
    return (f"{reference.year + step:04}", "year") if match["year"] else None


def _weekday(page: Page, match: re.Match[str], reference: date) -> Value | None:
    """Reckon "Jumat pekan lalu", "Sabtu mendatang" and a weekday alone: the last one, the day of reading included."""
    is_placed = match["day_past"] or match["day_present"] or match["day_future"]
    if not page.text[match.start()].isupper() or not (is_placed or _names_a_day(page, match)):
        return None
    away = page.patterns.weekdays[match["weekday"]] - reference.isoweekday()
    if match["of_week"]:
        return _day(reference + timedelta(away + 7 * _step(match["day_past"], match["day_future"])))
    if match["day_present"]:
        return _day(reference + timedelta(away))
    if match["day_future"]:
        return _day(reference + timedelta(away % 7 or 7))
    back = -away % 7
    return _day(reference - timedelta(back or 7 if match["day_past"] else back))


def _step(past: str | None, future: str | None) -> int:
    return -1 if past else 1 if future else 0


def _names_a_day(page: Page, match: re.Match[str]) -> bool:
    """Tell whether a weekday alone is a day of the news, and not a habit, one of a list or a piece of a name."""
    start, window, words = match.start(), max(0, match.start() - REACH), page.patterns.words
    before = WORD_BEFORE.search(page.low, window, start)
    if before and before[1] in words.habit_words:
        return False
    if before and page.text[before.start(1)].isupper() and before[1] not in words.day_words | words.year_words:
        return False
    end = match.end()
    if page.patterns.weekday_before.search(page.low, window, start) or page.patterns.weekday_after.match(page.low, end):
        return False
    return not CUT_OFF.match(page.low, end)


def _day(day: date) -> Value:
    return day.isoformat(), "day"
