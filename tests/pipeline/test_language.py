"""Language packs are data: every one loads, and a mistake is refused with its file and its key."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from worker.pipeline import available_languages, load_packs
from worker.pipeline.language import LANGUAGES, PackError, load_pack, read_pack

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
    assert {path.name for path in (LANGUAGES / code).iterdir()} == {f"{name}.toml" for name in FILES}


def phrases(value):
    """Yield each word or phrase of a part of a pack, the keys of tables among them."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from phrases(getattr(value, field.name))
    elif isinstance(value, Iterable):
        for each in value:
            yield from phrases(each)


@every_pack
def test_every_phrase_is_written_as_it_is_looked_up(code):
    parts = (getattr(load_pack(code), name) for name in FILES)
    found = {phrase for part in parts for phrase in phrases(part)}

    assert {phrase for phrase in found if not phrase.strip() or phrase not in (phrase.lower(), phrase.upper())} == set()


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
def test_a_missing_file_is_named(pack, name):
    (pack / f"{name}.toml").unlink()

    with pytest.raises(PackError, match=rf"^xx/{name}\.toml: .*No such file"):
        read_pack(pack)


def test_a_file_that_is_no_utf8_is_named(pack):
    (pack / "names.toml").write_bytes(b"# \xff")

    with pytest.raises(PackError, match=r"^xx/names\.toml: .*utf-8"):
        read_pack(pack)


def test_an_unknown_language_is_a_pack_error():
    with pytest.raises(PackError, match=r"^xx/dates\.toml"):
        load_pack("xx")


def test_every_key_of_a_pack_is_read():
    code = [ast.parse(path.read_text(encoding="utf-8")) for path in (LANGUAGES.parent / "pipeline").rglob("*.py")]
    read = {node.attr for tree in code for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    pack = load_pack("und")
    keys = {key.name for name in FILES for key in fields(getattr(pack, name))}

    assert keys - read == set()  # a word in a list that nothing reads would change nothing
