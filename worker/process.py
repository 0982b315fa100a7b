"""One worker process: RQ waits for a wake-up, the ledger gives the work."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from redis.exceptions import RedisError
from rq import SimpleWorker
from rq.registry import StartedJobRegistry
from rq.utils import now
from rq.worker_registration import clean_worker_registry

from service.store import StoreUnavailable, connect
from worker.jobs import DRAINER, Drainer
from worker.logs import LOG
from worker.stage_times import StageTimes
from worker.stopping import default_in_child

if TYPE_CHECKING:
    from types import FrameType

    from rq import Queue
    from rq.job import Job as RqJob

    from service.config import Config
    from service.store import Ledger
    from worker.structure import ObservedExtract

REST_S = 1.0
RQ_TTL_S = 30  # RQ waits 15 s less than this for a wake-up before it looks around


def work(config: Config, extract: ObservedExtract, lifeline: int) -> None:
    """Run one worker until it is told to stop, or until the supervisor at the other end of ``lifeline`` is gone."""
    _outlive_nobody(lifeline, grace_s=config.article_limit_s + 1)
    ledger = connect(config)
    times = StageTimes()
    drainer = Drainer(ledger, times.timed(extract), config, times)
    DRAINER.set(drainer)
    while not drainer.stopping:
        _work_until_rq_gives_up(ledger, drainer)
    with suppress(StoreUnavailable):  # only the figures of the last second would be missing
        ledger.wake(times.hand_over(now=True))


def _work_until_rq_gives_up(ledger: Ledger, drainer: Drainer) -> None:
    """
    Let RQ wait for wake-ups until it is told to stop; where it cannot keep its own books, return after a rest.

    Redis is away then, or full. Another RQ worker in this process may begin: no process dies to be started again.
    """
    began = time.monotonic()
    try:
        ledger.save_drain_job()
        drainer.stopping = _told_to_stop(ledger, drainer)
    except (RedisError, StoreUnavailable) as error:
        default_in_child()  # RQ's handlers would raise in the rest
        if time.monotonic() - began > REST_S:
            LOG.warning("redis away", extra={"fields": {"reason": type(error).__name__}})
        time.sleep(REST_S)


def _told_to_stop(ledger: Ledger, drainer: Drainer) -> bool:
    """Be a worker of RQ until it ends; return whether it was told to. Raises RedisError with nothing left behind."""
    worker = WakeableWorker(ledger, drainer)
    try:
        worker.work(logging_level="WARNING")
    except RedisError:
        with suppress(RedisError):
            worker.unsubscribe()  # type: ignore[no-untyped-call]  # RQ leaves it so
        raise
    return worker.told_to_stop


class WakeableWorker(SimpleWorker):
    """RQ's worker without its forks, which passes a warm shutdown on to the drain, and runs nothing else."""

    max_connection_wait_time = 2.0  # RQ would let a minute pass after Redis is back

    def __init__(self, ledger: Ledger, drainer: Drainer) -> None:
        queue = ledger.queue()
        super().__init__(
            [queue],
            name=f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}",
            connection=queue.connection,
            serializer=queue.serializer,
            worker_ttl=RQ_TTL_S,
        )
        self._ledger = ledger
        self._drainer = drainer
        self.told_to_stop = False

    def execute_job(self, _job: RqJob, queue: Queue) -> None:
        """Run the drain, not what Redis names: whoever can write there must not choose what is called here."""
        super().execute_job(self._ledger.drain_job(queue), queue)

    def run_maintenance_tasks(self) -> None:
        """Forget the dead, and nothing else: RQ would call, or send to, what their jobs name in Redis."""
        for queue in self.queues:
            clean_worker_registry(queue)
            started = StartedJobRegistry(queue=queue)
            self.connection.zremrangebyscore(started.key, 0, time.time())
        self.last_cleaned_at = now()  # type: ignore[assignment]  # RQ says None

    def handle_warm_shutdown_request(self) -> None:
        """Let the drain end after the article it has begun."""
        self._drainer.stopping = True

    def request_stop(self, signum: int, frame: FrameType | None) -> None:
        """Stop soon; RQ notes the wish in Redis, and that it cannot must not interrupt an article."""
        self.told_to_stop = True
        try:
            super().request_stop(signum, frame)  # type: ignore[no-untyped-call]  # RQ leaves it so
        except RedisError:
            self._stop_requested = True


def _outlive_nobody(lifeline: int, grace_s: float) -> None:
    """Watch the pipe that the supervisor holds open as long as it lives, and end with it, however it ended."""

    def watch() -> None:
        os.read(lifeline, 1)  # returns when the other end is closed: nothing is ever written
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(grace_s)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
