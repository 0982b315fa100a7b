"""The words of dates: months, weekdays, relative days and what looks like a date and is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class DateWords:
    """The keys of ``dates.toml``."""

    months: Mapping[str, int]
