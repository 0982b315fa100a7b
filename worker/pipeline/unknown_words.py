"""What the place of an unknown word with a capital shows: the first word of a firm's name, a proper name, a trade."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from worker.pipeline.lexicon import FUNCTION, GIVEN, ORGANISATION, ROLE, UNNAMED, VERB
from worker.pipeline.tokens import TITLE, Tokens

if TYPE_CHECKING:
    from worker.pipeline.language import LanguagePack


@cache
def trade_word(pack: LanguagePack) -> re.Pattern[str]:
    """Return the pattern of a word that ends as trades do."""
    return re.compile(rf"(?:{pack.roles.shape})$")


def is_trade(tokens: Tokens, index: int) -> bool:
    """Tell whether an unknown word opens a sentence before a given name and another word of a name."""
    if tokens.flags[index] or index != tokens.sentence(index)[0] or index + 2 >= len(tokens.words):
        return False
    full = tokens.shapes[index + 1] == tokens.shapes[index + 2] == TITLE
    return full and bool(tokens.flags[index + 1] & GIVEN) and not tokens.flags[index + 2] & FUNCTION


def unknown_names(tokens: Tokens) -> tuple[set[str], set[str]]:
    """Return the unknown words before the head of an organisation, and those with a capital inside a sentence."""
    firms: set[str] = set()
    inside: set[str] = set()
    for index, shape in enumerate(tokens.shapes if tokens.determiners else ()):
        if shape == TITLE and not tokens.flags[index] & ~VERB:
            if _opens_firm(tokens, index):
                firms.add(tokens.lowers[index])
            if index != tokens.sentence(index)[0]:
                inside.add(tokens.lowers[index])
    return firms, inside


def _opens_firm(tokens: Tokens, index: int) -> bool:
    """Tell whether the next word is the head of an organisation's name: "NAME Foods"."""
    after = index + 1
    if after >= len(tokens.words) or tokens.shapes[after] != TITLE:
        return False
    return bool(tokens.flags[after] & ORGANISATION) and not tokens.flags[after] & (GIVEN | ROLE | UNNAMED)
