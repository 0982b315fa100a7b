"""Texts that grow: each kind at 1, 4 and 16 times its length, and what has more than grown with it."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

STEPS = (1, 4, 16)
LEAST = 12_500  # characters of the smallest text: 16 times that is the longest article in mind, 200,000
LINEAR = 24.0  # 16 times the text may take 16 times as long, and half as much again for caches and the clock

PARAGRAPH = (
    '"Kami siap membuka jalur itu bulan depan," kata Kepala Dinas Perhubungan Palu, Wira Adinata, Selasa (12/9/2023). '
    "Wira menjelaskan, jembatan itu sudah diuji dengan beban tiga truk. "
    '"Warga tidak perlu memutar lagi," ujarnya. Menurut Lurah Besusu, Rani Malik, pasar akan ikut ramai.\n'
)
ENGLISH = (
    "“We will open the road next month,” said Anna Lindgren, the city’s director of works, on Monday. Lindgren, "
    "who runs the port, said that the bridge had held three trucks. “Nobody has to drive around it,” she said. "
    "According to Paul Ross, a baker, the market will be “as full as it ever was.”\n"
)
# No two are one letter apart, and the first changes fastest: two names are never taken for one with a slip of the pen.
SYLLABLES = ("bag", "din", "kus", "lem", "mor", "nap", "rit", "sul", "teh", "wok")


def _repeated(piece: str) -> Callable[[int], str]:
    return lambda length: (piece * (length // len(piece) + 1))[:length]


def _people(length: int) -> str:
    """Return an article in which each sentence quotes somebody new."""
    names = ("".join(reversed(syllables)).capitalize() for syllables in itertools.product(SYLLABLES, repeat=4))
    sentences: list[str] = []
    size = 0
    for first, last in zip(names, names, strict=False):
        if size >= length:
            break
        sentences.append(f'"Kami siap," kata Lurah {last}, {first} {last}. "Besok juga bisa," ujarnya.\n')
        size += len(sentences[-1])
    return "".join(sentences)[:length]


KINDS: dict[str, Callable[[int], str]] = {
    "plain article": _repeated(PARAGRAPH),
    "one line": _repeated(PARAGRAPH.replace("\n", " ")),
    "a new person a sentence": _people,
    "English article": _repeated(ENGLISH),
    "English in one line": _repeated(ENGLISH.replace("\n", " ")),
    "English asides": _repeated("the baker, who came with the mayor, "),
    "English verbs of saying": _repeated("she said he said they said that "),
    "English words in marks": _repeated("she said “we will”, and "),
    "quotation marks alone": _repeated('"'),
    "quotation marks of all kinds": _repeated("“\"‘'«„”’»"),
    "marks opened, never closed": _repeated("“Kami siap. \n"),
    "words in marks": _repeated('"ya" '),
    "nested brackets": lambda length: "(" * (length // 2) + ")" * (length // 2),
    "brackets opened": _repeated("(kata "),
    "brackets with names, nested": lambda length: "(Rina Malik " * (length // 24) + ")" * (length - length // 24 * 12),
    "marks in marks in marks": _repeated("“«‘ya’»” “«‘"),
    "marks nested deeply": lambda length: "“‘" * (length // 4) + "’”" * (length // 4),
    "single marks in words": _repeated("Ma'ruf Nu'man "),
    "question marks": _repeated("? "),
    "full stops without end": _repeated("..."),
    "initials": _repeated("R. A. M. Adinata, "),
    "degrees": _repeated("Wira Adinata, S.H., M.Si., Ph.D., "),
    "roles without a name": _repeated("Kepala Dinas Direktur Ketua "),
    "cues alone": _repeated("kata ujar "),
    "names joined": _repeated("Wira Adinata dan Rani Malik serta "),
    "a quotation a sentence, nobody named": _repeated('"Siap," kata dia. '),
    "colons": _repeated('Wira: "Siap." '),
    "addresses": _repeated("https://kabar.example/2023/09/12/jembatan "),
    "relative days": _repeated("kemarin, dua hari lalu, pekan depan, "),
    "ranges of days": _repeated("1-3-5-7 Oktober "),
    "accents": _repeated("a\u0301"),
    "blanks of all kinds": _repeated("\xa0\u2003\t\u200b"),
    "line ends of all kinds": _repeated("a\r\n\u2028\x0b"),
    "long names": _repeated("Raden Mas Adinata Wirakusuma Sastranegara bin Malik, kata "),
    "capitalised run without end": _repeated("Adinata "),
    "capitals without end": _repeated("PALU "),
    "one word without end": _repeated("a"),
    "clitics": _repeated('"Siap," ujarnya. '),
    "reported clauses": _repeated("Wira Adinata mengatakan, menurut Rani Malik, jembatan itu sudah diuji. "),
    "sources": _repeated("Dilansir dari Antara, dikutip Reuters, "),
    "many dates": _repeated("Selasa (12/9/2023), 1-3 Oktober 2023, "),
    "days without a year": _repeated("Rabu (6/9) "),
    "digits": _repeated("12/9/"),
    "read also": _repeated("Baca juga: Jembatan Baru Dibuka\n"),
    "read also in one line": _repeated("Baca juga: Jembatan Baru Dibuka "),
    "commas": _repeated("kata, "),
    "full stops": _repeated(". "),
    "short lines": _repeated("a\n"),
    "spaces": _repeated(" "),
    "empty lines": _repeated("\n"),
    "dashes": _repeated("PALU, ANTARA - "),
}


def grown(kind: str) -> Iterator[tuple[int, str]]:
    """Yield the factor and the text of each step."""
    for factor in STEPS:
        yield factor, KINDS[kind](LEAST * factor)
