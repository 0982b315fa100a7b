"""What stands around a date: its weekday and bracket, its time of day, and the words that make it none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from worker.pipeline.stages.date_patterns import single_spaced

if TYPE_CHECKING:
    from worker.pipeline.stages.date_patterns import Page

REACH = 48  # characters before a date in which its weekday stands: "Senin-Selasa dini hari, tanggal ("
WORD_REACH = 20  # characters in which the one word before a number stands
WORD = re.compile(r"(?<!\w)([^\W\d_]+)[\s.:(-]*$")
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
        return Lead(start, (), page.text[start - 1 : start] == "(")
    first = match["first"] and weekday_at(page, *match.span("first"))
    if first:
        return Lead(match.start(), (first, last), bool(match["bracket"]))
    return Lead(match.start("weekday"), (last,), bool(match["bracket"]))


def weekday_at(page: Page, start: int, end: int) -> int | None:
    """Return the weekday whose name stands there; None for a word that names one only with a capital letter."""
    word = page.low[start:end]
    if word in page.patterns.words.capital_weekdays and not page.text[start].isupper():
        return None
    return page.patterns.weekdays.get(word)


def month_at(page: Page, start: int, end: int) -> int | None:
    """Return the month whose name stands there; None for a word that is a month only with a capital letter."""
    word = page.low[start:end].rstrip(".")
    if word not in page.patterns.words.months and not page.text[start].isupper():
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
    if not match or not (match["word"] or match["zone"] or match["colon"] == ":"):
        return "", end
    second = f":{match['second']}" if match["second"] else ""
    zone = page.patterns.zones.get(single_spaced(match["zone"]), "") if match["zone"] else ""
    if zone and match["offset"]:
        zone = f"{match['offset'][0]}{int(match['offset'][1:]):02}:00"
    return f"T{int(match['hour']):02}:{int(match['minute']):02}{second}{zone}", match.end()
