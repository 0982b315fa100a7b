"""What the article itself says: its text without links, credits and notices, with each quotation as one token."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from worker.pipeline.evidence import weigh
from worker.pipeline.lexicon import QUOTE_START
from worker.pipeline.marks import Quoted, find_quoted, trim
from worker.pipeline.page import lines_of
from worker.pipeline.tokens import QUOTE_REST, Spelling, Tokens, tokenise
from worker.pipeline.verbs import complete_verbs
from worker.pipeline.word_lists import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable

    from worker.pipeline.language import LanguagePack
    from worker.pipeline.page import Page
    from worker.pipeline.record import Span
    from worker.pipeline.stages.layout import Layout


class Narrative(NamedTuple):
    """
    The article's own words, at the offsets of the submitted text.

    ``text`` has blanks where links, credits and notices stood; in the tokens each quoted stretch is one token;
    ``quoted_at`` tells which stretch a token is.
    """

    text: str
    quoted: list[Quoted]
    tokens: Tokens
    quoted_at: dict[int, Quoted]
    furniture: tuple[Span, ...]

    def without_furniture(self, span: Span) -> tuple[Span, ...]:
        """Return the parts of a span that are left when what stands inside it and is no part of it is taken out."""
        parts, start = [], span.start
        inside = [piece for piece in self.furniture if span.start <= piece.start and piece.end <= span.end]
        for begin, end in inside:
            parts.append(trim(self.text, start, begin))
            start = end
        parts.append(trim(self.text, start, span.end))
        return tuple(part for part in parts if part.start < part.end)


def read_narrative(page: Page, layout: Layout, title: Span | None, pack: LanguagePack) -> Narrative:
    """Return the narrative of a page whose furniture has been found."""
    furniture = tuple(sorted((*layout.spans(), *((title,) if title is not None else ()))))
    text = _replace(page.text, furniture, " ", " ")
    quoted = find_quoted(text, lines_of(text))
    masked = _replace(text, (stretch.outer for stretch in quoted), QUOTE_START, QUOTE_REST)
    tokens = complete_verbs(tokenise(masked, text, lexicon(pack), _spelling(pack)), pack)
    tokens = weigh(page.text, tokens, pack)
    by_start = {stretch.outer.start: stretch for stretch in quoted}
    quoted_at = {index: by_start[start] for index, start in enumerate(tokens.starts) if start in by_start}
    return Narrative(text, quoted, tokens, quoted_at, furniture)


def _replace(text: str, spans: Iterable[Span], first: str, rest: str) -> str:
    """Return the text with each span filled, its first character and the rest, at the same length."""
    pieces, reached = [], 0
    for start, end in sorted(spans):
        if end <= reached:
            continue
        begin = max(start, reached)
        pieces += [text[reached:begin], first, rest * (end - begin - 1)]
        reached = end
    return "".join([*pieces, text[reached:]])


@cache
def _spelling(pack: LanguagePack) -> Spelling:
    names = pack.names
    return Spelling(
        names.degrees_before | pack.grammar.abbreviations,
        names.honorifics | names.degrees_after | names.ranks | pack.roles.former,
        pack.grammar.endings,
        pack.grammar.ordinal_stops,
    )
