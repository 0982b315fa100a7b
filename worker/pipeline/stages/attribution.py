"""What stands beside a quotation and says who speaks: a cue and a name, a clitic, a subject and its verb."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from worker.pipeline.describing import read_described
from worker.pipeline.lexicon import (
    ACCORDING,
    ADVERB,
    CLAUSE_OPENER,
    CLITIC_CUE,
    CUE,
    CUE_OPENER,
    DETERMINER,
    DOCUMENT,
    FUNCTION,
    INVERTS,
    NOT_SPEECH,
    ONGOING,
    PASSIVE_REPORT,
    REPORT,
    SOURCE_NOUN,
)
from worker.pipeline.phrases import read_phrase
from worker.pipeline.spelling import one_letter_off
from worker.pipeline.stages.clauses import verb_after
from worker.pipeline.stages.saying import split_clitic
from worker.pipeline.stages.subjects import find_subject
from worker.pipeline.stages.verb_second import subject_behind
from worker.pipeline.tokens import LOWER, QUOTATION, Tokens

if TYPE_CHECKING:
    from collections.abc import Callable

    from worker.pipeline.language import LanguagePack
    from worker.pipeline.marks import Quoted
    from worker.pipeline.phrase import Phrase
    from worker.pipeline.record import Span
    from worker.pipeline.stages.narrative import Narrative

BACK = 14  # tokens: how far before the opening mark a cue is sought
MIXED_WORDS = 2  # one more where the first has a capital letter, as titles and names do
SHORTEST_TYPO = 6  # letters a cue must have for one wrong letter to be forgiven
WORD = re.compile(r"\w+")


class Attribution(NamedTuple):
    """What beside a quotation says who speaks."""

    cue: Span | None
    phrase: Phrase | None
    clitic: Span | None
    rule: str


def after_marks(narrative: Narrative, token: int, quoted: Quoted, pack: LanguagePack) -> Attribution | None:
    """Read what follows the closing mark: cue and name, cue with a clitic, name and verb."""
    tokens = narrative.tokens
    index, stop = token + 1, tokens.sentence(token)[1]
    while index < stop and tokens.words[index] in (",", "-", "–"):
        index += 1
    while (
        index < stop
        and tokens.flags[index] & CUE_OPENER
        and tokens.shapes[index] == LOWER
        and (not tokens.flags[index] & CUE or _opens_clause(tokens, index, stop))
    ):
        index += 1
    stop = _next_quotation(tokens, index, stop)
    if index >= stop:
        return None
    flags = tokens.flags[index]
    if flags & CUE:
        return _cue_and_phrase(tokens, index, stop)
    if flags & CLITIC_CUE or _meant_cue(narrative, tokens.lowers[index], quoted, pack):
        return _clitic(tokens, index, pack)
    if flags & ACCORDING and tokens.determiners:
        phrase = read_phrase(tokens, after_source_nouns(tokens, index + 1, stop), stop)
        return Attribution(tokens.span(index, index), phrase, None, "according-after-marks") if phrase else None
    if flags & PASSIVE_REPORT or (flags & DOCUMENT and index > token + 1):
        phrase = read_phrase(tokens, index + 1, stop)
        return Attribution(tokens.span(index, index), phrase, None, "passive-after-marks") if phrase else None
    if tokens.flags[index - 1] & CUE_OPENER:
        phrase = read_phrase(tokens, index, stop)
        if phrase is not None and phrase.kind == "person":
            return Attribution(tokens.span(index - 1, index - 1), phrase, None, "name-after-marks")
    return _phrase_and_verb(tokens, index, stop) or _unknown_verb(narrative, index, stop, quoted)


def after_source_nouns(tokens: Tokens, index: int, stop: int) -> int:
    """Return the first token that is no word between "according" and the source itself."""
    while index < stop and tokens.flags[index] & SOURCE_NOUN and tokens.shapes[index] == LOWER:
        index += 1
    return index


def _opens_clause(tokens: Tokens, index: int, stop: int) -> bool:
    """Tell whether a small cue opens a clause with a verb behind it: "so heißt es"."""
    return index + 1 < stop and bool(tokens.flags[index + 1] & INVERTS)


def _meant_cue(narrative: Narrative, word: str, quoted: Quoted, pack: LanguagePack) -> str | None:
    """Return the clitic cue that a word after a closing comma must be, even where no list or a slip hides it."""
    if len(word) < SHORTEST_TYPO or narrative.text[quoted.content.end - 1] != ",":
        return None
    if any(word.endswith(clitic) for clitic in pack.speech.clitics):
        return word
    return next((cue for cue in sorted(pack.speech.clitic_cues) if one_letter_off(word, cue)), None)


def _next_quotation(tokens: Tokens, index: int, stop: int) -> int:
    return next((place for place in range(index, stop) if tokens.shapes[place] == QUOTATION), stop)


def _clitic(tokens: Tokens, index: int, pack: LanguagePack) -> Attribution:
    cue, clitic = split_clitic(tokens.span(index, index), tokens.lowers[index], pack)
    return Attribution(cue, None, clitic, "clitic-after-marks")


def _cue_and_phrase(tokens: Tokens, index: int, stop: int) -> Attribution | None:
    start = index + 1
    if tokens.flags[index] & INVERTS:
        phrase = subject_behind(tokens, index, stop)
        return Attribution(tokens.cue(index), phrase, None, "verb-after-marks" if phrase else "verb-alone-after-marks")
    while start < stop and tokens.flags[start] & ADVERB and tokens.shapes[start] == LOWER:
        start += 1
    phrase = read_phrase(tokens, start, stop)
    if phrase is None and not tokens.determiners:
        phrase = read_described(tokens, start, stop)
    return Attribution(
        tokens.span(index, index), phrase, None, "verb-after-marks" if phrase else "verb-alone-after-marks"
    )


def _phrase_and_verb(tokens: Tokens, index: int, stop: int) -> Attribution | None:
    phrase = read_phrase(tokens, index, stop)
    if phrase is None:
        return None
    if tokens.determiners:
        at = verb_after(tokens, phrase.last + 1, stop)
        if at is not None and not tokens.flags[at] & CUE and tokens.flags[index - 1] & CUE_OPENER:
            return None  # "…", as fans call it
        return None if at is None else Attribution(tokens.span(at, at), phrase, None, "name-verb-after-marks")
    verb = phrase.last + 1
    while verb < stop and tokens.flags[verb] & ADVERB and tokens.shapes[verb] == LOWER:
        verb += 1
    if verb < stop and tokens.flags[verb] & (REPORT | CUE):
        return Attribution(tokens.span(verb, verb), phrase, None, "name-verb-after-marks")
    return None


def _unknown_verb(narrative: Narrative, index: int, stop: int, quoted: Quoted) -> Attribution | None:
    """Take any lower-case word for a cue that stands between a closing comma and a person."""
    tokens = narrative.tokens
    closes = (
        narrative.text[quoted.content.end - 1] in ",?!"
        or narrative.text[quoted.outer.end : quoted.outer.end + 1] == ","
    )
    if not closes or tokens.shapes[index] != LOWER or tokens.flags[index] & FUNCTION:
        return None
    phrase = read_phrase(tokens, index + 1, stop)
    if phrase is None or phrase.kind not in ("person", "pronoun"):
        return None
    return Attribution(tokens.span(index, index), phrase, None, "unknown-verb-after-marks")


def before_marks(tokens: Tokens, token: int) -> Attribution | None:
    """Read what stands before the opening mark: subject and verb, "according to X", cue and name, name and colon."""
    first, _ = tokens.sentence(token)
    last = token - 1
    while last >= first and (tokens.words[last] in ",:" or tokens.flags[last] & CLAUSE_OPENER):
        last -= 1
    if last < first or (last == token - 1 and not tokens.flags[last] & (REPORT | CUE)):
        return None
    for index in range(last, max(first, last - BACK) - 1, -1):
        if tokens.shapes[index] == QUOTATION:
            return None
        found = _cue_before(tokens, index, last)
        if found is not None:
            return found
    return _colon_before(tokens, first, last) if tokens.words[token - 1] == ":" else None


def _cue_before(tokens: Tokens, index: int, last: int) -> Attribution | None:
    """Read a verb with its subject at a token, or a cue whose phrase reaches the marks."""
    flags = tokens.flags[index]
    if flags & REPORT and tokens.shapes[index] == LOWER:
        phrase = find_subject(tokens, index)
        if phrase is not None:
            return Attribution(tokens.span(index, index), phrase, None, "verb-before-marks")
    if not flags & (CUE | ACCORDING):
        return None
    phrase = read_phrase(tokens, index + 1, last + 1)
    if phrase is None or phrase.last != last:
        return None
    return Attribution(tokens.span(index, index), phrase, None, "cue-before-marks")


def _colon_before(tokens: Tokens, first: int, last: int) -> Attribution | None:
    phrase = read_phrase(tokens, first, last + 1)
    if phrase is None or phrase.last != last or phrase.kind != "person":
        return None
    return Attribution(None, phrase, None, "colon-before-marks")


def inside_report(
    narrative: Narrative, token: int, content: str, read: Callable[[Tokens, int, str], Attribution | None]
) -> Attribution | None:
    """Read a quoted fragment inside a reported clause, unless it is a title or a term."""
    tokens = narrative.tokens
    first, _ = tokens.sentence(token)
    announced = token > first and bool(tokens.flags[token - 1] & NOT_SPEECH)
    titled = announced and not content[0].islower()
    if len(WORD.findall(content)) < MIXED_WORDS + (announced or content[0].isupper()) or titled:
        return None
    return read(tokens, token, content)


def subject_before(tokens: Tokens, token: int, _: str) -> Attribution | None:
    """Return the nearest verb of reporting before a fragment, with its subject."""
    for index in range(token - 1, tokens.sentence(token)[0] - 1, -1):
        after_article = tokens.determiners and index and tokens.flags[index - 1] & DETERMINER
        noun = after_article and not tokens.flags[index] & ONGOING  # "the remarks", but "with one warning"
        if tokens.flags[index] & REPORT and tokens.shapes[index] == LOWER and not noun:
            phrase = find_subject(tokens, index)
            if phrase is not None:
                return Attribution(tokens.span(index, index), phrase, None, "inside-report")
    return None
