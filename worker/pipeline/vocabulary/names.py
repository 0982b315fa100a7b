"""The words around and inside names of persons, organisations and places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class NameWords:
    """The keys of ``names.toml``."""

    honorifics: frozenset[str]
    ranks: frozenset[str]
    rank_suffixes: frozenset[str]
    degrees_before: frozenset[str]
    degrees_after: frozenset[str]
    particles: frozenset[str]
    openers: frozenset[str]
    aka: frozenset[str]
    given_names: frozenset[str]
    male_names: frozenset[str] = frozenset()
    female_names: frozenset[str] = frozenset()
    male_words: frozenset[str] = frozenset()  # words that tell who is meant: "mr", "he", "spokesman"
    female_words: frozenset[str] = frozenset()
    surnames: bool = False  # the last word of a name stands for it


@dataclass(frozen=True, eq=False)
class RoleWords:
    """The keys of ``roles.toml``."""

    heads: frozenset[str]
    modifiers: frozenset[str]
    former: frozenset[str]
    unnamed_heads: frozenset[str]
    unnamed_openers: frozenset[str]
    short_forms: Mapping[str, str]
    suffixes: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class OrganisationWords:
    """The keys of ``organisations.toml``."""

    heads: frozenset[str]
    named_heads: frozenset[str]
    words: frozenset[str]
    names: frozenset[str]
    outlets: frozenset[str]
    suffixes: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class PlaceWords:
    """The keys of ``places.toml``."""

    heads: frozenset[str]
    names: frozenset[str]
    suffixes: frozenset[str] = frozenset()
