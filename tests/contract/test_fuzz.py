"""A running server does what openapi.yaml says, whatever it is asked; ``make fuzz-api`` asks for longer."""

from __future__ import annotations

from tests.contract.fuzz import fuzz


def test_a_server_answers_as_promised(url, tmp_path):
    report = fuzz(url, tmp_path, "--max-examples", "3", "--phases", "examples,fuzzing,stateful")

    assert report.failures == 0, report.text
    assert report.cases > 100


def test_a_broken_promise_is_noticed(url, tmp_path):
    options = ["--phases", "fuzzing", "--include-path", "/livez", "--max-examples", "1", "--no-shrink"]

    assert fuzz(f"{url}/nowhere", tmp_path, *options).failures > 0
