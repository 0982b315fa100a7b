"""The TOML files of a language pack: read, laid over those of the pack they build on, and checked key by key."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.resources.abc import Traversable

ABOUT = "language"  # language.toml: about the pack itself
EXAMPLES = "examples"  # examples.toml: sentences, and what the pack must read in them; no part of the pack
ADD, REMOVE = "add", "remove"  # what an overlay does to a list
SHAPE = "_shape"  # a key that ends so holds a regular expression


class PackError(Exception):
    """Mistakes in a language pack, one a line; each names the file and the key."""


@dataclass(frozen=True)
class About:
    """The keys of ``language.toml``."""

    base: str


@dataclass(frozen=True)
class PackFile:
    """One file of a pack, and where its mistakes are told."""

    path: Traversable
    told: list[str]

    def tell(self, mistake: str) -> None:
        """Note a mistake under the file's name."""
        self.told.append(f"{named(self.path)}: {mistake}")


def named(path: Traversable) -> str:
    """Return what a file is called in messages: its folder, which is the language, and its name."""
    return f"{path.parent.name}/{path.name}" if hasattr(path, "parent") else path.name


def read_about(folder: Traversable, told: list[str]) -> About | None:
    """Return what ``language.toml`` says, or None where there is none or it is wrong; mistakes are told."""
    file = PackFile(folder / f"{ABOUT}.toml", told)
    if not file.path.is_file():
        return None
    values = _values(file, About)
    if values is not None and "base" not in values:
        file.tell("missing key 'base'")
    return About(values["base"]) if values and isinstance(values.get("base"), str) else None


def read_section(file: PackFile, kind: type, base: Any, *, overlay: bool) -> Any:  # noqa: ANN401 - the class asked for
    """
    Return the section that a file holds, of the dataclass ``kind``; its mistakes are told, all of them.

    A file that is missing gives the section of the base. An overlay names its changes alone: ``key.add`` and
    ``key.remove`` for a list, entries for a table, or a key anew; everything else holds each key that has no default.
    """
    if base is not None and not file.path.is_file():
        return base
    values = _values(file, kind, base if overlay else None)
    if values is None:
        return None
    inherited = {field.name: getattr(base, field.name) for field in fields(kind)} if overlay else {}
    for field in fields(kind):
        if field.name not in {**values, **inherited} and field.default is field.default_factory is MISSING:
            file.tell(f"missing key {field.name!r}")
    return None if file.told else kind(**{**inherited, **values})


def unknown_files(folder: Traversable, known: Iterable[str], told: list[str]) -> None:
    """Tell of each file that no part of a pack is read from: a misspelt one would change nothing."""
    names = {f"{name}.toml" for name in (ABOUT, EXAMPLES, *known)}
    for path in folder.iterdir():
        if path.name not in names:
            PackFile(path, told).tell(f"unknown file; known are {', '.join(sorted(names))}")


def _values(file: PackFile, kind: type, base: Any = None) -> dict[str, Any] | None:  # noqa: ANN401 - a section
    """Return the values of a file by key, or None for a file that cannot be read."""
    try:
        table = tomllib.loads(file.path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        file.tell(str(error))
        return None
    hints = get_type_hints(kind)
    values = {}
    for key, value in table.items():
        if key not in hints:
            file.tell(f"unknown key {key!r}; known are {', '.join(sorted(hints))}")
        elif base is None:
            values[key] = _convert(value, hints[key], key, file)
        else:
            values[key] = _laid_over(getattr(base, key), value, (key, hints[key]), file)
    for key, value in values.items():
        if key.endswith(SHAPE):
            _check_shape(value, key, file)
    return values


def _laid_over(held: Any, value: object, hint: tuple[str, Any], file: PackFile) -> Any:  # noqa: ANN401 - typed by the hint
    """Return what an overlay makes of a key that its base holds."""
    key, kind = hint
    origin = get_origin(kind)
    if origin in (tuple, frozenset) and isinstance(value, dict):
        return origin(_changed_list(held, value, key, file))
    if origin is Mapping and isinstance(value, dict):
        return _changed_table(held, value, hint, file)
    anew = _convert(value, kind, key, file)
    if anew == held and held:
        file.tell(f"{key}: {value!r} is what the base says already")
    return anew


def _changed_list(held: Iterable[str], changes: dict[str, Any], key: str, file: PackFile) -> Iterator[str]:
    for change in sorted(changes.keys() - {ADD, REMOVE}):
        file.tell(f"{key}: unknown change {change!r}; known are {ADD}, {REMOVE}")
    added = _convert(changes.get(ADD, []), tuple[str, ...], f"{key}.{ADD}", file)
    removed = _convert(changes.get(REMOVE, []), tuple[str, ...], f"{key}.{REMOVE}", file)
    for each in sorted(set(added).intersection(held)):
        file.tell(f"{key}.{ADD}: {each!r} is in the base already")
    _check_removed(held, removed, key, file)
    yield from (each for each in (*held, *added) if each not in removed)


def _changed_table(held: Mapping[str, Any], changes: dict[str, Any], hint: tuple[str, Any], file: PackFile) -> Any:  # noqa: ANN401 - typed by the hint
    key, kind = hint
    removed = changes.get(REMOVE, []) if isinstance(changes.get(REMOVE), list) else []
    entries = {name: value for name, value in changes.items() if not (name == REMOVE and isinstance(value, list))}
    _check_removed(held, _convert(removed, tuple[str, ...], f"{key}.{REMOVE}", file), key, file)
    anew = _convert(entries, kind, key, file)
    for name in anew:
        if name in held and held[name] == anew[name]:
            file.tell(f"{key}.{name}: {anew[name]!r} is what the base says already")
    return MappingProxyType({name: value for name, value in {**held, **anew}.items() if name not in removed})


def _check_removed(held: Iterable[str], removed: Iterable[str], key: str, file: PackFile) -> None:
    for each in sorted(set(removed).difference(held)):
        file.tell(f"{key}.{REMOVE}: {each!r} is not in the base")


def _convert(value: object, kind: Any, where: str, file: PackFile) -> Any:  # noqa: ANN401 - typed by the hint
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (tuple, frozenset) and isinstance(value, list):
        items = [_convert(item, arguments[0], where, file) for item in value]
        for item, times in Counter(map(repr, items)).items():
            if times > 1:
                file.tell(f"{where}: {item} stands twice")
        _check_phrases(items, where, file)
        return origin(item for item in items if isinstance(item, arguments[0]))
    if origin is Mapping and isinstance(value, dict):
        _check_phrases(value, where, file)
        converted = {key: _convert(item, arguments[1], f"{where}.{key}", file) for key, item in value.items()}
        return MappingProxyType(converted)
    if origin is not None or type(value) is not kind:
        file.tell(f"{where}: {value!r} is not of the kind {kind}")
    return value


def _check_phrases(phrases: Iterable[object], where: str, file: PackFile) -> None:
    """Tell of each phrase that is not written as it is looked up: it would never be found."""
    for phrase in phrases:
        if not isinstance(phrase, str):
            continue
        if not phrase or phrase != " ".join(phrase.split()) or phrase not in (phrase.lower(), phrase.upper()):
            file.tell(f"{where}: {phrase!r} must be in lower case, or all in capitals, with single spaces")


def _check_shape(pattern: object, key: str, file: PackFile) -> None:
    try:
        re.compile(str(pattern))
    except re.error as error:
        file.tell(f"{key}: {pattern!r} is no regular expression: {error}")
