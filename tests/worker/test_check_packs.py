"""kutip check-packs names every mistake with its file and key; kutip new-language begins a pack that it accepts."""

from __future__ import annotations

import shutil
from dataclasses import fields

import pytest

from worker.cli import main
from worker.new_language import explanations
from worker.pipeline.language import LANGUAGES, SECTIONS, load_pack, read_pack


@pytest.fixture
def pack(tmp_path):
    """Return a copy of a pack that knows dates, to make mistakes in."""
    return shutil.copytree(LANGUAGES / "jv", tmp_path / "jv")


def checked(capsys, *folders):
    status = main(["check-packs", *map(str, folders)])
    return status, capsys.readouterr().out.splitlines()


def test_a_good_pack_is_said_to_be_good(capsys, pack):
    status, (line,) = checked(capsys, pack)

    assert status == 0
    assert line.startswith("jv       good, with examples; files: 3; loaded in ")


def test_all_our_packs_are_checked_where_none_is_named(capsys, monkeypatch, tmp_path):
    for code in ("jv", "und"):
        shutil.copytree(LANGUAGES / code, tmp_path / code)
    monkeypatch.setattr("worker.check_packs.LANGUAGES", tmp_path)
    status, lines = checked(capsys)

    assert status == 0
    assert [line.split()[0] for line in lines] == ["jv", "und"]


def test_every_mistake_of_every_pack_is_named(capsys, pack):
    dates = pack / "dates.toml"
    dates.write_text("monts = 1\nday_words = 2\n" + dates.read_text(encoding="utf-8"), encoding="utf-8")
    (pack / "speech.toml").write_text('cues = ["Kandha"]')
    (pack / "speach.toml").write_text("")
    status, lines = checked(capsys, pack, pack.parent / "none")

    assert status == 1
    assert [line.split(": ")[0] for line in lines] == [
        "jv/speach.toml",
        "jv/dates.toml",
        "jv/speech.toml",
        str(pack.parent / "none"),
    ]


WRONG_EXAMPLES = [
    ("reference = 1", "reference: 1 is no day like 2024-05-15", "no day"),
    ("sentences = [", "Invalid value", "a list that is not closed"),
    ("reference = 2024-05-15\nx = 1", "unknown key 'x'; known are reference, sentences", "an unknown key"),
    (
        "reference = 2024-05-15\n[[sentences]]\ntekst = 'a'",
        "sentences: unknown key 'tekst'; known are text,",
        "misspelt",
    ),
    ("reference = 2024-05-15\n[[sentences]]\ndates = []", "sentences: missing key 'text'", "no sentence"),
    (
        "reference = 2024-05-15\n[[sentences]]\ntext = 'a'\ndates = 'b'",
        "sentences.dates: 'b' is not of the kind",
        "a kind",
    ),
    (
        "reference = 2024-05-15\n[[sentences]]\ntext = 'Teka wingi.'\ndates = ['2024-05-13']",
        "'Teka wingi.': dates are ['2024-05-14'], not ['2024-05-13']",
        "another day",
    ),
    (
        "reference = 2024-05-15\n[[sentences]]\ntext = '\"Aku teka,\" kandhane Sari.'\nspeakers = ['Sari']",
        "speakers are [], not ['Sari']",
        "a speaker that is not found",
    ),
]


@pytest.mark.parametrize(("examples", "told", "why"), WRONG_EXAMPLES, ids=[why for *_, why in WRONG_EXAMPLES])
def test_an_example_that_is_wrong_is_a_mistake(capsys, pack, examples, told, why):
    (pack / "examples.toml").write_text(examples, encoding="utf-8")
    status, lines = checked(capsys, pack)

    assert status == 1, why
    assert lines[0].startswith("jv/examples.toml: ")
    assert told in lines[0]


@pytest.mark.parametrize("base", [["--base", "id"], []], ids=["an overlay", "from nothing"])
def test_a_new_language_is_accepted_as_it_is(capsys, tmp_path, base):
    assert main(["new-language", "xx", "--into", str(tmp_path), *base]) == 0
    assert f"kutip check-packs {tmp_path / 'xx'}" in capsys.readouterr().out
    status, (line,) = checked(capsys, tmp_path / "xx")

    assert (status, "good, with examples" in line) == (0, True)


def test_a_new_overlay_changes_nothing(tmp_path):
    main(["new-language", "xx", "--into", str(tmp_path), "--base", "id"])
    pack, base = read_pack(tmp_path / "xx"), load_pack("id")

    for name, kind in SECTIONS.items():
        for key in fields(kind):
            assert getattr(getattr(pack, name), key.name) == getattr(getattr(base, name), key.name)


@pytest.mark.parametrize("base", [["--base", "id"], []], ids=["an overlay", "from nothing"])
def test_the_files_of_a_new_language_explain_every_key(tmp_path, base):
    main(["new-language", "xx", "--into", str(tmp_path), *base])

    for name, kind in SECTIONS.items():
        text = (tmp_path / "xx" / f"{name}.toml").read_text(encoding="utf-8")
        said = explanations(kind)
        assert [key.name for key in fields(kind) if key.name not in said or said[key.name] not in text] == []


REFUSED = [
    (["X!"], "'X!' is no language tag", "no tag"),
    (["xx", "--base", "zz"], "--base: there is no language 'zz'; there are", "no such base"),
    (["id"], "is there already", "a language that is there"),
]


@pytest.mark.parametrize(("arguments", "told", "why"), REFUSED, ids=[why for *_, why in REFUSED])
def test_what_cannot_be_begun_is_refused(capsys, arguments, told, why):
    assert main(["new-language", *arguments]) == 2, why
    assert told in capsys.readouterr().err
