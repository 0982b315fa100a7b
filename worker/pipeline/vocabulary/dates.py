"""The words of dates: months, weekdays, relative days and what looks like a date and is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class DateWords:
    """
    The keys of ``dates.toml``.

    Months and weekdays count from 1 (January, Monday). The ``capital_`` lists hold words that are another word
    without their capital letter. Words of several parts are written with single spaces.
    """

    months: Mapping[str, int]
    capital_months: Mapping[str, int]
    weekdays: Mapping[str, int]
    capital_weekdays: frozenset[str]
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
    numbers: Mapping[str, int]
    vague_numbers: frozenset[str]  # "beberapa" tahun lalu
    past_words: frozenset[str]
    present_words: frozenset[str]
    future_words: frozenset[str]
    habit_words: frozenset[str]  # "setiap" Senin names no day
