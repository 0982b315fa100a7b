"""The ledger does what its model does, whatever workers and callers do, in any order, whichever answers are lost."""

from __future__ import annotations

import uuid
from collections import Counter
from unittest import mock

import pytest
import redis
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from service.commands import Commands
from service.config import Config
from service.intake import new_id
from service.store import Idempotency, IdempotencyMismatch, Item, JobError, Outcome, Submission, connect
from tests.properties.ledger_model import LANES, MOST_ATTEMPTS, Model, ModelJob

VERSION = "1"
FAILED = JobError(code="extraction_failed", title="t", detail="d", retryable=False)
few = st.sampled_from
lost = st.booleans()  # the answer is lost on the way, and the connection asks again


class Lossy(Commands):
    """Scripts of which any answer may be lost: then the connection repeats the call, and gets the second one."""

    loses = False

    def run(self, name, *arguments):
        if self.loses:
            super().run(name, *arguments)
        return super().run(name, *arguments)


class Faults(RuleBasedStateMachine):
    """Callers submit, cancel and delete; workers claim, start, finish, release, die and come too late."""

    redis_url: str

    def __init__(self):
        super().__init__()
        prefix = f"test-{uuid.uuid4().hex[:12]}"
        self.config = Config(
            redis_url=self.redis_url, redis_prefix=prefix, max_attempts=MOST_ATTEMPTS, heartbeat_ttl_s=600
        )
        with mock.patch("service.store.Commands", Lossy):
            self.ledger = connect(self.config)
        self.redis = redis.Redis.from_url(self.redis_url, decode_responses=True)
        self.ledger.announce(["w"], pipeline_version=VERSION, languages=["id"])
        self.model = Model()
        self.groups = []
        self.batches = []

    # Callers

    @rule(lane=few(LANES), owner=few(("", "k")), digest=few(("", "d", "e")), lost=lost)
    def submit(self, lane, owner, digest, lost):
        Lossy.loses = lost
        job = self.ledger.submit(self.submission(lane, owner, digest))
        self.model.submit(ModelJob(job.id, owner, lane, digest))

    @rule(owner=few(("", "k")), key=few(("x", "y")), fingerprint=few(("1", "2")), lost=lost)
    def submit_again(self, owner, key, fingerprint, lost):
        Lossy.loses = lost
        before = self.model.keys.get((owner, key))
        idempotency = Idempotency(key=key, fingerprint=fingerprint)
        submission = self.submission("interactive", owner, "")
        if before and before[0] != fingerprint:
            with pytest.raises(IdempotencyMismatch):
                self.ledger.submit_once(submission, idempotency)
            return
        given, _ = self.ledger.submit_once(submission, idempotency)
        assert given.repeated == bool(before)
        if before:
            assert given.id == before[1]
        else:
            self.model.keys[owner, key] = (fingerprint, given.id)
            self.model.submit(ModelJob(given.id, owner, "interactive", ""))

    @rule(count=st.integers(1, 3), lost=lost)
    def submit_batch(self, count, lost):
        Lossy.loses = lost
        batch = new_id()
        items = [
            Item(job_id=new_id(), custom_id=None, submission=self.submission("bulk", "", "")) for _ in range(count)
        ]
        self.ledger.batches.stage(batch, 0, items)
        assert self.ledger.batches.seal(batch, "", Idempotency(key="", fingerprint="")).id == batch
        for item in items:
            self.model.submit(ModelJob(item.job_id, "", "bulk", "", batch))
        self.batches.append(batch)

    @precondition(lambda self: self.model.jobs)
    @rule(data=st.data(), lost=lost)
    def cancel(self, data, lost):
        Lossy.loses = lost
        job_id = self.any_job(data)
        stopped, _ = self.ledger.cancel(job_id)
        assert stopped == self.model.cancel(job_id)

    @precondition(lambda self: self.batches)
    @rule(data=st.data(), lost=lost)
    def cancel_batch(self, data, lost):
        Lossy.loses = lost
        batch = data.draw(few(self.batches))
        stopped = [self.model.cancel(job.id) for job in self.model.jobs.values() if job.batch == batch]
        assert self.ledger.batches.cancel(batch) == any(stopped)

    @precondition(lambda self: self.model.jobs)
    @rule(data=st.data(), lost=lost)
    def delete(self, data, lost):
        Lossy.loses = lost
        job_id = self.any_job(data)
        self.ledger.delete(job_id)
        self.model.cancel(job_id)
        self.model.jobs[job_id].there = False

    @precondition(lambda self: any(not job.unfinished for job in self.model.jobs.values()))
    @rule(data=st.data(), lost=lost)
    def outlive_the_record(self, data, lost):
        job_id = data.draw(few([job.id for job in self.model.jobs.values() if not job.unfinished]))
        self.redis.delete(self.key("job", job_id))
        self.redis.zadd(self.key("expiry"), {job_id: 0}, xx=True)
        self.model.jobs[job_id].there = False
        self.swept(lost)

    # Workers

    @rule(lost=lost)
    def claim(self, lost):
        Lossy.loses = lost
        group = self.ledger.claim()
        if group is None:
            assert not all(map(self.model.next_of, LANES))  # a lane of canceled jobs alone is emptied, and no more
            return
        ids = [claimed.id for claimed in group.articles]
        assert ids == self.model.next_of(group.lane)[: len(ids)]
        assert [claimed.attempts for claimed in group.articles] == [self.model.jobs[each].attempts for each in ids]
        assert len(ids) == 1 or not any(claimed.attempts for claimed in group.articles)
        self.model.claim(group.token, group.lane, ids)
        self.groups.append(group)

    @precondition(lambda self: self.groups)
    @rule(data=st.data(), lost=lost)
    def start(self, data, lost):
        Lossy.loses = lost
        group, job_id = self.pick(data)
        assert self.ledger.start(group.token, job_id) == self.model.start(group.token, job_id)

    @precondition(lambda self: self.groups)
    @rule(data=st.data(), fails=st.booleans(), lost=lost)
    def finish(self, data, fails, lost):
        Lossy.loses = lost
        group, job_id = self.pick(data)
        record = None if fails else f"{job_id} by {group.token}".encode()
        outcome = Outcome(id=job_id, error=FAILED) if fails else Outcome(id=job_id, record=record)
        stands = self.ledger.finish(group.token, [outcome], pipeline_version=VERSION)
        assert stands == (self.model.finish(group.token, job_id, record),)

    @precondition(lambda self: self.groups)
    @rule(data=st.data(), lost=lost)
    def release(self, data, lost):
        Lossy.loses = lost
        group, _ = self.pick(data)
        back, _ = self.model.give_back(group.token, at_fault=False)
        returned = self.ledger.release(group.token)
        assert returned == (0 if lost else len(back))

    @precondition(lambda self: self.groups)
    @rule(data=st.data(), lost=lost)
    def die(self, data, lost):
        group, _ = self.pick(data)
        self.redis.zadd(self.key("leases"), {group.token: 0}, xx=True)
        back, given_up = self.model.give_back(group.token, at_fault=True)
        swept = self.swept(lost)
        assert lost or (sorted(swept.returned), sorted(swept.lost)) == (sorted(back), sorted(given_up))

    @rule(lost=lost)
    def sweep(self, lost):
        self.swept(lost)

    def swept(self, lost):
        """Sweep, see that waiting work has a wake-up, and return what was taken back."""
        Lossy.loses = lost
        swept = self.ledger.sweep()
        assert self.redis.llen(self.ledger.queue().key) or not any(map(self.model.next_of, LANES))
        return swept

    @rule(copies=st.integers(0, 2))
    def double_or_lose_wake_ups(self, copies):
        self.redis.delete(self.ledger.queue().key)
        for _ in range(copies):
            self.redis.rpush(self.ledger.queue().key, f"{self.config.redis_prefix}-drain")

    # What always holds

    @invariant()
    def every_job_is_as_in_the_model(self):
        Lossy.loses = False
        for job in self.model.jobs.values():
            found = self.ledger.record(job.id)
            assert (found is not None) == job.there
            if found:
                assert (found[0].status, found[0].attempts, found[1]) == (job.state, job.attempts, job.record)
            else:
                assert self.ledger.was_here(job.id) == job.owner

    @invariant()
    def every_unfinished_article_has_a_way_to_its_end(self):
        entries = {lane: self.redis.lrange(self.key("lane", lane), 0, -1) for lane in LANES}
        waiting = {lane: [each for each in ids if self.model.jobs[each].unfinished] for lane, ids in entries.items()}
        assert waiting == {lane: self.model.next_of(lane) for lane in LANES}
        tokens = self.redis.zrange(self.key("leases"), 0, -1)
        leases = {token: self.redis.lrange(self.key("lease", token), 0, -1) for token in tokens}
        assert leases == self.model.leases
        held = [each for token, ids in leases.items() for each in ids if self.model.holds(token, each)]
        ways = Counter([*held, *(each for ids in waiting.values() for each in ids)])
        assert ways == Counter(job.id for job in self.model.jobs.values() if job.unfinished)

    @invariant()
    def the_counts_add_up(self):
        counted = {name: int(count) for name, count in self.redis.hgetall(self.key("counts")).items()}
        assert {name: counted.get(name, 0) for name in self.model.counts()} == self.model.counts()
        for lane in LANES:
            ever, taken = (int(self.redis.get(self.key(name, lane)) or 0) for name in ("seq", "served"))
            assert ever - taken == self.redis.llen(self.key("lane", lane))
        for batch in self.batches:
            states = Counter(job.state for job in self.model.jobs.values() if job.batch == batch)
            found = self.ledger.batches.batch(batch)
            assert {state: count for state, count in found.counts.items() if count} == states

    def teardown(self):
        try:
            self.work_off()
        finally:
            for key in self.redis.scan_iter(f"*{self.config.redis_prefix}*", count=1000):
                self.redis.delete(key)
            self.redis.close()
            self.ledger.close()

    def work_off(self):
        """Let every lease end and a healthy worker do the rest: each accepted article ends."""
        Lossy.loses = False
        for token in self.redis.zrange(self.key("leases"), 0, -1):
            self.redis.zadd(self.key("leases"), {token: 0})
        self.ledger.sweep()
        while any(self.redis.llen(self.key("lane", lane)) for lane in LANES):
            group = self.ledger.claim()
            if group is None:
                continue  # canceled jobs alone
            for claimed in group.articles:
                self.ledger.start(group.token, claimed.id)
            outcomes = [Outcome(id=claimed.id, record=b"r") for claimed in group.articles]
            assert all(self.ledger.finish(group.token, outcomes))
        left = [self.ledger.job(job.id) for job in self.model.jobs.values() if job.there]
        assert all(job.finished_at for job in left)

    # Tools

    def any_job(self, data):
        return data.draw(few(list(self.model.jobs)))

    def pick(self, data):
        """Return a group that was ever claimed, dead ones too, and one of its articles."""
        group = data.draw(few(self.groups))
        return group, data.draw(few(group.articles)).id

    def submission(self, lane, owner, digest):
        return Submission(article=b"{}", lane=lane, request_id="r", owner=owner, digest=digest)

    def key(self, *parts):
        return ":".join((self.config.redis_prefix, *parts))


def test_no_article_is_lost_doubled_or_run_for_ever(redis_url):
    Faults.redis_url = redis_url
    run_state_machine_as_test(
        Faults,
        settings=settings(
            max_examples=20, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
        ),
    )
