"""What newsrooms put around an article is told apart from it: datelines, titles, credits, links, notices."""

from __future__ import annotations

import pytest

from worker.pipeline import extract
from worker.pipeline.article import Article

LEAD = "Warga menanam bakau di pantai, Senin (4/3/2024)."


def record_of(text, **known):
    return extract(Article(text=text, language="id", **known))


DATELINES = [
    pytest.param(LEAD, None, id="none"),
    pytest.param(f"TRIBUNNEWS.COM - {LEAD}", ("TRIBUNNEWS.COM", None), id="outlet alone"),
    pytest.param(f"TRIBUNNEWS.COM, JAKARTA - {LEAD}", ("TRIBUNNEWS.COM", "JAKARTA"), id="outlet, place"),
    pytest.param(f"TRIBUNMATARAM.COM - {LEAD}", ("TRIBUNMATARAM.COM", None), id="sister site"),
    pytest.param(f"JAKARTA, KOMPAS.com - {LEAD}", ("KOMPAS.com", "JAKARTA"), id="place, outlet"),
    pytest.param(f"KOMPAS.com – {LEAD}", ("KOMPAS.com", None), id="a longer dash"),
    pytest.param(f"JAKARTA, KOMPAS — {LEAD}", ("KOMPAS", "JAKARTA"), id="a newspaper's name"),
    pytest.param(f"SEMARANG, KOMPAS.con - {LEAD}", ("KOMPAS.con", "SEMARANG"), id="outlet mistyped"),
    pytest.param(f"Liputan6.com, Jakarta - {LEAD}", ("Liputan6.com", "Jakarta"), id="outlet, place in small letters"),
    pytest.param(f"Liputan6.com, Jakarta {LEAD}", ("Liputan6.com", "Jakarta"), id="no dash"),
    pytest.param(f"Liputan6.com,Jakarta-{LEAD}", ("Liputan6.com", "Jakarta"), id="no blanks"),
    pytest.param(f"Jakarta (ANTARA) - {LEAD}", ("ANTARA", "Jakarta"), id="outlet in brackets"),
    pytest.param(f"Rejang Lebong, Bengkulu (ANTARA) - {LEAD}", ("ANTARA", "Rejang Lebong, Bengkulu"), id="two places"),
    pytest.param(f"Koba, Babel, (ANTARA) - {LEAD}", ("ANTARA", "Koba, Babel"), id="a comma too many"),
    pytest.param(f"KONTAN.CO.ID - JAKARTA. {LEAD}", ("KONTAN.CO.ID", "JAKARTA"), id="place and full stop"),
    pytest.param(f"KONTAN.CO.ID -JAKARTA. {LEAD}", ("KONTAN.CO.ID", "JAKARTA"), id="place glued to the dash"),
    pytest.param(f"Bisnis.com, JAKARTA — {LEAD}", ("Bisnis.com", "JAKARTA"), id="outlet, place in capitals"),
    pytest.param(f"Bisnis.com, JAKARTA -- {LEAD}", ("Bisnis.com", "JAKARTA"), id="a double dash"),
    pytest.param(f"Bisnis.com, JAKARTA—{LEAD}", ("Bisnis.com", "JAKARTA"), id="a glued dash"),
    pytest.param(f"Jakarta, CNN Indonesia -- {LEAD}", ("CNN Indonesia", "Jakarta"), id="an outlet of two words"),
    pytest.param(f"Bandar Lampung (Lampost.co) — {LEAD}", ("Lampost.co", "Bandar Lampung"), id="a site in brackets"),
    pytest.param(f"TEMPO.CO, Jakarta - {LEAD}", ("TEMPO.CO", "Jakarta"), id="a site in capitals"),
    pytest.param(f"REPUBLIKA.CO.ID, JAKARTA -- {LEAD}", ("REPUBLIKA.CO.ID", "JAKARTA"), id="a site of three parts"),
    pytest.param(f"Bandung - {LEAD}", (None, "Bandung"), id="place alone"),
    pytest.param(f"Liputan6.com,\xa0Jakarta\xa0-\xa0{LEAD}", ("Liputan6.com", "Jakarta"), id="hard blanks"),
    pytest.param(f"\n\nJakarta (ANTARA) - {LEAD}", ("ANTARA", "Jakarta"), id="after empty lines"),
    pytest.param(f"- {LEAD}", None, id="a dash whose place is gone"),
    pytest.param("KAWASAN Pantai Kejora ditanami bakau oleh warga.", None, id="a first word in capitals"),
    pytest.param("Rina Kusuma - Budi Santoso menang dalam lomba.", None, id="names are no places"),
]


@pytest.mark.parametrize(("text", "dateline"), DATELINES)
def test_datelines_are_read(text, dateline):
    found = record_of(text).dateline
    told = found and tuple(piece and piece.text for piece in (found.outlet, found.place))

    assert told == dateline


TITLE = "Warga Menanam Bakau di Pantai"
HEADLINES = [
    pytest.param(f"{TITLE}\n\n{LEAD}", ("text", TITLE), id="a title line"),
    pytest.param(f"{TITLE}\nJakarta (ANTARA) - {LEAD}", ("text", TITLE), id="a title line before a dateline"),
    pytest.param(f"Mengapa Bakau Penting?\n\n{LEAD}", ("text", "Mengapa Bakau Penting?"), id="a title that asks"),
    pytest.param(f"{TITLE} TRIBUNNEWS.COM - {LEAD}", ("text", TITLE), id="a title on the body's line"),
    pytest.param(f"JAKARTA, KOMPAS.com - {LEAD} Hujan turun.", ("lead", LEAD), id="the lead without its dateline"),
    pytest.param(f"{LEAD}\n{LEAD}", ("lead", LEAD), id="a first line that is a sentence"),
    pytest.param(f"Baca juga: Warga Tanam Bakau\n{LEAD}", ("lead", LEAD), id="a link is no title"),
    pytest.param(f"Editor: Sari Dewi\n{LEAD}", ("lead", LEAD), id="a credit is no title"),
    pytest.param("", ("lead", ""), id="no text"),
]
MARKED = 'Rina: "Bakau Menahan Ombak"'
TITLE_GAPS = [
    pytest.param(
        f"{MARKED}\n\n{LEAD}",
        ("text", MARKED),
        id="a title that ends in marks",
        marks=pytest.mark.xfail(reason="a line that ends in a mark is taken for speech"),
    ),
    pytest.param(
        f"{TITLE} Jakarta (ANTARA) - {LEAD}",
        ("text", TITLE),
        id="a title on the line of a place",
    ),
]


@pytest.mark.parametrize(("text", "headline"), HEADLINES + TITLE_GAPS)
def test_headlines_are_read(text, headline):
    found = record_of(text).headline

    assert (found.origin, found.text) == headline


GIVEN = [
    pytest.param("Bakau Ditanam", LEAD, (), id="no title in the text"),
    pytest.param("Bakau Ditanam", f"{TITLE}\n\n{LEAD}", (TITLE,), id="another title in the text"),
    pytest.param(TITLE, f"{TITLE}\n\n{LEAD}", (), id="the same title in the text"),
]


@pytest.mark.parametrize(("headline", "text", "alternatives"), GIVEN)
def test_a_submitted_headline_comes_first(headline, text, alternatives):
    found = record_of(text, headline=headline).headline

    assert (found.origin, found.text, found.alternatives) == ("given", headline, alternatives)


def test_an_empty_headline_is_none():
    assert record_of(LEAD, headline=" ").headline.origin == "lead"


BYLINES = [
    pytest.param(f"{LEAD}\n\nPewarta: Sari Dewi", [("Sari Dewi", "reporter")], id="a label"),
    pytest.param(
        f"{LEAD}\n\nPewarta: Sari Dewi\nEditor: Joko Prasetyo\nCopyright © ANTARA 2024",
        [("Sari Dewi", "reporter"), ("Joko Prasetyo", "editor")],
        id="labels on lines",
    ),
    pytest.param(
        f"{LEAD} Pewarta: Sari Dewi Editor: Joko Prasetyo Copyright © ANTARA 2024",
        [("Sari Dewi", "reporter"), ("Joko Prasetyo", "editor")],
        id="labels on one line",
    ),
    pytest.param(f"{LEAD}\nPenulis : Sari Dewi", [("Sari Dewi", "author")], id="a blank before the colon"),
    pytest.param(f"{LEAD}\nEDITOR: SARI DEWI", [("SARI DEWI", "editor")], id="capitals"),
    pytest.param(f"{LEAD} (Tribunnews.com/Sari Dewi)", [("Sari Dewi", "author")], id="in brackets"),
    pytest.param(
        f"{LEAD} (Tribunnews.com/Sari Dewi/Joko Prasetyo)",
        [("Sari Dewi", "author"), ("Joko Prasetyo", "author")],
        id="two in brackets",
    ),
    pytest.param(
        f"Laporan Wartawan Tribunnews.com, Sari Dewi\nTRIBUNNEWS.COM, JAKARTA - {LEAD}",
        [("Sari Dewi", "reporter")],
        id="a reporter's line",
    ),
    pytest.param(
        f"Laporan Wartawan Tribunnews.com, Sari Dewi TRIBUNNEWS.COM, JAKARTA - {LEAD}",
        [("Sari Dewi", "reporter")],
        id="a reporter before the dateline",
    ),
    pytest.param(f"{LEAD}\nFotografer: Sari Dewi", [("Sari Dewi", "photographer")], id="a photographer"),
    pytest.param(f"{LEAD} Rina bekerja sebagai editor: tugasnya menyunting.", [], id="a trade in a sentence"),
]
NO_BYLINES = [
    pytest.param(
        f"{LEAD} Warga (Jakarta/Bandung) ikut menanam.",
        [],
        id="places in brackets",
    ),
]


@pytest.mark.parametrize(("text", "byline"), BYLINES + NO_BYLINES)
def test_credits_are_read_and_quote_nobody(text, byline):
    record = record_of(text)

    assert [(author.name, author.role) for author in record.byline] == byline
    assert {person.name for person in record.quoted_persons} & {name for name, _ in byline} == set()


LINKED = "Wali Kota Budi Santoso Buka Jalur Bus"
LINKS = [
    pytest.param(f"{LEAD}\nBaca juga: {LINKED}\n{LEAD}", [LINKED], id="a line"),
    pytest.param(f"{LEAD}\nBaca Juga : {LINKED}\n{LEAD}", [LINKED], id="a blank before the colon"),
    pytest.param(f"{LEAD}\nBACA JUGA: {LINKED}\n{LEAD}", [LINKED], id="capitals"),
    pytest.param(f"{LEAD}\nBaca juga:\n{LINKED}\n{LEAD}", [LINKED], id="the title on the next line"),
    pytest.param(f"{LEAD}\nBaca: {LINKED}\n{LEAD}", [LINKED], id="one word"),
    pytest.param(f"{LEAD}\nBaca juga: {LINKED}\nBaca juga: Air Naik Lagi\n{LEAD}", [LINKED, "Air Naik Lagi"], id="two"),
    pytest.param(f'{LEAD}\nTonton juga Video: "{LINKED}"\n{LEAD}', [LINKED], id="a video in marks"),
    pytest.param(f"{LEAD} Baca juga: {LINKED}", [LINKED], id="at the end of a line"),
    pytest.param(f"{LEAD} Baca juga: Apakah {LINKED}? Warga senang.", [f"Apakah {LINKED}?"], id="flat, a question"),
    pytest.param(f"Rina mengajak warga baca: buku itu jendela dunia. {LEAD}", [], id="a verb in a sentence"),
    pytest.param(LEAD, [], id="none"),
]


@pytest.mark.parametrize(("text", "titles"), LINKS)
def test_links_are_read_and_stay_out_of_the_meaning(text, titles):
    record = record_of(text)

    assert [link.text for link in record.related] == titles
    assert "Budi Santoso" not in {entity.name for entity in record.entities}


NOTICES = [
    "ADVERTISEMENT",
    "SCROLL TO CONTINUE WITH CONTENT",
    "Halaman Selanjutnya",
    "[Gambas:Video 20detik]",
    "Artikel ini telah tayang di Kabar.com dengan judul Kata Budi Santoso: Kami Siap",
    "Foto: Budi Santoso",
    "Copyright © ANTARA 2024",
    "(rik/bud)",
    "Tags: Budi Santoso",
]


@pytest.mark.parametrize("notice", NOTICES)
def test_notices_hide_no_speaker_and_are_none(notice):
    record = record_of(f'Rina Kusuma tiba, Senin (4/3/2024).\n{notice}\n"Kami siap," ujarnya.\n{notice}')

    assert [(each.text, each.cue.text[:4]) for each in record.quotations] == [("Kami siap,", "ujar")]
    assert [person.name for person in record.quoted_persons] == ["Rina Kusuma"]
    assert [entity.name for entity in record.entities] == ["Rina Kusuma"]


INSIDE = [
    pytest.param(
        f"{LEAD}\nRina Kusuma mengatakan pompa bekerja\nBaca juga: {LINKED}\ndan air surut.", id="a link in a clause"
    ),
]
IN_TWO_PARTS = [
    pytest.param(
        f'{LEAD}\n"Pompa bekerja\nBaca juga: {LINKED}\ndan air surut," kata Rina Kusuma.',
        id="a link in a quotation",
    ),
]


@pytest.mark.parametrize("text", INSIDE + IN_TWO_PARTS)
def test_a_link_inside_what_was_said_is_no_part_of_it(text):
    record = record_of(text)
    said = [span.of(text) for each in record.quotations for span in each.content]

    assert [each.name for each in record.quoted_persons] == ["Rina Kusuma"]
    assert "Pompa bekerja" in said[0].capitalize()
    assert [words for words in said if LINKED in words] == []
