"""The words newsrooms put around an article: datelines, credits, links and notices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class LayoutWords:
    """The keys of ``layout.toml``."""

    related: frozenset[str]
    media: frozenset[str]
    notices: frozenset[str]
    notice_openers: frozenset[str]
    credits: Mapping[str, str]
    reporter_openers: frozenset[str]
    title_small_words: frozenset[str]
    relay_cues: frozenset[str]
    relay_prepositions: frozenset[str]
    relay_nouns: frozenset[str]
    titles_capitalised: bool = False  # the words of a title have capitals
