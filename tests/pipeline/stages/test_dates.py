"""Dates in Indonesian news: what is one, what is none, and which year and day are meant."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pytest

from worker.pipeline.language import load_pack
from worker.pipeline.stages.dates import date_warnings, find_dates

WORDS = load_pack("id").dates
WEDNESDAY = date(2023, 9, 13)


class Case(NamedTuple):
    text: str
    found: list[tuple[str, str | None]]
    why: str


WRITTEN = [
    Case("Tim tiba Selasa (12/9/2023) dini hari.", [("Selasa (12/9/2023)", "2023-09-12")], "weekday and digits"),
    Case("Ia pulang Kamis (08/11/23).", [("Kamis (08/11/23)", "2023-11-08")], "two digits of a year"),
    Case("kata Rani, Jumat, (29/5/2026).", [("Jumat, (29/5/2026)", "2026-05-29")], "comma before the bracket"),
    Case("kata Rani, Rabu (8/10/2025 di Solo", [("Rabu (8/10/2025", "2025-10-08")], "bracket left open"),
    Case("Banjir Senin malam (6/11/2023).", [("Senin malam (6/11/2023)", "2023-11-06")], "time of day between"),
    Case("dikutip Kamis(18/2/2021).", [("Kamis(18/2/2021)", "2021-02-18")], "no space"),
    Case("pada Jumat, 25 Juli 2025.", [("Jumat, 25 Juli 2025", "2025-07-25")], "weekday and month name"),
    Case("Minggu (5 November 2023)", [("Minggu (5 November 2023)", "2023-11-05")], "month name in brackets"),
    Case("Jum'at, 3 Nopember 2023", [("Jum'at, 3 Nopember 2023", "2023-11-03")], "older spellings"),
    Case("Rapat 12 SEPTEMBER 2023.", [("12 SEPTEMBER 2023", "2023-09-12")], "capitals"),
    Case(
        "Terbit 28 Sept 2024 dan 5 Okt. 2022.", [("28 Sept 2024", "2024-09-28"), ("5 Okt. 2022", "2022-10-05")], "short"
    ),
    Case("17 Agustus tahun 1945", [("17 Agustus tahun 1945", "1945-08-17")], "a word before the year"),
    Case("WASHINGTON, November 7, 2023 -", [("November 7, 2023", "2023-11-07")], "English order"),
    Case(
        "Data (7/11/2023), 31-08-2023, 2022-02-01",
        [
            ("(7/11/2023)", "2023-11-07"),
            ("31-08-2023", "2023-08-31"),
            ("2022-02-01", "2022-02-01"),
        ],
        "digits alone",
    ),
    Case("https://kabar.example/2023/09/12/gempa", [("2023/09/12", "2023-09-12")], "in an address"),
    Case(
        "sejak Oktober 2019, tahun 2020, sejak 2015",
        [
            ("Oktober 2019", "2019-10"),
            ("tahun 2020", "2020"),
            ("sejak 2015", "2015"),
        ],
        "months and years",
    ),
    Case("rencana tahun 2025-2029", [("tahun 2025-2029", "2025/2029")], "years from and to"),
    Case("9-10 Januari 2026", [("9-10 Januari 2026", "2026-01-09/2026-01-10")], "range of days"),
    Case(
        "30 Desember hingga 2 Januari 2024",
        [
            ("30 Desember hingga 2 Januari 2024", "2023-12-30/2024-01-02"),
        ],
        "range over new year",
    ),
    Case("Senin-Rabu (11-13/9/2023)", [("Senin-Rabu (11-13/9/2023)", "2023-09-11/2023-09-13")], "range of weekdays"),
    Case(
        "tanggal 15, 16, dan 18 Juli 2025",
        [
            ("15", "2025-07-15"),
            ("16", "2025-07-16"),
            ("18 Juli 2025", "2025-07-18"),
        ],
        "a list shares its month",
    ),
    Case("Kamis (2592025)", [("Kamis (2592025)", "2025-09-25")], "slashes lost"),
    Case("Minggu (2112025)", [("Minggu (2112025)", "2025-11-02")], "the weekday cuts lost slashes: not 21 January"),
    Case("Laga (26/72020) usai", [("(26/72020)", "2020-07-26")], "one slash lost"),
    Case(
        "Selasa (12/9/2023) pukul 23.30 WIB",
        [
            ("Selasa (12/9/2023) pukul 23.30 WIB", "2023-09-12T23:30+07:00"),
        ],
        "time with zone",
    ),
    Case(
        "Senin (9/3/2026), pukul 20.00 waktu setempat",
        [
            ("Senin (9/3/2026), pukul 20.00", "2026-03-09T20:00"),
        ],
        "time of another place",
    ),
    Case("12/9/2023 20:00 GMT+7", [("12/9/2023 20:00 GMT+7", "2023-09-12T20:00+07:00")], "offset in digits"),
    Case("2023-09-12T19:05:30Z", [("2023-09-12T19:05:30Z", "2023-09-12T19:05:30+00:00")], "RFC 3339"),
]

NO_DATES = [
    ("UU No 12/2011 dan Nomor 24 Tahun 2023", "laws"),
    ("perkara nomor 5/9/2023", "case number"),
    ("putusan 90/PUU-XXI/2023", "court decision"),
    ("unggul 21-19, 21-15", "scores"),
    ("hubungi 0812-8395-3596", "telephone"),
    ("Asep (35) dan Siti (12)", "ages"),
    ("Rp 12.900 atau Rp2.023.000", "prices"),
    ("era 1990-an, sejak 1990an", "decades"),
    ("RT 05/RW 09, ban 90/80", "pairs of numbers"),
    ("Mei Lestari dan Juni Supriyanto", "names like months"),
    ("pada 31/2/2023 dan 30 Februari 2023", "days that no calendar has"),
    ("Rabu (1112023)", "lost slashes with two readings on a Wednesday"),
    ("Senin (23/5/226)", "a year of three digits"),
    ("di Jalan 17 Agustus dan Universitas 17 Agustus 1945", "names with a day"),
]

OPEN_YEARS = [
    Case("Jumat (5/7). Anggaran 2018, 2019 dan 2020", [("Jumat (5/7)", "2019-07-05")], "the weekday picks the year"),
    Case("Kamis (24/7)", [("Kamis (24/7)", None)], "nothing tells the year"),
    Case(
        "sejak 14 Januari, kata Rani, Selasa (29/1/2019)",
        [
            ("14 Januari", "2019-01-14"),
            ("Selasa (29/1/2019)", "2019-01-29"),
        ],
        "the year of the news",
    ),
    Case(
        "3 Juli dan diturunkan 9 Agustus 2023", [("3 Juli", "2023-07-03"), ("9 Agustus 2023", "2023-08-09")], "shared"
    ),
    Case(
        "3 Desember tahun lalu, kata Rani, Senin (6/5/2024)",
        [
            ("3 Desember", "2023-12-03"),
            ("Senin (6/5/2024)", "2024-05-06"),
        ],
        "last year said in words",
    ),
]

RECEIVED = [
    Case("Hal itu dikatakan Luhut, Jumat (29/12)", [("Jumat (29/12)", "2023-12-29")], "the nearest year"),
    Case("Rapat hari ini (2/1)", [("hari ini", "2024-01-02"), ("(2/1)", "2024-01-02")], "today and its digits"),
    Case("17 Agustus lalu, 19 Oktober mendatang", [("17 Agustus", "2023-08-17"), ("19 Oktober", "2024-10-19")], "way"),
    Case("Selasa (2/1/2023)", [("Selasa (2/1/2023)", "2024-01-02")], "the old year in January, repaired"),
    Case("Senin (12/9/2023)", [("Senin (12/9/2023)", "2023-09-12")], "a wrong weekday far off costs nothing"),
    Case("Kamis (12/6)", [("Kamis (12/6)", None)], "no near year has this weekday"),
]

RELATIVE = [
    ("Ia tiba kemarin sore.", "2023-09-12", "yesterday"),
    ("Tadi malam hujan.", "2023-09-12", "last night"),
    ("Sidang besok.", "2023-09-14", "tomorrow"),
    ("Terjadi dua hari lalu.", "2023-09-11", "number word"),
    ("Terjadi 15 hari yang lalu.", "2023-08-29", "digits"),
    ("Diteken pekan lalu.", "2023-W36", "week"),
    ("Diteken tiga bulan lalu.", "2023-06", "months"),
    ("Naik dari tahun lalu.", "2022", "year"),
    ("Rapat Jumat pekan lalu.", "2023-09-08", "weekday of last week"),
    ("Laga Sabtu mendatang.", "2023-09-16", "weekday to come"),
    ("Ia bertemu warga, Rabu.", "2023-09-13", "weekday alone is today's"),
    ("Ia bertemu warga, Minggu.", "2023-09-10", "weekday alone is the last one"),
    ("Ia hadir Rabu lalu.", "2023-09-06", "last Wednesday is not today"),
]

NO_RELATIVE = [
    ("9 tahun lalu dan beberapa tahun lalu", "years in round numbers"),
    ("dua puluh lima hari lalu", "a number longer than the pack knows"),
    ("Ia tinggal di Pasar Minggu selama dua minggu", "a place and weeks"),
    ("buka setiap Senin", "a habit"),
    ("Jumat, Sabtu, Minggu ramai", "a list of weekdays"),
    ("buka Senin-Jumat", "a range of weekdays"),
]


def ids(cases: list[Case]) -> list[str]:
    return [case.why for case in cases]


@pytest.mark.parametrize("case", [*WRITTEN, *OPEN_YEARS], ids=ids([*WRITTEN, *OPEN_YEARS]))
def test_dates_are_found_without_a_reference_day(case: Case):
    assert [(found.raw, found.value) for found in find_dates(case.text, WORDS, None)] == case.found


@pytest.mark.parametrize(("text", "why"), NO_DATES, ids=[why for _, why in NO_DATES])
def test_numbers_that_are_no_dates_are_left_alone(text: str, why: str):
    assert find_dates(text, WORDS, WEDNESDAY) == (), why


@pytest.mark.parametrize("case", RECEIVED, ids=ids(RECEIVED))
def test_the_day_of_receipt_tells_the_year(case: Case):
    assert [(found.raw, found.value) for found in find_dates(case.text, WORDS, date(2024, 1, 2))] == case.found


@pytest.mark.parametrize(("text", "value", "why"), RELATIVE, ids=[why for *_, why in RELATIVE])
def test_relative_dates_are_reckoned_from_the_reference_day(text: str, value: str, why: str):
    assert [(found.value, found.kind) for found in find_dates(text, WORDS, WEDNESDAY)] == [(value, "relative")], why


@pytest.mark.parametrize(("text", "why"), NO_RELATIVE, ids=[why for _, why in NO_RELATIVE])
def test_words_that_name_no_day_are_left_alone(text: str, why: str):
    assert find_dates(text, WORDS, WEDNESDAY) == (), why


def test_relative_dates_need_a_reference_day():
    assert find_dates("Ia tiba kemarin, Selasa.", WORDS, None) == ()


def test_a_word_that_only_seconds_a_date_is_no_date_of_its_own():
    found = find_dates("sejak 29 Juli kemarin", WORDS, WEDNESDAY)

    assert [(mention.raw, mention.value) for mention in found] == [("29 Juli", "2023-07-29")]


@pytest.mark.parametrize("reference", [date(1, 1, 1), date(9999, 12, 31)])
def test_the_ends_of_the_calendar_are_no_error(reference: date):
    find_dates(
        "tiga bulan lalu, pekan depan, besok, kemarin, tahun lalu, Senin (1/1), 29 Februari lalu", WORDS, reference
    )


def test_a_wrong_weekday_is_reported_and_the_day_kept():
    found = find_dates("Minggu (23/6/2018) dan Selasa (12/9/2023)", WORDS, None)

    assert [(mention.value, mention.weekday_checked) for mention in found] == [
        ("2018-06-23", False),
        ("2023-09-12", True),
    ]
    assert [(warned.code, warned.span) for warned in date_warnings(found)] == [("weekday_mismatch", found[0].span)]


def test_precision_says_how_much_is_known():
    text = "tahun 2020, Mei 2021, 2 Mei 2021, 2/5/2021 pukul 10.00, 2021-05-02 10:00:30"

    assert [found.precision for found in find_dates(text, WORDS, None)] == ["year", "month", "day", "minute", "second"]
