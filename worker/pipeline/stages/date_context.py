"""What stands around a date: its weekday and bracket, its time of day, and the words that make it none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from worker.pipeline.record import Span
from worker.pipeline.stages.date_words import single_spaced

if TYPE_CHECKING:
    from worker.pipeline.stages.date_parts import Written
    from worker.pipeline.stages.date_patterns import Page

LONGEST_SENTENCE = 250  # characters looked back over
SENTENCE_START = re.compile(r"[.!?\"”]\s|\n")
REACH = 48  # characters before a date in which its weekday stands: "Senin-Selasa dini hari, tanggal ("
WORD_REACH = 20  # characters in which the one word before a number stands
WORD = re.compile(r"(?<!\w)([^\W\d_]+)[\s.:(-]*$")
BRACKETS = {"(": ")", "（": "）"}
NUMBER = re.compile(r"\d\s*$")
NUMBER_AND_WORD = re.compile(r"\d[^\s,]*\s+[^\W\d_]+\s+$")


class Lead(NamedTuple):
    """The weekdays before a date (ISO numbers), where they begin, and whether a bracket was opened."""

    start: int
    weekdays: tuple[int, ...]
    bracketed: bool


def lead_before(page: Page, start: int) -> Lead:
    """Return what leads up to the date that begins at ``start``."""
    match = page.patterns.lead.search(page.low, max(0, start - REACH), start)
    last = match and weekday_at(page, *match.span("weekday"))
    if not match or not last:
        return Lead(start, (), page.text[start - 1 : start] in BRACKETS)
    first = match["first"] and weekday_at(page, *match.span("first"))
    if first:
        return Lead(match.start(), (first, last), bool(match["bracket"]))
    return Lead(match.start("weekday"), (last,), bool(match["bracket"]))


def with_surroundings(page: Page, read: list[Written]) -> list[Written]:
    """Give the weekdays to the first of the dates read, the closing bracket and the time of day to the last."""
    lead = lead_before(page, read[0].span.start)
    start, end = lead.start, read[-1].span.end
    if lead.bracketed and page.text[end : end + 1] in BRACKETS.values():
        end += 1
        start -= not lead.weekdays
    weekdays, end = (lead.weekdays, end) if lead.weekdays else _weekday_behind(page, end)
    read[0] = read[0]._replace(span=Span(start, read[0].span.end), weekdays=weekdays)
    clock, end = clock_after(page, end) if read[-1].last is None else ("", end)
    read[-1] = read[-1]._replace(span=Span(read[-1].span.start, end), clock=clock)
    return read


def _weekday_behind(page: Page, end: int) -> tuple[tuple[int, ...], int]:
    """Return the weekday that follows a date, as in "12日(火)", and where it ends."""
    match = page.patterns.weekday_after_date.match(page.low, end)
    weekday = match and weekday_at(page, *match.span("bracketed" if match["bracketed"] else "bare"))
    return ((weekday,), match.end()) if match and weekday else ((), end)


def has_capital(page: Page, start: int, end: int) -> bool:
    """Tell whether a capital letter stands in a part of the text."""
    return any(map(str.isupper, page.text[start:end]))


def weekday_at(page: Page, start: int, end: int) -> int | None:
    """Return the weekday whose name stands there; None for a word that names one only with a capital letter."""
    word = single_spaced(page.low[start:end])
    if word in page.patterns.words.capital_weekdays and not has_capital(page, start, end):
        return None
    return page.patterns.weekdays.get(word)


def month_at(page: Page, start: int, end: int) -> int | None:
    """Return the month whose name stands there; None for a word that is a month only with a capital letter."""
    written = single_spaced(page.low[start:end])
    word = written if written in page.patterns.months else written.rstrip(".")
    if word not in page.patterns.words.months and not has_capital(page, start, end):
        return None
    return page.patterns.months.get(word)


def month_before(page: Page, start: int) -> tuple[int, int] | None:
    """Return the month whose name ends right before ``start``, and where the name begins."""
    match = page.patterns.month_before.search(page.low, max(0, start - WORD_REACH), start)
    month = match and month_at(page, *match.span("month"))
    return (month, match.start()) if match and month else None


def word_before(page: Page, start: int) -> tuple[str, int] | None:
    """Return the word before ``start``, in lower case, and where it begins."""
    match = WORD.search(page.low, max(0, start - WORD_REACH), start)
    return (match[1], match.start(1)) if match else None


def follows_code_word(page: Page, start: int) -> bool:
    """Tell whether a word before ``start`` makes the number that of a law, a case or a house."""
    word = word_before(page, start)
    return word is not None and word[0] in page.patterns.words.code_words


def follows_number(page: Page, start: int) -> bool:
    """Tell whether a number stands before ``start``."""
    return NUMBER.search(page.low, max(0, start - WORD_REACH), start) is not None


def follows_number_and_word(page: Page, start: int) -> bool:
    """Tell whether a number and one word stand before ``start``, as in "Nomor 24 Tahun"."""
    return NUMBER_AND_WORD.search(page.low, max(0, start - 2 * WORD_REACH), start) is not None


def follows_relative_day(page: Page, start: int) -> bool:
    """Tell whether "today (" or the like stands before ``start``."""
    return page.patterns.relative_lead.search(page.low, max(0, start - REACH), start) is not None


def clock_after(page: Page, end: int) -> tuple[str, int]:
    """
    Return the time of day that follows a date, like "T14:05+07:00", and where it ends; "" and ``end`` if none does.

    Digits are a time with a word for it before them, a zone behind them, or a colon between them.
    """
    match = page.patterns.clock.match(page.low, end)
    if not match or not _is_time(match, page):
        return "", end
    second = f":{match['second']}" if match["second"] else ""
    zone = page.patterns.zones.get(single_spaced(match["zone"]), "") if match["zone"] else ""
    if zone and match["offset"]:
        zone = f"{match['offset'][0]}{int(match['offset'][1:]):02}:00"
    return f"T{_hour(match, page):02}:{match['minute'] or '00'}{second}{zone}", match.end()


def _is_time(match: re.Match[str], page: Page) -> bool:
    marked = match["word"] or match["zone"] or match["end"] or match["half"] or match["whole_half"]
    sign = (match["colon"] or "").strip()
    return bool(marked or sign == ":" or sign in page.patterns.words.clock_signs)


def _hour(match: re.Match[str], page: Page) -> int:
    hour, half = int(match["hour"]), match["half"] or match["whole_half"]
    return hour if not half or hour > 12 else hour % 12 + page.patterns.half_days[single_spaced(half)]


def is_planned(page: Page, start: int, after: str = "\n") -> bool:
    """
    Tell whether the sentence of a day speaks of what is to come: "akan digelar pada Sabtu (24/8)".

    Only the part of the sentence behind the last mark ``after`` is looked at.
    """
    before = page.text[max(0, start - LONGEST_SENTENCE) : start]
    sentence = SENTENCE_START.split(before)[-1].rpartition(after)[-1]
    return page.patterns.plan.search(page.low, start - len(sentence), start) is not None
