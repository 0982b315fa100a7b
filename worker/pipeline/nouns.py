"""Which capitalised words can be names where every noun has a capital: the company they keep tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.pipeline.lexicon import (
    ACCORDING,
    ACCORDING_BEHIND,
    ADVERB,
    ARTICLE,
    COMMON,
    CUE,
    DAY,
    DEGREE,
    DOCUMENT,
    FUNCTION,
    GIVEN,
    HONORIFIC,
    NAMEABLE,
    NAMED_HEAD,
    NEVER_IN_A_NAME,
    NOT_SPEECH,
    ORGANISATION,
    ORGANISATION_NAME,
    ORGANISATION_WORD,
    PARTICLE,
    PLACE,
    PLAIN_NOUN,
    PLURAL_VERB,
    POSSESSOR,
    RANK,
    RELAY_NOUN,
    REPORT,
    ROLE,
    SHORT_NAME,
    SOURCE_NOUN,
    UNNAMEABLE,
    UNNAMED,
)
from worker.pipeline.tokens import CAPITALS, LOWER, NUMBER, QUOTATION, TITLE, Tokens

if TYPE_CHECKING:
    from worker.pipeline.vocabulary.grammar import GrammarWords

NO_NAME = NEVER_IN_A_NAME | ROLE | ORGANISATION_WORD | PLACE | HONORIFIC | RANK | DEGREE
NO_NAME |= COMMON | UNNAMED | DOCUMENT | SOURCE_NOUN | RELAY_NOUN
OPENS_NAME = HONORIFIC | RANK | DEGREE | ROLE | UNNAMED
SHORTEST = 3  # letters of a name that stands alone


def weigh_nouns(tokens: Tokens, grammar: GrammarWords) -> list[int]:
    """
    Return the tokens' flags with ``NAMEABLE`` and ``SHORT_NAME`` for the capitalised words that can be a name.

    A name in the genitive before an office is a ``POSSESSOR``, and no part of the name behind it; an unknown noun
    before a known name is an office; what goes on no name is ``UNNAMEABLE``, a ``PLAIN_NOUN`` if it is a common one.

    They are known given names, what follows one, a title or an office, two unknown nouns in a row where no article
    or adjective stands before them, and a noun without an article that is the subject of a verb in the singular.
    """
    flags = list(tokens.flags)
    for index, shape in enumerate(tokens.shapes):
        if shape not in (TITLE, CAPITALS):
            continue
        if _possesses(tokens, index, grammar.genitive_endings):
            flags[index] |= POSSESSOR
        elif _describes_name(tokens, index):
            flags[index] = (flags[index] | ROLE) & ~ORGANISATION
        elif _nameable(tokens, flags, index, grammar.adjective_endings):
            flags[index] |= NAMEABLE
        else:
            flags[index] |= UNNAMEABLE | (PLAIN_NOUN if flags[index] & COMMON else 0)
    _pool(tokens, flags)
    _mark_firms(tokens, flags)
    return flags


def _nameable(tokens: Tokens, flags: list[int], index: int, endings: tuple[str, ...]) -> bool:
    own, word = flags[index], tokens.words[index]
    if own & GIVEN:
        return not own & FUNCTION
    if len(word) == 1 or (tokens.shapes[index] == CAPITALS and not _after_name(tokens, flags, index)):
        return _initial(tokens, flags, index)
    if own & (FUNCTION | DAY):
        return False
    before = flags[index - 1] if _beside(tokens, index - 1) else 0
    known = own & (ORGANISATION | ORGANISATION_WORD | ROLE | COMMON)
    if before & GIVEN or (not known and _after_particles(tokens, flags, index)):
        return True
    if own & ROLE and before & NAMEABLE and index > 1 and flags[index - 2] & OPENS_NAME and _beside(tokens, index - 2):
        return True  # a surname that is a trade
    if own & NO_NAME:
        return False
    if before & (OPENS_NAME | NAMEABLE):
        return True
    return _opens_pair(tokens, index, endings) or _speaks(tokens, index)


def _describes_name(tokens: Tokens, index: int) -> bool:
    """Tell whether an unknown noun stands before a given name and another word: it says what somebody is."""
    given = index + 1
    if given + 1 >= len(tokens.words) or not _beside(tokens, index) or not _beside(tokens, given):
        return False
    if not tokens.flags[given] & GIVEN or tokens.shapes[given + 1] != TITLE or len(tokens.words[index]) < SHORTEST:
        return False
    council = tokens.flags[index] & ORGANISATION and not tokens.flags[index] & NAMED_HEAD  # "Betriebsrat NAME"
    unknown = not tokens.flags[index] & (NO_NAME | GIVEN | PARTICLE)
    return bool(council or unknown) and not tokens.flags[index - 1] & GIVEN


def _possesses(tokens: Tokens, index: int, endings: tuple[str, ...]) -> bool:
    """Tell whether a word says whose office follows: "Bremens Bürgermeister"."""
    if not tokens.lowers[index].endswith(endings) or tokens.flags[index] & (FUNCTION | ROLE | COMMON | GIVEN):
        return False
    after = index + 1
    held = after < len(tokens.words) and _beside(tokens, index) and tokens.flags[after] & (ROLE | ORGANISATION)
    return bool(held) and tokens.shapes[after] == TITLE and not _in_noun_phrase(tokens, index)


def _after_particles(tokens: Tokens, flags: list[int], index: int) -> bool:
    """Tell whether small words lead back to a given name: "NAME von der NAME"."""
    at = index - 1
    while at > 0 and flags[at] & PARTICLE and tokens.shapes[at] == LOWER and _beside(tokens, at):
        at -= 1
    return 0 <= at < index - 1 and bool(flags[at] & GIVEN) and _beside(tokens, at)


def _after_name(tokens: Tokens, flags: list[int], index: int) -> bool:
    return _beside(tokens, index - 1) and bool(flags[index - 1] & GIVEN) and not flags[index] & NO_NAME


def _initial(tokens: Tokens, flags: list[int], index: int) -> bool:
    """Tell whether a letter stands for a word of a name: "George W. NAME"."""
    dotted = index + 2 < len(tokens.words) and tokens.words[index + 1] == "." and tokens.shapes[index + 2] == TITLE
    follows = index > 0 and bool(flags[index - 1] & NAMEABLE)
    return len(tokens.words[index].rstrip(".")) == 1 and (follows or dotted) and not flags[index] & FUNCTION


def _beside(tokens: Tokens, index: int) -> bool:
    """Tell whether a word stands right before the next one, in the same sentence."""
    if index < 0 or tokens.sentence_of[index] != tokens.sentence_of[index + 1]:
        return False
    return tokens.starts[index + 1] - tokens.ends[index] == 1


def _opens_pair(tokens: Tokens, index: int, endings: tuple[str, ...]) -> bool:
    """Tell whether this and the next word are two nouns in a row, with nothing before them that a noun phrase has."""
    after = index + 1
    if after >= len(tokens.words) or not _beside(tokens, index) or tokens.shapes[after] != TITLE:
        return False
    if tokens.flags[after] & NO_NAME:
        return False
    if index == tokens.sentence(index)[0]:
        speaks = after + 1 < len(tokens.words) and _singular(tokens.flags[after + 1])
        return speaks or not tokens.lowers[index].endswith(endings)
    return not _in_noun_phrase(tokens, index)


def _in_noun_phrase(tokens: Tokens, index: int) -> bool:
    """Tell whether an article, a number or an adjective stands before a word."""
    if index == tokens.sentence(index)[0]:
        return False
    before = tokens.flags[index - 1]
    if before & ARTICLE or tokens.shapes[index - 1] == NUMBER:
        return True
    return tokens.shapes[index - 1] == LOWER and not before


def _speaks(tokens: Tokens, index: int) -> bool:
    """Tell whether a noun without an article stands beside a verb of reporting in the singular, or after "so"."""
    if len(tokens.words[index]) < SHORTEST or _in_noun_phrase(tokens, index) or not _alone(tokens, index):
        return False
    first, stop = tokens.sentence(index)
    after = tokens.flags[index + 1] if index + 1 < stop and tokens.shapes[index + 1] == LOWER else 0
    if _singular(after) or after & ACCORDING_BEHIND:
        return True
    if index == first:
        return _announces(tokens, index, stop)
    before = tokens.flags[index - 1]
    if tokens.shapes[index - 1] != LOWER:
        return False
    return bool(before & (CUE & ~REPORT | ACCORDING)) or (_singular(before) and not _has_subject(tokens, index - 1))


def _announces(tokens: Tokens, index: int, stop: int) -> bool:
    """Tell whether a word opens a sentence with its age, or stands before a colon and a quotation."""
    if tokens.flags[index] & NOT_SPEECH or index + 2 >= stop:
        return False
    after = index + 1 + (tokens.shapes[index + 1] == LOWER and bool(tokens.flags[index + 1] & ADVERB))
    aged = tokens.words[index + 1] == "," and tokens.shapes[index + 2] == NUMBER and len(tokens.words[index + 2]) == 2
    return aged or (after + 1 < stop and tokens.words[after] == ":" and tokens.shapes[after + 1] == QUOTATION)


def _has_subject(tokens: Tokens, verb: int) -> bool:
    """Tell whether what stands before a verb may be its subject, so that what follows is none."""
    first, _ = tokens.sentence(verb)
    return verb > first and tokens.shapes[verb - 1] in (TITLE, CAPITALS)


def _singular(flags: int) -> bool:
    return bool(flags & REPORT) and not flags & PLURAL_VERB


def _alone(tokens: Tokens, index: int) -> bool:
    before = _beside(tokens, index - 1) and tokens.shapes[index - 1] in (TITLE, CAPITALS)
    before = before and not tokens.flags[index - 1] & FUNCTION
    after = index + 1 < len(tokens.words) and _beside(tokens, index) and tokens.shapes[index + 1] in (TITLE, CAPITALS)
    return not before and not after


def _pool(tokens: Tokens, flags: list[int]) -> None:
    """Mark the words that stand alone and are the last of a name found elsewhere, or speak alone."""
    surnames = set()
    for index in range(len(flags)):
        ends = flags[index] & NAMEABLE and not (index + 1 < len(flags) and flags[index + 1] & NAMEABLE)
        named = ends and flags[index - 1] & (NAMEABLE | HONORIFIC | RANK | DEGREE) and _beside(tokens, index - 1)
        sure = index and named and flags[index - 1] & GIVEN
        if sure or ((named or (ends and _speaks(tokens, index))) and not flags[index] & NO_NAME):
            surnames.add(tokens.lowers[index])
    for index, lower in enumerate(tokens.lowers):
        if lower not in surnames or tokens.shapes[index] != TITLE or tokens.flags[index] & FUNCTION:
            continue
        if not tokens.flags[index] & NO_NAME or not _in_noun_phrase(tokens, index):
            flags[index] |= NAMEABLE | (SHORT_NAME if _alone(tokens, index) else 0)


def _mark_firms(tokens: Tokens, flags: list[int]) -> None:
    """Mark the names that stand behind the noun of an organisation somewhere: "der Hersteller NAME"."""
    firms = {
        tokens.lowers[index + 1]
        for index in range(len(flags) - 1)
        if flags[index] & ORGANISATION
        and not flags[index + 1] & (GIVEN | FUNCTION | NO_NAME)
        and _beside(tokens, index)
    }
    for index, lower in enumerate(tokens.lowers):
        if lower in firms and tokens.shapes[index] in (TITLE, CAPITALS) and _alone(tokens, index):
            flags[index] = (flags[index] | ORGANISATION_NAME) & ~(NAMEABLE | SHORT_NAME)
