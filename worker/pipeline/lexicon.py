"""What is known of a word: its shape and its flags, looked up once."""

from __future__ import annotations

import re
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from worker.pipeline.compounds import Compounds
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
    UNNAMEABLE,
    LINK,
    TOLD,
    EMPLOYER,
    ADDRESSED,
    OPENED_REPORT,
    PROPER,
    SAYS,
    NATIONAL,
) = (1 << bit for bit in range(87))

PERSON_TITLES = HONORIFIC | RANK | DEGREE
SUBJECT_PRONOUN = PRONOUN | PLURAL_PRONOUN
# NAMEABLE, SHORT_NAME, BELONGS, INITIALS, PROPER, POSSESSOR, PLAIN_NOUN and UNNAMEABLE stand in no pack: articles show
# them.
FUNCTION = PREPOSITION | CONJUNCTION | RELATIVE | ADVERB | PHRASE_END | DEMONSTRATIVE | OPENER | CLAUSE_OPENER
NEVER_IN_A_NAME = ORGANISATION | ORGANISATION_NAME | PLACE_HEAD | DAY | FUNCTION | REPORT | RELAY | CUE_OPENER
PERSONAL = GIVEN | MALE | FEMALE
DECLINED = ROLE | UNNAMED | ORGANISATION | DOCUMENT | SOURCE_NOUN
NOUN = GIVEN | PLACE | PLACE_HEAD | ORGANISATION_NAME | ORGANISATION_WORD | NAMED_HEAD | COMMON | DECLINED
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
        self._nouns_capitalised = grammar.nouns_capitalised
        self._verb = re.compile(rf"(?:{grammar.verb_shape})$")
        self._passive = re.compile(rf"(?:{grammar.passive_shape})$")
        self._ongoing = re.compile(rf"(?:{grammar.ongoing_shape})$")
        self._adverb = re.compile(rf"(?:{grammar.adverb_shape})$")

    def __missing__(self, written: str) -> Word:
        lower, shape = written.lower(), _shape(written)
        flags = self._flags.get(lower, 0) or self._flags_of_parts(lower)
        if self._nouns_capitalised:
            flags = flags & ~NOUN if shape == LOWER else flags or self._compounds.flags(lower)
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
