"""Outlets the article took something from: "dilansir The Guardian", "dikutip dari laman X"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from worker.pipeline.lexicon import (
    AGENT,
    DAY,
    DETERMINER,
    INVERTS,
    PERSON_TITLES,
    RELAY,
    RELAY_NOUN,
    RELAY_PREPOSITION,
    REPORT,
    ROLE,
    TOLD,
)
from worker.pipeline.phrase import Phrase
from worker.pipeline.stages.subjects import find_subject
from worker.pipeline.tokens import CAPITALS, LOWER, QUOTATION, TITLE, Tokens

if TYPE_CHECKING:
    from worker.pipeline.language import LanguagePack
    from worker.pipeline.stages.narrative import Narrative

LONGEST_NAME = 6  # words


class Relay(NamedTuple):
    """An outlet named as a source: its name as a phrase, the cue's token, and how far it reaches."""

    phrase: Phrase
    cue: int
    scope: Literal["quotation", "paragraph", "article"]


def find_relays(narrative: Narrative, pack: LanguagePack) -> tuple[Relay, ...]:
    """Return the sources in reading order; "dilansir A dari B" gives both."""
    tokens = narrative.tokens
    found: list[Relay] = []
    for cue, flags in enumerate(tokens.flags):
        if flags & TOLD:
            found += _told(tokens, cue, pack)
        if tokens.determiners and flags & REPORT and cue + 1 < len(tokens.words) and tokens.flags[cue + 1] & AGENT:
            found += [relay._replace(cue=cue, scope="article") for relay in _told(tokens, cue + 1, pack)]
        if not flags & RELAY:
            continue
        if pack.grammar.verb_second:
            found += _reporting(tokens, cue, pack)
            continue
        first, end = tokens.sentence(cue)
        quoted = any(tokens.shapes[index] == QUOTATION for index in range(first, cue))
        scope: Literal["quotation", "paragraph"] = "quotation" if quoted else "paragraph"
        start: int | None = cue + 1
        while start is not None:
            name = _name(tokens, start, end)
            if name is None:
                break
            found.append(Relay(Phrase("organisation", name[0], name[1], name), cue, scope))
            goes_on = (
                name[1] + 1 < end
                and tokens.flags[name[1] + 1] & RELAY_PREPOSITION
                and tokens.shapes[name[1] + 1] == LOWER
            )
            start = name[1] + 2 if goes_on else None
    return tuple(found)


def _reporting(tokens: Tokens, cue: int, pack: LanguagePack) -> list[Relay]:
    """Return the outlet that is the subject of a verb of reporting: "die Zeitung NAME berichtet"."""
    phrase = find_subject(tokens, cue) if tokens.flags[cue] & INVERTS else None
    if phrase is None or phrase.kind != "organisation":
        return []
    outlet = tokens.flags[phrase.core[0]] & RELAY_NOUN or _is_outlet(tokens, phrase.core, pack)
    return [Relay(phrase, cue, "paragraph")] if outlet else []


def _told(tokens: Tokens, cue: int, pack: LanguagePack) -> list[Relay]:
    """Return the outlet that somebody spoke to: "she told Reuters", "in an interview with the Oslo Times"."""
    _, end = tokens.sentence(cue)
    start = cue + 1
    while start < end and tokens.shapes[start] == LOWER and tokens.flags[start] & (RELAY_PREPOSITION | DETERMINER):
        start += 1
    name = _name(tokens, start, end)
    while name is not None and not _is_outlet(tokens, name, pack):
        name = (start, name[1] - 1) if name[1] > start else None
    return [] if name is None else [Relay(Phrase("organisation", *name, name), cue, "quotation")]


def _is_outlet(tokens: Tokens, name: tuple[int, int], pack: LanguagePack) -> bool:
    """Tell whether a name is known for an outlet's, or ends as outlets' names do."""
    words = " ".join(tokens.lowers[name[0] : name[1] + 1])
    heads = pack.organisations.outlet_heads
    named_so = name[0] < name[1] and bool(heads.intersection((tokens.lowers[name[0]], tokens.lowers[name[1]])))
    with_article = name[0] < name[1] and bool(tokens.flags[name[0]] & DETERMINER)  # "told The Daily Sands"
    return named_so or with_article or words in pack.organisations.outlets


def _name(tokens: Tokens, start: int, end: int) -> tuple[int, int] | None:
    index = start
    while index < end and tokens.shapes[index] == LOWER and tokens.flags[index] & (RELAY_PREPOSITION | RELAY_NOUN):
        index += 1
    if index >= end or tokens.flags[index] & (DAY | ROLE | PERSON_TITLES):
        return None
    if ("." in tokens.words[index] and tokens.shapes[index] == LOWER) or tokens.words[index][0] == "@":
        return index, index
    if tokens.shapes[index] not in (TITLE, CAPITALS):
        return None
    last = index
    while (
        last + 1 < min(end, index + LONGEST_NAME)
        and tokens.shapes[last + 1] in (TITLE, CAPITALS)
        and (not tokens.flags[last + 1] & DAY or (last == index and tokens.flags[index] & DETERMINER))
    ):
        last += 1
    return index, last
