"""A record as IPTC ninjs 3.1: a text item, with an associated component for each quotation."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from service.exports.reading import Reading, known, member

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from service.exports.reading import Part

STANDARD: Mapping[str, str] = MappingProxyType(
    {"name": "ninjs", "version": "3.1", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"}
)
LISTS: Mapping[str, str] = MappingProxyType(
    {"person": "people", "organisation": "organisations", "place": "places", "document": "objects"}
)
MOMENT = re.compile(r"(?P<minute>.{10}T\d\d:\d\d)(?P<second>:\d\d(?:\.\d+)?)?(?P<zone>Z|[+-]\d\d:\d\d)")
PLAIN = "text/plain"


def ninjs(record: Part) -> Part:
    """Return the ninjs of a record; what ninjs has no place for, or only a less truthful one, is left out."""
    reading = Reading(record)
    dates = {"published": record["published"], "modified": record["modified"]}
    return known(
        {
            "standard": dict(STANDARD),
            "uri": reading.uri,
            "type": "text",
            "altIds": [{"role": "record", "value": record["id"]}],
            "language": record["language"]["tag"],
            "contentCreated": _moment(dates["published"]),
            "versionCreated": _moment(dates["modified"]),
            "descriptions": [_text(each["value"], role) for role, each in dates.items() if each and not _moment(each)],
            "headlines": _headlines(record["headline"]),
            "by": ", ".join(maker["name"] for maker in record["byline"]) or None,
            "located": member(member(record["dateline"], "place"), "text"),
            "infoSources": _info_sources(record, reading),
            "bodies": [_text(record["body"]["text"], "main") | {"charCount": record["body"]["char_count"]}],
            **_entities(record, reading),
            "associations": [_component(quotation, reading) for quotation in record["quotations"]],
        }
    )


def _moment(date: Part | None) -> str | None:
    """
    Return a date as ninjs wants it, with a time and a zone, or None where the article does not tell them.

    >>> _moment({"value": "2024-03-10T20:28+07:00"}), _moment({"value": "2024-03-10"})
    ('2024-03-10T20:28:00+07:00', None)
    """
    told = date and MOMENT.fullmatch(date["value"])
    return f"{told['minute']}{told['second'] or ':00'}{told['zone']}" if told else None


def _headlines(headline: Part) -> list[Part]:
    others = [_text(text, "alternative") for text in headline["alternatives"]]
    return [_text(headline["text"], "lead" if headline["origin"] == "lead" else "main"), *others]


def _entities(record: Part, reading: Reading) -> Part:
    """Return people, organisations, places and objects, the byline's people first."""
    quoted = {entity["id"] for quotation in record["quotations"] for entity in reading.speakers(quotation)}
    lists = _listed((entity, "quoted" if entity["id"] in quoted else "mentions") for entity in record["entities"])
    makers = [{"name": maker["name"], "rel": maker["role"] or "byline"} for maker in record["byline"]]
    return lists | {"people": [*makers, *lists["people"]]}


def _listed(related: Iterable[tuple[Part, str]]) -> dict[str, list[Part]]:
    lists: dict[str, list[Part]] = {name: [] for name in LISTS.values()}
    for entity, rel in related:
        if entity["type"] in LISTS:
            lists[LISTS[entity["type"]]].append({"name": entity["name"], "rel": rel, "literal": entity["id"]})
    return lists


def _info_sources(record: Part, reading: Reading) -> list[Part]:
    site, outlet = record["site"], member(record["dateline"], "outlet")
    publisher = [known({"name": site["name"], "literal": site["host"], "role": "publisher"})] if site else []
    dateline = [{"name": outlet["text"], "role": "dateline"}] if outlet else []
    return [*publisher, *dateline, *(_info_source(source, "source") for source in reading.sources())]


def _info_source(entity: Part, role: str) -> Part:
    return {"name": entity["name"], "role": role, "literal": entity["id"]}


def _component(quotation: Part, reading: Reading) -> Part:
    """Return a quotation as an item of its own; the role of its body tells words in marks from a reported clause."""
    speakers = reading.speakers(quotation)
    roles = [member(member(reading.person(speaker), "role"), "text") for speaker in speakers]
    return known(
        {
            "name": quotation["id"],
            "rel": "quotation",
            "uri": reading.uri_of(quotation["id"]),
            "type": "component",
            "by": ", ".join(speaker["name"] for speaker in speakers) or None,
            **_listed((speaker, "speaker") for speaker in speakers),
            "descriptions": [_text(role, "speaker-role") for role in roles if role],
            "infoSources": [_info_source(relay, "relay") for relay in reading.relays(quotation)],
            "bodies": [_text(quotation["text"], quotation["form"])],
        }
    )


def _text(value: str, role: str) -> Part:
    return {"role": role, "contentType": PLAIN, "value": value}
