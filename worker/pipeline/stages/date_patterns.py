"""The patterns of written dates, built once for each language's words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from worker.pipeline.stages.date_words import any_word, between, edges_of, lowered, lowered_keys, named_as
from worker.pipeline.stages.relative_patterns import RelativePatterns, relative_patterns, way_after

if TYPE_CHECKING:
    from collections.abc import Mapping

    from worker.pipeline.stages.date_words import Edges
    from worker.pipeline.vocabulary.dates import DateWords

DIGITS = re.compile(r"\d+")
# Digits that go on no word, longer number or code; looking back from the digit keeps the search fast. Before a digit
# may stand a letter of those scripts that write no blanks.
UNSPACED = r"\u0e00-\u0e7f\u3005-\u30ff\u3400-\u9fff\uac00-\ud7af"
NUMBER = re.compile(rf"\d(?<![^\W{UNSPACED}]\d)(?<!\d[-.,:/+]\d)\d*")
# 2023-09-12, 2023/09/12, with or without a time of day.
ISO = re.compile(
    r"(?P<year>\d{4})(?P<dash>[-/.])(?P<month>\d\d?)(?P=dash)(?P<day>\d\d?)(?!\d|(?P=dash)\d\d?(?!\d))"
    r"(?:[t ](?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d{1,9})?)?"
    r"(?P<offset>z|[+-]\d\d:?\d\d)?(?!\d))?"
)
# 2592025, 26/72020: the separators were lost on the way.
COLLAPSED = re.compile(r"\d{1,2}/\d{1,2}20\d\d(?!\d|[/.-]\d)|\d{6,8}(?!\d|[/.,-]\d)")
YEARS = re.compile(r"(?P<year>(?:19|20)\d\d)(?:[-–/](?P<last>(?:19|20)\d\d))?(?![-–]?\w|[.,/]\d)")
YEAR = r"[12]\d{3}"
BRACKET = r"[(（]"


@dataclass(frozen=True, eq=False)
class DatePatterns:
    """Compiled patterns of one language, and its words in lower case."""

    promising: re.Pattern[str]  # what follows one or two digits that can begin a date; most numbers end here
    numeric: re.Pattern[str]  # 12/9/2023, 12-9-2023, 8-10/5, from its first digit
    named: re.Pattern[str]  # 12 September 2023, 9-10 Januari, from its first digit
    month_before: re.Pattern[str]  # September, up to the place asked about
    month_of_range: re.Pattern[str]  # "June to ", up to the place asked about
    to_year: re.Pattern[str]  # " to 2019", from the end of a year
    rest_of_month_first: re.Pattern[str]  # 12, 2023 after a month
    ordinal: re.Pattern[str]  # "th", from the end of the digits before it
    other_calendar: re.Pattern[str]  # 1 Ramadan 1445, from its first digit
    lead: re.Pattern[str]  # "Selasa malam (", up to the place asked about
    weekday_after_date: re.Pattern[str]  # " Salı", from the end of a date
    relative_lead: re.Pattern[str]  # "hari ini (", up to the place asked about
    clock: re.Pattern[str]  # " pukul 14.05 WIB", from the end of a date
    direction: re.Pattern[str]  # " lalu", likewise
    plan: re.Pattern[str]  # "akan", anywhere in a sentence
    ahead: re.Pattern[str]  # "hingga ", up to the place asked about
    relative: RelativePatterns
    words: DateWords
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    zones: Mapping[str, str]
    half_days: Mapping[str, int]
    lunar_months: Mapping[str, int]
    solar_months: Mapping[str, int]


class Page(NamedTuple):
    """A text, the same letter for letter in lower case, and the patterns of its language, which match the latter."""

    text: str
    low: str
    patterns: DatePatterns


def page_of(text: str, words: DateWords) -> Page:
    """Return a text ready for reading its dates."""
    return Page(text, lowered(text), date_patterns(words))


@cache
def date_patterns(words: DateWords) -> DatePatterns:
    """Return the patterns for a language's words, compiled once."""
    edges = edges_of(words)
    return DatePatterns(
        promising=_promising(words, edges),
        numeric=_numeric(words, edges),
        named=_named(words, edges),
        month_before=re.compile(rf"{edges.start}(?P<month>{_month(words, edges)}){_of(words)},?{edges.gap}$"),
        month_of_range=re.compile(
            rf"{edges.start}(?P<month>{_month(words, edges)}){between(words.range_words, edges.gap)}$"
        ),
        to_year=re.compile(rf"{between(words.range_words, edges.gap)}(?P<year>(?:19|20)\d\d)(?![-–]?\w|[.,/]\d)"),
        rest_of_month_first=_rest_of_month_first(words, edges),
        ordinal=re.compile(rf"{any_word(words.day_suffixes - {'.'})}{edges.end}"),
        other_calendar=_other_calendar(words, edges),
        lead=_lead(words, edges),
        weekday_after_date=_weekday_after_date(words, edges),
        relative_lead=re.compile(rf"{edges.start}{any_word(words.relative_days)}\s*,?\s*(?P<bracket>{BRACKET})\s*$"),
        clock=_clock(words, edges),
        direction=_direction(words, edges),
        plan=re.compile(rf"{edges.start}{any_word(words.plan_words)}{edges.end}"),
        ahead=re.compile(rf"{edges.start}{any_word(words.ahead_words)}{edges.gap}$"),
        relative=relative_patterns(words),
        words=words,
        months=lowered_keys({**words.months, **words.capital_months}),
        weekdays=lowered_keys({**words.short_weekdays, **words.weekdays}),
        zones=lowered_keys(words.zones),
        half_days=lowered_keys(words.half_days),
        lunar_months=lowered_keys(words.lunar_months),
        solar_months=lowered_keys(words.solar_months),
    )


def _promising(words: DateWords, edges: Edges) -> re.Pattern[str]:
    months = any_word((*words.months, *words.capital_months, *words.lunar_months, *words.solar_months))
    after = any_word((*words.range_words, *words.list_words, *words.of_words))
    joined = rf"{edges.gap}(?:[–—-]|(?:{months}|{after}){edges.end})|[-–—]\d|[-/]{months}"
    return re.compile(rf"\d\d?(?:\s*[,/.–—-]\s*\d|{_suffix(words)}(?:{joined}))")


def _suffix(words: DateWords) -> str:
    """Return what may be glued to the number of a day: 1"st", 1"er", 12"."."""
    return rf"(?:{any_word(words.day_suffixes)})?"


def _of(words: DateWords) -> str:
    """Return a small word between the day, the month and the year, where the language has one."""
    return rf"(?:\s+{any_word(words.of_words)})?" if words.of_words else ""


def _month(words: DateWords, edges: Edges) -> str:
    return rf"(?:{any_word(words.months)}{edges.end}|{any_word(words.capital_months)}{edges.end}\.?)"


def _year_of(words: DateWords, edges: Edges) -> str:
    """Return what stands between the month and the year."""
    small = any_word((*words.of_words, *named_as(words.units, "year"), *words.eras))
    return rf"(?:,?{edges.gap}(?:{small}{edges.gap})?|[-/])"


def _numeric(words: DateWords, edges: Edges) -> re.Pattern[str]:
    to = between(words.range_words, edges.gap)
    return re.compile(
        rf"(?:(?P<first_a>\d\d?)(?:/(?P<second_a>\d\d?))?{to})?"
        r"(?P<first>\d\d?)\s?(?P<dash>[/.-])\s?(?P<second>\d\d?)"
        r"(?:\s?(?P=dash)\s?(?P<year>\d{4}|\d\d))?(?!\d|[/.-]\d)"
    )


def _named(words: DateWords, edges: Edges) -> re.Pattern[str]:
    month, year_of, suffix = _month(words, edges), _year_of(words, edges), _suffix(words)
    listing = any_word(words.list_words)
    comma = rf"\s*,\s*(?:{listing}{edges.gap})?|{edges.gap}{listing}{edges.gap}"
    of = rf"(?:{suffix}{_of(words)}{edges.gap}|[-/])"
    return re.compile(
        rf"(?P<list>(?:\d\d?{suffix}(?:{comma})){{0,6}})"
        rf"(?:(?P<day_a>\d\d?)(?:{of}(?P<month_a>{month})(?:{year_of}(?P<year_a>{YEAR}))?|{suffix})?"
        rf"{between(words.range_words, edges.gap)})?"
        rf"(?P<day>\d\d?){of}(?P<month>{month})(?:{year_of}\(?(?P<year>{YEAR})(?!\d|[.,]\d))?"
    )


def _rest_of_month_first(words: DateWords, edges: Edges) -> re.Pattern[str]:
    """Build "12, 2023", and where the month may stand first without a year "10-12, 2023" and "30 to October 2"."""
    day, year = rf"(?P<number>\d\d?){_suffix(words)}", rf",?{edges.gap}(?P<year>{YEAR})(?!\d)"
    if not words.month_first:
        return re.compile(rf"(?P<day>{day}){year}")
    to = between(words.range_words | words.list_words, edges.gap)
    month = _month(words, edges)
    last = rf"(?P<last>(?:(?P<month_b>{month})\s+)?(?P<day_b>\d\d?){_suffix(words)})"
    last = rf"(?:,?\s+(?P<year_a>{YEAR}))?(?P<joint>{to}){last}"
    return re.compile(rf"(?P<day>{day})(?:{last}(?![\w%]|[.,:/-]\d))?(?:{year})?(?![\w%]|[.,:/-]\d)")


def _other_calendar(words: DateWords, edges: Edges) -> re.Pattern[str]:
    lunar, solar = any_word(words.lunar_months), any_word(words.solar_months)
    month = rf"(?:(?P<lunar>{lunar})|(?P<solar>{solar})){edges.end}"
    day = rf"(?P<day>\d\d?){_suffix(words)}{_of(words)}{edges.gap}"
    return re.compile(rf"{day}{month}{_year_of(words, edges)}(?P<year>1[2-5]\d\d)(?!\d)")


def _lead(words: DateWords, edges: Edges) -> re.Pattern[str]:
    short = words.short_weekdays if words.edges == "both" else {}  # a single sign is a piece of other words, too
    weekday = any_word((*words.weekdays, *short))
    joined = between(words.range_words | words.list_words, edges.gap)
    return re.compile(
        rf"{edges.start}(?:(?P<first>{weekday}){joined})?(?P<weekday>{weekday})\.?(?:{edges.gap}{any_word(words.day_parts)})?"
        rf"\s*[,،、]?\s*(?:{any_word(words.day_words)}{edges.gap})?(?P<bracket>{BRACKET})?\s*$"
    )


def _weekday_after_date(words: DateWords, edges: Edges) -> re.Pattern[str]:
    weekday = any_word((*words.weekdays, *words.short_weekdays))
    bare = any_word(words.weekdays) if words.weekday_follows else "(?!)"
    return re.compile(rf"\s*(?:{BRACKET}(?P<bracketed>{weekday})[)）]|,?\s*(?P<bare>{bare}){edges.end})")


def _clock(words: DateWords, edges: Edges) -> re.Pattern[str]:
    sign = rf"[.:]|\s?{any_word(words.clock_signs)}\s?"
    time, ends = rf"\d\d?(?:{sign})\d\d", any_word(words.clock_ends)
    half = any_word(words.half_days)
    return re.compile(
        rf"\s{{0,3}}[,|/-]?\s{{0,3}}(?:{any_word(words.day_parts)}\s+)?(?:{any_word(words.about_words)}\s+)?"
        rf"(?P<word>{any_word(words.clock_words)}\s+)?(?P<hour>[01]?\d|2[0-3])"
        rf"(?:(?P<colon>{sign})(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?(?!\d)"
        rf"(?:{between(words.range_words, edges.gap)}{time})?(?:\s?(?P<half>{half}))?|\s?(?P<whole_half>{half}))"
        rf"(?:\s*(?P<end>{ends}){edges.end})?"
        rf"(?:\s*(?P<zone>{any_word(words.zones)})(?:\s?(?P<offset>[+-]\d\d?))?(?!\w))?(?!\d|[.:]\d)"
    )


def _direction(words: DateWords, edges: Edges) -> re.Pattern[str]:
    year = any_word(named_as(words.units, "year"))
    return re.compile(rf"{edges.gap}(?P<year>{year}{edges.gap})?{way_after(words)}{edges.end}")
