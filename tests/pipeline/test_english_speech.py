"""English: who speaks beside, before and around quotations, whom pronouns and short names mean, what is no speech."""

from __future__ import annotations

import pytest

from worker.pipeline import extract
from worker.pipeline.article import Article

BESIDE = [
    pytest.param("“We will rebuild the pier,” said Anna Lindgren.", "Anna Lindgren", id="said, then name"),
    pytest.param("“We will rebuild the pier,” Anna Lindgren said.", "Anna Lindgren", id="name, then said"),
    pytest.param("''We will rebuild the pier,'' Anna Lindgren said.", "Anna Lindgren", id="marks of two apostrophes"),
    pytest.param("``We will rebuild the pier,'' Anna Lindgren said.", "Anna Lindgren", id="marks of grave accents"),
    pytest.param('"We will rebuild the pier," Anna Lindgren said.', "Anna Lindgren", id="straight marks"),
    pytest.param("“Who will rebuild the pier?” Anna Lindgren asked.", "Anna Lindgren", id="a question, then name"),
    pytest.param("“Rebuild the pier!” Anna Lindgren told the crowd.", "Anna Lindgren", id="a name that tells somebody"),
    pytest.param("“We will rebuild it.” Anna Lindgren said.", "Anna Lindgren", id="a full stop for a comma"),
    pytest.param(
        "“We will rebuild it,” Anna Lindgren, a former mayor, said.", "Anna Lindgren", id="an apposition before said"
    ),
    pytest.param(
        "“We will rebuild it,” Anna Lindgren, who runs the harbor, told reporters.",
        "Anna Lindgren",
        id="a clause between",
    ),
    pytest.param(
        "“We will rebuild it,” said Anna Lindgren, a former mayor.", "Anna Lindgren", id="an apposition behind"
    ),
    pytest.param("“We will rebuild it,” said Sen. Anna Lindgren.", "Anna Lindgren", id="an abbreviated title"),
    pytest.param("“We will rebuild it,” said Sen. Anna Lindgren (D-Ore.).", "Anna Lindgren", id="a bracket behind"),
    pytest.param(
        "“We will rebuild it,” said the city’s harbor master, Anna Lindgren.", "Anna Lindgren", id="office, comma, name"
    ),
    pytest.param(
        "“We will rebuild it,” said harbor union leader Anna Lindgren.", "Anna Lindgren", id="an office in lower case"
    ),
    pytest.param("“We will rebuild it,” the Herald’s Anna Lindgren wrote.", "Anna Lindgren", id="behind a possessor"),
    pytest.param("“We will rebuild it,” said Anna Baker, a nurse.", "Anna Baker", id="a trade for a surname"),
    pytest.param("“We will rebuild it,” said former mayor Bill Ross.", "Bill Ross", id="a thing for a given name"),
    pytest.param("“We will rebuild it,” said J.M. Lindgren, a nurse.", "J.M. Lindgren", id="initials"),
    pytest.param("“We will rebuild it,” Paul Ross Jr., a nurse, said.", "Paul Ross", id="the younger of two"),
    pytest.param(
        "“We will rebuild it” soon, said Anna Lindgren, head of the port, a firm that owns it.",
        "Anna Lindgren",
        id="said in the tail, and more behind",
    ),
    pytest.param("“We will rebuild it,” Anna Lindgren later added.", "Anna Lindgren", id="an adverb between"),
    pytest.param("“We will rebuild it,” Anna Lindgren has said.", "Anna Lindgren", id="an auxiliary between"),
    pytest.param("“We will rebuild it,” according to Anna Lindgren.", "Anna Lindgren", id="according to, behind"),
    pytest.param("“We will rebuild it,” a spokesman said.", "a spokesman", id="somebody unnamed"),
    pytest.param(
        "“We will rebuild it,” said a spokesman for the port.", "a spokesman for the port", id="for whom he speaks"
    ),
    pytest.param("“We will rebuild it,” the Harbor Board said.", "Harbor Board", id="an organisation"),
    pytest.param("“We will rebuild it,” voters said.", "voters", id="several unnamed"),
]
BEFORE = [
    pytest.param("Anna Lindgren said, “We will rebuild the pier.”", "Anna Lindgren", id="name and said"),
    pytest.param("According to Anna Lindgren, “We will rebuild the pier.”", "Anna Lindgren", id="according to"),
    pytest.param("Anna Lindgren: “We will rebuild the pier.”", "Anna Lindgren", id="a colon alone"),
    pytest.param("Anna Lindgren issued a statement: “We will rebuild it.”", "Anna Lindgren", id="a colon and any verb"),
    pytest.param("Anna Lindgren had a message:\n“We will rebuild the pier.”", "Anna Lindgren", id="on the line before"),
    pytest.param("In Oslo on Monday, Anna Lindgren said, “We will rebuild.”", "Anna Lindgren", id="behind an aside"),
    pytest.param(
        "But Anna Lindgren, speaking in Oslo, said, “We will rebuild.”", "Anna Lindgren", id="around an aside"
    ),
    pytest.param("Anna Lindgren waved to the crew and said, “We will rebuild.”", "Anna Lindgren", id="a second verb"),
    pytest.param("Anna Lindgren praised Paul Ross, saying, “He rebuilt it.”", "Anna Lindgren", id="a participle"),
    pytest.param("Paul Ross met Anna Lindgren, who said, “We will rebuild.”", "Anna Lindgren", id="a relative clause"),
    pytest.param(
        "After Paul Ross won, Anna Lindgren shot back, “We will rebuild.”", "Anna Lindgren", id="an unknown verb"
    ),
    pytest.param("Hours later, Anna Lindgren went home, saying, “We will.”", "Anna Lindgren", id="behind a time"),
    pytest.param("A letter by Anna Lindgren reads: “We will rebuild it.”", "A letter", id="a letter, not its author"),
    pytest.param("Anna Lindgren tweeted: “We will rebuild the pier.”", "Anna Lindgren", id="a tweet"),
]
INSIDE = [
    pytest.param("Anna Lindgren called the pier “a bridge to nowhere at all.”", "Anna Lindgren", id="called it so"),
    pytest.param("Anna Lindgren said that the pier was “beyond any repair.”", "Anna Lindgren", id="said that"),
    pytest.param("The pier is “beyond any repair,” Anna Lindgren said.", "Anna Lindgren", id="in its sentence's end"),
    pytest.param(
        "The pier is “beyond any repair” now, said Anna Lindgren.", "Anna Lindgren", id="a clause that closes"
    ),
    pytest.param(
        "Anna Lindgren’s campaign called it “beyond any repair.”", "Anna Lindgren’s campaign", id="a campaign"
    ),
]


def quoted(text):
    """Return the speaker of each quotation in marks, by name, and the mention."""
    record = extract(Article(text=text, language="en"))
    names = {entity.id: entity.name for entity in record.entities}
    return [
        (names[one.speaker.entity], one.speaker.mention and one.speaker.mention.of(text))
        if one.speaker
        else (None, None)
        for one in record.quotations
        if one.form != "indirect"
    ]


@pytest.mark.parametrize(("text", "speaker"), BESIDE + BEFORE + INSIDE)
def test_the_speaker_is_found(text, speaker):
    assert [name for name, _ in quoted(text)] == [speaker]


def test_whoever_was_asked_does_not_speak():
    assert quoted("Anna Lindgren was asked, “Who will rebuild the pier?”") in ([], [(None, None)])


ONE = [
    pytest.param(
        "“We waited,” she said, “and then we built.”", ["We waited,", "and then we built."], id="in mid-sentence"
    ),
    pytest.param("“We waited,” she said. “Then we built.”", ["We waited,", "Then we built."], id="behind its sentence"),
    pytest.param("“We waited.\n“Then we built,” she said.", ["We waited.", "Then we built,"], id="over two paragraphs"),
    pytest.param(
        "“We waited,” she said. “Then we built.\n“Now we wait again.”",
        ["We waited,", "Then we built.", "Now we wait again."],
        id="over two paragraphs from the middle of one",
    ),
]


@pytest.mark.parametrize(("text", "parts"), ONE)
def test_parts_of_a_quotation_are_one(text, parts):
    (only,) = extract(Article(text="Anna Lindgren came.\n" + text, language="en")).quotations

    assert [span.of("Anna Lindgren came.\n" + text) for span in only.content] == parts


CAST = "“It was late,” said Paul Ross, a baker. “We were tired,” said Anna Lindgren, a nurse.\n"
MEANT = [
    pytest.param(CAST + "“I slept,” he said.", "Paul Ross", "he", id="he is the man"),
    pytest.param(CAST + "“I slept,” she said.", "Anna Lindgren", "she", id="she is the woman"),
    pytest.param(CAST + "“I slept,” Ross said.", "Paul Ross", "Ross", id="a surname"),
    pytest.param(CAST + "“I slept,” Mr. Ross said.", "Paul Ross", "Mr. Ross", id="a surname with a title"),
    pytest.param(CAST + "“I slept,” the baker said.", "Paul Ross", "the baker", id="a trade that one of them has"),
    pytest.param(
        "Gov. Paul Ross met Sen. Anna Lindgren. “I slept,” the senator said.",
        "Anna Lindgren",
        "the senator",
        id="an office that one of them has",
    ),
    pytest.param(
        "The Harbor Board met on Monday. “We built,” the board said.", "Harbor Board", "the board", id="an organisation"
    ),
    pytest.param(
        "The Harbor Board met. “We built,” Paul Ross told it. “We built,” his spokesman said.",
        "his spokesman",
        "his spokesman",
        id="somebody's spokesman is nobody named",
    ),
]
SHARED = "Paul Ross and Peter Ross met. Paul Ross spoke first. Peter Ross spoke second. "
OPEN = [
    pytest.param(SHARED + "“We built,” Ross said.", None, id="two brothers"),
    pytest.param(SHARED + "“We built,” Peter Ross said.", "Peter Ross", id="a given name"),
    pytest.param(
        SHARED + "Peter Ross said it was late. “We built,” Ross said.", "Peter Ross", id="who goes on speaking"
    ),
    pytest.param(
        "Paul Ross and Anna Ross met. Anna Ross spoke. Paul Ross spoke. “We built,” Ms. Ross said.",
        "Anna Ross",
        id="a title that tells her from him",
    ),
]


@pytest.mark.parametrize(("text", "speaker", "mention"), MEANT)
def test_who_is_meant(text, speaker, mention):
    assert quoted(text)[-1] == (speaker, mention)


@pytest.mark.parametrize(("text", "speaker"), OPEN)
def test_a_shared_surname_means_somebody_only_on_evidence(text, speaker):
    assert quoted(text)[-1][0] == speaker


NO_SPEECH = [
    pytest.param("The so-called “night mayor” of Elwood resigned.", id="a term"),
    pytest.param("She wore a hat with “Moo Means Moo” on it.", id="a slogan"),
    pytest.param("His novel, titled “The Long Way Home,” sold well.", id="a title"),
    pytest.param("It was a “very” cold day.", id="one word"),
    pytest.param("On “The Morning Harbor Show,” Anna Lindgren said little.", id="a show, and who said little there"),
    pytest.param("Anna Lindgren tells it in her book, “The Long Way Home.”", id="a book behind a comma"),
    pytest.param("The band played “A Song of the Harbor Lights” twice.", id="a song in capitals"),
]


@pytest.mark.parametrize("text", NO_SPEECH)
def test_terms_and_titles_are_no_speech(text):
    assert quoted(text) == []


RELAYED = [
    pytest.param("“We built,” Anna Lindgren told Reuters.", ["Reuters"], id="told an agency"),
    pytest.param(
        "“We built,” Anna Lindgren told the Elwood Times.", ["Elwood Times"], id="told what is called a paper"
    ),
    pytest.param("Anna Lindgren told Reuters: “We built.”", ["Reuters"], id="told it before"),
    pytest.param("“We built,” Anna Lindgren said in an interview with CNN.", ["CNN"], id="in an interview"),
    pytest.param("“We built,” Anna Lindgren told Paul Ross.", [], id="told a person"),
]


@pytest.mark.parametrize(("text", "outlets"), RELAYED)
def test_an_outlet_that_was_told_relays_and_never_speaks(text, outlets):
    record = extract(Article(text=text, language="en"))
    names = {entity.id: entity.name for entity in record.entities}

    assert [names[via.entity] for via in record.quotations[0].via] == outlets
    assert names[record.quotations[0].speaker.entity] == "Anna Lindgren"


ROLES = [
    pytest.param(
        "said Anna Lindgren, director of the Elwood Trust", "director of the Elwood Trust", "Elwood Trust", id="of"
    ),
    pytest.param(
        "said Anna Lindgren, an economist at Carrow University",
        "economist at Carrow University",
        "Carrow University",
        id="at",
    ),
    pytest.param(
        "said Justice Department spokeswoman Anna Lindgren",
        "Justice Department spokeswoman",
        "Justice Department",
        id="in front",
    ),
    pytest.param(
        "said the mayor’s press secretary, Anna Lindgren", "press secretary", None, id="a possessor is no part"
    ),
    pytest.param("said Gov. Anna Lindgren", "Gov.", None, id="an office for short"),
    pytest.param("said Ms. Lindgren", None, None, id="a courtesy"),
    pytest.param("said Anna Lindgren, a nurse from Bangor", "nurse from Bangor", None, id="a place is no employer"),
]


@pytest.mark.parametrize(("cue", "role", "affiliation"), ROLES)
def test_roles_and_affiliations(cue, role, affiliation):
    (person,) = extract(Article(text=f"“We built,” {cue}.", language="en")).quoted_persons

    assert (person.role and person.role.text, person.affiliation and person.affiliation.text) == (role, affiliation)


REPORTS = [
    pytest.param("Anna Lindgren said that the pier would open in May.", "the pier would open in May", id="said that"),
    pytest.param("Anna Lindgren said the pier would open in May.", "the pier would open in May", id="said"),
    pytest.param("According to Anna Lindgren, the pier will open.", "the pier will open", id="according to"),
    pytest.param("The pier will open, Anna Lindgren said.", "The pier will open", id="said behind"),
    pytest.param("The pier will open, according to Anna Lindgren.", "The pier will open", id="according to, behind"),
]


@pytest.mark.parametrize(("text", "clause"), REPORTS)
def test_reported_clauses_are_found(text, clause):
    record = extract(Article(text=text, language="en"))

    assert [(one.form, one.text) for one in record.quotations] == [("indirect", clause)]
    assert [person.name for person in record.quoted_persons] == ["Anna Lindgren"]
