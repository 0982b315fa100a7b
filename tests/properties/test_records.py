"""Laws of the record over arbitrary text and over text like news."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.contract.spec import record_errors
from tests.pipeline.laws import broken_laws
from tests.properties.strategies import arbitrary, articles, news, texts
from worker.pipeline import extract, quoting_languages
from worker.pipeline.article import Article

languages = st.sampled_from(["id", "id", "id-ID", "und", "en", None])
given_articles = st.builds(
    Article,
    text=texts,
    headline=st.none() | arbitrary,
    published=st.none() | st.sampled_from(["2024-03-04", "2024-03-04T10:00:00+07:00", "", "kemarin"]) | arbitrary,
    url=st.none() | st.sampled_from(["https://kabar.example/2024/03/04/air", "https://[", "x"]) | arbitrary,
    source_name=st.none() | arbitrary,
    language=languages,
    received_at=st.none() | st.dates(),
)


def spoken(text, **known):
    """Return the form, the words and the speaker's name of each quotation."""
    record = extract(Article(text=text, language="id", **known))
    names = {entity.id: entity.name for entity in record.entities}
    return [(each.form, each.text, each.speaker and names[each.speaker.entity]) for each in record.quotations]


@given(text=texts, language=st.sampled_from(quoting_languages()))
@example(text="", language="id")
@example(text="\n \n", language="id")
@example(text="a mayor nobody knows", language="en")
@settings(max_examples=200)
def test_a_record_keeps_the_laws(text, language):
    assert broken_laws(extract(Article(text=text, language=language)).as_dict(), text) == []


@given(article=given_articles)
def test_a_record_is_what_the_contract_says(article):
    assert record_errors(json.loads(extract(article).to_json().decode("utf-8"))) == []


@given(article=given_articles)
def test_the_same_article_gives_the_same_bytes(article):
    assert extract(article).to_json() == extract(article).to_json()


@given(text=news)
def test_the_json_is_the_record(text):
    record = extract(Article(text=text, language="id"))

    assert json.loads(record.to_json().decode("utf-8")) == record.as_dict()


@given(text=texts, headline=st.sampled_from(["Air Naik", "\ud83d", '"Kami datang," kata Rina']))
def test_a_submitted_headline_stays_out_of_the_body(text, headline):
    record = extract(Article(text=text, headline=headline, language="id"))

    assert (record.headline.text, record.headline.origin, record.headline.span) == (headline, "given", None)
    assert record.body.text == text


@given(
    text=articles,
    more=st.sampled_from(["Hujan turun sampai malam.", "Jalan itu ditutup.", "Air surut pukul 10.00 WIB."]),
)
def test_a_paragraph_without_speech_takes_no_quotation_away(text, more):
    assert spoken(f"{text}\n{more}") == spoken(text)


@given(text=articles)
def test_a_hard_blank_is_a_blank(text):
    assert spoken(text.replace(" ", "\xa0")) == spoken(text)


@given(text=articles)
def test_line_ends_of_any_system_are_line_ends(text):
    assert spoken(text.replace("\n", "\r\n")) == spoken(text)


@given(text=articles, day=st.dates(date(2000, 1, 1)))
def test_who_spoke_does_not_hang_on_the_day(text, day):
    assert spoken(text, received_at=day) == spoken(text)
