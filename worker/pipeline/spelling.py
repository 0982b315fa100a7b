"""Slips of the keyboard."""

from __future__ import annotations


def one_letter_off(one: str, other: str) -> bool:
    """
    Tell whether two words differ by one letter: another one, one more or one less.

    >>> one_letter_off("tambanya", "tambahnya"), one_letter_off("kata", "kita"), one_letter_off("ujar", "tutur")
    (True, True, False)
    """
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return (
        one[start + 1 :] == other[start + 1 :] or one[start:] == other[start + 1 :] or one[start + 1 :] == other[start:]
    )
