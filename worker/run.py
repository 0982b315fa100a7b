"""The supervisor: keeps N worker processes alive, sweeps the ledger every second, and stops in good order."""

from __future__ import annotations

import os
import socket
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from redis.exceptions import RedisError

from service.config import Config, ConfigError
from service.store import StoreUnavailable, connect
from worker.logs import LOG, configure
from worker.pipeline import PIPELINE_VERSION, extract, load_packs, quoting_languages
from worker.place import Place
from worker.process import work
from worker.stopping import StopWishes, default_in_child

if TYPE_CHECKING:
    from collections.abc import Mapping
    from multiprocessing.context import ForkProcess

    from service.store import Swept
    from worker.place import ArticleClock
    from worker.structure import ObservedExtract

SWEEP_S = 1.0
GRACE_S = 3.0  # to write and to say goodbye, on top of the article that was begun


def main(environ: Mapping[str, str]) -> int:
    """Run the workers with the settings of ``environ``; return the exit status: 2 for a setting that is wrong."""
    try:
        config = Config.from_env(environ)
    except ConfigError as error:
        sys.stderr.write(f"kutip: {error}\n")
        return 2
    return run(config, extract)


def run(config: Config, extract: ObservedExtract) -> int:
    """Run ``config.workers`` processes that ``extract`` articles until SIGTERM or SIGINT; return the exit status."""
    configure(config)
    load_packs()
    LOG.info("workers start", extra={"fields": {"workers": config.workers, "pipeline_version": PIPELINE_VERSION}})
    supervisor = Supervisor(config, extract)
    with StopWishes() as wishes:
        while not wishes.count:
            supervisor.tend()
            wishes.sleep(SWEEP_S, supervisor.sentinels())
        LOG.info("workers stop")
        supervisor.stop(wishes)
    LOG.info("workers stopped")
    return 0


class Supervisor:
    """The worker processes of this machine, and the housekeeping of the ledger."""

    def __init__(self, config: Config, extract: ObservedExtract) -> None:
        self._config = config
        self._extract = extract
        self._ledger = connect(config)
        self._places = [Place() for _ in range(config.workers)]
        self._lifeline, self._held_open = os.pipe()  # its second end closes with this process, however that ends
        self._redis_away = False

    def tend(self) -> None:
        """Clear places of stuck and dead workers; sweep, fill them and announce who works unless Redis is away."""
        for place in self._places:
            place.clear(self._config.article_limit_s)
            place.bury()
        try:
            swept = self._ledger.sweep()
            for place in self._places:
                place.fill(self._work)
            self._ledger.announce(
                [_name(process) for process in self._living()],
                pipeline_version=PIPELINE_VERSION,
                languages=list(quoting_languages()),
            )
        except (StoreUnavailable, RedisError) as error:  # whatever lies in Redis, there is somebody to look again
            self._note_redis(str(error))
        else:
            self._note_redis(None)
            _log(swept)

    def sentinels(self) -> list[int]:
        """Return what becomes readable when a worker ends."""
        return [process.sentinel for process in self._living()]

    def stop(self, wishes: StopWishes) -> None:
        """Let workers end the articles they have begun; kill those that take too long, or at a second wish."""
        names = [_name(process) for process in self._living()]
        for process in self._living():
            process.terminate()
        end = time.monotonic() + self._config.article_limit_s + GRACE_S
        while (living := self._living()) and wishes.count < 2 and time.monotonic() < end:
            wishes.sleep(SWEEP_S, [process.sentinel for process in living])
        for process in self._living():
            process.kill()
            process.join()
        with suppress(StoreUnavailable):  # their heartbeats end by themselves
            self._ledger.depart(names)

    def _living(self) -> list[ForkProcess]:
        return [place.process for place in self._places if place.process and place.process.is_alive()]

    def _work(self, clock: ArticleClock) -> None:
        """Be one worker."""
        os.close(self._held_open)
        default_in_child()
        work(self._config, clock.timed(self._extract), self._lifeline)

    def _note_redis(self, reason: str | None) -> None:
        """Log that Redis went away or came back, once each."""
        if reason and not self._redis_away:
            LOG.warning("redis away", extra={"fields": {"reason": reason}})
        elif self._redis_away and not reason:
            LOG.info("redis back")
        self._redis_away = bool(reason)


def _name(process: ForkProcess) -> str:
    return f"{socket.gethostname()}-{process.pid}"


def _log(swept: Swept) -> None:
    for job_id in swept.returned:
        LOG.warning("article taken back from a silent worker", extra={"fields": {"job_id": job_id}})
    for job_id in swept.lost:
        LOG.error("article given up", extra={"fields": {"job_id": job_id, "status": "failed", "code": "worker_lost"}})
