"""The laws of the record see what breaks them."""

from __future__ import annotations

import copy

import pytest

from tests.pipeline.laws import broken_laws
from worker.pipeline import extract
from worker.pipeline.article import Article

TEXT = 'Direktur PT Angin Timur Rina Kusuma tiba, Senin (4/3/2024).\n"Kami siap," kata Rina.\n"Besok mulai," ujar Rina.'
RECORD = extract(Article(text=TEXT, language="id")).as_dict()

BROKEN = [
    pytest.param(("body", "text"), TEXT + " ", "the body", id="another body"),
    pytest.param(("body", "sha256"), "0" * 64, "the sha256", id="another text's digest"),
    pytest.param(("dates", 0, "span", "start"), 3, "does not hold", id="a span beside its words"),
    pytest.param(("dates", 0, "span", "end"), -1, "does not hold", id="a span that ends before the text"),
    pytest.param(("quotations", 0, "cue", "span"), {"start": 4, "end": 4, "exact": ""}, "is empty", id="no words"),
    pytest.param(("quotations", 0, "cue", "text"), "ujar", "points at", id="a text that is not its span's"),
    pytest.param(("quotations", 0, "text"), "Kami lelah,", "not its spans", id="other words than the quoted ones"),
    pytest.param(("quotations", 0, "id"), "q2", "not numbered", id="numbers out of step"),
    pytest.param(("quotations", 0, "speaker", "entity"), "e99", "nobody", id="a speaker who is no entity"),
    pytest.param(("quotations", 0, "speaker"), None, "quoted persons", id="a quoted person without the quotation"),
    pytest.param(("quoted_persons",), [], "quoted persons", id="a person's quotation without the quoted person"),
    pytest.param(("quoted_persons", 0, "direct"), 1, "quoted persons", id="a quotation miscounted"),
    pytest.param(("entities",), RECORD["entities"] * 2, "one id", id="two entities of one id"),
    pytest.param(("body", "paragraphs"), RECORD["body"]["paragraphs"][::-1], "overlap", id="paragraphs backwards"),
]


@pytest.mark.parametrize(("path", "value", "law"), BROKEN)
def test_broken_records_are_seen(path, value, law):
    record = copy.deepcopy(RECORD)
    place = record
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value

    assert [broken for broken in broken_laws(record, TEXT) if law in broken]


KNOTS = [
    pytest.param('"Kami siap," kata Rina Kusuma dan Budi Santoso.', id="two speakers"),
    pytest.param('Rina berkata, "Pesan itu disampaikan Budi Santoso."', id="a report inside a quotation"),
    pytest.param("Menurut Rina Kusuma, Budi Santoso mengatakan air naik.", id="a report inside a report"),
    pytest.param("Hal itu disampaikan Budi Santoso, kata Rina Kusuma.", id="a passive report inside a report"),
]


@pytest.mark.parametrize("text", KNOTS)
def test_knotty_records_keep_the_laws(text):
    assert broken_laws(extract(Article(text=text, language="id")).as_dict(), text) == []


def test_a_good_record_breaks_none():
    assert [len(RECORD[key]) for key in ("dates", "quotations", "quoted_persons")] == [1, 2, 1]
    assert broken_laws(RECORD, TEXT) == []


CLAUSES = [
    pytest.param("Rina Kusuma mengatakan air naik. Budi Santoso menambahkan pompa bekerja.", 2, id="two sentences"),
    pytest.param("Menurut Rina Kusuma, air naik sejak pagi.", 1, id="a source before its clause"),
]
INSIDE = [
    pytest.param("Rina Kusuma mengatakan pesan itu disampaikan Budi Santoso.", 1, id="a passive verb"),
    pytest.param("Rina Kusuma mengatakan pantai itu diakui oleh UNESCO.", 1, id="a passive verb and oleh"),
]


@pytest.mark.parametrize(("text", "count"), CLAUSES + INSIDE)
def test_a_clause_is_reported_once(text, count):
    assert len(extract(Article(text=text, language="id")).quotations) == count
