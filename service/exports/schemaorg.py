"""A record in the words of schema.org: a NewsArticle with its Quotations, as JSON-LD."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from service.exports.reading import Reading, known, member

if TYPE_CHECKING:
    from collections.abc import Mapping

    from service.exports.reading import Part

TYPES: Mapping[str, str] = MappingProxyType(
    {"person": "Person", "organisation": "Organization", "place": "Place", "document": "CreativeWork"}
)
SPEAKING = frozenset({"person", "organisation"})  # who may stand in spokenByCharacter
MAKERS: Mapping[str | None, str] = MappingProxyType({"editor": "editor", "photographer": "contributor"})


def schemaorg(record: Part) -> Part:
    """Return the JSON-LD of a record; dates are as precise as the record's, and what is not known is left out."""
    reading = Reading(record)
    return {"@context": "https://schema.org"} | known(
        {
            "@type": "NewsArticle",
            "@id": reading.uri,
            "identifier": record["id"],
            "headline": record["headline"]["text"],
            "alternativeHeadline": record["headline"]["alternatives"],
            "datePublished": member(record["published"], "value"),
            "dateModified": member(record["modified"], "value"),
            "inLanguage": record["language"]["tag"],
            **_makers(record["byline"]),
            "publisher": _publisher(record["site"]),
            "sourceOrganization": _named("Organization", member(record["dateline"], "outlet")),
            "dateline": member(member(record["dateline"], "place"), "text"),
            "locationCreated": _named("Place", member(record["dateline"], "place")),
            "articleBody": record["body"]["text"],
            "mentions": [_entity(entity, reading) for entity in record["entities"]],
            "citation": [_work(source, reading) for source in reading.sources()],
            "hasPart": [_quotation(quotation, reading) for quotation in record["quotations"]],
        }
    )


def _quotation(quotation: Part, reading: Reading) -> Part:
    """Return a quotation; its genre tells words in marks from a reported clause, which is nobody's wording."""
    speakers = reading.speakers(quotation)
    return known(
        {
            "@type": "Quotation",
            "@id": reading.uri_of(quotation["id"]),
            "genre": quotation["form"],
            "text": quotation["text"],
            "spokenByCharacter": [_reference(each, reading) for each in speakers if each["type"] in SPEAKING],
            "creditText": [each["name"] for each in speakers if each["type"] not in SPEAKING],
            "isBasedOn": [_work(relay, reading) for relay in reading.relays(quotation)],
        }
    )


def _entity(entity: Part, reading: Reading) -> Part:
    person = reading.person(entity)
    return known(
        {
            **_reference(entity, reading),
            "alternateName": entity["aliases"],
            "jobTitle": member(member(person, "role"), "text"),
            "affiliation": _named("Organization", member(person, "affiliation")),
        }
    )


def _reference(entity: Part, reading: Reading) -> Part:
    return {
        "@type": TYPES.get(entity["type"], "Thing"),
        "@id": reading.uri_of(entity["id"]),
        "name": entity["name"],
    }


def _work(entity: Part, reading: Reading) -> Part:
    """Return what something was taken from: a work, of which often only the publisher is known."""
    if entity["type"] == "document":
        return _reference(entity, reading)
    if entity["type"] in SPEAKING:
        maker = "publisher" if entity["type"] == "organisation" else "author"
        return {"@type": "CreativeWork", maker: _reference(entity, reading)}
    return {"@type": "CreativeWork", "creditText": entity["name"]}


def _makers(byline: list[Part]) -> dict[str, list[Part]]:
    made: dict[str, list[Part]] = {"author": [], "editor": [], "contributor": []}
    for maker in byline:
        person = known({"@type": "Person", "name": maker["name"], "jobTitle": maker["role"]})
        made[MAKERS.get(maker["role"], "author")].append(person)
    return made


def _publisher(site: Part | None) -> Part | None:
    """Return the site; its host is no address, for the record does not say how to reach it."""
    return site and known({"@type": "Organization", "name": site["name"], "identifier": site["host"]})


def _named(kind: str, piece: Part | None) -> Part | None:
    return piece and {"@type": kind, "name": piece["text"]}
