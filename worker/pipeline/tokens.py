"""The words of the narrative: what stands outside quotation marks, links and credits."""

from __future__ import annotations

import re
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from worker.pipeline.language import any_of
from worker.pipeline.lexicon import (
    CAPITALS,
    CLAUSE_OPENER,
    CUE,
    LOWER,
    MARK,
    NUMBER,
    OPENER,
    QUOTATION,
    QUOTE_START,
    REPORT,
    SUBJECT_PRONOUN,
    SUBORDINATOR,
    TITLE,
)
from worker.pipeline.marks import BROKEN
from worker.pipeline.record import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from worker.pipeline.lexicon import Lexicon

__all__ = ["CAPITALS", "LOWER", "MARK", "NUMBER", "QUOTATION", "TITLE", "Spelling", "Tokens", "tokenise"]

# Marks and the words between them are replaced by these, so that a quotation is one token; a page holds neither.
QUOTE_REST = "\x02"  # after QUOTE_START


SITE_ENDS = r"(?:com|co|net|org|id|tv|go|or|ac|info|news|my|uk|us)\b"
APOSTROPHE_OF_NAME = r"(?:['’](?=[ ][A-Z]))?+"


class Spelling(NamedTuple):
    """
    What a full stop or an apostrophe belongs to.

    Abbreviations are written with a full stop that ends no sentence, in any case or only with a capital letter;
    ``endings`` are glued to a word and yet words of their own.
    """

    always: frozenset[str]
    capitalised: frozenset[str]
    endings: frozenset[str] = frozenset()
    ordinals: bool = False  # a full stop after a short number makes it one: "am 6. August"


@cache
def _token(endings: frozenset[str]) -> re.Pattern[str]:
    """Return the pattern of a token; where apostrophes start endings, none ends a name."""
    ending = rf"(?:{any_of(endings)})\b"
    return re.compile(
        rf"{QUOTE_START}{QUOTE_REST}*"
        r"|[A-Z][a-z]?\.[A-Z][A-Za-z]{0,3}\b(?:\.[A-Z][A-Za-z]?\b)*"  # a degree
        r"|[A-Z]\.(?=[ ]?[A-Z])"  # an initial
        r"|[a-z]/[a-z]\b"  # son of, daughter of: "a/l"
        rf"|{ending}"
        rf"|\w++(?:(?!{ending})(?:['’ʼ`‘&-]|\.(?={SITE_ENDS}))\w++)*+"  # a word or a site
        rf"{'' if endings else APOSTROPHE_OF_NAME}"
        r"|@\w(?:[\w.]*\w)?"  # an account
        r"|\S"
    )


# Tokens after which a sentence is cut, so that what looks back over one takes bounded time; in 4,700 articles fewer
# than one sentence in a thousand is longer.
LONGEST_SENTENCE = 150
LONGEST_ORDINAL = 2  # digits
SENTENCE_END = frozenset(".!?")
GOES_ON_SAYING = CLAUSE_OPENER | SUBJECT_PRONOUN | SUBORDINATOR
LONGEST_TOLD = 4  # tokens behind a verb that attributes a question, in which no clause may open
ASKING = frozenset("!?")
CLOSING_MARKS = "\"“”„‟«»'‘’` "
LONGEST_NAME_AFTER = 6  # tokens between a question in marks and the verb that attributes it


class Tokens(NamedTuple):
    """
    Parallel lists, one entry a token: where it stands, the word, the word in lower case, its shape and its flags.

    ``breaks`` holds the index of the first token of each sentence, and the number of tokens at the end.
    ``second_parts`` tells where a verb in two parts has the one that says it: "hat … gesagt".
    ``endings`` are the tokens glued to the one before them; ``determiners``: noun phrases open with them.
    """

    starts: list[int]
    ends: list[int]
    words: list[str]
    lowers: list[str]
    shapes: list[int]
    flags: list[int]
    breaks: list[int]
    sentence_of: list[int]
    endings: frozenset[str] = frozenset()
    determiners: bool = False
    second_parts: Mapping[int, int] = MappingProxyType({})

    def span(self, first: int, last: int) -> Span:
        """Return the span from the first token to the last, both included."""
        return Span(self.starts[first], self.ends[last])

    def cue(self, verb: int) -> Span:
        """Return the span of the word that says a verb: its second part, if it has one that does."""
        told = self.second_parts.get(verb, verb)
        return self.span(told, told)

    def sentence(self, token: int) -> tuple[int, int]:
        """Return the first token of the sentence around a token, and the first of the next one."""
        number = self.sentence_of[token]
        return self.breaks[number], self.breaks[number + 1]


def tokenise(narrative: str, quoted_text: str, lexicon: Lexicon, spelling: Spelling) -> Tokens:
    """
    Return the tokens of a narrative.

    ``quoted_text`` is the same text with the quotations in place: it tells whether a quotation ends its sentence.
    """
    spans = [match.span() for match in _token(spelling.endings).finditer(narrative)]
    words = [narrative[start:end] for start, end in spans]
    known = [lexicon[word] for word in words]
    tokens = Tokens(
        starts=[start for start, _ in spans],
        ends=[end for _, end in spans],
        words=words,
        lowers=[lower for lower, _, _ in known],
        shapes=[shape for _, shape, _ in known],
        flags=[flags for _, _, flags in known],
        breaks=[],
        sentence_of=[],
        endings=spelling.endings,
        determiners=lexicon.determiners,
    )
    breaks = _breaks(narrative, quoted_text, tokens, spelling)
    sentence_of = [number for number in range(len(breaks) - 1) for _ in range(breaks[number], breaks[number + 1])]
    return tokens._replace(breaks=breaks, sentence_of=sentence_of)


def _breaks(narrative: str, quoted_text: str, tokens: Tokens, spelling: Spelling) -> list[int]:
    breaks, latest = [0], 0
    starts, ends, shapes, words = tokens.starts, tokens.ends, tokens.shapes, tokens.words
    for index in range(1, len(words)):
        gap = starts[index] - ends[index - 1]
        new_line = gap > 0 and "\n" in narrative[ends[index - 1] : starts[index]]
        may_end = words[index - 1] in SENTENCE_END or shapes[index - 1] == QUOTATION
        if (
            new_line
            or index - latest >= LONGEST_SENTENCE
            or (may_end and _ends_sentence(quoted_text, tokens, index - 1, spelling))
        ):
            breaks.append(index)
            latest = index
    return [*breaks, len(words)] if words else [0]


def _ends_sentence(quoted_text: str, tokens: Tokens, index: int, spelling: Spelling) -> bool:
    """Tell whether a sentence ends with this token, looking at the one after it."""
    opens = tokens.shapes[index + 1] in (TITLE, CAPITALS, QUOTATION, NUMBER)
    if tokens.shapes[index] == QUOTATION:
        quoted = quoted_text[tokens.starts[index] : tokens.ends[index]]
        last = quoted.removesuffix(BROKEN if quoted.startswith(BROKEN) else "").rstrip(CLOSING_MARKS)[-1:]
        if last not in SENTENCE_END or tokens.shapes[index + 1] not in (TITLE, CAPITALS, QUOTATION):
            return False
        return not (tokens.determiners and _attributed(tokens, index + 1, asking=last in ASKING))
    if not opens or index == 0:
        return opens
    if tokens.determiners and tokens.flags[index + 1] & OPENER and tokens.shapes[index + 1] == TITLE:
        return True
    if tokens.words[index] == "." and tokens.ends[index - 1] == tokens.starts[index]:
        previous, lower = tokens.words[index - 1], tokens.lowers[index - 1]
        glued = tokens.ends[index] == tokens.starts[index + 1]
        initial = (len(previous) == 1 and previous.isupper()) or (tokens.determiners and is_initial(previous))
        if initial or lower in spelling.always:
            return False
        if (previous[0].isupper() or glued) and lower in spelling.capitalised:
            return False
        if tokens.shapes[index - 1] == NUMBER:
            ordinal = spelling.ordinals and previous.isdigit() and len(previous) <= LONGEST_ORDINAL
            return not ordinal and not (tokens.shapes[index + 1] == NUMBER and glued)
    return True


def is_initial(word: str) -> bool:
    """
    Tell whether a word is one letter, or letters with full stops.

    >>> is_initial("J."), is_initial("J.D"), is_initial("AG")
    (True, True, False)
    """
    letters = word.replace(".", "")
    return letters.isupper() and (len(letters) == 1 or "." in word[:-1])


def _attributed(tokens: Tokens, first: int, *, asking: bool) -> bool:
    """Tell whether a name and a verb of saying follow a sentence in marks, and no sentence of their own does."""
    if tokens.flags[first] & (OPENER | SUBJECT_PRONOUN):
        return False
    for verb in range(first + 1, min(len(tokens.words) - 1, first + LONGEST_NAME_AFTER)):
        if tokens.flags[verb] & (CUE | REPORT) and tokens.shapes[verb] == LOWER:
            told = range(verb + 1, min(len(tokens.words), verb + 1 + LONGEST_TOLD))
            goes_on = any(tokens.flags[at] & GOES_ON_SAYING and tokens.shapes[at] == LOWER for at in told)
            return tokens.words[verb + 1] in ".,:" or (asking and not goes_on)
        if tokens.shapes[verb] not in (TITLE, CAPITALS, LOWER) and tokens.words[verb] != ".":
            return False
    return False
