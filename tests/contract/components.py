"""The schemas of openapi.yaml that a caller may send, made from marshmallow's; ``--write`` puts them there.

Each stands between two marks inside its component. What no field can say for itself (one key or another, but not both)
is written by hand below the second mark.
"""

from __future__ import annotations

import difflib
import re
import sys
import textwrap
from typing import TYPE_CHECKING, Any

import yaml
from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin

from service.fields import VISIBLE, Choice, Cursor, Listed, Number, Shape, Text, Texts
from service.schemas import BATCH, LIMITS, LISTING, PLAIN_ARTICLE, ArticleIn
from tests.contract.spec import OPENAPI

if TYPE_CHECKING:
    from marshmallow.fields import Field

SENT = {"ArticleIn": ArticleIn(exclude=["html"]), "BatchIn": BATCH}  # html is known and not taken yet
ARTICLE = {"$ref": "#/components/schemas/ArticleIn"}
INDENT = " " * 6
BEGIN = f"{INDENT}# made from service/schemas.py by python -m tests.contract.components --write\n"
END = f"{INDENT}# by hand from here on\n"
BLOCK = re.compile(f"(?<=^    )(\\w+):\n{re.escape(BEGIN)}(.*?){re.escape(END)}", re.DOTALL | re.MULTILINE)


def rendered(document: str) -> str:
    """Return the text of openapi.yaml with every made part made anew; raises KeyError for a name that nothing makes."""
    made = components()
    return BLOCK.sub(lambda block: f"{block[1]}:\n{BEGIN}{_yaml(made[block[1]])}{END}", document)


def components() -> dict[str, dict[str, Any]]:
    """Return what a caller may send, by the name it has among the components of openapi.yaml."""
    plugin = MarshmallowPlugin()
    spec = APISpec("Kutip", "1", "3.1.0", plugins=[plugin])
    plugin.converter.add_attribute_function(_kind)
    for name, schema in SENT.items():
        spec.components.schema(name, schema=schema)
    made = {name: {**schema, "additionalProperties": False} for name, schema in spec.components.schemas.items()}
    article, listing = made["ArticleIn"]["properties"], plugin.converter.schema2jsonschema(LISTING)["properties"]
    alone = {
        key: {**article[key], "description": f"text/plain only: as `{key}` of an article."}
        for key in PLAIN_ARTICLE.fields
        if key != "text"
    }
    queries = {key.capitalize(): _query(key, schema) for key, schema in (alone | listing).items()}
    return made | queries | {"ArticleText": article["text"]}


def _query(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    rest = {key: value for key, value in schema.items() if key != "description" and value is not None}
    return {"name": name, "in": "query", "description": schema["description"], "schema": rest}


def _kind(_converter: object, field: Field[Any], **_: object) -> dict[str, Any]:
    """Return what apispec cannot know of our own kinds of fields."""
    match field:
        case Text():
            return _text(field.limit, field.shape)
        case Texts():
            texts = {"propertyNames": _text(field.key_limit), "additionalProperties": _text(field.value_limit)}
            return {"type": "object", "maxProperties": field.entries, **texts}
        case Listed():  # an article that is none is refused by itself
            return {
                "type": "array",
                "minItems": 1,
                "maxItems": LIMITS["batch_items"],
                "items": {"anyOf": [ARTICLE, {}]},
            }
        case Choice():
            return {"type": "string", "enum": list(field.choices)}
        case Cursor():
            return {"type": "string", "pattern": f"^[1-9][0-9]{{0,{len(str(field.most)) - 1}}}$"}
        case Number():
            return {"type": "integer", "minimum": field.least, "maximum": field.most}
    return {}


def _text(limit: int, shape: Shape | None = None) -> dict[str, Any]:
    text = {"type": "string", "minLength": 1, "maxLength": limit}
    if shape:
        return {**text, "pattern": f"^{shape.pattern.pattern}$"}
    return {**text, "pattern": VISIBLE.pattern, "not": {"pattern": r"\x00"}}


def _yaml(schema: dict[str, Any]) -> str:
    ordered = {key: schema[key] for key in ("type", "required", "additionalProperties", "properties") if key in schema}
    return textwrap.indent(yaml.safe_dump(ordered | schema, sort_keys=False, width=1_000, allow_unicode=True), INDENT)


def main(arguments: list[str]) -> int:
    """Compare openapi.yaml with the code and print where they differ, or write it anew."""
    found = OPENAPI.read_text(encoding="utf-8")
    wanted = rendered(found)
    if "--write" in arguments:
        OPENAPI.write_text(wanted, encoding="utf-8")
        return 0
    sys.stdout.write("\n".join(difflib.unified_diff(found.splitlines(), wanted.splitlines(), lineterm="")))
    return int(found != wanted)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
