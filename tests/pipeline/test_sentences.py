"""A sentence ends where it ends, not at every full stop; the lead that stands in for a headline is the first one."""

from __future__ import annotations

import pytest

from worker.pipeline import extract
from worker.pipeline.article import Article

REST = "Hujan turun sampai malam."

FIRST = [
    pytest.param("Warga menanam bakau.", id="a full stop"),
    pytest.param("Siapa yang menanam bakau?", id="a question"),
    pytest.param("Dr. Sari Dewi menanam bakau.", id="a degree before a name"),
    pytest.param("Warga dan H. Budi Santoso menanam bakau.", id="an honorific"),
    pytest.param("M. Ali dan Budi S. Putra menanam bakau.", id="initials"),
    pytest.param("Sari Dewi, S.H., M.Si., menanam bakau.", id="degrees after a name"),
    pytest.param("Warga menanam 6.500 bakau pada pukul 14.05 WIB.", id="full stops in numbers"),
    pytest.param("Warga membaca KabarKita.com sambil menanam bakau.", id="a site"),
    pytest.param("Warga PT. Angin Timur menanam bakau.", id="a company's full stop"),
    pytest.param('"Bakau menahan ombak. Kami menanamnya," kata Rina.', id="a full stop inside a quotation"),
    pytest.param('Rina berkata, "Kami menanam bakau."', id="a full stop before the closing mark"),
    pytest.param("Warga menanam bakau...", id="three full stops"),
]
ABBREVIATED = [
    pytest.param("Warga di Jl. Melati menanam bakau.", id="a street's full stop"),
    pytest.param("Harga bakau Rp. 5.000 sebatang.", id="a sum of money"),
]


@pytest.mark.parametrize("sentence", FIRST + ABBREVIATED)
def test_the_lead_is_the_first_sentence(sentence):
    headline = extract(Article(text=f"{sentence} {REST}", language="id")).headline

    assert (headline.origin, headline.text) == ("lead", sentence)


def test_a_missing_blank_does_not_join_sentences():
    text = f"Warga menanam bakau, Senin (4/3/2024).{REST}"

    assert extract(Article(text=text, language="id")).headline.text == "Warga menanam bakau, Senin (4/3/2024)."
