"""Reading a run of words that describes or names somebody: role, organisation, titles, name."""

from __future__ import annotations

from worker.pipeline.appositions import after_name
from worker.pipeline.evidence import has_age
from worker.pipeline.lexicon import (
    ATTRIBUTE,
    DAY,
    DEGREE,
    DEMONSTRATIVE,
    DOCUMENT,
    FORMER,
    FUNCTION,
    GIVEN,
    INSTITUTION,
    JOINER,
    NAMEABLE,
    ORGANISATION,
    ORGANISATION_NAME,
    PLACE,
    PREPOSITION,
    RANK,
    RELAY,
    REPORT,
    ROLE,
    ROLE_MODIFIER,
    UNNAMED,
    UNNAMED_OPENER,
    VERB,
)
from worker.pipeline.naming import (
    certain,
    name_after_comma,
    name_end,
    name_start,
    opens_role,
    title_inside,
    titled_name_later,
)
from worker.pipeline.phrase import Phrase, Range
from worker.pipeline.runs import CAPITAL, run_end
from worker.pipeline.tokens import CAPITALS, LOWER, TITLE, Tokens

NOT_A_NOUN = FUNCTION | REPORT | RELAY | VERB


def read_run(tokens: Tokens, first: int, stop: int) -> Phrase | None:
    """Read a run of words that may hold a role, an organisation and a name."""
    last = run_end(tokens, first, stop)
    titled = title_inside(tokens, first, last)
    if titled is not None:
        name = (titled[1], name_end(tokens, titled[1], stop))
        after = name_after_comma(tokens, name[1], stop)
        if after is not None and after[1] > after[0] and _holds_organisation(tokens, first, titled[0]):
            return complete(tokens, stop, named(first, after, (first, name[1])))  # an institution named after somebody
        return complete(tokens, stop, named(first, name, _role_before(tokens, first, titled[0] - 1), titled[0]))
    flags, capital = tokens.flags[first], tokens.shapes[first] in CAPITAL
    if opens_role(tokens, first) or (flags & (UNNAMED | DOCUMENT) and not (flags & GIVEN and capital)):
        return _role_and_name(tokens, first, last, stop)
    if not capital:
        return _organisation(tokens, first, last) if tokens.shapes[last] in CAPITAL else None
    initials = tokens.flags[first] & NAMEABLE and tokens.shapes[first] == CAPITALS
    if (flags & (ORGANISATION | ORGANISATION_NAME) and not flags & GIVEN) or (
        tokens.shapes[first] == CAPITALS and not initials
    ):
        return _organisation(tokens, first, last)
    if tokens.flags[first] & NAMEABLE or _common_word_opens_name(tokens, first, last):
        if not tokens.flags[first] & GIVEN and _holds_role(tokens, first, last):
            return _role_and_name(tokens, first, last, stop)
        return _bare_name(tokens, first, last, stop)
    return _organisation(tokens, first, last) if flags & INSTITUTION else None


def _common_word_opens_name(tokens: Tokens, first: int, last: int) -> bool:
    """Tell whether a word that is often no name opens one: "Dana Budiman"."""
    soft = not tokens.flags[first] & (ORGANISATION | PLACE | DAY | ROLE)
    rest = range(first + 1, last + 1)
    return (
        soft
        and 1 <= len(rest) <= 2
        and all(tokens.flags[at] & NAMEABLE for at in rest)
        and certain(tokens, (first + 1, last))
    )


def _holds_role(tokens: Tokens, first: int, last: int) -> bool:
    return any(
        tokens.flags[at] & ROLE and tokens.shapes[at] == TITLE and not tokens.flags[at] & GIVEN
        for at in range(first + 1, last + 1)
    )


def _bare_name(tokens: Tokens, first: int, last: int, stop: int) -> Phrase:
    end = name_end(tokens, first, stop)
    after = name_after_comma(tokens, last, stop)
    if after is not None and end > first and not certain(tokens, (first, end)) and certain(tokens, after):
        return complete(tokens, stop, named(first, after, (first, last)))
    goes_on = end < last and tokens.flags[end + 1] & INSTITUTION and tokens.shapes[end + 1] in CAPITAL
    if goes_on and not tokens.flags[first] & GIVEN:
        return Phrase("organisation", first, last, (first, last))
    if first == end and not certain(tokens, (first, end)) and not has_age(tokens, end):
        return Phrase("organisation", first, first, (first, first))  # one unknown word is more often a firm's name
    return complete(tokens, stop, named(first, (first, end), None))


def _role_before(tokens: Tokens, first: int, last: int) -> Range | None:
    while last >= first and tokens.words[last] in ",.":
        last -= 1
    opens = tokens.flags[first] & (ROLE | FORMER | UNNAMED | ORGANISATION | UNNAMED_OPENER)
    return (first, last) if last >= first and opens else None


def _role_and_name(tokens: Tokens, first: int, last: int, stop: int) -> Phrase:
    start = name_start(tokens, first, last)
    inside = (start, last) if first < start <= last else None
    if inside is not None and start == last and not certain(tokens, inside) and _is_part_of_role(tokens, start):
        inside = None
    after = name_after_comma(tokens, last, stop)
    if inside is not None and tokens.flags[start - 1] & ATTRIBUTE and tokens.shapes[start - 1] == LOWER:
        inside = None  # "der Sprecher von NAME"
    sure_inside = inside is not None and certain(tokens, inside)
    if not sure_inside and _pointed_at(tokens, last):
        return _nameless(tokens, first, last)
    sure_after = after is not None and certain(tokens, after)
    if not sure_inside and not sure_after:
        later = titled_name_later(tokens, last, stop)
        if later is not None:
            return complete(tokens, stop, named(first, later[1], _role_before(tokens, first, later[0] - 1)))
    if after is not None and (not sure_inside or sure_after or after[0] > last + 2 or after[1] > after[0]):
        return complete(tokens, stop, named(first, after, (first, last)))
    if inside is not None:
        name = (start, name_end(tokens, start, stop))
        return complete(tokens, stop, named(first, name, (first, start - 1)))
    return _nameless(tokens, first, last)


def _holds_organisation(tokens: Tokens, first: int, stop: int) -> bool:
    return any(tokens.flags[at] & ORGANISATION and tokens.shapes[at] in CAPITAL for at in range(first, stop))


def _is_part_of_role(tokens: Tokens, index: int) -> bool:
    """Tell whether an unknown word goes on an institution, "Center of Reform", or says where from, "warga Agats"."""
    before = tokens.flags[index - 1]
    if tokens.shapes[index - 1] == LOWER:
        return bool(before & (UNNAMED | ROLE_MODIFIER | PREPOSITION))
    return bool(before & ORGANISATION)


def _pointed_at(tokens: Tokens, last: int) -> bool:
    after = last + 1
    return after < len(tokens.words) and bool(tokens.flags[after] & DEMONSTRATIVE) and tokens.shapes[after] == LOWER


def _nameless(tokens: Tokens, first: int, last: int) -> Phrase:
    flags = tokens.flags[first]
    if _pointed_at(tokens, last):
        return Phrase("epithet", first, last + 1, (first, last + 1))
    if flags & DOCUMENT and not flags & ROLE:
        return Phrase("document", first, last, (first, last))
    if flags & UNNAMED and not flags & RANK and tokens.shapes[first] == LOWER:
        return Phrase("unnamed", first, last, (first, last))
    return Phrase("role", first, last, (first, last), None, (first, last))


def _organisation(tokens: Tokens, first: int, last: int) -> Phrase | None:
    """Return an organisation; a run of nothing but places is none."""
    if all(tokens.flags[index] & PLACE for index in range(first, last + 1)):
        return None
    if tokens.flags[first] & ORGANISATION_NAME and not tokens.flags[first] & ORGANISATION:
        last = _institution_end(tokens, first, last)
    bracket = next((index for index in range(first + 1, last) if tokens.words[index] == "("), None)
    return Phrase("organisation", first, last, (first, last if bracket is None else bracket - 1))


def _institution_end(tokens: Tokens, first: int, last: int) -> int:
    """Return where a known name ends: with the words behind it that belong to institutions, before a person's name."""
    end = first
    while end < last and tokens.flags[end + 1] & INSTITUTION and not tokens.flags[end + 1] & (NAMEABLE | GIVEN):
        end += 1
    return end


def read_described(tokens: Tokens, first: int, stop: int) -> Phrase | None:
    """Return the phrase at a cue that starts with any noun: "arkeolog NAME", "penjaga perpustakaan, NAME"."""
    if first >= stop or tokens.shapes[first] != LOWER or tokens.flags[first] & NOT_A_NOUN:
        return None
    last = run_end(tokens, first, stop)
    titled = title_inside(tokens, first, last)
    if titled is not None:
        name = (titled[1], name_end(tokens, titled[1], stop))
        return complete(tokens, stop, named(first, name, (first, titled[0] - 1), titled[0]))
    phrase = _role_and_name(tokens, first, last, stop)
    return phrase._replace(kind="unnamed") if phrase.kind == "role" else phrase


def complete(tokens: Tokens, stop: int, phrase: Phrase) -> Phrase:
    """Return the phrase of a named person with what follows the name; a role of one degree word gives way."""
    _, name_last = phrase.core
    last, after = after_name(tokens, name_last, stop)
    role = phrase.role
    if role is None or (role[0] == role[1] and tokens.flags[role[0]] & DEGREE):
        role = after or role
    others = _joined(tokens, last, stop)
    return phrase._replace(last=others[-1].last if others else last, role=role, others=others)


def named(first: int, name: Range, role: Range | None, title: int | None = None) -> Phrase:
    """Return a person's phrase that ends with the name; ``title`` is where a rank or courtesy before it starts."""
    core = (name[0] if title is None else title, name[1])
    return Phrase("person", first, name[1], core, name, role)


def _joined(tokens: Tokens, last: int, stop: int) -> tuple[Phrase, ...]:
    """Return the persons joined to one by "and": all of them speak."""
    if last + 2 >= stop or not tokens.flags[last + 1] & JOINER or tokens.shapes[last + 1] != LOWER:
        return ()
    other = read_run(tokens, last + 2, stop)
    return (other._replace(others=()), *other.others) if other is not None and other.kind == "person" else ()
