"""What stages took is added up where it was spent, and told the ledger now and then."""

from __future__ import annotations

import json

import pytest

from service.store import ARTICLE, Submission
from worker.jobs import Drainer
from worker.pipeline import STAGES, extract
from worker.pipeline.article import Article
from worker.stage_times import StageTimes

NAMES = {stage.gives for stage in STAGES}


class Clock:
    """A clock that is set by hand."""

    def __init__(self):
        self.now = 1_000

    def __call__(self):
        return self.now


@pytest.fixture
def submit(ledger):
    def submit(*texts):
        for text in texts:
            article = json.dumps({"text": text}).encode()
            ledger.submit(Submission(article=article, lane="interactive", request_id="r1"))

    return submit


def test_every_stage_is_timed_once_an_article():
    times = StageTimes()
    timed = times.timed(extract)
    records = [timed(Article(text="Kami menang.")) for _ in range(3)]

    assert records == [extract(Article(text="Kami menang."))] * 3
    assert {name: spent.runs for name, spent in times.hand_over(now=True).items()} == dict.fromkeys(NAMES, 3)


def test_a_stage_is_charged_with_its_own_time_alone():
    clock = Clock()

    def two_stages(article, observe):
        for name, nanoseconds in (("first", 5), ("second", 7)):
            clock.now += nanoseconds
            observe(name)
        return extract(article)

    times = StageTimes(clock)
    clock.now += 100
    times.timed(two_stages)(Article(text="a"))

    assert times.hand_over(now=True) == {"first": (5, 1), "second": (7, 1)}


def test_sums_are_handed_over_once():
    times = StageTimes()
    times.add("cast", 5)
    times.add("cast", 7)

    assert times.hand_over(now=True) == {"cast": (12, 2)}
    assert times.hand_over(now=True) == {}


def test_sums_are_kept_for_a_second_unless_they_are_wanted_now():
    clock = Clock()
    times = StageTimes(clock)
    seen = []
    for pause, now in ((0, False), (999_999_999, False), (0, True), (999_999_999, False), (1, False)):
        clock.now += pause
        times.add("cast", 1)
        seen.append(times.hand_over(now=now).get("cast"))

    assert seen == [(1, 1), None, (2, 2), None, (2, 2)]


def test_a_drain_tells_the_ledger_what_its_articles_took(ledger, config, submit):
    times = StageTimes()
    submit("Kami menang.", "Kami kalah.")
    Drainer(ledger, times.timed(extract), config, times).run()

    stages = ledger.stats().stages
    assert {name: spent.runs for name, spent in stages.items()} == dict.fromkeys([*NAMES, ARTICLE], 2)
    assert stages[ARTICLE].nanoseconds > sum(stages[name].nanoseconds for name in NAMES)
