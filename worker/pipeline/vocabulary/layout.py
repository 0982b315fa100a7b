"""The words newsrooms put around an article: datelines, credits, links and notices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, eq=False)
class LayoutWords:
    """The keys of ``layout.toml``."""

    related: frozenset[str]  # "Baca juga": what follows links another article
    media: frozenset[str]  # "VIDEO": before the title of such a link
    notices: frozenset[str]  # lines that are no part of the article
    notice_openers: frozenset[str]  # how such lines begin
    credits: Mapping[str, str]  # "Editor": who made the article, as author, reporter, editor or photographer
    reporter_openers: frozenset[str]  # "Laporan Wartawan": a reporter follows
    title_small_words: frozenset[str]  # in lower case in a title
    relay_cues: frozenset[str]  # "dilansir", "quoted by": who relayed it follows
    relay_prepositions: frozenset[str]  # dilansir "dari"
    relay_nouns: frozenset[str]  # dilansir "laman"
    labels: frozenset[str] = frozenset()  # "EXCLUSIVE": in capitals before a colon, and no place; with them, others are
    titles_capitalised: bool = False  # the words of a title have capitals
    told_cues: frozenset[str] = frozenset()  # "told" Reuters: an outlet behind them relays what is said
    credit_phrases: Mapping[str, str] = field(default_factory=dict)  # "by" NAME: credits without a colon
