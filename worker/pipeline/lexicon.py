"""What a pack says about each word, as one set of flags a word."""

from __future__ import annotations

import re
from functools import cache, reduce
from operator import and_
from typing import TYPE_CHECKING, NamedTuple

from worker.pipeline.compounds import Compounds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from worker.pipeline.language import LanguagePack
    from worker.pipeline.vocabulary.grammar import GrammarWords

(
    HONORIFIC,
    RANK,
    RANK_SUFFIX,
    DEGREE,
    DEGREE_AFTER,
    PARTICLE,
    NAME_OPENER,
    AKA,
    GIVEN,
    ROLE,
    ROLE_MODIFIER,
    FORMER,
    UNNAMED,
    UNNAMED_OPENER,
    ORGANISATION,
    NAMED_HEAD,
    VERB,
    PASSIVE,
    ORGANISATION_WORD,
    ORGANISATION_NAME,
    PLACE,
    PLACE_HEAD,
    DAY,
    PREPOSITION,
    PLACE_PREPOSITION,
    CONJUNCTION,
    SUBORDINATOR,
    JOINER,
    RELATIVE,
    ADVERB,
    PHRASE_END,
    DEMONSTRATIVE,
    OPENER,
    COMMON,
    CUE,
    CLITIC_CUE,
    CONTINUING,
    REPORT,
    WEAK_REPORT,
    PASSIVE_REPORT,
    AGENT,
    ACCORDING,
    SOURCE_NOUN,
    CUE_OPENER,
    PRONOUN,
    PLURAL_PRONOUN,
    CLAUSE_OPENER,
    NOT_SPEECH,
    ACCOUNT,
    DOCUMENT,
    RELAY,
    RELAY_PREPOSITION,
    RELAY_NOUN,
    NAMEABLE,
    SHORT_NAME,
    BELONGS,
    INITIALS,
    DETERMINER,
    AUXILIARY,
    MALE,
    FEMALE,
    ARTICLE,
    OBLIQUE,
    INDEFINITE,
    ATTRIBUTE,
    INSTITUTION_AHEAD,
    PARTICIPLE,
    SPLIT,
    INVERTS,
    PLURAL_VERB,
    CONJUNCTIVE,
    ACCORDING_NOUN,
    ACCORDING_BEHIND,
    PASSIVE_AUXILIARY,
    ONGOING,
    POSSESSOR,
    IMPERSONAL,
    PLAIN_NOUN,
    LINK,
    TOLD,
    EMPLOYER,
) = (1 << bit for bit in range(81))

PERSON_TITLES = HONORIFIC | RANK | DEGREE
SUBJECT_PRONOUN = PRONOUN | PLURAL_PRONOUN
# NAMEABLE, SHORT_NAME, BELONGS, INITIALS, POSSESSOR and PLAIN_NOUN stand in no pack: an article shows them.
FUNCTION = PREPOSITION | CONJUNCTION | RELATIVE | ADVERB | PHRASE_END | DEMONSTRATIVE | OPENER | CLAUSE_OPENER
NEVER_IN_A_NAME = ORGANISATION | ORGANISATION_NAME | PLACE_HEAD | DAY | FUNCTION | REPORT | RELAY | CUE_OPENER
DECLINED = ROLE | UNNAMED | ORGANISATION | DOCUMENT | SOURCE_NOUN
INSTITUTION = ORGANISATION | ORGANISATION_NAME | ORGANISATION_WORD | PLACE | PLACE_HEAD


LOWER, TITLE, CAPITALS, NUMBER, MARK, QUOTATION = range(6)  # the shapes of a token
QUOTE_START = "\x01"  # the first character of a token that stands for a quotation
MOST_KEPT = 100_000  # words: what a worker keeps of the words it has read, some 20 MB at most


class Word(NamedTuple):
    """What is known of a word as written: itself in lower case, its shape, its flags."""

    lower: str
    shape: int
    flags: int


class Lexicon(dict[str, Word]):
    """Words as written and what is known of them; a word not met before is looked up once and kept."""

    def __init__(self, flags: dict[str, int], compounds: Compounds, grammar: GrammarWords) -> None:
        super().__init__()
        self._flags, self._compounds = flags, compounds
        self.determiners = bool(grammar.determiners)
        self._verb = re.compile(rf"(?:{grammar.verb_shape})$")
        self._passive = re.compile(rf"(?:{grammar.passive_shape})$")
        self._ongoing = re.compile(rf"(?:{grammar.ongoing_shape})$")
        self._adverb = re.compile(rf"(?:{grammar.adverb_shape})$")

    def __missing__(self, written: str) -> Word:
        lower, shape = written.lower(), _shape(written)
        flags = self._flags.get(lower, 0) or self._flags_of_parts(lower)
        if not flags and shape == TITLE:
            flags = self._compounds.flags(lower)
        if not flags and shape == LOWER:
            if self._is_particle_and_name(written):
                shape = TITLE
            else:
                flags = VERB * bool(self._verb.match(lower)) | PASSIVE * bool(self._passive.match(lower))
                flags |= ADVERB * bool(self._adverb.match(lower))
        elif not flags and self.determiners and shape == TITLE:
            flags = VERB * bool(self._verb.match(lower))  # "Speaking in Oslo, …"
        if shape == LOWER and self._ongoing.match(lower):
            flags |= ONGOING
        word = Word(lower, shape, flags)
        if len(self) < MOST_KEPT:
            self[written] = word
        return word

    def _is_particle_and_name(self, written: str) -> bool:
        """Tell whether a word is a name that a small word opens: "al-Rashidi"."""
        head, _, name = written.partition("-")
        return name[:1].isupper() and bool(self._flags.get(head, 0) & PARTICLE)

    def _flags_of_parts(self, lower: str) -> int:
        """Return the flags of a word the pack writes without its dots, or those all parts of a compound share."""
        if "." in lower:
            return self._flags.get(lower.replace(".", ""), 0)
        if "-" not in lower:
            return 0
        return PLACE & reduce(and_, (self._flags.get(part, 0) for part in lower.split("-")))


def _shape(written: str) -> int:
    first = written[0]
    if first.isupper():
        return CAPITALS if len(written) > 1 and written[1] != "." and written.isupper() else TITLE
    if first.islower():
        return LOWER
    if first.isdigit():
        return NUMBER
    return QUOTATION if first == QUOTE_START else MARK


@cache
def lexicon(pack: LanguagePack) -> Lexicon:
    """Return the lexicon of a pack."""
    flags = _by_word(_lists(pack))
    compounds = Compounds(_by_word(_last_parts(pack)), flags, pack.grammar.case_endings, DECLINED)
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
    yield PRONOUN, speech.singular_pronouns
    yield PLURAL_PRONOUN, speech.plural_pronouns
    yield CLAUSE_OPENER, speech.clause_openers
    yield NOT_SPEECH, speech.not_speech_before
    yield ACCOUNT, speech.account_heads
    yield DOCUMENT, speech.document_heads
