"""What SECURITY.md says of the code itself: nothing is unpickled or evaluated, and the container is nobody's root."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import yaml

PROJECT = Path(__file__).resolve().parents[2]
MODULES = {"pickle", "cPickle", "dill", "cloudpickle", "marshal", "shelve", "jsonpickle"}
CALLS = {"eval", "exec", "compile", "__import__"}


def dangers(source: str) -> list[str]:
    """Return what in a program makes code out of data: imports, calls, a shell."""
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names if alias.name.partition(".")[0] in MODULES]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in MODULES:
            found.append(str(node.module))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            found.append(node.func.id)
        elif isinstance(node, ast.keyword) and node.arg == "shell":
            found.append("shell")
    return found


def test_no_code_is_made_of_data():
    programs = [path for part in ("service", "worker") for path in (PROJECT / part).rglob("*.py")]

    assert {path.name: found for path in programs if (found := dangers(path.read_text(encoding="utf-8")))} == {}


@pytest.mark.parametrize("source", ["import pickle", "from dill import loads", "eval(text)", "run(text, shell=True)"])
def test_what_makes_code_of_data_is_seen(source):
    assert len(dangers(source)) == 1


def test_the_image_runs_as_nobody():
    users = re.findall(r"^USER (\S+)", (PROJECT / "Dockerfile").read_text(), re.MULTILINE)

    assert users
    assert users[-1].partition(":")[0] not in {"0", "root"}


def test_only_loopback_is_published():
    services = yaml.safe_load((PROJECT / "docker-compose.yml").read_text())["services"]
    published = [port for service in services.values() for port in service.get("ports", ())]

    assert published
    assert all(str(port).startswith("127.0.0.1:") for port in published)
