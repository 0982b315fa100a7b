"""Whatever workers do and whenever they die, every accepted article is in one place and ends once."""

import uuid

import redis
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from service.config import Config
from service.store import Group, Outcome, Submission, connect

LANES = ("interactive", "bulk")
ORDER = {"queued": 0, "running": 1, "succeeded": 2, "failed": 2}
MAX_ATTEMPTS = 2
NOBODY = Group(token="none", lane="bulk", articles=())  # noqa: S106 - a lease's token, and nobody's


class Deaths(RuleBasedStateMachine):
    """Workers claim, start, finish and release articles, or fall silent at any step."""

    redis_url: str

    def __init__(self):
        super().__init__()
        self.config = Config(
            redis_url=self.redis_url, redis_prefix=f"test-{uuid.uuid4().hex[:12]}", max_attempts=MAX_ATTEMPTS
        )
        self.ledger = connect(self.config)
        self.redis = redis.Redis.from_url(self.redis_url, decode_responses=True)
        self.seen = {}  # job id -> the job as it was last seen
        self.groups = []

    @rule(lane=st.sampled_from(LANES), count=st.integers(1, 3))
    def submit(self, lane, count):
        for _ in range(count):
            job = self.ledger.submit(Submission(article=b"{}", lane=lane, request_id="r"))
            self.seen[job.id] = job

    @rule()
    def claim(self):
        self.groups += filter(None, [self.ledger.claim()])

    @rule(data=st.data())
    def start(self, data):
        group, job_id = self._pick(data)
        self.ledger.start(group.token, job_id)

    @rule(data=st.data())
    def finish(self, data):
        group, job_id = self._pick(data)
        self.ledger.finish(group.token, [Outcome(id=job_id, record=group.token.encode())])

    @rule(data=st.data())
    def release(self, data):
        group, _ = self._pick(data)
        self.ledger.release(group.token)

    @rule(data=st.data())
    def die(self, data):
        group, _ = self._pick(data)
        self.redis.zadd(self._key("leases"), {group.token: 0}, xx=True)
        self.ledger.sweep()

    @invariant()
    def every_job_is_in_one_place_and_moves_forward(self):
        waiting = [job for lane in LANES for job in self._list(f"lane:{lane}")]
        tokens = self.redis.zrange(self._key("leases"), 0, -1)
        held = [job for token in tokens for job in self._list(f"lease:{token}")]
        ended = [job_id for job_id in self.seen if self.ledger.job(job_id).finished_at]

        assert sorted(waiting + held + ended) == sorted(self.seen)
        for job_id, before in self.seen.items():
            self._moved_forward(before, self.ledger.job(job_id))

    def _moved_forward(self, before, now):
        assert ORDER[now.status] >= ORDER[before.status]
        assert MAX_ATTEMPTS >= now.attempts >= before.attempts
        if before.finished_at:
            assert now == before
        self.seen[now.id] = now

    def _pick(self, data):
        """Return a group that was ever claimed, dead ones too, and one of its articles; or ones that never were."""
        if not self.groups:
            return NOBODY, "none"
        group = data.draw(st.sampled_from(self.groups))
        return group, data.draw(st.sampled_from(group.articles)).id

    def _list(self, name):
        return self.redis.lrange(self._key(name), 0, -1)

    def _key(self, name):
        return f"{self.config.redis_prefix}:{name}"

    def teardown(self):
        for key in self.redis.scan_iter(f"*{self.config.redis_prefix}*", count=1000):
            self.redis.delete(key)
        self.redis.close()
        self.ledger.close()


def test_no_article_is_lost_doubled_or_run_for_ever(redis_url):
    Deaths.redis_url = redis_url
    run_state_machine_as_test(
        Deaths,
        settings=settings(
            max_examples=15, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
        ),
    )
