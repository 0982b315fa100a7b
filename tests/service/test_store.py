from service.store import Outcome, Submission


def submission(**given):
    return Submission(**{"article": b'{"text": "Kami menang."}', "lane": "interactive", "request_id": "r1", **given})


def test_an_article_becomes_a_record(ledger):
    job = ledger.submit(submission())
    assert ledger.job(job.id) == job
    group = ledger.claim()
    assert ledger.start(group.token, job.id) == 1
    assert ledger.finish(group.token, [Outcome(id=job.id, record=b"{}")]) == (True,)
    job, record = ledger.record(job.id)
    assert (job.status, record) == ("succeeded", b"{}")
    ledger.announce(["a", "b"], pipeline_version="1", languages=["id"])
    assert len(ledger.workers()) == 2
    ledger.depart(["a"])
    assert len(ledger.workers()) == 1
