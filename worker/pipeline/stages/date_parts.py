"""What is written of a date: its parts, and what stays open."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from worker.pipeline.stages.calendar import existing_day, full_year

if TYPE_CHECKING:
    from datetime import date

    from worker.pipeline.record import Span

LEAP = 2000  # a year that has every day
OWN_ERA = 2300  # a later year is of the era that the language counts by


class Parts(NamedTuple):
    """What is written of a day."""

    year: int | None
    month: int | None = None
    day: int | None = None

    def exist(self) -> bool:
        """Tell whether the calendar of some year has this."""
        if self.day is None:
            return True
        return existing_day(self.year or LEAP, self.month or 1, self.day) is not None


class Written(NamedTuple):
    """
    A date as written: its first and, for a range, its last day; ``clock`` is a time like ``T14:05+07:00``.

    ``others`` are what its digits mean in the other order. One that is ``doubtful`` is a date only when it lies close
    to the day of reading, or on the weekday that stands with it. ``way`` is -1 or 1 where a word says that it is over
    or to come; ``shift`` names the month or the year as so many from that of the day of reading.
    """

    span: Span
    first: Parts
    last: Parts | None = None
    weekdays: tuple[int, ...] = ()
    clock: str = ""
    others: tuple[Parts, ...] = ()
    doubtful: bool = False
    way: int = 0
    shift: tuple[str, int] | None = None

    def exists(self) -> bool:
        """Tell whether the calendar has its days."""
        return self.first.exist() and (self.last is None or self.last.exist())


def full_day(parts: Parts) -> date | None:
    """Return the day when nothing of it is left open."""
    if parts.year is None or parts.month is None or parts.day is None:
        return None
    return existing_day(parts.year, parts.month, parts.day)


def year_of(digits: str | None, years_ahead: int = 0) -> int | None:
    """
    Return the year that digits mean, or None for none; ``years_ahead`` are those of the language's own era.

    >>> year_of("23"), year_of("2566", years_ahead=543), year_of(None)
    (2023, 2023, None)
    """
    if not digits:
        return None
    year = full_year(digits)
    return year - years_ahead if year > OWN_ERA else year
