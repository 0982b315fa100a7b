"""The lists of a pack as one set of flags a word: what each list says about its words."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from worker.pipeline.compounds import Compounds
from worker.pipeline.lexicon import (
    ACCORDING,
    ACCORDING_BEHIND,
    ACCORDING_NOUN,
    ACCOUNT,
    ADDRESSED,
    ADVERB,
    AGENT,
    AKA,
    ARTICLE,
    ATTRIBUTE,
    AUXILIARY,
    CLAUSE_OPENER,
    CLITIC_CUE,
    COMMON,
    CONJUNCTION,
    CONJUNCTIVE,
    CONTINUING,
    CUE,
    CUE_OPENER,
    DAY,
    DECLINED,
    DEGREE,
    DEGREE_AFTER,
    DEMONSTRATIVE,
    DETERMINER,
    DOCUMENT,
    EMPLOYER,
    FEMALE,
    FORMER,
    GIVEN,
    HONORIFIC,
    IMPERSONAL,
    INDEFINITE,
    INSTITUTION_AHEAD,
    INVERTS,
    JOINER,
    LINK,
    MALE,
    NAME_OPENER,
    NAMED_HEAD,
    NATIONAL,
    NOT_SPEECH,
    OBLIQUE,
    OPENED_REPORT,
    OPENER,
    ORGANISATION,
    ORGANISATION_NAME,
    ORGANISATION_WORD,
    PARTICIPLE,
    PARTICLE,
    PASSIVE_AUXILIARY,
    PASSIVE_REPORT,
    PERSONAL,
    PHRASE_END,
    PLACE,
    PLACE_HEAD,
    PLACE_PREPOSITION,
    PLURAL_PRONOUN,
    PLURAL_VERB,
    PREPOSITION,
    PRONOUN,
    RANK,
    RANK_SUFFIX,
    RELATIVE,
    RELAY,
    RELAY_NOUN,
    RELAY_PREPOSITION,
    REPORT,
    ROLE,
    ROLE_MODIFIER,
    SAYS,
    SOURCE_NOUN,
    SPLIT,
    SUBORDINATOR,
    TOLD,
    UNNAMED,
    UNNAMED_OPENER,
    WEAK_REPORT,
    Lexicon,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from worker.pipeline.language import LanguagePack


@cache
def lexicon(pack: LanguagePack) -> Lexicon:
    """Return the lexicon of a pack."""
    flags = _by_word(_lists(pack))
    compounds = Compounds(_by_word(_last_parts(pack)), flags, pack.grammar.case_endings, (DECLINED, PERSONAL))
    return Lexicon(flags, compounds, pack.grammar)


def _by_word(lists: Iterable[tuple[int, Iterable[str]]]) -> dict[str, int]:
    flags: dict[str, int] = {}
    for flag, words in lists:
        for word in words:
            flags[word] = flags.get(word, 0) | flag
    return flags


def _last_parts(pack: LanguagePack) -> Iterable[tuple[int, Iterable[str]]]:
    yield ROLE, pack.roles.suffixes
    yield ORGANISATION, pack.organisations.suffixes
    yield PLACE_HEAD, pack.places.suffixes
    yield COMMON, pack.grammar.noun_suffixes


def _lists(pack: LanguagePack) -> Iterable[tuple[int, Iterable[str]]]:
    yield from _name_lists(pack)
    yield from _grammar_lists(pack)
    yield from _speech_lists(pack)


def _name_lists(pack: LanguagePack) -> Iterable[tuple[int, Iterable[str]]]:
    yield HONORIFIC, pack.names.honorifics
    yield RANK, pack.names.ranks
    yield RANK_SUFFIX, pack.names.rank_suffixes
    yield DEGREE, pack.names.degrees_before
    yield DEGREE_AFTER, pack.names.degrees_after
    yield PARTICLE, pack.names.particles
    yield NAME_OPENER, pack.names.openers
    yield AKA, pack.names.aka
    yield GIVEN, pack.names.given_names
    yield GIVEN | MALE, pack.names.male_names
    yield GIVEN | FEMALE, pack.names.female_names
    yield MALE, pack.names.male_words
    yield FEMALE, pack.names.female_words
    yield ROLE, pack.roles.heads
    yield ROLE_MODIFIER, pack.roles.modifiers
    yield FORMER, pack.roles.former
    yield UNNAMED, pack.roles.unnamed_heads
    yield UNNAMED, (head + ending for head in pack.roles.heads for ending in pack.roles.plural_endings)
    yield UNNAMED_OPENER, pack.roles.unnamed_openers
    yield ORGANISATION, pack.organisations.heads
    yield NAMED_HEAD, pack.organisations.named_heads
    yield ORGANISATION_WORD, pack.organisations.words
    yield ORGANISATION_NAME, pack.organisations.names
    yield PLACE, pack.places.names
    yield PLACE_HEAD, pack.places.heads


def _grammar_lists(pack: LanguagePack) -> Iterable[tuple[int, Iterable[str]]]:
    yield DAY, pack.dates.months
    yield DAY, pack.dates.capital_months
    yield DAY, pack.dates.weekdays
    yield DAY, pack.dates.capital_weekdays
    yield PREPOSITION, pack.grammar.prepositions
    yield PLACE_PREPOSITION, pack.grammar.place_prepositions
    yield CONJUNCTION, pack.grammar.conjunctions
    yield SUBORDINATOR, pack.grammar.subordinators
    yield JOINER, pack.grammar.joiners
    yield RELATIVE, pack.grammar.relatives
    yield ADVERB, pack.grammar.adverbs
    yield PHRASE_END, pack.grammar.phrase_ends
    yield DEMONSTRATIVE, pack.grammar.demonstratives
    yield OPENER, pack.grammar.openers
    yield DETERMINER, pack.grammar.determiners
    yield LINK, pack.grammar.links
    yield EMPLOYER, pack.grammar.employer_prepositions
    yield AUXILIARY, pack.grammar.auxiliaries
    yield AUXILIARY | PASSIVE_AUXILIARY, pack.grammar.passive_auxiliaries
    yield COMMON, pack.grammar.common_words
    yield NATIONAL | COMMON, pack.grammar.nationals
    yield ARTICLE, pack.grammar.articles
    yield ARTICLE | OBLIQUE, pack.grammar.oblique_articles
    yield INDEFINITE, pack.grammar.indefinite_articles
    yield ATTRIBUTE, pack.grammar.attribute_openers
    yield INSTITUTION_AHEAD, pack.grammar.institution_openers
    yield RELAY, pack.layout.relay_cues
    yield TOLD, pack.layout.told_cues
    yield RELAY_PREPOSITION, pack.layout.relay_prepositions
    yield RELAY_NOUN, pack.layout.relay_nouns


def _speech_lists(pack: LanguagePack) -> Iterable[tuple[int, Iterable[str]]]:
    speech = pack.speech
    yield CUE, speech.cues
    yield CLITIC_CUE, speech.clitic_cues
    yield CLITIC_CUE, (cue + clitic for cue in speech.cues for clitic in speech.clitics)
    yield CUE, (typo for typo, meant in speech.cue_typos.items() if meant in speech.cues)
    yield CLITIC_CUE, (typo for typo, meant in speech.cue_typos.items() if meant in speech.clitic_cues)
    yield CONTINUING, speech.continuing_cues
    yield REPORT | (INVERTS if pack.grammar.verb_second else 0), speech.report_verbs
    yield PLURAL_VERB, (verb for verb in speech.report_verbs if verb.endswith(speech.plural_endings))
    yield PARTICIPLE, speech.report_participles
    yield SPLIT, (verb.split()[0] for verb in speech.split_verbs)
    yield CONJUNCTIVE, speech.conjunctives
    yield IMPERSONAL, speech.impersonal_subjects
    yield WEAK_REPORT, speech.weak_report_verbs
    yield PASSIVE_REPORT, speech.passive_report_verbs
    yield AGENT, speech.agent_markers
    yield ACCORDING, speech.according_to
    yield ACCORDING, (word + clitic for word in speech.according_to for clitic in speech.clitics)
    yield SOURCE_NOUN, speech.source_nouns
    yield ACCORDING_NOUN, speech.according_with_noun
    yield ACCORDING_BEHIND, speech.according_behind
    yield CUE_OPENER, speech.cue_openers
    yield ADDRESSED, speech.addressed_verbs
    yield SAYS, speech.saying_verbs
    yield OPENED_REPORT, speech.opened_report_verbs
    yield PRONOUN, speech.singular_pronouns
    yield PLURAL_PRONOUN, speech.plural_pronouns
    yield CLAUSE_OPENER, speech.clause_openers
    yield NOT_SPEECH, speech.not_speech_before
    yield ACCOUNT, speech.account_heads
    yield DOCUMENT, speech.document_heads
