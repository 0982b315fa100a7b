"""The outlet and the place that open an article, before its first sentence."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from worker.pipeline.language import any_of
from worker.pipeline.lexicon import PLACE, PLACE_HEAD
from worker.pipeline.record import Dateline, Piece, Span
from worker.pipeline.word_lists import lexicon

if TYPE_CHECKING:
    from worker.pipeline.language import LanguagePack
    from worker.pipeline.page import Page

SITE = r"[A-Za-z][\w-]*+(?:\.(?i:com|con|co|id|net|org|tv|info|news))+"
PLACE_NAME = r"[A-ZÀ-ÖØ-Þ][\w'’]*+(?:[ ]*+,?[ ]*+[A-ZÀ-ÖØ-Þ][\w'’]*+){0,4}"
CAPITALS = r"[A-Z]{3,}+(?:[ ][A-Z]{2,}+){0,3}"
CITY = r"[A-Z]{2,3}+\.[ ][A-Z]{3,}+(?:[ /-][A-Z]{2,}+){0,2}|[A-Z]{3,}+(?:[ /-][A-Z]{2,}+){0,3}"
REGION = r",[ ][A-Z][\w.]*+(?:[ ][A-Z][\w.]*+)?"
AGENCY = r"[A-Z][\w&.'’]*+(?:[ ][A-Z][\w&.'’]*+){0,3}"
CAPITALISED = re.compile(r"[A-Z]\w*")
WORDS = re.compile(r"[ ]?([A-Z]\w*)")
DASH = r"[ \n]*(?:-{1,3}|–|—)[ \n]*"
FIRST_LINES = 6
PASTED_TITLE = 260  # characters: a title before a dateline on one line


class Found(NamedTuple):
    """A dateline, and the span of the text it takes up with its dash."""

    dateline: Dateline
    span: Span


def find_dateline(page: Page, pack: LanguagePack) -> Found | None:
    """Return the dateline at the start of one of the first lines, or after a title on the same line."""
    patterns = _patterns(pack)
    for line in page.lines[:FIRST_LINES]:
        for pattern in patterns:
            found = pattern.match(page.text, line.start)
            if found and _believable(found, pack):
                return _read(found)
        without_dash = _outlet_alone(pack).match(page.text, line.start)
        if without_dash:
            return _with_known_place(page.text, without_dash, pack)
    return _after_title(page, pack) if page.lines else None


def _after_title(page: Page, pack: LanguagePack) -> Found | None:
    """Read a dateline behind a title on one line; its place is known as one, or in capitals."""
    first = page.lines[0].start
    pasted = _outlet_and_dash(pack).search(page.text, first, first + PASTED_TITLE)
    if pasted is None:
        return None
    start = end = pasted.start()
    flags = lexicon(pack)
    for word in reversed(list(CAPITALISED.finditer(page.text, first, end))):
        behind = page.text[word.end() : start].strip(" ,(")
        if behind or not (flags[word.group()].flags & PLACE or (len(word.group()) > 2 and word.group().isupper())):
            break
        start = word.start()
    text = page.text[start:end].rstrip(" ,(")
    place = Piece(text, Span(start, start + len(text))) if text else None
    if place is None and pasted["place"]:
        place = Piece(pasted["place"], Span(*pasted.span("place")))
    outlet = Piece(pasted["outlet"], Span(*pasted.span("outlet")))
    return Found(Dateline(outlet, place), Span(start, pasted.end()))


@cache
def _patterns(pack: LanguagePack) -> tuple[re.Pattern[str], ...]:
    """Return the house styles, those with an outlet and a dash first."""
    outlet = outlet_pattern(pack)
    place = rf"(?P<place>{PLACE_NAME})"
    dated = rf"(?:{place},?[ ]*{_day(pack)}|(?P<place_in_capitals>{CAPITALS}),?[ ]*{_day(pack)})"
    styles = (
        rf"{dated}[ ]*\(?{outlet}\)?{DASH}",
        rf"{dated}{DASH}(?=[\w\"“])",
        rf"{outlet}{DASH}{place}\.[ ]+",
        rf"{outlet}(?:[ ]*[,-][ ]*{place})?{DASH}",
        rf"{place},?[ ]*\(?{outlet}\)?{DASH}",
        rf"{place}[ ]*\((?P<outlet>{any_of(pack.organisations.outlets)})\){DASH}",  # an agency in lower case
        rf"(?P<place_in_capitals>(?:{CITY})(?:{REGION})?)[ ]*\((?P<outlet>{AGENCY})\){DASH}",  # any agency
        rf"(?P<place_in_capitals>(?:{CITY}){REGION}){DASH}(?=[\w\"“‘])",
        rf"{place},[ ]+[^\n()]{{3,20}}?[ ]\({outlet}\){DASH}",  # a day between place and outlet
        rf"{place}{DASH}(?=[\w\"“])",
        r"(?P<place>[A-Z]{4,}(?: [A-Z]{3,})?)\.[ ]+(?=[A-Z][a-z])",
        rf"(?P<place>{CAPITALS}):[ ]+(?=[A-Z\"“])",
    )
    return tuple(map(re.compile, styles))


def _day(pack: LanguagePack) -> str:
    """Return the pattern of the day that stands in a dateline, with or without its year."""
    names = sorted({*pack.dates.months, *pack.dates.capital_months})
    month = rf"(?:(?i:{any_of(names)})\b\.?)"
    return rf"(?:\d\d?\.?[ ]+{month}|{month}[ ]+\d\d?)(?:,?[ ]+\d{{4}})?"


@cache
def _outlet_and_dash(pack: LanguagePack) -> re.Pattern[str]:
    return re.compile(rf"\(?{outlet_pattern(pack)}\)?(?:[ ]*[,-][ ]*(?P<place>{PLACE_NAME}))?{DASH}")


@cache
def _outlet_alone(pack: LanguagePack) -> re.Pattern[str]:
    return re.compile(rf"{outlet_pattern(pack)},(?=[ ]?[A-Z])")


@cache
def outlet_pattern(pack: LanguagePack) -> str:
    """Return the pattern of an outlet's name: a site, or one the pack knows in capitals."""
    known = any_of(name.upper() for name in pack.organisations.outlets) + "|" + _titled(pack)
    return rf"(?P<outlet>{SITE}|\b(?:{known})\b)"


def _titled(pack: LanguagePack) -> str:
    return any_of(
        " ".join(word.capitalize() if len(word) > 3 else word.upper() for word in name.split())
        for name in pack.organisations.outlets
    )


def _believable(found: re.Match[str], pack: LanguagePack) -> bool:
    """A place alone must be one that is known; with an outlet beside it any name will do."""
    _, comma, region = (found.groupdict().get("place_in_capitals") or "").partition(", ")
    if found.groupdict().get("outlet") or (found.groupdict().get("place_in_capitals") and not comma):
        return True
    if comma:
        known = lexicon(pack)
        return region.endswith(".") or all(known[word].flags & PLACE for word in region.split())
    town, _, region = found["place"].partition(",")
    is_label = found.group().rstrip().endswith(":")  # "FOTO:" is in capitals, too
    if found["place"].isupper() and not is_label:
        return True
    flags = lexicon(pack)
    words = re.findall(r"\w+", region if region and town.isupper() else found["place"])
    if is_label and pack.layout.labels and found["place"].lower() not in pack.layout.labels:
        return not any(flags[word].flags & ~(PLACE | PLACE_HEAD) for word in words)
    return all(flags[word].flags & (PLACE | PLACE_HEAD) for word in words)


def _with_known_place(text: str, outlet: re.Match[str], pack: LanguagePack) -> Found:
    """Read "Liputan6.com, Jakarta Presiden …": without a dash the place ends with the last word known as one."""
    flags, end = lexicon(pack), outlet.end()
    while (word := WORDS.match(text, end)) and flags[word[1]].flags & PLACE:
        end = word.end()
    start = outlet.end() + (text[outlet.end() : end][:1] == " ")
    place = Piece(text[start:end], Span(start, end)) if start < end else None
    return Found(Dateline(Piece(outlet["outlet"], Span(*outlet.span("outlet"))), place), Span(outlet.start(), end))


def _read(found: re.Match[str]) -> Found:
    pieces = {}
    for name, text in found.groupdict().items():
        if text:
            bare = text.rstrip(" ,.") if name == "place" else text.rstrip(" ,")  # "Calif." keeps its full stop
            start = found.start(name)
            pieces[name.removesuffix("_in_capitals")] = Piece(bare, Span(start, start + len(bare)))
    return Found(Dateline(pieces.get("outlet"), pieces.get("place")), Span(*found.span()))
