"""The ledger of jobs: the only module that spells a Redis key or enqueues, with the .lua files beside it."""

from __future__ import annotations

import base64
import math
import secrets
from typing import TYPE_CHECKING

from rq import Queue
from rq.job import Job as RqJob
from rq.serializers import JSONSerializer

from service.commands import Commands, availability, open_redis
from service.job import (
    Claimed,
    Group,
    Job,
    JobError,
    Lane,
    Outcome,
    QueueFull,
    Status,
    StoreUnavailable,
    Submission,
    Swept,
    Worker,
)
from service.packing import (
    JOB_FIELDS,
    LANES,
    pack_error,
    pack_outcome,
    pack_submission,
    pack_worker,
    read_claimed,
    read_job,
    read_record,
    read_worker,
    utc,
)
from service.stats import ARTICLE, NOTHING_SPENT, Spent, Stats, pack_spent, read_stats

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from service.config import Config

__all__ = [
    "ARTICLE",
    "Claimed",
    "Group",
    "Job",
    "JobError",
    "Lane",
    "Ledger",
    "Outcome",
    "QueueFull",
    "Spent",
    "Stats",
    "Status",
    "StoreUnavailable",
    "Submission",
    "Swept",
    "Worker",
    "connect",
]

DRAIN = "worker.jobs.drain"  # what RQ calls; a name, because the service never imports the worker
GROUP_ARTICLES = 16  # a group costs two round trips whatever its size; 32 gained nothing measurable over 16
GROUP_BYTES = 262_144  # long articles come in smaller groups, so that no group takes long
LONGEST_RETRY_S = 300

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
        self._redis = Commands(
            open_redis(config), (config.redis_prefix, tokens, RqJob.key_for(self._drain_id)), self._drain_id
        )

    def close(self) -> None:
        """Close the connections to Redis."""
        self._redis.close()

    # What the service asks

    def submit(self, submission: Submission) -> Job:
        """Keep the article, queue it in its lane and wake a worker; raises QueueFull when no more may wait."""
        job_id = base64.b32encode(secrets.token_bytes(15)).decode().lower()
        accepted, *answer = self._redis.run(
            "submit", self._config.max_waiting, job_id, submission.lane, *pack_submission(submission)
        )
        if not accepted:
            raise QueueFull(retry_after_s=_drain_time_s(int(answer[0]), float(answer[1])))
        return Job(
            id=job_id,
            status="queued",
            created_at=utc(answer[0]),
            queue_position=max(1, answer[1]),
            custom_id=submission.custom_id,
            metadata=submission.metadata,
        )

    def job(self, job_id: str) -> Job | None:
        """Return the job, or None if there is none (any more)."""
        return self._read(job_id)[0]

    def record(self, job_id: str) -> tuple[Job, bytes | None] | None:
        """Return the job, and the bytes its worker wrote if it has succeeded; None if there is no job (any more)."""
        job, packed = self._read(job_id, "record")
        return None if job is None else (job, read_record(packed))

    def expired(self, job_id: str) -> bool:
        """Tell whether this job was here and has outlived its time."""
        is_here, was_here = self._redis.send(
            ("EXISTS", self._key("job", job_id)), ("EXISTS", self._key("gone", job_id))
        )
        return bool(was_here and not is_here)

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

    def finish(self, token: str, outcomes: Sequence[Outcome]) -> tuple[bool, ...]:
        """Write these outcomes; False marks one that came after its lease had moved on, which changes nothing."""
        packed = [part for outcome in outcomes for part in pack_outcome(outcome)]
        answer = self._redis.run("finish", token, *self._ttls, *packed)
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
            self._save_drain_job()
        return Swept(returned=_texts(returned), lost=_texts(lost))

    def announce(self, names: Sequence[str], *, pipeline_version: str, languages: Sequence[str]) -> None:
        """Keep these workers alive for a heartbeat's time, with what they can do."""
        announced = pack_worker(pipeline_version, languages)
        self._redis.run("announce", int(self._config.heartbeat_ttl_s * 1000), announced, *names)

    def depart(self, names: Sequence[str]) -> None:
        """Forget workers that ended in good order."""
        self._redis.send(("ZREM", self._key("workers"), *names), ("HDEL", self._key("announced"), *names))

    def queue(self) -> Queue:
        """Return the RQ queue that wakes workers, on connections of its own."""
        return Queue(self._config.redis_prefix, connection=open_redis(self._config), serializer=JSONSerializer)

    def _save_drain_job(self) -> None:
        """Save the one RQ job there is; a ttl of 0 would delete it under the next worker that is woken."""
        queue = self.queue()
        with availability(), queue.connection:
            queue.create_job(
                DRAIN,
                job_id=self._drain_id,
                description="take waiting articles and structure them",
                timeout=-1,
                result_ttl=-1,
                failure_ttl=-1,
            ).save()

    def _read(self, job_id: str, field: str = "status") -> tuple[Job | None, bytes | None]:
        """Return the job, or None, and the value of one more field of it."""
        (*values, value), served = self._redis.send(
            ("HMGET", self._key("job", job_id), *JOB_FIELDS, field),
            ("MGET", *(self._key("served", lane) for lane in LANES)),
        )
        return read_job(job_id, values, dict(zip(LANES, served, strict=True))), value

    def _key(self, *parts: str) -> str:
        return ":".join((self._config.redis_prefix, *parts))

    @property
    def _ttls(self) -> tuple[int, int]:
        return self._config.record_ttl_s, self._config.tombstone_ttl_s

    @property
    def _lease_ms(self) -> int:
        return int(self._config.lease_s * 1000)


def _drain_time_s(waiting: int, per_second: float) -> int:
    """Return how long the workers need for what waits, at the pace of late; 30 when they have shown none yet."""
    return min(LONGEST_RETRY_S, math.ceil(waiting / per_second)) if per_second else 30


def _texts(ids: Iterable[bytes]) -> tuple[str, ...]:
    return tuple(job_id.decode() for job_id in ids)
