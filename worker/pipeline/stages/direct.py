"""Words in quotation marks that somebody is said to have spoken."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from worker.pipeline.language import any_of
from worker.pipeline.lexicon import NOT_SPEECH
from worker.pipeline.stages.announcing import IN_TAIL, UNCUED, announced, around
from worker.pipeline.stages.attribution import Attribution, after_marks, before_marks, inside_report, subject_before
from worker.pipeline.stages.quoted_clause import announced_or_echoed, around_fragment, names_something, told_before
from worker.pipeline.stages.saying import Saying
from worker.pipeline.tokens import QUOTATION

if TYPE_CHECKING:
    from collections.abc import Callable

    from worker.pipeline.language import LanguagePack
    from worker.pipeline.record import Span
    from worker.pipeline.stages.narrative import Narrative
    from worker.pipeline.tokens import Tokens

SENTENCE_LIKE_WORDS = 3
UNCUED_WORDS = 5  # of a fragment that no verb of saying announces
TITLE_CASE = 0.7  # share of capitalised words from which on a stretch is a title
END_MARKS = frozenset(",.?!…")
WORD = re.compile(r"\w+")
INSIDE_CLAUSE = ("verb-before-marks", IN_TAIL)
NO_CUE = Attribution(None, None, None, "no-cue")


def find_direct(narrative: Narrative, pack: LanguagePack) -> tuple[Saying, ...]:
    """
    Return the quoted stretches that are speech, in reading order; the others are titles, terms and the like.

    The parts of a quotation that runs over paragraphs, or that its own attribution splits, are one saying.
    """
    sayings: list[Saying] = []
    running: list[Span] = []
    opened: int | None = None
    for token, quoted in narrative.quoted_at.items():
        parts = narrative.without_furniture(quoted.content)
        if quoted.state == "running" and not _cue_inside(pack).search(narrative.text, *quoted.content):
            running += parts
            opened = token if opened is None else opened
            continue
        content, running = (*running, *parts), []
        start, opened = token if opened is None else opened, None
        after = after_marks(narrative, token, quoted, pack)
        resumes = pack.speech.goes_on_after_attribution and sayings and _resumes(narrative, sayings[-1], start)
        if after is None and resumes:
            sayings[-1] = sayings[-1]._replace(content=sayings[-1].content + content)
            continue
        if after is None and sayings and _splits(narrative, sayings[-1], token):
            sayings[-1] = sayings[-1]._replace(content=sayings[-1].content + content)
            continue
        if after is None and quoted.state != "pair" and len(content) == len(parts):
            continue  # half a pair of marks is believed only beside a cue
        saying = _read(narrative, _Stretch(start, content, after), pack)
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
    readers = _readers(pack)
    found = after or readers.before(narrative.tokens, token)
    named = pack.grammar.nouns_capitalised and words[-1] not in END_MARKS
    uncued = found is not None and found.cue is None and not _stands_alone(words, pack)
    named = named and (uncued or names_something(narrative.tokens, token, words))
    before = found is not None and found.rule.endswith("before-marks")
    spoken = _is_announced(narrative.tokens, token, words, pack) if before else found is not None
    if after is not None and pack.grammar.determiners and _names_a_thing(narrative.tokens, token, words, pack):
        return None
    if found is not None and not named and spoken and (before or _says(narrative.tokens, token, words, found)):
        in_clause = pack.grammar.determiners and found.rule in INSIDE_CLAUSE and words[0].islower()
        return _saying("mixed" if in_clause else "direct", token, content, found)
    sentence_like = _is_sentence_like(words)
    anywhere = not pack.speech.cues  # without cues to look for, every quoted sentence counts
    told = readers.alone(narrative.tokens, token)
    if len(content) > 1 or (sentence_like and (anywhere or told or _opens_sentence(narrative.tokens, token))):
        return _saying("direct", token, content, told or NO_CUE)
    inside = inside_report(narrative, token, words, readers.inside)
    glossed = narrative.tokens.flags[token - 1] & NOT_SPEECH  # "a sign reading"
    if inside is None or (inside.rule == UNCUED and (glossed or not _stands_alone(words, pack))):
        return None
    if pack.grammar.determiners and _is_titled(words, pack):
        return None
    return _saying("mixed", token, content, inside)


class _Readers(NamedTuple):
    """How a language says who is quoted: before a quotation, around a fragment, and beside one that stands alone."""

    before: Callable[[Tokens, int], Attribution | None]
    inside: Callable[[Tokens, int, str], Attribution | None]
    alone: Callable[[Tokens, int], Attribution | None] = lambda _tokens, _token: None


def _readers(pack: LanguagePack) -> _Readers:
    if pack.grammar.verb_second:
        return _Readers(announced_or_echoed, around_fragment, told_before)
    return _Readers(announced, around) if pack.grammar.determiners else _Readers(before_marks, subject_before)


def _stands_alone(content: str, pack: LanguagePack) -> bool:
    """Tell speech from a title or a term by its length and its capitals alone."""
    return len(WORD.findall(content)) >= UNCUED_WORDS and not _is_titled(content, pack)


def _is_titled(content: str, pack: LanguagePack) -> bool:
    """Tell whether most words have capitals, in titles that have them all but small words."""
    small = pack.layout.title_small_words if pack.layout.titles_capitalised else ()
    words: list[str] = [word for word in WORD.findall(content) if word not in small and (len(word) > 1 or not small)]
    return sum(word[0].isupper() for word in words) > TITLE_CASE * len(words)


def _saying(form: str, token: int, content: tuple[Span, ...], found: Attribution) -> Saying:
    return Saying(form, token, content, found.cue, found.phrase, found.clitic, found.rule)  # type: ignore[arg-type]


def _splits(narrative: Narrative, saying: Saying, token: int) -> bool:
    """Tell whether the attribution of the saying before is set into a sentence that goes on here."""
    tokens = narrative.tokens
    if saying.cue is None or tokens.sentence_of[saying.token] != tokens.sentence_of[token]:
        return False
    between = saying.content[-1].end < saying.cue.start < tokens.starts[token]
    goes_on = tokens.words[saying.token + 1] == "," or narrative.text[saying.content[-1].end - 1] in END_MARKS
    return between and tokens.words[token - 1] == "," and goes_on


def _resumes(narrative: Narrative, saying: Saying, token: int) -> bool:
    """Tell whether a quotation stands right behind the sentence that attributes the one before."""
    tokens = narrative.tokens
    cue = saying.cue
    if cue is None or saying.content[-1].end > cue.start or token == 0 or token != tokens.sentence(token)[0]:
        return False
    first, _ = tokens.sentence(token - 1)
    together = tokens.starts[first] <= saying.content[-1].end and cue.start < tokens.starts[token]
    return together and "\n" not in narrative.text[saying.content[-1].end : tokens.starts[token]]


def _names_a_thing(tokens: Tokens, token: int, content: str, pack: LanguagePack) -> bool:
    """Tell a title in mid-sentence from speech with a cue behind it: "On “Sunday Talk,” NAME said"."""
    inside = token > tokens.sentence(token)[0] and tokens.words[token - 1] not in ",:"
    return inside and tokens.shapes[token - 1] != QUOTATION and _is_titled(content, pack)


def _is_announced(tokens: Tokens, token: int, content: str, pack: LanguagePack) -> bool:
    """Tell speech from a title or a term with a cue before it: a comma or a colon announces, capitals do not speak."""
    titled = _is_titled(content, pack)
    if titled and pack.grammar.determiners:
        named = token > 1 and tokens.flags[token - 2] & NOT_SPEECH  # "in his book, “…”"
        return (tokens.words[token - 1] in ",:" and not named) or content[-1] in "!?"
    long_enough = len(WORD.findall(content)) >= SENTENCE_LIKE_WORDS
    return content[-1] in END_MARKS or (long_enough and content[0].isupper() and not titled)


def _says(tokens: Tokens, token: int, content: str, found: Attribution) -> bool:
    """Tell speech from a title or a term that happens to have a cue word behind it."""
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
