"""Who spoke: each saying's phrase, clitic or pronoun looked up in the cast, in reading order."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from worker.pipeline.lexicon import (
    AGENT,
    CONTINUING,
    DOCUMENT,
    FORMER,
    INVERTS,
    ORGANISATION,
    PASSIVE,
    PASSIVE_REPORT,
    REPORT,
    ROLE,
    ROLE_MODIFIER,
    SUBORDINATOR,
    UNNAMED,
    VERB,
)
from worker.pipeline.stages.cast import name_key
from worker.pipeline.stages.continuation import Resolved, go_on
from worker.pipeline.stages.descriptions import Descriptions, head_of
from worker.pipeline.stages.genders import GENDER, gender_of, title_gender
from worker.pipeline.stages.subjects import ASIDE, LEADING

if TYPE_CHECKING:
    from worker.pipeline.language import LanguagePack
    from worker.pipeline.phrase import Phrase
    from worker.pipeline.record import ResolvedBy, Span
    from worker.pipeline.stages.cast import Cast
    from worker.pipeline.stages.narrative import Narrative
    from worker.pipeline.stages.saying import Saying

ENDS_SUBJECT = VERB | REPORT | PASSIVE_REPORT | SUBORDINATOR
MOST_SINCE = 200  # mentions since the last saying: no article has so many
MOST_LOOKED_BACK = 12  # names before a pronoun
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


def resolve_speakers(
    narrative: Narrative, sayings: tuple[Saying, ...], cast: Cast, pack: LanguagePack
) -> tuple[Resolved, ...]:
    """Return every saying with its speaker, in reading order."""
    discourse = _Discourse(narrative, cast, pack)
    return tuple(go_on([discourse.resolve(saying) for saying in sayings]))


class _Discourse:
    """What a reader keeps in mind: who spoke last, and who has come in since."""

    def __init__(self, narrative: Narrative, cast: Cast, pack: LanguagePack) -> None:
        self.narrative, self.cast, self.pack = narrative, cast, pack
        self.last: int | None = None
        self.last_group: int | None = None
        self.last_person: int | None = None
        self.unnamed: Phrase | None = None
        self.described: list[Phrase] = []
        self.somebody_else = False
        self.last_end = 0
        self.reported_until = 0
        self.genders = [gender_of(narrative.tokens, member.phrases) for member in cast.members]
        self.entrances = sorted(
            (phrase.first, number) for number, member in enumerate(cast.members) for phrase in member.phrases
        )
        self.descriptions = Descriptions(narrative.tokens, cast, pack, self.entrances)

    def resolve(self, saying: Saying) -> Resolved:
        """Return the saying with its speaker, and remember it for the ones that follow."""
        self.somebody_else = False
        member, how = self._look_up(saying)
        phrase = None
        if member is None and _stands_for_itself(saying):
            phrase, how = self._described_before(saying), "description"
        elif member is None and how in ("clitic", "pronoun"):
            phrase = self.unnamed
        spoken = member is not None or phrase is not None
        doubt = UNSURE.get(saying.rule, 0.0) + (SOMEBODY_ELSE if self.somebody_else else 0.0)
        confidence = CONFIDENCE[how] - doubt if spoken and how else NOBODY
        mention = self._mention(saying) if spoken else None
        self._remember(saying, member, phrase)
        return Resolved(saying, member, phrase, mention, how, round(confidence, 2), self._others(saying))

    def _described_before(self, saying: Saying) -> Phrase | None:
        """Return the fuller description that "the department" goes back to, else the description itself."""
        phrase = saying.phrase
        if phrase is None or not self.narrative.tokens.determiners or phrase.kind == "account":
            return phrase
        if self.descriptions.is_bare(phrase):
            noun = self.narrative.tokens.lowers[head_of(phrase)]
            same = (known for known in reversed(self.described) if noun == self.narrative.tokens.lowers[head_of(known)])
            return next(same, phrase)
        self.described.append(phrase)
        return phrase

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
            self._leave_group(phrase)
            return self._meant(saying), "pronoun"
        if phrase.kind == "plural":
            return self._group(phrase), "pronoun"
        if self.descriptions.stands_for_somebody(phrase):
            return self._current(saying.token), "epithet"
        if phrase.kind == "epithet":
            return self._epithet(phrase, saying.token), "epithet"
        if phrase.kind == "role":
            return self.descriptions.with_role(phrase), "description"
        return self._named(phrase) if phrase.kind in ("person", "organisation") else (None, None)

    def _leave_group(self, pronoun: Phrase) -> None:
        """Forget a group without an article, "firefighters", and a body or a paper where he or she is meant."""
        group, tokens = self.unnamed, self.narrative.tokens
        if group is None or not tokens.determiners or group.head is None:
            return
        flags = tokens.flags[group.head]
        thing = flags & (ORGANISATION | DOCUMENT) and not flags & (ROLE | UNNAMED)
        if (group.kind == "unnamed" and group.first == group.head) or (thing and tokens.flags[pronoun.first] & GENDER):
            self.unnamed = None

    def _named(self, phrase: Phrase) -> tuple[int | None, ResolvedBy | None]:
        number = self.cast.at.get((phrase.name or phrase.core)[0])
        if number is None:
            number = self._goes_on_speaking(phrase)
        if number is None:
            return None, None
        key = name_key(self.narrative.tokens, phrase.name or phrase.core)
        return number, "name" if key == self.cast.members[number].keys[0] else "short-name"

    def _goes_on_speaking(self, phrase: Phrase) -> int | None:
        """Return the last speaker where a surname that several share is theirs, and they were named last of them."""
        tokens = self.narrative.tokens
        if (
            phrase.name is None
            or self.last_person is None
            or not self._fits(self.last_person, title_gender(tokens, phrase))
        ):
            return None
        surname = tokens.lowers[phrase.name[1]]
        end = bisect_left(self.entrances, (phrase.first, -1))
        before = reversed(self.entrances[max(0, end - MOST_LOOKED_BACK) : end])
        bearers = (number for _, number in before if self.cast.members[number].keys[0][-1] == surname)
        return self.last_person if next(bearers, None) == self.last_person else None

    def _meant(self, saying: Saying) -> int | None:
        """Return whom a pronoun or a clitic means: who goes on has spoken last."""
        tokens = self.narrative.tokens
        cue = bisect_left(tokens.starts, saying.cue.start) if saying.cue is not None else saying.token
        wanted = tokens.flags[saying.phrase.first] & GENDER if saying.phrase is not None else 0
        if tokens.flags[cue] & CONTINUING and self.last_person is not None and self._fits(self.last_person, wanted):
            return self.last_person
        return self._current(saying.token, wanted)

    def _fits(self, number: int, wanted: int) -> bool:
        """Tell whether a person can be meant by a pronoun of a gender; where nothing tells, anybody can."""
        return not wanted or not self.genders[number] or bool(self.genders[number] & wanted)

    def _current(self, token: int, wanted: int = 0) -> int | None:
        """Return the person a pronoun means here: the subject who came in since the last saying, else who spoke."""
        end = bisect_left(self.entrances, (token, -1))
        since = self.entrances[max(bisect_left(self.entrances, (self.last_end, -1)), end - MOST_SINCE) : end]
        meant = next(
            (
                n
                for first, n in reversed(since)
                if self._is_person(n) and self._is_subject(first) and self._fits(n, wanted)
            ),
            None,
        )
        others = {number for _, number in since if self._is_person(number)}
        self.somebody_else = bool(others - {self.last_person if meant is None else meant})
        if meant is not None or self.unnamed is not None:
            return meant
        if self.last_person is not None and self._fits(self.last_person, wanted):
            return self.last_person
        if wanted:
            return self._named_before(token, wanted)
        before = {number for first, number in self.entrances if first < token and self._is_person(number)}
        return before.pop() if len(before) == 1 else self.last

    def _group(self, phrase: Phrase) -> int | None:
        """Return the organisation that "they" means: the one that spoke last, else the last subject there was."""
        if self.last == self.last_group:
            return self.last_group
        if self.unnamed is not None or not self.narrative.tokens.determiners:
            return None
        return self._group_before(phrase)

    def _group_before(self, phrase: Phrase) -> int | None:
        """Return the organisation that was the subject of its sentence when it was named, and the last named at all."""
        place = bisect_left(self.entrances, (phrase.first, -1)) - 1
        first, number = self.entrances[place] if place >= 0 else (0, 0)
        return number if place >= 0 and not self._is_person(number) and self._is_subject(first) else None

    def _named_before(self, token: int, wanted: int) -> int | None:
        """Return the person of a gender named last, who is known to have it or is the only one of no known gender."""
        end = bisect_left(self.entrances, (token, -1))
        before = reversed(self.entrances[max(0, end - MOST_LOOKED_BACK) : end])
        near = [n for _, n in before if self._is_person(n) and self._fits(n, wanted)]
        return next((n for n in near if self.genders[n]), near[0] if len(set(near)) == 1 else None)

    def _is_person(self, number: int) -> bool:
        return self.cast.members[number].kind == "person"

    def _is_subject(self, token: int) -> bool:
        """Tell whether a phrase opens its sentence, after an aside or words like "meanwhile", or is the doer."""
        tokens = self.narrative.tokens
        first, _ = tokens.sentence(token)
        while token > first and tokens.determiners and tokens.flags[token - 1] & (ROLE_MODIFIER | FORMER):
            token -= 1  # "local" historian NAME
        before = tokens.flags[first:token]
        if before and tokens.words[token - 1] == ",":
            return bool(before[0] & (ASIDE | LEADING)) or not any(flags & ENDS_SUBJECT for flags in before)
        if any(flags & SUBORDINATOR for flags in before):
            return False
        doer = before and before[-1] & (AGENT | PASSIVE | PASSIVE_REPORT | INVERTS)
        return bool(doer) or all(flags & LEADING for flags in before)

    def _epithet(self, phrase: Phrase, token: int) -> int | None:
        """Return the organisation whose name holds the epithet's noun, else the person spoken of last."""
        flags = self.narrative.tokens.flags[head_of(phrase)]
        if flags & DOCUMENT and not flags & ROLE:
            return None
        if self.narrative.tokens.determiners:
            return self._described(phrase, flags)
        called = self.descriptions.called_so(phrase)
        if called is not None:
            return called
        if flags & ORGANISATION:
            return self._last_organisation(phrase.first)
        current = self._current(token)
        if current is None or not self._is_person(current) or self.descriptions.means_nobody_named(phrase, current):
            return None
        return current

    def _described(self, phrase: Phrase, flags: int) -> int | None:
        """Return whom "the senator" or "the group" means: who has that office, or the organisation called so."""
        if flags & ROLE:
            return self.descriptions.with_noun(phrase)
        if not self.descriptions.is_plain(phrase):
            return None
        spoke = self.last_group if self.last == self.last_group else None
        called = spoke if spoke is not None else self.descriptions.called_so(phrase)
        called = called if called is not None else self._group_before(phrase)
        return called if called is not None else self.descriptions.only_firm(phrase)

    def _last_organisation(self, token: int) -> int | None:
        """Return the organisation that spoke last, else the one named last: "lembaga itu"."""
        return self.last_group if self.last_group is not None else self.descriptions.organisation_before(token)


def _stands_for_itself(saying: Saying) -> bool:
    return saying.phrase is not None and saying.phrase.kind in STANDS_FOR_ITSELF
