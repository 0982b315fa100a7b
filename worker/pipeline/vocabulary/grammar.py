"""The small words: what joins, opens and ends a phrase."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class GrammarWords:
    """The keys of ``grammar.toml``."""

    prepositions: frozenset[str]  # "in", "of"
    place_prepositions: frozenset[str]  # after these a capitalised run is a place, no speaker
    conjunctions: frozenset[str]  # "and", "because"
    subordinators: frozenset[str]  # the subject of a clause these open is not the sentence's
    joiners: frozenset[str]  # between two speakers: "and"
    relatives: frozenset[str]  # "who", "which"
    adverbs: frozenset[str]  # between a subject and its verb
    phrase_ends: frozenset[str]  # a name or a role never runs past these
    demonstratives: frozenset[str]  # "this", "said": the ministry "tersebut"
    openers: frozenset[str]  # words with a capital at the start of a sentence that begin no name
    abbreviations: frozenset[str]  # written with a full stop that ends no sentence
    common_words: frozenset[str]  # often capitalised, and in no name
    common_prefixes: tuple[str, ...]  # with one of these and a common suffix, a capitalised word is an ordinary one
    common_suffixes: tuple[str, ...]  # see common_prefixes
    verb_shape: str  # a lower-case word of this shape is a verb
    passive_shape: str  # a verb of this shape names its doer after it
    determiners: frozenset[str] = frozenset()  # "the", "his": what opens a noun phrase
    auxiliaries: frozenset[str] = frozenset()  # "has", "would": between a subject and its verb
    links: frozenset[str] = frozenset()  # inside a name: "Department of Energy"
    employer_prepositions: frozenset[str] = frozenset()  # chief "of" NAME: what follows an office is no person
    passive_auxiliaries: frozenset[str] = frozenset()  # "was": whoever was asked does not speak
    adverb_shape: str = "(?!)"  # a word of this shape is an adverb
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
    age_endings: tuple[str, ...] = ()  # "the 23-year-old" is somebody spoken of before
    nationals: frozenset[str] = frozenset()  # "the Brazilian" is somebody spoken of before
    compound_tails: frozenset[str] = frozenset()  # Oslo-"based": no part of a name
