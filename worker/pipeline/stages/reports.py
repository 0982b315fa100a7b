"""Indirect speech: clauses that report what somebody said, without marks."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from worker.pipeline.lexicon import (
    ACCORDING,
    ADVERB,
    AGENT,
    CLAUSE_OPENER,
    CLITIC_CUE,
    CUE,
    PASSIVE_REPORT,
    RELATIVE,
    REPORT,
    SOURCE_NOUN,
    WEAK_REPORT,
)
from worker.pipeline.phrases import read_phrase
from worker.pipeline.stages.plain_reports import read_plain_reports
from worker.pipeline.stages.reported_clauses import read_sentences
from worker.pipeline.stages.saying import Saying, split_clitic
from worker.pipeline.stages.subjects import find_subject
from worker.pipeline.tokens import LOWER, QUOTATION, TITLE, Tokens

if TYPE_CHECKING:
    from worker.pipeline.language import LanguagePack
    from worker.pipeline.record import Span
    from worker.pipeline.stages.narrative import Narrative

MOST_IN_SENTENCE = 6  # reported clauses; each holds the ones inside it, so their number is bounded
SHORTEST = 2  # words of a reported clause
STRONG = ("person", "pronoun", "epithet")


def find_reports(narrative: Narrative, direct: tuple[Saying, ...], pack: LanguagePack) -> tuple[Saying, ...]:
    """Return the reported clauses of a narrative in reading order."""
    if pack.grammar.verb_second:
        return tuple(read_sentences(narrative.tokens, direct))
    if pack.grammar.determiners:
        return tuple(read_plain_reports(narrative.tokens, direct))
    used = {saying.cue.start for saying in direct if saying.cue is not None}
    tokens = narrative.tokens
    found = []
    in_sentence: Counter[int] = Counter()
    for index, flags in enumerate(tokens.flags):
        if not flags & (REPORT | ACCORDING | CUE | CLITIC_CUE | PASSIVE_REPORT) or tokens.starts[index] in used:
            continue
        if in_sentence[tokens.sentence_of[index]] == MOST_IN_SENTENCE:
            continue
        saying = _read(tokens, index, pack)
        if saying is not None:
            found.append(saying)
            in_sentence[tokens.sentence_of[index]] += 1
    return tuple(found)


def _read(tokens: Tokens, index: int, pack: LanguagePack) -> Saying | None:
    flags = tokens.flags[index]
    if flags & REPORT and tokens.shapes[index] == LOWER:
        return _verb(tokens, index)
    if flags & ACCORDING:
        by_clitic = tokens.lowers[index] not in pack.speech.according_to
        return _clitic(tokens, index, pack) if by_clitic else _according(tokens, index)
    if flags & CUE and tokens.shapes[index] == TITLE and index == tokens.sentence(index)[0]:
        return _according(tokens, index)
    if flags & PASSIVE_REPORT:
        return _passive(tokens, index)
    if flags & (CUE | CLITIC_CUE) and tokens.shapes[index] == LOWER:
        return _inserted(tokens, index, pack)
    return None


def _verb(tokens: Tokens, index: int) -> Saying | None:
    if index and tokens.flags[index - 1] & RELATIVE:
        return None
    phrase = find_subject(tokens, index)
    if phrase is None or (tokens.flags[index] & WEAK_REPORT and phrase.kind not in STRONG):
        return None
    content = _clause(tokens, index + 1)
    return (
        None
        if content is None
        else Saying("indirect", index, (content,), tokens.span(index, index), phrase, None, "subject-verb")
    )


def _clause(tokens: Tokens, start: int) -> Span | None:
    """Return the reported clause that starts at a token: to the end of its sentence, without its full stop."""
    _, end = tokens.sentence(start - 1)
    while start < end and (tokens.flags[start] & CLAUSE_OPENER or tokens.words[start] in ",:"):
        start += 1
    last = end - 1
    while last > start and tokens.words[last] in ".!?,":
        last -= 1
    if last - start + 1 < SHORTEST or tokens.shapes[start] == QUOTATION:
        return None
    return tokens.span(start, last)


def _according(tokens: Tokens, index: int) -> Saying | None:
    """Read "according to X, clause" and "clause, according to X"."""
    start = index + 1
    _, end = tokens.sentence(index)
    while start < end and tokens.flags[start] & SOURCE_NOUN and tokens.shapes[start] == LOWER:
        start += 1
    phrase = read_phrase(tokens, start, end)
    if phrase is None:
        return None
    if (
        phrase.last + 1 < end
        and tokens.words[phrase.last + 1] != ","
        and phrase.kind not in ("person", "pronoun", "organisation")
    ):
        return None
    comma = next(
        (place for place in range(phrase.last + 1, min(end, phrase.last + 14)) if tokens.words[place] == ","), None
    )
    content = _clause(tokens, (comma if comma is not None else phrase.last) + 1) or _whole_before(tokens, index)
    return (
        None
        if content is None
        else Saying("indirect", index, (content,), tokens.span(index, index), phrase, None, "according-to")
    )


def _whole_before(tokens: Tokens, index: int) -> Span | None:
    """Return the sentence up to a cue, unless a verb of reporting in it has made the rest a clause of its own."""
    first, _ = tokens.sentence(index)
    if any(_reports(tokens, at) for at in range(first, index)):
        return None
    last = index - 1
    while last > first and tokens.words[last] == ",":
        last -= 1
    return tokens.span(first, last) if last - first + 1 >= SHORTEST else None


def _reports(tokens: Tokens, index: int) -> bool:
    """Tell whether a verb of reporting stands here; one that has other uses too only counts before its clause."""
    flags = tokens.flags[index]
    if not flags & REPORT or tokens.shapes[index] != LOWER:
        return False
    return not flags & WEAK_REPORT or bool(tokens.flags[index + 1] & CLAUSE_OPENER)


def _clitic(tokens: Tokens, index: int, pack: LanguagePack) -> Saying | None:
    content = _clause(tokens, index + 1)
    if content is None:
        return None
    cue, clitic = split_clitic(tokens.span(index, index), tokens.lowers[index], pack)
    return Saying("indirect", index, (content,), cue, None, clitic, "according-to")


def _passive(tokens: Tokens, index: int) -> Saying | None:
    """Read "this was said by X": the clause is what stands before, the speaker what follows."""
    start = index + 1
    _, end = tokens.sentence(index)
    while start < end and tokens.flags[start] & (AGENT | ADVERB):
        start += 1
    phrase = read_phrase(tokens, start, end)
    content = _whole_before(tokens, index)
    if phrase is None or content is None or phrase.kind not in ("person", "organisation", "pronoun"):
        return None
    return Saying("indirect", index, (content,), tokens.span(index, index), phrase, None, "passive-verb")


def _inserted(tokens: Tokens, index: int, pack: LanguagePack) -> Saying | None:
    """Read ", says X," inside a sentence: the clause is what stands around it."""
    first, end = tokens.sentence(index)
    if index == first or tokens.words[index - 1] != ",":
        return None
    cue, phrase, clitic, last = tokens.span(index, index), None, None, index
    if tokens.flags[index] & CLITIC_CUE:
        cue, clitic = split_clitic(cue, tokens.lowers[index], pack)
    else:
        phrase = read_phrase(tokens, index + 1, end)
        if phrase is None or phrase.kind in ("role", "unnamed", "document"):
            return None
        last = phrase.last
    if last + 1 < end and tokens.words[last + 1] not in ",.":
        return None
    if any(tokens.shapes[place] == QUOTATION for place in range(first, index)):
        return None
    before = _whole_before(tokens, index)
    after = _clause(tokens, last + 1) if last + 1 < end else None
    content = tuple(span for span in (before, after) if span is not None)
    if not content:
        return None
    return Saying("indirect", index, content, cue, phrase, clitic, "inserted-cue")
