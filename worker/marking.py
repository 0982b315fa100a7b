"""A text with its spans marked, nested as they nest: brackets and labels, or colours."""

from __future__ import annotations

import heapq
import itertools
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from worker.pipeline.record import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

RESET = "\x1b[0m"


class Mark(NamedTuple):
    """A span with what it is, a short label, and a note that stands behind it."""

    span: Span
    kind: str
    label: str
    note: str = ""


def mark_plainly(text: str, marks: Iterable[Mark]) -> str:
    """
    Return the text with each span in brackets, its label first.

    >>> mark_plainly("kata Rina", [Mark(Span(5, 9), "mention", "who")])
    'kata [who: Rina]'
    """
    pieces = []
    for start, end, opened, closed in _stretches(text, marks):
        pieces += [f"[{mark.label}: " for mark in opened]
        pieces.append(visible(text[start:end]))
        pieces += [f"]{{{mark.note}}}" if mark.note else "]" for mark in closed]
    return "".join(pieces)


def mark_in_colour(text: str, marks: Iterable[Mark], colours: Mapping[str, str]) -> str:
    r"""
    Return the text with each span in the colour of its kind, the innermost first; ``colours`` are SGR parameters.

    >>> mark_in_colour("kata Rina", [Mark(Span(5, 9), "mention", "who")], {"mention": "36"})
    'kata \x1b[36mRina\x1b[0m'
    """
    pieces = []
    open_marks: list[Mark] = []
    for start, end, opened, closed in _stretches(text, marks):
        open_marks += opened
        words = visible(text[start:end])
        pieces.append(painted(words, colours[open_marks[-1].kind]) if open_marks else words)
        pieces += [painted(f"{{{mark.note}}}", colours["note"]) for mark in closed if mark.note]
        del open_marks[len(open_marks) - len(closed) :]
    return "".join(pieces)


def painted(words: str, colour: str) -> str:
    """Return words in a colour; line by line, so that a pager keeps it."""
    return "\n".join(f"\x1b[{colour}m{line}{RESET}" if line else "" for line in words.split("\n"))


def visible(text: str) -> str:
    """
    Return the text with its control characters shown, so that no article can command the terminal.

    >>> visible("ya" + chr(27) + "[2J")
    'ya␛[2J'
    """
    return "".join(char if char.isprintable() or char in "\n\t" else _shown(char) for char in text)


def _shown(char: str) -> str:
    if ord(char) < 0x20:
        return chr(0x2400 + ord(char))  # the pictures of the control characters stand in their order
    return char if unicodedata.category(char) == "Zs" else f"<U+{ord(char):04X}>"


def _stretches(text: str, marks: Iterable[Mark]) -> Iterator[tuple[int, int, list[Mark], list[Mark]]]:
    """Yield start and end of each stretch, the marks that open before it and the ones that close behind it."""
    nested = list(_nested(marks))
    edges = sorted({0, len(text), *(edge for mark in nested for edge in mark.span)})
    coming = iter(nested)
    following = next(coming, None)
    open_marks: list[Mark] = []
    for start, end in itertools.pairwise(edges):
        opened = []
        while following is not None and following.span.start == start:
            opened.append(following)
            following = next(coming, None)
        open_marks += opened
        closed = [mark for mark in reversed(open_marks) if mark.span.end == end]
        yield start, end, opened, closed
        del open_marks[len(open_marks) - len(closed) :]


def _nested(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Yield the marks from left to right, outer before inner; one that crosses another's end is cut in two there."""
    waiting = [(mark.span.start, -mark.span.end, number, mark) for number, mark in enumerate(marks)]
    waiting = [entry for entry in waiting if entry[0] < -entry[1]]
    heapq.heapify(waiting)
    ends: list[int] = []
    while waiting:
        start, end, number, mark = heapq.heappop(waiting)
        end = -end
        while ends and ends[-1] <= start:
            ends.pop()
        if ends and ends[-1] < end:
            heapq.heappush(waiting, (ends[-1], -end, number, mark._replace(span=Span(ends[-1], end))))
            end, mark = ends[-1], mark._replace(note="")
        ends.append(end)
        yield mark._replace(span=Span(start, end))
