"""One worker process: RQ waits for a wake-up, the ledger gives the work."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import sys
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from redis.exceptions import ConnectionError as RedisAway
from redis.exceptions import TimeoutError as RedisSilent
from rq import SimpleWorker

from service.store import StoreUnavailable, connect
from worker.jobs import DRAINER, Drainer
from worker.logs import LOG
from worker.stage_times import StageTimes

if TYPE_CHECKING:
    from types import FrameType

    from rq import Queue

    from service.config import Config
    from worker.structure import ObservedExtract

RQ_TTL_S = 30  # RQ waits 15 s less than this for a wake-up before it looks around


def work(config: Config, extract: ObservedExtract, lifeline: int) -> None:
    """Run one worker until it is told to stop, or until the supervisor at the other end of ``lifeline`` is gone."""
    _outlive_nobody(lifeline, grace_s=config.article_limit_s + 1)
    ledger = connect(config)
    times = StageTimes()
    drainer = Drainer(ledger, times.timed(extract), config, times)
    DRAINER.set(drainer)
    try:
        WakeableWorker(ledger.queue(), drainer).work(logging_level="WARNING")
        with suppress(StoreUnavailable):  # only the figures of the last second would be missing
            ledger.wake(times.hand_over(now=True))
    except (RedisAway, RedisSilent) as error:  # RQ gives up where it keeps its own books; the supervisor replaces us
        LOG.warning("redis away", extra={"fields": {"reason": type(error).__name__}})
        sys.exit(1)


class WakeableWorker(SimpleWorker):
    """RQ's worker without its forks, which passes a warm shutdown on to the drain."""

    max_connection_wait_time = 2.0  # RQ would let a minute pass after Redis is back

    def __init__(self, queue: Queue, drainer: Drainer) -> None:
        super().__init__(
            [queue],
            name=f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}",
            connection=queue.connection,
            serializer=queue.serializer,
            worker_ttl=RQ_TTL_S,
        )
        self._drainer = drainer

    def handle_warm_shutdown_request(self) -> None:
        """Let the drain end after the article it has begun."""
        self._drainer.stopping = True

    def request_stop(self, signum: int, frame: FrameType | None) -> None:
        """Stop soon; RQ notes the wish in Redis, and that it cannot must not interrupt an article."""
        try:
            super().request_stop(signum, frame)  # type: ignore[no-untyped-call]  # RQ leaves it so
        except (RedisAway, RedisSilent):
            self._stop_requested = True


def _outlive_nobody(lifeline: int, grace_s: float) -> None:
    """Watch the pipe that the supervisor holds open as long as it lives, and end with it, however it ended."""

    def watch() -> None:
        os.read(lifeline, 1)  # returns when the other end is closed: nothing is ever written
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(grace_s)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
