"""Indirect speech where the verb is the second part of a clause and has a mood for what others say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.pipeline.lexicon import (
    ACCORDING,
    ACCORDING_BEHIND,
    ACCORDING_NOUN,
    ARTICLE,
    AUXILIARY,
    CLAUSE_OPENER,
    CONJUNCTIVE,
    CUE,
    JOINER,
    REPORT,
    SOURCE_NOUN,
    SUBORDINATOR,
    WEAK_REPORT,
)
from worker.pipeline.phrases import read_phrase
from worker.pipeline.stages.named_sources import source_at
from worker.pipeline.stages.saying import Saying
from worker.pipeline.stages.subjects import find_subject
from worker.pipeline.stages.verb_second import subject_after
from worker.pipeline.tokens import LOWER, QUOTATION, Tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from worker.pipeline.phrase import Phrase
    from worker.pipeline.record import Span

SHORTEST = 3  # words of a reported clause
SHUTS = frozenset(",.:;!?")


def read_sentences(tokens: Tokens, direct: tuple[Saying, ...]) -> Iterator[Saying]:
    """Yield the reported clauses of a narrative in reading order; a sentence in mark of speech goes on from one."""
    spoken = {tokens.sentence_of[saying.token] for saying in direct}
    used = {saying.cue.start for saying in direct if saying.cue is not None}
    for number in range(len(tokens.breaks) - 1):
        first, stop = tokens.breaks[number], tokens.breaks[number + 1]
        found = _with_cue(tokens, first, stop, used)
        if found is None and number not in spoken and number - 1 in spoken and not _opens_line(tokens, first):
            found = _in_mood(tokens, first, stop)
        if found is not None:
            spoken.add(number)
            yield found


def _opens_line(tokens: Tokens, first: int) -> bool:
    return first == 0 or tokens.starts[first] - tokens.ends[first - 1] > 1


def _with_cue(tokens: Tokens, first: int, stop: int, used: set[int]) -> Saying | None:
    for index in range(first, stop):
        flags = tokens.flags[index]
        if (
            not flags & (REPORT | ACCORDING | ACCORDING_NOUN | ACCORDING_BEHIND | CUE)
            or tokens.cue(index).start in used
        ):
            continue
        found = _read(tokens, index, first, stop)
        if found is not None:
            return found
    return None


def _read(tokens: Tokens, index: int, first: int, stop: int) -> Saying | None:
    flags, lower = tokens.flags[index], tokens.shapes[index] == LOWER
    source = source_at(tokens, index, stop)
    if source is not None:
        return _sourced(tokens, index, source, (first, stop))
    if not lower or not flags & (REPORT | CUE):
        return None
    found = _verb(tokens, index, stop) if flags & REPORT else None
    if found is None and index > first and tokens.words[index - 1] == ",":
        return _inserted(tokens, index, first, stop)
    return found


def _verb(tokens: Tokens, index: int, stop: int) -> Saying | None:
    """Read "X sagte, …" and "in Husum sagte X, …": the clause follows the comma behind verb and subject."""
    phrase = find_subject(tokens, index)
    if phrase is None:
        return None
    start = max(index, phrase.last, tokens.second_parts.get(index, index)) + 1
    comma = next((at for at in range(start, stop) if tokens.words[at] in ",:"), None)
    if comma is None:
        return None
    plain = not tokens.flags[index] & WEAK_REPORT and tokens.words[index - 1] != ","
    bare = plain and _bare_clause(tokens, comma + 1, stop)
    if not bare and not _reports(tokens, comma + 1, stop):
        return None
    return _saying(tokens, index, phrase, (_span(tokens, comma + 1, stop),), rule="subject-verb")


def _reports(tokens: Tokens, start: int, stop: int) -> bool:
    """Tell whether a clause can be what is said: opened as one, in the mood of speech, or with its verb second."""
    if start >= stop or tokens.shapes[start] == QUOTATION:
        return False
    if tokens.flags[start] & CLAUSE_OPENER:
        return True
    if any(tokens.flags[at] & CONJUNCTIVE and tokens.shapes[at] == LOWER for at in range(start, stop)):
        return not tokens.flags[start] & SUBORDINATOR
    return False


def _bare_clause(tokens: Tokens, start: int, stop: int) -> bool:
    """Tell whether a clause without a word that opens it may follow: none that a relative opens, and long enough."""
    if stop - start < SHORTEST or tokens.flags[start] & (SUBORDINATOR | JOINER) or tokens.shapes[start] == QUOTATION:
        return False
    return not tokens.flags[start] & ARTICLE or read_phrase(tokens, start, stop) is not None


def _inserted(tokens: Tokens, index: int, first: int, stop: int) -> Saying | None:
    """Read ", sagte X" and ", so X weiter" inside a sentence or at its end: the clause is what stands around it."""
    phrase = subject_after(tokens, index + 1, stop)
    if phrase is None:
        return None
    shut = next((at for at in range(phrase.last + 1, stop) if tokens.words[at] in SHUTS), stop)
    aside = all(tokens.shapes[at] == LOWER for at in range(phrase.last + 1, shut)) or tokens.flags[index] & REPORT
    if not aside or any(tokens.shapes[at] == QUOTATION for at in range(first, index)):
        return None
    if tokens.flags[index] & AUXILIARY and not _in_mood(tokens, first, index):
        return None  # "In der Debatte, die …, hat X"
    behind = (shut + 1, stop) if _reports(tokens, shut + 1, stop) else (stop, stop)
    return _saying(tokens, index, phrase, _around(tokens, (first, index), behind), rule="inserted-cue")


def _sourced(tokens: Tokens, index: int, source: Phrase, sentence: tuple[int, int]) -> Saying | None:
    """Read a sentence that names its source: what is said stands around it."""
    first, stop = sentence
    opens = min(index, source.first)
    if opens > first and tokens.flags[opens - 1] & SOURCE_NOUN:
        opens -= 1
    content = _around(tokens, (first, opens), (max(index, source.last) + 1, stop))
    return _saying(tokens, index, source, content, rule="according-to")


def _in_mood(tokens: Tokens, first: int, stop: int) -> Saying | None:
    """Read a sentence whose verb is in the mood of speech, behind one that tells who speaks."""
    span = _span(tokens, first, stop)
    verb = next(
        (at for at in range(first, stop) if tokens.flags[at] & CONJUNCTIVE and tokens.shapes[at] == LOWER), None
    )
    return (
        None if verb is None or span is None else Saying("indirect", verb, (span,), None, None, None, "reported-mood")
    )


def _around(tokens: Tokens, *ranges: tuple[int, int]) -> tuple[Span, ...]:
    return tuple(span for first, stop in ranges if (span := _span(tokens, first, stop)) is not None)


def _span(tokens: Tokens, first: int, stop: int) -> Span | None:
    """Return the span of a stretch without the marks at its ends, None where it is too short."""
    while first < stop and tokens.words[first] in SHUTS:
        first += 1
    while stop > first and tokens.words[stop - 1] in SHUTS:
        stop -= 1
    return tokens.span(first, stop - 1) if first < stop else None


def _saying(tokens: Tokens, cue: int, phrase: Phrase, content: Iterable[Span | None], *, rule: str) -> Saying | None:
    spans = tuple(span for span in content if span is not None)
    first, stop = tokens.sentence(cue)
    words = sum(span.start <= tokens.starts[at] < span.end for span in spans for at in range(first, stop))
    if words < SHORTEST:
        return None
    return Saying("indirect", cue, spans, tokens.cue(cue), phrase, None, rule)
