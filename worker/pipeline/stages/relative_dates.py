"""Days named by their distance from the day of the article: yesterday, two days ago, Friday last week."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from worker.pipeline.record import DateMention, Span
from worker.pipeline.stages.calendar import iso_week, shifted_month
from worker.pipeline.stages.date_context import has_capital, is_planned, word_before
from worker.pipeline.stages.date_words import single_spaced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.pipeline.stages.date_patterns import Page

Value = tuple[str, Literal["day", "week", "month", "year"]]

REACH = 24  # characters before a relative date in which a number or a name belongs to it
DIGITS_BEFORE = re.compile(r"\d[\w.,]*\s+$")
WORD_BEFORE = re.compile(r"(?<!\w)([^\W\d_]+)\s+$")
APPOSED = re.compile(r"[\s,،(]{1,3}")  # between "tomorrow" and its weekday
CUT_OFF = re.compile(r"\s*[-–—/(]|\s+\d")  # after a weekday: a range of weekdays, or a date that could not be read


def find_relative(page: Page, reference: date) -> Iterator[DateMention]:
    """Yield the relative dates of a text in reading order, reckoned from the reference day."""
    end = 0
    patterns = page.patterns.relative
    for place in sorted(_places(page)):
        match = patterns.relative.match(page.low, place) if place >= end else None
        if not match:
            continue
        if match["other"]:
            end = match.end()
            continue
        number = match["unit"] and patterns.number_before.search(page.low, max(end, place - REACH), place)
        start = number.start() if number else place
        try:
            value = _value(page, match, number or None, reference)
        except (OverflowError, ValueError):  # before the first or after the last year of the calendar
            value = None
        if value and not (match["weekday"] and end and APPOSED.fullmatch(page.low, end, start)):
            end = match.end()
            yield DateMention(*value, page.text[start:end], "relative", None, Span(start, end))


def _places(page: Page) -> Iterator[int]:
    for word in page.patterns.relative.first_words:
        place = page.low.find(word)
        while place >= 0:
            yield place
            place = page.low.find(word, place + len(word))


def _value(page: Page, match: re.Match[str], number: re.Match[str] | None, reference: date) -> Value | None:
    patterns = page.patterns.relative
    if match["phrase"]:
        return _away(*patterns.phrases[single_spaced(match["phrase"])], reference)
    if match["toward"]:
        steps = _way(page, match["toward"]) * _count(page, match["count"])
        return _counted(patterns.units[match["unit_toward"]], steps, reference)
    unit = match["unit_before"] or (
        match["weekday_before"] if not _is_weekday(page, *match.span("weekday_before")) else ""
    )
    if unit in patterns.units:
        return _one_unit(page, unit, _way(page, match["before"]), reference)
    if match["unit"]:
        return _unit_and_way(page, match, number, reference)
    return _weekday(page, match, reference)


def _unit_and_way(page: Page, match: re.Match[str], number: re.Match[str] | None, reference: date) -> Value | None:
    start = number.start() if number else match.start()
    before = word_before(page, start)
    if before and (before[0] in page.patterns.words.vague_numbers or before[0] in page.patterns.relative.numbers):
        return None  # the end of a number that the pack does not know
    way = _way(page, match["way"])
    if number:
        steps = way * _count(page, number["number"])
        return _counted(page.patterns.relative.units[match["unit"]], steps, reference)
    if DIGITS_BEFORE.search(page.low, max(0, start - REACH), start):
        return None
    return _one_unit(page, match["unit"], way, reference)


def _way(page: Page, word: str) -> int:
    return page.patterns.relative.ways[single_spaced(word)]


def _count(page: Page, number: str) -> int:
    digits = single_spaced(number)
    return int(digits) if digits.isdecimal() else page.patterns.relative.numbers[digits]


def _away(unit: str, steps: int, reference: date) -> Value:
    """Return the day, week, month or year so many steps from that of the reference day."""
    if unit == "day":
        return _day(reference + timedelta(steps))
    if unit == "week":
        return iso_week(reference + timedelta(weeks=steps)), "week"
    return (shifted_month(reference, steps), "month") if unit == "month" else (f"{reference.year + steps:04}", "year")


def _counted(unit: str, steps: int, reference: date) -> Value | None:
    """Reckon "dua hari lalu"; numbers of years are rounded in speech and name no year, "in these two days" no day."""
    return _away(unit, steps, reference) if steps and unit != "year" else None


def _one_unit(page: Page, word: str, way: int, reference: date) -> Value | None:
    """Reckon "last week"; a day needs its number or its name, and so do units in the plural."""
    unit = page.patterns.relative.units[word]
    return None if unit == "day" or word in page.patterns.words.plural_units else _away(unit, way, reference)


def _weekday(page: Page, match: re.Match[str], reference: date) -> Value | None:
    """Reckon "Jumat pekan lalu", "Sabtu mendatang" and a weekday alone: the last one, the day of reading included."""
    name = next(group for group in ("week_day", "weekday_before", "weekday") if match[group])
    if not _is_weekday(page, *match.span(name)):
        return None
    away = page.patterns.relative.weekdays[single_spaced(match[name])] - reference.isoweekday()
    if match["in_week"]:
        _, weeks = page.patterns.relative.phrases[single_spaced(match["in_week"])]
        return _day(reference + timedelta(away + 7 * weeks))
    if match["week_way"]:
        return _day(reference + timedelta(away + 7 * _way(page, match["week_way"])))
    placed = match["before"] or match["day_way"]
    if not placed and not _names_a_day(page, match):
        return None
    way = _way(page, placed) if placed else _way_of_sentence(page, match.start())
    if match["before"] and page.patterns.words.week_words:
        return _day(reference + timedelta(away + 7 * way))
    if placed and way == 0:
        return _day(reference + timedelta(away))
    if way > 0:
        return _day(reference + timedelta(away % 7 or 7))
    back = -away % 7
    return _day(reference - timedelta(back or 7 if placed else back))


def _is_weekday(page: Page, start: int, end: int) -> bool:
    words = page.patterns.words
    lower = words.lower_weekdays and single_spaced(page.low[start:end]) not in words.capital_weekdays
    return lower or has_capital(page, start, end)


def _way_of_sentence(page: Page, start: int) -> int:
    """Return 1 where the words before a weekday speak of what is planned, or say "until" or "by", else -1."""
    ahead = page.patterns.ahead.search(page.low, max(0, start - REACH), start)
    return 1 if ahead or is_planned(page, start) else -1


def _names_a_day(page: Page, match: re.Match[str]) -> bool:
    """Tell whether a weekday alone is a day of the news, and not a habit, one of a list or a piece of a name."""
    start, window, words = match.start(), max(0, match.start() - REACH), page.patterns.words
    patterns = page.patterns.relative
    if patterns.habit.search(page.low, window, start):
        return False
    before = WORD_BEFORE.search(page.low, window, start)
    small = words.day_words | words.year_words
    if before and page.text[before.start(1)].isupper() and before[1] not in small and has_capital(page, *match.span()):
        return False
    end = match.end()
    if patterns.weekday_before.search(page.low, window, start) or patterns.weekday_after.match(page.low, end):
        return False
    return not CUT_OFF.match(page.low, end)


def _day(day: date) -> Value:
    return day.isoformat(), "day"
