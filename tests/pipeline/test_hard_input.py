"""Texts no newsroom writes: each gets a record, and none costs more than its length."""

from __future__ import annotations

import cProfile
import itertools
import json
import pstats

import pytest

from worker.pipeline import extract
from worker.pipeline.article import Article

LIMIT = 200_000  # characters: the longest text the service takes
SPEECH = '"Kami siap," kata Rina Kusuma, Senin (4/3/2024). '


def people(count):
    """Return names of which no two are a slip of the keyboard apart."""
    parts = ("bag", "din", "kus", "lem", "mor", "nap", "rit", "sul", "teh", "wok")
    names = ("".join(syllables).title() for syllables in itertools.product(parts, repeat=3))
    return list(itertools.islice(names, count))


HARD = [
    pytest.param("", {"no_text"}, id="nothing"),
    pytest.param(" \n\t\xa0" * 10_000, {"no_text"}, id="blanks alone"),
    pytest.param("\n" * 50_000, {"no_text"}, id="line ends alone"),
    pytest.param("\0" * 50_000, {"control_characters"}, id="NUL alone"),
    pytest.param(SPEECH + "\0" * 1_000, {"control_characters"}, id="NUL after speech"),
    pytest.param('"' * 100_000, set(), id="straight marks alone"),
    pytest.param("“" * 20_000, set(), id="opening marks alone"),
    pytest.param("”" * 20_000, set(), id="closing marks alone"),
    pytest.param("'" * 20_000, set(), id="single marks alone"),
    pytest.param("«“‘" * 3_000 + "’”»" * 3_000, set(), id="marks nested deeply"),
    pytest.param("?" * 20_000, set(), id="question marks alone"),
    pytest.param('"Aku\n' * 5_000, set(), id="a mark left open on every line"),
    pytest.param((SPEECH * 5_000)[:LIMIT], set(), id="one line of speech as long as a text may be"),
    pytest.param((SPEECH + "\n") * 1_000, set(), id="speech on every line"),
    pytest.param("\ud800" * 20_000 + "\udc00", set(), id="halves of surrogate pairs"),
    pytest.param("قال الوزير «نحن هنا» في بغداد. " * 1_000, set(), id="right to left"),
    pytest.param("总统说：“我们来了。”" * 2_000, set(), id="no blanks between words"),
    pytest.param("a" + "\u0301" * 20_000, set(), id="one letter under twenty thousand accents"),
    pytest.param("(" * 30_000, set(), id="brackets never closed"),
    pytest.param("(" * 15_000 + ")" * 15_000, set(), id="brackets nested deeply"),
    pytest.param("Rina Kusuma Budi Santoso " * 5_000, set(), id="capitalised words without a full stop"),
    pytest.param("kata " * 40_000, set(), id="cues alone"),
    pytest.param("Senin (4/3/2024) " * 3_000, set(), id="dates alone"),
    pytest.param("Senin (4/3) " * 2_000, set(), id="dates without a year"),
    pytest.param("1" * 50_000, set(), id="one number"),
    pytest.param("." * 50_000, set(), id="full stops alone"),
    pytest.param("A." * 20_000, set(), id="initials alone"),
    pytest.param("jo-" * 15_000, set(), id="one hyphenated word"),
    pytest.param("Baca juga: " * 4_000, set(), id="links to nothing"),
    pytest.param("(Kabar.com/" + "Rina/" * 4_000, set(), id="a credit never closed"),
    pytest.param("A" + "a" * (LIMIT - 1), set(), id="one word"),
    pytest.param("ADVERTISEMENT" * 15_000, set(), id="a notice glued to itself"),
    pytest.param("JAKARTA - " * 5_000, set(), id="datelines alone"),
]
# What the work is counted in is calls of functions: the same number on every machine. Patterns are one call each.
REPEATED = [
    pytest.param(SPEECH, id="speech"),
    pytest.param('"Kami siap," ujarnya. ', id="clitics"),
    pytest.param('"Kami siap," kata dia.\n', id="pronouns"),
    pytest.param('" ', id="marks"),
    pytest.param("Rina Kusuma Budi Santoso ", id="names"),
    pytest.param("kata ", id="cues"),
    pytest.param("Menurut ", id="sources never named"),
    pytest.param("Kementerian Laut mengatakan air naik. ", id="reports"),
    pytest.param("Mereka mengatakan air naik. ", id="reports by somebody"),
    pytest.param("Menteri Laut ", id="roles"),
    pytest.param("Budi alias ", id="names of names"),
    pytest.param("Budi (Bud) ", id="names in brackets"),
    pytest.param("Pak Dr. ", id="titles without a name"),
    pytest.param("Senin (4/3), ", id="dates"),
    pytest.param("dua hari lalu ", id="relative dates"),
    pytest.param("Baca juga: Warga Kota Lama Menanam Bakau\n", id="links"),
    pytest.param("Editor: Sari Dewi\n", id="credits"),
    pytest.param("a\n", id="lines"),
    pytest.param("(", id="brackets"),
    pytest.param("mengatakan ", id="report verbs"),
    pytest.param("dilansir ", id="relays"),
    pytest.param("kementerian tersebut mengatakan kami datang. ", id="epithets"),
    pytest.param("kata Budi Santoso, direktur utama PT Maju, ", id="roles after names"),
]


def record_of(text):
    return extract(Article(text=text, language="id"))


@pytest.mark.parametrize(("text", "codes"), HARD)
def test_hard_texts_get_a_record(text, codes):
    record = record_of(text)

    assert record.body.text == text
    assert codes <= {warned.code for warned in record.warnings}
    assert json.loads(record.to_json())["body"]["char_count"] == len(text)


def calls(text):
    profile = cProfile.Profile()
    profile.runcall(record_of, text)
    return pstats.Stats(profile).total_calls


@pytest.mark.parametrize("piece", REPEATED)
def test_the_work_grows_no_faster_than_the_text(piece):
    calls(piece)
    few, many = (piece * (length // len(piece)) for length in (2_000, 8_000))

    assert calls(many) < 4.6 * calls(few)


CAST = [
    pytest.param('"Kami siap," kata Direktur {0} Kusuma.\n', id="persons"),
    pytest.param("PT {0} mengatakan mereka siap.\n", id="organisations"),
    pytest.param('"Kami siap," kata {0}.\n', id="single names"),
]


@pytest.mark.parametrize("sentence", CAST)
def test_the_work_grows_no_faster_than_the_cast(sentence):
    few, many = ("".join(map(sentence.format, people(count))) for count in (100, 400))

    assert calls(many) < 4.6 * calls(few)
