"""What the pipeline is given: one article, as submitted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """
    One article in plain text, and what the caller knows about it.

    ``published`` is an ISO date or date-time; ``received_at`` is the day the article was received, the latest day
    that a date without a year can reasonably mean; ``language`` is a BCP 47 tag; ``url`` is evidence, never fetched.
    """

    text: str
    headline: str | None = None
    published: str | None = None
    url: str | None = None
    source_name: str | None = None
    language: str | None = None
    received_at: date | None = None
