"""What the records of the gold articles have right: hits, finds and wants of each measure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.eval.comparing import compatible, likeness, match, same

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Gold = dict[str, Any]
Record = dict[str, Any]  # as in the JSON
Measure = tuple[str, int, int, int]  # its name; hits, found, wanted

SURE = 0.9  # from this confidence on a client may publish a speaker unread
NEAR = 0.8  # share of words that two readings of one quotation have in common
# Shown and never gated: where a reported clause begins is a matter of taste, and finding one more quotation,
# however rightly not sure of its speaker, makes the share of sure ones smaller.
INFORMATION = frozenset({"indirect speakers", "share of sure ones"})
IN_TEXT = frozenset({"title-line", "title-in-text"})  # traits of the articles whose text holds the title


@dataclass(slots=True)
class Tally:
    """How much was found, how much was wanted, and how much of it is the same."""

    hits: int = 0
    found: int = 0
    wanted: int = 0

    def add(self, hits: int, found: int, wanted: int) -> None:
        self.hits += hits
        self.found += found
        self.wanted += wanted

    @property
    def precision(self) -> float:
        return 100 * self.hits / self.found if self.found else 100.0

    @property
    def recall(self) -> float:
        return 100 * self.hits / self.wanted if self.wanted else 100.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, in per cent."""
        return 200 * self.hits / (self.found + self.wanted) if self.found + self.wanted else 100.0


class Said(NamedTuple):
    """A quotation of the record with its speaker's name and kind."""

    text: str
    name: str | None
    kind: str | None
    via: tuple[str, ...]
    confidence: float


def score(pairs: Iterable[tuple[Gold, Record]]) -> dict[str, Tally]:
    """Return a tally for each measure over gold articles and their records."""
    return tallied(measure for gold, record in pairs for measure in _measures(gold, record))


def score_quotations(pairs: Iterable[tuple[Gold, Record]]) -> dict[str, Tally]:
    """Return the tallies of the quotations alone, for corpora whose other labels are written differently."""
    return tallied(measure for gold, record in pairs for measure in _quotations(gold["quotes"], said(record)))


def tallied(measures: Iterable[Measure]) -> dict[str, Tally]:
    """Return the sums of each measure."""
    tallies: dict[str, Tally] = {}
    for measure, hits, found, wanted in measures:
        tallies.setdefault(measure, Tally()).add(hits, found, wanted)
    return tallies


def _measures(gold: Gold, record: Record) -> Iterator[Measure]:
    yield from _quotations(gold["quotes"], said(record))
    yield from _persons(gold["quoted_persons"], record["quoted_persons"])
    yield from _days(gold, record)
    yield from _frame(gold, record)
    wanted = sorted({clause["speaker"] for clause in gold["indirect"] if clause["speaker"]})
    names = sorted({quotation.name for quotation in said(record, ("indirect",)) if quotation.name})
    yield "indirect speakers", len(match(wanted, names, compatible)), len(names), len(wanted)


def said(record: Record, forms: tuple[str, ...] = ("direct", "mixed")) -> list[Said]:
    """Return the quotations of these forms."""
    entities = {entity["id"]: entity for entity in record["entities"]}
    found = []
    for quotation in record["quotations"]:
        if quotation["form"] in forms:
            speaker = entities.get((quotation["speaker"] or {}).get("entity"), {})
            via = tuple(entities[relay["entity"]]["name"] for relay in quotation["via"])
            found.append(
                Said(quotation["text"], speaker.get("name"), speaker.get("type"), via, quotation["confidence"])
            )
    return found


def right_speaker(gold: Gold, found: Said) -> bool:
    """Tell whether a quotation was given to its speaker, or rightly to nobody; an unnamed one is known by its words."""
    name, kind = gold["speaker"], gold["speaker_kind"]
    if name is None:
        return found.kind != "person"
    if kind in ("person", "organisation"):
        return found.kind == kind and compatible(name, found.name)
    return found.kind != "person" and (compatible(name, found.name) or likeness(name, found.name) >= 0.3)


def _quotations(wanted: list[Gold], found: list[Said]) -> Iterator[Measure]:
    near = match(wanted, found, lambda gold, one: likeness(gold["text"], one.text), NEAR)
    right = [(gold, one) for gold, one in near if right_speaker(gold, one)]
    exact = match(wanted, found, lambda gold, one: same(gold["text"], one.text))
    yield "quotations exact", len(exact), len(found), len(wanted)
    yield "quotations overlap", len(near), len(found), len(wanted)
    yield "speaker", *_counted(lambda kind: kind is not None, wanted, found, right)
    yield "named person's", *_counted(lambda kind: kind == "person", wanted, found, right)
    relayed = [one for gold, one in near if gold["via"] and any(compatible(gold["via"], name) for name in one.via)]
    yield "via", len(relayed), sum(bool(one.via) for one in found), sum(bool(gold["via"]) for gold in wanted)
    sure = sum(one.confidence >= SURE for one in found)
    justified = sum(one.confidence >= SURE for _, one in right)
    yield "sure ones right", justified, sure, sure
    yield "right and sure", justified, len(wanted), len(wanted)
    yield "share of sure ones", sure, len(found), len(found)


def _counted(of: Any, wanted: list[Gold], found: list[Said], right: list[tuple[Gold, Said]]) -> tuple[int, int, int]:
    hits = sum(of(gold["speaker_kind"]) for gold, _ in right)
    return hits, sum(of(one.kind) for one in found), sum(of(gold["speaker_kind"]) for gold in wanted)


def _persons(wanted: list[Gold], found: list[Record]) -> Iterator[Measure]:
    for measure, gold, persons in (
        ("quoted persons", wanted, found),
        ("quoted in marks", [one for one in wanted if one["direct"]], [one for one in found if one["direct"]]),
    ):
        complete = match(gold, persons, lambda one, other: same(one["name"], other["name"]))
        yield f"{measure} complete", len(complete), len(persons), len(gold)
        both = match(gold, persons, _name_fit)
        yield f"{measure} compatible", len(both), len(persons), len(gold)
    known = match(wanted, found, _name_fit)
    right = [1 for one, other in known if one["role"] and likeness(one["role"], _text(other["role"])) >= 0.6]
    yield "role", len(right), sum(bool(other["role"]) for _, other in known), sum(bool(one["role"]) for one, _ in known)


def _name_fit(gold: Gold, person: Record) -> float:
    return compatible(gold["name"], person["name"]) + same(gold["name"], person["name"])


def _days(gold: Gold, record: Record) -> Iterator[Measure]:
    free = [day["surface"] for day in gold["dates"] if day["iso"] is None or day.get("optional")]
    wanted = [day for day in gold["dates"] if day["iso"] and not day.get("optional")]
    found = [
        day
        for day in record["dates"]
        if day["kind"] == "absolute" and day["value"] and not any(_touch(surface, day["raw"]) for surface in free)
    ]
    hits = match(
        wanted, found, lambda one, day: one["iso"] == _day(day["value"]) and _touch(one["surface"], day["raw"])
    )
    yield "dates", len(hits), len(found), len(wanted)
    own = _day((record["published"] or {}).get("value"))
    yield "main date", own is not None and own == gold["main_date"], own is not None, gold["main_date"] is not None


def _touch(one: str, other: str) -> bool:
    return one in other or other in one


def _day(value: str | None) -> str | None:
    return "/".join(end[:10] for end in value.split("/")) if value else None


def _frame(gold: Gold, record: Record) -> Iterator[Measure]:
    head = record["dateline"] or {}
    wanted = [(key, text) for key, text in (gold["dateline"] or {}).items() if text]
    lines = [(key, _text(head[key])) for key in head if head[key]]
    yield "dateline", len(match(wanted, lines, lambda one, other: one == other)), len(lines), len(wanted)
    credits_ = [(one["name"], one["role"]) for one in gold["byline"]]
    authors = [(one["name"], one["role"]) for one in record["byline"]]
    yield "byline", len(match(credits_, authors, lambda one, other: one == other)), len(authors), len(credits_)
    links = [one["text"] for one in record["related"]]
    yield "related", len(match(gold["related"], links, same)), len(links), len(gold["related"])

    titles = [gold["title"]] if IN_TEXT & set(gold["traits"]) else []
    headlines = [record["headline"]["text"]] if record["headline"]["origin"] == "text" else []
    yield "title line", len(match(titles, headlines, same)), len(headlines), len(titles)


def _text(piece: Record | None) -> str:
    return piece["text"] if piece else ""
