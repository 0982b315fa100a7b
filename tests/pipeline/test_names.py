"""Which names mean one person: short forms, initials, slips of the keyboard, and what keeps two persons apart."""

from __future__ import annotations

import pytest

from worker.pipeline import extract
from worker.pipeline.article import Article

ONE = [
    pytest.param("Budi Santoso", "Budi", id="the first word"),
    pytest.param("Budi Santoso", "Santoso", id="the last word"),
    pytest.param("Budi Eko Santoso", "Eko", id="a word in the middle"),
    pytest.param("Budi Eko Santoso", "Budi Santoso", id="without the middle word"),
    pytest.param("Budi Santoso", "Pak Budi", id="with a courtesy word"),
    pytest.param("Chaidir Hidayat", "Chadir", id="a letter lost"),
    pytest.param("Ma'ruf Hidayat", "Ma'ruf", id="with an apostrophe"),
    pytest.param("Jo Chun-ryong", "Chun-ryong", id="with a hyphen"),
]
TWO = [
    pytest.param("Budi Santoso", "Rina", id="another name"),
    pytest.param("Budi Santoso", "Budiman", id="a longer word"),
    pytest.param("Budi Santoso", "Santoso Budi Rahayu", id="other order and more"),
]
TWO_SLIPS = [
    pytest.param(
        "Hariyanto Susanto",
        "Hariyanti Susanti",
        id="a letter of each word",
    ),
]


def persons(full, short):
    text = f'"Kami siap," kata Direktur PT Angin Timur {full}.\n"Besok mulai," kata {short}.'
    record = extract(Article(text=text, language="id"))
    return [(person.name, person.direct) for person in record.quoted_persons]


@pytest.mark.parametrize(("full", "short"), ONE)
def test_a_short_form_is_the_same_person(full, short):
    assert persons(full, short) == [(full, 2)]


@pytest.mark.parametrize(("full", "other"), TWO + TWO_SLIPS)
def test_another_name_is_another_person(full, other):
    assert persons(full, other) == [(full, 1), (other, 1)]


def test_a_short_form_of_two_is_the_nearer_one():
    text = (
        "Rina Kusuma dan Rina Hapsari hadir.\n"
        '"Kami siap," kata Lurah Melati, Rina Kusuma.\n"Kami juga," kata Lurah Mawar, Rina Hapsari.\n'
        '"Besok mulai," kata Rina.'
    )
    quoted = extract(Article(text=text, language="id")).quoted_persons

    assert [(person.name, person.direct) for person in quoted] == [("Rina Kusuma", 1), ("Rina Hapsari", 2)]
