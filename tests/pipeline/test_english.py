"""English: what stands around an article, who speaks in it, and what is no speech."""

from __future__ import annotations

import pytest

from worker.pipeline import extract
from worker.pipeline.article import Article

LEAD = "The harbor bridge will close for repairs, the city said."


def read(text):
    return extract(Article(text=text, language="en"))


DATELINES = [
    pytest.param(f"PORT MERRY (Tidewire) — {LEAD}", ("Tidewire", "PORT MERRY"), id="an agency nobody knows"),
    pytest.param(f"PORT MERRY, Ohio — {LEAD}", (None, "PORT MERRY, Ohio"), id="a state"),
    pytest.param(f"PORT MERRY, Calif. (TW) — {LEAD}", ("TW", "PORT MERRY, Calif."), id="a state cut short"),
    pytest.param(f"PORT MERRY: {LEAD}", (None, "PORT MERRY"), id="a colon"),
    pytest.param(f"Bridge to close\n\nPORT MERRY — {LEAD}", (None, "PORT MERRY"), id="below a headline"),
    pytest.param(f"EXCLUSIVE: {LEAD}", None, id="a label"),
    pytest.param(f"MERRY, Anna Ludd — {LEAD}", None, id="a name is no state"),
]


@pytest.mark.parametrize(("text", "dateline"), DATELINES)
def test_datelines_are_read(text, dateline):
    found = read(text).dateline

    assert (found and tuple(piece and piece.text for piece in (found.outlet, found.place))) == dateline


BYLINES = [
    pytest.param(f"By Ann Ludd and Sam Orr\n\n{LEAD}", [("Ann Ludd", "author"), ("Sam Orr", "author")], id="two names"),
    pytest.param(f"By Ann Ludd, Health Editor\n\n{LEAD}", [("Ann Ludd", "author")], id="an office behind the name"),
    pytest.param(
        f"{LEAD}\n\nReporting by Ann Ludd in Oslo; Editing by Sam Orr",
        [("Ann Ludd", "reporter"), ("Sam Orr", "editor")],
        id="credits at the foot",
    ),
    pytest.param(f"By Ann Ludd the bridge was praised.\n\n{LEAD}", [], id="a sentence"),
]


@pytest.mark.parametrize(("text", "byline"), BYLINES)
def test_bylines_without_a_colon_are_read(text, byline):
    assert [(author.name, author.role) for author in read(text).byline] == byline


def test_a_planned_day_is_not_the_articles_own():
    assert read("The bridge will close on Monday, November 16, 2026, for five months.").published is None
