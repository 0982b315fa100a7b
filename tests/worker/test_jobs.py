"""A drain in this process, with articles that go wrong in every way."""

import dataclasses
import json
import logging
import time

import pytest

from service.config import Config
from service.store import Submission
from worker.jobs import DRAINER, Drainer, drain
from worker.pipeline import extract


@pytest.fixture
def submit(ledger):
    def submit(*texts, lane="interactive"):
        articles = [json.dumps({"text": text}).encode() if isinstance(text, str) else text for text in texts]
        return [ledger.submit(Submission(article=article, lane=lane, request_id="r1")).id for article in articles]

    return submit


@pytest.fixture
def lines(caplog):
    """Return how to read the fields of each line logged about an article."""
    caplog.set_level(logging.INFO, "kutip.worker")
    return lambda: [record.fields for record in caplog.records if record.message == "article"]


def fails_on(word, error):
    """Return an extract that raises ``error`` on articles that hold ``word``."""

    def extract_or_fail(article):
        if word in article.text:
            raise error
        return extract(article)

    return extract_or_fail


def test_rq_reaches_the_drainer_of_its_process(ledger, config, submit):
    (job,) = submit("Kami menang.")
    DRAINER.set(Drainer(ledger, extract, config))
    drain()

    job, record = ledger.record(job)
    assert job.status == "succeeded"
    assert json.loads(record)["body"]["text"] == "Kami menang."


def test_a_drain_goes_on_while_articles_wait(ledger, config, submit, lines):
    jobs = submit(*["Kami menang."] * 20, lane="bulk") + submit("Kami kalah.")
    Drainer(ledger, extract, config).run()

    assert {ledger.job(job).status for job in jobs} == {"succeeded"}
    assert [line["job_id"] for line in lines()] == [jobs[-1], *jobs[:-1]]


BAD = [
    pytest.param(b"{", id="no JSON"),
    pytest.param(b"\xff", id="no UTF-8"),
    pytest.param(b"[]", id="no object"),
    pytest.param(b"{}", id="no text"),
    pytest.param(b'{"text": 5}', id="a number for a text"),
    pytest.param(b'{"text": "a", "mood": "b"}', id="a field of another version"),
    pytest.param(b'{"text": "a", "received_at": "today"}', id="no date"),
    pytest.param(b"[" * 100_000, id="too deep to read"),
]


@pytest.mark.parametrize("payload", BAD)
def test_a_payload_that_is_no_article_fails_its_job_alone(ledger, config, submit, payload):
    bad, good = submit(payload, "Kami menang.")
    Drainer(ledger, extract, config).run()

    assert ledger.job(bad).error.code == "bad_payload"
    assert ledger.job(good).status == "succeeded"


def test_absent_and_null_fields_are_the_same(ledger, config, submit):
    (job,) = submit(b'{"text": "a", "headline": null, "received_at": null}')
    Drainer(ledger, extract, config).run()

    assert ledger.job(job).status == "succeeded"


ERRORS = [ValueError("Kami menang."), KeyError("Kami menang."), RecursionError(), MemoryError()]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_of_the_pipeline_fails_its_article_alone(ledger, config, submit, lines, error):
    good, bad, also_good = submit("Mereka kalah.", "Kami menang.", "Mereka seri.", lane="bulk")
    Drainer(ledger, fails_on("Kami", error), config).run()

    assert [ledger.job(job).status for job in (good, bad, also_good)] == ["succeeded", "failed", "succeeded"]
    assert ledger.job(bad).error.code == "extraction_failed"
    assert [line.get("code") for line in lines()] == [None, "extraction_failed", None]


def test_an_article_that_takes_too_long_is_given_up(ledger, config, submit):
    def hang_on_long(article):
        while "panjang" in article.text:
            pass
        return extract(article)

    long, short = submit("panjang", "pendek", lane="bulk")
    Drainer(ledger, hang_on_long, dataclasses.replace(config, article_limit_s=1)).run()

    assert ledger.job(long).error.code == "time_limit"
    assert ledger.job(short).status == "succeeded"


def test_a_line_for_each_article_says_what_became_of_it(ledger, config, submit, lines):
    (job,) = submit("Kami menang.")
    Drainer(ledger, extract, config).run()

    (line,) = lines()
    assert line.pop("seconds") >= 0
    assert line == {"job_id": job, "request_id": "r1", "status": "succeeded", "attempt": 1}


def test_the_line_names_the_trace_of_the_caller(ledger, config, lines):
    traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    article = Submission(article=b'{"text": "a"}', lane="bulk", request_id="r1", traceparent=traceparent)
    ledger.submit(article)

    Drainer(ledger, extract, config).run()

    assert [line["trace_id"] for line in lines()] == [traceparent.split("-")[1]]


def test_a_drain_that_is_told_to_stop_gives_back_what_it_has_not_begun(ledger, config, submit):
    drainer = Drainer(ledger, lambda article: (setattr(drainer, "stopping", True), extract(article))[1], config)
    first, second, third = submit("a", "b", "c", lane="bulk")
    drainer.run()

    assert [ledger.job(job).status for job in (first, second, third)] == ["succeeded", "queued", "queued"]
    assert [ledger.job(job).attempts for job in (second, third)] == [0, 0]
    assert [claimed.id for claimed in ledger.claim().articles] == [second, third]


def test_a_cold_stop_gives_back_even_the_article_it_has_begun(ledger, config, submit):
    first, second = submit("a", "b", lane="bulk")
    with pytest.raises(SystemExit):
        Drainer(ledger, fails_on("b", SystemExit()), config).run()

    assert [ledger.job(job).status for job in (first, second)] == ["succeeded", "running"]
    assert [claimed.id for claimed in ledger.claim().articles] == [second]


LANES = [
    pytest.param("interactive", ["succeeded", "succeeded"], id="interactive articles one by one"),
    pytest.param("bulk", ["running", "running"], id="bulk articles together"),
]


@pytest.mark.parametrize(("lane", "statuses"), LANES)
def test_results_are_written(ledger, submit, monkeypatch, lane, statuses):
    monkeypatch.setattr("worker.jobs.FLUSH_S", 60)
    seen = []

    def look(article):
        if article.text == "c":
            seen.extend(ledger.job(job).status for job in jobs[:2])
        return extract(article)

    jobs = submit("a", "b", "c", lane=lane)
    Drainer(ledger, look, Config()).run()

    assert seen == statuses
    assert {ledger.job(job).status for job in jobs} == {"succeeded"}


def test_a_bulk_result_does_not_wait_long_for_company(ledger, config, submit):
    seen = []

    def look(article):
        seen.append(ledger.job(jobs[0]).status)
        time.sleep(0.06)
        return extract(article)

    jobs = submit("a", "b", lane="bulk")
    Drainer(ledger, look, config).run()

    assert seen == ["running", "succeeded"]


def test_what_comes_after_its_lease_is_logged_and_dropped(ledger, config, submit, lines, connection):
    def lose_the_lease(article):
        leases = f"{config.redis_prefix}:leases"
        connection.zadd(leases, dict.fromkeys(connection.zrange(leases, 0, -1), 0))
        ledger.sweep()
        return extract(article)

    submit("a", "b", lane="bulk")
    drainer = Drainer(ledger, lose_the_lease, config)
    drainer._work_off(ledger.claim())  # noqa: SLF001 - a whole drain would claim them again

    assert [(line["status"], line["attempt"]) for line in lines()] == [("superseded", 1)]
