"""A record as its JSON gives it, and what its parts say of each other; all exports read it so."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from uuid import UUID, uuid5

NAMESPACE = UUID("6b1f9a52-3c0e-5d87-9e44-0a7d2f6c81b3")  # another one would rename every exported article
Part = dict[str, Any]


class Reading:
    """The record of one article."""

    def __init__(self, record: Part) -> None:
        self.record = record
        self._entities: dict[str, Part] = {entity["id"]: entity for entity in record["entities"]}
        self._persons: dict[str, Part] = {person["entity"]: person for person in record["quoted_persons"]}

    @cached_property
    def uri(self) -> str:
        """Return the name of the record among all things; the same record has the same name in every export."""
        return uuid5(NAMESPACE, self.record["id"]).urn

    def uri_of(self, part_id: str) -> str:
        """Return the name of an entity or a quotation."""
        return f"{self.uri}#{part_id}"

    def speakers(self, quotation: Part) -> list[Part]:
        """Return the entities that said it: nobody if the record does not know."""
        first = [quotation["speaker"]] if quotation["speaker"] else []
        return [self._entities[speaker["entity"]] for speaker in (*first, *quotation["co_speakers"])]

    def relays(self, quotation: Part) -> list[Part]:
        """Return the entities that passed it on."""
        return self._each(quotation["via"])

    def sources(self) -> list[Part]:
        """Return the entities that the article took something from, each once."""
        return self._each(self.record["sources"])

    def person(self, entity: Part) -> Part | None:
        """Return what the record says of a quoted person."""
        return self._persons.get(entity["id"])

    def _each(self, references: list[Part]) -> list[Part]:
        return [self._entities[entity_id] for entity_id in dict.fromkeys(each["entity"] for each in references)]


def known(values: Part) -> Part:
    """
    Return what is known of these values: neither vocabulary has a null, and an empty list says nothing.

    >>> known({"name": "Madden", "alternateName": [], "jobTitle": None})
    {'name': 'Madden'}
    """
    return {name: value for name, value in values.items() if value is not None and value != []}


def member(part: Part | None, name: str) -> Any:  # noqa: ANN401 - JSON is any of its kinds
    """
    Return a member of something that may be null.

    >>> member({"text": "Stimson Center"}, "text"), member(None, "text")
    ('Stimson Center', None)
    """
    return None if part is None else part[name]
