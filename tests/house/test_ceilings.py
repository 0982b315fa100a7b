"""The house stays small, portable and about itself: ceilings on files and functions, and what no file may hold."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]

FILE_LINES = 300
FUNCTION_LINES = 50
POSITIONAL_PARAMETERS = 4

# What only this machine, or only this day, would understand.
FOREIGN = re.compile(
    r"/(?:work|root|home|opt)/\w|pypi\.org|pythonhosted\.org|npmjs\.org|deb\.debian\.org"
    r"|\b(?:TODO|FIXME|XXX|HACK)\b|\bhelpers?\b|\bissue #\d",
    re.IGNORECASE,
)
SPELLS_THEM = {Path(__file__).name, "LICENSE", "rapidoc-9.3.8.js"}  # the last is not ours


def tracked(pattern: str) -> list[Path]:
    if shutil.which("git") is None or not (PROJECT / ".git").exists():
        pytest.skip("only a git checkout tells which files are the project's")
    listed = subprocess.run(
        ["git", "-C", PROJECT, "ls-files", "-z", pattern], capture_output=True, text=True, check=True
    ).stdout
    return [path for name in listed.split("\0") if name and (path := PROJECT / name).is_file()]


def functions(source: str) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def positional(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    names = [parameter.arg for parameter in (*function.args.posonlyargs, *function.args.args)]
    return len(names) - (names[:1] in (["self"], ["cls"]))


def test_no_file_is_longer_than_the_ceiling():
    assert [path.name for path in tracked("*.py") if len(path.read_bytes().splitlines()) > FILE_LINES] == []


def test_no_function_is_longer_than_the_ceiling():
    assert [
        f"{path.name}:{function.name}"
        for path in tracked("*.py")
        for function in functions(path.read_text())
        if length(function) > FUNCTION_LINES
    ] == []


def test_no_function_of_the_packages_takes_many_positional_parameters():
    assert [
        f"{path.name}:{function.name}"
        for path in (*tracked("service/*.py"), *tracked("worker/*.py"))
        for function in functions(path.read_text())
        if positional(function) > POSITIONAL_PARAMETERS
    ] == []


def test_the_measures_see_what_they_measure():
    long = "def f(self, a, b, /, c, d, e, *, g):\n" + "    pass\n" * FUNCTION_LINES

    assert [(length(function), positional(function)) for function in functions(long)] == [(FUNCTION_LINES + 1, 5)]


def test_every_module_says_its_one_job_first():
    modules = (*tracked("service/*.py"), *tracked("worker/*.py"))

    assert [path.name for path in modules if not ast.get_docstring(ast.parse(path.read_text()))] == []


def test_languages_are_data():
    assert [path.name for path in tracked("worker/languages/*") if path.suffix == ".py"] == []


def test_no_file_names_a_machine_a_registry_or_unfinished_work():
    found = {
        f"{path.relative_to(PROJECT)}: {match[0]}"
        for path in tracked(".")
        if path.name not in SPELLS_THEM
        for match in FOREIGN.finditer(path.read_text(errors="replace"))
    }

    assert found == set()


@pytest.mark.parametrize("line", ["see /work/x", "on /home/me/x", "a helper", "# TODO later", "files.pythonhosted.org"])
def test_the_check_list_finds_its_words(line):
    assert FOREIGN.search(line)
