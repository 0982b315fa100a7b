"""Who is quoted in the clause around a quotation, where the verb may stand far from the marks."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from worker.pipeline.lexicon import (
    ACCORDING,
    ARTICLE,
    ATTRIBUTE,
    AUXILIARY,
    CONJUNCTION,
    CONJUNCTIVE,
    CUE,
    CUE_OPENER,
    IMPERSONAL,
    INDEFINITE,
    INVERTS,
    NOT_SPEECH,
    ORGANISATION,
    PARTICIPLE,
    PASSIVE_AUXILIARY,
    POSSESSOR,
    PREPOSITION,
    RELAY,
    REPORT,
    SPLIT,
    SUBORDINATOR,
)
from worker.pipeline.phrases import read_phrase
from worker.pipeline.stages.attribution import Attribution
from worker.pipeline.stages.named_sources import source_at
from worker.pipeline.stages.subjects import find_subject, opening_phrase
from worker.pipeline.stages.verb_second import can_be_subject, subject_after
from worker.pipeline.tokens import LOWER, Tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.pipeline.phrase import Phrase

MOST_VERBS = 4  # tried for one quotation
LONGEST_TAIL = 30  # tokens behind a quotation in which its cue is sought
FEWEST_WORDS = 3  # of a fragment without a verb of reporting
JOINS_NOUN = PREPOSITION | CONJUNCTION  # "wegen „…“", "als „…“"
ANNOUNCED = Attribution(None, None, None, "no-cue")
MOOD = Attribution(None, None, None, "reported-mood")


def announced_or_echoed(tokens: Tokens, token: int) -> Attribution | None:
    """Read what announces a quotation in its own sentence, or names its speaker in the next: "Das sagte NAME"."""
    return _announced_before(tokens, token) or _echoed(tokens, token)


def _follows_colon(tokens: Tokens, token: int) -> bool:
    """Tell whether a colon stands before a quotation."""
    return token > 0 and tokens.words[token - 1] == ":"


def names_something(tokens: Tokens, token: int, content: str) -> bool:
    """Tell whether the words in marks go on a noun phrase, as names do: "in der „Abendpost“"."""
    if token == tokens.sentence(token)[0] or not content[0].isupper():
        return False
    before = tokens.flags[token - 1]
    return bool(before & (ARTICLE | POSSESSOR | ORGANISATION | NOT_SPEECH)) and not before & INDEFINITE


def told_before(tokens: Tokens, token: int) -> Attribution | None:
    """Return whom the sentence before a quotation is about, where both stand on one line; nobody behind a colon."""
    first, _ = tokens.sentence(token)
    if _follows_colon(tokens, token):
        return ANNOUNCED
    if token != first or not first or tokens.starts[first] - tokens.ends[first - 1] > 1:
        return None
    phrase = opening_phrase(tokens, tokens.sentence(first - 1)[0], first)
    known = phrase is not None and phrase.kind in ("person", "pronoun") and can_be_subject(tokens, phrase)
    return Attribution(None, phrase, None, "sentence-before") if known else None


def _echoed(tokens: Tokens, token: int) -> Attribution | None:
    """Read the sentence behind a quotation that stands alone: "Das sagte NAME"."""
    first, start = tokens.sentence(token)
    if token != first or start + 1 >= len(tokens.words) or not tokens.flags[start] & CUE_OPENER:
        return None
    return _verb_in(tokens, range(start + 1, start + 2))


def _announced_before(tokens: Tokens, token: int) -> Attribution | None:
    """Read what announces a quotation: a verb of reporting, or with a colon whatever somebody does in its sentence."""
    first, _ = tokens.sentence(token)
    before = tokens.words[token - 1] if token > first else ""
    if before not in (":", ",") and not (before and tokens.flags[token - 1] & REPORT):
        return None
    found = _verb_in(tokens, range(token - 1, first - 1, -1)) or _written(tokens, first, token)
    if found is not None or before != ":":
        return found
    phrase = _acting(tokens, first, token - 1)
    return None if phrase is None else Attribution(None, phrase, None, "colon-before-marks")


def around_fragment(tokens: Tokens, token: int, content: str) -> Attribution | None:
    """Read who is quoted with a fragment in mid-sentence: by a verb in front, in the tail, or the mood alone."""
    if names_something(tokens, token, content) or (_follows_colon(tokens, token) and content[0].isupper()):
        return None
    first, stop = tokens.sentence(token)
    found = _verb_in(tokens, range(token - 1, first - 1, -1)) or _according(tokens, first, token)
    found = (
        found or _written(tokens, first, token) or _agent(tokens, first, token) or _subordinate(tokens, first, token)
    )
    found = found or _tail(tokens, token + 1, min(stop, token + LONGEST_TAIL))
    if found is not None:
        return found._replace(rule="inside-report")
    phrase = opening_phrase(tokens, first, token)
    told = content[0].islower() and len(content.split()) >= FEWEST_WORDS and not tokens.flags[token - 1] & JOINS_NOUN
    if told and phrase is not None and phrase.kind in ("person", "pronoun") and can_be_subject(tokens, phrase):
        return Attribution(None, phrase, None, "fragment-of-subject")
    in_mood = any(tokens.flags[at] & CONJUNCTIVE and tokens.shapes[at] == LOWER for at in range(first, stop))
    return MOOD if in_mood else None


def _verb_in(tokens: Tokens, places: range) -> Attribution | None:
    """Return the first verb of reporting among the places that shows its subject."""
    verbs = (at for at in places if tokens.flags[at] & REPORT and tokens.shapes[at] == LOWER)
    for index in islice(verbs, MOST_VERBS):
        phrase = find_subject(tokens, index)
        if phrase is not None:
            return Attribution(tokens.cue(index), phrase, None, "verb-before-marks")
    return None


def _according(tokens: Tokens, first: int, token: int) -> Attribution | None:
    stop = tokens.sentence(token)[1]
    for index in range(first, stop):
        source = source_at(tokens, index, stop)
        if source is not None:
            return Attribution(tokens.span(index, index), source, None, "cue-before-marks")
    return None


def _written(tokens: Tokens, first: int, stop: int) -> Attribution | None:
    """Read "in dem Schreiben heißt es": nobody speaks but a document."""
    for verb in range(first + 1, stop - 1):
        if tokens.flags[verb] & INVERTS and tokens.flags[verb + 1] & IMPERSONAL and tokens.flags[first] & PREPOSITION:
            phrase = read_phrase(tokens, first + 1, verb)
            known = phrase is not None and phrase.kind == "document"
            return Attribution(tokens.cue(verb), phrase, None, "verb-before-marks") if known else None
    return None


def _subordinate(tokens: Tokens, first: int, token: int) -> Attribution | None:
    """Read "während NAME von „…“ sprach": the verb closes a clause that a small word opens."""
    after = token + 1
    if after >= len(tokens.words) or not tokens.flags[after] & REPORT or not tokens.flags[first] & SUBORDINATOR:
        return None
    phrase = read_phrase(tokens, first + 1, token)
    return None if phrase is None else Attribution(tokens.cue(after), phrase, None, "verb-after-marks")


def _agent(tokens: Tokens, first: int, token: int) -> Attribution | None:
    """Read "wird von NAME als „…“ bezeichnet": who does it stands behind a preposition."""
    after = token + 1
    if after >= len(tokens.words) or not tokens.flags[after] & PARTICIPLE:
        return None
    if not any(tokens.flags[at] & PASSIVE_AUXILIARY for at in range(first, token)):
        return None
    for index in range(first, token - 1):
        if tokens.flags[index] & ATTRIBUTE and tokens.flags[index] & PREPOSITION:
            phrase = read_phrase(tokens, index + 1, token)
            if phrase is not None:
                return Attribution(tokens.span(after, after), phrase, None, "passive-around-marks")
    return None


def _tail(tokens: Tokens, first: int, stop: int) -> Attribution | None:
    """Read ", so NAME" and ", wie NAME sagte" behind a fragment."""
    for index in range(first, stop):
        if tokens.words[index - 1] != "," or not tokens.flags[index] & (CUE | CUE_OPENER | ACCORDING):
            continue
        if tokens.flags[index] & (CUE | ACCORDING):
            phrase = subject_after(tokens, index + 1, stop)
            if phrase is not None:
                return Attribution(tokens.cue(index), phrase, None, "inside-report")
        found = _verb_in(tokens, range(index + 1, stop))
        if found is not None:
            return found
    return None


def _acting(tokens: Tokens, first: int, stop: int) -> Phrase | None:
    """Return who does something in a sentence up to its colon: the opening phrase, else the first behind a verb."""
    if any(tokens.flags[at] & RELAY and tokens.shapes[at] == LOWER for at in range(first, stop)):
        return None  # "die Agentur zitierte ihn so:"
    phrase = opening_phrase(tokens, first, stop)
    if phrase is not None and can_be_subject(tokens, phrase):
        return phrase
    return next(_behind_verbs(tokens, first, stop), None)


def _behind_verbs(tokens: Tokens, first: int, stop: int) -> Iterator[Phrase]:
    """Yield the persons that stand behind what can be a verb: a word in lower case that is no other known one."""
    for index in range(first + 1, stop):
        verb = tokens.flags[index - 1]
        if tokens.shapes[index - 1] != LOWER or (verb and not verb & (AUXILIARY | SPLIT | REPORT)):
            continue
        phrase = read_phrase(tokens, index, stop)
        if phrase is not None and phrase.kind in ("person", "pronoun", "role") and can_be_subject(tokens, phrase):
            yield phrase
