"""The bench measures what it says: texts grow sixteenfold, stages at fault are named, nothing is left out."""

from __future__ import annotations

import pytest

from tests.bench.extract import Growth, growth_lines, main, measure_growth
from tests.bench.growth import KINDS, LEAST, STEPS, grown
from tests.bench.stopwatch import Times, best
from worker.pipeline import STAGES


@pytest.mark.parametrize("kind", KINDS)
def test_texts_grow_with_their_factor(kind):
    assert [(factor, len(text)) for factor, text in grown(kind)] == [(factor, LEAST * factor) for factor in STEPS]


def test_every_stage_is_timed():
    growth = measure_growth("spaces")

    assert list(growth.stages) == [stage.gives for stage in STAGES]
    assert all(len(times) == len(STEPS) for times in (growth.whole, growth.record_bytes, *growth.stages.values()))


GROWTHS = [
    pytest.param((1.0, 4.0, 24.0), (0.1, 0.4, 2.4), (1, 4, 16), [], id="as the text grows, and a little more"),
    pytest.param((1.0, 8.0, 60.0), (0.1, 0.9, 9.0), (1, 4, 16), ["kind", "stage cast"], id="a stage outgrows the text"),
    pytest.param((1.0, 4.0, 16.0), (0.0001, 0.001, 0.04), (1, 4, 16), [], id="a stage too small to be measured"),
    pytest.param((1.0, 4.0, 30.0), (0.1, 0.4, 1.6), (1, 4, 16), ["kind"], id="what outgrows the text is no stage"),
    pytest.param(
        (1.0, 4.0, 16.0), (0.1, 0.4, 1.6), (1, 16, 256), ["record, megabytes"], id="the record outgrows the text"
    ),
]


@pytest.mark.parametrize(("whole", "cast", "sizes", "marked"), GROWTHS)
def test_what_outgrows_its_text_is_marked(whole, cast, sizes, marked):
    lines = growth_lines(Growth("kind", whole, {"cast": cast}, sizes))

    assert [line.strip().split("  ")[0] for line in lines if line.endswith("not linear")] == marked


def test_the_best_of_several_runs_is_the_least_of_each_figure():
    runs = [Times(2.0, 1.0, {"cast": 0.5, "dates": 0.1}, 7), Times(1.0, 2.0, {"cast": 0.1, "dates": 0.5}, 7)]

    assert best(runs) == Times(1.0, 1.0, {"cast": 0.1, "dates": 0.1}, 7)


def test_the_command_measures_one_kind_alone(capsys):
    assert main(["--kind", "spaces"]) == 0
    assert [line.split("  ")[0] for line in capsys.readouterr().out.splitlines()[2:] if line[0] != " "] == ["spaces"]
