"""What the ledger must do, in plain Python: one job is one object, and nothing is ever lost on the way."""

from __future__ import annotations

from dataclasses import dataclass, field

LANES = ("interactive", "bulk")
ENDS = ("succeeded", "failed", "canceled")
MOST_ATTEMPTS = 2


@dataclass(slots=True)
class ModelJob:
    """One accepted article; ``holder`` is the token it was claimed under, ``ender`` the one that ended it."""

    id: str
    owner: str
    lane: str
    digest: str
    batch: str | None = None
    state: str = "queued"
    attempts: int = 0
    holder: str | None = None
    started_under: str | None = None
    ender: str | None = None
    record: bytes | None = None
    there: bool = True  # not deleted, not expired

    @property
    def unfinished(self) -> bool:
        return self.state not in ENDS


@dataclass(slots=True)
class Model:
    """Every job there ever was, the lanes in their order, and what keys and contents lead to."""

    jobs: dict[str, ModelJob] = field(default_factory=dict)
    lanes: dict[str, list[str]] = field(default_factory=lambda: {lane: [] for lane in LANES})
    leases: dict[str, list[str]] = field(default_factory=dict)
    keys: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    contents: dict[tuple[str, str], str] = field(default_factory=dict)

    def known(self, owner: str, digest: str) -> bytes | None:
        """Return the record that an equal article of this owner gets at once, if there is one."""
        source = self.jobs.get(self.contents.get((owner, digest), ""))
        return source.record if source and source.there else None

    def submit(self, job: ModelJob) -> None:
        """Queue a job, or end it with a record that is known."""
        self.jobs[job.id] = job
        job.record = self.known(job.owner, job.digest)
        if job.record is None:
            self.lanes[job.lane].append(job.id)
        else:
            job.state = "succeeded"
            self.contents[job.owner, job.digest] = job.id

    def next_of(self, lane: str) -> list[str]:
        """Return the ids that wait in a lane and can be claimed, the canceled and deleted ones passed over."""
        return [each for each in self.lanes[lane] if self.jobs[each].unfinished]

    def claim(self, token: str, lane: str, ids: list[str]) -> None:
        """Take the head of a lane, and what was passed over on the way."""
        last = self.lanes[lane].index(ids[-1])
        del self.lanes[lane][: last + 1]
        self.leases[token] = list(ids)
        for each in ids:
            self.jobs[each].holder = token

    def holds(self, token: str, job_id: str) -> bool:
        job = self.jobs.get(job_id)
        return job is not None and job.unfinished and job.holder == token

    def start(self, token: str, job_id: str) -> int | None:
        """Return the number of the attempt, None for whoever lost the article."""
        if not self.holds(token, job_id):
            return None
        job = self.jobs[job_id]
        if job.started_under != token:
            job.state, job.started_under, job.attempts = "running", token, job.attempts + 1
        return job.attempts

    def finish(self, token: str, job_id: str, record: bytes | None) -> bool:
        """Return whether this result stands: the first one of whoever holds the article does."""
        state = "failed" if record is None else "succeeded"
        if self.holds(token, job_id):
            job = self.jobs[job_id]
            job.state, job.record, job.ender = state, record, token
            if record is not None and job.digest:
                self.contents[job.owner, job.digest] = job_id
        if job_id in self.leases.get(token, ()):
            self.leases[token].remove(job_id)
            if not self.leases[token]:
                del self.leases[token]
        job = self.jobs.get(job_id)
        return job is not None and job.there and job.ender == token and job.state == state

    def give_back(self, token: str, *, at_fault: bool) -> tuple[list[str], list[str]]:
        """End a lease; return what waits again, in its order, and what is given up when a death was at fault."""
        held = [each for each in self.leases.pop(token, ()) if self.holds(token, each)]
        lost = [each for each in held if at_fault and self.jobs[each].attempts >= MOST_ATTEMPTS]
        for each in lost:
            self.jobs[each].state = "failed"
        back = [each for each in held if each not in lost]
        for each in reversed(back):
            self.jobs[each].holder = None
            self.lanes[self.jobs[each].lane].insert(0, each)
        return back, lost

    def cancel(self, job_id: str) -> bool:
        job = self.jobs[job_id]
        if not (job.there and job.unfinished):
            return False
        job.state, job.holder = "canceled", None
        return True

    def counts(self) -> dict[str, int]:
        """Return how many jobs are or were in each state, deleted and expired ones too."""
        states = [job.state for job in self.jobs.values()]
        return {"accepted": len(states)} | {state: states.count(state) for state in ("queued", "running", *ENDS)}
