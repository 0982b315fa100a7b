"""An explained article is the article itself, with what was read in it marked and listed."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.cli import in_colour, main
from worker.explain import COLOURS, explain
from worker.marking import Mark, mark_in_colour, mark_plainly, visible
from worker.pipeline import extract
from worker.pipeline.article import Article
from worker.pipeline.record import (
    Author,
    Dateline,
    DateMention,
    Entity,
    Headline,
    Piece,
    Quotation,
    QuotedPerson,
    Record,
    Related,
    Source,
    Span,
    Speaker,
    Via,
    Warned,
)

ANSI = re.compile(r"\x1b\[[0-9;]*m")
TEXT = (
    "Jembatan Dibuka\nPALU - Kepala Dinas, Rani Malik, Rabu (6/9): “Siap,” ujarnya, “besok.” Dikutip Antara. "
    "Baca juga: Hujan Reda (dul)"
)


def at(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def piece(words: str) -> Piece:
    return Piece(words, at(words))


@pytest.fixture
def record() -> Record:
    speaker = Speaker("e1", at("nya"), "clitic")
    via = Via("e2", "Dikutip", at("Dikutip"))
    cue = Piece("ujar", Span(*(TEXT.index("ujarnya") + offset for offset in (0, 4))))
    said = Quotation(
        "q1", "direct", "Siap, besok.", (at("Siap,"), at("besok.")), cue, speaker, (), (via,), "a-rule", 0.9
    )
    return replace(
        extract(Article(text=TEXT)),
        headline=Headline("Jembatan Dibuka", "text", at("Jembatan Dibuka"), (), 0.8),
        published=None,
        dateline=Dateline(None, piece("PALU")),
        byline=(Author("dul", None, at("dul")),),
        dates=(DateMention(None, "day", "Rabu (6/9)", "absolute", None, at("Rabu (6/9)")),),
        quotations=(
            said,
            replace(said, id="q2", form="indirect", content=(at("Kepala Dinas, Rani Malik"),), speaker=None, via=()),
        ),
        quoted_persons=(QuotedPerson("e1", "Rani Malik", piece("Kepala Dinas"), None, 1, 0, ("q1",)),),
        entities=(Entity("e1", "Rani Malik", "person", ("Rani",), ()), Entity("e2", "Antara", "organisation", (), ())),
        sources=(Source("e2", "Dikutip", at("Dikutip"), "quotation"),),
        related=(Related("Hujan Reda", None, at("Hujan Reda")),),
        warnings=(Warned("year_unknown", "no year for Rabu (6/9)", at("Rabu")),),
    )


SHOWN = [
    pytest.param("[headline: Jembatan Dibuka]", id="headline"),
    pytest.param("[dateline: PALU]", id="dateline"),
    pytest.param("([byline: dul])", id="byline"),
    pytest.param("[date: [warning: Rabu] (6/9)]", id="a date that was warned of"),
    pytest.param(
        "“[direct: Siap,]” [cue: ujar][speaker: nya], “[direct: besok.]{q1: Rani Malik, a-rule 0.90}”",
        id="split quotation",
    ),
    pytest.param(
        "[indirect: [role: Kepala Dinas], Rani Malik]{q2: nobody, a-rule 0.90}", id="a role inside a reported clause"
    ),
    pytest.param("[source: Dikutip] Antara", id="source"),
    pytest.param("Baca juga: [related: Hujan Reda]", id="related"),
    pytest.param(
        'q1   direct, a-rule 0.90, "Siap, besok."\n       Rani Malik (person e1) by clitic, Kepala Dinas', id="speaker"
    ),
    pytest.param('via Antara, "Dikutip"', id="relay"),
    pytest.param("speaker unknown", id="no speaker"),
    pytest.param("published  unknown", id="no date of its own"),
    pytest.param(
        "e1   Rani Malik, also Rani; role Kepala Dinas; affiliation unknown; 1 direct, 0 indirect: q1", id="person"
    ),
    pytest.param('year unknown (day, absolute) "Rabu (6/9)"', id="a date without a year"),
    pytest.param("year_unknown: no year for Rabu (6/9)", id="warning"),
]


@pytest.mark.parametrize("words", SHOWN)
def test_what_was_read_is_shown(record, words):
    assert words in explain(record, colour=False)


def test_in_colour_every_kind_is_seen_and_only_notes_are_added(record):
    article, _, _ = explain(record, colour=True).partition("\n\nMarks: ")

    assert [kind for kind, colour in COLOURS.items() if f"\x1b[{colour}m" not in article] == []
    assert re.sub(r"\{.+?\}", "", ANSI.sub("", article)) == TEXT


MARKED = [
    pytest.param("abcd", [(0, 2, "x"), (2, 4, "y")], "[x: ab][y: cd]", id="side by side"),
    pytest.param("abcd", [(1, 2, "x"), (0, 4, "y")], "[y: a[x: b]cd]", id="one in the other"),
    pytest.param("abcd", [(0, 3, "x"), (1, 4, "y")], "[x: a[y: bc]][y: d]", id="crossing: the later is cut in two"),
    pytest.param("abcd", [(0, 4, "x"), (0, 4, "y")], "[x: [y: abcd]]", id="the same words twice"),
    pytest.param("abcd", [(2, 2, "x")], "abcd", id="no words, no mark"),
    pytest.param("", [], "", id="no text"),
    pytest.param("a\x1b[31mb\x07\x7f\u202e", [], "a␛[31mb␇<U+007F><U+202E>", id="nothing reaches the terminal"),
    pytest.param("a\tb\nc\u00a0d\ud800", [], "a\tb\nc\u00a0d<U+D800>", id="spaces stay, half a surrogate is named"),
]


@pytest.mark.parametrize(("text", "spans", "marked"), MARKED)
def test_marks_nest(text, spans, marked):
    assert mark_plainly(text, [Mark(Span(start, end), "kind", label) for start, end, label in spans]) == marked


def test_a_note_stands_once_behind_its_words_even_where_they_are_cut():
    marks = [Mark(Span(0, 3), "x", "x"), Mark(Span(1, 4), "y", "y", "why")]

    assert mark_plainly("abcd", marks) == "[x: a[y: bc]][y: d]{why}"


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))))
def test_between_the_marks_stands_the_text(text, edges):
    spans = [Span(min(*pair, len(text)), min(max(pair), len(text))) for pair in edges]

    coloured = mark_in_colour(text, [Mark(span, "kind", "") for span in spans], {"kind": "31"})

    assert ANSI.sub("", coloured) == visible(text)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("sink", "environ", "colours"),
    [
        pytest.param(Terminal(), {"TERM": "xterm"}, True, id="a terminal"),
        pytest.param(Terminal(), {"NO_COLOR": ""}, True, id="an empty NO_COLOR is none"),
        pytest.param(Terminal(), {"NO_COLOR": "1"}, False, id="NO_COLOR"),
        pytest.param(Terminal(), {"TERM": "dumb"}, False, id="a terminal without colours"),
        pytest.param(io.StringIO(), {}, False, id="a file or a pipe"),
    ],
)
def test_colours_are_for_terminals(sink, environ, colours):
    assert in_colour(sink, environ) is colours


def test_the_command_explains_a_file(tmp_path, capfdbinary):
    article = tmp_path / "article.txt"
    article.write_text(TEXT, encoding="utf-8")

    assert main(["explain", str(article)]) == 0
    assert capfdbinary.readouterr().out.decode() == explain(extract(Article(text=TEXT)), colour=False)


@pytest.mark.parametrize(
    ("content", "why"),
    [pytest.param(None, b"No such file", id="no file"), pytest.param(b"\xff", b"not UTF-8", id="not UTF-8")],
)
def test_what_cannot_be_read_is_said(tmp_path, capfdbinary, content, why):
    article = tmp_path / "article.txt"
    if content:
        article.write_bytes(content)

    assert main(["explain", str(article)]) == 2
    assert why in capfdbinary.readouterr().err
