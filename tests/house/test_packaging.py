"""What is installed and what the image is built from hold all that the service sends, and nothing else."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from fnmatch import fnmatch
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
SENT = sorted(
    path.relative_to(PROJECT).as_posix() for path in (PROJECT / "service" / "docs").iterdir() if path.is_file()
)
MOST_BYTES = 1_000_000  # of one file


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=PROJECT,
        check=True,
        capture_output=True,
    )
    (file,) = folder.iterdir()
    with zipfile.ZipFile(file) as wheel:
        yield wheel


def test_a_wheel_holds_the_packages_alone(wheel):
    tops = {name.split("/")[0] for name in wheel.namelist()}

    assert {top for top in tops if not top.endswith(".dist-info")} == {"service", "worker"}
    assert [name for name in wheel.namelist() if name.endswith(".pyc")] == []


def test_a_wheel_holds_what_the_service_sends(wheel):
    assert set(SENT) <= set(wheel.namelist())
    assert wheel.read("service/openapi.yaml") == (PROJECT / "openapi.yaml").read_bytes()


def test_a_wheel_holds_the_licences_and_no_large_file(wheel):
    licences = {Path(name).name for name in wheel.namelist() if ".dist-info/licenses/" in name}

    assert licences == {"LICENSE", "rapidoc.LICENSE.txt"}
    assert [file.filename for file in wheel.infolist() if file.file_size > MOST_BYTES] == []


def reaches_the_builder(path: str) -> bool:
    """Tell whether .dockerignore lets a file through: of the patterns for it or a folder of it the last one counts."""
    through = True
    for line in (PROJECT / ".dockerignore").read_text().splitlines():
        pattern = line.removeprefix("!").removeprefix("**/")
        places = [path, *map(str, Path(path).parents)]
        if line and not line.startswith("#") and any(fnmatch(place, pattern) for place in places):
            through = line.startswith("!")
    return through


@pytest.mark.parametrize("path", [*SENT, "openapi.yaml", "service/submit.lua", "requirements.txt"])
def test_the_image_is_built_with_what_the_service_sends(path):
    assert reaches_the_builder(path)


@pytest.mark.parametrize(
    "path", ["tests/conftest.py", "README.md", ".git/HEAD", ".venv/bin/python", "requirements-dev.txt"]
)
def test_the_image_is_built_without_the_rest(path):
    assert not reaches_the_builder(path)
