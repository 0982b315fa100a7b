"""Whatever owners send in whatever order, none gets more than its limits, and each refusal is for a reason."""

from __future__ import annotations

import collections
import dataclasses
import uuid

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.store import Idempotency, Item, Limits, Outcome, RateLimited, Submission, TooManyUnfinished, connect

ONCE = Idempotency(key="", fingerprint="")
OWNERS = ("desk", "night")
sends = st.tuples(st.sampled_from(OWNERS), st.integers(1, 4))
steps = st.lists(st.one_of(sends, st.sampled_from(["work", "cancel"])), max_size=12)


def send(ledger, owner, count, limits):
    """Send one article, or a batch of several; return what is left, or what was refused."""
    article = Submission(article=b"{}", lane="bulk", request_id="r1", owner=owner)
    try:
        if count == 1:
            return ledger.submit_once(article, ONCE, limits)[0].allowance
        batch = uuid.uuid4().hex
        ledger.batches.stage(
            batch, 0, [Item(job_id=uuid.uuid4().hex, custom_id=None, submission=article) for _ in range(count)]
        )
        return ledger.batches.seal(batch, owner, ONCE, limits).allowance
    except (RateLimited, TooManyUnfinished) as refused:
        return refused


def work(ledger):
    if group := ledger.claim():
        for claimed in group.articles:
            ledger.start(group.token, claimed.id)
        ledger.finish(group.token, [Outcome(id=claimed.id, record=b"{}") for claimed in group.articles])


def unfinished(ledger, owner):
    return [job for job in ledger.jobs(owner, limit=100).jobs if job.finished_at is None]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps, st.integers(1, 12), st.integers(1, 6))
def test_nobody_gets_more_than_its_limits_and_nobody_less(config, steps, rate, most):
    ledger = connect(dataclasses.replace(config, redis_prefix=f"{config.redis_prefix}-{uuid.uuid4().hex[:8]}"))
    sent, limits = collections.Counter(), Limits(rate_per_minute=rate, most_unfinished=most)
    for step in steps:
        if step == "work":
            work(ledger)
        elif step == "cancel":
            for job in unfinished(ledger, "desk")[:1]:
                ledger.cancel(job.id)
        else:
            owner, count = step
            before = len(unfinished(ledger, owner))
            answer = send(ledger, owner, count, limits)
            fits = (sent[owner] + count <= rate, before + count <= most)
            assert isinstance(answer, RateLimited) == (not fits[0])
            assert isinstance(answer, TooManyUnfinished) == (fits == (True, False))
            sent[owner] += count if all(fits) else 0
            assert not all(fits) or answer.left == rate - sent[owner]
            assert len(unfinished(ledger, owner)) == before + count * all(fits)
    ledger.close()
