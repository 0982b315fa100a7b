"""Something said, as the sentence puts it: the words, the cue, and who by form, before anybody is looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from worker.pipeline.record import Span

if TYPE_CHECKING:
    from worker.pipeline.language import LanguagePack
    from worker.pipeline.phrase import Phrase


class Saying(NamedTuple):
    """
    One act of speech.

    ``token`` is the quotation or the verb in the narrative; ``phrase`` who speaks as written, ``clitic`` the span of
    a suffix that stands for the speaker; neither when nothing beside the words tells.
    """

    form: Literal["direct", "mixed", "indirect"]
    token: int
    content: tuple[Span, ...]
    cue: Span | None
    phrase: Phrase | None
    clitic: Span | None
    rule: str


def in_reading_order(direct: tuple[Saying, ...], reports: tuple[Saying, ...]) -> tuple[Saying, ...]:
    """Return all sayings in the order a reader meets them."""
    return tuple(sorted((*direct, *reports), key=lambda saying: saying.token))


def split_clitic(word: Span, written: str, pack: LanguagePack) -> tuple[Span, Span | None]:
    """Return the span of a cue without its suffix, and the suffix, which stands for the speaker."""
    longest = max((len(clitic) for clitic in pack.speech.clitics if written.endswith(clitic)), default=0)
    if not longest:
        return word, None
    return Span(word.start, word.end - longest), Span(word.end - longest, word.end)
