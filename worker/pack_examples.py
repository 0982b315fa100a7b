"""The examples of a language pack: sentences, and what must be read in them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any

from worker.pipeline import STAGES
from worker.pipeline.article import Article
from worker.pipeline.pack_files import EXAMPLES, named
from worker.pipeline.stage import Stage, run_all

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from worker.pipeline.language import LanguagePack


@dataclass(frozen=True)
class Example:
    """A sentence, and what must be read in it; what is None is not judged."""

    text: str
    dates: list[str] | None = None  # the values of all dates, in reading order
    speakers: list[str] | None = None  # the name behind each quotation and report, in reading order; "" for nobody
    cues: list[str] | None = None  # the words that attribute them; "" for none
    tag: str | None = None  # a tag with a region, where that decides


@dataclass(frozen=True)
class Examples:
    """The keys of ``examples.toml``."""

    reference: date  # the day on which every sentence is read
    sentences: list[Example]


KINDS = {"text": str, "dates": list, "speakers": list, "cues": list, "tag": str}


def example_mistakes(folder: Traversable, pack: LanguagePack) -> list[str]:
    """Return a line for each mistake in a pack's examples, and for each that does not hold; none without examples."""
    path = folder / f"{EXAMPLES}.toml"
    if not path.is_file():
        return []
    told: list[str] = []
    examples = read_examples(path, told)
    if examples is None or told:
        return told
    for example in examples.sentences:
        told += [f"{named(path)}: {example.text!r}: {fault}" for fault in faults(example, examples.reference, pack)]
    return told


def read_examples(path: Traversable, told: list[str]) -> Examples | None:
    """Return the examples in a file, or None where it cannot be read; mistakes are told."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        told.append(f"{named(path)}: {error}")
        return None
    known = {field.name for field in fields(Examples)}
    told += [
        f"{named(path)}: unknown key {key!r}; known are reference, sentences" for key in sorted(table.keys() - known)
    ]
    reference, sentences = table.get("reference"), table.get("sentences", [])
    if type(reference) is not date:
        told.append(f"{named(path)}: reference: {reference!r} is no day like 2024-05-15")
        return None
    return Examples(reference, [example for row in sentences if (example := _example(row, path, told))])


def _example(row: dict[str, Any], path: Traversable, told: list[str]) -> Example | None:
    where = f"{named(path)}: sentences"
    wrong = [key for key, value in row.items() if not isinstance(value, KINDS.get(key, type(None)))]
    told += [
        f"{where}.{key}: {row[key]!r} is not of the kind {KINDS[key]}"
        if key in KINDS
        else f"{where}: unknown key {key!r}; known are {', '.join(KINDS)}"
        for key in wrong
    ]
    if "text" not in row:
        told.append(f"{where}: missing key 'text'")
    return None if wrong or "text" not in row else Example(**row)


def faults(example: Example, reference: date, pack: LanguagePack) -> list[str]:
    """Return how what a pack reads in a sentence differs from what must be read."""
    article = Article(text=example.text, received_at=reference, language=example.tag or pack.code)
    found = run_all([_with_pack(stage, pack) for stage in STAGES], {"article": article})
    attributed = found["attributed"]
    names = {entity.id: entity.name for entity in attributed.entities}
    read = {
        "dates": [mention.value or "" for mention in found["dates"]],
        "speakers": [names[each.speaker.entity] if each.speaker else "" for each in attributed.quotations],
        "cues": [each.cue.text if each.cue else "" for each in attributed.quotations],
    }
    wanted = {key: getattr(example, key) for key in read}
    return [
        f"{key} are {read[key]}, not {must}" for key, must in wanted.items() if must is not None and must != read[key]
    ]


def _with_pack(stage: Stage, pack: LanguagePack) -> Stage:
    return stage._replace(run=lambda _language: pack) if stage.gives == "pack" else stage
