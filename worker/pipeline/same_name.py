"""Whether one name can stand for another: short forms, nicknames, slips of the keyboard."""

from __future__ import annotations

from worker.pipeline.spelling import one_letter_off

SHORTEST_CLIPPED = 3  # letters of a nickname cut from the first word of a name; from another word, two more
SHORTEST_PART = 2  # letters of each half of a blended nickname
SHORTEST_TYPO = 5  # letters a word must have for one wrong letter to be forgiven


def short_for(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """
    Tell whether a name can be short for a fuller one: its words stand in the other in the same order.

    Beside another word an initial stands for its word; one wrong letter in all is forgiven, in a longer word.

    >>> short_for(("iqbal",), ("iqbal", "latanro")), short_for(("ali", "budi"), ("budi", "ali"))
    (True, False)
    >>> short_for(("m", "iqbal"), ("muhammad", "iqbal")), short_for(("m",), ("muhammad", "iqbal"))
    (True, False)
    """
    place, slips, whole = 0, 0, False
    for word in short:
        while place < len(full) and not _stands_for(word, full[place]):
            place += 1
        if place == len(full):
            return False
        slips += len(word) > 1 and word != full[place]
        whole = whole or len(word) > 1
        place += 1
    return whole and slips <= 1


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


def _stands_for(word: str, other: str) -> bool:
    if word == other or (len(word) == 1 and other.startswith(word)):
        return True
    return min(len(word), len(other)) >= SHORTEST_TYPO and word[0] == other[0] and one_letter_off(word, other)
