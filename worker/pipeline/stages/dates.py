"""Every date that a text names, with the year it leaves open found where the text or the day of reading tells it."""

from __future__ import annotations

from bisect import bisect_right
from datetime import timedelta
from typing import TYPE_CHECKING

from worker.pipeline.record import DateMention, Warned
from worker.pipeline.stages.calendar import repaired_day
from worker.pipeline.stages.date_parts import full_day
from worker.pipeline.stages.date_patterns import page_of
from worker.pipeline.stages.date_words import lowered
from worker.pipeline.stages.open_years import evidence_of, likely_day, reckoned, settled
from worker.pipeline.stages.relative_dates import find_relative
from worker.pipeline.stages.written_dates import read_written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from worker.pipeline.stages.date_parts import Written
    from worker.pipeline.stages.date_patterns import Page
    from worker.pipeline.stages.open_years import Evidence
    from worker.pipeline.vocabulary.dates import DateWords


CLOSE = timedelta(days=16)  # the day of a month that is not named lies this near, and so do days like 14/9 alone


def find_dates(text: str, words: DateWords, reference: date | None) -> tuple[DateMention, ...]:
    """
    Return the dates named in a text in reading order; their spans, which point into it, never overlap.

    ``reference`` is the day the article was published or received. Relative dates are found only when it is known; a
    date without a year takes it from the text or the reference, else its value stays None. A weekday decides
    between years; where it contradicts a full date the date stays as written, unless ``repaired_day`` knows better.
    """
    page = page_of(text, words)
    written, years = read_written(page)
    written = [settled(each, reference) for found in written if (each := reckoned(found, reference))]
    evidence = evidence_of(written, years, reference)
    mentions = [mention for found in written if (mention := _mention(page, found, evidence))]
    if reference:
        mentions += _apart_from(mentions, find_relative(page, reference), words)
        mentions.sort(key=lambda mention: mention.span)
    return tuple(mentions)


def date_warnings(dates: tuple[DateMention, ...]) -> tuple[Warned, ...]:
    """Return a warning for each date whose weekday is that of another day."""
    return tuple(
        Warned("weekday_mismatch", f"{found.raw!r} is not the weekday of {found.value}.", found.span)
        for found in dates
        if found.weekday_checked is False
    )


def _mention(page: Page, written: Written, evidence: Evidence) -> DateMention | None:
    raw = written.span.of(page.text)
    if written.first.day is None:
        return _month_or_year(raw, written)
    day = full_day(written.last or written.first)
    if day is None:
        said = page.patterns.direction.match(page.low, written.span.end)
        day = likely_day(written, said, evidence)
    if written.doubtful and (day is None or not _is_sure(written, day, evidence)):
        return None
    if day is None:
        return DateMention(None, "day", raw, "absolute", None, written.span)
    return _range(raw, written, day) if written.last else _one_day(raw, written, day, evidence)


def _is_sure(written: Written, day: date, evidence: Evidence) -> bool:
    """Tell whether a doubtful date is one after all: it is on its weekday, or close to the day of reading."""
    if written.weekdays:
        return day.isoweekday() in written.weekdays
    return evidence.reference is not None and abs(day - evidence.reference) <= CLOSE


def _month_or_year(raw: str, written: Written) -> DateMention:
    ends = [parts for parts in (written.first, written.last) if parts]
    if written.first.month is None:
        return DateMention("/".join(f"{end.year:04}" for end in ends), "year", raw, "absolute", None, written.span)
    months = "/".join(f"{end.year:04}-{end.month:02}" for end in ends)
    return DateMention(months, "month", raw, "absolute", None, written.span)


def _one_day(raw: str, written: Written, day: date, evidence: Evidence) -> DateMention:
    checked = day.isoweekday() in written.weekdays if written.weekdays else None
    if checked is False and evidence.reference and written.first.year is not None:
        day = repaired_day(day, written.weekdays[-1], evidence.reference) or day
    value = f"{day.isoformat()}{written.clock}"
    if not written.clock:
        return DateMention(value, "day", raw, "absolute", checked, written.span)
    has_seconds = written.clock[len("T14:05") :].startswith(":")
    return DateMention(value, "second" if has_seconds else "minute", raw, "absolute", checked, written.span)


def _range(raw: str, written: Written, last: date) -> DateMention | None:
    """Return the days from the first to the last; the first may lie in the year before, as in 30 December-2 January."""
    year = written.first.year
    years = (last.year, last.year - 1) if year in (None, last.year) else (year,)
    firsts = [full_day(written.first._replace(year=year)) for year in years]
    first = next((found for found in firsts if found and found < last), None)
    if not first:
        return None
    ends = {first.isoweekday(), last.isoweekday()}
    checked = ends.issuperset(written.weekdays) if written.weekdays else None
    return DateMention(f"{first}/{last}", "day", raw, "absolute", checked, written.span)


def _apart_from(
    mentions: list[DateMention], relative: Iterable[DateMention], words: DateWords
) -> Iterator[DateMention]:
    """Yield the relative dates that are no part of a written one, nor its end, as in "29 Juli kemarin"."""
    starts = [mention.span.start for mention in mentions]
    for found in relative:
        place = bisect_right(starts, found.span.start)
        is_end = lowered(found.raw) in words.past_words
        after_last = place == 0 or mentions[place - 1].span.end <= found.span.start - 2 * is_end
        if after_last and (place == len(starts) or found.span.end <= starts[place]):
            yield found
