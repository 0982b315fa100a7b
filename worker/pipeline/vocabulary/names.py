"""The words around and inside names of persons, organisations and places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class NameWords:
    """The keys of ``names.toml``."""

    honorifics: frozenset[str]  # "Mr": dropped from the name
    ranks: frozenset[str]  # of police and army, dropped from the name
    rank_suffixes: frozenset[str]  # after a rank, and still not the name
    degrees_before: frozenset[str]  # "Dr", dropped from the name
    degrees_after: frozenset[str]  # "Ph.D.", dropped from the name
    particles: frozenset[str]  # small words inside a name: "van", "bin"
    openers: frozenset[str]  # ordinary words that open a name with a capital
    aka: frozenset[str]  # "alias": another name follows
    given_names: frozenset[str]  # evidence that a capitalised word belongs to a person
    male_names: frozenset[str] = frozenset()  # given names of men
    female_names: frozenset[str] = frozenset()  # given names of women
    male_words: frozenset[str] = frozenset()  # words that tell who is meant: "mr", "he", "spokesman"
    female_words: frozenset[str] = frozenset()  # see male_words
    surnames: bool = False  # the last word of a name stands for it


@dataclass(frozen=True, eq=False)
class RoleWords:
    """The keys of ``roles.toml``."""

    heads: frozenset[str]  # what people are: a role begins with one of these
    modifiers: frozenset[str]  # continue a role and never start a name
    former: frozenset[str]  # "ex-", "acting": before a role
    unnamed_heads: frozenset[str]  # seorang "warga": a speaker without a name
    unnamed_openers: frozenset[str]  # "a", "several": before such a speaker
    short_forms: Mapping[str, str]  # what a role is called for short, and the words it stands for
    suffixes: frozenset[str] = frozenset()  # compounds that end so are such, too
    plural_endings: tuple[str, ...] = ()  # of roles: people without a name
    shape: str = "(?!)"  # how trades end; an unknown word that opens a sentence before a full name may be one


@dataclass(frozen=True, eq=False)
class OrganisationWords:
    """The keys of ``organisations.toml``."""

    heads: frozenset[str]  # "Ministry": an organisation begins with one of these
    named_heads: frozenset[str]  # of these, the ones that need a name behind them
    words: frozenset[str]  # words of organisations' names
    names: frozenset[str]  # organisations whatever stands around them
    outlets: frozenset[str]  # newspapers and agencies: they relay
    outlet_heads: frozenset[str] = frozenset()  # the last word of an outlet's name: "Times"
    suffixes: frozenset[str] = frozenset()  # compounds that end so are such, too
    firm_nouns: frozenset[str] = frozenset()  # "the company": means the one firm that was named
    firm_heads: frozenset[str] = frozenset()  # words that tell a firm among organisations: "Holdings"


@dataclass(frozen=True, eq=False)
class PlaceWords:
    """The keys of ``places.toml``."""

    heads: frozenset[str]  # "Mount": a place begins with one of these
    names: frozenset[str]  # towns, provinces, countries, word by word
    suffixes: frozenset[str] = frozenset()  # compounds that end so are such, too
