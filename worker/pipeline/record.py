"""What the pipeline gives back: the record and its parts, and their JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import Any, Literal, NamedTuple

SCHEMA_VERSION = "1.0"


class Span(NamedTuple):
    """Words of the body: Unicode code points, end exclusive."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """
        Return the words themselves.

        >>> Span(0, 4).of("kata dia")
        'kata'
        """
        return text[self.start : self.end]


class Piece(NamedTuple):
    """A text with the place it was read from; no place when it was submitted apart from the body."""

    text: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Language:
    """The article's language; ``declared`` when the caller said so."""

    tag: str
    confidence: float
    declared: bool


@dataclass(frozen=True, slots=True)
class Headline:
    """The headline: submitted, a title line of the text, or the first sentence standing in for one."""

    text: str
    origin: Literal["given", "html", "text", "lead"]
    span: Span | None
    alternatives: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Published:
    """The article's own date."""

    value: str
    precision: Literal["day", "month", "year", "minute"]
    raw: str
    weekday_checked: bool | None
    origin: Literal["given", "html", "url", "text"]
    zone_inferred: bool
    span: Span | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Site:
    """Where the article was published, as far as the caller said."""

    name: str | None
    host: str | None


@dataclass(frozen=True, slots=True)
class Dateline:
    """The outlet and the place at the head of the text."""

    outlet: Piece | None
    place: Piece | None


AuthorRole = Literal["reporter", "editor", "author", "photographer"]


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody who made the article."""

    name: str
    role: AuthorRole | None
    span: Span | None


@dataclass(frozen=True, slots=True)
class DateMention:
    """One date named in the text; ``value`` is null when nothing tells the year."""

    value: str | None
    precision: Literal["year", "month", "week", "day", "minute", "second"]
    raw: str
    kind: Literal["absolute", "relative"]
    weekday_checked: bool | None
    span: Span


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a quotation is given to, and how that was found out."""

    entity: str
    mention: Span | None
    resolved_by: ResolvedBy


@dataclass(frozen=True, slots=True)
class Via:
    """Who relayed a quotation."""

    entity: str
    cue: str
    span: Span


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words somebody said, or a clause that reports them."""

    id: str
    form: Literal["direct", "mixed", "indirect"]
    text: str
    content: tuple[Span, ...]
    cue: Piece | None
    speaker: Speaker | None
    co_speakers: tuple[Speaker, ...]
    via: tuple[Via, ...]
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class QuotedPerson:
    """A named natural person who is quoted."""

    entity: str
    name: str
    role: Piece | None
    affiliation: Piece | None
    direct: int
    indirect: int
    quotations: tuple[str, ...]


EntityType = Literal["person", "organisation", "place", "unnamed", "document", "account"]
ResolvedBy = Literal["name", "short-name", "description", "pronoun", "clitic", "epithet", "continuation"]


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something the article names."""

    id: str
    name: str
    type: EntityType
    aliases: tuple[str, ...]
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """An outlet the article says it took something from."""

    entity: str
    cue: str
    span: Span
    scope: Literal["quotation", "paragraph", "article"]


@dataclass(frozen=True, slots=True)
class Related:
    """The title of another article, linked from inside this one."""

    text: str
    url: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Body:
    """The text every span points into."""

    text: str
    sha256: str
    char_count: int
    paragraphs: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Warned:
    """Something a careful reader would want to know about this record."""

    code: str
    detail: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Record:
    """The structured record of one article."""

    id: str
    schema_version: str
    pipeline_version: str
    language: Language
    headline: Headline
    published: Published | None
    modified: Published | None
    site: Site | None
    dateline: Dateline | None
    byline: tuple[Author, ...]
    dates: tuple[DateMention, ...]
    quotations: tuple[Quotation, ...]
    quoted_persons: tuple[QuotedPerson, ...]
    entities: tuple[Entity, ...]
    sources: tuple[Source, ...]
    related: tuple[Related, ...]
    body: Body
    warnings: tuple[Warned, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the record as plain JSON values, every key present and each span with its exact words."""
        plain: dict[str, Any] = _plain(self, self.body.text)
        return plain

    def to_json(self) -> bytes:
        """
        Return the record as UTF-8 JSON on one line; the same record gives the same bytes.

        Half a surrogate pair, which UTF-8 cannot hold, is written as its JSON escape.
        """
        line = json.dumps(self.as_dict(), ensure_ascii=False, separators=(",", ":"))
        return line.encode("utf-8", "backslashreplace")


def _plain(value: object, text: str) -> Any:  # noqa: ANN401 - JSON is any of its kinds
    if isinstance(value, Span):
        return {"start": value.start, "end": value.end, "exact": text[value.start : value.end]}
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Piece):
        return {"text": value.text, "span": _plain(value.span, text)}
    if isinstance(value, tuple):
        return [_plain(item, text) for item in value]
    return {name: _plain(getattr(value, name), text) for name in _names(type(value))}


_NAMES: dict[type, tuple[str, ...]] = {}


def _names(kind: type) -> tuple[str, ...]:
    if kind not in _NAMES:
        _NAMES[kind] = tuple(field.name for field in fields(kind))
    return _NAMES[kind]
