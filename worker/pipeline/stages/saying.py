"""Something said, as the sentence puts it: the words, the cue, and who by form, before anybody is looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from worker.pipeline.phrases import Phrase
    from worker.pipeline.record import Span


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
    state: str = "pair"
