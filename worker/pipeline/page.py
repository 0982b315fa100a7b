"""The submitted text as lines, with odd blanks made plain and every offset kept."""

from __future__ import annotations

from typing import NamedTuple

from worker.pipeline.record import Span

# One character for one character, so that every offset into the plain text is an offset into the submitted one.
ODD_BLANKS = (
    "\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u200b\u200e\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)
CONTROLS = "".join(map(chr, {*range(0x20), 0x7F} - {ord("\n")}))
BLANKS = dict.fromkeys(map(ord, ODD_BLANKS + CONTROLS), " ")


class Page(NamedTuple):
    """The text with plain blanks, of the same length as submitted, and its non-empty lines without their margins."""

    text: str
    lines: tuple[Span, ...]


def read_page(text: str) -> Page:
    r"""
    Return the page of a submitted text.

    >>> read_page("Satu\xa0dua \n\n  tiga").lines
    (Span(start=0, end=8), Span(start=13, end=17))
    """
    plain = text.translate(BLANKS)
    return Page(plain, lines_of(plain))


def lines_of(plain: str) -> tuple[Span, ...]:
    """Return the non-empty lines of a plain text without their margins."""
    lines, start = [], 0
    for line in plain.split("\n"):
        bare = line.strip()
        if bare:
            indent = line.index(bare[0])
            lines.append(Span(start + indent, start + indent + len(bare)))
        start += len(line) + 1
    return tuple(lines)
