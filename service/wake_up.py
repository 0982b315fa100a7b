"""The one RQ job there is: it wakes a worker, and says nothing of articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.commands import availability

if TYPE_CHECKING:
    from rq import Queue
    from rq.job import Job

DRAIN = "worker.jobs.drain"  # what RQ calls; a name, because the service never imports the worker


def make(queue: Queue, job_id: str) -> Job:
    """Return it as it must be; a ttl of 0 would delete it under the next worker that is woken."""
    return queue.create_job(
        DRAIN,
        job_id=job_id,
        description="take waiting articles and structure them",
        timeout=-1,
        result_ttl=-1,
        failure_ttl=-1,
    )


def save(queue: Queue, job_id: str) -> None:
    """Save it in place of whatever is there: RQ's worker ends at one that it cannot read. Raises StoreUnavailable."""
    job = make(queue, job_id)
    with availability(), queue.connection, queue.connection.pipeline() as pipeline:
        pipeline.delete(job.key)
        job.save(pipeline=pipeline)
        pipeline.execute()
