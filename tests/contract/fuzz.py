"""A running server asked whatever schemathesis can think of; ``python -m tests.contract.fuzz`` asks for long."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.contract.spec import OPENAPI
from tests.live import live
from worker.redis_server import RedisServer

SETTINGS = Path(__file__).with_name("schemathesis.toml")
LONG = 150  # examples of each operation and phase
LEAST = 2_000  # cases that a long run has asked at the end, or it has not asked enough


@dataclass(frozen=True, slots=True)
class Report:
    """How many cases were asked, how many failed, and what schemathesis said about them."""

    cases: int
    failures: int
    text: str


def fuzz(url: str, folder: Path, *options: str) -> Report:
    """Ask the server at ``url`` all that openapi.yaml lists, every check on; keep the report in ``folder``."""
    report = folder / "schemathesis.json"
    command = ["--config-file", SETTINGS, "run", OPENAPI, "--url", url, "--checks", "all", "--report-json-path", report]
    said = subprocess.run(
        [sys.executable, "-m", "schemathesis.cli", *command, *options],
        cwd=OPENAPI.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    if not report.exists():
        raise RuntimeError(said.stdout + said.stderr)
    found = json.loads(report.read_text())
    cases = found["test_cases"]
    complete = found["complete"] and said.returncode in {0, 1}
    failures = cases["with_failures"] + cases["errored"] + len(found["errors"]) + (not complete)
    return Report(cases["generated"], failures, said.stdout)


def main() -> int:
    """Fuzz a service of its own and print what came of it; 1 if anything failed or too little was asked."""
    with tempfile.TemporaryDirectory() as name, RedisServer(Path(name)) as server, live(Path(name), server.url) as url:
        report = fuzz(url, Path(name), "--max-examples", str(LONG))
    sys.stdout.write(f"{report.text}\n{report.cases} cases, {report.failures} failures\n")
    return int(report.failures > 0 or report.cases < LEAST)


if __name__ == "__main__":
    sys.exit(main())
