"""Show what was read in an article and why: the text with every span marked, and a list of the findings below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.marking import Mark, mark_in_colour, mark_plainly, painted, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.pipeline.record import (
        DateMention,
        Entity,
        Headline,
        Piece,
        Published,
        Quotation,
        QuotedPerson,
        Record,
        Span,
        Speaker,
    )

# SGR parameters, each kind told apart without its colour too: by underline, weight or slant.
COLOURS = {
    "headline": "1;4",
    "dateline": "2;4",
    "byline": "3;35",
    "date": "34",
    "quotation": "32",
    "indirect": "3;32",
    "cue": "33",
    "speaker": "1;36",
    "role": "35",
    "source": "4;33",
    "related": "2;9",
    "warning": "1;31",
    "note": "2",
}
TITLE = "1"
LEGEND = tuple(COLOURS)[:-1]
PLAIN_LEGEND = tuple("direct" if kind == "quotation" else kind for kind in LEGEND)
NOTE = "; behind a quotation {id: speaker, rule confidence}"


def explain(record: Record, *, colour: bool) -> str:
    """
    Return the article's text with every span of the record marked, a legend, and a list of what was found.

    With ``colour`` the marks are ANSI colours, else brackets with the kind of the span first.
    """
    marks = list(dict.fromkeys(_marks(record)))  # two quotations may share a cue, or a speaker's mention
    text = record.body.text
    marked = mark_in_colour(text, marks, COLOURS) if colour else mark_plainly(text, marks)
    parts = [marked.rstrip("\n"), _legend(colour=colour)]
    for title, lines in _findings(record):
        head = painted(title, TITLE) if colour else title
        parts.append("\n".join([head, *(f"  {visible(line)}" for line in lines or ["none"])]))
    return "\n\n".join(parts) + "\n"


def _legend(*, colour: bool) -> str:
    if colour:
        return f"Marks: {', '.join(painted(kind, COLOURS[kind]) for kind in LEGEND)}{NOTE}"
    return f"Marks: {', '.join(f'[{kind}: …]' for kind in PLAIN_LEGEND)}{NOTE}"


def _marks(record: Record) -> Iterator[Mark]:
    for kind, span in _frame(record):
        if span is not None:
            yield Mark(span, kind, kind)
    names = {entity.id: entity for entity in record.entities}
    for quotation in record.quotations:
        yield from _quotation_marks(quotation, names)
    for warning in record.warnings:
        if warning.span is not None:
            yield Mark(warning.span, "warning", "warning")


def _frame(record: Record) -> Iterator[tuple[str, Span | None]]:
    yield "headline", record.headline.span
    for piece in (record.dateline.outlet, record.dateline.place) if record.dateline else ():
        yield "dateline", piece.span if piece else None
    yield from (("byline", author.span) for author in record.byline)
    yield from (("date", date.span) for date in record.dates)
    yield from (("role", person.role.span) for person in record.quoted_persons if person.role)
    yield from (("source", span) for span in sorted({source.span for source in record.sources}))
    yield from (("related", link.span) for link in record.related)


def _quotation_marks(quotation: Quotation, names: dict[str, Entity]) -> Iterator[Mark]:
    kind = "indirect" if quotation.form == "indirect" else "quotation"
    note = f"{quotation.id}: {_who(quotation, names)}, {_why(quotation)}"
    for number, span in enumerate(quotation.content, 1):
        last = number == len(quotation.content)
        yield Mark(span, kind, quotation.form, note if last else "")
    if quotation.cue and quotation.cue.span:
        yield Mark(quotation.cue.span, "cue", "cue")
    for speaker in (quotation.speaker, *quotation.co_speakers):
        if speaker and speaker.mention:
            yield Mark(speaker.mention, "speaker", "speaker")


def _who(quotation: Quotation, names: dict[str, Entity]) -> str:
    return names[quotation.speaker.entity].name if quotation.speaker else "nobody"


def _why(quotation: Quotation) -> str:
    return f"{quotation.rule} {quotation.confidence:.2f}"


def _findings(record: Record) -> Iterator[tuple[str, list[str]]]:
    names = {entity.id: entity for entity in record.entities}
    persons = {person.entity: person for person in record.quoted_persons}
    yield "Article", list(_article(record))
    yield "Quotations", [line for quotation in record.quotations for line in _quotation(quotation, names, persons)]
    yield "Quoted persons", [_person(person, names) for person in record.quoted_persons]
    yield "Dates", [_date(date) for date in record.dates]
    yield "Sources", [f'{names[one.entity].name}, "{one.cue}", of the {one.scope}' for one in record.sources]
    yield "Related", [link.text for link in record.related]
    yield "Warnings", [f"{warning.code}: {warning.detail}" for warning in record.warnings]


def _article(record: Record) -> Iterator[str]:
    declared = "declared" if record.language.declared else "detected"
    yield f"language   {record.language.tag}, {declared}, {record.language.confidence:.2f}"
    yield _headline(record.headline)
    yield f"published  {_published(record.published)}"
    if record.dateline:
        yield f"dateline   outlet {_text(record.dateline.outlet)}, place {_text(record.dateline.place)}"
    for author in record.byline:
        yield f"byline     {author.name}, {author.role or 'role unknown'}"


def _headline(headline: Headline) -> str:
    return f"headline   {headline.origin}, {headline.confidence:.2f}: {headline.text}"


def _published(published: Published | None) -> str:
    if published is None:
        return "unknown"
    checked = _weekday(checked=published.weekday_checked)
    return f"{published.value} ({published.precision}), {published.origin}, {published.confidence:.2f}{checked}"


def _quotation(quotation: Quotation, names: dict[str, Entity], persons: dict[str, QuotedPerson]) -> Iterator[str]:
    yield f"{quotation.id:4} {quotation.form}, {_why(quotation)}, {_length(quotation.text)}"
    speakers = [quotation.speaker] if quotation.speaker else []
    for speaker in (*speakers, *quotation.co_speakers):
        yield f"     {_speaker(speaker, names, persons)}"
    if not speakers:
        yield "     speaker unknown"
    for relay in quotation.via:
        yield f'     via {names[relay.entity].name}, "{relay.cue}"'


def _length(text: str) -> str:
    words = text.split()
    return f'"{text}"' if len(words) <= 8 else f'"{" ".join(words[:4])} … {" ".join(words[-3:])}"'


def _speaker(speaker: Speaker, names: dict[str, Entity], persons: dict[str, QuotedPerson]) -> str:
    entity = names[speaker.entity]
    person = persons.get(entity.id)
    role = f", {person.role.text}" if person and person.role else ""
    return f"{entity.name} ({entity.type} {entity.id}) by {speaker.resolved_by}{role}"


def _person(person: QuotedPerson, names: dict[str, Entity]) -> str:
    aliases = names[person.entity].aliases
    also = f", also {', '.join(aliases)}" if aliases else ""
    role, affiliation = _text(person.role), _text(person.affiliation)
    counts = f"{person.direct} direct, {person.indirect} indirect: {' '.join(person.quotations)}"
    return f"{person.entity:4} {person.name}{also}; role {role}; affiliation {affiliation}; {counts}"


def _date(date: DateMention) -> str:
    value = date.value or "year unknown"
    return f'{value} ({date.precision}, {date.kind}) "{date.raw}"{_weekday(checked=date.weekday_checked)}'


def _weekday(*, checked: bool | None) -> str:
    return {True: ", weekday agrees", False: ", weekday disagrees", None: ""}[checked]


def _text(piece: Piece | None) -> str:
    return piece.text if piece else "unknown"
