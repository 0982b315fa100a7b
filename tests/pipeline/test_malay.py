"""Who says what in Malay: what the overlay adds to the Indonesian pack, and what it takes away."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from worker.pipeline import extract
from worker.pipeline.article import Article
from worker.pipeline.language import load_pack


class Case(NamedTuple):
    text: str
    speaker: str
    role: str | None
    cue: str
    why: str


CASES = [
    Case(
        "Kerajaan akan menambah 40 bas elektrik mulai bulan depan, kata Menteri Pengangkutan Datuk Azlan Rahmat.",
        "Azlan Rahmat",
        "Menteri Pengangkutan",
        "kata",
        "a verb that reports elsewhere does what it says here",
    ),
    Case(
        "Pengarah Jabatan Laut, Datuk Seri Rosli Hamid, berkata jeti siap bulan hadapan.",
        "Rosli Hamid",
        "Pengarah Jabatan Laut",
        "berkata",
        "a title of honour is no name",
    ),
    Case(
        "Pengerusi persatuan itu, Tan Sri Lim Boon Keat, menafikan kilang ditutup.",
        "Lim Boon Keat",
        "Pengerusi persatuan itu",
        "menafikan",
        "a title of two words, and a denial",
    ),
    Case(
        "Ketua Polis Daerah Muar, ACP Zahid Osman, mengesahkan dua lelaki ditahan.",
        "Zahid Osman",
        "Ketua Polis Daerah Muar",
        "mengesahkan",
        "a rank of the police",
    ),
    Case(
        '"Kami menunggu bantuan sejak subuh," kata Rosnah binti Kadir.',
        "Rosnah binti Kadir",
        None,
        "kata",
        "a patronymic is part of the name",
    ),
    Case(
        '"Bas mesti disediakan," tegas peguam Ravi a/l Muthu.',
        "Ravi a/l Muthu",
        "peguam",
        "tegas",
        "a patronymic with a stroke",
    ),
    Case(
        "Timbalan Menteri Kesihatan, Dr Aminah Yusof, memaklumkan klinik itu dibuka semula.",
        "Aminah Yusof",
        "Timbalan Menteri Kesihatan",
        "memaklumkan",
        "a verb of announcing",
    ),
    Case(
        'Bekas setiausaha kelab, Tengku Faris, mendedahkan "ada akaun kedua" milik kelab.',
        "Tengku Faris",
        "Bekas setiausaha kelab",
        "mendedahkan",
        "a title that is part of the name",
    ),
    Case(
        '"Bas baharu tiba esok," kata Exco Pengangkutan Datuk Fairul Bakri.',
        "Fairul Bakri",
        "Exco Pengangkutan",
        "kata",
        "a role that runs into a title of honour",
    ),
    Case(
        '"Pasar dibuka semula," kata Datuk Bandar, Datuk Rosli Hamid.',
        "Rosli Hamid",
        "Datuk Bandar",
        "kata",
        "a role that begins like a title of honour",
    ),
    Case(
        "Menurut Setiausaha Majlis, Puan Hajah Kalsom Idris, pasar dibuka semula Isnin depan.",
        "Kalsom Idris",
        "Setiausaha Majlis",
        "Menurut",
        "according to, with two words of courtesy",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.why)
def test_the_speaker_is_found(case):
    record = extract(Article(text=case.text, language="ms")).as_dict()
    (quotation,) = record["quotations"]
    (person,) = record["quoted_persons"]

    assert quotation["cue"]["text"] == case.cue
    assert person["name"] == case.speaker
    assert (person["role"] or {}).get("text") == case.role


def test_a_relay_is_no_speaker():
    text = 'Agensi berita Bernama memetik Menteri Besar, Datuk Wan Salleh, sebagai berkata "kami sedia membantu".'
    record = extract(Article(text=text, language="ms")).as_dict()

    assert [person["name"] for person in record["quoted_persons"]] == ["Wan Salleh"]


def test_a_line_by_somebody_is_no_headline():
    text = "Oleh Nurul Izzati Salleh\n\nPETALING JAYA: Skuad negara mara ke separuh akhir."
    record = extract(Article(text=text, language="ms")).as_dict()

    assert [(credit["name"], credit["role"]) for credit in record["byline"]] == [("Nurul Izzati Salleh", "reporter")]
    assert record["dateline"]["place"]["text"] == "PETALING JAYA"
    assert record["headline"]["text"] == "Skuad negara mara ke separuh akhir."


def test_what_is_common_is_inherited():
    malay, indonesian = load_pack("ms"), load_pack("id")

    assert malay.speech.clitics is indonesian.speech.clitics
    assert {"kata", "ujar", "jelas"} <= malay.speech.cues & indonesian.speech.cues
    assert "beritahunya" in malay.speech.clitic_cues - indonesian.speech.clitic_cues
    assert "pungkas" in indonesian.speech.cues - malay.speech.cues
