"""What announces a quotation where the subject comes first: the sentence before its marks, whatever its verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.pipeline.lexicon import ACCORDING, ADVERB, CLAUSE_OPENER, CUE, DAY, PREPOSITION, REPORT
from worker.pipeline.noun_extent import NOUN
from worker.pipeline.phrases import read_phrase
from worker.pipeline.stages.attribution import Attribution, after_source_nouns, subject_before
from worker.pipeline.stages.clauses import is_passive, main_subject, standing_before, verb_after
from worker.pipeline.stages.subjects import find_subject
from worker.pipeline.tokens import LOWER, QUOTATION

if TYPE_CHECKING:
    from worker.pipeline.tokens import Tokens

BACK = 14  # tokens: how far before the opening mark a verb is sought
SURE = ("person", "pronoun")
IN_TAIL = "cue-in-tail"
UNCUED = "inside-sentence"  # the rule of a fragment that no verb of saying announces


def announced(tokens: Tokens, token: int) -> Attribution | None:
    """Read a verb of saying with its subject, "according to X", or with a colon whoever does something."""
    first, _ = tokens.sentence(token)
    last = token - 1
    if token and token == first and tokens.words[last] == ":":
        first, _ = tokens.sentence(last)  # on the line before
    while last >= first and (tokens.words[last] in ",:" or tokens.flags[last] & CLAUSE_OPENER):
        last -= 1
    if last < first or (last == token - 1 and not tokens.flags[last] & (REPORT | CUE)):
        return in_tail(tokens, token)
    for index in range(last, max(first, last - BACK) - 1, -1):
        if tokens.shapes[index] == QUOTATION:
            break
        found = _verb(tokens, index) or _according(tokens, index, last) or _acting(tokens, index, last)
        if found is not None:
            return found
    if tokens.words[token - 1] != ":":
        return in_tail(tokens, token)
    subject = standing_before(tokens, first, last + 1) or main_subject(tokens, first, last + 1)
    thing = subject is None or (subject.kind == "unnamed" and not tokens.flags[subject.head or subject.last] & NOUN)
    return None if thing else Attribution(None, subject, None, "colon-before-marks")


def _verb(tokens: Tokens, index: int) -> Attribution | None:
    if not tokens.flags[index] & REPORT or tokens.shapes[index] != LOWER:
        return None
    phrase = find_subject(tokens, index)
    return None if phrase is None else Attribution(tokens.span(index, index), phrase, None, "verb-before-marks")


def _acting(tokens: Tokens, comma: int, last: int) -> Attribution | None:
    """Read who does something that no list has, in a clause of its own right before the marks: "…, she shot back,"."""
    if tokens.words[comma] != "," or tokens.words[last + 1] not in ",:":
        return None
    phrase = read_phrase(tokens, comma + 1, last + 1)
    if phrase is None or phrase.kind not in SURE or phrase.last >= last or tokens.words[phrase.last + 1] == ",":
        return None
    return Attribution(None, phrase, None, "acting-before-marks")


def _according(tokens: Tokens, index: int, last: int) -> Attribution | None:
    if not tokens.flags[index] & (CUE | ACCORDING):
        return None
    phrase = read_phrase(tokens, after_source_nouns(tokens, index + 1, last), last + 1)
    if phrase is None or phrase.last != last:
        return None
    return Attribution(tokens.span(index, index), phrase, None, "cue-before-marks")


def in_tail(tokens: Tokens, token: int) -> Attribution | None:
    """Read the clause that closes the sentence of a quotation: "…, said NAME." and "…, NAME said."."""
    stop = tokens.sentence(token)[1]
    stop = next((at for at in range(token + 1, stop) if tokens.shapes[at] == QUOTATION), stop)
    for index in range(token + 2, stop):
        if tokens.words[index - 1] != ",":
            continue
        if tokens.flags[index] & CUE and tokens.shapes[index] == LOWER:
            verb, phrase = index, read_phrase(tokens, index + 1, stop)
        else:
            phrase = read_phrase(tokens, index, stop)
            verb = verb_after(tokens, phrase.last + 1, stop) or 0 if phrase is not None else 0
        inverted = verb == index and phrase is not None and phrase.kind in ("person", "organisation")
        if phrase is not None and verb and (inverted or _closes_sentence(tokens, max(verb, phrase.last) + 1, stop)):
            return Attribution(tokens.span(verb, verb), phrase, None, IN_TAIL)
    return None


def _closes_sentence(tokens: Tokens, index: int, stop: int) -> bool:
    """Tell whether nothing but a place or a time follows: "…, he said in Oslo on Monday."."""
    if index >= stop or tokens.words[index] in ".!?":
        return True
    opens = tokens.flags[index] & (PREPOSITION | DAY | ADVERB)
    return bool(opens) and not any(tokens.words[at] == "," for at in range(index, stop))


def around(tokens: Tokens, token: int, content: str) -> Attribution:
    """Return the nearest verb of saying before a fragment with its subject, else the subject of its sentence."""
    found = subject_before(tokens, token, content)
    if found is not None:
        return found
    first, _ = tokens.sentence(token)
    verbs = (at for at in range(token - 1, first - 1, -1) if tokens.flags[at] & REPORT and tokens.shapes[at] == LOWER)
    asked = any(is_passive(tokens, verb) for verb in verbs)  # "NAME was asked" names no speaker
    subject = None if asked else main_subject(tokens, first, token)
    return Attribution(None, subject if subject is not None and subject.kind in SURE else None, None, UNCUED)
