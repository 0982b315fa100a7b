"""Laws of the date finder over arbitrary text."""

from __future__ import annotations

import calendar
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from worker.pipeline.language import available_languages, load_pack
from worker.pipeline.stages.dates import find_dates

if TYPE_CHECKING:
    from worker.pipeline.vocabulary.dates import DateWords

WORDS = load_pack("id").dates
WEEKDAYS = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]
SIGNS = ["Tahun", "pukul", "WIB", "hingga", "dan", "(", ")", "/", "-", ", ", ".", "İ", "ſ", "\n", "٣", "²"]
PACKED = [*WORDS.months, *WORDS.weekdays, *WORDS.relative_days, *WORDS.units, *WORDS.past_words, *WORDS.numbers]
PIECES = st.sampled_from([*PACKED, *map(str.title, PACKED), *SIGNS])
NEWS = st.lists(PIECES | st.integers(0, 3000).map(str) | st.text(max_size=3), max_size=30).map(
    lambda pieces: " ".join(pieces).replace(" / ", "/")
)
REFERENCES = st.none() | st.dates()


LANGUAGES = [load_pack(code).dates for code in available_languages()]
NAMED = [words for words in LANGUAGES if words.months or words.capital_months]


def pieces_of(words: DateWords) -> st.SearchStrategy[str]:
    """Return texts of one language's words of dates."""
    lists = (getattr(words, field.name) for field in fields(words))
    phrases = sorted({phrase for each in lists if not isinstance(each, (str, bool, int)) for phrase in each})
    piece = st.sampled_from([*phrases, *map(str.title, phrases), *SIGNS])
    return st.lists(piece | st.integers(0, 3000).map(str), max_size=20).map(" ".join)


@given(data=st.data(), words=st.sampled_from(LANGUAGES), reference=REFERENCES)
def test_mentions_of_every_language_point_at_their_own_words(data: st.DataObject, words: DateWords, reference):
    text = data.draw(pieces_of(words))
    end = 0
    for found in find_dates(text, words, reference):
        assert end <= found.span.start < found.span.end <= len(text)
        assert found.span.of(text) == found.raw
        end = found.span.end


@given(day=st.dates(date(1901, 1, 1), date(2099, 12, 31)), words=st.sampled_from(NAMED), data=st.data())
def test_a_day_with_the_name_of_its_month_is_found_in_every_language(day: date, words: DateWords, data: st.DataObject):
    months = {**words.months, **words.capital_months}
    name = data.draw(st.sampled_from(sorted(name for name, number in months.items() if number == day.month)))
    written = f"{day.day} {name.title()} {day.year + words.years_ahead}"

    assert [found.value for found in find_dates(f"({written})", words, None)] == [day.isoformat()]


@given(text=st.text() | NEWS, reference=REFERENCES)
def test_mentions_point_at_their_own_words_in_order(text: str, reference: date | None):
    end = 0
    for found in find_dates(text, WORDS, reference):
        assert end <= found.span.start < found.span.end <= len(text)
        assert found.span.of(text) == found.raw
        end = found.span.end


@given(text=NEWS)
def test_values_are_days_of_the_calendar(text: str):
    for found in find_dates(text, WORDS, None):
        for part in (found.value or "").split("/"):
            assert part[4:] == "" or part[7:] == "" or date.fromisoformat(part[:10])


@given(before=st.text(), day=st.dates(date(1000, 1, 1)), after=st.text())
def test_every_day_with_its_weekday_is_found_anywhere(before: str, day: date, after: str):
    written = f"{WEEKDAYS[day.weekday()]} ({day.day}/{day.month}/{day.year})"

    found = find_dates(f"{before} {written} {after}", WORDS, None)

    assert (day.isoformat(), True) in [((mention.value or "")[:10], mention.weekday_checked) for mention in found]


@given(year=st.integers(1000, 2999), month=st.integers(1, 12), beyond=st.integers(1, 9))
def test_days_after_the_end_of_a_month_are_never_found(year: int, month: int, beyond: int):
    day = calendar.monthrange(year, month)[1] + beyond
    name = next(name for name, number in WORDS.months.items() if number == month)

    assert find_dates(f"Senin ({day}/{month}/{year}), {day} {name} {year}, {day}-{month}-{year}", WORDS, None) == ()
