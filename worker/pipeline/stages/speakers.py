"""Who spoke: each saying's phrase, clitic or pronoun looked up in the cast, in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from worker.pipeline.stages.cast import name_key, short_for
from worker.pipeline.tokens import QUOTATION

if TYPE_CHECKING:
    from worker.pipeline.phrases import Phrase
    from worker.pipeline.record import Span
    from worker.pipeline.stages.cast import Cast
    from worker.pipeline.stages.narrative import Narrative
    from worker.pipeline.stages.saying import Saying

NEAR = 40  # tokens between a quotation without a cue and the attributed one it goes on from


class Resolved(NamedTuple):
    """
    A saying with its speaker: the number of a member of the cast, or a phrase that stands for itself (an unnamed
    speaker, a document, an account), or neither.
    """

    saying: Saying
    member: int | None
    phrase: Phrase | None
    mention: Span | None
    how: str | None
    confidence: float


CONFIDENCE = {
    "name": 0.97,
    "short-name": 0.96,
    "clitic": 0.92,
    "pronoun": 0.92,
    "epithet": 0.85,
    "description": 0.85,
    "continuation": 0.8,
}
UNCERTAIN_RULES = {"no-cue": 0.1, "unknown-verb-after-marks": 0.1, "inside-report": 0.1, "verb-before-marks": 0.05}


def resolve_speakers(
    narrative: Narrative, direct: tuple[Saying, ...], reports: tuple[Saying, ...], cast: Cast
) -> tuple[Resolved, ...]:
    """Return every saying with its speaker, in reading order."""
    sayings = sorted((*direct, *reports), key=lambda saying: saying.token)
    discourse = _Discourse(narrative, cast)
    resolved = [discourse.resolve(saying) for saying in sayings]
    return tuple(_continue(narrative, resolved))


class _Discourse:
    """What a reader keeps in mind: who spoke last, and who has come in since."""

    def __init__(self, narrative: Narrative, cast: Cast) -> None:
        self.narrative, self.cast = narrative, cast
        self.last: int | None = None
        self.last_group: int | None = None
        self.last_token = -1
        self.entrances = sorted(
            (phrase.first, number, phrase.role is not None)
            for number, member in enumerate(cast.members)
            for phrase in member.phrases
        )

    def resolve(self, saying: Saying) -> Resolved:
        member, how = self._look_up(saying)
        phrase = (
            saying.phrase
            if member is None
            and saying.phrase is not None
            and saying.phrase.kind in ("unnamed", "document", "account", "epithet", "role")
            else None
        )
        mention = saying.clitic
        if saying.phrase is not None:
            mention = self.narrative.tokens.span(*saying.phrase.core)
        if phrase is not None:
            how = "description"
        confidence = CONFIDENCE.get(how or "", 0.4) - UNCERTAIN_RULES.get(saying.rule, 0.0)
        if member is not None:
            self.last = member
            self.last_token = saying.token
            if self.cast.members[member].kind == "organisation":
                self.last_group = member
        elif phrase is not None:
            self.last = None
            self.last_token = saying.token
        return Resolved(
            saying,
            member,
            phrase,
            mention if member is not None or phrase is not None else None,
            how,
            round(confidence, 2),
        )

    def _look_up(self, saying: Saying) -> tuple[int | None, str | None]:
        phrase = saying.phrase
        if phrase is None:
            return (self._current(saying.token), "clitic") if saying.clitic is not None else (None, None)
        if phrase.kind == "pronoun":
            return self._current(saying.token), "pronoun"
        if phrase.kind == "plural":
            return self.last_group if self.last_group is not None and self.last == self.last_group else None, "pronoun"
        if phrase.kind == "epithet":
            return self._epithet(phrase, saying.token), "epithet"
        if phrase.kind == "role":
            return self._role(phrase), "description"
        if phrase.kind in ("person", "organisation"):
            return self._named(phrase)
        return None, None

    def _named(self, phrase: Phrase) -> tuple[int | None, str | None]:
        number = self.cast.at.get(phrase.first)
        if number is None:
            return None, None
        key = name_key(self.narrative.tokens, phrase.name or phrase.core)
        return number, "name" if key == self.cast.members[number].keys[0] else "short-name"

    def _current(self, token: int) -> int | None:
        """Return the person a pronoun means here: who came in with a role since the last saying, else who spoke."""
        entered = [
            (first, number)
            for first, number, with_role in self.entrances
            if self.last_token < first < token
            and self._is_person(number)
            and (with_role or self._opens_sentence(first))
        ]
        if entered:
            return entered[-1][1]
        if self.last is not None:
            return self.last
        before = [number for first, number, _ in self.entrances if first < token and self._is_person(number)]
        return before[-1] if len(set(before)) == 1 else None

    def _is_person(self, number: int) -> bool:
        return self.cast.members[number].kind == "person"

    def _opens_sentence(self, token: int) -> bool:
        return token in self.narrative.tokens.breaks

    def _epithet(self, phrase: Phrase, token: int) -> int | None:
        """Return the organisation whose name starts with the epithet's noun, else the person spoken of last."""
        tokens = self.narrative.tokens
        noun = tokens.lowers[phrase.first]
        for first, number, _ in reversed(self.entrances):
            member = self.cast.members[number]
            if first < phrase.first and member.kind == "organisation" and noun in member.keys[0]:
                return number
        current = self._current(token)
        return current if current is not None and self._is_person(current) else None

    def _role(self, phrase: Phrase) -> int | None:
        """Return the one person introduced with this role."""
        tokens = self.narrative.tokens
        words = set(tokens.lowers[phrase.first : phrase.last + 1])
        fitting = {
            number
            for number, member in enumerate(self.cast.members)
            for known in member.phrases
            if known.role is not None and words <= set(tokens.lowers[known.role[0] : known.role[1] + 1])
        }
        return fitting.pop() if len(fitting) == 1 else None


def _continue(narrative: Narrative, resolved: list[Resolved]) -> list[Resolved]:
    """Give each quotation without a cue the speaker of the one it goes on from, else of the one that follows at once."""
    result: list[Resolved] = []
    for place, item in enumerate(resolved):
        if item.saying.rule != "no-cue" and not (
            item.saying.form == "direct"
            and item.member is None
            and item.phrase is None
            and item.saying.phrase is None
            and item.saying.clitic is None
        ):
            result.append(item)
            continue
        following = next((other for other in resolved[place + 1 :] if other.saying.form == "direct"), None)
        if (
            following is not None
            and item.saying.token + 1 == following.saying.token
            and (following.member is not None or following.phrase is not None)
        ):
            result.append(
                item._replace(member=following.member, phrase=following.phrase, how="continuation", confidence=0.8)
            )
            continue
        previous = next((other for other in reversed(result) if other.saying.form != "mixed"), None)
        if (
            previous is not None
            and (previous.member is not None or previous.phrase is not None)
            and _near(narrative, previous, item)
        ):
            result.append(
                item._replace(member=previous.member, phrase=previous.phrase, how="continuation", confidence=0.75)
            )
        else:
            result.append(item)
    return result


def _near(narrative: Narrative, previous: Resolved, item: Resolved) -> bool:
    between = range(previous.saying.token + 1, item.saying.token)
    return len(between) <= NEAR and not any(narrative.tokens.shapes[index] == QUOTATION and False for index in between)
