"""What holds for every record, whatever the article: spans, references, counts, order."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from worker.pipeline.page import read_page

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, Any]
SPAN = {"start", "end", "exact"}
IN_MARKS = ("direct", "mixed")


def broken_laws(record: Json, text: str) -> list[str]:
    """Return which laws the record of an article in plain text breaks, and where; nothing for a good one."""
    return [*_body(record, text), *_spans(record, text), *_words(record), *_order(record), *_people(record)]


def _body(record: Json, text: str) -> Iterator[str]:
    body = record["body"]
    if body["text"] != text or body["char_count"] != len(text):
        yield "the body is not the submitted text"
    if body["sha256"] != hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest():
        yield "the sha256 is another text's"


def _spans(record: Json, text: str) -> Iterator[str]:
    """Each span holds exactly its words; only a headline that could not be found is empty."""
    for path, span in objects(record, ""):
        if not span.keys() >= SPAN:
            continue
        start, end = span["start"], span["end"]
        if not 0 <= start <= end <= len(text) or text[start:end] != span["exact"]:
            yield f"{path} does not hold its words"
        if start == end and (path != "/headline/span" or record["headline"]["text"]):
            yield f"{path} is empty"


def _words(record: Json) -> Iterator[str]:
    """A text beside a span is that span's with plain blanks; a quotation's text is its spans' own words."""
    for path, each in objects(record, ""):
        told = each.get("text", each.get("raw", each.get("name")))
        if each.get("span") and told is not None and plain(told) != plain(each["span"]["exact"]):
            yield f"{path} says {told!r} and points at {each['span']['exact']!r}"
    for quotation in record["quotations"]:
        rest = iter(plain(" ".join(span["exact"] for span in quotation["content"])))
        if not all(character in rest for character in plain(quotation["text"]) if character != " "):
            yield f"{quotation['id']} is not its spans"


def plain(text: str) -> str:
    """Return a text with every blank and control character made a plain blank."""
    return read_page(text).text


def _order(record: Json) -> Iterator[str]:
    """Paragraphs, dates and quotations in marks follow one another; the quotations are numbered."""
    in_marks = [quotation for quotation in record["quotations"] if quotation["form"] == "direct"]
    for name, spans in (
        ("body.paragraphs", record["body"]["paragraphs"]),
        ("dates", [found["span"] for found in record["dates"]]),
        ("quotations in marks", [span for one in in_marks for span in one["content"]]),
    ):
        if any(before["end"] > after["start"] for before, after in pairwise(spans)):
            yield f"{name} overlap or stand out of order"
    ids = [quotation["id"] for quotation in record["quotations"]]
    if ids != [f"q{number}" for number in range(1, len(ids) + 1)]:
        yield "the quotations are not numbered"


def _people(record: Json) -> Iterator[str]:
    """Whoever is referred to exists; the quoted persons are the persons among the speakers, no more and no fewer."""
    types = {entity["id"]: entity["type"] for entity in record["entities"]}
    if len(types) != len(record["entities"]):
        yield "two entities have one id"
    for path, each in objects(record, ""):
        if "entity" in each and each["entity"] not in types:
            yield f"{path} refers to nobody"
    told = {
        person["entity"]: (person["direct"], person["indirect"], person["quotations"])
        for person in record["quoted_persons"]
    }
    if told != _spoken(record, types) or len(told) != len(record["quoted_persons"]):
        yield f"the quoted persons are {told}, the speakers {_spoken(record, types)}"


def _spoken(record: Json, types: dict[str, str]) -> dict[str, tuple[int, int, list[str]]]:
    """Return for each person who speaks how often in marks, how often in reported clauses, and where."""
    spoken = defaultdict(list)
    for quotation in record["quotations"]:
        speakers = [quotation["speaker"], *quotation["co_speakers"]]
        for entity in dict.fromkeys(speaker["entity"] for speaker in speakers if speaker):
            if types.get(entity) == "person":
                spoken[entity].append(quotation)
    return {
        entity: (
            sum(one["form"] in IN_MARKS for one in said),
            sum(one["form"] not in IN_MARKS for one in said),
            [one["id"] for one in said],
        )
        for entity, said in spoken.items()
    }


def objects(node: object, path: str) -> Iterator[tuple[str, Json]]:
    """Yield each object inside a JSON value with its path."""
    if isinstance(node, dict):
        yield path, node
        for key, each in node.items():
            yield from objects(each, f"{path}/{key}")
    elif isinstance(node, list):
        for number, each in enumerate(node):
            yield from objects(each, f"{path}/{number}")
