"""Who made the article: credits at its head and foot, who are not the people it quotes."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from worker.pipeline.colons import announced
from worker.pipeline.language import any_of
from worker.pipeline.record import Author, AuthorRole, Span
from worker.pipeline.stages.dateline import SITE, outlet_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.pipeline.language import LanguagePack
    from worker.pipeline.page import Page

ROLES: dict[str, AuthorRole] = {
    "reporter": "reporter",
    "editor": "editor",
    "author": "author",
    "photographer": "photographer",
}
FIRST_LINES, LAST_LINES = 6, 3  # in which credits without a colon are sought
CAPITAL = "[A-ZÀ-ÖØ-Þ]"
NAME = rf"{CAPITAL}[\w'’.-]*(?:[ ]{CAPITAL}[\w'’.-]*){{0,4}}"


class Credit(NamedTuple):
    """An author, and the span of the text that the credit takes up."""

    author: Author
    span: Span


def find_byline(page: Page, pack: LanguagePack) -> tuple[Credit, ...]:
    """Return the credits of a text in reading order."""
    found = [*_labelled(page.text, pack), *_opening(page.text, pack), *_bracketed(page.text, pack)]
    found += _phrased(page, pack)
    return tuple(sorted(found, key=lambda credit: credit.span))


def _labelled(text: str, pack: LanguagePack) -> Iterator[Credit]:
    for found in announced(_labels(pack), text):
        yield _credit(found, ROLES[pack.layout.credits[found["label"].lower()]])


def _opening(text: str, pack: LanguagePack) -> Iterator[Credit]:
    found = _reporter(pack).match(text)
    if found:
        yield _credit(found, "reporter")


def _bracketed(text: str, pack: LanguagePack) -> Iterator[Credit]:
    for found in _in_brackets(pack).finditer(text):
        for name in re.finditer(NAME, found["names"]):
            start = found.start("names") + name.start()
            span = Span(start, start + len(name.group()))
            yield Credit(Author(name.group(), "author", span), Span(*found.span()))


def _phrased(page: Page, pack: LanguagePack) -> Iterator[Credit]:
    """Read "By NAME and NAME" on one of the first lines, "Reporting by NAME; Editing by NAME" on one of the last."""
    if not pack.layout.credit_phrases:
        return
    for number, line in enumerate(page.lines):
        if FIRST_LINES <= number < len(page.lines) - LAST_LINES:
            continue
        for found in _phrase(pack).finditer(line.of(page.text)):
            role = ROLES[pack.layout.credit_phrases[" ".join(found["label"].lower().split())]]
            whole = Span(line.start + found.start(), line.start + found.end())
            if whole.start == line.start and whole.end < line.end and " " not in found["names"]:
                continue  # "By Friday, …"
            for name in re.finditer(NAME, found["names"]):
                start = line.start + found.start("names") + name.start()
                yield Credit(Author(name.group(), role, Span(start, start + len(name.group()))), whole)


@cache
def _phrase(pack: LanguagePack) -> re.Pattern[str]:
    labels, joiners = any_of(pack.layout.credit_phrases), any_of(pack.grammar.joiners)
    names = rf"(?P<names>{NAME}(?:(?:,[ ]{NAME})*,?[ ](?:{joiners})[ ]{NAME})?)"
    opening, place = r"(?:^|(?<=[(;/])|(?<=[(;/][ ]))", rf"(?:[ ][a-z]{{2,4}}[ ]{NAME})?"
    return re.compile(rf"{opening}(?P<label>(?i:{labels}))[ ]+{names}{place}(?=[ ]*(?:[;)|,./–—-]|$))")


def _credit(found: re.Match[str], role: AuthorRole) -> Credit:
    span = Span(*found.span("name"))
    return Credit(Author(found["name"], role, span), Span(*found.span()))


@cache
def _in_brackets(pack: LanguagePack) -> re.Pattern[str]:
    return re.compile(rf"\({outlet_pattern(pack)}[/,][ ]?(?P<names>{NAME}(?:[/,][ ]?{NAME})*)\)")


@cache
def _labels(pack: LanguagePack) -> re.Pattern[str]:
    labels = any_of(pack.layout.credits)
    ends = any_of([*pack.layout.credits, *pack.layout.notices])
    word = rf"(?!(?i:{ends})\b)[A-Z][\w'’.-]*"
    return re.compile(
        rf"(?:^|(?<=[\s(]))(?P<label>(?i:{labels}))[ ]?:[ ]*(?P<name>{word}(?:[ ]{word}){{0,4}})",
        re.MULTILINE,
    )


@cache
def _reporter(pack: LanguagePack) -> re.Pattern[str]:
    opener = any_of(pack.layout.reporter_openers)
    dateline = rf"\s+(?:{SITE}|[A-Z]{{4,}})"
    return re.compile(rf"\s*(?i:{opener})[ ]+(?:{SITE}|\w+)[ ]?,[ ]*(?P<name>{NAME}?)(?={dateline}|\n)")
