"""German: who speaks, on either side of the verb, among nouns that all have capitals."""

from __future__ import annotations

import pytest

from worker.pipeline import extract
from worker.pipeline.article import Article

SPEAKERS = [
    pytest.param("„Wir bauen die Brücke neu“, sagte Peter Lindqvist.", "Peter Lindqvist", id="verb, then name"),
    pytest.param("»Wir bauen die Brücke neu«, sagte Peter Lindqvist.", "Peter Lindqvist", id="marks pointing in"),
    pytest.param('"Wir bauen die Brücke neu", sagte Peter Lindqvist.', "Peter Lindqvist", id="straight marks"),
    pytest.param("„Wir bauen die Brücke neu“, so Peter Lindqvist.", "Peter Lindqvist", id="so, then name"),
    pytest.param("Peter Lindqvist sagte: „Wir bauen die Brücke neu.“", "Peter Lindqvist", id="name, then verb"),
    pytest.param("In Husum sagte Peter Lindqvist: „Wir bauen neu.“", "Peter Lindqvist", id="verb second"),
    pytest.param("„Wir bauen neu“, teilte das Bauministerium mit.", "Bauministerium", id="a verb in two parts"),
    pytest.param("Peter Lindqvist hat gesagt: „Wir bauen neu.“", "Peter Lindqvist", id="a verb with an auxiliary"),
    pytest.param(
        "„Wir bauen neu“, sagte der frühere Bauminister Peter Lindqvist.", "Peter Lindqvist", id="a compound role"
    ),
    pytest.param(
        "„Wir bauen neu“, sagte die Sprecherin des Landes, Eva Tomsen.", "Eva Tomsen", id="role, comma and name"
    ),
    pytest.param("„Wir bauen neu“, sagte eine Anwohnerin.", "eine Anwohnerin", id="somebody unnamed"),
    pytest.param("Peter Lindqvist nannte den Plan „völlig aus der Zeit gefallen“.", "Peter Lindqvist", id="a fragment"),
    pytest.param("Der Plan sei „schlicht nicht zu bezahlen“, so Peter Lindqvist.", "Peter Lindqvist", id="so behind"),
]


def speakers(text):
    record = extract(Article(text=text, language="de"))
    names = {entity.id: entity.name for entity in record.entities}
    return [
        quotation.speaker and names[quotation.speaker.entity]
        for quotation in record.quotations
        if quotation.form != "indirect"
    ]


@pytest.mark.parametrize(("text", "speaker"), SPEAKERS)
def test_speakers_are_found(text, speaker):
    assert speakers(text) == [speaker]
