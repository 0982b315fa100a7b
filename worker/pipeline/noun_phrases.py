"""What a noun phrase denotes in a language with articles: "the economist Ann Lee", "Ann Lee, a baker", "the party"."""

from __future__ import annotations

from worker.pipeline.evidence import has_age
from worker.pipeline.lexicon import (
    AUXILIARY,
    BELONGS,
    DAY,
    DEGREE,
    DEGREE_AFTER,
    DEMONSTRATIVE,
    DETERMINER,
    DOCUMENT,
    FEMALE,
    FORMER,
    GIVEN,
    HONORIFIC,
    INSTITUTION,
    JOINER,
    LINK,
    MALE,
    NAMEABLE,
    NATIONAL,
    OPENER,
    ORGANISATION,
    PARTICLE,
    PERSON_TITLES,
    PLACE,
    PREPOSITION,
    PROPER,
    RANK_SUFFIX,
    RELATIVE,
    ROLE,
    ROLE_MODIFIER,
    SUBJECT_PRONOUN,
    UNNAMED,
    UNNAMED_OPENER,
)
from worker.pipeline.naming import certain, title_inside
from worker.pipeline.noun_extent import ENDS_NOUN, SPEAKING, Noun, attached, denotes, read_noun
from worker.pipeline.phrase import Phrase, Range
from worker.pipeline.runs import CAPITAL
from worker.pipeline.tokens import CAPITALS, LOWER, MARK, NUMBER, QUOTATION, TITLE, Tokens, is_initial

DESCRIBES = ROLE | FORMER | UNNAMED | ROLE_MODIFIER | PERSON_TITLES


def read_noun_phrase(tokens: Tokens, first: int, stop: int) -> Phrase | None:
    """Return the noun phrase that starts at a token and ends before ``stop``, or None if none starts there."""
    noun = read_noun(tokens, first, stop)
    phrase = _denoted(tokens, noun) if noun is not None and denotes(tokens, noun) else None
    if noun is None or phrase is None:
        return None
    if phrase.kind == "role":
        phrase = _with_field(tokens, phrase, stop)
    if phrase.kind == "organisation":
        phrase = _full_name(tokens, phrase, stop)
    if phrase.kind != "person":
        last = attached(tokens, phrase.last, stop, joined=JOINER)
        if phrase.kind not in ("organisation", "document"):
            phrase = phrase._replace(core=(phrase.first, last))
        return _named_behind(tokens, noun, last, stop) or phrase._replace(last=last)
    person = _with_role(tokens, phrase._replace(last=attached(tokens, phrase.last, stop)), stop)
    return _with_others(tokens, person, stop)


def _denoted(tokens: Tokens, noun: Noun) -> Phrase | None:
    """Tell what a noun denotes: a person by name, an organisation, somebody by office, or somebody unnamed."""
    opening, first, last = noun
    while last > first and (_is_degree(tokens, last) or _is_score(tokens, first, last)):
        last -= 1
    titled = title_inside(tokens, first, last)
    name = (titled[1], last) if titled is not None else _name(tokens, first, last)
    if name is not None and (titled is not None or _is_person(tokens, noun, name)):
        name = (name[0], _end_of_name(tokens, name))
        title = name[0] if titled is None else titled[0]
        role = _role_in_front(tokens, noun, title, name[0])
        return Phrase("person", opening, noun.last, (title, name[1]), name, role)
    flags, whole = tokens.flags[last], (opening, last)
    if flags & NATIONAL and tokens.flags[opening] & DEMONSTRATIVE:
        return Phrase("epithet", opening, last, whole, head=last)
    if tokens.shapes[last] in CAPITAL and not flags & (ROLE | UNNAMED):
        return _organisation(tokens, noun)
    if flags & DOCUMENT and not flags & ROLE:
        return Phrase("document", opening, last, whole, head=last)
    definite = opening < first and not tokens.flags[opening] & UNNAMED_OPENER
    if definite and flags & (ROLE | ORGANISATION) and not flags & UNNAMED:
        return Phrase("epithet", opening, last, whole, head=last)
    if flags & ROLE and opening == first:
        return Phrase("role", opening, last, whole, None, whole, head=last)
    return Phrase("unnamed", opening, last, whole, head=last)


def _is_score(tokens: Tokens, first: int, index: int) -> bool:
    """Tell whether a number stands behind a full name: "beat Ann Lee 6-4", but "Boeing 737"."""
    if tokens.words[index] == "-":
        return tokens.shapes[index - 1] == NUMBER
    if tokens.shapes[index] != NUMBER or index - 2 < first:
        return False
    full = tokens.flags[index - 1] & NAMEABLE and tokens.flags[index - 2] & GIVEN
    return bool(full) or tokens.words[index - 1] == "-"


def _is_degree(tokens: Tokens, index: int) -> bool:
    """Tell whether a degree, an honour or its full stop stands behind a name: "Ann Lee KC", "Paul Ross Jr."."""
    if tokens.words[index] == ".":
        return bool(tokens.flags[index - 1] & DEGREE_AFTER)
    honour = tokens.flags[index] & DEGREE_AFTER and not tokens.flags[index] & GIVEN
    return bool(honour and tokens.flags[index - 1] & NAMEABLE)


def _name(tokens: Tokens, first: int, last: int) -> Range | None:
    """Return the words at the end of a noun that may be a person's name."""
    start = last + 1
    while start > first:
        before = start - 1
        stop = tokens.words[before] == "." and before > first and is_initial(tokens.words[before - 1])
        initial = start <= last and (stop or is_initial(tokens.words[before]))
        particle = tokens.flags[before] & PARTICLE and start <= last and before > first
        if not (tokens.flags[before] & NAMEABLE or initial or particle):
            break
        start = before
    while start <= last and tokens.flags[start] & PARTICLE and not tokens.flags[start] & NAMEABLE:
        start += 1
    return (start, last) if start <= last else None


def _end_of_name(tokens: Tokens, name: Range) -> int:
    """Return the last token of a name without the full stop of an abbreviation."""
    last = name[1]
    while last > name[0] and tokens.words[last] == ".":
        last -= 1
    return last


def _is_person(tokens: Tokens, noun: Noun, name: Range) -> bool:
    """Tell a person from an organisation whose name could be one."""
    if certain(tokens, name) or has_age(tokens, name[1]):
        return True
    with_role = bool(noun.first < name[0] and tokens.flags[name[0] - 1] & (ROLE | RANK_SUFFIX))
    owned = name[0] == noun.first > 0 and tokens.words[noun.first - 1] in tokens.endings  # "the Herald's NAME"
    return with_role or (name[0] < name[1] and (owned or noun.first == noun.opening))


def _role_in_front(tokens: Tokens, noun: Noun, title: int, name: int) -> Range | None:
    """Return the office before a name: with a title that is one, "Florida Sen.", not with a courtesy word."""
    last = name - 1 if title < name and not tokens.flags[title] & (HONORIFIC | DEGREE) else title - 1
    first = noun.first
    while first <= last and tokens.flags[first] & DETERMINER:
        first += 1
    while last >= first and tokens.words[last] in tokens.endings:
        last -= 1
    described = any(tokens.flags[at] & DESCRIBES or tokens.shapes[at] == LOWER for at in range(first, last + 1))
    return (first, last) if described else None


def _organisation(tokens: Tokens, noun: Noun) -> Phrase | None:
    opening, first, last = noun
    if all(tokens.flags[at] & PLACE for at in range(first, last + 1)) and opening == first:
        return Phrase("organisation", opening, last, (first, last)) if first == last else None
    if (
        first == last
        and first == tokens.sentence(first)[0]
        and not tokens.flags[first] & (INSTITUTION | BELONGS | PROPER)
    ):
        return Phrase("unnamed", opening, last, (opening, last), head=last)  # its capital may be the sentence's
    begin = first
    while begin < last and tokens.shapes[begin] not in CAPITAL:
        begin += 1
    return Phrase("organisation", opening, last, (begin, last))


def _with_field(tokens: Tokens, office: Phrase, stop: int) -> Phrase:
    """Return the person behind an office and its field, "Minister for Rural Affairs NAME", else the office."""
    field = office.last + 2
    if field >= stop:
        return office
    joined = tokens.flags[field - 1] & JOINER and tokens.flags[field] & ROLE  # "founder and chief executive NAME"
    if not joined and not (tokens.flags[field - 1] & LINK and tokens.shapes[office.last] in CAPITAL):
        return office
    noun = read_noun(tokens, field, stop)
    person = _denoted(tokens, noun) if noun is not None and noun.opening == noun.first else None
    if person is None or person.kind != "person" or person.core[0] == field:
        return office
    return person._replace(first=office.first, role=(office.first, person.core[0] - 1))


def _full_name(tokens: Tokens, phrase: Phrase, stop: int) -> Phrase:
    """Return an organisation with what goes on its name: "Department of Energy"."""
    last = phrase.last
    while tokens.flags[last] & ORGANISATION and last + 2 < stop and tokens.flags[last + 1] & LINK:
        behind = last + 2 + bool(tokens.flags[last + 2] & DETERMINER)
        if behind >= stop or tokens.shapes[behind] not in CAPITAL:
            break
        if tokens.flags[behind] & (GIVEN | PERSON_TITLES | DAY):
            break
        while behind + 1 < stop and tokens.shapes[behind + 1] in CAPITAL:
            behind += 1
        last = behind
    return phrase._replace(last=last, core=(phrase.core[0], last))


def _named_behind(tokens: Tokens, office: Noun, last: int, stop: int) -> Phrase | None:
    """Return the person named behind an office and a comma: "the party's chair, NAME"."""
    written = tokens.shapes[office.last] == LOWER or (
        tokens.shapes[office.last] == CAPITALS and tokens.flags[office.last] & ROLE
    )
    written = written or bool(tokens.flags[office.last] & UNNAMED_OPENER)  # "One of them, NAME,"
    known = written and not tokens.flags[office.last] & (ORGANISATION | DOCUMENT) & ~ROLE
    if last + 2 >= stop or tokens.words[last + 1] != "," or not known:
        return None
    if tokens.flags[last + 2] & SPEAKING and tokens.shapes[last + 2] == LOWER:
        return None  # "buried in a landslide, said NAME"
    noun = read_noun(tokens, last + 2, stop)
    person = _denoted(tokens, noun) if noun is not None else None
    if noun is not None and tokens.flags[office.last] & (MALE | FEMALE) and _stands_alone(tokens, noun):
        name = (noun.first, noun.first)  # "his wife, NAME,": one word is enough
        return Phrase("person", office.opening, noun.last, name, name, _without_article(tokens, office.first, last))
    if noun is None or person is None or person.kind != "person" or not _opens_like_name(tokens, person):
        return None
    if noun.opening < noun.first and not (person.name and person.name[1] > person.name[0] and _shut(tokens, person)):
        return None
    role = _without_article(tokens, office.first, last)
    if role is not None and tokens.flags[role[0]] & PREPOSITION:
        role = person.role  # "one of them"
    return person._replace(first=office.opening, role=role, last=attached(tokens, person.last, stop))


def _stands_alone(tokens: Tokens, noun: Noun) -> bool:
    """Tell whether one unknown word with a capital stands between commas."""
    one = noun.opening == noun.first == noun.last and tokens.shapes[noun.first] == TITLE
    after = noun.last + 1
    shut = after >= len(tokens.words) or tokens.words[after] == ","
    return one and shut and bool(tokens.flags[noun.first] & NAMEABLE)


def _shut(tokens: Tokens, person: Phrase) -> bool:
    """Tell whether a comma stands behind a name, as it does behind an apposition: "its chair, the poet NAME,"."""
    return person.last + 1 < len(tokens.words) and tokens.words[person.last + 1] == ","


def _opens_like_name(tokens: Tokens, person: Phrase) -> bool:
    return person.name is not None and (person.name[1] > person.name[0] or bool(tokens.flags[person.first] & GIVEN))


def _with_role(tokens: Tokens, phrase: Phrase, stop: int) -> Phrase:
    """Return a person with the office that follows in apposition: "NAME, a baker from Leeds"."""
    at = phrase.last + 1
    if at + 2 < stop and tokens.words[at] == "," and tokens.shapes[at + 1] == NUMBER and tokens.words[at + 2] == ",":
        at += 2
    if at + 1 >= stop or tokens.words[at] != "," or not _may_describe(tokens, at + 1):
        return phrase
    noun = read_noun(tokens, at + 1, stop)
    described = _denoted(tokens, noun) if noun is not None else None
    if noun is None or described is None or described.kind in ("person", "organisation", "document"):
        return phrase
    last = attached(tokens, described.last, stop, joined=JOINER)
    if last + 1 < stop and tokens.flags[last + 1] & SPEAKING and tokens.shapes[last + 1] == LOWER:
        return phrase  # "NAME, the sister said, …": somebody else, who says it
    if not _closed(tokens, described, last, stop):
        return phrase
    return phrase._replace(last=last, role=phrase.role or _without_article(tokens, noun.first, last))


def _closed(tokens: Tokens, described: Phrase, last: int, stop: int) -> bool:
    """Tell an apposition, which a mark or a clause of its own closes, from the subject of the sentence."""
    after = last + 1
    if after >= stop or tokens.shapes[after] in (MARK, QUOTATION) or tokens.flags[after] & RELATIVE:
        return True
    known = tokens.flags[described.last] & ROLE or tokens.flags[described.first] & UNNAMED_OPENER
    return bool(known) and not tokens.flags[after] & AUXILIARY


def _may_describe(tokens: Tokens, index: int) -> bool:
    flags, shape = tokens.flags[index], tokens.shapes[index]
    if flags & SUBJECT_PRONOUN or (shape == LOWER and flags & (ENDS_NOUN | SPEAKING) and not flags & FORMER):
        return False
    return shape == LOWER or bool(flags & (ROLE | ROLE_MODIFIER) and shape == TITLE and not flags & OPENER)


def _without_article(tokens: Tokens, first: int, last: int) -> Range | None:
    while first <= last and tokens.flags[first] & DETERMINER:
        first += 1
    return (first, last) if first <= last else None


def _with_others(tokens: Tokens, phrase: Phrase, stop: int) -> Phrase:
    """Return a person with the persons joined by "and": all of them speak."""
    at = phrase.last + 1
    if at + 1 >= stop or not tokens.flags[at] & JOINER:
        return phrase
    other = read_noun_phrase(tokens, at + 1, stop)
    if other is None or other.kind != "person":
        return phrase
    others = (other._replace(others=()), *other.others)
    return phrase._replace(last=others[-1].last, others=others)
