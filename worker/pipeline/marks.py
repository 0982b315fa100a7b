"""Quotation marks, paired inside a block of lines so that a stray one costs no more than its block."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from worker.pipeline.record import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DOUBLE = re.compile("[\"“”„‟«»]|''|``|‘‘|’’")
SINGLE = re.compile(r"['‘’]")
BROKEN = "?"  # what some encodings leave of a curly mark
BROKEN_OPENING = re.compile(r"(?:^|(?<=[\s(]))\?(?=\w)|^\?(?= [A-Z])", re.MULTILINE)
BEFORE_OPENING = frozenset("([{-–—/:")
END_OF_SPEECH = frozenset(",.!")
AFTER_CLOSING = frozenset(".,;:!?)]}-–—/…")


class Quoted(NamedTuple):
    """
    Words between marks: ``content`` without them, ``outer`` with them.

    ``state`` is how the marks were found: a pair, a running quotation whose closing mark stands paragraphs later,
    or an opening or a closing mark whose partner is missing.
    """

    outer: Span
    content: Span
    state: str = "pair"


def find_quoted(text: str, lines: Sequence[Span]) -> list[Quoted]:
    """Return the quoted stretches of a text in reading order; none lies inside another."""
    broken = bool(BROKEN_OPENING.search(text))
    found: list[Quoted] = []
    blocks = list(_blocks(text, lines))
    for number, block in enumerate(blocks):
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        found += _pair_block(text, block, following, broken=broken)
    return found


def _blocks(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """Yield lines, joined where one breaks off in mid-sentence and the next goes on in lower case."""
    start = end = -1
    for line in lines:
        if start >= 0 and text[line.start].islower() and text[end - 1] not in '.!?"”':
            end = line.end
            continue
        if start >= 0:
            yield Span(start, end)
        start, end = line
    if start >= 0:
        yield Span(start, end)


class _Mark(NamedTuple):
    start: int
    end: int
    opens: bool
    closes: bool


def _pair_block(text: str, block: Span, following: Span | None, *, broken: bool) -> list[Quoted]:
    marks = list(_marks(text, block, broken=broken))
    if not marks:
        return _pair_single(text, block)
    found: list[Quoted] = []
    opening: _Mark | None = None
    for mark in marks:
        if opening is None:
            if mark.opens or not mark.closes:
                opening = mark
            else:
                found += _without_opening(text, block, mark, found)
        elif mark.closes or not mark.opens:
            found.append(Quoted(Span(opening.start, mark.end), trim(text, opening.end, mark.start)))
            opening = None
        else:
            found += _without_closing(text, opening, mark.start)
            opening = mark
    if opening is not None:
        if following is not None and _runs_on(text, opening, block, following, after=bool(found)):
            found.append(Quoted(Span(opening.start, block.end), Span(opening.end, block.end), "running"))
        else:
            found += _without_closing(text, opening, block.end)
    return [quoted for quoted in found if quoted.content.start < quoted.content.end]


def _runs_on(text: str, opening: _Mark, block: Span, following: Span, *, after: bool) -> bool:
    """Tell whether a quotation left open goes on in the next block: a whole line does, and a sentence after another."""
    if not DOUBLE.match(text, following.start):
        return False
    glued = not text[opening.end : opening.end + 1].isspace()
    as_sentence = after and glued and text[block.end - 1] in ".!?" and not _without_closing(text, opening, block.end)
    return opening.start == block.start or as_sentence


def _marks(text: str, block: Span, *, broken: bool) -> Iterator[_Mark]:
    pattern = re.compile(DOUBLE.pattern + r"|\?") if broken else DOUBLE
    is_open = False
    for found in pattern.finditer(text, block.start, block.end):
        start, end = found.span()
        before = text[start - 1] if start > block.start else " "
        after = text[end] if end < block.end else " "
        opens = (before.isspace() or before in BEFORE_OPENING) and not after.isspace()
        closes = not before.isspace() and (after.isspace() or after in AFTER_CLOSING)
        if found.group() == BROKEN:
            set_apart = before.isspace() and after.isspace() and text[start - 2 : start - 1] in END_OF_SPEECH
            heads = start == block.start and text[end : end + 2].strip().isupper()
            opens, closes = (
                (opens and after.isalnum()) or heads,
                (closes or set_apart) and is_open and not after.isalnum(),
            )
            if not opens and not closes:
                continue
        elif (
            is_open and opens and not closes and before == " " and text[start - 2] in END_OF_SPEECH and after.islower()
        ):
            opens, closes = False, True
        elif opens and closes:
            opens = not is_open
            closes = is_open
        elif not opens and not closes:
            opens, closes = _undecided(before, after, is_open=is_open)
        is_open = opens if not closes else False
        yield _Mark(start, end, opens, closes)


def _undecided(before: str, after: str, *, is_open: bool) -> tuple[bool, bool]:
    """Judge a mark with blanks on both sides or on none: flattened text, or a mark set apart."""
    if before in ".!?," and after.isupper() and not is_open:
        return True, False
    return not is_open, is_open


def trim(text: str, start: int, end: int) -> Span:
    """Return the span of a stretch without the blanks at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


SPEECH_END = re.compile(r"[,.?!](?= [^\W\d_])")


def _without_closing(text: str, opening: _Mark, limit: int) -> list[Quoted]:
    """Close a quotation that lacks its mark at the last comma before a lower-case word, else at the limit."""
    ends = [
        found.end()
        for found in SPEECH_END.finditer(text, opening.end, limit)
        if text[found.end() + 1].islower() and found.group() == ","
    ]
    if not ends:
        return []
    return [Quoted(Span(opening.start, ends[-1]), trim(text, opening.end, ends[-1]), "no-closing")]


def _without_opening(text: str, block: Span, mark: _Mark, found: list[Quoted]) -> list[Quoted]:
    """Open a quotation that lacks its mark at the start of its block, when nothing else stands before it there."""
    start = block.start if not found else found[-1].outer.end
    if found or text[mark.start - 1] not in ",.?!":
        return []
    return [Quoted(Span(start, mark.end), trim(text, start, mark.start), "no-opening")]


def _pair_single(text: str, block: Span) -> list[Quoted]:
    """Pair single marks, in a block without double ones; an apostrophe has letters on both sides."""
    found: list[Quoted] = []
    opening: int | None = None
    for mark in SINGLE.finditer(text, block.start, block.end):
        start, end = mark.span()
        before = text[start - 1] if start > block.start else " "
        after = text[end] if end < block.end else " "
        if opening is None and (before.isspace() or before in BEFORE_OPENING) and after.isalnum():
            opening = start
        elif opening is not None and not before.isspace() and not after.isalnum():
            found.append(Quoted(Span(opening, end), trim(text, opening + 1, start)))
            opening = None
    return found
