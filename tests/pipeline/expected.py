"""An article's expected record as a judge of the record it gets; the format is that of seeds/README.md."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

Json = dict[str, Any]
Check = Callable[[Json, Any], Iterator[str]]

IN_MARKS = ("direct", "mixed")


def differences(record: Json, expected: Json) -> list[str]:
    """
    Return in what a record differs from what is expected of it, key by key; nothing for a right one.

    Only the keys of ``expected`` are judged; a key this judge does not know is a difference too.
    """
    found = []
    for key, wanted in expected.items():
        check = CHECKS.get(key)
        found += [f"{key}: is no key that is judged"] if check is None else check(record, wanted)
    return found


def _same(what: str, got: object, wanted: object) -> Iterator[str]:
    if got != wanted:
        yield f"{what}: {got!r} where {wanted!r} is expected"


def _fields(what: str, got: Json | None, wanted: Json | None) -> Iterator[str]:
    """Compare the fields that are expected of an object, or that there is none."""
    if got is None or wanted is None:
        yield from _same(what, got, wanted)
        return
    for name, value in wanted.items():
        yield from _same(f"{what}.{name}", got[name], value)


def _language(record: Json, wanted: str) -> Iterator[str]:
    yield from _same("language", record["language"]["tag"], wanted)


def _headline(record: Json, wanted: Json) -> Iterator[str]:
    headline = record["headline"]
    yield from _same("headline.origin", headline["origin"], wanted["origin"])
    if not headline["text"].startswith(wanted["starts_with"]):
        yield f"headline: {headline['text']!r} does not start with {wanted['starts_with']!r}"
    if wanted["never"] in headline["text"]:
        yield f"headline: {headline['text']!r} holds {wanted['never']!r}"


def _published(record: Json, wanted: Json | None) -> Iterator[str]:
    yield from _fields("published", record["published"], wanted)


def _dateline(record: Json, wanted: Json | None) -> Iterator[str]:
    got = record["dateline"]
    texts = got and {name: piece and piece["text"] for name, piece in got.items()}
    yield from _same("dateline", texts, wanted)


def _byline(record: Json, wanted: list[Json]) -> Iterator[str]:
    yield from _same("byline", [{key: one[key] for key in ("name", "role")} for one in record["byline"]], wanted)


def _dates(record: Json, wanted: list[str]) -> Iterator[str]:
    yield from _same("dates", [found["value"] for found in record["dates"]], wanted)


def _direct(record: Json, wanted: list[Json]) -> Iterator[str]:
    """Every quotation in marks, one by one: a missing or a surplus one puts its neighbours out of step, and says so."""
    got = [quotation for quotation in record["quotations"] if quotation["form"] in IN_MARKS]
    if len(got) != len(wanted):
        yield f"direct: {[quotation['text'] for quotation in got]} where {len(wanted)} are expected"
    for number, (quotation, entry) in enumerate(zip(got, wanted, strict=False), 1):
        yield from _quotation(f"direct {number}", _told(record, quotation), entry)


def _quotation(what: str, told: Json, entry: Json) -> Iterator[str]:
    for name, value in entry.items():
        if name == "starts_with":
            yield from _same(f"{what} starts_with", told["text"][: len(value)], value)
        elif name == "ends_with":
            yield from _same(f"{what} ends_with", told["text"][-len(value) :], value)
        else:
            yield from _same(f"{what} {name}", told[name], value)


def _told(record: Json, quotation: Json) -> Json:
    """Return a quotation as an expectation tells it: names for entities, words for spans."""
    entities = {entity["id"]: entity for entity in record["entities"]}
    speaker = quotation["speaker"] or {}
    entity = entities.get(speaker.get("entity"), {})
    mention, cue = speaker.get("mention"), quotation["cue"]
    return {
        "text": quotation["text"],
        "speaker": entity.get("name"),
        "speaker_type": entity.get("type"),
        "mention": mention and mention["exact"],
        "resolved_by": speaker.get("resolved_by"),
        "cue": cue and cue["text"],
        "via": [entities[via["entity"]]["name"] for via in quotation["via"]],
    }


def _indirect(record: Json, wanted: list[Json]) -> Iterator[str]:
    """The clauses that must be found, in reading order; others may stand between them."""
    got = iter([_told(record, one) for one in record["quotations"] if one["form"] == "indirect"])
    for entry in wanted:
        if not any(all(told[name] == value for name, value in entry.items()) for told in got):
            clauses = [_told(record, one) for one in record["quotations"] if one["form"] == "indirect"]
            brief = [(told["speaker"], told["cue"], told["mention"], told["resolved_by"]) for told in clauses]
            yield f"indirect: {entry} is not, or not at its place, among {brief}"
            return


def _quoted_persons(record: Json, wanted: list[Json]) -> Iterator[str]:
    got = {person["name"]: person for person in record["quoted_persons"]}
    yield from _same("quoted_persons", sorted(got), sorted(person["name"] for person in wanted))
    for entry in wanted:
        person = got.get(entry["name"])
        if person is not None:
            told = {key: piece and piece["text"] for key in ("role", "affiliation") for piece in [person[key]]}
            yield from _fields(f"quoted_persons {entry['name']}", {**person, **told}, entry)


def _not_quoted(record: Json, wanted: list[str]) -> Iterator[str]:
    quoted = {person["name"] for person in record["quoted_persons"]}
    yield from _same("not_quoted", sorted(quoted & set(wanted)), [])


def _persons_named(record: Json, wanted: list[str]) -> Iterator[str]:
    persons = {entity["name"] for entity in record["entities"] if entity["type"] == "person"}
    yield from _same("persons_named, missing", sorted(set(wanted) - persons), [])


def _related(record: Json, wanted: list[str]) -> Iterator[str]:
    yield from _same("related", [link["text"] for link in record["related"]], wanted)


def _not_quotations(record: Json, wanted: list[str]) -> Iterator[str]:
    in_marks = {quotation["text"] for quotation in record["quotations"] if quotation["form"] in IN_MARKS}
    yield from _same("not_quotations", sorted(in_marks & set(wanted)), [])


def _anything(_record: Json, _wanted: object) -> Iterator[str]:
    yield from ()


CHECKS: dict[str, Check] = {
    "about": _anything,
    "language": _language,
    "headline": _headline,
    "published": _published,
    "dateline": _dateline,
    "byline": _byline,
    "dates": _dates,
    "direct": _direct,
    "indirect": _indirect,
    "quoted_persons": _quoted_persons,
    "not_quoted": _not_quoted,
    "persons_named": _persons_named,
    "related": _related,
    "not_quotations": _not_quotations,
}
