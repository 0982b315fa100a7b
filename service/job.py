"""What the ledger takes and gives: submissions, jobs, leases, and the reasons for which it refuses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["queued", "running", "succeeded", "failed", "canceled"]
Lane = Literal["interactive", "bulk"]


class StoreUnavailable(Exception):  # noqa: N818 - a state of Redis that the caller waits out, not a mistake
    """Redis is away, loading, read-only or full; ``retry_after_s`` is when to ask again."""

    def __init__(self, reason: str, *, retry_after_s: int = 5) -> None:
        super().__init__(reason)
        self.retry_after_s = retry_after_s


class QueueFull(Exception):  # noqa: N818 - see StoreUnavailable
    """As much waits as may wait; ``retry_after_s`` is how long the workers need for it."""

    def __init__(self, *, retry_after_s: int) -> None:
        super().__init__("the queue is full")
        self.retry_after_s = retry_after_s


class RateLimited(Exception):  # noqa: N818 - see StoreUnavailable
    """An owner has sent as much as it may in this minute; ``allowance`` says when the next one begins."""

    def __init__(self, allowance: Allowance) -> None:
        super().__init__("the owner has sent as much as it may")
        self.allowance = allowance


class TooManyUnfinished(Exception):  # noqa: N818 - see StoreUnavailable
    """An owner would have more unfinished jobs than it may; ``retry_after_s`` is when enough should have ended."""

    def __init__(self, *, most: int, retry_after_s: int) -> None:
        super().__init__("the owner has as many unfinished jobs as it may")
        self.most = most
        self.retry_after_s = retry_after_s


class IdempotencyMismatch(Exception):  # noqa: N818 - the caller's mistake, told as a problem of the catalogue
    """The same Idempotency-Key came with another request before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """
    One article as the API accepted it: ``article`` is the JSON of its validated fields, in UTF-8.

    ``digest`` stands for the article and its options: an equal one of the same owner gets the record that is already
    there. An empty one keeps it out of that.
    """

    article: bytes
    lane: Lane
    request_id: str
    traceparent: str | None = None
    owner: str = ""
    digest: str = ""
    custom_id: str | None = None
    metadata: dict[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one owner may send: articles a minute, and jobs that are not finished; None is without a limit."""

    rate_per_minute: int | None = None
    most_unfinished: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """What an owner may still send: ``left`` of ``limit`` articles, until ``reset_s`` seconds from now."""

    limit: int
    left: int
    reset_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Idempotency:
    """What tells a repeated request from a new one: a digest of its Idempotency-Key, and one of all it asks for."""

    key: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The job or batch that a request was given; ``repeated`` if an earlier one with its key was given it already."""

    id: str
    repeated: bool
    allowance: Allowance | None  # None for an owner whose rate has no limit


@dataclass(frozen=True, slots=True, kw_only=True)
class JobError:
    """Why a job failed: a stable code, words for people, and whether sending the article again may help."""

    code: str
    title: str
    detail: str
    retryable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """
    The public state of one job; times are RFC 3339 in UTC.

    ``status`` moves forward only: a job whose worker died stays ``running`` while it waits for the next one.
    ``queue_position`` is 1 for the job that is taken next, and None once a worker holds it. ``retry_after_s`` is when
    to ask again, None once the job has ended. ``owner`` is the key that submitted it, empty without keys.
    """

    id: str
    status: Status
    created_at: str
    started_at: str | None = None
    finished_at: str | None = None
    expires_at: str | None = None
    queue_position: int | None = None
    attempts: int = 0
    cached: bool = False
    custom_id: str | None = None
    metadata: dict[str, str] | None = None
    error: JobError | None = None
    owner: str = ""
    retry_after_s: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some of an owner's jobs, newest first; ``next`` is where the following page begins, None on the last one."""

    jobs: tuple[Job, ...]
    next: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """
    One item of a batch: what the caller called it, and either its job's submission or the problem it was refused with.

    ``job_id`` is empty for a refused one.
    """

    job_id: str
    custom_id: str | None
    submission: Submission | None = None
    problem: dict[str, object] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An item with what became of it: ``job`` is None if it was refused, was deleted or has expired."""

    item: Item
    job: Job | None
    record: bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """The public state of one batch: how many of its items are in which state; times are RFC 3339 in UTC."""

    id: str
    owner: str
    created_at: str
    finished_at: str | None
    canceled_at: str | None
    expires_at: str | None
    total: int
    counts: dict[str, int]  # by state, and how many were rejected
    retry_after_s: int | None  # when to ask again, None once every item has ended


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """An article in a worker's hands: ``article`` is the JSON that was submitted."""

    id: str
    article: bytes
    request_id: str
    attempts: int  # starts so far, this one not counted
    traceparent: str | None = None  # where its caller has one: what to continue a trace from

    @property
    def trace_id(self) -> str | None:
        """Return the id of its caller's trace (W3C Trace Context), None where there is none."""
        return self.traceparent and self.traceparent.split("-")[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Articles of one lane under one lease; ``token`` proves it until the lease moves on."""

    token: str
    lane: Lane
    articles: tuple[Claimed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a claimed article: exactly one of its record, ready to be sent, and an error."""

    id: str
    record: bytes | None = None
    error: JobError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Swept:
    """The ids of jobs whose worker died: those that wait again, and those that were given up."""

    returned: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """A live worker and what it announced."""

    name: str
    pipeline_version: str
    languages: tuple[str, ...]
