"""Dates whose numbers are followed by signs of the year, the month and the day: 2023年9月12日."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from worker.pipeline.record import Span
from worker.pipeline.stages.date_context import with_surroundings
from worker.pipeline.stages.date_parts import Parts, Written
from worker.pipeline.stages.date_words import any_word, between, edges_of, lowered_keys

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from worker.pipeline.stages.date_patterns import Page
    from worker.pipeline.vocabulary.dates import DateWords

YEARS = range(1000, 3000)
HABIT_REACH = 8  # characters before a date in which a word makes it a habit


@dataclass(frozen=True, eq=False)
class SignPatterns:
    """Compiled patterns of one language, and what its numerals and eras count."""

    date: re.Pattern[str]  # 2023年9月12日, 9月10日至12日, 12日, 2023年
    habit: re.Pattern[str]  # 毎月, up to the place asked about
    numerals: Mapping[str, int]
    eras: Mapping[str, int]
    ways: Mapping[str, int]  # 지난 is -1
    shifts: Mapping[str, tuple[str, int]]  # 昨年 is ("year", -1)
    alone: frozenset[str]  # the signs of a day that needs no month


def read_signed(page: Page) -> Iterator[Written]:
    """Yield the dates of a text that are written with signs, in reading order."""
    if not page.patterns.words.day_signs:
        return
    patterns = sign_patterns(page.patterns.words)
    for match in patterns.date.finditer(page.low):
        written = _written(match, patterns)
        if written and not patterns.habit.search(page.low, max(0, match.start() - HABIT_REACH), match.start()):
            yield with_surroundings(page, [written])[0]


@cache
def sign_patterns(words: DateWords) -> SignPatterns:
    """Return the patterns for a language's words, compiled once."""
    digit = rf"[\d{''.join(words.numerals)}]"
    number = rf"{digit}{{1,4}}"
    year, month = any_word(words.year_signs), any_word(words.month_signs)
    day = any_word(words.day_signs | words.late_day_signs)
    before = "|".join(
        rf"(?P<{name}>{any_word(these)})"
        for name, these in (
            ("era", words.eras),
            ("of_year", words.relative_years),
            ("of_month", words.relative_months),
            ("way", (*words.past_before, *words.future_before)),
        )
    )
    to = between(words.range_words, r"\s*")
    last = (
        rf"{to}(?:(?:(?P<year_b>{number})\s*{year}\s*)?(?P<month_b>{number})\s*{month}\s*)?"
        rf"(?P<day_b>{number})\s*{day}"
    )
    days = rf"(?P<day>{number})\s*(?:(?P<sign>{day})(?:{last})?|{last.replace('?P<', '?P<bare_')})"
    return SignPatterns(
        date=re.compile(
            rf"(?<!{digit})(?:(?:{before})\s{{0,3}})?(?={digit})"
            rf"(?:(?P<year>{number})\s*{year}\s*)?(?:(?P<month>{number})\s*{month}\s*)?(?:{days})?"
            rf"(?!\s*{any_word(words.span_words)})"
        ),
        habit=re.compile(rf"{any_word(words.habit_words)}{edges_of(words).gap}$"),
        numerals=words.numerals,
        eras=lowered_keys(words.eras),
        ways={**dict.fromkeys(words.past_before, -1), **dict.fromkeys(words.future_before, 1)},
        shifts={
            **{word: ("year", steps) for word, steps in lowered_keys(words.relative_years).items()},
            **{word: ("month", steps) for word, steps in lowered_keys(words.relative_months).items()},
        },
        alone=words.day_signs,
    )


def _written(match: re.Match[str], patterns: SignPatterns) -> Written | None:
    """Return the date that stands there; a day without its month has digits, and its own sign."""
    year, month, day = (_number(match[name], patterns) for name in ("year", "month", "day"))
    year = year and year + patterns.eras.get(match["era"] or "", 0)
    shift = _shift(match, patterns) if not year else None
    start = match.start() if match["era"] or shift else max(match.end(name) for name in ("way", "of_year", "of_month"))
    span = Span(max(start, match.start()), match.start() + len(match[0].rstrip()))
    if year is not None and year not in YEARS:
        return None
    if day is None:
        return Written(span, Parts(year, month), shift=shift) if year or shift else None
    year_b, month_b, day_b = (
        _number(match[name] or match[f"bare_{name}"], patterns) for name in ("year_b", "month_b", "day_b")
    )
    if month is None and not shift:
        alone = match["sign"] in patterns.alone and match["day"].isdecimal() and not (year or day_b)
        way = patterns.ways.get(match["way"] or "", 0)
        return Written(span, Parts(None, None, day), doubtful=not way, way=way) if alone else None
    last = Parts(year_b or year, month_b or month, day_b) if day_b else None
    return Written(span, Parts(year, month, day), last, shift=shift)


def _shift(match: re.Match[str], patterns: SignPatterns) -> tuple[str, int] | None:
    """Return what a word says of the year of a month, or of the month of a day."""
    if match["of_year"] and match["month"]:
        return patterns.shifts[match["of_year"]]
    return patterns.shifts[match["of_month"]] if match["of_month"] and match["day"] and not match["month"] else None


def _number(digits: str | None, patterns: SignPatterns) -> int | None:
    """Return the number that digits and numerals make: 12, 十二 and 一二 are twelve."""
    if not digits or digits.isdecimal():
        return int(digits) if digits else None
    total = current = 0
    for digit in digits:
        value = patterns.numerals.get(digit)
        if value is None:
            value = int(digit)
        if value == 10:
            total, current = total + (current or 1) * 10, 0
        else:
            current = current * 10 + value
    return total + current
