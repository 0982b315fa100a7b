"""The words of dates: months, weekdays, relative days and what looks like a date and is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class DateWords:
    """
    The keys of ``dates.toml``.

    Months and weekdays count from 1 (January, Monday). The ``capital_`` lists hold words that are another word
    without their capital letter. Words of several parts are written with single spaces.
    """

    months: Mapping[str, int]  # names, with and without inflection
    capital_months: Mapping[str, int]  # names only with a capital letter
    weekdays: Mapping[str, int]  # names
    capital_weekdays: frozenset[str]  # of the weekdays, those that need a capital letter
    day_words: frozenset[str]  # "tanggal" 5 Mei
    day_parts: frozenset[str]  # Senin "malam"
    range_words: frozenset[str]  # 5 "hingga" 7 Mei
    list_words: frozenset[str]  # 5 "dan" 7 Mei
    ahead_words: frozenset[str]  # before a day that is still to come
    plan_words: frozenset[str]  # in the sentence of a day that is planned
    year_words: frozenset[str]  # "sejak" 2015
    code_words: frozenset[str]  # "nomor" 5/9/2023: what follows is no date
    clock_words: frozenset[str]  # "pukul" 14.05
    about_words: frozenset[str]  # "sekitar" pukul 14.05
    zones: Mapping[str, str]  # "WIB" is +07:00
    relative_days: Mapping[str, int]  # days from the reference day
    units: Mapping[str, str]  # day, week, month or year
    numbers: Mapping[str, int]  # written in words
    vague_numbers: frozenset[str]  # "beberapa" tahun lalu
    past_words: frozenset[str]  # pekan "lalu"
    present_words: frozenset[str]  # pekan "ini"
    future_words: frozenset[str]  # pekan "depan"
    habit_words: frozenset[str]  # "setiap" Senin names no day

    # How days are written. Of two orders the second is believed where only it gives a day of the calendar, or the
    # weekday that stands beside it.
    orders: tuple[str, ...] = ("day-month",)  # of digits: "day-month", "month-day"; the first is the rule
    region_orders: Mapping[str, str] = field(default_factory=dict)  # GB = "day-month": the rule there
    edges: str = "both"  # of words: "both"; "start" where endings are glued to them; "none" where no blanks are written
    prefixes: frozenset[str] = NOTHING  # single letters that are glued to the front of a word
    month_first: bool = False  # "May 5" is a day
    lower_weekdays: bool = False  # a weekday needs no capital letter
    weekday_follows: bool = False  # 5 Mayıs 2023 "Cuma"
    weekday_and_day: bool = False  # "mardi 12" is a day, without month
    week_words: bool = False  # "上周五" is Friday of last week, where "last Friday" is the one before today
    short_digits: bool = False  # 14/9 is a day without year and weekday, close to the reference day
    short_weekdays: Mapping[str, int] = field(default_factory=dict)  # "Tue.", beside a date only
    day_suffixes: frozenset[str] = NOTHING  # 1"st" May
    of_words: frozenset[str] = NOTHING  # 5 "de" mayo "de" 2023
    not_dates: frozenset[str] = NOTHING  # "24/7"

    # Signs that follow the numbers of a date: 2023"年"9"月"12"日".
    year_signs: frozenset[str] = NOTHING  # "年"
    month_signs: frozenset[str] = NOTHING  # "月"
    day_signs: frozenset[str] = NOTHING  # "日"
    late_day_signs: frozenset[str] = NOTHING  # 9月12"号": after a month alone
    span_words: frozenset[str] = NOTHING  # 12日"間": so many days, and no day
    numerals: Mapping[str, int] = field(default_factory=dict)  # 十 = 10

    # Other calendars.
    eras: Mapping[str, int] = field(default_factory=dict)  # years to add to those of an era: 令和 = 2018
    years_ahead: int = 0  # 543 where the year is written 2566
    lunar_months: Mapping[str, int] = field(default_factory=dict)  # of the Hijri calendar
    solar_months: Mapping[str, int] = field(default_factory=dict)  # of the Solar Hijri calendar

    # Times of day.
    clock_signs: frozenset[str] = NOTHING  # 18"h"30
    clock_ends: frozenset[str] = NOTHING  # 14:30 "Uhr"
    half_days: Mapping[str, int] = field(default_factory=dict)  # 8 "p.m." = 12, the hours to add

    # Days told by their distance.
    plural_units: frozenset[str] = NOTHING  # of the units, those that need a number: "in the coming weeks" is no week
    relative_weeks: Mapping[str, int] = field(default_factory=dict)  # weeks from that of the reference day
    relative_months: Mapping[str, int] = field(default_factory=dict)  # likewise
    relative_years: Mapping[str, int] = field(default_factory=dict)  # likewise
    other_phrases: frozenset[str] = NOTHING  # "am Morgen": holds such a word, and names no day
    past_before: frozenset[str] = NOTHING  # "last" week
    present_before: frozenset[str] = NOTHING  # "this" week
    future_before: frozenset[str] = NOTHING  # "next" week
    ago_before: frozenset[str] = NOTHING  # "vor" drei Tagen
    ahead_before: frozenset[str] = NOTHING  # "in" drei Tagen
