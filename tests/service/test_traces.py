"""The caller's trace: in the log of the API where it is one, and nowhere else."""

from __future__ import annotations

import pytest

TRACE, PARENT = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
GOOD = [
    pytest.param(f"00-{TRACE}-{PARENT}-01", id="as it is today"),
    pytest.param(f"00-{TRACE}-{PARENT}-00", id="not sampled"),
    pytest.param(f"cc-{TRACE}-{PARENT}-01", id="of a later version"),
    pytest.param(f"cc-{TRACE}-{PARENT}-01-what-the-future-brings", id="of a later version that says more"),
]
BAD = [
    pytest.param(f"00-{TRACE}-{PARENT}-01-more", id="more than today's version says"),
    pytest.param(f"ff-{TRACE}-{PARENT}-01", id="a version that never is"),
    pytest.param(f"00-{'0' * 32}-{PARENT}-01", id="no trace"),
    pytest.param(f"00-{TRACE}-{'0' * 16}-01", id="no parent"),
    pytest.param(f"00-{TRACE.upper()}-{PARENT}-01", id="capitals"),
    pytest.param(f"00-{TRACE}-{PARENT}", id="no flags"),
    pytest.param(f"00-{TRACE[1:]}-{PARENT}-01", id="a digit short"),
    pytest.param(f"00-{TRACE}-{PARENT}-01,00-{TRACE}-{PARENT}-01", id="two of them"),
    pytest.param("", id="nothing"),
    pytest.param("rahasia", id="a word"),
]


@pytest.mark.parametrize("sent", GOOD)
def test_the_log_names_the_trace(client, lines, sent):
    client.get("/livez", headers={"traceparent": sent})

    assert lines()[-1]["trace_id"] == TRACE


@pytest.mark.parametrize("sent", BAD)
def test_what_is_no_trace_is_not_logged(client, lines, sent):
    client.get("/livez", headers={"traceparent": sent})

    assert "trace_id" not in lines()[-1]


@pytest.mark.parametrize("sent", GOOD)
def test_the_trace_goes_to_the_worker_with_the_article(client, ledger, sent):
    client.post("/v1/articles", json={"text": "Kami menang."}, headers={"traceparent": sent})

    (claimed,) = ledger.claim().articles
    assert (claimed.traceparent, claimed.trace_id) == (sent[: len(f"00-{TRACE}-{PARENT}-01")], TRACE)


def test_the_trace_goes_with_each_article_of_a_batch(client, ledger):
    batch = {"articles": [{"text": "a"}, {"text": "b"}]}
    client.post("/v1/batches", json=batch, headers={"traceparent": f"00-{TRACE}-{PARENT}-01"})

    assert [claimed.trace_id for claimed in ledger.claim().articles] == [TRACE, TRACE]


@pytest.mark.parametrize("sent", BAD)
def test_what_is_no_trace_goes_nowhere(client, ledger, sent):
    client.post("/v1/articles", json={"text": "Kami menang."}, headers={"traceparent": sent})

    (claimed,) = ledger.claim().articles
    assert (claimed.traceparent, claimed.trace_id) == (None, None)
