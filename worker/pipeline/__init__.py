"""Text in, record out: the stages in their order, and nothing else."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import asdict
from typing import Any
from urllib.parse import urlsplit

from worker.pipeline.article import Article
from worker.pipeline.detect import detect_language, pack_code, region_of
from worker.pipeline.language import available_languages, dates_of_region, load_pack, quoting_languages
from worker.pipeline.page import read_page
from worker.pipeline.record import SCHEMA_VERSION, Body, Record, Site
from worker.pipeline.stage import Observe, Stage, nobody, run_all
from worker.pipeline.stages.cast import gather_cast
from worker.pipeline.stages.dates import find_dates
from worker.pipeline.stages.direct import find_direct
from worker.pipeline.stages.headline import choose_headline
from worker.pipeline.stages.layout import read_layout
from worker.pipeline.stages.mentions import find_mentions
from worker.pipeline.stages.narrative import read_narrative
from worker.pipeline.stages.published import choose_published, reference_day
from worker.pipeline.stages.quotations import attribute
from worker.pipeline.stages.quoted_persons import list_quoted_persons
from worker.pipeline.stages.reports import find_reports
from worker.pipeline.stages.roles import find_roles
from worker.pipeline.stages.saying import in_reading_order
from worker.pipeline.stages.sources import find_relays
from worker.pipeline.stages.speakers import resolve_speakers
from worker.pipeline.stages.title import find_title
from worker.pipeline.stages.warned import gather_warnings

__all__ = ["PIPELINE_VERSION", "STAGES", "available_languages", "extract", "load_packs", "quoting_languages"]

PIPELINE_VERSION = "2026.11.2"
EVERY_PATTERN = 'A: b\n"A, b." c (1/2/2024)\n"A, b.\n"C," d E.'  # a text that every pattern of a pack is tried on


STAGES = (
    Stage("text", lambda article: article.text, ("article",)),
    Stage("language", lambda article: detect_language(article.text, article.language), ("article",)),
    Stage("pack", lambda language: load_pack(pack_code(language)), ("language",)),
    Stage("words", lambda pack, language: dates_of_region(pack.dates, region_of(language)), ("pack", "language")),
    Stage("page", read_page, ("text",)),
    Stage("layout", read_layout, ("page", "pack")),
    Stage("title", find_title, ("page", "layout", "pack")),
    Stage("narrative", read_narrative, ("page", "layout", "title", "pack")),
    Stage("reference", reference_day, ("article", "words")),
    Stage("dates", find_dates, ("text", "words", "reference")),
    Stage("head", lambda layout: layout.head and layout.head.span, ("layout",)),
    Stage("published", choose_published, ("article", "dates", "words", "head")),
    Stage("headline", choose_headline, ("article", "page", "title", "narrative")),
    Stage("direct", find_direct, ("narrative", "pack")),
    Stage("reports", find_reports, ("narrative", "direct", "pack")),
    Stage("sayings", in_reading_order, ("direct", "reports")),
    Stage("relays", find_relays, ("narrative", "pack")),
    Stage("mentions", find_mentions, ("narrative", "sayings", "relays")),
    Stage("cast", gather_cast, ("narrative", "mentions", "pack")),
    Stage("resolved", resolve_speakers, ("narrative", "sayings", "cast", "pack")),
    Stage("attributed", attribute, ("narrative", "resolved", "cast", "relays")),
    Stage("positions", find_roles, ("narrative", "cast")),
    Stage("quoted_persons", list_quoted_persons, ("attributed", "cast", "positions")),
    Stage("warnings", gather_warnings, ("article", "narrative", "dates", "pack")),
)


def load_packs() -> None:
    """Load the detector and compile every language pack; raises PackError naming the file and the key of a mistake."""
    detect_language(EVERY_PATTERN, None)
    for code in available_languages():
        load_pack(code)
        extract(Article(text=EVERY_PATTERN, language=code))  # patterns are compiled as they are first used


def extract(article: Article, observe: Observe = nobody) -> Record:
    """
    Return the structured record of one article; never raises on text, whatever it holds.

    The same article gives the same record, and the time it takes grows linearly with the text. ``observe`` is told of
    each stage when it is done: whoever wants to know how long it took brings the clock.
    """
    found = run_all(STAGES, {"article": article}, observe)
    layout = found["layout"]
    attributed = found["attributed"]
    return Record(
        id=content_id(article),
        schema_version=SCHEMA_VERSION,
        pipeline_version=PIPELINE_VERSION,
        language=found["language"],
        headline=found["headline"],
        published=found["published"],
        modified=None,
        site=_site(article),
        dateline=layout.head.dateline if layout.head is not None else None,
        byline=tuple(credit.author for credit in layout.credits),
        dates=found["dates"],
        quotations=attributed.quotations,
        quoted_persons=found["quoted_persons"],
        entities=attributed.entities,
        sources=attributed.sources,
        related=tuple(related for related, _ in layout.related),
        body=_body(article.text, found["page"].lines),
        warnings=found["warnings"],
    )


def content_id(article: Article) -> str:
    """Return the content id: sha256 of article, options and pipeline version, first 26 base32 characters."""
    content: dict[str, Any] = {**asdict(article), "pipeline_version": PIPELINE_VERSION}
    digest = hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode("ascii")).digest()
    return base64.b32encode(digest).decode("ascii")[:26].lower()


def _site(article: Article) -> Site | None:
    try:
        host = urlsplit(article.url or "").hostname
    except ValueError:
        host = None
    return Site(article.source_name, host) if article.source_name or host else None


def _body(text: str, lines: Any) -> Body:  # noqa: ANN401 - the spans of the page's lines
    return Body(text, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), len(text), lines)
