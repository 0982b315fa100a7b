"""The supervisor as a program: it stays, it replaces, it stops, it leaves nobody behind."""

import json
import os
import signal
import time

import pytest

from service.store import ARTICLE
from worker.pipeline import PIPELINE_VERSION
from worker.run import main


def test_articles_become_records(crew):
    jobs = crew.submit("Kami menang.", "RAISE", "Kami kalah.") + crew.submit("Kami seri.", lane="interactive")
    crew.start(workers=2)
    crew.until(lambda: not {"queued", "running"} & set(crew.statuses(*jobs)))

    assert crew.statuses(*jobs) == ["succeeded", "failed", "succeeded", "succeeded"]
    (worker, _) = crew.ledger.workers()
    assert (worker.pipeline_version, "id" in worker.languages) == (PIPELINE_VERSION, True)
    assert "und" not in worker.languages  # it stands for those that are not read


def test_a_good_end_forgets_no_figures(crew):
    crew.start()
    for text in ("Kami menang.", "RAISE", "Kami kalah."):
        (job,) = crew.submit(text)
        crew.until(lambda job=job: crew.ledger.job(job).finished_at)
    crew.stop()

    stages = crew.ledger.stats().stages
    assert (stages["cast"].runs, stages[ARTICLE].runs) == (2, 3)


def test_a_worker_that_ends_is_replaced(crew):
    crew.start()
    (pid,) = crew.pids()
    os.kill(pid, signal.SIGTERM)  # a good end, exit status 0, is an end too

    crew.until(lambda: set(crew.pids()) - {pid})
    (job,) = crew.submit("Kami menang.")
    crew.until(lambda: crew.statuses(job) == ["succeeded"])


def test_stopping_ends_the_article_that_was_begun_and_gives_the_others_back(crew, tmp_path):
    mark = tmp_path / "mark"
    begun, *others = crew.submit(f"WAIT {mark}", "a", "b")
    crew.start(article_limit_s=20, lease_s=30)
    crew.until(mark.exists)
    crew.process.terminate()
    crew.until(lambda: crew.log()[-1]["message"] == "workers stop")
    time.sleep(0.1)  # the signal goes on to the worker
    mark.unlink()

    assert crew.process.wait() == 0
    assert crew.statuses(begun, *others) == ["succeeded", "queued", "queued"]
    assert [crew.ledger.job(job).queue_position for job in others] == [1, 2]
    assert crew.ledger.workers() == ()


def test_a_second_signal_ends_it_at_once(crew, tmp_path):
    (job,) = crew.submit(f"HANG {tmp_path / 'mark'}")
    crew.start(article_limit_s=50, lease_s=55)
    crew.until((tmp_path / "mark").exists)
    crew.process.send_signal(signal.SIGINT)
    crew.until(lambda: crew.log()[-1]["message"] == "workers stop")

    assert crew.stop(signal.SIGINT) == 0
    assert crew.statuses(job) == ["running"]  # its lease brings it back


def test_workers_end_with_their_supervisor(crew):
    crew.start(workers=2)

    assert crew.stop(signal.SIGKILL) == -signal.SIGKILL


@pytest.mark.parametrize("value", ["none", "0"])
def test_a_wrong_setting_is_named(capsys, value):
    assert main({"KUTIP_WORKERS": value}) == 2
    assert "KUTIP_WORKERS must be a whole number above 0" in capsys.readouterr().err


def test_the_password_of_redis_is_in_no_log(crew, free_port):
    crew.launch(redis_url=f"redis://:rahasia@127.0.0.1:{free_port}/0")
    crew.until(lambda: any(line["message"] == "redis away" for line in crew.log()))

    assert crew.stop() == 0
    assert "rahasia" not in json.dumps(crew.log())
