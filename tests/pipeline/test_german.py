"""German: who speaks, on either side of the verb, among nouns that all have capitals."""

from __future__ import annotations

import pytest

from worker.pipeline import extract
from worker.pipeline.article import Article

SAID = "„Wir bauen neu“"
SAYS = "„Wir bauen neu.“"

SPEAKERS = [
    pytest.param(f"{SAID}, sagte Peter Lindqvist.", "Peter Lindqvist", id="verb, then name"),
    pytest.param("»Wir bauen neu«, sagte Peter Lindqvist.", "Peter Lindqvist", id="marks pointing in"),
    pytest.param('"Wir bauen neu", sagte Peter Lindqvist.', "Peter Lindqvist", id="straight marks"),
    pytest.param(f"{SAID}, so Peter Lindqvist.", "Peter Lindqvist", id="so, then name"),
    pytest.param(f"{SAID}, so Lindqvist weiter.", "Lindqvist", id="so, and more to come"),
    pytest.param(f"{SAID}, wie Peter Lindqvist sagte.", "Peter Lindqvist", id="a clause with its verb last"),
    pytest.param(f"{SAID}, sagte am Dienstag Landrätin Eva Tomsen.", "Eva Tomsen", id="a day before the subject"),
    pytest.param(f"{SAID}, sagte er. Peter Lindqvist ging.", None, id="nobody has been named yet"),
    pytest.param(f"Peter Lindqvist sagte: {SAYS}", "Peter Lindqvist", id="name, then verb"),
    pytest.param(f"In Husum sagte Peter Lindqvist: {SAYS}", "Peter Lindqvist", id="verb second"),
    pytest.param(f"Auf die Frage, ob er gehe, sagte Lindqvist: {SAYS}", "Lindqvist", id="verb second behind a clause"),
    pytest.param(f"Lindqvist wörtlich: {SAYS}", "Lindqvist", id="no verb, a colon"),
    pytest.param(f"Trainer Udo Brandes war froh: {SAYS}", "Udo Brandes", id="whatever verb before a colon"),
    pytest.param(f"Eva Tomsen traf Udo Brandes. {SAID}, sagte er.", "Udo Brandes", id="he is the man"),
    pytest.param(f"Udo Brandes traf Eva Tomsen. {SAID}, sagte sie.", "Eva Tomsen", id="she is the woman"),
    pytest.param(f"{SAID}, teilte das Bauministerium mit.", "Bauministerium", id="a verb in two parts"),
    pytest.param(f"Peter Lindqvist hat gesagt: {SAYS}", "Peter Lindqvist", id="a verb with an auxiliary"),
    pytest.param(f"{SAYS} Das sagte Peter Lindqvist.", "Peter Lindqvist", id="told in the next sentence"),
    pytest.param(f"{SAID}, sagte der frühere Bauminister Peter Lindqvist.", "Peter Lindqvist", id="a compound role"),
    pytest.param(f"{SAID}, sagte die Sprecherin des Landes, Eva Tomsen.", "Eva Tomsen", id="role, comma and name"),
    pytest.param(f"{SAID}, sagte Bremens Bürgermeister Udo Brandes.", "Udo Brandes", id="a genitive before a role"),
    pytest.param(f"{SAID}, sagte die Dänin Mette Krogh.", "Mette Krogh", id="where somebody is from"),
    pytest.param(f"{SAID}, sagte Stadtrat Udo Brandes.", "Udo Brandes", id="a council that is one member"),
    pytest.param(
        f"Bauministerin Eva Tomsen kam. {SAID}, sagte die Ministerin.", "Eva Tomsen", id="a role by its last part"
    ),
    pytest.param(f"Petter Sandvik sagte: {SAYS}", "Petter Sandvik", id="a name that ends as adjectives do"),
    pytest.param(f"Der Koch und Autor Jan Lobau sagte: {SAYS}", "Jan Lobau", id="two roles"),
    pytest.param(f"Der Schauspieler Til Schreiner sagte: {SAYS}", "Til Schreiner", id="a surname that is a trade"),
    pytest.param(f"Jan Lobau, der Erfinder der Pumpe, sagte: {SAYS}", "Jan Lobau", id="a role with its article behind"),
    pytest.param(f"Der Freund von Jan Lobau sagte: {SAYS}", "Freund von Jan Lobau", id="whose friend"),
    pytest.param(f"{SAID}, sagte eine Anwohnerin.", "eine Anwohnerin", id="somebody unnamed"),
    pytest.param(f"{SAID}, sagte ein Sprecher der Polizei.", "ein Sprecher der Polizei", id="unnamed, with a genitive"),
    pytest.param(f"{SAID}, sagte ein Sprecher von Eva Tomsen.", "ein Sprecher von Eva Tomsen", id="whose speaker"),
    pytest.param(f"{SAID}, sagten Anwohner.", "Anwohner", id="several without an article"),
    pytest.param(f"{SAID}, hieß es in einer Erklärung des Verbandes.", "Erklärung des Verbandes", id="a document"),
    pytest.param("Peter Lindqvist nannte den Plan „völlig aus der Zeit gefallen“.", "Peter Lindqvist", id="a fragment"),
    pytest.param("Den Plan nannte Lindqvist „völlig aus der Zeit gefallen“.", "Lindqvist", id="the object first"),
    pytest.param("Der Plan sei „schlicht nicht zu bezahlen“, so Peter Lindqvist.", "Peter Lindqvist", id="so behind"),
    pytest.param("Laut Eva Tomsen ist der Plan „nicht zu bezahlen“.", "Eva Tomsen", id="laut"),
    pytest.param("Nach Angaben von Eva Tomsen ist er „nicht zu bezahlen“.", "Eva Tomsen", id="nach Angaben von"),
    pytest.param("Nach den Worten von Eva Tomsen ist er „nicht zu bezahlen“.", "Eva Tomsen", id="nach den Worten von"),
    pytest.param("Tomsen zufolge ist der Plan „nicht zu bezahlen“.", "Tomsen", id="zufolge"),
    pytest.param(
        "Das wurde von Eva Tomsen als „nicht zu bezahlen“ bezeichnet.", "Eva Tomsen", id="the doer of a passive"
    ),
    pytest.param(f"In einer Mitteilung hieß es: {SAYS}", "Mitteilung", id="a document before the marks"),
    pytest.param(f"{SAID}, sagte der 34-jährige Jan Petersen.", "Jan Petersen", id="an age, and a name like a month"),
    pytest.param(f"Brandes' Sprecherin Eva Tomsen sagte: {SAYS}", "Eva Tomsen", id="a genitive by apostrophe"),
    pytest.param(f"Die Agentur zitierte ihn so: {SAYS}", None, id="who quotes is not who speaks"),
    pytest.param("Eva Tomsen wies den Plan als „nicht zu bezahlen“ zurück.", "Eva Tomsen", id="als before the marks"),
    pytest.param(f"{SAID}, soll Eva Tomsen gesagt haben.", "Eva Tomsen", id="two auxiliaries"),
    pytest.param("Während Eva Tomsen „nicht zu bezahlen“ sagte, ging er.", "Eva Tomsen", id="a subordinate clause"),
    pytest.param("Die Stadt sprach von einem „Griff in leere Kassen“.", "Stadt", id="a fragment that is a noun"),
]

NO_SPEECH = [
    pytest.param("Der Film „Die stille Küste“ läuft im Kino.", id="a title"),
    pytest.param("Die sogenannte „Operation Morgenröte“ begann um fünf.", id="a name"),
    pytest.param("Das schrieb Eva Tomsen in der „Post am Morgen“.", id="a newspaper behind an article"),
    pytest.param("Sie trug ein Hemd mit der Aufschrift „Rettet die Wale“.", id="what is written on a shirt"),
    pytest.param("Die Rebellen nennen sich „Armee der freien Berge“.", id="what somebody is called"),
    pytest.param("Die Ausstellung heißt „Vom Leben auf dem Meer“.", id="what something is called"),
    pytest.param("Sie zogen unter dem Motto „Brot für alle“ durch die Stadt.", id="a motto"),
    pytest.param("Er wurde wegen „groben Unfugs und Körperverletzung“ angezeigt.", id="a charge"),
]

REPORTS = [
    pytest.param("Eva Tomsen sagte, der Plan sei gut.", ("Eva Tomsen", "sagte", "der Plan sei gut"), id="a clause"),
    pytest.param(
        "Eva Tomsen hat gesagt, der Plan sei gut.", ("Eva Tomsen", "gesagt", "der Plan sei gut"), id="a participle"
    ),
    pytest.param(
        "Der Plan sei gut, sagte Eva Tomsen.", ("Eva Tomsen", "sagte", "Der Plan sei gut"), id="the clause first"
    ),
    pytest.param(
        "Laut Polizei brach das Feuer nachts aus.", ("Polizei", "Laut", "brach das Feuer nachts aus"), id="laut"
    ),
    pytest.param(
        "Der Polizei zufolge brach das Feuer nachts aus.",
        ("Polizei", "zufolge", "brach das Feuer nachts aus"),
        id="zufolge",
    ),
]

NO_REPORT = [
    pytest.param("Eva Tomsen lobte den Minister, der in Husum lebt.", id="a relative clause"),
    pytest.param("Eva Tomsen kritisierte die Regierung.", id="no clause at all"),
    pytest.param("Am 6. August sprach Eva Tomsen in Husum.", id="an ordinal ends no sentence"),
]

PERSONS = [
    pytest.param("Die Firma Nordwerk schweigt. Nordwerk sagte nichts.", [], id="a firm by the noun before its name"),
    pytest.param("Der Sprecher von Eva Tomsen kam.", ["Eva Tomsen"], id="whose speaker somebody is"),
    pytest.param("Die Pressekonferenz begann um zehn.", [], id="a noun has a capital"),
    pytest.param("Ursula von der Heide kam.", ["Ursula von der Heide"], id="small words inside a name"),
    pytest.param("Udo Brandt von der Liberalen Partei kam.", ["Udo Brandt"], id="where somebody belongs"),
    pytest.param("Landrat Hans-Peter Vogt kam.", ["Hans-Peter Vogt"], id="two given names as one"),
    pytest.param("Richter Udo Richter kam. Richter ging.", ["Udo Richter"], id="a surname that is a trade"),
]


def read(text):
    record = extract(Article(text=text, language="de"))
    names = {entity.id: entity.name for entity in record.entities}
    return [
        (quotation, names[quotation.speaker.entity] if quotation.speaker is not None else None)
        for quotation in record.quotations
    ]


@pytest.mark.parametrize(("text", "speaker"), SPEAKERS)
def test_speakers_are_found(text, speaker):
    assert [found for quotation, found in read(text) if quotation.form != "indirect"] == [speaker]


@pytest.mark.parametrize("text", NO_SPEECH)
def test_names_in_marks_are_no_speech(text):
    assert [quotation.text for quotation, _ in read(text) if quotation.form != "indirect"] == []


def test_what_an_attribution_splits_is_one_quotation():
    assert [quotation.text for quotation, _ in read("„Wir bauen“, sagte Eva Tomsen, „und zwar neu.“")] == [
        "Wir bauen und zwar neu."
    ]


@pytest.mark.parametrize(("text", "report"), REPORTS)
def test_reported_clauses_are_found(text, report):
    assert [(speaker, saying.cue.text, saying.text) for saying, speaker in read(text)] == [report]


def test_the_mood_of_a_sentence_goes_on_with_what_is_reported():
    text = "Eva Tomsen sagte, der Plan sei gut. Er koste wenig und sei bald fertig. Am Abend regnete es."

    assert [(speaker, saying.rule) for saying, speaker in read(text)] == [
        ("Eva Tomsen", "subject-verb"),
        ("Eva Tomsen", "reported-mood"),
    ]


@pytest.mark.parametrize("text", NO_REPORT)
def test_other_clauses_are_no_reports(text):
    assert read(text) == []


@pytest.mark.parametrize(("text", "persons"), PERSONS)
def test_names_are_told_from_nouns(text, persons):
    record = extract(Article(text=text, language="de"))

    assert [entity.name for entity in record.entities if entity.type == "person"] == persons


RELAYS = [
    pytest.param(
        "Wie die Nachrichtenagentur Reuters berichtet, brennt es.", ["Nachrichtenagentur Reuters"], id="an agency"
    ),
    pytest.param("Das berichtete die Zeitung Havelkurier.", ["Zeitung Havelkurier"], id="the subject behind the verb"),
    pytest.param("Das berichtete Peter Lindqvist.", [], id="a person is no outlet"),
    pytest.param("Das meldete die Polizei.", [], id="nor are the police"),
]


@pytest.mark.parametrize(("text", "outlets"), RELAYS)
def test_outlets_are_sources(text, outlets):
    record = extract(Article(text=text, language="de"))
    names = {entity.id: entity.name for entity in record.entities}

    assert [names[source.entity] for source in record.sources] == outlets


def test_what_stands_around_an_article_is_read():
    head = "Öhringen baut eine Brücke\n\nVon Özlem Kaya und Jörg Ost\n\n"
    text = head + "Öhringen (dpa) - Der Rat hat Geld. Von Berlin, sagte er, kam es."
    record = extract(Article(text=text, language="de"))

    assert [(author.name, author.role) for author in record.byline] == [
        ("Özlem Kaya", "author"),
        ("Jörg Ost", "author"),
    ]
    assert record.dateline is not None
    assert (record.dateline.outlet.text, record.dateline.place.text) == ("dpa", "Öhringen")


@pytest.mark.parametrize(
    "text",
    [
        "„Ja“, sagte Eva Tomsen,",
        "„Ja“, sagte Eva Tomsen, der",
        "„Ja“, sagte",
        "Eva Tomsen:",
        "laut",
        "nach Angaben von",
    ],
)
def test_a_text_may_break_off_anywhere(text):
    assert extract(Article(text=text, language="de")).body.text == text
