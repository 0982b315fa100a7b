"""The ledger: the only module that spells a Redis key or enqueues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.job import (
    Claimed,
    Group,
    Job,
    JobError,
    Lane,
    QueueFull,
    Status,
    StoreUnavailable,
    Submission,
    Worker,
)

if TYPE_CHECKING:
    from service.config import Config

__all__ = [
    "Claimed",
    "Group",
    "Job",
    "JobError",
    "Lane",
    "Ledger",
    "QueueFull",
    "Status",
    "StoreUnavailable",
    "Submission",
    "Worker",
    "connect",
]


def connect(config: Config) -> Ledger:
    """Return the ledger kept in ``config.redis_url``; connects at the first call, so Redis may still be away."""
    raise NotImplementedError


class Ledger:
    """Every job, its article and its record; each method is one round trip and raises StoreUnavailable."""

    def submit(self, submission: Submission) -> Job:
        """Keep the article, queue it in its lane and wake a worker; raises QueueFull."""
        raise NotImplementedError

    def job(self, job_id: str) -> Job | None:
        """Return the job, or None if there is none (any more)."""
        raise NotImplementedError

    def record(self, job_id: str) -> tuple[Job, bytes | None] | None:
        """Return the job and the bytes its worker wrote, if it has succeeded; None as in ``job``."""
        raise NotImplementedError

    def expired(self, job_id: str) -> bool:
        """Tell whether this job was here and has outlived its time."""
        raise NotImplementedError

    def workers(self) -> tuple[Worker, ...]:
        """Return the live workers, by name."""
        raise NotImplementedError

    def ping(self) -> None:
        """Raise StoreUnavailable unless Redis answers."""
        raise NotImplementedError
