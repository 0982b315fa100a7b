"""Days reckoned: which exist, which year is meant, and what a wrong weekday betrays."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hijridate import Hijri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PIVOT = 69  # POSIX strptime: two-digit years from 69 on are of the nineteen hundreds
NEAR = timedelta(days=10)  # 35 of 63 days with a wrong weekday lie within a week of the article: their digits are right
SOLAR_EPOCH = 226530  # the day before the first of year 0 of the Solar Hijri calendar, reckoned backwards
ODD = timedelta(days=31)  # a year guessed against its weekday is believed this close to the article, else not


def existing_day(year: int, month: int, day: int) -> date | None:
    """
    Return the day, or None where the calendar has no such day.

    >>> existing_day(2023, 2, 30)
    """
    try:
        return date(year, month, day)
    except ValueError:
        return None


def full_year(digits: str) -> int:
    """
    Return the year that two or four digits mean.

    >>> full_year("25"), full_year("1998")
    (2025, 1998)
    """
    year = int(digits)
    if len(digits) == 2:
        return year + (1900 if year >= PIVOT else 2000)
    return year


def nearest_day(month: int, day: int, pivot: date, direction: int = 0) -> date | None:
    """
    Return the day of that month nearest to the pivot; only before it for a direction of -1, only after it for 1.

    >>> nearest_day(12, 29, date(2024, 1, 2))
    datetime.date(2023, 12, 29)
    """
    days = [
        found
        for year in (pivot.year - 1, pivot.year, pivot.year + 1)
        if 0 < year <= date.max.year and (found := existing_day(year, month, day))
    ]
    ahead = [found for found in days if (found - pivot).days * direction >= 0]
    return min(ahead or days, key=lambda found: abs(found - pivot), default=None)


def repaired_day(written: date, weekday: int, reference: date) -> date | None:
    """
    Return what a day far from the reference was meant to be, or None when that is not certain.

    Certain is: exactly one change of the month or of the year gives a day with the weekday, near the reference
    (29 of 149 disagreements in Indonesian news were such slips).

    >>> repaired_day(date(2026, 10, 20), 1, date(2025, 10, 22))
    datetime.date(2025, 10, 20)
    """
    if abs(written - reference) <= NEAR:
        return None
    slips = {
        found
        for found in _one_change(written, reference)
        if found.isoweekday() == weekday and abs(found - reference) <= NEAR
    }
    return slips.pop() if len(slips) == 1 else None


def _one_change(written: date, reference: date) -> Iterator[date]:
    months = ((written.year, month) for month in range(1, 13))
    years = ((year, written.month) for year in (reference.year - 1, reference.year, reference.year + 1))
    for year, month in (*months, *years):
        if 0 < year <= date.max.year and (found := existing_day(year, month, written.day)):
            yield found


def split_digits(digits: str) -> list[date]:
    """
    Return the days that digits without their separators may mean, day before month.

    >>> split_digits("2592025")
    [datetime.date(2025, 9, 25)]
    """
    head, year = digits[:-4], full_year(digits[-4:])
    cuts = [(head[:cut], head[cut:]) for cut in (1, 2) if len(head[cut:]) in (1, 2)]
    return [found for day, month in cuts if (found := existing_day(year, int(month), int(day)))]


def agreeing_year(years: Iterable[int], month: int, day: int, weekday: int) -> date | None:
    """Return the day in the first of the years in which it falls on the weekday."""
    for year in years:
        found = existing_day(year, month, day)
        if found and found.isoweekday() == weekday:
            return found
    return None


def iso_week(day: date) -> str:
    """
    Return the ISO 8601 week of a day.

    >>> iso_week(date(2023, 9, 6))
    '2023-W36'
    """
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def shifted_month(day: date, months: int) -> str:
    """
    Return the month so many months after that of the day; raises ValueError outside the years 1 to 9999.

    >>> shifted_month(date(2023, 1, 31), -1)
    '2022-12'
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1).isoformat()[:7]


def solar_day(year: int, month: int, day: int) -> date | None:
    """
    Return the day of the Solar Hijri calendar, or None where it has no such day.

    Eight leap years in 33 give the New Year of each year from 1300 to 1499.

    >>> solar_day(1402, 6, 21), solar_day(1402, 12, 30)
    (datetime.date(2023, 9, 12), None)
    """
    first = _solar_new_year(year)
    in_year = day - 1 + (month - 1) * 31 - max(0, month - 7)
    length = 31 if month <= 6 else 30
    found = first + in_year
    if not (1 <= month <= 12 and 1 <= day <= length and found < _solar_new_year(year + 1)):
        return None
    return date.fromordinal(found)


def _solar_new_year(year: int) -> int:
    return SOLAR_EPOCH + 365 * year + (8 * year + 21) // 33


def lunar_day(year: int, month: int, day: int) -> date | None:
    """
    Return the day of the Hijri calendar as Umm al-Qura reckons it, or None where that has no such day.

    >>> lunar_day(1445, 9, 1), lunar_day(1445, 9, 31)
    (datetime.date(2024, 3, 11), None)
    """
    try:
        return date(*Hijri(year, month, day).to_gregorian().timetuple()[:3])
    except (OverflowError, ValueError):
        return None


def nearest_numbered(day: int, pivot: date, weekdays: tuple[int, ...] = (), direction: int = 0) -> date | None:
    """
    Return the day of that number nearest to the pivot, of the month before, the same or the next.

    It is one of the weekdays if any are given, and not after the pivot for a direction of -1, not before it for 1.

    >>> nearest_numbered(29, date(2024, 1, 2))
    datetime.date(2023, 12, 29)
    """
    months = [divmod(pivot.year * 12 + pivot.month - 1 + away, 12) for away in (-1, 0, 1)]
    days = [
        found for year, month in months if 0 < year <= date.max.year and (found := existing_day(year, month + 1, day))
    ]
    fitting = [
        found
        for found in days
        if (not weekdays or found.isoweekday() in weekdays) and (found - pivot).days * direction >= 0
    ]
    return min(fitting, key=lambda found: abs(found - pivot), default=None)
