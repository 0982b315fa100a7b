"""Whom a description means: "the ministry" whose name holds the word, "the mayor" who was introduced as one."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from worker.pipeline.lexicon import DEMONSTRATIVE, NATIONAL, OPENER, UNNAMED_OPENER
from worker.pipeline.tokens import CAPITALS, TITLE

MOST_LOOKED_BACK = 60  # mentions before a description

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.pipeline.language import LanguagePack
    from worker.pipeline.phrase import Phrase, Range
    from worker.pipeline.stages.cast import Cast
    from worker.pipeline.tokens import Tokens


class Descriptions:
    """Looks up descriptions; ``entrances`` are the first tokens of all mentions with the member's number, in order."""

    def __init__(self, tokens: Tokens, cast: Cast, pack: LanguagePack, entrances: list[tuple[int, int]]) -> None:
        self.tokens, self.cast, self.pack, self.entrances = tokens, cast, pack, entrances
        self.roles_with: dict[str, dict[int, set[int]]] = {}  # by word: who has it in which of their mentions' roles
        for number, member in enumerate(cast.members):
            for place, known in enumerate(member.phrases):
                for word in self.role_words(known.role) if known.role is not None else ():
                    self.roles_with.setdefault(word, {}).setdefault(number, set()).add(place)

    def called_so(self, phrase: Phrase) -> int | None:
        """Return the organisation named before whose name holds the noun, the one named last."""
        noun = self.tokens.lowers[head_of(phrase)]
        for number in self._before(phrase.first):
            member = self.cast.members[number]
            if member.kind == "organisation" and noun in member.keys[0]:
                return number
        return None

    def only_firm(self, phrase: Phrase) -> int | None:
        """Return the one firm named before "the company"; None where several were, or none."""
        firms = self.pack.organisations
        if self.tokens.lowers[head_of(phrase)] not in firms.firm_nouns:
            return None
        named = {
            number
            for number in self._before(phrase.first)
            if self._may_speak(number) and firms.firm_heads.intersection(self._words(number))
        }
        return named.pop() if len(named) == 1 else None

    def _words(self, number: int) -> tuple[str, ...]:
        return self.cast.members[number].keys[0]

    def stands_for_somebody(self, phrase: Phrase) -> bool:
        """Tell whether a phrase is "the 23-year-old" or "the Brazilian"."""
        ages = self.pack.grammar.age_endings
        if phrase.kind == "epithet" and self.tokens.flags[head_of(phrase)] & NATIONAL:
            return True
        return self.is_bare(phrase) and self.tokens.lowers[head_of(phrase)].endswith(tuple(ages)) if ages else False

    def is_bare(self, phrase: Phrase) -> bool:
        """Tell whether a phrase is a pointing word and a noun, nothing between or behind: "the department"."""
        pointed = self.tokens.flags[phrase.first] & DEMONSTRATIVE
        return bool(pointed) and phrase.core[1] == head_of(phrase) == phrase.first + 1

    def _before(self, token: int) -> Iterator[int]:
        """Yield who was named before a token, the last first, not farther back than a reader would look."""
        end = bisect_left(self.entrances, (token, -1))
        for place in range(end - 1, max(0, end - MOST_LOOKED_BACK) - 1, -1):
            yield self.entrances[place][1]

    def organisation_before(self, token: int) -> int | None:
        """Return the organisation named last before a token that is no outlet."""
        named = [number for first, number in self.entrances if first < token and self._may_speak(number)]
        return named[-1] if named else None

    def _may_speak(self, number: int) -> bool:
        member = self.cast.members[number]
        return member.kind == "organisation" and member.name.lower() not in self.pack.organisations.outlets

    def means_nobody_named(self, phrase: Phrase, current: int) -> bool:
        """Tell whether "the trader" goes back to "a trader" without a name, and not to the person at hand."""
        tokens, noun = self.tokens, self.tokens.lowers[phrase.first]
        if any(
            noun in tokens.lowers[known.role[0] : known.role[1] + 1]
            for known in self.cast.members[current].phrases
            if known.role
        ):
            return False
        return any(
            tokens.lowers[at].startswith(noun)
            and tokens.flags[at - 1] & UNNAMED_OPENER
            and not tokens.flags[at - 1] & OPENER
            for at in range(1, phrase.first)
        )

    def with_role(self, phrase: Phrase) -> int | None:
        """Return the one person introduced with this role, of several the one named last."""
        return self._last_of(self._fitting(self.role_words(phrase.core)), phrase)

    def with_noun(self, phrase: Phrase) -> int | None:
        """Return the person whose role has the noun of "the senator", named last; none for "his aide"."""
        if not self.tokens.flags[phrase.first] & DEMONSTRATIVE:
            return None
        head = head_of(phrase)
        return self._last_of(self._fitting(self.role_words((head, head))), phrase)

    def is_plain(self, phrase: Phrase) -> bool:
        """Tell whether nothing but a pointing word stands with a noun: "the group", not "the Lee campaign"."""
        inside = range(phrase.first + 1, head_of(phrase))
        capital = any(self.tokens.shapes[at] in (TITLE, CAPITALS) for at in inside)
        return bool(self.tokens.flags[phrase.first] & DEMONSTRATIVE) and not capital

    def _fitting(self, words: set[str]) -> set[int]:
        return {
            number
            for number, member in enumerate(self.cast.members)
            for known in member.phrases
            if known.role is not None and self._fits(words, self.role_words(known.role))
        }

    def _fits(self, words: set[str], role: set[str]) -> bool:
        """Tell whether a role is meant by the words: all are in it, where compounds are usual as their last parts."""
        if words <= role or not self.pack.roles.suffixes:
            return words <= role
        return all(any(part.endswith(word) for part in role) for word in words)

    def _last_of(self, fitting: set[int], phrase: Phrase) -> int | None:
        if len(fitting) > 1:
            before = [number for first, number in self.entrances if first < phrase.first and number in fitting]
            return before[-1] if before else None
        return fitting.pop() if fitting else None

    def role_words(self, role: Range) -> set[str]:
        """Return the words of a role, those it has for short written out."""
        short_forms = self.pack.roles.short_forms
        words = self.tokens.lowers[role[0] : role[1] + 1]
        return {part for word in words for part in short_forms.get(word, word).split()}


def head_of(phrase: Phrase) -> int:
    """Return the noun of a phrase: its first word, unless the phrase tells another."""
    return phrase.first if phrase.head is None else phrase.head
