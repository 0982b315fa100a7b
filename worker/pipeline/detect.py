"""Which language an article is in, among those that have a pack."""

from __future__ import annotations

import re
from functools import cache

from worker.pipeline.language import available_languages, load_pack, quoting_languages
from worker.pipeline.record import Language

UNDETERMINED = "und"  # BCP 47's code for a language nobody knows; its pack holds no words
LOOKED_AT = 1500  # characters
FEWEST = 0.08  # share of small words: Indonesian news has 0.15 to 0.40, English text 0.00 to 0.02 of these
WORD = re.compile(r"[^\W\d_]+")


def detect_language(text: str, declared: str | None) -> Language:
    """Return the declared language, else the one whose small words the text is full of, else ``und``."""
    if declared:
        return Language(declared, 1.0, declared=True)
    words = [word.lower() for word in WORD.findall(text[:LOOKED_AT])]
    shares = {code: _share(words, code) for code in quoting_languages()}
    best = max(shares, key=lambda code: shares[code], default=UNDETERMINED)
    if not words or shares.get(best, 0.0) < FEWEST:
        return Language(UNDETERMINED, 0.0, declared=False)
    certain = 0.99 if len(words) >= 20 else 0.7
    return Language(best, certain, declared=False)


def pack_code(language: Language) -> str:
    """Return the code of the pack to read a language with: its own, its base language's, or the empty one."""
    known = available_languages()
    tag = language.tag.lower()
    base = tag.split("-")[0]
    return next((code for code in (tag, base) if code in known), UNDETERMINED)


def region_of(language: Language) -> str:
    """
    Return the region that a language tag names, in capitals, or "".

    >>> region_of(Language("en-latn-gb", 1.0, declared=True))
    'GB'
    """
    return next((part.upper() for part in language.tag.split("-")[1:] if len(part) == 2), "")


def _share(words: list[str], code: str) -> float:
    small = _small_words(code)
    return sum(word in small for word in words) / max(len(words), 1)


@cache
def _small_words(code: str) -> frozenset[str]:
    pack = load_pack(code)
    grammar, speech = pack.grammar, pack.speech
    joining = grammar.prepositions | grammar.conjunctions | grammar.relatives | grammar.demonstratives
    return joining | grammar.adverbs | speech.cues | speech.clitic_cues | speech.report_verbs | speech.singular_pronouns
