"""The language is the declared one, else the one a pack knows the text by, else undetermined."""

from __future__ import annotations

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
    pytest.param("总统说：“我们来了。”", "und", id="Chinese"),
    pytest.param("12/9/2023 14.05 3.000", "und", id="numbers"),
    pytest.param("", "und", id="nothing"),
]


@pytest.mark.parametrize(("text", "tag"), TEXTS)
def test_languages_are_known_by_their_small_words(text, tag):
    found = detect_language(text, None)

    assert (found.tag, found.declared) == (tag, False)
    assert (found.confidence > 0) is (tag != "und")


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
