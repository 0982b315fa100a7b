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
    passive_auxiliaries: frozenset[str] = frozenset()  # "was": whoever was asked does not speak
    adverb_shape: str = "(?!)"
    ongoing_shape: str = "(?!)"  # "saying": its subject is the sentence's
    endings: frozenset[str] = frozenset()  # glued to a word and yet words of their own: "'s"
    ordinal_stops: bool = False  # "6." is the sixth
    nouns_capitalised: bool = False  # a capital is no sign of a name
    verb_second: bool = False  # the subject may follow its verb
    articles: frozenset[str] = frozenset()  # "der", "ein": before a noun where nouns have capitals
    oblique_articles: frozenset[str] = frozenset()  # "dem": before no subject
    indefinite_articles: frozenset[str] = frozenset()  # "ein": somebody new
    attribute_openers: frozenset[str] = frozenset()  # Sprecher "des" Ministeriums
    institution_openers: frozenset[str] = frozenset()  # Abgeordnete "im" Landtag
    noun_suffixes: frozenset[str] = frozenset()  # of nouns that are no names
    case_endings: tuple[str, ...] = ()  # of declined nouns, the longest first
    genitive_endings: tuple[str, ...] = ()  # "Bremens" Bürgermeister
    adjective_endings: tuple[str, ...] = ()  # of words that a capital may only have at the start of a sentence
