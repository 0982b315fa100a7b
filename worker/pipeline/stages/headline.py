"""The headline: submitted, a title line of the text, or the first sentence standing in for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.pipeline.record import Headline, Span

if TYPE_CHECKING:
    from worker.pipeline.article import Article
    from worker.pipeline.page import Page
    from worker.pipeline.stages.narrative import Narrative

FEWEST_TOKENS = 3  # fewer are what is left of a dateline or a label
CONFIDENCE = {"given": 1.0, "text": 0.95, "lead": 0.6}


def choose_headline(article: Article, page: Page, title: Span | None, narrative: Narrative) -> Headline:
    """Return the headline; the submitted one comes first, a title line second, the lead last."""
    if article.headline is not None and article.headline.strip():
        in_text = (title.of(page.text),) if title is not None else ()
        alternatives = tuple(text for text in in_text if text != article.headline)
        return Headline(article.headline, "given", None, alternatives, CONFIDENCE["given"])
    if title is not None:
        return Headline(title.of(article.text), "text", title, (), CONFIDENCE["text"])
    lead = _first_sentence(narrative)
    return Headline(lead.of(article.text), "lead", lead, (), CONFIDENCE["lead"])


def _first_sentence(narrative: Narrative) -> Span:
    tokens = narrative.tokens
    if not tokens.words:
        return Span(0, 0)
    sentences = zip(tokens.breaks, tokens.breaks[1:], strict=False)
    first, end = next(((at, end) for at, end in sentences if end - at >= FEWEST_TOKENS), (0, tokens.breaks[1]))
    return tokens.span(first, end - 1)
