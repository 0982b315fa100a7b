"""Who spoke: each saying's phrase, clitic or pronoun looked up in the cast, in reading order."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from worker.pipeline.lexicon import (
    AGENT,
    CONTINUING,
    DOCUMENT,
    INVERTS,
    OPENER,
    ORGANISATION,
    PASSIVE,
    PASSIVE_REPORT,
    REPORT,
    ROLE,
    SUBORDINATOR,
    UNNAMED_OPENER,
    VERB,
)
from worker.pipeline.stages.cast import name_key
from worker.pipeline.stages.subjects import ASIDE, LEADING

if TYPE_CHECKING:
    from worker.pipeline.language import LanguagePack
    from worker.pipeline.phrase import Phrase, Range
    from worker.pipeline.record import ResolvedBy, Span
    from worker.pipeline.stages.cast import Cast
    from worker.pipeline.stages.narrative import Narrative
    from worker.pipeline.stages.saying import Saying

ENDS_SUBJECT = VERB | REPORT | PASSIVE_REPORT | SUBORDINATOR
NEAR = 40  # tokens between a quotation without a cue and the attributed one it goes on from
CONFIDENCE = {
    "name": 0.97,
    "short-name": 0.96,
    "clitic": 0.92,
    "pronoun": 0.92,
    "epithet": 0.85,
    "description": 0.85,
    "continuation": 0.8,
}
UNSURE = {"no-cue": 0.1, "unknown-verb-after-marks": 0.1, "inside-report": 0.1, "verb-before-marks": 0.05}
SOMEBODY_ELSE = 0.1  # less sure where another person has been named since the one a pronoun seems to mean spoke
NOBODY = 0.4  # a quotation without a speaker
STANDS_FOR_ITSELF = ("unnamed", "document", "account", "epithet", "role")


class Resolved(NamedTuple):
    """
    A saying with its speaker: the number of a member of the cast, or a phrase that stands for itself (an unnamed
    speaker, a document, an account), or neither. ``others`` are the members who spoke with them, each with its mention.
    """

    saying: Saying
    member: int | None
    phrase: Phrase | None
    mention: Span | None
    how: ResolvedBy | None
    confidence: float
    others: tuple[tuple[int, Span], ...] = ()

    @property
    def spoken(self) -> bool:
        """Tell whether there is a speaker."""
        return self.member is not None or self.phrase is not None


def resolve_speakers(
    narrative: Narrative, sayings: tuple[Saying, ...], cast: Cast, pack: LanguagePack
) -> tuple[Resolved, ...]:
    """Return every saying with its speaker, in reading order."""
    discourse = _Discourse(narrative, cast, pack)
    return tuple(_continue([discourse.resolve(saying) for saying in sayings]))


class _Discourse:
    """What a reader keeps in mind: who spoke last, and who has come in since."""

    def __init__(self, narrative: Narrative, cast: Cast, pack: LanguagePack) -> None:
        self.narrative, self.cast, self.pack = narrative, cast, pack
        self.last: int | None = None
        self.last_group: int | None = None
        self.last_person: int | None = None
        self.unnamed: Phrase | None = None
        self.somebody_else = False
        self.last_end = 0
        self.reported_until = 0
        self.entrances = sorted(
            (phrase.first, number) for number, member in enumerate(cast.members) for phrase in member.phrases
        )

    def resolve(self, saying: Saying) -> Resolved:
        """Return the saying with its speaker, and remember it for the ones that follow."""
        self.somebody_else = False
        member, how = self._look_up(saying)
        phrase = None
        if member is None and _stands_for_itself(saying):
            phrase, how = saying.phrase, "description"
        elif member is None and how in ("clitic", "pronoun"):
            phrase = self.unnamed
        spoken = member is not None or phrase is not None
        doubt = UNSURE.get(saying.rule, 0.0) + (SOMEBODY_ELSE if self.somebody_else else 0.0)
        confidence = CONFIDENCE[how] - doubt if spoken and how else NOBODY
        mention = self._mention(saying) if spoken else None
        self._remember(saying, member, phrase)
        return Resolved(saying, member, phrase, mention, how, round(confidence, 2), self._others(saying))

    def _others(self, saying: Saying) -> tuple[tuple[int, Span], ...]:
        joined = saying.phrase.others if saying.phrase is not None else ()
        span, at = self.narrative.tokens.span, self.cast.at
        return tuple((at[other.name[0]], span(*other.core)) for other in joined if other.name and other.name[0] in at)

    def _mention(self, saying: Saying) -> Span | None:
        return self.narrative.tokens.span(*saying.phrase.core) if saying.phrase is not None else saying.clitic

    def _remember(self, saying: Saying, member: int | None, phrase: Phrase | None) -> None:
        """Keep the speaker in mind, unless the saying is itself reported inside another one."""
        inside = saying.form == "indirect" and saying.cue is not None and saying.cue.start < self.reported_until
        if saying.form == "indirect" and not inside:
            self.reported_until = saying.content[-1].end
        if inside or (member is None and phrase is None):
            return
        self.last, self.unnamed = member, phrase
        self.last_end = self.narrative.tokens.sentence(saying.token)[1]
        if member is not None and self._is_person(member):
            self.last_person = member
        elif member is not None:
            self.last_group = member

    def _look_up(self, saying: Saying) -> tuple[int | None, ResolvedBy | None]:
        phrase = saying.phrase
        if phrase is None:
            if saying.rule == "reported-mood":
                return self._current(saying.token), "continuation"
            return (self._meant(saying), "clitic") if saying.clitic is not None else (None, None)
        if phrase.kind == "pronoun":
            return self._meant(saying), "pronoun"
        if phrase.kind == "plural":
            return self.last_group if self.last == self.last_group else None, "pronoun"
        if phrase.kind == "epithet":
            return self._epithet(phrase, saying.token), "epithet"
        if phrase.kind == "role":
            return self._role(phrase), "description"
        return self._named(phrase) if phrase.kind in ("person", "organisation") else (None, None)

    def _named(self, phrase: Phrase) -> tuple[int | None, ResolvedBy | None]:
        number = self.cast.at.get((phrase.name or phrase.core)[0])
        if number is None:
            return None, None
        key = name_key(self.narrative.tokens, phrase.name or phrase.core)
        return number, "name" if key == self.cast.members[number].keys[0] else "short-name"

    def _meant(self, saying: Saying) -> int | None:
        """Return whom a pronoun or a clitic means: who goes on has spoken last."""
        tokens = self.narrative.tokens
        cue = bisect_left(tokens.starts, saying.cue.start) if saying.cue is not None else saying.token
        if tokens.flags[cue] & CONTINUING and self.last_person is not None:
            return self.last_person
        return self._current(saying.token)

    def _current(self, token: int) -> int | None:
        """Return the person a pronoun means here: the subject who came in since the last saying, else who spoke."""
        since = self.entrances[
            bisect_left(self.entrances, (self.last_end, -1)) : bisect_left(self.entrances, (token, -1))
        ]
        meant = next((n for first, n in reversed(since) if self._is_person(n) and self._is_subject(first)), None)
        others = {number for _, number in since if self._is_person(number)}
        self.somebody_else = bool(others - {self.last_person if meant is None else meant})
        if meant is not None or self.unnamed is not None:
            return meant
        if self.last_person is not None:
            return self.last_person
        before = {number for first, number in self.entrances if first < token and self._is_person(number)}
        return before.pop() if len(before) == 1 else self.last

    def _is_person(self, number: int) -> bool:
        return self.cast.members[number].kind == "person"

    def _is_subject(self, token: int) -> bool:
        """Tell whether a phrase opens its sentence, after an aside or words like "meanwhile", or is the doer."""
        tokens = self.narrative.tokens
        first, _ = tokens.sentence(token)
        before = tokens.flags[first:token]
        if before and tokens.words[token - 1] == ",":
            return bool(before[0] & (ASIDE | LEADING)) or not any(flags & ENDS_SUBJECT for flags in before)
        if any(flags & SUBORDINATOR for flags in before):
            return False
        doer = before and before[-1] & (AGENT | PASSIVE | PASSIVE_REPORT | INVERTS)
        return bool(doer) or all(flags & LEADING for flags in before)

    def _epithet(self, phrase: Phrase, token: int) -> int | None:
        """Return the organisation whose name holds the epithet's noun, else the person spoken of last."""
        tokens = self.narrative.tokens
        if tokens.flags[phrase.first] & DOCUMENT and not tokens.flags[phrase.first] & ROLE:
            return None
        noun = tokens.lowers[phrase.first]
        for first, number in reversed(self.entrances):
            member = self.cast.members[number]
            if first < phrase.first and member.kind == "organisation" and noun in member.keys[0]:
                return number
        if tokens.flags[phrase.first] & ORGANISATION:
            return self._last_organisation(phrase.first)
        current = self._current(token)
        if current is None or not self._is_person(current) or self._means_nobody_named(phrase, current):
            return None
        return current

    def _last_organisation(self, token: int) -> int | None:
        """Return the organisation that spoke last, else the one named last: "lembaga itu"."""
        if self.last_group is not None:
            return self.last_group
        named = [number for first, number in self.entrances if first < token and self._is_speaking_organisation(number)]
        return named[-1] if named else None

    def _is_speaking_organisation(self, number: int) -> bool:
        member = self.cast.members[number]
        return member.kind == "organisation" and member.name.lower() not in self.pack.organisations.outlets

    def _means_nobody_named(self, phrase: Phrase, current: int) -> bool:
        """Tell whether "the trader" goes back to "a trader" without a name, and not to the person at hand."""
        tokens = self.narrative.tokens
        noun = tokens.lowers[phrase.first]
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

    def _role(self, phrase: Phrase) -> int | None:
        """Return the one person introduced with this role."""
        words = self._role_words(phrase.core)
        fitting = {
            number
            for number, member in enumerate(self.cast.members)
            for known in member.phrases
            if known.role is not None and self._fits(words, self._role_words(known.role))
        }
        if len(fitting) > 1:
            before = [number for first, number in self.entrances if first < phrase.first and number in fitting]
            return before[-1] if before else None
        return fitting.pop() if fitting else None

    def _fits(self, words: set[str], role: set[str]) -> bool:
        """Tell whether a role is meant by the words: all are in it, where compounds are usual as their last parts."""
        if words <= role or not self.pack.roles.suffixes:
            return words <= role
        return all(any(part.endswith(word) for part in role) for word in words)

    def _role_words(self, role: Range) -> set[str]:
        """Return the words of a role, those it has for short written out."""
        short_forms = self.pack.roles.short_forms
        words = self.narrative.tokens.lowers[role[0] : role[1] + 1]
        return {part for word in words for part in short_forms.get(word, word).split()}


def _stands_for_itself(saying: Saying) -> bool:
    return saying.phrase is not None and saying.phrase.kind in STANDS_FOR_ITSELF


def _continue(resolved: list[Resolved]) -> list[Resolved]:
    """Give each quotation that names nobody the speaker of the one beside it: the next at once, else the last."""
    result: list[Resolved] = []
    for place, item in enumerate(resolved):
        following = resolved[place + 1] if place + 1 < len(resolved) else None
        result.append(item if not _names_nobody(item) else _from_neighbours(item, result, following))
    return result


def _names_nobody(item: Resolved) -> bool:
    return item.saying.rule == "no-cue" and not item.spoken


def _from_neighbours(item: Resolved, before: list[Resolved], following: Resolved | None) -> Resolved:
    if following is not None and following.spoken and following.saying.token == item.saying.token + 1:
        return item._replace(member=following.member, phrase=following.phrase, how="continuation", confidence=0.8)
    previous = next((other for other in reversed(before) if other.saying.form != "mixed"), None)
    if previous is not None and previous.spoken and item.saying.token - previous.saying.token <= NEAR:
        return item._replace(member=previous.member, phrase=previous.phrase, how="continuation", confidence=0.75)
    return item
