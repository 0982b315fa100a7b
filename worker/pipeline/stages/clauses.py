"""The subject of a verb where the subject comes first and asides may stand between: "Ann Lee, who leads it, said"."""

from __future__ import annotations

from worker.pipeline.lexicon import (
    ADVERB,
    AUXILIARY,
    CLAUSE_OPENER,
    CONJUNCTION,
    CUE,
    DETERMINER,
    ONGOING,
    OPENER,
    PASSIVE_AUXILIARY,
    PHRASE_END,
    PREPOSITION,
    RELATIVE,
    REPORT,
    ROLE,
    SUBJECT_PRONOUN,
    SUBORDINATOR,
    UNNAMED,
    VERB,
)
from worker.pipeline.phrase import Phrase
from worker.pipeline.phrases import read_phrase
from worker.pipeline.runs import CAPITAL
from worker.pipeline.tokens import LOWER, QUOTATION, Tokens

LONGEST_SUBJECT = 24  # tokens
LONGEST_ASIDE = 40  # tokens
MOST_ASIDES = 3
SPEAKING = CUE | REPORT
BETWEEN = ADVERB | AUXILIARY
PEOPLE = ("person", "pronoun", "plural", "epithet", "role")
OPENS_ASIDE = {",": ",", ")": "(", "—": "—", "–": "–", "-": "-"}
CLAUSE_MARKS = frozenset(",;:—–-()")
NOT_A_START = PREPOSITION | CONJUNCTION | RELATIVE | SUBORDINATOR | AUXILIARY | PHRASE_END


def subject_of(tokens: Tokens, verb: int) -> Phrase | None:
    """Return the subject of the verb at a token, or None if the sentence does not show one."""
    first, _ = tokens.sentence(verb)
    end = _before_adverbs(tokens, first, verb)
    if is_passive(tokens, verb):
        return None
    if end == verb and tokens.flags[verb] & ONGOING:
        return _of_participle(tokens, first, verb)
    for _ in range(MOST_ASIDES):
        found = _ending_at(tokens, first, end)
        if found is not None or end <= first:
            return found
        if tokens.flags[end - 1] & RELATIVE and tokens.shapes[end - 1] == LOWER:
            return _ending_at(tokens, first, end - 1 - (end - 1 > first and tokens.words[end - 2] == ","))
        opening = _aside_opens(tokens, first, end - 1)
        if opening is None:
            break
        named = _named_in_aside(tokens, first, opening, end - 1)
        if named is not None:
            return named
        end = opening
    return main_subject(tokens, first, verb)


def subject_beside_verb(tokens: Tokens, verb: int) -> Phrase | None:
    """
    Return the subject of the verb at a token where only adverbs, asides and other verbs joined by "and" part them.

    None for "X did not return calls", where the word is no verb, and for a phrase that a preposition opens.
    """
    first, _ = tokens.sentence(verb)
    before = _before_adverbs(tokens, first, verb) - 1
    phrase = subject_of(tokens, verb) if before >= first else None
    if phrase is None:
        return None
    joined = tokens.flags[before] & (CONJUNCTION | RELATIVE) or tokens.words[before] in CLAUSE_MARKS
    if phrase.last != before and not joined and tokens.shapes[before] != QUOTATION:
        return None
    opens = tokens.flags[phrase.first - 1] if phrase.first > first else 0
    governed = opens & PREPOSITION and not opens & (CONJUNCTION | SUBORDINATOR)
    return None if governed else phrase


def _of_participle(tokens: Tokens, first: int, verb: int) -> Phrase | None:
    """Return who does what a participle says: behind a comma and behind a thing the subject of the sentence."""
    if verb > first and tokens.words[verb - 1] == ",":
        return main_subject(tokens, first, verb - 1)
    found = _ending_at(tokens, first, verb)
    if found is not None and found.kind in PEOPLE:
        return found
    return main_subject(tokens, first, verb) or found


def _before_adverbs(tokens: Tokens, first: int, verb: int) -> int:
    """Return the end of what stands before a verb's adverbs and auxiliaries."""
    end = verb
    while end > first and tokens.shapes[end - 1] != QUOTATION:
        flags = tokens.flags[end - 1]
        short = tokens.words[end - 1] in tokens.endings and bool(flags & AUXILIARY)
        if not (flags & BETWEEN and tokens.shapes[end - 1] == LOWER) and not short:
            break
        end -= 1
    return end


def _named_in_aside(tokens: Tokens, first: int, opening: int, closing: int) -> Phrase | None:
    """Return who is named between commas behind an office, "her chief of staff, NAME,", or the firm behind its noun."""
    office = _ending_at(tokens, first, opening)
    if office is None or office.kind == "person":
        return None
    phrase = read_phrase(tokens, office.first, closing)
    if phrase is not None and phrase.kind == "person" and phrase.last == closing - 1:
        return phrase
    name = (opening + 1, closing - 1)
    firm = office.kind in ("epithet", "unnamed") and not tokens.flags[office.last] & (ROLE | UNNAMED)
    if firm and name[0] <= name[1] and all(tokens.shapes[at] in CAPITAL for at in range(name[0], closing)):
        return Phrase("organisation", *name, name)  # "the company, NAME,"
    return None


def is_passive(tokens: Tokens, verb: int) -> bool:
    """Tell whether the verb says what was done to its subject: "was asked", not "was saying"."""
    start = _before_adverbs(tokens, tokens.sentence(verb)[0], verb)
    helped = any(tokens.flags[at] & PASSIVE_AUXILIARY for at in range(start, verb))
    return helped and not tokens.flags[verb] & ONGOING


def _ending_at(tokens: Tokens, first: int, end: int) -> Phrase | None:
    """Return the longest phrase that ends right before a token, within its clause."""
    start = end
    floor = max(first, end - LONGEST_SUBJECT)
    while start > floor and not _bounds(tokens, start - 1):
        start -= 1
    for at in range(start, end):
        if at == start and tokens.shapes[at] == LOWER and tokens.flags[at] & REPORT and not tokens.flags[at] & ROLE:
            continue  # "NAME, a spokesman, said officers believe"
        if (at > start and not _may_start(tokens, at)) or _is_object(tokens, at, first):
            continue
        phrase = read_phrase(tokens, at, end)
        if phrase is not None and phrase.last == end - 1:
            return phrase
    return None


def standing_before(tokens: Tokens, first: int, end: int) -> Phrase | None:
    """Return the person whose name is all that stands between a mark, or the start, and a token: "Topic - NAME:"."""
    start = end
    while start > first and not _bounds(tokens, start - 1):
        start -= 1
    phrase = read_phrase(tokens, start, end)
    return phrase if phrase is not None and phrase.kind == "person" and phrase.last == end - 1 else None


def _is_object(tokens: Tokens, index: int, first: int) -> bool:
    """Tell whether a preposition stands before a phrase, so that it is no subject: "a letter by NAME warns"."""
    if index == first or tokens.shapes[index - 1] != LOWER:
        return False
    before = tokens.flags[index - 1]
    return bool(before & PREPOSITION) and not before & (SUBORDINATOR | CONJUNCTION)


def _bounds(tokens: Tokens, index: int) -> bool:
    """Tell whether a clause cannot reach back over a token."""
    if tokens.words[index] in CLAUSE_MARKS or tokens.shapes[index] == QUOTATION:
        return True
    return tokens.shapes[index] == LOWER and bool(tokens.flags[index] & (SUBORDINATOR | RELATIVE))


def _may_start(tokens: Tokens, index: int) -> bool:
    flags = tokens.flags[index]
    if flags & (DETERMINER | SUBJECT_PRONOUN):
        return True
    before = tokens.shapes[index - 1]
    if tokens.shapes[index] == LOWER:
        return bool(tokens.flags[index - 1] & (CONJUNCTION | OPENER)) and not flags & NOT_A_START
    return before == LOWER or bool(tokens.flags[index - 1] & OPENER)


def _aside_opens(tokens: Tokens, first: int, closing: int) -> int | None:
    """Return the mark that opens the aside which another closes; None for a token that closes none."""
    opening = OPENS_ASIDE.get(tokens.words[closing])
    if opening is None:
        return None
    floor = max(first, closing - LONGEST_ASIDE)
    return next((at for at in range(closing - 1, floor - 1, -1) if tokens.words[at] == opening), None)


def main_subject(tokens: Tokens, first: int, stop: int) -> Phrase | None:
    """Return the subject of the sentence that starts at a token: the first phrase that no aside holds."""
    index = first
    for _ in range(MOST_ASIDES):
        while index < stop and _leads(tokens, index):
            index += 1
        if index >= stop:
            return None
        if index > first and tokens.flags[index] & CUE and tokens.shapes[index] == LOWER and _closes(tokens, index):
            return read_phrase(tokens, index + 1, stop)
        phrase = None if _opens_aside(tokens, index) else read_phrase(tokens, index, stop)
        if phrase is not None and not _tells_time(tokens, phrase, stop):
            return phrase
        comma = next((at for at in range(index, min(stop, index + LONGEST_ASIDE)) if tokens.words[at] == ","), None)
        if comma is None:
            return None
        index = comma + 1
    return None


def _tells_time(tokens: Tokens, phrase: Phrase, stop: int) -> bool:
    """Tell whether an adverb and a comma make a phrase an aside: "Hours later, …"."""
    after = phrase.last + 1
    adverb = phrase.kind == "unnamed" and after + 1 < stop and tokens.flags[after] & ADVERB
    return bool(adverb) and tokens.words[after + 1] == ","


def _leads(tokens: Tokens, index: int) -> bool:
    """Tell whether a word like "but" or "meanwhile" stands before the subject."""
    flags = tokens.flags[index]
    if tokens.shapes[index] == QUOTATION or tokens.words[index] in ",—–-":
        return True
    if flags & (SUBJECT_PRONOUN | DETERMINER | PREPOSITION | SUBORDINATOR):
        return False
    return bool(flags & (CONJUNCTION | ADVERB | CLAUSE_OPENER))


def _closes(tokens: Tokens, index: int) -> bool:
    """Tell whether a quotation stands right before a token, a comma apart at most."""
    before = index - 1 - (tokens.words[index - 1] == "," and index > 1)
    return tokens.shapes[before] == QUOTATION


def _opens_aside(tokens: Tokens, index: int) -> bool:
    flags = tokens.flags[index]
    if flags & (SUBJECT_PRONOUN | DETERMINER):
        return False
    return bool(flags & (PREPOSITION | SUBORDINATOR | VERB | SPEAKING)) or tokens.shapes[index] == QUOTATION


def verb_after(tokens: Tokens, index: int, stop: int) -> int | None:
    """Return the verb of saying that a subject ending before a token has, asides and adverbs passed over."""
    verb = _speaking_at(tokens, index, stop)
    if verb is not None or index >= stop or tokens.words[index] not in ",—–-":
        return verb
    mark = tokens.words[index]
    verb = _speaking_at(tokens, index + 1, stop)  # behind an aside that is part of the subject
    if verb is not None:
        return verb
    for at in range(index + 1, min(stop, index + LONGEST_ASIDE)):
        if tokens.shapes[at] == QUOTATION:
            return None
        if tokens.words[at] == mark:
            verb = _speaking_at(tokens, at + 1, stop)
            if verb is not None:
                return verb
    return None


def _speaking_at(tokens: Tokens, index: int, stop: int) -> int | None:
    while index < stop and tokens.flags[index] & BETWEEN and not tokens.flags[index] & SPEAKING:
        index += 1
    return index if index < stop and tokens.flags[index] & SPEAKING and tokens.shapes[index] == LOWER else None
