"""What each pack says it reads, it reads."""

from __future__ import annotations

import pytest

from worker.pack_examples import faults, read_examples
from worker.pipeline.language import LANGUAGES, available_languages, load_pack

EXAMPLES = {
    code: read_examples(LANGUAGES / code / "examples.toml", []) for code in available_languages() if code != "und"
}
SENTENCES = [
    pytest.param(code, example, examples.reference, id=f"{example.tag or code}: {example.text}")
    for code, examples in EXAMPLES.items()
    for example in examples.sentences
]


@pytest.mark.parametrize(("code", "example", "reference"), SENTENCES)
def test_an_example_holds(code, example, reference):
    assert faults(example, reference, load_pack(code)) == []


def test_every_pack_has_examples_of_dates_and_of_what_is_none():
    kinds = {code: {each.dates == [] for each in examples.sentences} for code, examples in EXAMPLES.items()}

    assert [code for code, found in kinds.items() if found != {True, False}] == []
