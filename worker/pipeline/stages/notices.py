"""Advertisements, page breaks, sharing and copyright lines: printed with an article, no part of it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from worker.pipeline.language import any_of
from worker.pipeline.record import Span

if TYPE_CHECKING:
    from worker.pipeline.language import LanguagePack
    from worker.pipeline.page import Page

EDITORS_INITIALS = re.compile(r"^\([a-z]{2,4}(?:/[a-z]{2,4})+\)$", re.MULTILINE)


def find_notices(page: Page, pack: LanguagePack) -> tuple[Span, ...]:
    """Return the spans of the text that hold notices."""
    spans = [Span(*found.span()) for found in _whole(pack).finditer(page.text)]
    spans += [Span(*found.span()) for found in EDITORS_INITIALS.finditer(page.text)]
    return tuple(spans)


@cache
def _whole(pack: LanguagePack) -> re.Pattern[str]:
    lines = any_of(pack.layout.notices)
    openers = any_of(pack.layout.notice_openers)
    shouted = any_of(phrase.upper() for phrase in pack.layout.notices if len(phrase) > 10)
    return re.compile(rf"(?i:^[ ]*(?:{lines})[ .:…]*$|^[ ]*(?:{openers})[^\n]*$)|{shouted}", re.MULTILINE)
