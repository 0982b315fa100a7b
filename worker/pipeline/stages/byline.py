"""Who made the article: credits at its head and foot, who are not the people it quotes."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from worker.pipeline.language import any_of
from worker.pipeline.record import Author, Span
from worker.pipeline.stages.dateline import SITE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.pipeline.language import LanguagePack
    from worker.pipeline.page import Page

NAME = r"[A-Z][\w'’.-]*(?:[ ][A-Z][\w'’.-]*){0,4}"
IN_BRACKETS = re.compile(rf"\((?:{SITE}|[A-Z]\w+)/(?P<names>{NAME}(?:[/,][ ]?{NAME})*)\)")


class Credit(NamedTuple):
    """An author, and the span of the text that the credit takes up."""

    author: Author
    span: Span


def find_byline(page: Page, pack: LanguagePack) -> tuple[Credit, ...]:
    """Return the credits of a text in reading order."""
    credits = [*_labelled(page.text, pack), *_opening(page.text, pack), *_bracketed(page.text)]
    return tuple(sorted(credits, key=lambda credit: credit.span))


def _labelled(text: str, pack: LanguagePack) -> Iterator[Credit]:
    for found in _labels(pack).finditer(text):
        role = pack.layout.credits[found["label"].lower()]
        yield _credit(found, role)


def _opening(text: str, pack: LanguagePack) -> Iterator[Credit]:
    found = _reporter(pack).match(text)
    if found:
        yield _credit(found, "reporter")


def _bracketed(text: str) -> Iterator[Credit]:
    for found in IN_BRACKETS.finditer(text):
        for name in re.finditer(NAME, found["names"]):
            start = found.start("names") + name.start()
            span = Span(start, start + len(name.group()))
            yield Credit(Author(name.group(), "author", span), Span(*found.span()))


def _credit(found: re.Match[str], role: object) -> Credit:
    span = Span(*found.span("name"))
    return Credit(Author(found["name"], role, span), Span(*found.span()))  # type: ignore[arg-type] # checked with the pack


@cache
def _labels(pack: LanguagePack) -> re.Pattern[str]:
    labels = any_of(pack.layout.credits)
    return re.compile(
        rf"(?:^|(?<=[\s(]))(?P<label>(?i:{labels}))[ ]?:[ ]*(?P<name>(?!(?i:{labels}))[A-Z][\w'’.-]*(?:[ ](?!(?i:{labels}|copyright))[A-Z][\w'’.-]*){{0,4}})",
        re.MULTILINE,
    )


@cache
def _reporter(pack: LanguagePack) -> re.Pattern[str]:
    return re.compile(
        rf"\s*(?i:{any_of(pack.layout.reporter_openers)})[ ]+(?:{SITE}|\w+)[ ]?,[ ]*(?P<name>{NAME}?)(?=\s+(?:{SITE}|[A-Z]{{4,}})|\n)"
    )
