"""Quotations, sources and entities of the record, from the sayings and the cast."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from worker.pipeline.lexicon import TOLD
from worker.pipeline.record import Entity, Piece, Quotation, Source, Speaker, Via

if TYPE_CHECKING:
    from worker.pipeline.record import EntityType, Span
    from worker.pipeline.stages.cast import Cast
    from worker.pipeline.stages.continuation import Resolved
    from worker.pipeline.stages.narrative import Narrative
    from worker.pipeline.stages.sources import Relay

MOST_WITHOUT_SPEAKER = 0.5  # confidence
UNNAMED: dict[str, EntityType] = {"document": "document", "account": "account"}


class Attributed(NamedTuple):
    """The parts of the record that name each other."""

    quotations: tuple[Quotation, ...]
    entities: tuple[Entity, ...]
    sources: tuple[Source, ...]


def attribute(
    narrative: Narrative, resolved: tuple[Resolved, ...], cast: Cast, relays: tuple[Relay, ...]
) -> Attributed:
    """Return quotations, entities and sources with their references in place."""
    writer = _Writer(narrative, cast, relays)
    quotations = tuple(writer.quotation(f"q{number}", item) for number, item in enumerate(resolved, 1))
    return Attributed(quotations, writer.entities(), writer.sources())


class _Writer:
    """Writes what names an entity; entities are numbered, the cast first, then speakers without a name as they come."""

    def __init__(self, narrative: Narrative, cast: Cast, relays: tuple[Relay, ...]) -> None:
        self.narrative, self.cast = narrative, cast
        self.relays = [relay for relay in relays if relay.phrase.core[0] in cast.at]
        self.relays_in: dict[int, list[Relay]] = {}
        for relay in self.relays:
            if relay.scope == "quotation":
                self.relays_in.setdefault(narrative.tokens.sentence_of[relay.cue], []).append(relay)
        self.unnamed: dict[tuple[EntityType, str], tuple[str, dict[Span, None]]] = {}

    def quotation(self, number: str, item: Resolved) -> Quotation:
        """Return one quotation of the record."""
        saying, text = item.saying, self.narrative.text
        speaker = self._speaker(item)
        return Quotation(
            id=number,
            form=saying.form,
            text=" ".join(span.of(text) for span in saying.content),
            content=saying.content,
            cue=Piece(saying.cue.of(text), saying.cue) if saying.cue is not None else None,
            speaker=speaker,
            co_speakers=tuple(Speaker(entity_id(member), mention, "name") for member, mention in item.others),
            via=() if saying.form == "indirect" else tuple(self._via(saying.token)),
            rule=saying.rule,
            confidence=item.confidence if speaker is not None else min(item.confidence, MOST_WITHOUT_SPEAKER),
        )

    def _speaker(self, item: Resolved) -> Speaker | None:
        if item.how is None:
            return None
        if item.member is not None:
            return Speaker(entity_id(item.member), item.mention, item.how)
        if item.phrase is None:
            return None
        span = self.narrative.tokens.span(*item.phrase.core)
        return Speaker(self._unnamed(UNNAMED.get(item.phrase.kind, "unnamed"), span), item.mention, item.how)

    def _unnamed(self, kind: EntityType, mention: Span) -> str:
        text = " ".join(mention.of(self.narrative.text).split())
        following = entity_id(len(self.cast.members) + len(self.unnamed))
        entity, mentions = self.unnamed.setdefault((kind, text), (following, {}))
        mentions[mention] = None
        return entity

    def _via(self, token: int) -> list[Via]:
        """Return the sources named behind a quotation in the sentence that attributes it."""
        here = self.relays_in.get(self.narrative.tokens.sentence_of[token], ())
        return [
            Via(self._relayed_by(relay), *self._cue(relay))
            for relay in here
            if relay.cue > token or self.narrative.tokens.flags[relay.cue] & TOLD
        ]

    def sources(self) -> tuple[Source, ...]:
        """Return the sources of the record."""
        return tuple(Source(self._relayed_by(relay), *self._cue(relay), relay.scope) for relay in self.relays)

    def _relayed_by(self, relay: Relay) -> str:
        return entity_id(self.cast.at[relay.phrase.core[0]])

    def _cue(self, relay: Relay) -> tuple[str, Span]:
        span = self.narrative.tokens.span(relay.cue, relay.cue)
        return span.of(self.narrative.text), span

    def entities(self) -> tuple[Entity, ...]:
        """Return the entities of the record, numbered as they were named."""
        named = [
            Entity(
                entity_id(number),
                member.name,
                member.kind,
                self._aliases(member.name, member.mentions),
                member.mentions,
            )
            for number, member in enumerate(self.cast.members)
        ]
        unnamed = [
            Entity(entity, text, kind, (), tuple(mentions)) for (kind, text), (entity, mentions) in self.unnamed.items()
        ]
        return (*named, *unnamed)

    def _aliases(self, name: str, mentions: tuple[Span, ...]) -> tuple[str, ...]:
        texts = (" ".join(span.of(self.narrative.text).split()) for span in mentions)
        return tuple(dict.fromkeys(text for text in texts if text != name))


def entity_id(number: int) -> str:
    """Return the id of the member of the cast with this number."""
    return f"e{number + 1}"
