"""What a record and its exports both say, read back from each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

Json = dict[str, Any]


def of_record(record: Json) -> Json:
    """Return what a record says of all that an export may say, too."""
    names = {entity["id"]: entity["name"] for entity in record["entities"]}
    site, dateline = record["site"] or {}, record["dateline"] or {}
    return {
        "id": record["id"],
        "headline": record["headline"]["text"],
        "other headlines": record["headline"]["alternatives"],
        "published": record["published"] and record["published"]["value"],
        "modified": record["modified"] and record["modified"]["value"],
        "language": record["language"]["tag"],
        "makers": sorted((maker["name"], maker["role"] or "") for maker in record["byline"]),
        "site": (site.get("name"), site.get("host")),
        "outlet": (dateline.get("outlet") or {}).get("text"),
        "place": (dateline.get("place") or {}).get("text"),
        "text": record["body"]["text"],
        "names": list(names.values()),
        "aliases": {entity["id"]: entity["aliases"] for entity in record["entities"] if entity["aliases"]},
        "roles": {each["entity"]: each["role"]["text"] for each in record["quoted_persons"] if each["role"]},
        "affiliations": {
            each["entity"]: each["affiliation"]["text"] for each in record["quoted_persons"] if each["affiliation"]
        },
        "sources": list(dict.fromkeys(names[each["entity"]] for each in record["sources"])),
        "quotations": [_quotation(each, names) for each in record["quotations"]],
    }


def _quotation(quotation: Json, names: dict[str, str]) -> tuple[object, ...]:
    speakers = [each for each in (quotation["speaker"], *quotation["co_speakers"]) if each]
    return (
        quotation["id"],
        quotation["form"],
        quotation["text"],
        _all(names[each["entity"]] for each in speakers),
        list(dict.fromkeys(names[each["entity"]] for each in quotation["via"])),
    )


def _all(names: Iterable[str]) -> list[str]:
    """Return names in one order, and each part of one that holds a comma by itself, for ninjs joins them."""
    return sorted(part for name in names for part in name.split(", "))


def of_schemaorg(export: Json) -> Json:
    """Return what JSON-LD says."""
    publisher, mentions = export.get("publisher", {}), export.get("mentions", [])
    makers = [maker for name in ("author", "editor", "contributor") for maker in export.get(name, [])]
    return {
        "id": export["identifier"],
        "headline": export["headline"],
        "other headlines": export.get("alternativeHeadline", []),
        "published": export.get("datePublished"),
        "modified": export.get("dateModified"),
        "language": export["inLanguage"],
        "makers": sorted((maker["name"], maker.get("jobTitle", "")) for maker in makers),
        "site": (publisher.get("name"), publisher.get("identifier")),
        "outlet": export.get("sourceOrganization", {}).get("name"),
        "place": export.get("locationCreated", {}).get("name"),
        "text": export["articleBody"],
        "names": [each["name"] for each in mentions],
        "aliases": _by_id(mentions, "alternateName"),
        "roles": _by_id(mentions, "jobTitle"),
        "affiliations": {key: each["name"] for key, each in _by_id(mentions, "affiliation").items()},
        "sources": [_origin(work) for work in export.get("citation", [])],
        "quotations": [
            (
                each["@id"].rpartition("#")[2],
                each["genre"],
                each["text"],
                _all([*(who["name"] for who in each.get("spokenByCharacter", [])), *each.get("creditText", [])]),
                [_origin(work) for work in each.get("isBasedOn", [])],
            )
            for each in export.get("hasPart", [])
        ],
    }


def _by_id(nodes: list[Json], name: str) -> Json:
    return {node["@id"].rpartition("#")[2]: node[name] for node in nodes if name in node}


def _origin(work: Json) -> str:
    found = [work[name] for name in ("publisher", "author") if name in work]
    return found[0]["name"] if found else work.get("name", work.get("creditText"))


def of_ninjs(export: Json) -> Json:
    """Return what ninjs says; it has no place for names of a kind of their own, aliases and affiliations."""
    described = {each["role"]: each["value"] for each in export.get("descriptions", [])}
    sources = export.get("infoSources", [])
    publisher = next((each for each in sources if each["role"] == "publisher"), {})
    return {
        "id": export["altIds"][0]["value"],
        "headline": export["headlines"][0]["value"],
        "other headlines": [each["value"] for each in export["headlines"][1:]],
        "published": export.get("contentCreated") or described.get("published"),
        "modified": export.get("versionCreated") or described.get("modified"),
        "language": export["language"],
        "makers": sorted(
            (each["name"], each["rel"].replace("byline", ""))
            for each in export.get("people", [])
            if "literal" not in each
        ),
        "site": (publisher.get("name"), publisher.get("literal")),
        "outlet": next((each["name"] for each in sources if each["role"] == "dateline"), None),
        "place": export.get("located"),
        "text": export["bodies"][0]["value"],
        "sources": [each["name"] for each in sources if each["role"] == "source"],
        "quotations": [
            (
                each["uri"].rpartition("#")[2],
                each["bodies"][0]["role"],
                each["bodies"][0]["value"],
                _all([each["by"]] if "by" in each else []),
                [source["name"] for source in each.get("infoSources", [])],
            )
            for each in export.get("associations", [])
        ],
    }
