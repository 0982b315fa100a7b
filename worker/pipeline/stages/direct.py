"""Words in quotation marks that somebody is said to have spoken."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from worker.pipeline.language import any_of
from worker.pipeline.lexicon import NOT_SPEECH
from worker.pipeline.stages.attribution import Attribution, after_marks, before_marks, inside_report, subject_before
from worker.pipeline.stages.quoted_clause import announced_before, around_fragment
from worker.pipeline.stages.saying import Saying
from worker.pipeline.tokens import QUOTATION

if TYPE_CHECKING:
    from worker.pipeline.language import LanguagePack
    from worker.pipeline.record import Span
    from worker.pipeline.stages.narrative import Narrative
    from worker.pipeline.tokens import Tokens

SENTENCE_LIKE_WORDS = 3
TITLE_CASE = 0.7  # share of capitalised words from which on a stretch is a title
END_MARKS = frozenset(",.?!…")
WORD = re.compile(r"\w+")
NO_CUE = Attribution(None, None, None, "no-cue")


def find_direct(narrative: Narrative, pack: LanguagePack) -> tuple[Saying, ...]:
    """
    Return the quoted stretches that are speech, in reading order; the others are titles, terms and the like.

    The parts of a quotation that runs over paragraphs, or that its own attribution splits, are one saying.
    """
    sayings: list[Saying] = []
    running: list[Span] = []
    for token, quoted in narrative.quoted_at.items():
        parts = narrative.without_furniture(quoted.content)
        if quoted.state == "running" and not _cue_inside(pack).search(narrative.text, *quoted.content):
            running += parts
            continue
        content, running = (*running, *parts), []
        after = after_marks(narrative, token, quoted, pack)
        if after is None and sayings and _splits(narrative, sayings[-1], token):
            sayings[-1] = sayings[-1]._replace(content=sayings[-1].content + content)
            continue
        if after is None and quoted.state != "pair" and len(content) == len(parts):
            continue  # half a pair of marks is believed only beside a cue
        saying = _read(narrative, _Stretch(token, content, after), pack)
        if saying is not None:
            sayings.append(saying)
    return tuple(sayings)


class _Stretch(NamedTuple):
    """A quotation's token, its parts, and what stands behind its closing mark."""

    token: int
    content: tuple[Span, ...]
    after: Attribution | None


@cache
def _cue_inside(pack: LanguagePack) -> re.Pattern[str]:
    """Return the pattern of a cue with its speaker: in a paragraph left open it shows that the closing mark is lost."""
    cues = any_of((*pack.speech.cues, *pack.speech.clitic_cues))
    pronouns = any_of(pack.speech.singular_pronouns)
    return re.compile(rf"[,.?!] ?(?:{cues})(?: (?:[A-Z]|(?:{pronouns})\b)|[.,])")


def _read(narrative: Narrative, stretch: _Stretch, pack: LanguagePack) -> Saying | None:
    token, content, after = stretch
    words = content[-1].of(narrative.text)
    inverting = pack.grammar.verb_second
    found = after or (announced_before if inverting else before_marks)(narrative.tokens, token)
    if found is not None and _says(narrative, token, words, found):
        return _saying("direct", token, content, found)
    sentence_like = _is_sentence_like(words)
    anywhere = not pack.speech.cues  # without cues to look for, every quoted sentence counts
    if len(content) > 1 or (sentence_like and (anywhere or _opens_sentence(narrative.tokens, token))):
        return _saying("direct", token, content, NO_CUE)
    inside = inside_report(narrative, token, words, around_fragment if inverting else subject_before)
    return _saying("mixed", token, content, inside) if inside is not None else None


def _saying(form: str, token: int, content: tuple[Span, ...], found: Attribution) -> Saying:
    return Saying(form, token, content, found.cue, found.phrase, found.clitic, found.rule)  # type: ignore[arg-type]


def _splits(narrative: Narrative, saying: Saying, token: int) -> bool:
    """Tell whether the attribution of the saying before is set into a sentence that goes on here."""
    tokens = narrative.tokens
    if saying.cue is None or tokens.sentence_of[saying.token] != tokens.sentence_of[token]:
        return False
    between = saying.content[-1].end < saying.cue.start < tokens.starts[token]
    return between and tokens.words[token - 1] == "," and narrative.text[saying.content[-1].end - 1] in END_MARKS


def _says(narrative: Narrative, token: int, content: str, found: Attribution) -> bool:
    """Tell speech from a title or a term that happens to have a cue word beside it."""
    tokens = narrative.tokens
    if found.rule.endswith("before-marks"):
        words = WORD.findall(content)
        titled = sum(word[0].isupper() for word in words) > TITLE_CASE * len(words)
        return content[-1] in END_MARKS or (len(words) >= SENTENCE_LIKE_WORDS and content[0].isupper() and not titled)
    if content[-1] in END_MARKS or tokens.words[min(token + 1, len(tokens.words) - 1)] == ",":
        return True
    return found.phrase is not None or found.clitic is not None


def _is_sentence_like(content: str) -> bool:
    return content[-1] in END_MARKS and len(WORD.findall(content)) >= SENTENCE_LIKE_WORDS and not content[0].islower()


def _opens_sentence(tokens: Tokens, token: int) -> bool:
    """Tell whether a quotation stands as a sentence of its own, as a continued speech does, and is no title."""
    first, _ = tokens.sentence(token)
    opens = token == first or tokens.shapes[token - 1] == QUOTATION
    return opens and not (token and tokens.flags[token - 1] & NOT_SPEECH)
