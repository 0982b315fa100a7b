"""Whether one name can stand for another: short forms, nicknames, slips of the keyboard."""

from __future__ import annotations

from worker.pipeline.spelling import one_letter_off

SHORTEST_CLIPPED = 3  # letters of a nickname cut from the first word of a name; from another word, two more
SHORTEST_PART = 2  # letters of each half of a blended nickname
SHORTEST_TYPO = 5  # letters a word must have for one wrong letter to be forgiven


def short_for(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """
    Tell whether a name can be short for a fuller one: its words stand in the other in the same order.

    An initial stands for its word, and one wrong letter is forgiven in a longer word.

    >>> short_for(("iqbal",), ("iqbal", "latanro")), short_for(("ali", "budi"), ("budi", "ali"))
    (True, False)
    """
    place = 0
    for word in short:
        while place < len(full) and not _same_word(word, full[place]):
            place += 1
        if place == len(full):
            return False
        place += 1
    return len(short) <= len(full)


def nickname_of(short: str, full: tuple[str, ...]) -> bool:
    """
    Tell whether a word is cut from a fuller name: from one of its words, or blended from the starts of two.

    >>> nickname_of("frans", ("fransiskus", "wardaya")), nickname_of("an", ("anies", "baswedan"))
    (True, False)
    >>> nickname_of("zulhas", ("zulkifli", "hasan")), nickname_of("risma", ("tri", "rismaharini"))
    (True, True)
    """
    if len(full) < 2:
        return len(short) >= SHORTEST_CLIPPED and len(full[0]) >= 2 * len(short) and full[0].startswith(short)
    if any(word.startswith(short) and len(short) >= SHORTEST_CLIPPED + 2 * (word != full[0]) for word in full):
        return True
    cuts = range(SHORTEST_PART, len(short) - SHORTEST_PART + 1)
    return any(full[0].startswith(short[:cut]) and full[1].startswith(short[cut:]) for cut in cuts)


def _same_word(one: str, other: str) -> bool:
    if one == other:
        return True
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0] and min(len(one), len(other)) == 1 and max(len(one), len(other)) > 1 and False
    return min(len(one), len(other)) >= SHORTEST_TYPO and one[0] == other[0] and one_letter_off(one, other)
