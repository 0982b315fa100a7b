"""An article's own date: what was said outranks the address, the address the text, and receipt is no evidence."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import pytest

from worker.pipeline import extract
from worker.pipeline.article import Article
from worker.pipeline.language import load_pack
from worker.pipeline.stages.dates import find_dates
from worker.pipeline.stages.published import choose_published, reference_day

if TYPE_CHECKING:
    from worker.pipeline.record import Published

WORDS = load_pack("id").dates
TUESDAY = "Hal itu dikatakan Rani di Solo, Selasa (12/9/2023) siang."


def published(article: Article) -> Published | None:
    dates = find_dates(article.text, WORDS, reference_day(article, WORDS))
    return choose_published(article, dates, WORDS, None)


DATELINES = [
    (
        "KUALA TERENGGANU, 14 Mei 2024 (Bernama) -- Jeti siap, kata Rani, Khamis (9/5/2024).",
        "2024-05-14",
        "an agency's",
    ),
    ("KUCHING, 9 Mei 2024 - Skuad menang dan akan bermain pada Jumaat (17/5/2024).", "2024-05-09", "without an outlet"),
    ("KUCHING, 9 Mei (Bernama) - Skuad menang.", "2024-05-09", "the year of the day of receipt"),
    ("KUCHING - Skuad menang pada Jumaat (10/5/2024).", "2024-05-10", "a dateline without a day"),
    ("KUCHING, 31 Jun 2024 - Skuad menang pada Jumaat (10/5/2024).", "2024-05-10", "a day that no calendar has"),
    ("KUCHING, 9 Mei 2025 - Skuad menang pada Jumaat (10/5/2024).", "2024-05-10", "a day after that of receipt"),
]


@pytest.mark.parametrize(("text", "value", "why"), DATELINES, ids=[why for *_, why in DATELINES])
def test_the_day_of_a_dateline_is_that_of_the_article(text, value, why):
    found = extract(Article(text=text, language="ms", received_at=date(2024, 5, 20))).published

    assert found is not None, why
    assert (found.value, found.span.of(text)) == (value, found.raw)


class Given(NamedTuple):
    published: str
    value: str
    precision: str
    why: str


GIVEN = [
    Given("2023-09-13", "2023-09-13", "day", "a day stays a day"),
    Given("2023-09", "2023-09", "month", "a month stays a month"),
    Given("2023", "2023", "year", "a year stays a year"),
    Given("2023-09-13T14:05:00+07:00", "2023-09-13T14:05:00+07:00", "minute", "a zone is kept"),
    Given("2023-09-13T14:05:00", "2023-09-13T14:05:00", "minute", "a zone is not invented"),
    Given("Rabu, 13 Sep 2023 20:28 WIB", "2023-09-13T20:28+07:00", "minute", "a date field of a site"),
    Given("Rabu, 13 September 2023", "2023-09-13", "day", "a date field without a time"),
]

ADDRESSES = [
    ("https://kabar.example/nasional/2023/09/11/rani-bicara", "2023-09-11", "slashes"),
    ("https://kabar.example/read/20230911080408-12-3/rani", "2023-09-11", "digits with the time of day"),
    ("https://kabar.example/2023-09-11-rani.html", "2023-09-11", "dashes"),
    ("https://kabar.example/2023/13/41/rani", "2023-09-12", "no day of any calendar: the text decides"),
    ("https://kabar.example/berita/20230911", "2023-09-11", "the last piece of the path"),
    ("https://kabar.example/id/2023091112345678901/rani", "2023-09-12", "a long number is no day"),
]

TEXTS = [
    (TUESDAY, "2023-09-12", "the day with its weekday"),
    (
        "Lahir 3 Maret 1965. " + TUESDAY + " Sidang 20 Oktober 2023.",
        "2023-09-12",
        "days without weekday are background",
    ),
    ("Gempa Minggu (10/9/2023). " + TUESDAY, "2023-09-12", "the latest day"),
    (TUESDAY + " Pameran buka hingga Jumat, 15 September 2023.", "2023-09-12", "a day to come is not the article's"),
    (TUESDAY + " Pameran buka 20-21 September 2023.", "2023-09-12", "nor a range"),
    ("Foto: Antara (12/9/2023)", "2023-09-12", "a day in brackets where there is no better one"),
    ("Lahir 3 Maret 1965, menjabat sejak Mei 2020.", None, "background alone is no date"),
    ("Pameran dibuka, kata Rani.", None, "nothing is said"),
]


@pytest.mark.parametrize("case", GIVEN, ids=[case.why for case in GIVEN])
def test_the_given_date_is_kept_as_precise_as_it_is(case: Given):
    found = published(Article(text=TUESDAY, published=case.published, url="https://kabar.example/2020/01/01/lain"))

    assert found
    assert (found.value, found.precision, found.origin) == (case.value, case.precision, "given")
    assert (found.raw, found.span) == (case.published, None)


@pytest.mark.parametrize(("url", "value", "why"), ADDRESSES, ids=[why for *_, why in ADDRESSES])
def test_the_address_outranks_the_text(url: str, value: str, why: str):
    found = published(Article(text=TUESDAY, url=url))

    assert found
    assert (found.value, found.origin) == (value, "text" if value == "2023-09-12" else "url"), why


@pytest.mark.parametrize(("text", "value", "why"), TEXTS, ids=[why for *_, why in TEXTS])
def test_the_text_gives_the_latest_day_of_its_news(text: str, value: str | None, why: str):
    found = published(Article(text=text))

    assert (found.value if found else None) == value, why


def test_the_words_of_the_text_are_shown():
    found = published(Article(text=TUESDAY))

    assert found
    assert found.span
    assert found.span.of(TUESDAY) == found.raw == "Selasa (12/9/2023)"
    assert found.weekday_checked is True


def test_a_date_that_cannot_be_read_leaves_the_word_to_the_text():
    found = published(Article(text=TUESDAY, published="kapan saja"))

    assert found
    assert found.origin == "text"


def test_no_article_is_from_after_its_receipt():
    assert published(Article(text="Laga Rabu (13/9/2023).", received_at=date(2023, 9, 12))) is None
    assert published(Article(text="", url="https://kabar.example/2023/09/13/", received_at=date(2023, 9, 12))) is None


def test_receipt_alone_is_no_evidence():
    assert published(Article(text="Ia tiba kemarin, Senin.", received_at=date(2023, 9, 12))) is None


def test_dates_are_reckoned_from_the_given_day_before_that_of_receipt():
    received = date(2026, 1, 1)

    assert reference_day(Article(text="", published="2023-09-12T10:00:00Z", received_at=received), WORDS) == date(
        2023, 9, 12
    )
    assert reference_day(Article(text="", published="2023", received_at=received), WORDS) == received
    assert reference_day(Article(text=""), WORDS) is None
