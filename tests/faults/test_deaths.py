"""Workers that are killed, and articles that kill: nothing that was accepted is lost."""

import os
import signal


def test_the_record_arrives_although_its_worker_was_killed(crew, tmp_path):
    jobs = crew.submit("Kami menang.", f"HANG-ONCE {tmp_path / 'mark'}", "Kami kalah.")
    crew.start()
    crew.until((tmp_path / "mark").exists)
    for pid in crew.pids():
        os.kill(pid, signal.SIGKILL)

    crew.until(lambda: crew.statuses(*jobs) == ["succeeded"] * 3)
    assert crew.ledger.job(jobs[1]).attempts == 2
    assert crew.ledger.job(jobs[2]).attempts == 1  # it had only been claimed


def test_a_poison_article_fails_after_its_last_attempt_and_takes_nobody_down(crew):
    before, poison, after, raising, hanging = jobs = crew.submit("a", "KILL", "b", "RAISE", "HANG")
    crew.start(workers=2, max_attempts=2)
    crew.until(lambda: not {"queued", "running"} & set(crew.statuses(*jobs)))

    assert crew.statuses(before, after) == ["succeeded"] * 2
    errors = [crew.ledger.job(job).error.code for job in (poison, raising, hanging)]
    assert errors == ["worker_lost", "extraction_failed", "time_limit"]
    assert crew.ledger.job(poison).attempts == 2
    assert {"message": "article given up", "job_id": poison, "code": "worker_lost"}.items() <= crew.log()[-1].items()


def test_a_worker_that_no_alarm_reaches_is_killed_and_replaced(crew):
    stuck, after = crew.submit("STUCK", "a")
    crew.start(max_attempts=1)
    crew.until(lambda: crew.statuses(stuck, after) == ["failed", "succeeded"])

    assert crew.ledger.job(stuck).error.code == "worker_lost"
    assert "worker stuck" in [line["message"] for line in crew.log()]
