"""Language packs: the words of a language, read from TOML and checked as they are loaded."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

from worker.pipeline.vocabulary.dates import DateWords
from worker.pipeline.vocabulary.grammar import GrammarWords
from worker.pipeline.vocabulary.layout import LayoutWords
from worker.pipeline.vocabulary.names import NameWords, OrganisationWords, PlaceWords, RoleWords
from worker.pipeline.vocabulary.speech import SpeechWords

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

LANGUAGES = files("worker") / "languages"
NOTHING = "(?!)"  # a pattern that matches nowhere


class PackError(Exception):
    """A mistake in a language pack; the message names the file and the key."""


@dataclass(frozen=True, eq=False)
class LanguagePack:
    """Everything the pipeline knows about one language; each field but ``code`` is one TOML file."""

    code: str
    dates: DateWords
    grammar: GrammarWords
    layout: LayoutWords
    names: NameWords
    organisations: OrganisationWords
    places: PlaceWords
    roles: RoleWords
    speech: SpeechWords


@cache
def available_languages() -> tuple[str, ...]:
    """Return the codes of the languages that have a folder with a pack, in alphabetical order."""
    return tuple(sorted(folder.name for folder in LANGUAGES.iterdir() if (folder / "dates.toml").is_file()))


@cache
def load_pack(code: str) -> LanguagePack:
    """
    Return the pack of a language, loaded once.

    Raises PackError, naming file and key, for an unknown or missing key, a value of another kind and a phrase that
    stands twice in one list.
    """
    return read_pack(LANGUAGES / code)


def read_pack(folder: Traversable) -> LanguagePack:
    """Return the pack in a folder; see ``load_pack`` for what is refused."""
    sections = {
        name: _read_section(folder / f"{name}.toml", kind)
        for name, kind in get_type_hints(LanguagePack).items()
        if name != "code"
    }
    return LanguagePack(folder.name, **sections)


def any_of(phrases: Iterable[str]) -> str:
    r"""
    Return a pattern that matches any of the phrases, the longest first; a space stands for any run of blanks.

    >>> any_of(["dikutip", "dikutip dari"])
    'dikutip\\s+dari|dikutip'
    """
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in longest_first) or NOTHING


def _read_section(path: Traversable, kind: type) -> Any:  # noqa: ANN401 - the class asked for
    where = f"{path.parent.name}/{path.name}" if hasattr(path, "parent") else path.name
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PackError(f"{where}: {error}") from error
    hints = get_type_hints(kind)
    for key in table:
        if key not in hints:
            raise PackError(f"{where}: unknown key {key!r}; known are {', '.join(sorted(hints))}")
    missing = [field.name for field in fields(kind) if field.name not in table and field.default is MISSING]
    if missing:
        raise PackError(f"{where}: missing key {missing[0]!r}")
    return kind(**{key: _convert(value, hints[key], f"{where}: {key}") for key, value in table.items()})


def _convert(value: object, kind: Any, where: str) -> Any:  # noqa: ANN401 - typed by the hint
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (tuple, frozenset) and isinstance(value, list):
        items = [_convert(item, arguments[0], where) for item in value]
        twice = next((item for item, times in Counter(items).items() if times > 1), None)
        if twice is not None:
            raise PackError(f"{where}: {twice!r} stands twice")
        return origin(items)
    if origin is Mapping and isinstance(value, dict):
        converted = {key: _convert(item, arguments[1], f"{where}.{key}") for key, item in value.items()}
        return MappingProxyType(converted)
    if origin is None and type(value) is kind:
        return value
    raise PackError(f"{where}: {value!r} is not of the kind {kind}")
