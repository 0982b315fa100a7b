"""Language packs: the words of a language, read from TOML and checked as they are loaded."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, get_type_hints

from worker.pipeline.pack_files import PackError, PackFile, read_about, read_section, unknown_files
from worker.pipeline.vocabulary.dates import DateWords
from worker.pipeline.vocabulary.grammar import GrammarWords
from worker.pipeline.vocabulary.layout import LayoutWords
from worker.pipeline.vocabulary.names import NameWords, OrganisationWords, PlaceWords, RoleWords
from worker.pipeline.vocabulary.speech import SpeechWords

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

LANGUAGES = files("worker") / "languages"
ROOT = "und"  # the empty pack, which every other builds on
NOTHING = "(?!)"  # a pattern that matches nowhere


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


SECTIONS = {name: kind for name, kind in get_type_hints(LanguagePack).items() if name != "code"}


@cache
def available_languages() -> tuple[str, ...]:
    """Return the codes of the languages that have a folder with a pack, in alphabetical order."""
    return tuple(sorted(folder.name for folder in LANGUAGES.iterdir() if folder.is_dir()))


@cache
def quoting_languages() -> tuple[str, ...]:
    """Return the codes of the languages whose packs know words of speech; the others know dates at most."""
    return tuple(code for code in available_languages() if reads_quotations(load_pack(code)))


@cache
def base_of(code: str) -> str:
    """Return the code of the pack that a pack builds on: the empty one's unless it names another."""
    about = read_about(LANGUAGES / code, [])
    return about.base if about else ROOT


def reads_quotations(pack: LanguagePack) -> bool:
    """Tell whether a pack has words that say who speaks."""
    return bool(pack.speech.cues or pack.speech.report_verbs or pack.speech.according_to)


@cache
def dates_of_region(words: DateWords, region: str) -> DateWords:
    """Return the words of dates with the order of digits that is the rule in a region."""
    order = words.region_orders.get(region)
    rest = tuple(each for each in words.orders if each != order)
    return replace(words, orders=(order, *rest)) if order else words


@cache
def load_pack(code: str) -> LanguagePack:
    """
    Return the pack of a language, loaded once.

    Raises PackError, naming file and key of each mistake: an unknown or missing key, a value of another kind, a phrase
    that stands twice or is not written as it is looked up, a change of the base that changes nothing.
    """
    return read_pack(LANGUAGES / code)


def read_pack(folder: Traversable) -> LanguagePack:
    """Return the pack in a folder; see ``load_pack`` for what is refused."""
    pack, mistakes = try_pack(folder)
    if pack is None:
        raise PackError("\n".join(mistakes))
    return pack


def try_pack(folder: Traversable) -> tuple[LanguagePack | None, list[str]]:
    """Return the pack in a folder and all mistakes in it; None for a pack that has any."""
    told: list[str] = []
    if not folder.is_dir():
        return None, [f"{folder.name}: no such language; there are {', '.join(available_languages())}"]
    unknown_files(folder, SECTIONS, told)
    about = read_about(folder, told)
    base = None if folder.name == ROOT else _base(folder, about.base if about else ROOT, told)
    sections = {}
    for name, kind in SECTIONS.items():
        file = PackFile(folder / f"{name}.toml", [])
        sections[name] = read_section(file, kind, base and getattr(base, name), overlay=about is not None)
        told += file.told
    return (None if told else LanguagePack(folder.name, **sections)), told


def _base(folder: Traversable, code: str, told: list[str]) -> LanguagePack:
    """Return the pack that another builds on; the empty one where that is not to be had."""
    chain = [folder.name, code]
    while (about := read_about(LANGUAGES / chain[-1], [])) and about.base not in chain:
        chain.append(about.base)
    where = f"{folder.name}/language.toml: base"
    if about or code == folder.name:
        told.append(f"{where}: {' builds on '.join([*chain, about.base if about else code])}")
    elif code not in available_languages():
        told.append(f"{where}: {code!r} is no language here; there are {', '.join(available_languages())}")
    else:
        try:
            return load_pack(code)
        except PackError:
            told.append(f"{where}: the pack of {code!r} has mistakes of its own")
    return load_pack(ROOT)


def any_of(phrases: Iterable[str]) -> str:
    r"""
    Return a pattern that matches any of the phrases, the longest first; a space stands for any run of blanks.

    >>> any_of(["dikutip", "dikutip dari"])
    'dikutip\\s+dari|dikutip'
    """
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in longest_first) or NOTHING
