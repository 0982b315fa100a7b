"""Language packs are data: every one loads, and a mistake is refused with its file and its key."""

from __future__ import annotations

import ast
import shutil
from dataclasses import fields
from pathlib import Path

import pytest

from worker.pipeline import available_languages, load_packs
from worker.pipeline.language import LANGUAGES, load_pack, quoting_languages, read_pack, reads_quotations, try_pack
from worker.pipeline.pack_files import PackError

FILES = ("dates", "grammar", "layout", "names", "organisations", "places", "roles", "speech")

every_pack = pytest.mark.parametrize("code", available_languages())


@pytest.fixture
def pack(tmp_path):
    """Return a copy of the smallest pack, to make mistakes in."""
    return Path(shutil.copytree(LANGUAGES / "und", tmp_path / "xx"))


def test_indonesian_and_the_empty_pack_are_there():
    assert {"id", "und"} <= set(available_languages())


def test_every_pack_compiles():
    load_packs()


@every_pack
def test_a_pack_is_loaded_once(code):
    assert load_pack(code) is load_pack(code)
    assert load_pack(code).code == code


@every_pack
def test_a_pack_is_toml_alone(code):
    assert {path.name for path in (LANGUAGES / code).iterdir()} <= {
        f"{name}.toml" for name in (*FILES, "language", "examples")
    }


def test_a_copied_pack_is_read(pack):
    assert read_pack(pack).code == "xx"


def set_to(value):
    return lambda text: text.replace(
        next(line for line in text.splitlines() if line.startswith("cues =")), f"cues = {value}"
    )


MISTAKES = [
    pytest.param(lambda text: 'verbs = ["kata"]\n' + text, "unknown key 'verbs'", id="an unknown key"),
    pytest.param(lambda text: text.replace("cues =", "# cues =", 1), "missing key 'cues'", id="a missing key"),
    pytest.param(set_to('["kata", "ujar", "kata"]'), "cues: 'kata' stands twice", id="a phrase that stands twice"),
    pytest.param(set_to('"kata"'), "cues: 'kata' is not of the kind", id="a phrase where a list belongs"),
    pytest.param(set_to("[1]"), "cues: 1 is not of the kind", id="a number where a phrase belongs"),
    pytest.param(set_to("true"), "cues: True is not of the kind", id="yes where a list belongs"),
    pytest.param(set_to("{kata = 1}"), "cues: {'kata': 1} is not of the kind", id="a table where a list belongs"),
    pytest.param(set_to('["Kata"]'), "cues: 'Kata' must be in lower case", id="a phrase that is never looked up so"),
    pytest.param(set_to('["ujar  dia"]'), "cues: 'ujar  dia' must be", id="a phrase with two spaces"),
    pytest.param(set_to('["kata", '), "Invalid", id="a list that is not closed"),
    pytest.param(lambda text: "cues = []\n" + text, "Cannot overwrite", id="a key that stands twice"),
]


@pytest.mark.parametrize(("mistake", "told"), MISTAKES)
def test_a_mistake_is_refused_with_its_file_and_key(pack, mistake, told):
    path = pack / "speech.toml"
    path.write_text(mistake(path.read_text(encoding="utf-8")), encoding="utf-8")

    with pytest.raises(PackError) as refused:
        read_pack(pack)
    assert str(refused.value).startswith("xx/speech.toml: ")
    assert told in str(refused.value)


def test_a_wrong_value_in_a_table_is_refused_with_its_entry(pack):
    path = pack / "dates.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("[months]", '[months]\nmaret = "tiga"'), encoding="utf-8")

    with pytest.raises(PackError, match=r"^xx/dates\.toml: months\.maret: 'tiga' is not of the kind"):
        read_pack(pack)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_that_of_the_empty_pack(pack, name):
    (pack / f"{name}.toml").unlink()

    assert getattr(read_pack(pack), name) is getattr(load_pack("und"), name)


def test_a_pack_of_dates_alone_reads_no_quotations(pack):
    assert "id" in quoting_languages()
    assert not reads_quotations(read_pack(pack))


def test_a_file_that_nothing_reads_is_named(pack):
    (pack / "date.toml").write_text("")

    with pytest.raises(PackError, match=r"^xx/date\.toml: unknown file; known are dates\.toml"):
        read_pack(pack)


def test_a_shape_that_is_no_pattern_is_named(pack):
    path = pack / "grammar.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('verb_shape = "', 'verb_shape = "('), encoding="utf-8")

    with pytest.raises(PackError, match=r"^xx/grammar\.toml: verb_shape: .* is no regular expression"):
        read_pack(pack)


def test_a_file_that_is_no_utf8_is_named(pack):
    (pack / "names.toml").write_bytes(b"# \xff")

    with pytest.raises(PackError, match=r"^xx/names\.toml: .*utf-8"):
        read_pack(pack)


def test_an_unknown_language_is_a_pack_error():
    with pytest.raises(PackError, match=r"^xx: no such language; there are .*id"):
        load_pack("xx")


def test_every_key_of_a_pack_is_read():
    code = [ast.parse(path.read_text(encoding="utf-8")) for path in (LANGUAGES.parent / "pipeline").rglob("*.py")]
    read = {node.attr for tree in code for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    pack = load_pack("und")
    keys = {key.name for name in FILES for key in fields(getattr(pack, name))}

    assert keys - read == set()  # a word in a list that nothing reads would change nothing


def overlay(folder, **written):
    folder.mkdir()
    for name, text in {"language": 'base = "id"', **written}.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def test_an_overlay_inherits_what_it_does_not_change(tmp_path):
    base = load_pack("id")
    pack = read_pack(
        overlay(
            tmp_path / "xx",
            speech='clitics = []\n[cues]\nadd = ["tanya si"]\nremove = ["kata"]',
            dates='[months]\njulai = 7\nmei = 6\nremove = ["juli"]',
            grammar='verb_shape = "x"',
        )
    )

    assert pack.speech.cues == base.speech.cues - {"kata"} | {"tanya si"}
    assert pack.speech.clitics == frozenset()
    assert pack.speech.report_verbs is base.speech.report_verbs
    assert set(pack.dates.months) == set(base.dates.months) - {"juli"} | {"julai"}
    assert (pack.dates.months["julai"], pack.dates.months["mei"]) == (7, 6)
    assert pack.grammar.verb_shape == "x"
    assert pack.names is base.names


OVERLAY_MISTAKES = [
    pytest.param('[cues]\nadd = ["kata"]', "cues.add: 'kata' is in the base already", id="an addition that is there"),
    pytest.param('[cues]\nremove = ["zzz"]', "cues.remove: 'zzz' is not in the base", id="nothing to remove"),
    pytest.param('[cues]\nplus = ["zzz"]', "cues: unknown change 'plus'; known are add, remove", id="another change"),
    pytest.param("[cues]\nadd = [1]", "cues.add: 1 is not of the kind", id="a number added"),
    pytest.param(
        '[cue_typos]\nkara = "kata"', "cue_typos.kara: 'kata' is what the base says already", id="the same entry"
    ),
    pytest.param('[cue_typos]\nremove = ["zzz"]', "cue_typos.remove: 'zzz' is not in the base", id="no such entry"),
    pytest.param('clitics = ["nya"]', "clitics: ['nya'] is what the base says already", id="the same list"),
]


@pytest.mark.parametrize(("speech", "told"), OVERLAY_MISTAKES)
def test_a_change_that_changes_nothing_is_a_mistake(tmp_path, speech, told):
    with pytest.raises(PackError) as refused:
        read_pack(overlay(tmp_path / "xx", speech=speech))

    assert str(refused.value).startswith(f"xx/speech.toml: {told}")


BASES = [
    pytest.param('base = "zz"', "base: 'zz' is no language here", id="no such base"),
    pytest.param('base = "xx"', "base: xx builds on xx", id="itself"),
    pytest.param("base = 1", "base: 1 is not of the kind", id="a number"),
    pytest.param("", "missing key 'base'", id="no base named"),
    pytest.param('bse = "id"', "unknown key 'bse'; known are base", id="a misspelt key"),
]


@pytest.mark.parametrize(("about", "told"), BASES)
def test_a_base_that_is_none_is_named(tmp_path, about, told):
    pack, mistakes = try_pack(overlay(tmp_path / "xx", language=about))

    assert pack is None
    assert mistakes[0].startswith(f"xx/language.toml: {told}")


def test_every_mistake_is_told_at_once(tmp_path):
    _, mistakes = try_pack(
        overlay(tmp_path / "xx", speech="verbs = []\nclitics = 1", dates="monate = []", names="x = [")
    )

    assert [mistake.split(":")[0] for mistake in mistakes] == [
        "xx/dates.toml",
        "xx/names.toml",
        "xx/speech.toml",
        "xx/speech.toml",
    ]
