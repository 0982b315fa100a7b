"""The gate is open on the gold articles, and shuts when it should."""

from __future__ import annotations

import json

import pytest

from tests.eval import gate
from tests.eval.corpus import GOLD, digest
from tests.eval.gate import FloorError, Floors, failures, raised
from tests.eval.score import Tally

CORPUS = "a corpus"
MEASURED = {"speaker": Tally(hits=80, found=100, wanted=100), "indirect speakers": Tally(hits=1, found=9, wanted=9)}


@pytest.mark.parametrize("corpus", [(), gate.IN_ENGLISH], ids=["Indonesian", "English"])
def test_no_measure_is_below_its_floor(corpus, capsys):
    status = gate.main(corpus)

    assert status == gate.OK, capsys.readouterr().out


SHUT = [
    pytest.param(Floors(CORPUS, {"speaker": 80.1}), "speaker: 80.0 is below its floor of 80.1.", id="below a floor"),
    pytest.param(Floors("another", {"speaker": 80.0}), "changed", id="the corpus changed"),
    pytest.param(Floors("", {}), "changed", id="no floors yet"),
    pytest.param(Floors(CORPUS, {"role": 50.0}), "A floor without its measure: role.", id="a measure went away"),
]


@pytest.mark.parametrize(("floors", "why"), SHUT)
def test_the_gate_is_shut(floors, why):
    assert [why in fault for fault in failures(floors, MEASURED, CORPUS)] == [True]


@pytest.mark.parametrize("floor", [80.0, 79.9], ids=["at its floor", "above its floor"])
def test_the_gate_is_open(floor):
    assert failures(Floors(CORPUS, {"speaker": floor}), MEASURED, CORPUS) == []


def test_floors_rise_freely_and_information_has_none():
    assert raised(Floors("another", {"speaker": 79.0}), MEASURED, CORPUS) == Floors(CORPUS, {"speaker": 80.0})


@pytest.mark.parametrize("floors", [{"speaker": 80.1}, {"role": 1.0}], ids=["a floor would sink", "a floor would go"])
def test_lowering_is_refused_unless_it_is_meant(floors):
    with pytest.raises(FloorError, match=next(iter(floors))):
        raised(Floors(CORPUS, floors), MEASURED, CORPUS)

    assert raised(Floors(CORPUS, floors), MEASURED, CORPUS, lower=True) == Floors(CORPUS, {"speaker": 80.0})


def test_a_floor_never_stands_above_what_was_measured():
    measured = {"speaker": Tally(hits=2, found=3, wanted=3)}

    assert failures(raised(Floors("", {}), measured, CORPUS), measured, CORPUS) == []


def test_the_command_writes_floors_only_when_told(tmp_path, capsys):
    gold, file = tmp_path / "gold.jsonl", tmp_path / "floors.json"
    gold.write_text(GOLD.read_text(encoding="utf-8").splitlines()[0], encoding="utf-8")

    def run(*arguments):
        return gate.main(["--gold", str(gold), "--floors", str(file), *arguments])

    assert (run(), file.exists()) == (gate.BELOW, False)
    assert (run("--update"), run()) == (gate.OK, gate.OK)
    measured = file.read_text()
    file.write_text(json.dumps({"corpus": digest(gold), "f1": {"speaker": 100.1}}))
    assert (run("--update"), run()) == (gate.BELOW, gate.BELOW)
    assert "Not lowered: speaker from 100.1" in capsys.readouterr().out
    assert (run("--update", "--allow-regression"), file.read_text()) == (gate.OK, measured)
    gold.write_text(gold.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert run() == gate.BELOW
