"""The scorer counts what is right and nothing else: each row spoils one thing in a record and names what sinks."""

from __future__ import annotations

import copy

import pytest

from tests.eval.score import score

GOLD = {
    "title": "Jembatan Baru Dibuka",
    "dateline": {"outlet": None, "place": "PALU"},
    "byline": [{"name": "Wira Adi", "role": "editor"}],
    "dates": [
        {"surface": "Selasa (12/9/2023)", "iso": "2023-09-12"},
        {"surface": "Rabu (6/9)", "iso": None},
        {"surface": "1993", "iso": "1993", "optional": True},
    ],
    "main_date": "2023-09-12",
    "quotes": [
        {"text": "Kami siap,", "speaker": "Rani Malik", "speaker_kind": "person", "via": "Antara"},
        {"text": "Jalan ditutup besok", "speaker": None, "speaker_kind": None, "via": None},
        {"text": "Terima kasih", "speaker": "seorang warga", "speaker_kind": "unnamed", "via": None},
    ],
    "indirect": [{"speaker": "Rani Malik", "speaker_kind": "person", "cue": "mengatakan"}],
    "quoted_persons": [{"name": "Rani Malik", "role": "Kepala Dinas PU", "direct": 1, "indirect": True}],
    "related": ["Hujan Reda"],
    "traits": ["title-line"],
}


def quotation(text, entity, form="direct", **more):
    speaker = {"entity": entity} if entity else None
    return {"text": text, "form": form, "speaker": speaker, "via": [], "confidence": 0.95, **more}


def dated(value, raw, kind="absolute"):
    return {"value": value, "raw": raw, "kind": kind}


RECORD = {
    "headline": {"text": "Jembatan Baru Dibuka", "origin": "text"},
    "published": {"value": "2023-09-12T08:00+08:00"},
    "dateline": {"outlet": None, "place": {"text": "PALU"}},
    "byline": [{"name": "Wira Adi", "role": "editor"}],
    "dates": [
        dated("2023-09-12", "12/9/2023"),
        dated("2024-09-06", "Rabu (6/9)"),
        dated("1993", "1993"),
        dated("2023-09-11", "kemarin", "relative"),
    ],
    "quotations": [
        quotation("Kami siap,", "e1", via=[{"entity": "e3"}]),
        quotation("Jalan ditutup besok", None, "mixed"),
        quotation("Terima kasih", "e2"),
        quotation("jembatan selesai", "e1", "indirect"),
    ],
    "quoted_persons": [{"name": "Rani Malik", "role": {"text": "Kepala Dinas PU"}, "direct": 1, "indirect": 1}],
    "entities": [
        {"id": "e1", "name": "Rani Malik", "type": "person"},
        {"id": "e2", "name": "warga", "type": "unnamed"},
        {"id": "e3", "name": "Antara", "type": "organisation"},
    ],
    "related": [{"text": "Hujan Reda"}],
}

SPEAKERS = {"speaker", "named person's", "sure ones right", "right and sure"}
COMPLETE = {"quoted persons complete", "quoted in marks complete"}
PERSONS = COMPLETE | {"quoted persons compatible", "quoted in marks compatible"}
SPOILT = [
    pytest.param("headline/text", "Jembatan", {"title line"}, id="half a headline"),
    pytest.param("published/value", "2023-12-09", {"main date"}, id="day and month exchanged"),
    pytest.param("published", None, {"main date"}, id="no date of its own"),
    pytest.param("dates/0/value", "2023-12-09", {"dates"}, id="a wrong day"),
    pytest.param("dates/0/raw", "9/9/2023", {"dates"}, id="the right day read from other words"),
    pytest.param("dateline/place/text", "PALU, ANTARA", {"dateline"}, id="a place too long"),
    pytest.param("byline/0/role", None, {"byline"}, id="a byline without its role"),
    pytest.param("related/0/text", "Hujan", {"related"}, id="half a link"),
    pytest.param(
        "quotations/0/text",
        "Kami siap, Pak",
        {"quotations exact", "quotations overlap", "via"} | SPEAKERS,
        id="words too many",
    ),
    pytest.param("quotations/0/speaker", None, SPEAKERS, id="a speaker missed"),
    pytest.param("quotations/1/speaker", {"entity": "e1"}, SPEAKERS, id="a speaker invented"),
    pytest.param("quotations/2/speaker/entity", "e1", SPEAKERS, id="a person for an unnamed speaker"),
    pytest.param("quotations/0/via", [], {"via"}, id="a relay missed"),
    pytest.param(
        "quotations/0/confidence", 0.8, {"right and sure", "share of sure ones"}, id="less sure than it could be"
    ),
    pytest.param("quotations/3/speaker", None, {"indirect speakers"}, id="a reported clause without its speaker"),
    pytest.param("quoted_persons/0/name", "Rani", COMPLETE, id="half a name is compatible, not complete"),
    pytest.param("quoted_persons/0/name", "Rani Saleh", PERSONS, id="another person"),
    pytest.param("quoted_persons/0/role", None, {"role"}, id="a role missed"),
    pytest.param("quoted_persons/0/role/text", "Kepala", {"role"}, id="a third of a role"),
]


def test_a_right_record_has_everything():
    assert {name for name, tally in score([(GOLD, RECORD)]).items() if tally.f1 < 100} == set()


@pytest.mark.parametrize(("path", "value", "sinks"), SPOILT)
def test_what_is_wrong_sinks_its_measures_alone(path, value, sinks):
    record = copy.deepcopy(RECORD)
    *steps, last = [int(step) if step.isdigit() else step for step in path.split("/")]
    place = record
    for step in steps:
        place = place[step]
    place[last] = value

    assert {name for name, tally in score([(GOLD, record)]).items() if tally.f1 < 100} == sinks


def test_an_empty_record_has_nothing_right():
    empty = dict.fromkeys(("dates", "quotations", "quoted_persons", "entities", "byline", "related"), ())
    nothing = {**empty, "published": None, "dateline": None, "headline": {"text": "Palu", "origin": "lead"}}

    tallies = score([(GOLD, nothing)])

    assert {name: tally.hits for name, tally in tallies.items() if tally.hits} == {}
    assert all(tally.recall == 0 for tally in tallies.values() if tally.wanted)
