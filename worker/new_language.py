"""Begin a language pack: a folder whose files explain every key and hold nothing yet."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, get_origin, get_type_hints

from worker.pipeline.language import LANGUAGES, ROOT, SECTIONS, available_languages, load_pack
from worker.pipeline.pack_files import ABOUT, ADD, EXAMPLES, REMOVE

if TYPE_CHECKING:
    from collections.abc import Iterator

TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
EXPLAINED = re.compile(r"^    (\w+):[^#\n]*  # (.+)$", re.MULTILINE)
LIST_CHANGES = f'{ADD} = ["…"] and {REMOVE} = ["…"] under [key] change a list'


class LanguageError(Exception):
    """A pack that cannot be begun; the message says why and what to do."""


def new_language(code: str, base: str, into: Path | None = None) -> Path:
    """
    Write the folder of a new pack and return it; with a base other than ``und`` it is an overlay, and inherits.

    Raises LanguageError for what is no language tag, a base that is not there, and a folder that is.
    """
    if not TAG.fullmatch(code):
        raise LanguageError(f"{code!r} is no language tag; one is like 'sv' or 'pt-BR' (BCP 47)")
    if base not in available_languages():
        raise LanguageError(f"--base: there is no language {base!r}; there are {', '.join(available_languages())}")
    folder = (into or Path(str(LANGUAGES))) / code
    try:
        folder.mkdir(parents=True)
    except FileExistsError:
        raise LanguageError(f"{folder} is there already; remove it, or name another language") from None
    for name, text in _files(code, base):
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def _files(code: str, base: str) -> Iterator[tuple[str, str]]:
    if base != ROOT:
        yield ABOUT, f'# {code} is what {base!r} is, but for what the other files change.\nbase = "{base}"\n'
    for name, kind in SECTIONS.items():
        yield name, _overlay(kind, base) if base != ROOT else _empty(name, kind)
    yield EXAMPLES, _examples()


def explanations(kind: type) -> dict[str, str]:
    """Return what each key of a file is for, as its class says it."""
    return dict(EXPLAINED.findall(inspect.getsource(kind)))


def _empty(name: str, kind: type) -> str:
    """Return a file that holds nothing yet: the lists and switches first, then the tables, as TOML wants it."""
    held, hints, said = getattr(load_pack(ROOT), name), get_type_hints(kind), explanations(kind)
    plain = [key.name for key in fields(kind) if get_origin(hints[key.name]) is not Mapping]
    tables = [key.name for key in fields(kind) if key.name not in plain]
    lines = [f"# {inspect.getdoc(inspect.getmodule(kind))}"]
    for key in plain:
        lines += ["", f"# {said[key]}", f"{key} = {_written(getattr(held, key))}"]
    for key in tables:
        lines += ["", f"# {said[key]}", f"[{key}]"]
    return "\n".join(lines) + "\n"


def _overlay(kind: type, base: str) -> str:
    """Return a file that changes nothing yet."""
    lines = [
        f"# {inspect.getdoc(inspect.getmodule(kind))}",
        f"# What is not named here is inherited from {base!r}. {LIST_CHANGES}; key = …",
        f'# replaces it. Under the [key] of a table, entries are added or changed; {REMOVE} = ["…"] takes some out.',
        "",
    ]
    return "\n".join(lines + [f"# {key}: {said}" for key, said in explanations(kind).items()]) + "\n"


def _written(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (str, int)):
        return f"'{value}'" if isinstance(value, str) else str(value)
    return "[" + ", ".join(f"'{item}'" for item in value) + "]" if isinstance(value, (tuple, frozenset)) else "[]"


def _examples() -> str:
    return """# Sentences of your own, and what must be read in them. dates: the values of all dates; speakers: the name
# behind each quotation and report, "" for nobody; cues: the words that attribute them. What is not named is not judged.

# The day on which every sentence is read.
reference = 2024-05-15

[[sentences]]
text = "2024-05-14"
dates = ["2024-05-14"]
"""
