"""Where the narrative names somebody: at a cue, beside a role or a title, or in a run that looks like a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.pipeline.affiliations import organisation_in
from worker.pipeline.evidence import has_age, stands_alone
from worker.pipeline.lexicon import (
    AKA,
    CONJUNCTION,
    DETERMINER,
    FORMER,
    GIVEN,
    HONORIFIC,
    JOINER,
    NAMEABLE,
    OPENER,
    ORGANISATION,
    ORGANISATION_NAME,
    PLACE,
    PLACE_HEAD,
    PLACE_PREPOSITION,
    RANK,
    ROLE,
    SHORT_NAME,
    UNNAMED_OPENER,
    VERB,
)
from worker.pipeline.naming import opens_role
from worker.pipeline.phrase import Phrase
from worker.pipeline.phrases import read_phrase
from worker.pipeline.tokens import CAPITALS, LOWER, TITLE, Tokens

if TYPE_CHECKING:
    from worker.pipeline.stages.narrative import Narrative
    from worker.pipeline.stages.saying import Saying
    from worker.pipeline.stages.sources import Relay

RUN = (TITLE, CAPITALS)
LONGEST_OFFICE = 12  # tokens between an article and the name of who holds the office


def find_mentions(narrative: Narrative, sayings: tuple[Saying, ...], relays: tuple[Relay, ...]) -> tuple[Phrase, ...]:
    """Return the phrases that name a person or an organisation, in reading order, none inside another."""
    tokens = narrative.tokens
    spoken = {
        saying.phrase.first: saying.phrase
        for saying in sayings
        if saying.phrase is not None and saying.phrase.kind in ("person", "organisation")
    }
    spoken.update((other.first, other) for phrase in tuple(spoken.values()) for other in phrase.others)
    spoken.update((relay.phrase.first, relay.phrase) for relay in relays)
    found: list[Phrase] = []
    index = 0
    while index < len(tokens.words):
        opens = tokens.shapes[index] in RUN or tokens.flags[index] & (ROLE | FORMER | UNNAMED_OPENER | DETERMINER)
        if tokens.determiners and opens and tokens.shapes[index] not in RUN:
            opens = _name_near(tokens, index)
        phrase = spoken.get(index)
        if phrase is None or (tokens.determiners and phrase.role is None):
            phrase = _same_with_role(phrase, _named_here(tokens, index) if opens else None)
        if phrase is None and found and tokens.flags[index] & NAMEABLE:
            phrase = _next_in_list(tokens, index, found[-1])
        if phrase is None:
            index += 1
            continue
        found.append(phrase)
        found += _organisation_of(tokens, phrase)
        reached = phrase.name[1] if phrase.name else phrase.last
        index = max(index, reached) + 1
    return tuple(sorted([*found, *_short_forms(tokens, found)], key=lambda phrase: phrase.first))


def _same_with_role(spoken: Phrase | None, here: Phrase | None) -> Phrase | None:
    """Return who is named here; whoever speaks is read no further than the verb, so that a role may stand behind."""
    if spoken is None or here is None:
        return spoken or here
    return spoken._replace(role=here.role) if spoken.name is not None and spoken.name == here.name else spoken


def _next_in_list(tokens: Tokens, index: int, before: Phrase) -> Phrase | None:
    """Read a name of several words that follows a person's in a list: "adalah A, B, dan C"."""
    joined = tokens.words[index - 1] == "," or tokens.flags[index - 1] & JOINER
    gap = range(before.last + 1, index)
    listed = joined and len(gap) <= 2 and all(tokens.words[at] == "," or tokens.flags[at] & JOINER for at in gap)
    if before.kind != "person" or not listed:
        return None
    phrase = read_phrase(tokens, index, tokens.sentence(index)[1])
    several = phrase is not None and phrase.name is not None and phrase.name[1] > phrase.name[0]
    return phrase if several else None


def _organisation_of(tokens: Tokens, phrase: Phrase) -> list[Phrase]:
    """Return the organisation named in a person's role, where it is no mere place."""
    words = organisation_in(tokens, phrase.role) if phrase.role is not None else None
    if words is None or all(tokens.flags[at] & (PLACE | PLACE_HEAD) for at in range(words[0], words[1] + 1)):
        return []
    return [Phrase("organisation", words[0], words[1], words)]


def _short_forms(tokens: Tokens, found: list[Phrase]) -> list[Phrase]:
    """Return the words that stand alone and are part of a person's name of several words."""
    persons = [phrase.name for phrase in found if phrase.kind == "person" and phrase.name is not None]
    parts = {tokens.lowers[at] for first, last in persons if last > first for at in range(first, last + 1)}
    taken = {
        at for phrase in found for at in range((phrase.name or phrase.core)[0], (phrase.name or phrase.core)[1] + 1)
    }
    return [
        Phrase("person", at, at, (at, at), (at, at))
        for at, lower in enumerate(tokens.lowers)
        if lower in parts and at not in taken and stands_alone(tokens, at) and _may_be_short(tokens, at)
    ]


def _may_be_short(tokens: Tokens, index: int) -> bool:
    """Tell whether a word of somebody's name stands for them: with a capital that no sentence gives it."""
    if tokens.flags[index] & NAMEABLE:
        return True
    return tokens.shapes[index] == TITLE and index != tokens.sentence(index)[0]


def _owner(tokens: Tokens, index: int) -> Phrase | None:
    """Return the person whose something a phrase is: "NAME's hotel"."""
    _, stop = tokens.sentence(index)
    at = index
    while at < stop and tokens.shapes[at] in RUN:
        at += 1
    if at == index or at >= stop or tokens.words[at] not in tokens.endings:
        return None
    owner = read_phrase(tokens, index, at)
    return owner if owner is not None and owner.kind == "person" else None


def _named_here(tokens: Tokens, index: int) -> Phrase | None:
    """Return the phrase that starts at this token when it names somebody beyond doubt."""
    flags, shape = tokens.flags[index], tokens.shapes[index]
    continues = (
        index > 0 and tokens.shapes[index - 1] in RUN and tokens.sentence_of[index] == tokens.sentence_of[index - 1]
    )
    if continues and not tokens.flags[index - 1] & (OPENER | UNNAMED_OPENER):
        return None
    _, stop = tokens.sentence(index)
    if opens_role(tokens, index):
        phrase = read_phrase(tokens, index, stop)
        return phrase if phrase is not None and phrase.kind == "person" else _owner(tokens, index)
    if flags & (UNNAMED_OPENER | DETERMINER) and not flags & GIVEN:
        phrase = read_phrase(tokens, index, stop)
        return phrase if phrase is not None and phrase.kind == "person" else None
    if shape not in RUN:
        return None
    if flags & OPENER and not flags & (GIVEN | RANK | HONORIFIC):
        return None
    phrase = read_phrase(tokens, index, stop)
    if phrase is None or phrase.kind != "person":
        phrase = _owner(tokens, index) or phrase
    if phrase is None or phrase.kind not in ("person", "organisation"):
        return None
    if phrase.kind == "organisation":
        return phrase if _is_institution(tokens, phrase) else None
    return phrase if _believable(tokens, index, phrase) else None


def _name_near(tokens: Tokens, index: int) -> bool:
    """Tell whether a name stands shortly behind an office or an article, before anything is read."""
    return any(flags & NAMEABLE for flags in tokens.flags[index + 1 : index + 1 + LONGEST_OFFICE])


def _is_institution(tokens: Tokens, phrase: Phrase) -> bool:
    """Tell whether a run is known for an organisation by its first word, or by any in a language with articles."""
    first, last = phrase.core
    words = range(first, last + 1) if tokens.determiners else range(first, first + 1)
    return any(tokens.flags[at] & (ORGANISATION | ORGANISATION_NAME) and tokens.shapes[at] in RUN for at in words)


def _believable(tokens: Tokens, index: int, phrase: Phrase) -> bool:
    """Ask for a title, a role, a known name or a short form before a capitalised run counts as a person."""
    first, last = phrase.name or phrase.core
    if has_age(tokens, last):
        return True
    if first > index or (phrase.role is not None and tokens.words[last + 1] == ","):
        return True
    known = any(tokens.flags[place] & (GIVEN | SHORT_NAME) for place in range(first, last + 1))
    if index and tokens.flags[index - 1] & AKA and not tokens.flags[index - 1] & CONJUNCTION:
        return True
    if last > first and index and _stands_apart(tokens, index, last):
        return True
    if index and tokens.flags[index - 1] & PLACE_PREPOSITION and tokens.shapes[index - 1] == LOWER:
        return known and last > first
    return known or (last > first and _other_name_in_brackets(tokens, last))


def _stands_apart(tokens: Tokens, index: int, last: int) -> bool:
    """Tell whether a run is the doer after a passive verb, or closes its sentence in apposition."""
    if tokens.flags[index - 1] & VERB:
        return True
    ends = last + 1 < len(tokens.words) and tokens.words[last + 1] == "."
    return ends and tokens.words[index - 1] == ","


def _other_name_in_brackets(tokens: Tokens, last: int) -> bool:
    """Tell whether another name follows in brackets, opened by a courtesy word or used as a short name later."""
    if last + 2 >= len(tokens.words) or tokens.words[last + 1] != "(":
        return False
    return bool(tokens.flags[last + 2] & (HONORIFIC | SHORT_NAME))
