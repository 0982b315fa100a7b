"""Reading a noun phrase that says who somebody is: role, name, organisation, pronoun."""

from __future__ import annotations

from typing import NamedTuple

from worker.pipeline.evidence import Evidence, could_be_name
from worker.pipeline.lexicon import (
    ACCOUNT,
    ADVERB,
    CLITIC_CUE,
    CONJUNCTION,
    CUE,
    DAY,
    DEGREE,
    DEGREE_AFTER,
    DEMONSTRATIVE,
    DOCUMENT,
    FORMER,
    GIVEN,
    HONORIFIC,
    INSTITUTION,
    JOINER,
    OPENER,
    ORGANISATION,
    ORGANISATION_NAME,
    PARTICLE,
    PHRASE_END,
    PLACE,
    PLACE_HEAD,
    PLACE_PREPOSITION,
    PLURAL_PRONOUN,
    PREPOSITION,
    PRONOUN,
    RANK,
    RANK_SUFFIX,
    RELATIVE,
    RELAY,
    REPORT,
    ROLE,
    ROLE_MODIFIER,
    UNNAMED,
    UNNAMED_OPENER,
)
from worker.pipeline.tokens import CAPITALS, LOWER, MARK, NUMBER, QUOTATION, TITLE, Tokens

LONGEST = 26  # tokens; the longest speaker phrase of 461 articles has 22
TITLES = HONORIFIC | RANK | DEGREE
ENDS_ROLE = PHRASE_END | RELATIVE | REPORT | RELAY | DAY
Range = tuple[int, int]


class Phrase(NamedTuple):
    """
    A noun phrase, as token ranges with both ends included.

    ``kind`` is what it denotes by its form: ``person``, ``organisation``, ``role`` (a role without a name),
    ``epithet``, ``pronoun``, ``plural``, ``unnamed``, ``account`` or ``document``. ``name`` is the name without
    titles, ``role`` the role as written, ``core`` the words that count as the mention.
    """

    kind: str
    first: int
    last: int
    core: Range
    name: Range | None = None
    role: Range | None = None


def read_phrase(tokens: Tokens, first: int, stop: int, evidence: Evidence) -> Phrase | None:
    """Return the phrase that starts at a token and ends before ``stop``, or None if none starts there."""
    if first >= stop:
        return None
    flags, shape = tokens.flags[first], tokens.shapes[first]
    if flags & (PRONOUN | PLURAL_PRONOUN):
        return Phrase("plural" if flags & PLURAL_PRONOUN else "pronoun", first, first, (first, first))
    if tokens.words[first][0] == "@":
        return Phrase("account", first, first, (first, first))
    if flags & ACCOUNT and shape == LOWER:
        return _account(tokens, first, stop)
    if flags & UNNAMED_OPENER and not flags & GIVEN:
        return _opened(tokens, first, stop, evidence)
    if shape == LOWER and not flags & (ROLE | FORMER | TITLES | ORGANISATION | DOCUMENT | UNNAMED):
        return None
    if shape in (MARK, NUMBER, QUOTATION):
        return None
    return _epithet(tokens, first, stop) or _described(tokens, first, stop, evidence)


def _account(tokens: Tokens, first: int, stop: int) -> Phrase:
    last = first
    while last + 1 < min(stop, first + 5) and (tokens.words[last + 1][0] == "@" or tokens.flags[last + 1] & ACCOUNT):
        last += 1
    while last + 1 < min(stop, first + 5) and tokens.shapes[last + 1] in (TITLE, CAPITALS):
        last += 1
    return Phrase("account", first, last, (first, last))


def _opened(tokens: Tokens, first: int, stop: int, evidence: Evidence) -> Phrase | None:
    """Read "a resident", "one of the visitors, NAME": unnamed, unless a name follows."""
    last = first
    for index in range(first + 1, min(stop, first + 12)):
        if (
            tokens.shapes[index] == MARK
            and tokens.words[index] != "-"
            or tokens.flags[index] & (ENDS_ROLE & ~DAY)
            and index > first + 1
        ):
            break
        if could_be_name(tokens, index, evidence) and index > first + 1:
            end = name_end(tokens, index, stop, evidence)
            return Phrase("person", first, end, (index, end), (index, end), (first, index - 1))
        last = index
    after = last + 1
    if after + 1 < stop and tokens.words[after] == "," and could_be_name(tokens, after + 1, evidence):
        end = name_end(tokens, after + 1, stop, evidence)
        return Phrase("person", first, end, (after + 1, end), (after + 1, end), (first, last))
    return Phrase("unnamed", first, last, (first, last)) if last > first else None


def _epithet(tokens: Tokens, first: int, stop: int) -> Phrase | None:
    """Read "kementerian tersebut", "pria 28 tahun itu": a common noun with a pointing word."""
    if tokens.shapes[first] != LOWER and not tokens.flags[first] & (ROLE | ORGANISATION | DOCUMENT):
        return None
    for index in range(first + 1, min(stop, first + 9)):
        flags = tokens.flags[index]
        if flags & DEMONSTRATIVE and tokens.shapes[index] == LOWER:
            return Phrase("epithet", first, index, (first, index))
        if (
            tokens.shapes[index] == MARK
            or flags & (PHRASE_END & ~PLACE_PREPOSITION | REPORT | CUE & ~GIVEN)
            and not flags & (ROLE | ORGANISATION)
        ):
            return None
    return None


def _described(tokens: Tokens, first: int, stop: int, evidence: Evidence) -> Phrase | None:
    """Read a run of words that may hold a role, an organisation and a name."""
    last = _run_end(tokens, first, stop, evidence)
    title = _title_inside(tokens, first, last)
    if title is not None:
        name_first = _skip_titles(tokens, title, last)
        if name_first <= last and _named(tokens, name_first, evidence):
            end = name_end(tokens, name_first, stop, evidence)
            return _with_appositions(
                tokens,
                Phrase("person", first, end, (title, end), (name_first, end), _role_before(tokens, first, title - 1)),
                stop,
                evidence,
            )
    flags = tokens.flags[first]
    if flags & (ROLE | FORMER | UNNAMED | DOCUMENT) and not (flags & GIVEN and tokens.shapes[first] == TITLE):
        return _role_and_name(tokens, first, last, stop, evidence)
    if flags & (ORGANISATION | ORGANISATION_NAME) and not (flags & GIVEN) or tokens.shapes[first] == CAPITALS:
        return _organisation(tokens, first, last, stop, evidence)
    if could_be_name(tokens, first, evidence) or (tokens.shapes[first] == TITLE and flags & GIVEN):
        end = name_end(tokens, first, stop, evidence)
        if (
            end < last
            and tokens.flags[end + 1] & INSTITUTION
            and tokens.shapes[end + 1] in (TITLE, CAPITALS)
            and not flags & GIVEN
        ):
            return Phrase("organisation", first, last, (first, last))
        return _with_appositions(tokens, Phrase("person", first, end, (first, end), (first, end)), stop, evidence)
    if tokens.shapes[first] == TITLE and flags & INSTITUTION:
        return _organisation(tokens, first, last, stop, evidence)
    return None


def _named(tokens: Tokens, index: int, evidence: Evidence) -> bool:
    return (
        could_be_name(tokens, index, evidence)
        or tokens.shapes[index] == TITLE
        and not tokens.flags[index] & (ORGANISATION | PLACE | DAY)
    )


def _title_inside(tokens: Tokens, first: int, last: int) -> int | None:
    """Return where a rank, a courtesy or a degree opens the name, if one does."""
    for index in range(first, last + 1):
        flags = tokens.flags[index]
        if flags & TITLES and tokens.shapes[index] != CAPITALS | 0 and index + 1 <= last:
            if flags & ROLE and index == first and not flags & RANK:
                continue
            if tokens.shapes[index] == LOWER and flags & ROLE:
                continue
            return index
    return None


def _skip_titles(tokens: Tokens, index: int, last: int) -> int:
    while index <= last and (tokens.flags[index] & (TITLES | RANK_SUFFIX) or tokens.words[index] in ".()"):
        index += 1
    return index


def _run_end(tokens: Tokens, first: int, stop: int, evidence: Evidence) -> int:
    """Return the last token of a run that may be one noun phrase."""
    lower_role = tokens.shapes[first] == LOWER
    last = first
    index = first + 1
    limit = min(stop, first + LONGEST)
    while index < limit:
        flags, shape, word = tokens.flags[index], tokens.shapes[index], tokens.words[index]
        if shape in (TITLE, CAPITALS):
            if flags & DAY and not flags & GIVEN:
                break
            last = index
        elif (
            word == "."
            and tokens.flags[index - 1] & (TITLES | RANK_SUFFIX)
            and tokens.sentence_of[index] == tokens.sentence_of[first]
        ):
            pass
        elif (
            word == "("
            and index + 2 < limit
            and tokens.words[index + 2] == ")"
            and tokens.shapes[index + 1] in (CAPITALS, TITLE)
        ):
            index += 2
            last = index
        elif (
            shape == NUMBER
            and index + 1 < limit
            and tokens.shapes[index + 1] in (TITLE, CAPITALS)
            and tokens.sentence_of[index + 1] == tokens.sentence_of[index]
        ):
            pass
        elif (
            shape == LOWER
            and (flags & JOINER or flags & PARTICLE)
            and index + 1 < limit
            and tokens.shapes[index + 1] in (TITLE, CAPITALS)
        ):
            if flags & JOINER and _ends_in_name(tokens, last, evidence):
                break
        elif word == "," and index + 2 < limit and _list_goes_on(tokens, index, limit):
            pass
        elif (
            shape == LOWER
            and flags & PLACE_PREPOSITION
            and index + 1 < limit
            and tokens.shapes[index + 1] in (TITLE, CAPITALS)
            and lower_role
            and not _ends_in_name(tokens, last, evidence)
        ):
            pass
        elif (
            shape == LOWER
            and (lower_role or flags & (ROLE | ROLE_MODIFIER))
            and not flags & (ENDS_ROLE | CUE & ~ROLE | CLITIC_CUE | CONJUNCTION & ~JOINER)
            and not _ends_in_name(tokens, last, evidence)
        ):
            if flags & (ROLE | ROLE_MODIFIER) or lower_role:
                last = index
        elif word in "/-–" and tokens.ends[index - 1] == tokens.starts[index]:
            pass
        else:
            break
        index += 1
    return last


def _list_goes_on(tokens: Tokens, comma: int, limit: int) -> bool:
    """Tell whether a comma stands in a list of fields: "Industri Kecil, Menengah dan Aneka"."""
    joined = any(tokens.flags[index] & JOINER for index in range(comma + 2, min(comma + 4, limit)))
    return (
        tokens.shapes[comma + 1] == TITLE
        and joined
        and not tokens.flags[comma + 1] & (GIVEN | TITLES | ROLE)
        and bool(tokens.flags[comma - 1] & INSTITUTION)
    )


def _ends_in_name(tokens: Tokens, last: int, evidence: Evidence) -> bool:
    return (
        could_be_name(tokens, last, evidence)
        and (
            tokens.flags[last] & GIVEN
            or tokens.lowers[last] in evidence.short_names
            or could_be_name(tokens, last - 1, evidence)
        )
        if last > 0
        else False
    )


def name_end(tokens: Tokens, first: int, stop: int, evidence: Evidence) -> int:
    """Return the last token of the name that starts at a token."""
    last = first
    for index in range(first + 1, min(stop, first + 6)):
        if tokens.starts[index] - tokens.ends[index - 1] > 1:
            break
        if could_be_name(tokens, index, evidence) or _inside_name(tokens, index, first):
            last = index
        elif not (tokens.flags[index] & PARTICLE and tokens.shapes[index] == LOWER):
            break
    return last


def _inside_name(tokens: Tokens, index: int, first: int) -> bool:
    """Tell whether a word that names no person by itself goes on a name that is certain, as a surname may."""
    flags = tokens.flags[index]
    certain = tokens.flags[first] & GIVEN
    return bool(
        certain
        and tokens.shapes[index] == TITLE
        and not flags
        & (DAY | ROLE | ORGANISATION | ORGANISATION_NAME | PREPOSITION | RANK | REPORT | RELAY | PLACE_HEAD)
        and not (flags & PLACE and index - first > 1)
    )


def _role_before(tokens: Tokens, first: int, last: int) -> Range | None:
    while last >= first and tokens.words[last] in ",.":
        last -= 1
    return (
        (first, last)
        if last >= first and tokens.flags[first] & (ROLE | FORMER | UNNAMED | ORGANISATION | UNNAMED_OPENER)
        else None
    )


def _role_and_name(tokens: Tokens, first: int, last: int, stop: int, evidence: Evidence) -> Phrase | None:
    """Split "Direktur Utama Taspen Iqbal Latanro" or "Sekretaris MA, Achmad Setyo" into role and name."""
    start = _name_start(tokens, first, last, evidence)
    after = _after_comma(tokens, first, last, stop, evidence)
    if after is not None and (
        start > last
        or not _certain(tokens, start, last, evidence)
        or _certain(tokens, *after, evidence)
        and not tokens.flags[start] & GIVEN
    ):
        title = last + 2
        return _with_appositions(
            tokens, Phrase("person", first, after[1], (title, after[1]), after, (first, last)), stop, evidence
        )
    if start <= last and start > first:
        end = name_end(tokens, start, stop, evidence)
        return _with_appositions(
            tokens, Phrase("person", first, end, (start, end), (start, end), (first, start - 1)), stop, evidence
        )
    flags = tokens.flags[first]
    if flags & DOCUMENT and not flags & ROLE:
        return Phrase("document", first, last, (first, last))
    if (
        tokens.shapes[first] == LOWER
        and flags & UNNAMED
        and last == first
        or (flags & UNNAMED and not flags & RANK and tokens.shapes[first] == LOWER)
    ):
        return Phrase("unnamed", first, last, (first, last))
    return Phrase("role", first, last, (first, last), None, (first, last))


def _after_comma(tokens: Tokens, first: int, last: int, stop: int, evidence: Evidence) -> Range | None:
    """Return the name after a role and a comma, when a name and nothing else stands there."""
    if last + 2 >= stop or tokens.words[last + 1] != ",":
        return None
    start = _skip_titles(tokens, last + 2, stop - 1)
    if start >= stop or not (
        could_be_name(tokens, start, evidence) or start > last + 2 and tokens.shapes[start] == TITLE
    ):
        return None
    end = name_end(tokens, start, stop, evidence)
    return start, end


def _certain(tokens: Tokens, first: int, last: int, evidence: Evidence) -> bool:
    return any(
        tokens.flags[index] & GIVEN or tokens.lowers[index] in evidence.short_names for index in range(first, last + 1)
    )


def _name_start(tokens: Tokens, first: int, last: int, evidence: Evidence) -> int:
    """Return where the name at the end of a role phrase begins; ``last + 1`` if there is none."""
    start = last + 1
    while start > first + 1 and (
        could_be_name(tokens, start - 1, evidence)
        or (
            start <= last
            and tokens.flags[start - 1] & PARTICLE
            and start - 2 > first
            and could_be_name(tokens, start - 2, evidence)
        )
    ):
        start -= 1
    while start < last and tokens.lowers[start] in evidence.institutions:
        start += 1
    for index in range(start + 1, last + 1):
        known_short = tokens.lowers[index] in evidence.short_names
        before_is_name = any(tokens.flags[place] & GIVEN for place in range(start, index))
        if known_short and not before_is_name and not (index == last and last - start == 1):
            return index
    if (
        last - start >= 2
        and not tokens.flags[start] & GIVEN
        and tokens.lowers[start] not in evidence.short_names
        and tokens.flags[start + 1] & GIVEN
    ):
        return start + 1
    return start


def _organisation(tokens: Tokens, first: int, last: int, stop: int, evidence: Evidence) -> Phrase | None:
    """Read an organisation; an office followed by a certain person's name is that person with a role."""
    end = last
    for index in range(first + 1, last + 1):
        if (
            tokens.flags[index] & GIVEN
            and could_be_name(tokens, index, evidence)
            and tokens.lowers[index] not in evidence.institutions
            and tokens.lowers[index] in evidence.short_names
            and index < last + 1
        ):
            finish = name_end(tokens, index, stop, evidence)
            return _with_appositions(
                tokens,
                Phrase("person", first, finish, (index, finish), (index, finish), (first, index - 1)),
                stop,
                evidence,
            )
    return Phrase("organisation", first, end, (first, end))


def _with_appositions(tokens: Tokens, phrase: Phrase, stop: int, evidence: Evidence) -> Phrase:
    """Add what follows a name: degrees, an age or another name in brackets, and a role."""
    last = _skip_degrees(tokens, phrase.last, stop)
    if last + 1 < stop and tokens.words[last + 1] == "(":
        closing = next((index for index in range(last + 2, min(stop, last + 8)) if tokens.words[index] == ")"), None)
        has_number_date = closing is not None and any(tokens.words[index] == "/" for index in range(last + 2, closing))
        if closing is not None and not has_number_date:
            last = closing
    phrase = phrase._replace(last=last)
    if phrase.role is not None:
        return phrase
    start = last + 1
    if start < stop and tokens.words[start] == ",":
        start += 1
    if start >= stop:
        return phrase
    role_end = _role_after(tokens, start, stop, evidence)
    if role_end is None:
        return phrase
    return phrase._replace(last=role_end, role=(start, role_end))


def _skip_degrees(tokens: Tokens, last: int, stop: int) -> int:
    index = last + 1
    while index < stop:
        if (
            tokens.words[index] == ","
            and index + 1 < stop
            and tokens.flags[index + 1] & DEGREE_AFTER
            and tokens.shapes[index + 1] in (TITLE, CAPITALS)
        ):
            index += 2
            last = index - 1
        elif tokens.flags[index] & DEGREE_AFTER and "." in tokens.words[index]:
            last = index
            index += 1
        elif tokens.words[index] == "." and index == last + 1 and tokens.flags[last] & DEGREE_AFTER:
            last = index
            index += 1
        else:
            break
    return last


def _role_after(tokens: Tokens, start: int, stop: int, evidence: Evidence) -> int | None:
    """Return the last token of the role that follows a name, or None."""
    flags = tokens.flags[start]
    if not flags & (ROLE | FORMER | UNNAMED_OPENER) or flags & GIVEN and tokens.shapes[start] == TITLE:
        return None
    last = start
    for index in range(start + 1, min(stop, start + LONGEST)):
        flags, shape, word = tokens.flags[index], tokens.shapes[index], tokens.words[index]
        if (
            shape == QUOTATION
            or (shape == MARK and word not in "()/-–&")
            or shape == NUMBER
            and tokens.words[index - 1] == "("
        ):
            break
        if flags & PLACE_PREPOSITION and shape == LOWER:
            if (
                index + 1 >= stop
                or tokens.shapes[index + 1] not in (TITLE, CAPITALS)
                or tokens.flags[index + 1] & (PLACE | PLACE_HEAD)
            ):
                break
        elif (
            shape == LOWER
            and flags & (ENDS_ROLE | ADVERB & ~ROLE_MODIFIER | CUE & ~ROLE)
            and not flags & (ROLE | ROLE_MODIFIER)
        ):
            break
        elif shape != LOWER and flags & DAY:
            break
        last = index
    while last > start and (
        tokens.words[last] in "(/-–&" or tokens.flags[last] & (JOINER | PREPOSITION) and tokens.shapes[last] == LOWER
    ):
        last -= 1
    return last
