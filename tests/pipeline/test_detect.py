"""The language is the declared one, else the one a pack knows the text by, else undetermined."""

from __future__ import annotations

import subprocess
import sys

import pytest

from worker.pipeline import extract
from worker.pipeline.article import Article
from worker.pipeline.detect import detect_language, pack_code
from worker.pipeline.record import Language

NEWS = 'Warga menanam bakau di pantai untuk menahan ombak. "Kami siap," kata Rina Kusuma.'

TEXTS = [
    pytest.param(NEWS, "id", id="Indonesian"),
    pytest.param(NEWS.upper(), "id", id="Indonesian in capitals"),
    pytest.param(
        'The minister said the port would open in May. "We are ready," he told reporters.', "en", id="English"
    ),
    pytest.param("Der Minister sagte, der Hafen werde im Mai geöffnet.", "de", id="German"),
    pytest.param("总统说：“我们来了。”", "zh", id="Chinese"),
    pytest.param("知事は、新しい港が五月に開くと話した。", "ja", id="Japanese"),
    pytest.param("وقال الوزير إن الميناء سيفتح في أيار.", "ar", id="Arabic"),
    pytest.param("Le ministre a dit que le port ouvrirait en mai.", "fr", id="French"),
    pytest.param("El ministro dijo que el puerto abriría en mayo.", "es", id="Spanish"),
    pytest.param(
        "De minister zei gisteren dat de nieuwe haven in mei opengaat en dat alles klaar is.", "nl", id="Dutch"
    ),
    pytest.param("Ministern sade att hamnen skulle öppna i maj.", "sv", id="a language without a pack"),
    pytest.param(f"{NEWS} \U0001fffe", "id", id="a character that the detector refuses"),
    pytest.param(f"\ud800\0{NEWS}", "id", id="half a character"),
    pytest.param("12/9/2023 14.05 3.000", "und", id="numbers"),
    pytest.param("", "und", id="nothing"),
]


@pytest.mark.parametrize(("text", "tag"), TEXTS)
def test_languages_are_known(text, tag):
    found = detect_language(text, None)

    assert (found.tag, found.declared) == (tag, False)
    assert (found.confidence > 0) is (tag != "und")


INDONESIAN = """
Pemerintah kota memperbaiki jembatan yang rusak akibat banjir.
Warga berharap harga beras segera turun sebelum lebaran.
Polisi menangkap tiga orang yang diduga mencuri sepeda motor.
Menteri itu mengatakan bahwa pabrik baru akan dibuka bulan depan.
Hujan deras mengguyur ibu kota sejak kemarin sore.
Harga Cabai Naik, Pedagang Pasar Mengeluh
Gempa Guncang Kota Lama, Warga Berlarian ke Luar Rumah
Tim Garuda Menang Tipis atas Tamu
Bupati Resmikan Puskesmas Baru di Desa Terpencil
Kebakaran Hanguskan Puluhan Rumah
"Kami tidak bisa bekerja karena listrik padam," kata Rina.
Sekolah libur karena kabut asap makin tebal.
Rapat itu dihadiri kepala dinas dan para camat.
"""
MALAY = """
Kerajaan negeri membaiki jambatan yang rosak akibat banjir.
Penduduk berharap harga beras segera turun sebelum hari raya.
Polis menahan tiga lelaki yang disyaki mencuri motosikal.
Menteri itu berkata kilang baharu akan dibuka bulan hadapan.
Hujan lebat melanda ibu negara sejak petang kelmarin.
Harga Cili Naik, Peniaga Pasar Merungut
Gempa Gegar Bandar Lama, Penduduk Bergegas Keluar Rumah
Skuad Harimau Menang Tipis ke Atas Pelawat
Ketua Menteri Rasmi Klinik Baharu di Kampung Pedalaman
Kebakaran Musnahkan Puluhan Rumah
"Kami tidak boleh bekerja kerana bekalan elektrik terputus," kata Rosnah.
Sekolah bercuti kerana jerebu semakin tebal.
Mesyuarat itu dihadiri pengarah jabatan dan ketua kampung.
"""
CLOSE = [
    (sentence, tag) for tag, lines in (("id", INDONESIAN), ("ms", MALAY)) for sentence in lines.strip().splitlines()
]
MISTAKEN = {  # so short that no word tells; two such sentences together are told apart
    "Kebakaran Hanguskan Puluhan Rumah",
    "Penduduk berharap harga beras segera turun sebelum hari raya.",
    "Harga Cili Naik, Peniaga Pasar Merungut",
    "Gempa Gegar Bandar Lama, Penduduk Bergegas Keluar Rumah",
}


@pytest.mark.parametrize(
    ("sentence", "tag"),
    [
        pytest.param(*row, marks=pytest.mark.xfail(reason="too short") if row[0] in MISTAKEN else [], id=row[0])
        for row in CLOSE
    ],
)
def test_single_sentences_of_close_languages_are_told_apart(sentence, tag):
    assert detect_language(sentence, None).tag == tag


@pytest.mark.parametrize(("lines", "tag"), [(INDONESIAN, "id"), (MALAY, "ms")], ids=["id", "ms"])
@pytest.mark.parametrize("size", [3, 5])
def test_paragraphs_of_close_languages_are_told_apart(lines, tag, size):
    sentences = lines.strip().splitlines()
    paragraphs = [" ".join(sentences[start : start + size]) for start in range(len(sentences) - size + 1)]

    assert {detect_language(paragraph, None).tag for paragraph in paragraphs} == {tag}


def test_short_texts_are_less_certain():
    certainties = [detect_language(NEWS[:length], None).confidence for length in (9, 50, len(NEWS), None)]

    assert certainties == sorted(certainties)
    assert detect_language(" ".join([NEWS] * 3), None).confidence > certainties[0]


@pytest.mark.parametrize("text", [NEWS, NEWS.upper()])
def test_without_a_detector_the_small_words_of_the_packs_decide(text):
    program = (
        "import sys; sys.modules['pycld2'] = None; from worker.pipeline.detect import detect_language; "
        f"print(detect_language({text!r}, None).tag)"
    )

    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "id\n"


@pytest.mark.parametrize("tag", ["id", "id-ID", "en", "tlh"])
def test_a_declared_language_is_believed(tag):
    assert detect_language(NEWS, tag) == Language(tag, 1.0, declared=True)


PACKS = [
    ("id", "id"),
    ("ID", "id"),
    ("id-ID", "id"),
    ("id-Latn-ID", "id"),
    ("und", "und"),
    ("en-US", "en"),
    ("tlh", "und"),
    ("", "und"),
]


@pytest.mark.parametrize(("tag", "code"), PACKS)
def test_a_language_is_read_with_its_own_pack_or_the_empty_one(tag, code):
    assert pack_code(Language(tag, 1.0, declared=True)) == code


UNREAD = [
    pytest.param('"We are ready," said Anna Berg', id="a name beside it"),
]
WITHOUT_NAME = [
    pytest.param('"We are ready," she said', id="a pronoun beside it"),
    pytest.param('"We are ready," wrote the harbour office', id="small words beside it"),
]


@pytest.mark.parametrize("speech", UNREAD + WITHOUT_NAME)
def test_without_a_pack_marks_dates_and_headline_are_still_read(speech):
    record = extract(Article(text=f"Port to open in May\n\n{speech} (12/9/2023).", language="tlh"))

    assert record.headline.text == "Port to open in May"
    assert [found.value for found in record.dates] == ["2023-09-12"]
    assert [warned.code for warned in record.warnings] == ["no_language_pack"]
    assert [each.text for each in record.quotations] == ["We are ready,"]


def test_a_pack_of_dates_reads_dates_and_says_that_it_reads_no_more():
    record = extract(Article(text="Le port a fermé mardi 5 septembre 2023. “Tant pis”, a dit Anne Morel, la maire."))

    assert record.language.tag == "fr"
    assert [found.value for found in record.dates] == ["2023-09-05"]
    assert [(warned.code, "marks, dates and headline only" in warned.detail) for warned in record.warnings] == [
        ("no_language_pack", True)
    ]
