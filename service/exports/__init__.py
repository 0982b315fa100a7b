"""The forms a record is sent in: as the worker wrote it, some of its fields, schema.org, ninjs."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from flask import Response, request
from marshmallow import ValidationError

from service import body, gzipped
from service.exports.ninjs import ninjs
from service.exports.schemaorg import schemaorg
from service.flaws import MAX_KEY_LENGTH, flaw

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from service.flaws import Flaw

JSON_LD = "application/ld+json"
FIELDS = (
    "id",
    "schema_version",
    "pipeline_version",
    "language",
    "headline",
    "published",
    "modified",
    "site",
    "dateline",
    "byline",
    "dates",
    "quotations",
    "quoted_persons",
    "entities",
    "sources",
    "related",
    "body",
    "warnings",
)


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a record: what makes it (nothing for the record itself), and its media types, the best one first."""

    make: Callable[[dict[str, Any]], dict[str, Any]] | None
    media_types: tuple[str, ...] = (body.JSON,)


NATIVE = Form(None)
FORMATS: Mapping[str, Form] = MappingProxyType(
    {"schemaorg": Form(schemaorg, (JSON_LD, body.JSON)), "ninjs": Form(ninjs)}
)


def media_types() -> tuple[str, ...]:
    """Return what this request for a record may be answered in."""
    return FORMATS.get(request.args.get("format", ""), NATIVE).media_types


def wanted() -> Form:
    """Return the form that this request asks for; raises ValidationError if its query asks for none there is."""
    named = body.parameters()
    if flaws := _flaws(named):
        raise ValidationError(flaws)
    if "fields" in named:
        return Form(_only(frozenset(named["fields"].split(","))))
    return FORMATS[named["format"]] if "format" in named else NATIVE


def answer(packed: bytes, form: Form) -> Response:
    """Return a record, which comes as gzip, in that form: as it came if that is it, and the request takes gzip."""
    media_type = request.accept_mimetypes.best_match(form.media_types) or form.media_types[0]
    if form is NATIVE and gzipped.wanted():
        return Response(packed, mimetype=media_type, headers={"Content-Encoding": "gzip"})
    answer = Response(_made(gzip.decompress(packed), form), mimetype=media_type)
    if len(form.media_types) > 1:
        answer.vary.add("Accept")
    return answer


def _made(written: bytes, form: Form) -> bytes:
    if form.make is None:
        return written
    made = json.dumps(form.make(json.loads(written)), ensure_ascii=False, separators=(",", ":"))
    return made.encode("utf-8", "backslashreplace")  # half a surrogate pair stays one


def _flaws(named: Mapping[str, str]) -> dict[str, list[Flaw]]:
    flaws = {name: [flaw("parameter_unknown")] for name in named if name not in {"format", "fields"}}
    if named.get("format", "ninjs") not in FORMATS:
        flaws["format"] = [flaw("format_unknown", formats=" or ".join(FORMATS))]
    if "fields" in named:
        flaws["fields"] = _flaws_of_fields(named)
    return {name: each for name, each in flaws.items() if each}


def _flaws_of_fields(named: Mapping[str, str]) -> list[Flaw]:
    if "format" in named:
        return [flaw("fields_of_export")]
    unknown = [name for name in named["fields"].split(",") if name not in FIELDS]
    return [flaw("field_unknown", name=_shown(name), fields=", ".join(FIELDS)) for name in unknown[:1]]


def _shown(name: str) -> str:
    """Return a name that the caller gave as far as it is fit to be repeated."""
    return f"'{name}'" if name.isprintable() and len(name) <= MAX_KEY_LENGTH else "of that name"


def _only(fields: frozenset[str]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda record: {name: value for name, value in record.items() if name in fields}
