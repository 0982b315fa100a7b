"""What the whole article tells about a word: is it ever lower case, part of an organisation, a person's short name?"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from worker.pipeline.language import any_of
from worker.pipeline.lexicon import (
    ACCORDING,
    BELONGS,
    COMMON,
    CUE,
    DEGREE,
    DEGREE_AFTER,
    FUNCTION,
    GIVEN,
    HONORIFIC,
    INITIALS,
    NAME_OPENER,
    NAMEABLE,
    NATIONAL,
    NEVER_IN_A_NAME,
    ORGANISATION,
    ORGANISATION_NAME,
    ORGANISATION_WORD,
    PARTICLE,
    PLACE,
    PLACE_HEAD,
    PLACE_PREPOSITION,
    PROPER,
    RANK,
    REPORT,
    ROLE,
    ROLE_MODIFIER,
    SHORT_NAME,
    WEAK_REPORT,
)
from worker.pipeline.nouns import weigh_nouns
from worker.pipeline.surnames import employs, is_noun, is_surname, is_trade_for_surname
from worker.pipeline.tokens import CAPITALS, MARK, NUMBER, QUOTATION, TITLE, Tokens
from worker.pipeline.unknown_words import is_trade, trade_word, unknown_names

NO_NAME = NEVER_IN_A_NAME | ROLE | ROLE_MODIFIER | ORGANISATION_WORD | PLACE | HONORIFIC | RANK | DEGREE | COMMON
MOST_INITIALS = 3  # letters
AGE_DIGITS = 2
LONGEST_PREFIX = 2  # letters of "PT", "CV": a longer word in capitals is a whole name, what follows is another

if TYPE_CHECKING:
    from worker.pipeline.language import LanguagePack

LOWER_WORD = re.compile(r"(?<![\w@#./-])[a-z]{3,}(?![\w@/])")


class Evidence(NamedTuple):
    """Words, in lower case, by what the article shows them to be."""

    ordinary: set[str]
    institutions: set[str]
    short_names: set[str]
    initials: set[str]
    trade: re.Pattern[str]
    tails: frozenset[str]
    inside: set[str]  # has a capital inside a sentence, and no small letter anywhere


def weigh(text: str, tokens: Tokens, pack: LanguagePack) -> Tokens:
    """
    Return the tokens with what the whole article shows about its capitalised words added to their flags.

    ``NAMEABLE``: may be a word of a person's name. ``SHORT_NAME``: somebody is called by this word alone. ``BELONGS``:
    part of the name of an institution. ``INITIALS``: letters that stand for somebody whose name is withheld.
    """
    if pack.grammar.nouns_capitalised:
        return tokens._replace(flags=weigh_nouns(tokens, pack.grammar))
    evidence = _gather(text, tokens, pack)
    flags = list(tokens.flags)
    for index, shape in enumerate(tokens.shapes):
        if shape in (TITLE, CAPITALS):
            flags[index] |= _shown(tokens, index, evidence)
    return tokens._replace(flags=flags)


def _shown(tokens: Tokens, index: int, evidence: Evidence) -> int:
    word = tokens.lowers[index]
    if tokens.determiners and evidence.trade.match(word) and is_trade(tokens, index):
        return ROLE
    shown = NAMEABLE if _nameable(tokens, index, evidence) else 0
    if word in evidence.short_names:
        shown |= SHORT_NAME
    if word in evidence.initials and tokens.shapes[index] == CAPITALS:
        return INITIALS
    if word in evidence.inside:
        shown |= PROPER
    return shown | BELONGS if word in evidence.institutions else shown


def _gather(text: str, tokens: Tokens, pack: LanguagePack) -> Evidence:
    ordinary = set(LOWER_WORD.findall(text))
    derived, surnames = derived_word(pack), pack.names.surnames
    times = Counter(tokens.lowers)
    sure: set[str] = set()
    likely: set[str] = set()
    employers, inside = unknown_names(tokens)
    short_names: set[str] = set()
    sure_names: set[str] = set()
    initials: set[str] = set()
    for index, shape in enumerate(tokens.shapes):
        if shape not in (TITLE, CAPITALS):
            continue
        lower, flags = tokens.lowers[index], tokens.flags[index]
        if flags & ORGANISATION and not flags & GIVEN and not tokens.determiners:
            run = _run_after(tokens, index)
            spelt_out = shape == TITLE or len(lower) <= LONGEST_PREFIX
            sure.update(run[:spelt_out])
            likely.update(run[spelt_out:])
        elif tokens.determiners and employs(tokens, index):
            employers.update([lower, *_run_after(tokens, index)])
        elif flags & PLACE_HEAD and not flags & GIVEN:
            likely.update(_run_after(tokens, index)[:1])
        elif surnames and shape == TITLE and is_surname(tokens, index):
            sure_names.add(lower)
        elif shape == TITLE and _speaks(tokens, index, times):
            short_names.add(lower)
        if not flags & GIVEN and derived.match(lower):
            ordinary.add(lower)
        if shape == CAPITALS and len(lower) <= MOST_INITIALS and has_age(tokens, index):
            initials.add(lower)
    sure |= employers - sure_names
    short_names = (short_names | sure_names) - sure - ordinary
    tails = pack.grammar.compound_tails
    institutions = sure | likely - short_names
    return Evidence(ordinary, institutions, short_names, initials, trade_word(pack), tails, inside - ordinary)


def has_age(tokens: Tokens, index: int) -> bool:
    """Tell whether a number in brackets follows, as in "AS (31)"."""
    if index + 3 >= len(tokens.words) or tokens.words[index + 1] != "(" or tokens.words[index + 3] != ")":
        return False
    return tokens.shapes[index + 2] == NUMBER and len(tokens.words[index + 2]) == AGE_DIGITS


@cache
def derived_word(pack: LanguagePack) -> re.Pattern[str]:
    """Return the pattern of a word whose prefix and suffix, or whose clitic, show it to be no name."""
    prefixes, suffixes = any_of(pack.grammar.common_prefixes), any_of(pack.grammar.common_suffixes)
    clitics = any_of(pack.speech.clitics)
    return re.compile(rf"(?:{prefixes})\w{{3,}}(?:{suffixes})$|\w{{3,}}(?:{clitics})$")


def _nameable(tokens: Tokens, index: int, evidence: Evidence) -> bool:
    if tokens.shapes[index] != TITLE or len(tokens.words[index]) == 1:
        return _initials_before_name(tokens, index)
    flags, word = tokens.flags[index], tokens.lowers[index]
    if tokens.determiners and is_trade_for_surname(tokens, index):
        return True
    if is_degree(tokens.words[index], flags) or (tokens.determiners and is_noun(tokens, index, evidence.tails)):
        return False
    if flags & NAME_OPENER and _opens_name(tokens, index):
        return True
    if word in evidence.short_names:
        return not flags & (NEVER_IN_A_NAME | ROLE)
    if flags & GIVEN:
        return not flags & FUNCTION
    if flags & PARTICLE:
        return index + 1 < len(tokens.words) and tokens.shapes[index + 1] != MARK
    return not flags & NO_NAME and word not in evidence.ordinary and word not in evidence.institutions


def is_degree(written: str, flags: int) -> bool:
    """Tell a degree from a name by a full stop or capitals inside it: "M.Si", "MAg" if it is known, "OFMCap"."""
    capitals_first = len(written) > 3 and written[:2].isupper() and not written.isupper()
    known = flags & DEGREE_AFTER and any(letter.isupper() for letter in written[1:])
    return "." in written[:-1] or capitals_first or bool(known)


def _opens_name(tokens: Tokens, index: int) -> bool:
    """Tell whether an ordinary word with a capital inside a sentence stands before a name, or for one at a cue."""
    if index == tokens.sentence(index)[0]:
        return False
    after = index + 1
    before_name = after < len(tokens.words) and tokens.shapes[after] == TITLE and not tokens.flags[after] & NO_NAME
    return before_name or bool(tokens.flags[index - 1] & CUE)


def _initials_before_name(tokens: Tokens, index: int) -> bool:
    """Tell whether one or two capital letters open a name: "TB Hasanuddin", "I Wayan"."""
    word = tokens.words[index]
    if len(word) > 2 or not word.isupper() or tokens.flags[index] & (ORGANISATION | PLACE | RANK | DEGREE):
        return False
    after = index + 1
    return after < len(tokens.words) and tokens.shapes[after] == TITLE and bool(tokens.flags[after] & GIVEN)


def _run_after(tokens: Tokens, index: int) -> list[str]:
    """Return the unknown capitalised words after the head of an organisation's name."""
    words = []
    for place in range(index + 1, min(index + 4, len(tokens.words))):
        if tokens.shapes[place] not in (TITLE, CAPITALS) or tokens.flags[place] & (
            GIVEN | RANK | HONORIFIC | ROLE | DEGREE
        ):
            break
        words.append(tokens.lowers[place])
        if tokens.flags[place] & (PLACE | ORGANISATION_NAME | ROLE_MODIFIER):
            break  # "Badan Energi Maroko NAME", "Fraksi NasDem NAME", "Komisi III NAME"
    return words


def stands_alone(tokens: Tokens, index: int) -> bool:
    """Tell whether a capitalised word has no capitalised neighbour."""
    before = (
        index > 0
        and tokens.shapes[index - 1] in (TITLE, CAPITALS)
        and tokens.sentence_of[index - 1] == tokens.sentence_of[index]
    )
    before = before and not tokens.flags[index - 1] & (FUNCTION | HONORIFIC | RANK | DEGREE)
    after = index + 1 < len(tokens.words) and tokens.shapes[index + 1] in (TITLE, CAPITALS)
    return not before and not after


def _speaks(tokens: Tokens, index: int, times: Counter[str]) -> bool:
    """Tell whether a word stands right after a cue at a quotation, or right before a verb of reporting."""
    flags = tokens.flags[index]
    no_name = flags & (FUNCTION | ORGANISATION | ORGANISATION_NAME | ROLE | NATIONAL)
    if no_name or (tokens.determiners and is_noun(tokens, index)):
        return False
    if index > 1 and tokens.flags[index - 1] & CUE and tokens.shapes[index - 2] == QUOTATION:
        return True
    if not stands_alone(tokens, index):
        return False
    if index and tokens.flags[index - 1] & (CUE | ACCORDING):
        return bool(tokens.flags[index - 1] & ACCORDING) or (index > 1 and tokens.words[index - 2] == ",")
    if flags & PLACE or index + 1 >= len(tokens.words):
        return False
    if not tokens.flags[index + 1] & REPORT or tokens.flags[index + 1] & WEAK_REPORT:
        return False
    if index == tokens.sentence(index)[0]:
        return times[tokens.lowers[index]] > 1
    return not tokens.flags[index - 1] & PLACE_PREPOSITION
