"""Who appears in the article: mentions of the same person or organisation brought together under their fullest name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from worker.pipeline.lexicon import AKA, HONORIFIC, PARTICLE
from worker.pipeline.spelling import one_letter_off
from worker.pipeline.tokens import CAPITALS, TITLE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from worker.pipeline.phrases import Phrase, Range
    from worker.pipeline.record import EntityType, Span
    from worker.pipeline.stages.narrative import Narrative
    from worker.pipeline.tokens import Tokens

BLANKS = re.compile(r"\s+")
SHORTEST_CLIPPED = 3  # letters of a nickname cut from the first word of a name; from another word, two more
SHORTEST_PART = 2  # letters of each half of a blended nickname
SHORTEST_TYPO = 5  # letters a word must have for one wrong letter to be forgiven


class Member(NamedTuple):
    """A person or an organisation with its names, each a tuple of lower-case words, the fullest first."""

    kind: EntityType
    name: str
    keys: tuple[tuple[str, ...], ...]
    mentions: tuple[Span, ...]
    phrases: tuple[Phrase, ...]


class Cast(NamedTuple):
    """Everybody named, in order of first mention, and who each name stands for by its first token."""

    members: tuple[Member, ...]
    at: dict[int, int]


class _Open:
    """A member while its mentions are still being gathered."""

    def __init__(self, kind: EntityType, name: str, key: tuple[str, ...]) -> None:
        self.kind, self.name, self.keys = kind, name, [key]
        self.mentions: list[Span] = []
        self.phrases: list[Phrase] = []


def gather_cast(narrative: Narrative, mentions: tuple[Phrase, ...]) -> Cast:
    """Return the cast of an article from its naming phrases."""
    tokens = narrative.tokens
    named = [(phrase, phrase.name or phrase.core) for phrase in mentions]
    groups: list[_Open] = []
    order = sorted(named, key=lambda pair: (-len(name_key(tokens, pair[1])), pair[1]))
    home: dict[int, _Open] = {}
    for phrase, name in order:
        key = name_key(tokens, name)
        if not key:
            continue
        group = _home(groups, phrase.kind, key, tokens.starts[name[0]]) or _called(tokens, groups, phrase)
        if group is None:
            group = _Open(_type_of(phrase), _clean(narrative.text[tokens.starts[name[0]] : tokens.ends[name[1]]]), key)
            groups.append(group)
            group.keys += _other_names(tokens, name[1], phrase.kind)
        elif key not in group.keys:
            group.keys.append(key)
        group.mentions.append(tokens.span(*name))
        group.phrases.append(phrase)
        home[name[0]] = group
    groups.sort(key=lambda group: min(group.mentions))
    numbers = {id(group): number for number, group in enumerate(groups)}
    members = tuple(
        Member(
            g.kind, g.name, tuple(g.keys), tuple(sorted(g.mentions)), tuple(sorted(g.phrases, key=lambda p: p.first))
        )
        for g in groups
    )
    return Cast(members, {first: numbers[id(group)] for first, group in home.items()})


def _type_of(phrase: Phrase) -> EntityType:
    return "organisation" if phrase.kind == "organisation" else "person"


def name_key(tokens: Tokens, name: Range) -> tuple[str, ...]:
    """Return the words of a name in lower case, without courtesy words and dots."""
    words = [
        tokens.lowers[index].replace(".", "")
        for index in range(name[0], name[1] + 1)
        if not tokens.flags[index] & HONORIFIC or tokens.flags[index] & PARTICLE
    ]
    return tuple(word for word in words if word[:1].isalnum())


def _clean(name: str) -> str:
    return BLANKS.sub(" ", name).strip()


def _home(groups: Iterable[_Open], kind: str, key: tuple[str, ...], at: int) -> _Open | None:
    """Return the group a name belongs to: the same words, or the one group it can be short for."""
    same_kind = [group for group in groups if group.kind == kind]
    for group in same_kind:
        if key in group.keys:
            return group
    fitting = [group for group in same_kind if any(short_for(key, full) for full in group.keys)]
    if not fitting and len(key) == 1 and kind == "person":
        fitting = [group for group in same_kind if any(nickname_of(key[0], full) for full in group.keys)]
    if len(fitting) > 1:
        by_first_word = [group for group in fitting if any(key[0] == full[0] for full in group.keys)]
        fitting = by_first_word or fitting
        earlier = [group for group in fitting if group.mentions and min(group.mentions)[0] < at]
        fitting = sorted(
            earlier or fitting, key=lambda group: -max((m[0] for m in group.mentions if m[0] < at), default=-1)
        )
    return fitting[0] if fitting else None


def _called(tokens: Tokens, groups: Iterable[_Open], phrase: Phrase) -> _Open | None:
    """Return the person whose other name this is: "politikus yang akrab disapa Gus Choi"."""
    if phrase.kind != "person" or phrase.first == 0 or not tokens.flags[phrase.first - 1] & AKA:
        return None
    at = tokens.starts[phrase.first]
    before = [
        (max(mention[0] for mention in group.mentions if mention[0] < at), place)
        for place, group in enumerate(groups)
        if group.kind == "person" and min(group.mentions)[0] < at
    ]
    if not before:
        return None
    return list(groups)[max(before)[1]]


def short_for(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """
    Tell whether a name can be short for a fuller one: its words stand in the other in the same order.

    An initial stands for its word, and one wrong letter is forgiven in a longer word.

    >>> short_for(("iqbal",), ("iqbal", "latanro")), short_for(("ali", "budi"), ("budi", "ali"))
    (True, False)
    """
    place = 0
    for word in short:
        while place < len(full) and not _same_word(word, full[place]):
            place += 1
        if place == len(full):
            return False
        place += 1
    return len(short) <= len(full)


def nickname_of(short: str, full: tuple[str, ...]) -> bool:
    """
    Tell whether a word is cut from a fuller name: from one of its words, or blended from the starts of two.

    >>> nickname_of("frans", ("fransiskus", "wardaya")), nickname_of("an", ("anies", "baswedan"))
    (True, False)
    >>> nickname_of("zulhas", ("zulkifli", "hasan")), nickname_of("risma", ("tri", "rismaharini"))
    (True, True)
    """
    if len(full) < 2:
        return len(short) >= SHORTEST_CLIPPED and len(full[0]) >= 2 * len(short) and full[0].startswith(short)
    if any(word.startswith(short) and len(short) >= SHORTEST_CLIPPED + 2 * (word != full[0]) for word in full):
        return True
    cuts = range(SHORTEST_PART, len(short) - SHORTEST_PART + 1)
    return any(full[0].startswith(short[:cut]) and full[1].startswith(short[cut:]) for cut in cuts)


def _same_word(one: str, other: str) -> bool:
    if one == other:
        return True
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0] and min(len(one), len(other)) == 1 and max(len(one), len(other)) > 1 and False
    return min(len(one), len(other)) >= SHORTEST_TYPO and one[0] == other[0] and one_letter_off(one, other)


def _other_names(tokens: Tokens, last: int, kind: str) -> list[tuple[str, ...]]:
    """Return the names that follow a name in brackets or after a word like "alias"."""
    index = last + 1
    if index + 2 >= len(tokens.words):
        return []
    if tokens.words[index] == "(":
        closing = next(
            (place for place in range(index + 1, min(index + 5, len(tokens.words))) if tokens.words[place] == ")"), None
        )
        if closing is not None and all(
            tokens.shapes[place] in (TITLE, CAPITALS) for place in range(index + 1, closing)
        ):
            inside = (index + 1, closing - 1)
            full = tuple(tokens.lowers[place].replace(".", "") for place in range(inside[0], inside[1] + 1))
            return list(dict.fromkeys(key for key in (full, name_key(tokens, inside)) if key))
        return []
    while index < len(tokens.words) and (tokens.flags[index] & AKA or tokens.words[index] == ","):
        index += 1
    if (
        kind == "person"
        and index > last + 1
        and tokens.flags[index - 1] & AKA
        and index < len(tokens.words)
        and tokens.shapes[index] in (TITLE, CAPITALS)
    ):
        end = index
        while (
            end + 1 < len(tokens.words)
            and tokens.shapes[end + 1] == TITLE
            and end - index < 2
            and tokens.flags[index] & HONORIFIC
        ):
            end += 1
        full = tuple(tokens.lowers[place] for place in range(index, end + 1))
        return list(dict.fromkeys(key for key in (full, name_key(tokens, (index, end))) if key))
    return []
