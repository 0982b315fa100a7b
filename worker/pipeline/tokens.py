"""The words of the narrative: what stands outside quotation marks, links and credits."""

from __future__ import annotations

import re
from functools import reduce
from operator import and_
from typing import NamedTuple

from worker.pipeline.record import Span

# What marks and the words between them are replaced by, so that a quotation is one token; a page holds neither character.
QUOTE_START, QUOTE_REST = "\x01\x02"

LOWER, TITLE, CAPITALS, NUMBER, MARK, QUOTATION = range(6)

TOKEN = re.compile(
    rf"{QUOTE_START}{QUOTE_REST}*"
    r"|@?\w+(?:\.(?:com|co|net|org|id|tv|go|or|ac|info|news|my|uk|us))+(?!\w)"  # a site: its dots end no sentence
    r"|@\w[\w.]*\w"  # an account
    r"|[A-Z][a-z]?\.[A-Z][A-Za-z]{0,3}\b(?:\.[A-Z][A-Za-z]?\b)*"  # a degree
    r"|[A-Z]\.(?=[ ]?[A-Z])"  # an initial
    r"|\w+(?:['’ʼ`‘&-]\w+)*"
    r"|\S"
)


class Abbreviations(NamedTuple):
    """What is written with a full stop that ends no sentence: in any case, or only with a capital letter."""

    always: frozenset[str]
    capitalised: frozenset[str]


SENTENCE_END = frozenset(".!?")


class Tokens(NamedTuple):
    """
    Parallel lists, one entry a token: where it stands, the word, the word in lower case, its shape and its flags.

    ``breaks`` holds the index of the first token of each sentence, and the number of tokens at the end.
    """

    starts: list[int]
    ends: list[int]
    words: list[str]
    lowers: list[str]
    shapes: list[int]
    flags: list[int]
    breaks: list[int]
    sentence_of: list[int]

    def span(self, first: int, last: int) -> Span:
        """Return the span from the first token to the last, both included."""
        return Span(self.starts[first], self.ends[last])

    def sentence(self, token: int) -> tuple[int, int]:
        """Return the first token of the sentence around a token, and the first of the next one."""
        number = self.sentence_of[token]
        return self.breaks[number], self.breaks[number + 1]


def tokenise(narrative: str, quoted_text: str, flags_of: dict[str, int], abbreviations: Abbreviations) -> Tokens:
    """
    Return the tokens of a narrative.

    ``quoted_text`` is the same text with the quotations in place: it tells whether a quotation ends its sentence.
    """
    starts, ends, words, lowers, shapes, flags = [], [], [], [], [], []
    for found in TOKEN.finditer(narrative):
        word = found.group()
        lower = word.lower()
        starts.append(found.start())
        ends.append(found.end())
        words.append(word)
        lowers.append(lower)
        shapes.append(_shape(word))
        flags.append(flags_of.get(lower, 0) or _flags(lower, flags_of))
    breaks = _breaks(narrative, quoted_text, Tokens(starts, ends, words, lowers, shapes, flags, [], []), abbreviations)
    sentence_of = [number for number in range(len(breaks) - 1) for _ in range(breaks[number], breaks[number + 1])]
    return Tokens(starts, ends, words, lowers, shapes, flags, breaks, sentence_of)


def _flags(lower: str, flags_of: dict[str, int]) -> int:
    """Return the flags of a word the lexicon holds without its dots, or those all parts of a compound share."""
    if "." in lower:
        return flags_of.get(lower.replace(".", ""), 0)
    if "-" not in lower:
        return 0
    parts = [flags_of.get(part, 0) for part in lower.split("-")]
    return reduce(and_, parts)


def _shape(word: str) -> int:
    first = word[0]
    if first.isupper():
        return CAPITALS if len(word) > 1 and word[1] != "." and word.isupper() else TITLE
    if first.islower():
        return LOWER
    if first.isdigit():
        return NUMBER
    return QUOTATION if first == QUOTE_START else MARK


def _breaks(narrative: str, quoted_text: str, tokens: Tokens, abbreviations: Abbreviations) -> list[int]:
    breaks = [0]
    for index in range(1, len(tokens.words)):
        before = narrative[tokens.ends[index - 1] : tokens.starts[index]]
        if "\n" in before or _ends_sentence(quoted_text, tokens, index - 1, abbreviations):
            breaks.append(index)
    return [*breaks, len(tokens.words)] if tokens.words else [0]


def _ends_sentence(quoted_text: str, tokens: Tokens, index: int, abbreviations: Abbreviations) -> bool:
    """Tell whether a sentence ends with this token, looking at the one after it."""
    opens = tokens.shapes[index + 1] in (TITLE, CAPITALS, QUOTATION, NUMBER)
    if tokens.shapes[index] == QUOTATION:
        last = quoted_text[tokens.ends[index] - 2 : tokens.ends[index] - 1]
        return last in SENTENCE_END and tokens.shapes[index + 1] in (TITLE, CAPITALS, QUOTATION)
    if tokens.words[index] not in SENTENCE_END:
        return False
    if not opens or index == 0:
        return opens
    if tokens.words[index] == "." and tokens.ends[index - 1] == tokens.starts[index]:
        previous, lower = tokens.words[index - 1], tokens.lowers[index - 1]
        glued = tokens.ends[index] == tokens.starts[index + 1]
        initial = len(previous) == 1 and previous.isupper()
        if initial or lower in abbreviations.always:
            return False
        if (previous[0].isupper() or glued) and lower in abbreviations.capitalised:
            return False
        if tokens.shapes[index - 1] == NUMBER and tokens.shapes[index + 1] == NUMBER and glued:
            return False
    return True
