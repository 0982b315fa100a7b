"""Links to other articles ("Read also: …") inside this one, and what follows when the line breaks are gone."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from worker.pipeline.colons import announced
from worker.pipeline.language import any_of
from worker.pipeline.lexicon import HONORIFIC, OPENER, RANK, ROLE, SUBJECT_PRONOUN, UNNAMED_OPENER
from worker.pipeline.record import Related, Span
from worker.pipeline.word_lists import lexicon

if TYPE_CHECKING:
    from worker.pipeline.language import LanguagePack
    from worker.pipeline.page import Page

OPENS = OPENER | ROLE | RANK | HONORIFIC | UNNAMED_OPENER | SUBJECT_PRONOUN
IN_CAPITALS = 4  # words: a title whose first ordinary lower-case word comes sooner is written in sentence case
GLUED = re.compile(r"(?<=[a-z0-9])(?=[A-Z][a-z]+[ ,][a-z]?)")  # where a lost line break was
ENDS_ASKED = re.compile(r"[?!](?=\s)")
LONGEST_TITLE = 220  # characters; the longest of 4,720 titles has 193
WORD = re.compile(r"[^\W_]\S*")
GOES_ON = re.compile(r"\s{2,}|\s(?=[\"“”])|(?<=\w)(?=[\"“][A-Z])")
TITLE_MARKS = " \t\"'“”‘’:-–—"


def find_related(page: Page, pack: LanguagePack) -> tuple[tuple[Related, Span], ...]:
    """Return each linked title with the span that it and its announcement take up in the text."""
    found: list[tuple[Related, Span]] = []
    openings = list(announced(_opening(pack), page.text))
    for number, opening in enumerate(openings):
        limit = openings[number + 1].start() if number + 1 < len(openings) else len(page.text)
        title = _title(page.text, opening.end(), limit, pack)
        if title.start < title.end:
            found.append((Related(title.of(page.text), None, title), Span(opening.start(), title.end)))
    return tuple(found)


@cache
def _opening(pack: LanguagePack) -> re.Pattern[str]:
    """Return the pattern of an announcement: inside a line only the unmistakable ones, at its start all of them."""
    anywhere = any_of(phrase for phrase in pack.layout.related if " " in phrase)
    at_start = any_of(pack.layout.related)
    media = any_of(pack.layout.media)
    in_line = any_of(phrase.capitalize() for phrase in pack.layout.related if " " not in phrase)
    after = rf"(?:[ ]+(?i:{media}))?[ ]*:[ ]*\n*[ ]*"
    return re.compile(
        rf"(?:(?i:^[ >*•-]*(?:{at_start})|(?<!\w)(?:{anywhere}))|(?<=[.!?\"”] )(?:{in_line})){after}", re.MULTILINE
    )


def _title(text: str, start: int, limit: int, pack: LanguagePack) -> Span:
    line_end = text.find("\n", start, limit)
    end = limit if line_end < 0 else line_end
    goes_on = GOES_ON.search(text, start + 1, end)
    if goes_on:
        end = goes_on.start()
    elif end - start > LONGEST_TITLE or line_end < 0:
        end = _where_the_text_goes_on(text, start, end, pack)
    while start < end and text[start] in TITLE_MARKS:
        start += 1
    while end > start and text[end - 1] in TITLE_MARKS:
        end -= 1
    return Span(start, end)


def _where_the_text_goes_on(text: str, start: int, end: int, pack: LanguagePack) -> int:
    """
    Return where a title ends that the text goes on after without a mark.

    In a title in capitals the first ordinary lower-case word belongs to the next sentence already; in one in sentence
    case a capital that opens a sentence or names an office does.
    """
    window = min(end, start + LONGEST_TITLE)
    glued = GLUED.search(text, start, window)
    if glued:
        return glued.start()
    asked = ENDS_ASKED.search(text, start, window)
    if asked:
        return asked.end()
    words = list(WORD.finditer(text, start, window))
    small = pack.layout.title_small_words
    ordinary = next(
        (at for at, word in enumerate(words) if at and word.group()[0].islower() and word.group() not in small), None
    )
    if ordinary is None:
        return min(end, window)
    place = _sentence_start(words, ordinary, pack) if ordinary >= IN_CAPITALS else _next_opening(words, ordinary, pack)
    return words[place].start() - 1 if place is not None else end


def _sentence_start(words: list[re.Match[str]], verb: int, pack: LanguagePack) -> int:
    """Return which word opens the sentence whose first ordinary lower-case word is given."""
    first = verb
    while first > 2 and words[first - 1].group()[0].isupper():
        first -= 1
    opening = next((at for at in range(first, verb) if _opens(words[at], pack)), None)
    return max(verb - 1, 1) if opening is None else opening


def _next_opening(words: list[re.Match[str]], after: int, pack: LanguagePack) -> int | None:
    """Return the first word after a lower-case one that opens a sentence."""
    return next(
        (at for at in range(after + 1, len(words)) if words[at - 1].group()[0].islower() and _opens(words[at], pack)),
        None,
    )


def _opens(word: re.Match[str], pack: LanguagePack) -> bool:
    written = word.group().strip(".,")
    return written[0].isupper() and bool(lexicon(pack)[written].flags & OPENS)
