"""The small words: what joins, opens and ends a phrase."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class GrammarWords:
    """The keys of ``grammar.toml``."""

    prepositions: frozenset[str]
    place_prepositions: frozenset[str]
    conjunctions: frozenset[str]
    subordinators: frozenset[str]
    joiners: frozenset[str]
    relatives: frozenset[str]
    adverbs: frozenset[str]
    phrase_ends: frozenset[str]
    demonstratives: frozenset[str]
    openers: frozenset[str]
    abbreviations: frozenset[str]
    common_words: frozenset[str]
    common_prefixes: tuple[str, ...]
    common_suffixes: tuple[str, ...]
    verb_shape: str
    passive_shape: str
    determiners: frozenset[str] = frozenset()  # "the", "his": what opens a noun phrase
    auxiliaries: frozenset[str] = frozenset()  # "has", "would": between a subject and its verb
    endings: frozenset[str] = frozenset()  # glued to a word and yet words of their own: "'s"
    nouns_capitalised: bool = False
    verb_second: bool = False
    oblique_determiners: frozenset[str] = frozenset()
    indefinite_determiners: frozenset[str] = frozenset()
    attribute_openers: frozenset[str] = frozenset()
    institution_openers: frozenset[str] = frozenset()
    noun_suffixes: frozenset[str] = frozenset()
    adjective_endings: tuple[str, ...] = ()
