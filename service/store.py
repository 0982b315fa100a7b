"""The ledger of jobs: the only module that spells a Redis key or enqueues, with the .lua files beside it."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from rq import Queue
from rq.job import Job as RqJob
from rq.serializers import JSONSerializer

from service import wake_up
from service.batch_store import Batches
from service.commands import Commands, open_redis
from service.intake import IDEMPOTENCY_TTL_S, NO_LIMITS, answered, new_id, packed_limits, refusal
from service.job import (
    Allowance,
    Answered,
    Batch,
    Claimed,
    Group,
    Idempotency,
    IdempotencyMismatch,
    Item,
    Job,
    JobError,
    Lane,
    Limits,
    Outcome,
    Page,
    QueueFull,
    RateLimited,
    Row,
    Status,
    StoreUnavailable,
    Submission,
    Swept,
    TooManyUnfinished,
    Worker,
)
from service.packing import (
    pack_error,
    pack_outcome,
    pack_submission,
    pack_worker,
    read_claimed,
    read_job,
    read_record,
    read_worker,
)
from service.stats import ARTICLE, NOTHING_SPENT, Spent, Stats, pack_spent, read_stats

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from service.config import Config

__all__ = [
    "ARTICLE",
    "Allowance",
    "Answered",
    "Batch",
    "Claimed",
    "Group",
    "Idempotency",
    "IdempotencyMismatch",
    "Item",
    "Job",
    "JobError",
    "Lane",
    "Ledger",
    "Limits",
    "Outcome",
    "Page",
    "QueueFull",
    "RateLimited",
    "Row",
    "Spent",
    "Stats",
    "Status",
    "StoreUnavailable",
    "Submission",
    "Swept",
    "TooManyUnfinished",
    "Worker",
    "connect",
]

GROUP_ARTICLES = 16  # a group costs two round trips whatever its size; 32 gained nothing measurable over 16
GROUP_BYTES = 262_144  # long articles come in smaller groups, so that no group takes long

WORKER_LOST = JobError(
    code="worker_lost",
    title="The worker died while it read this article, every time",
    detail="The article was started as often as allowed and no worker lived to finish it.",
    retryable=False,
)


def connect(config: Config) -> Ledger:
    """Return the ledger kept at ``config.redis_url``; it connects at its first call, so Redis may still be away."""
    return Ledger(config)


class Ledger:
    """
    Every job with its article or its record.

    Each method is one round trip and raises StoreUnavailable when Redis cannot serve. Repeating a call whose answer
    was lost changes nothing, so the connection may do it by itself.
    """

    def __init__(self, config: Config) -> None:
        self._config = config
        self._drain_id = f"{config.redis_prefix}-drain"
        tokens = self.queue().key
        keys = (config.redis_prefix, tokens, RqJob.key_for(self._drain_id))
        disk_ms = int(config.redis_timeout_s * 750) if config.durability == "strict" else None
        self._redis = Commands(open_redis(config), keys, self._drain_id, disk_ms=disk_ms)
        self.batches = Batches(self._redis, config)

    def close(self) -> None:
        """Close the connections to Redis."""
        self._redis.close()

    # What the service asks

    def submit(self, submission: Submission) -> Job:
        """Keep the article, queue it in its lane and wake a worker; raises QueueFull when no more may wait."""
        _, job = self.submit_once(submission, Idempotency(key="", fingerprint=""))
        if job is None:
            raise AssertionError("a job cannot end before its submission does")
        return job

    def submit_once(
        self, submission: Submission, idempotency: Idempotency, limits: Limits = NO_LIMITS
    ) -> tuple[Answered, Job | None]:
        """
        Submit unless an equal request with this Idempotency-Key was answered in the last day: then give its job.

        That job is None once it has expired or was deleted. Raises QueueFull when no more may wait, RateLimited and
        TooManyUnfinished beyond the owner's limits, and IdempotencyMismatch when the key came with another request.
        """
        answer = self._redis.accept(
            "submit",
            self._config.max_waiting,
            *self._ttls,
            new_id(),
            submission.lane,
            submission.owner,
            submission.digest,
            idempotency.key,
            idempotency.fingerprint,
            IDEMPOTENCY_TTL_S,
            *packed_limits(limits),
            *pack_submission(submission),
        )
        if refused := refusal(answer, limits):
            raise refused
        given = answered(answer, limits)
        return given, read_job(given.id, answer[3])

    def job(self, job_id: str) -> Job | None:
        """Return the job, or None if there is none (any more)."""
        row, _, _ = self._redis.run("read", job_id, "status")
        return read_job(job_id, row)

    def record(self, job_id: str) -> tuple[Job, bytes | None] | None:
        """Return the job, and the bytes its worker wrote if it has succeeded; None if there is no job (any more)."""
        found = self.packed_record(job_id)
        return None if found is None else (found[0], read_record(found[1]))

    def packed_record(self, job_id: str) -> tuple[Job, bytes | None] | None:
        """Return what ``record`` does, the bytes packed as gzip."""
        row, packed, _ = self._redis.run("read", job_id, "record")
        job = read_job(job_id, row)
        return None if job is None else (job, packed)

    def was_here(self, any_id: str) -> str | None:
        """Return the owner of a job or batch that has outlived its time or was deleted, None if none had this id."""
        row, _, owner = self._redis.run("read", any_id, "status")
        return None if row or owner is None else owner.decode()

    def jobs(self, owner: str, *, status: Status | None = None, below: int | None = None, limit: int) -> Page:
        """Return the owner's newest jobs, at most ``limit``, of one state or of all; ``below`` is a page's ``next``."""
        last, *rows = self._redis.run("list", owner, status or "", "" if below is None else below, limit)
        jobs = (read_job(job_id.decode(), row) for job_id, row in rows)
        return Page(jobs=tuple(job for job in jobs if job), next=int(last) if last else None)

    def cancel(self, job_id: str) -> tuple[bool, Job | None]:
        """Stop the job at once, whoever reads it; return whether that was still possible, and the job or None."""
        outcome, row = self._redis.run("cancel", job_id, new_id(), *self._ttls)
        return outcome == b"canceled", read_job(job_id, row)

    def delete(self, job_id: str) -> None:
        """Take the job, its article and its record away; a tombstone stays."""
        self._redis.run("delete", job_id, *self._ttls)

    def workers(self) -> tuple[Worker, ...]:
        """Return the workers whose heartbeat is fresh, by name."""
        return tuple(read_worker(name, announced) for name, announced in self._redis.run("workers"))

    def stats(self) -> Stats:
        """Return the ledger in figures; the time it takes does not grow with the jobs."""
        return read_stats(self._redis.run("stats"))

    def ping(self) -> None:
        """Raise StoreUnavailable unless Redis answers."""
        self._redis.send(("PING",))

    # What a worker asks

    def claim(self) -> Group | None:
        """Lease the next articles of one lane, None if nothing waits; the lease ends unless ``start`` renews it."""
        token = secrets.token_hex(8)
        rows = self._redis.run("claim", token, self._lease_ms, GROUP_ARTICLES, GROUP_BYTES)
        if not rows:
            return None
        lane, *articles = rows
        return Group(token=token, lane=lane.decode(), articles=tuple(read_claimed(row) for row in articles))

    def start(self, token: str, job_id: str) -> int | None:
        """Count an attempt at this article and renew its group's lease; None when the lease has moved on."""
        return self._redis.run("start", token, self._lease_ms, job_id) or None

    def finish(self, token: str, outcomes: Sequence[Outcome], *, pipeline_version: str = "") -> tuple[bool, ...]:
        """
        Write these outcomes; False marks one that came after its lease had moved on, which changes nothing.

        Equal articles get the records of ``pipeline_version`` while workers announce it; an empty one offers none.
        """
        packed = [part for outcome in outcomes for part in pack_outcome(outcome)]
        answer = self._redis.run("finish", token, *self._ttls, pipeline_version, *packed)
        return tuple(stands == 1 for stands in answer)

    def release(self, token: str) -> int:
        """Give what is left of a group back, without counting an attempt that was not started; return how many."""
        return int(self._redis.run("release", token))

    def wake(self, spent: Mapping[str, Spent] = NOTHING_SPENT) -> None:
        """Wake a worker if articles wait, and add what stages took to what they took before."""
        self._redis.run("wake", *pack_spent(spent))

    # What the supervisor asks

    def sweep(self) -> Swept:
        """Take back what silent workers held, wake a worker where work waits, keep RQ's job there (its own trip)."""
        has_drain, returned, lost = self._redis.run(
            "sweep", self._config.max_attempts, *self._ttls, pack_error(WORKER_LOST)
        )
        if not has_drain:
            self.save_drain_job()
        return Swept(returned=_texts(returned), lost=_texts(lost))

    def announce(self, names: Sequence[str], *, pipeline_version: str, languages: Sequence[str]) -> None:
        """Keep these workers alive for a heartbeat's time, with what they can do."""
        announced = pack_worker(pipeline_version, languages)
        self._redis.run("announce", int(self._config.heartbeat_ttl_s * 1000), announced, pipeline_version, *names)

    def depart(self, names: Sequence[str]) -> None:
        """Forget workers that ended in good order."""
        self._redis.send(("ZREM", self._key("workers"), *names), ("HDEL", self._key("announced"), *names))

    def queue(self) -> Queue:
        """Return the RQ queue that wakes workers, on connections of its own."""
        return Queue(self._config.redis_prefix, connection=open_redis(self._config), serializer=JSONSerializer)

    def drain_job(self, queue: Queue) -> RqJob:
        """Return what RQ runs when a worker is woken, whatever Redis holds in its place."""
        return wake_up.make(queue, self._drain_id)

    def save_drain_job(self) -> None:
        """Save what RQ runs when a worker is woken, in place of whatever is there."""
        wake_up.save(self.queue(), self._drain_id)

    def _key(self, *parts: str) -> str:
        return ":".join((self._config.redis_prefix, *parts))

    @property
    def _ttls(self) -> tuple[int, int]:
        return self._config.record_ttl_s, self._config.tombstone_ttl_s

    @property
    def _lease_ms(self) -> int:
        return int(self._config.lease_s * 1000)


def _texts(ids: Iterable[bytes]) -> tuple[str, ...]:
    return tuple(job_id.decode() for job_id in ids)
