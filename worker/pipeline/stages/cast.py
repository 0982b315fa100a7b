"""Who appears in the article: mentions of the same person or organisation brought together under their fullest name."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from worker.pipeline.lexicon import AKA, BELONGS, HONORIFIC, INSTITUTION, PARTICLE
from worker.pipeline.same_name import nickname_of, short_for
from worker.pipeline.stages.bearers import bearer
from worker.pipeline.tokens import CAPITALS, TITLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from worker.pipeline.language import LanguagePack
    from worker.pipeline.phrase import Phrase, Range
    from worker.pipeline.record import EntityType, Span
    from worker.pipeline.stages.narrative import Narrative
    from worker.pipeline.tokens import Tokens

MOST_COMPARED = 40  # members a name is compared with; of 4,700 articles none has more persons
BLANKS = re.compile(r"\s+")


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

    def closed(self) -> Member:
        """Return the member with everything in reading order."""
        phrases = tuple(sorted(self.phrases, key=lambda phrase: phrase.first))
        return Member(self.kind, self.name, tuple(self.keys), tuple(sorted(self.mentions)), phrases)


def gather_cast(narrative: Narrative, mentions: tuple[Phrase, ...], pack: LanguagePack) -> Cast:
    """Return the cast of an article from its naming phrases."""
    gathering = _Gathering(narrative, mentions, surnames=pack.names.surnames)
    named = [(phrase, phrase.name or phrase.core) for phrase in mentions]
    keyed = [(name_key(narrative.tokens, name), phrase, name) for phrase, name in named]
    for key, phrase, name in sorted(keyed, key=lambda item: (-len(item[0]), item[2])):
        if key:
            gathering.add(key, phrase, name)
    groups = sorted(gathering.groups, key=lambda group: min(group.mentions))
    numbers = {id(group): number for number, group in enumerate(groups)}
    at = {first: numbers[id(group)] for first, group in gathering.home.items()}
    return Cast(tuple(group.closed() for group in groups), at)


class _Gathering:
    """The members found so far; names come in by falling number of words, so that a short one finds its full one."""

    def __init__(self, narrative: Narrative, mentions: tuple[Phrase, ...], *, surnames: bool) -> None:
        self.narrative, self.surnames = narrative, surnames
        self.persons = sorted((phrase.name or phrase.core)[0] for phrase in mentions if phrase.kind == "person")
        self.groups: list[_Open] = []
        self.home: dict[int, _Open] = {}
        self.by_key: dict[tuple[EntityType, tuple[str, ...]], _Open] = {}
        self.by_word: dict[tuple[EntityType, str], list[_Open]] = {}
        self.first_of: dict[EntityType, list[_Open]] = {}

    def add(self, key: tuple[str, ...], phrase: Phrase, name: Range) -> None:
        """Add a mention to the member it names, or to a new one."""
        tokens = self.narrative.tokens
        kind: EntityType = "organisation" if phrase.kind == "organisation" else "person"
        if kind == "organisation" and self.surnames and self._is_surname(key, name[0]):
            kind = "person"
        fitting = self._find(kind, key)
        if self.surnames and len(fitting) > 1:
            group = bearer(tokens, fitting, phrase)
            if group is None:
                return  # whom of those who share the name it means is open
        else:
            group = _nearest(fitting, key, tokens.starts[name[0]]) or self._called(kind, name[0])
        if group is None:
            span = tokens.span(*name)
            group = _Open(kind, BLANKS.sub(" ", span.of(self.narrative.text)), key)
            self.groups.append(group)
            self.first_of.setdefault(kind, []).append(group)
            for other in (key, *_other_names(tokens, name[1], kind)):
                self._know(group, other)
        else:
            self._know(group, key)
        group.mentions.append(tokens.span(*name))
        group.phrases.append(phrase)
        self.home[name[0]] = group

    def _know(self, group: _Open, key: tuple[str, ...]) -> None:
        if self.by_key.setdefault((group.kind, key), group) is not group:
            return
        if key not in group.keys:
            group.keys.append(key)
        for word in key:
            known = self.by_word.setdefault((group.kind, word), [])
            if group not in known[-1:] and len(known) < MOST_COMPARED:
                known.append(group)

    def _find(self, kind: EntityType, key: tuple[str, ...]) -> list[_Open]:
        """Return the members a name can belong to: the same words, or those it can be short for."""
        same = self.by_key.get((kind, key))
        if same is not None and not (self.surnames and len(key) == 1 < len(same.keys[0])):
            return [same]
        fitting = [group for group in self.by_word.get((kind, key[0]), ()) if _any(short_for, key, group)]
        compared = self.first_of.get(kind, [])[:MOST_COMPARED]
        if not fitting:
            fitting = [group for group in compared if _any(short_for, key, group)]
        if not fitting and len(key) == 1 and kind == "person" and not self.surnames:
            fitting = [group for group in compared if any(nickname_of(key[0], full) for full in group.keys)]
        return fitting

    def _is_surname(self, key: tuple[str, ...], first: int) -> bool:
        """Tell whether an unknown word alone is the surname of one person named in full, and no word of a firm."""
        if len(key) > 1 or self.narrative.tokens.flags[first] & (INSTITUTION | BELONGS):
            return False
        bearers = [group for group in self.by_word.get(("person", key[0]), ()) if group.keys[0][-1] == key[0]]
        return len(bearers) == 1 and len(bearers[0].keys[0]) > 1

    def _called(self, kind: EntityType, first: int) -> _Open | None:
        """Return the person whose other name this is: "politikus yang akrab disapa Gus Choi"."""
        opening = first
        while opening and self.narrative.tokens.flags[opening - 1] & HONORIFIC:
            opening -= 1
        if kind != "person" or not opening or not self.narrative.tokens.flags[opening - 1] & AKA:
            return None
        place = bisect_left(self.persons, first)
        return self.home.get(self.persons[place - 1]) if place else None


def _any(test: Callable[[tuple[str, ...], tuple[str, ...]], bool], key: tuple[str, ...], group: _Open) -> bool:
    return any(test(key, full) for full in group.keys)


def _nearest(fitting: list[_Open], key: tuple[str, ...], at: int) -> _Open | None:
    """Choose among members that share a short form: whose name starts with it, then who was named last before."""
    if len(fitting) < 2:
        return fitting[0] if fitting else None
    fitting = [group for group in fitting if any(key[0] == full[0] for full in group.keys)] or fitting
    return max(fitting, key=lambda group: max((start for start, _ in group.mentions if start < at), default=-1))


def name_key(tokens: Tokens, name: Range) -> tuple[str, ...]:
    """Return the words of a name in lower case, without courtesy words and dots."""
    words = [
        tokens.lowers[index].replace(".", "")
        for index in range(name[0], name[1] + 1)
        if not tokens.flags[index] & HONORIFIC or tokens.flags[index] & PARTICLE
    ]
    return tuple(word for word in words if word[:1].isalnum()) or (tokens.lowers[name[1]],)


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
