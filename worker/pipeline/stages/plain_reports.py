"""Indirect speech where articles tell nouns and the subject comes first: "X said that …", "…, X said", "…, said X"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.pipeline.lexicon import (
    ACCORDING,
    ADDRESSED,
    ADVERB,
    AUXILIARY,
    CLAUSE_OPENER,
    CONJUNCTION,
    CUE,
    DAY,
    DETERMINER,
    DOCUMENT,
    ONGOING,
    OPENED_REPORT,
    ORGANISATION,
    PREPOSITION,
    RELATIVE,
    REPORT,
    ROLE,
    SAYS,
    SOURCE_NOUN,
    SUBJECT_PRONOUN,
    SUBORDINATOR,
    UNNAMED,
    VERB,
    WEAK_REPORT,
)
from worker.pipeline.noun_extent import attached
from worker.pipeline.phrases import read_phrase
from worker.pipeline.stages.clauses import subject_beside_verb
from worker.pipeline.stages.saying import Saying
from worker.pipeline.tokens import LOWER, QUOTATION, Tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.pipeline.phrase import Phrase
    from worker.pipeline.record import Span

MOST_IN_SENTENCE = 4  # reported clauses
SHORTEST = 3  # words of a reported clause
WHOLE = 5  # words that are a clause of their own, and no mere opening like "On Tuesday"
MOST_BETWEEN = 14  # tokens between a verb and the "that" of its clause
ENDS = frozenset(",.;:!?")
SPEAKING = CUE | REPORT
OPENS_CLAUSE = RELATIVE | SUBORDINATOR
KNOWN = ROLE | UNNAMED | ORGANISATION | DOCUMENT


def read_plain_reports(tokens: Tokens, direct: tuple[Saying, ...]) -> Iterator[Saying]:
    """Yield the reported clauses of a narrative in reading order, without those whose verb attributes a quotation."""
    used = {saying.cue.start for saying in direct if saying.cue is not None}
    for number in range(len(tokens.breaks) - 1):
        found, reported = 0, 0
        for index in range(tokens.breaks[number], tokens.breaks[number + 1]):
            flags = tokens.flags[index]
            if not flags & (SPEAKING | ACCORDING) or tokens.starts[index] in used or found == MOST_IN_SENTENCE:
                continue
            saying = None
            if flags & ACCORDING:
                saying = _according(tokens, index) if not found else None
            elif tokens.shapes[index] == LOWER and not _governed(tokens, index):
                saying = _behind_comma(tokens, index) or _verb(tokens, index)
            if saying is not None and tokens.starts[index] >= reported:
                found, reported = found + 1, saying.content[-1].end
                yield saying


def _governed(tokens: Tokens, index: int) -> bool:
    """Tell whether a word before makes a verb no statement of its subject: "to say", "when told", "the reports"."""
    before = index - 1
    if index == tokens.sentence(index)[0] or tokens.shapes[before] != LOWER:
        return index == tokens.sentence(index)[0]
    flags = tokens.flags[before]
    if flags & SUBJECT_PRONOUN:
        return False
    if flags & CONJUNCTION and not flags & SUBORDINATOR:
        return False
    return bool(flags & (PREPOSITION | SUBORDINATOR | RELATIVE | DETERMINER))


def _verb(tokens: Tokens, index: int) -> Saying | None:
    """Read a subject and its verb of saying, and the clause behind the verb or, at its end, around both."""
    first, stop = tokens.sentence(index)
    phrase = subject_beside_verb(tokens, index) if tokens.flags[index] & REPORT else None
    if phrase is None or not _may_say(tokens, phrase) or _is_participle(tokens, phrase, index):
        return None
    weak = tokens.flags[index] & WEAK_REPORT and not tokens.flags[index] & CUE
    if phrase.first > first and tokens.words[phrase.first - 1] == "," and (not weak or phrase.kind == "document"):
        behind = _past_adjuncts(tokens, index + 1, stop)
        if behind == stop or tokens.words[behind] in ENDS:
            return _saying(index, phrase, tokens, _around(tokens, phrase.first, behind), rule="closing-report")
    start = _clause_start(tokens, index, stop)
    if start is None or _in_relative_clause(tokens, phrase):
        return None
    end = _coordinated(tokens, start, stop)
    opened = tokens.flags[start - 1] & CLAUSE_OPENER or tokens.flags[index] & SAYS
    span = _span(tokens, start, end) if opened or _states(tokens, start, end) else None
    return _saying(index, phrase, tokens, (span,), rule="subject-verb") if span is not None else None


def _is_participle(tokens: Tokens, phrase: Phrase, verb: int) -> bool:
    """Tell whether a verb opens an aside behind a name: "NAME, asked whether …, said"."""
    bare = phrase.name is not None and phrase.last == phrase.name[1] == verb - 2
    bare = bare and "," not in tokens.words[phrase.first : phrase.core[0]]  # "her son, NAME, said"
    return bare and tokens.words[verb - 1] == "," and not tokens.flags[verb] & ONGOING


def _may_say(tokens: Tokens, phrase: Phrase) -> bool:
    """Tell whether a subject can say something: not "a fossil", whose noun is no person, office or body."""
    if phrase.kind != "unnamed":
        return True
    words = range(phrase.first, (phrase.first if phrase.head is None else phrase.head) + 1)
    return any(tokens.flags[at] & KNOWN for at in words)


def _in_relative_clause(tokens: Tokens, phrase: Phrase) -> bool:
    """Tell whether a clause like "that researchers say …" only describes a noun."""
    before = phrase.first - 1
    if before < 1 or not tokens.flags[before] & RELATIVE or tokens.shapes[before] != LOWER:
        return False
    return not tokens.flags[before - 1] & (SPEAKING | DAY) and tokens.words[before - 1] != ","


def _behind_comma(tokens: Tokens, index: int) -> Saying | None:
    """Read "…, said X": the clause is what stands before the comma."""
    first, stop = tokens.sentence(index)
    if index == first or tokens.words[index - 1] != "," or not tokens.flags[index] & CUE:
        return None
    if tokens.flags[index] & (WEAK_REPORT | ONGOING):
        return None
    phrase = read_phrase(tokens, index + 1, stop)
    if phrase is None or not _may_say(tokens, phrase) or phrase.kind in ("pronoun", "plural"):
        return None
    behind = _past_adjuncts(tokens, phrase.last + 1, stop)
    if behind < stop and tokens.words[behind] not in ENDS:
        return None
    return _saying(index, phrase, tokens, _around(tokens, index, behind), rule="inserted-cue")


def _past_adjuncts(tokens: Tokens, index: int, stop: int) -> int:
    """Return the first token behind days, adverbs and what prepositions join: "said on Monday in a statement"."""
    while index < stop:
        flags = tokens.flags[index]
        if flags & DAY or (flags & ADVERB and tokens.shapes[index] == LOWER):
            index += 1
            continue
        last = attached(tokens, index - 1, stop) if flags & PREPOSITION and tokens.shapes[index] == LOWER else index - 1
        if last < index and flags & PREPOSITION and index + 1 < stop and tokens.flags[index + 1] & DAY:
            last = index + 1
        if last < index:
            break
        index = last + 1
    return index


def _around(tokens: Tokens, start: int, behind: int) -> tuple[Span, ...]:
    """Return what is said around an attribution: before it, and behind it where that goes on the same clause."""
    first, stop = tokens.sentence(start)
    before, after = _span(tokens, first, start), None
    if start - 1 <= first or tokens.shapes[first] == QUOTATION:
        return ()
    goes_on = behind + 1 < stop and tokens.words[behind] == ","
    if goes_on and not (_opens_another(tokens, behind + 1) and start - first > WHOLE):
        after = _span(tokens, behind + 1, _coordinated(tokens, behind + 1, stop))
    if after is not None:
        return (before or tokens.span(first, start - 2), after)
    return () if before is None else (before,)


def _opens_another(tokens: Tokens, index: int) -> bool:
    """Tell whether a part of a sentence is no continuation of the clause before it: "but …", "after …", "adding …"."""
    flags = tokens.flags[index]
    return bool(flags & (CONJUNCTION | SUBORDINATOR | PREPOSITION | ONGOING | RELATIVE | SPEAKING))


def _clause_start(tokens: Tokens, verb: int, stop: int) -> int | None:
    """Return where the clause behind a verb of saying starts, whom it is said to and when passed over."""
    start = verb + 1
    while start + 1 < stop and tokens.flags[start] & ADVERB and not tokens.flags[start + 1] & AUXILIARY:
        start += 1
    addressed, day = tokens.flags[verb] & ADDRESSED, start < stop and tokens.flags[start] & (DAY | PREPOSITION)
    opener = (
        _opener(tokens, start, stop)
        if addressed or day or start == _opener(tokens, start, min(start + 1, stop))
        else None
    )
    if opener is not None:
        return opener + 1
    if start >= stop or tokens.words[start] == ",":
        return None
    if tokens.flags[verb] & (WEAK_REPORT | OPENED_REPORT) and not (
        tokens.flags[start] & SUBJECT_PRONOUN and _states(tokens, start + 1, min(stop, start + 2))
    ):
        return None
    if addressed:
        whom = read_phrase(tokens, start, stop)
        if whom is not None and whom.last + 1 < stop and tokens.flags[whom.last + 1] & AUXILIARY:
            return start  # "warned the danger had not passed"
        return None if whom is None else whom.last + 1
    if day:
        behind = _past_adjuncts(tokens, start, stop)
        plain = behind < stop and tokens.flags[behind] & (SUBJECT_PRONOUN | DETERMINER)
        return behind if plain or tokens.flags[start] & DAY else _stated(tokens, start, stop)
    return start + 1 if tokens.words[start] == ":" else start


def _states(tokens: Tokens, start: int, stop: int) -> bool:
    """Tell a clause, which has a pronoun for its subject or a verb that shows, from a thing: "the death of a boy"."""
    shown = (tokens.flags[at] for at in range(start, stop) if tokens.shapes[at] == LOWER)
    verb = any(flags & (AUXILIARY | VERB) and not flags & ONGOING for flags in shown)
    return verb or bool(start < stop and tokens.flags[start] & SUBJECT_PRONOUN)


def _opener(tokens: Tokens, start: int, stop: int) -> int | None:
    """Return the next "that" or "whether" that no mark, quotation or other verb of saying comes before."""
    for at in range(start, min(stop, start + MOST_BETWEEN)):
        flags = tokens.flags[at]
        if flags & CLAUSE_OPENER and flags & OPENS_CLAUSE and not flags & PREPOSITION:
            return at
        if tokens.words[at] in ENDS or tokens.shapes[at] == QUOTATION or flags & AUXILIARY:
            return None
        if flags & SPEAKING and at > start and not tokens.flags[at - 1] & DETERMINER:
            return None
    return None


def _stated(tokens: Tokens, start: int, stop: int) -> int | None:
    """Return the start of a clause that opens with a preposition, where it has a verb: not "warned of rain"."""
    return start if any(tokens.flags[at] & AUXILIARY for at in range(start, stop)) else None


def _coordinated(tokens: Tokens, start: int, stop: int) -> int:
    """Return where a clause ends before its source or another verb of its subject: "…, according", "…, adding"."""
    for at in range(start + 1, stop):
        flags, before = tokens.flags[at], tokens.flags[at - 1]
        if flags & ACCORDING and tokens.words[at - 1] == ",":
            return at - 1
        if not flags & REPORT or flags & WEAK_REPORT or tokens.shapes[at] != LOWER:
            continue
        if tokens.words[at - 1] == "," and flags & ONGOING:
            return at - 1
        if before & CONJUNCTION and not before & (SUBORDINATOR | RELATIVE | PREPOSITION):
            return at - 1
    return stop


def _according(tokens: Tokens, index: int) -> Saying | None:
    """Read "according to X, clause" and "clause, according to X"."""
    first, stop = tokens.sentence(index)
    start = index + 1
    while start < stop and tokens.flags[start] & SOURCE_NOUN and tokens.shapes[start] == LOWER:
        start += 1
    if start == index + 1:
        return None
    comma = next((at for at in range(start, stop) if tokens.words[at] == ","), stop)
    phrase = read_phrase(tokens, start, comma) or read_phrase(tokens, start, stop)
    if phrase is None:
        return None
    span = _span(tokens, max(comma, phrase.last) + 1, stop) if index == first else _span(tokens, first, index)
    return None if span is None else _saying(index, phrase, tokens, (span,), rule="according-to")


def _span(tokens: Tokens, start: int, stop: int) -> Span | None:
    """Return the span of a clause without the marks at its ends, None where it is too short or a quotation."""
    while start < stop and tokens.words[start] in ENDS:
        start += 1
    while stop > start and tokens.words[stop - 1] in ENDS:
        stop -= 1
    if stop - start < SHORTEST or tokens.shapes[start] == QUOTATION:
        return None
    return tokens.span(start, stop - 1)


def _saying(cue: int, phrase: Phrase, tokens: Tokens, content: tuple[Span, ...], *, rule: str) -> Saying | None:
    return Saying("indirect", cue, content, tokens.span(cue, cue), phrase, None, rule) if content else None
