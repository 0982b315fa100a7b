"""Quotations, quoted persons, sources and entities of the record, from the sayings and the cast."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from worker.pipeline.record import Entity, Piece, Quotation, QuotedPerson, Source, Speaker, Via

if TYPE_CHECKING:
    from worker.pipeline.record import Span
    from worker.pipeline.stages.cast import Cast
    from worker.pipeline.stages.narrative import Narrative
    from worker.pipeline.stages.roles import Position
    from worker.pipeline.stages.sources import Relay
    from worker.pipeline.stages.speakers import Resolved


class Attributed(NamedTuple):
    """The parts of the record that name each other."""

    quotations: tuple[Quotation, ...]
    quoted_persons: tuple[QuotedPerson, ...]
    entities: tuple[Entity, ...]
    sources: tuple[Source, ...]


def attribute(
    narrative: Narrative,
    resolved: tuple[Resolved, ...],
    cast: Cast,
    positions: tuple[Position, ...],
    relays: tuple[Relay, ...],
) -> Attributed:
    """Return quotations, quoted persons, entities and sources with their references in place."""
    entities = _Entities(narrative, cast)
    quotations = tuple(
        _quotation(f"q{number}", narrative, item, entities, relays, cast) for number, item in enumerate(resolved, 1)
    )
    sources = tuple(
        Source(
            entities.of_member(cast.at[relay.phrase.first]),
            _text(narrative, relay.cue),
            _span(narrative, relay.cue),
            relay.scope,
        )
        for relay in relays
        if relay.phrase.first in cast.at
    )
    return Attributed(quotations, _quoted_persons(quotations, cast, positions), entities.listed(), sources)


class _Entities:
    """Entities by number: the cast first, then speakers without a name as they come."""

    def __init__(self, narrative: Narrative, cast: Cast) -> None:
        self.cast = cast
        self.narrative = narrative
        self.others: dict[tuple[str, str], list[Span]] = {}

    def of_member(self, number: int) -> str:
        return f"e{number + 1}"

    def of_phrase(self, kind: str, mention: Span) -> str:
        text = " ".join(mention.of(self.narrative.text).split())
        kind = kind if kind in ("document", "account") else "unnamed"
        mentions = self.others.setdefault((kind, text), [])
        if mention not in mentions:
            mentions.append(mention)
        return f"e{len(self.cast.members) + list(self.others).index((kind, text)) + 1}"

    def listed(self) -> tuple[Entity, ...]:
        named = [
            Entity(
                self.of_member(number),
                member.name,
                member.kind,
                self._aliases(member.name, member.mentions),
                member.mentions,
            )  # type: ignore[arg-type]
            for number, member in enumerate(self.cast.members)
        ]
        other = [
            Entity(f"e{len(named) + number}", text, kind, (), tuple(mentions))  # type: ignore[arg-type]
            for number, ((kind, text), mentions) in enumerate(self.others.items(), 1)
        ]
        return (*named, *other)

    def _aliases(self, name: str, mentions: tuple[Span, ...]) -> tuple[str, ...]:
        texts = (" ".join(span.of(self.narrative.text).split()) for span in mentions)
        return tuple(dict.fromkeys(text for text in texts if text != name))


def _quotation(
    number: str, narrative: Narrative, item: Resolved, entities: _Entities, relays: tuple[Relay, ...], cast: Cast
) -> Quotation:
    saying = item.saying
    speaker = None
    how = item.how or "name"
    if item.member is not None:
        speaker = Speaker(entities.of_member(item.member), item.mention, how)  # type: ignore[arg-type]
    elif item.phrase is not None:
        span = narrative.tokens.span(*item.phrase.core)
        speaker = Speaker(entities.of_phrase(item.phrase.kind, span), item.mention, how)  # type: ignore[arg-type]
    cue = Piece(saying.cue.of(narrative.text), saying.cue) if saying.cue is not None else None
    text = " ".join(span.of(narrative.text) for span in saying.content)
    via = tuple(
        Via(entities.of_member(cast.at[relay.phrase.first]), _text(narrative, relay.cue), _span(narrative, relay.cue))
        for relay in relays
        if saying.form != "indirect" and relay.phrase.first in cast.at and _relays(narrative, relay, saying.token)
    )
    return Quotation(
        number,
        saying.form,
        text,
        saying.content,
        cue,
        speaker,
        (),
        via,
        saying.rule,
        item.confidence if speaker else min(item.confidence, 0.5),
    )


def _relays(narrative: Narrative, relay: Relay, token: int) -> bool:
    """Tell whether a source stands in the sentence that attributes a quotation, after it."""
    return (
        relay.scope == "quotation"
        and relay.cue > token
        and narrative.tokens.sentence_of[relay.cue] == narrative.tokens.sentence_of[token]
    )


def _text(narrative: Narrative, token: int) -> str:
    return _span(narrative, token).of(narrative.text)


def _span(narrative: Narrative, token: int) -> Span:
    return narrative.tokens.span(token, token)


def _quoted_persons(
    quotations: tuple[Quotation, ...], cast: Cast, positions: tuple[Position, ...]
) -> tuple[QuotedPerson, ...]:
    persons = []
    for number, (member, position) in enumerate(zip(cast.members, positions, strict=True)):
        entity = f"e{number + 1}"
        said = [
            quotation
            for quotation in quotations
            if quotation.speaker is not None and quotation.speaker.entity == entity
        ]
        if member.kind == "person" and said:
            indirect = sum(quotation.form == "indirect" for quotation in said)
            names = tuple(quotation.id for quotation in said)
            persons.append(
                QuotedPerson(
                    entity, member.name, position.role, position.affiliation, len(said) - indirect, indirect, names
                )
            )
    return tuple(persons)
