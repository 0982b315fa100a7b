"""Words in quotation marks that somebody is said to have spoken, and the cue and the phrase that say who."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from worker.pipeline.lexicon import (
    ACCORDING,
    ADVERB,
    CLAUSE_OPENER,
    CLITIC_CUE,
    CUE,
    CUE_OPENER,
    FUNCTION,
    NOT_SPEECH,
    PASSIVE_REPORT,
    REPORT,
)
from worker.pipeline.phrases import Phrase, read_phrase
from worker.pipeline.record import Span
from worker.pipeline.stages.saying import Saying
from worker.pipeline.stages.subjects import find_subject
from worker.pipeline.tokens import LOWER, QUOTATION, TITLE, Tokens

if TYPE_CHECKING:
    from worker.pipeline.evidence import Evidence
    from worker.pipeline.language import LanguagePack
    from worker.pipeline.marks import Quoted
    from worker.pipeline.stages.narrative import Narrative

SENTENCE_LIKE_WORDS = 4
MIXED_WORDS = 3
TITLE_CASE = 0.7  # share of capitalised words from which on a stretch is a title
END_MARKS = frozenset(",.?!…")
BACK = 14  # tokens: how far before the opening mark a cue is sought
WORD = re.compile(r"\w+")


class Attribution(NamedTuple):
    """What beside a quotation says who speaks."""

    cue: Span | None
    phrase: Phrase | None
    clitic: Span | None
    rule: str


def find_direct(narrative: Narrative, evidence: Evidence, pack: LanguagePack) -> tuple[Saying, ...]:
    """Return the quoted stretches that are speech, in reading order; the others are titles, terms and the like."""
    sayings: list[Saying] = []
    for token, quoted in narrative.quoted_at.items():
        found = _after(narrative, token, quoted, evidence, pack) or _before(narrative.tokens, token, evidence)
        content = quoted.content.of(narrative.text)
        if found is not None and _says(narrative, token, content, found):
            sayings.append(_saying("direct", token, quoted, found))
        elif _stands_as_speech(narrative, token, content):
            sayings.append(_saying("direct", token, quoted, Attribution(None, None, None, "no-cue")))
        else:
            inside = _inside_report(narrative, token, content, evidence)
            if inside is not None:
                sayings.append(_saying("mixed", token, quoted, inside))
    return tuple(sayings)


def _saying(form: str, token: int, quoted: Quoted, found: Attribution) -> Saying:
    return Saying(form, token, (quoted.content,), found.cue, found.phrase, found.clitic, found.rule, quoted.state)  # type: ignore[arg-type]


def _after(
    narrative: Narrative, token: int, quoted: Quoted, evidence: Evidence, pack: LanguagePack
) -> Attribution | None:
    """Read what follows the closing mark: cue and name, cue with a clitic, name and verb."""
    tokens = narrative.tokens
    index, stop = token + 1, tokens.sentence(token)[1]
    while index < stop and tokens.words[index] in (",", "-", "–"):
        index += 1
    while (
        index < stop
        and tokens.flags[index] & CUE_OPENER
        and tokens.shapes[index] == LOWER
        and not tokens.flags[index] & CUE
    ):
        index += 1
    stop = _next_quotation(tokens, index, stop)
    if index >= stop:
        return None
    typo = pack.speech.cue_typos.get(tokens.lowers[index])
    flags = tokens.flags[index]
    if flags & CLITIC_CUE or (typo and typo not in pack.speech.cues):
        return _clitic(tokens, index, pack)
    if flags & CUE or typo:
        return _cue_and_phrase(tokens, index, stop, evidence)
    if flags & PASSIVE_REPORT:
        phrase = read_phrase(tokens, index + 1, stop, evidence)
        return Attribution(tokens.span(index, index), phrase, None, "passive-after-marks") if phrase else None
    return _phrase_and_verb(tokens, index, stop, evidence) or _unknown_verb(narrative, index, stop, quoted, evidence)


def _next_quotation(tokens: Tokens, index: int, stop: int) -> int:
    return next((place for place in range(index, stop) if tokens.shapes[place] == QUOTATION), stop)


def _clitic(tokens: Tokens, index: int, pack: LanguagePack) -> Attribution:
    cue = tokens.span(index, index)
    suffix = max((len(clitic) for clitic in pack.speech.clitics if tokens.lowers[index].endswith(clitic)), default=0)
    clitic = Span(cue.end - suffix, cue.end) if suffix else None
    return Attribution(cue, None, clitic, "clitic-after-marks")


def _cue_and_phrase(tokens: Tokens, index: int, stop: int, evidence: Evidence) -> Attribution | None:
    start = index + 1
    while start < stop and tokens.flags[start] & ADVERB and tokens.shapes[start] == LOWER:
        start += 1
    phrase = read_phrase(tokens, start, stop, evidence)
    return Attribution(
        tokens.span(index, index), phrase, None, "verb-after-marks" if phrase else "verb-alone-after-marks"
    )


def _phrase_and_verb(tokens: Tokens, index: int, stop: int, evidence: Evidence) -> Attribution | None:
    phrase = read_phrase(tokens, index, stop, evidence)
    if phrase is None:
        return None
    verb = phrase.last + 1
    while verb < stop and tokens.flags[verb] & ADVERB and tokens.shapes[verb] == LOWER:
        verb += 1
    if verb < stop and tokens.flags[verb] & (REPORT | CUE):
        return Attribution(tokens.span(verb, verb), phrase, None, "name-verb-after-marks")
    return None


def _unknown_verb(
    narrative: Narrative, index: int, stop: int, quoted: Quoted, evidence: Evidence
) -> Attribution | None:
    """Take any lower-case word for a cue that stands between a closing comma and a person."""
    tokens = narrative.tokens
    ends_with_comma = narrative.text[quoted.content.end - 1] == ","
    if not ends_with_comma or tokens.shapes[index] != LOWER or tokens.flags[index] & FUNCTION:
        return None
    phrase = read_phrase(tokens, index + 1, stop, evidence)
    if phrase is None or phrase.kind not in ("person", "pronoun"):
        return None
    return Attribution(tokens.span(index, index), phrase, None, "unknown-verb-after-marks")


def _before(tokens: Tokens, token: int, evidence: Evidence) -> Attribution | None:
    """Read what stands before the opening mark: subject and verb, "according to X", cue and name, name and colon."""
    first, _ = tokens.sentence(token)
    last = token - 1
    while last >= first and (tokens.words[last] in ",:" or tokens.flags[last] & CLAUSE_OPENER):
        last -= 1
    if last < first or last == token - 1 and not tokens.flags[last] & (REPORT | CUE):
        return None
    for index in range(last, max(first, last - BACK) - 1, -1):
        flags = tokens.flags[index]
        if tokens.shapes[index] == QUOTATION:
            return None
        if flags & REPORT and tokens.shapes[index] == LOWER:
            phrase = find_subject(tokens, index, evidence)
            if phrase is not None:
                return Attribution(tokens.span(index, index), phrase, None, "verb-before-marks")
        if flags & (CUE | ACCORDING) and index < last:
            phrase = read_phrase(tokens, index + 1, last + 1, evidence)
            if phrase is not None and phrase.last == last:
                return Attribution(tokens.span(index, index), phrase, None, "cue-before-marks")
    if tokens.words[token - 1] == ":":
        phrase = read_phrase(tokens, first, last + 1, evidence)
        if phrase is not None and phrase.last == last and phrase.kind == "person":
            return Attribution(None, phrase, None, "colon-before-marks")
    return None


def _says(narrative: Narrative, token: int, content: str, found: Attribution) -> bool:
    """Tell speech from a title or a term that happens to have a cue word beside it."""
    tokens = narrative.tokens
    if found.rule.endswith("before-marks"):
        words = WORD.findall(content)
        titled = sum(word[0].isupper() for word in words) > TITLE_CASE * len(words)
        return content[-1] in END_MARKS or (len(words) >= SENTENCE_LIKE_WORDS and content[0].isupper() and not titled)
    if content[-1] in END_MARKS or tokens.words[min(token + 1, len(tokens.words) - 1)] == ",":
        return True
    return found.phrase is not None or found.clitic is not None


def _stands_as_speech(narrative: Narrative, token: int, content: str) -> bool:
    """Tell whether a quotation without a cue is a sentence of its own, as a continued speech is."""
    tokens = narrative.tokens
    first, _ = tokens.sentence(token)
    sentence_like = (
        content[-1] in END_MARKS and len(WORD.findall(content)) >= SENTENCE_LIKE_WORDS and not content[0].islower()
    )
    opens_sentence = token == first or tokens.shapes[token - 1] == QUOTATION
    return sentence_like and opens_sentence and not (token and tokens.flags[token - 1] & NOT_SPEECH)


def _inside_report(narrative: Narrative, token: int, content: str, evidence: Evidence) -> Attribution | None:
    """Read a quoted fragment inside a reported clause: its speaker is the subject of the verb."""
    tokens = narrative.tokens
    first, _ = tokens.sentence(token)
    if len(WORD.findall(content)) < MIXED_WORDS or (token > first and tokens.flags[token - 1] & NOT_SPEECH):
        return None
    for index in range(token - 1, first - 1, -1):
        if tokens.flags[index] & REPORT and tokens.shapes[index] == LOWER:
            phrase = find_subject(tokens, index, evidence)
            if phrase is not None:
                return Attribution(tokens.span(index, index), phrase, None, "inside-report")
    return None
