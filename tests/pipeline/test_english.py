"""English: what stands around an article, who speaks in it, and what is no speech."""

from __future__ import annotations

import pytest

from worker.pipeline import extract
from worker.pipeline.article import Article

LEAD = "The harbor bridge will close for repairs, the city said."


def read(text):
    return extract(Article(text=text, language="en"))


DATELINES = [
    pytest.param(f"PORT MERRY (Tidewire) — {LEAD}", ("Tidewire", "PORT MERRY"), id="an agency nobody knows"),
    pytest.param(f"PORT MERRY, Ohio — {LEAD}", (None, "PORT MERRY, Ohio"), id="a state"),
    pytest.param(f"PORT MERRY, Calif. (TW) — {LEAD}", ("TW", "PORT MERRY, Calif."), id="a state cut short"),
    pytest.param(f"OSLO, March 5 (Reuters) - {LEAD}", ("Reuters", "OSLO"), id="a day between"),
    pytest.param(f"PORT MERRY, S.D. (AP) — {LEAD}", ("AP", "PORT MERRY, S.D."), id="a state in letters"),
    pytest.param(f"PORT MERRY: {LEAD}", (None, "PORT MERRY"), id="a colon"),
    pytest.param(f"Bridge to close\n\nPORT MERRY — {LEAD}", (None, "PORT MERRY"), id="below a headline"),
    pytest.param(f"EXCLUSIVE: {LEAD}", None, id="a label"),
    pytest.param(f"MERRY, Anna Ludd — {LEAD}", None, id="a name is no state"),
]


@pytest.mark.parametrize(("text", "dateline"), DATELINES)
def test_datelines_are_read(text, dateline):
    found = read(text).dateline

    assert (found and tuple(piece and piece.text for piece in (found.outlet, found.place))) == dateline


BYLINES = [
    pytest.param(f"By Ann Ludd and Sam Orr\n\n{LEAD}", [("Ann Ludd", "author"), ("Sam Orr", "author")], id="two names"),
    pytest.param(f"By Ann Ludd, Health Editor\n\n{LEAD}", [("Ann Ludd", "author")], id="an office behind the name"),
    pytest.param(
        f"{LEAD}\n\nReporting by Ann Ludd in Oslo; Editing by Sam Orr",
        [("Ann Ludd", "reporter"), ("Sam Orr", "editor")],
        id="credits at the foot",
    ),
    pytest.param(f"By Ann Ludd the bridge was praised.\n\n{LEAD}", [], id="a sentence"),
]


@pytest.mark.parametrize(("text", "byline"), BYLINES)
def test_bylines_without_a_colon_are_read(text, byline):
    assert [(author.name, author.role) for author in read(text).byline] == byline


def test_a_planned_day_is_not_the_articles_own():
    assert read("The bridge will close on Monday, November 16, 2026, for five months.").published is None


REPORTS = [
    pytest.param(
        "The bridge will close in May, city engineers said, after inspectors found cracks in it.",
        [("The bridge will close in May", "city engineers")],
        id="the clause before who said it",
    ),
    pytest.param(
        "Anyone who saw it should call the station, said Fire Marshal Deb Kovac.",
        [("Anyone who saw it should call the station", "Deb Kovac")],
        id="verb, then name at the end",
    ),
    pytest.param(
        "Peter Varga, the sister said, had complained about a barrier.",
        [("Peter Varga had complained about a barrier", "the sister")],
        id="one report around who said it",
    ),
    pytest.param(
        "Anna Ludd told the council on Monday that the pool would open.",
        [("the pool would open", "Anna Ludd")],
        id="whom it was told and when",
    ),
    pytest.param(
        "Anna Ludd told the council she would resign.", [("she would resign", "Anna Ludd")], id="told, without that"
    ),
    pytest.param(
        "Anna Ludd said the pool would open, adding that it had cost a million.",
        [("the pool would open", "Anna Ludd"), ("it had cost a million", "Anna Ludd")],
        id="a second verb ends the first clause",
    ),
    pytest.param(
        "The pool lost a million last year, according to a report by the city.",
        [("The pool lost a million last year", "a report")],
        id="according to a paper, at the end",
    ),
    pytest.param(
        "Most were buried in a slide, said province chief Ruel Dowd.",
        [("Most were buried in a slide", "Ruel Dowd")],
        id="what is said is no office",
    ),
    pytest.param(
        "Anna Ludd, a spokeswoman, said officers believe others were there.",
        [("officers believe others were there", "Anna Ludd")],
        id="a report inside a report is not another",
    ),
    pytest.param(
        "Anna Ludd warned the danger had not passed.", [("the danger had not passed", "Anna Ludd")], id="nobody warned"
    ),
    pytest.param(
        "Minister Anna Ludd, asked whether the state would help, said it would not help.",
        [("it would not help", "Anna Ludd")],
        id="a participle behind a name",
    ),
    pytest.param(
        "Ann Bank reported a loss of a million, sending shares down.", [], id="a thing with a participle behind"
    ),
    pytest.param(
        "The plant will close, a person aware of the plan said.",
        [("The plant will close", "a person aware of the plan")],
        id="somebody told by what he knows",
    ),
    pytest.param("Anna Ludd warned it could last if oil came.", [("it could last if oil came", "Anna Ludd")], id="if"),
    pytest.param(
        "One of them, chemist Alan Dowd, said it was his.", [("it was his", "Alan Dowd")], id="one of them by name"
    ),
    pytest.param(
        "A panda was found in a bath, Larkhill Zoo confirmed on Monday.",
        [("A panda was found in a bath", "Larkhill Zoo")],
        id="a day is no part of a name",
    ),
    pytest.param("Anna Ludd told members at a hall meeting on Monday to expect a fight.", [], id="told to do"),
    pytest.param("Anna Ludd fired back on Twitter.", [], id="no clause behind a verb with other uses"),
    pytest.param("Anna Ludd warned of heavy rain in the hills.", [], id="a preposition and no clause"),
    pytest.param("Anna Ludd, when asked about the feud, laughed.", [], id="when asked is no statement"),
    pytest.param("Anna Ludd declined to say how many jobs would go.", [], id="an infinitive is no statement"),
    pytest.param("The union did not return calls seeking comment.", [], id="a noun that could be a verb"),
    pytest.param("A fossil from Portugal suggests that mammals could glide.", [], id="a thing says nothing"),
]


@pytest.mark.parametrize(("text", "reports"), REPORTS)
def test_reported_clauses_are_read(text, reports):
    record = read(text)
    names = {entity.id: entity.name for entity in record.entities}
    found = [
        (" ".join(text[span.start : span.end] for span in one.content), one.speaker and names[one.speaker.entity])
        for one in record.quotations
        if one.form == "indirect"
    ]

    assert found == reports


SPEAKERS = [
    pytest.param('Seamer Rohan Dowd said: "It got slower."', "Rohan Dowd", id="a word that ends as trades do"),
    pytest.param('The maker, Quillan, said it was "cooperating fully".', "Quillan", id="a firm behind its noun"),
    pytest.param(
        'Minister for Rural Affairs Sinead Dowd denied it. "Nothing is decided," she said.',
        "Sinead Dowd",
        id="an office and its field before a name",
    ),
    pytest.param('Her MP, Tariq Dowd, said: "We shall appeal."', "Tariq Dowd", id="an office in capitals"),
    pytest.param(
        'Ann Dowd beat Josie Wickham 6-4 7-6. Wickham said she had "tightened up" at the end.',
        "Josie Wickham",
        id="a score behind a name",
    ),
    pytest.param(
        'Carmen Chan Wai-ling, 39, wept. "I carried his bag," Chan said.', "Carmen Chan Wai-ling", id="Wai-ling"
    ),
    pytest.param(
        '"We grew too fast," founder and CEO Nakul Dowd wrote.', "Nakul Dowd", id="two offices joined before a name"
    ),
    pytest.param('Gil Dowd held a sign reading "Some cuts do not heal at all".', None, id="what a sign says"),
    pytest.param('"I saw the road," 63-year-old pilot Barry Dowd said.', "Barry Dowd", id="an age before an office"),
    pytest.param('His wife of 40 years, Glenys, said: "He parks like that."', "Glenys", id="a relative by one word"),
    pytest.param('Truckie Shane Dowd said: "It was close."', "Shane Dowd", id="a trade cut short"),
    pytest.param('Cleo Banks was glad. "We won," Banks said.', "Cleo Banks", id="a surname that is a common noun"),
    pytest.param('Defence lawyer Anna Ludd KC said: "We shall appeal."', "Anna Ludd", id="an honour behind the name"),
    pytest.param('Its chair, the poet Anna Ludd, said: "We shall appeal."', "Anna Ludd", id="two appositions"),
    pytest.param(
        'Housewife Noor Salim said: "I shouted for my son."', "Noor Salim", id="a trade that opens a sentence"
    ),
    pytest.param(
        'Its president, Con Dowd, smiled. Dowd, who met the minister, said: "We shall appeal."',
        "Con Dowd",
        id="the surname of a name nobody knows",
    ),
    pytest.param(
        'Quillan Foods will close. "We are sorry," Quillan said.', "Quillan Foods", id="a firm by its first word"
    ),
    pytest.param(
        'The "Battle of the Bridges", as fans call the match, drew crowds.', None, id="what something is called"
    ),
    pytest.param('A hacker with the alias "Nightjar" claimed responsibility.', None, id="an alias"),
]


@pytest.mark.parametrize(("text", "speaker"), SPEAKERS)
def test_speakers_are_found(text, speaker):
    record = read(text)
    names = {entity.id: entity.name for entity in record.entities}
    found = [one.speaker and names[one.speaker.entity] for one in record.quotations if one.form != "indirect"]

    assert found == ([] if speaker is None else [speaker])


MEANT = [
    pytest.param(
        'Winger Dan Osei scored twice. "We never gave up," the Brazilian said.', "Dan Osei", id="somebody by his nation"
    ),
    pytest.param(
        'Firefighters warned it could return. Dan Osei lost his house. "It was home," he said.',
        "Dan Osei",
        id="he is no group",
    ),
    pytest.param(
        'The council said it would act. Ann Osei wept. "It was home," she said.', "Ann Osei", id="she is no council"
    ),
    pytest.param('Publican Merv Osei\'s hotel burned. "It was home," he said.', "Merv Osei", id="whose hotel it was"),
    pytest.param(
        "According to the state's transport department, the road is safe. The department said it had checked.",
        "the state's transport department",
        id="an unnamed body again",
    ),
    pytest.param(
        'Quillan Foods will close in May. "We are sorry," the company said.', "Quillan Foods", id="the only firm"
    ),
    pytest.param(
        'Winger Dan Osei scored twice. "We never gave up," the 23-year-old said.', "Dan Osei", id="somebody by his age"
    ),
]


@pytest.mark.parametrize(("text", "speaker"), MEANT)
def test_descriptions_find_who_is_meant(text, speaker):
    record = read(text)
    names = {entity.id: entity.name for entity in record.entities}

    assert [one.speaker and names[one.speaker.entity] for one in record.quotations][-1] == speaker


def test_outlets_that_are_told_or_report_first_are_sources():
    record = read('"We never gave up," Dan Osei told Radio Merry. It was first reported by the Merry Ledger.')
    names = {entity.id: entity.name for entity in record.entities}

    assert [(names[one.entity], one.scope) for one in record.sources] == [
        ("Radio Merry", "quotation"),
        ("Merry Ledger", "article"),
    ]
