"""The structure of schema.org and ninjs as judges of an export."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator, FormatChecker

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parent / "vocabularies"
SCHEMAORG = tomllib.loads((FOLDER / "schemaorg.toml").read_text())
NINJS = Draft202012Validator(
    json.loads((FOLDER / "ninjs.json").read_text()), format_checker=FormatChecker(["date-time", "uri"])
)
TIME = r"T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?"
DATATYPES = {
    "Text": re.compile(r".*", re.DOTALL),
    "Date": re.compile(r"\d{4}(-\d\d(-\d\d)?)?"),
    "DateTime": re.compile(rf"\d{{4}}-\d\d-\d\d{TIME}"),
    "URL": re.compile(r"https?://\S+"),
}


def ninjs_errors(export: dict[str, Any]) -> list[str]:
    """Return in what an export differs from ninjs 3.1."""
    return [f"{error.json_path}: {error.message[:200]}" for error in NINJS.iter_errors(export)]


def schemaorg_errors(export: dict[str, Any]) -> list[str]:
    """Return in what an export differs from schema.org: a type, a property of another type, or its value."""
    node = dict(export)
    context = [] if node.pop("@context", None) == "https://schema.org" else ["$: the context is schema.org"]
    return [*context, *_node_errors(node, "$")]


def _node_errors(node: dict[str, Any], path: str) -> Iterator[str]:
    kinds = _kinds(node.get("@type", ""))
    if not kinds:
        yield f"{path}: {node.get('@type')} is no type"
    if "@id" in node and not re.fullmatch(r"urn:uuid:[0-9a-f-]{36}(#[a-z]\d+)?", node["@id"]):
        yield f"{path}: {node['@id']} is no name"
    for name in node.keys() - {"@type", "@id"}:
        term = SCHEMAORG["properties"].get(name)
        if not term or term["of"] not in kinds:
            yield f"{path}: {name} is no property of {node.get('@type')}"
            continue
        values = node[name] if isinstance(node[name], list) else [node[name]]
        if not values:
            yield f"{path}.{name}: is empty"
        for index, value in enumerate(values):
            yield from _value_errors(value, term["is"], f"{path}.{name}[{index}]")


def _value_errors(value: Any, expected: list[str], path: str) -> Iterator[str]:
    if isinstance(value, dict):
        if not _kinds(value.get("@type", "")) & set(expected):
            yield f"{path}: {value.get('@type')} is none of {expected}"
        yield from _node_errors(value, path)
    elif not isinstance(value, str) or not any(
        DATATYPES[kind].fullmatch(value) for kind in expected if kind in DATATYPES
    ):
        yield f"{path}: {value!r} is none of {expected}"


def _kinds(name: str) -> set[str]:
    """Return a type with all that it is a kind of; nothing for what is no type."""
    kinds = set()
    while name in SCHEMAORG["types"]:
        kinds.add(name)
        name = SCHEMAORG["types"][name]
    return kinds
