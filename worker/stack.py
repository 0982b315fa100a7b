"""Start everything Kutip consists of on this machine, show it at work, keep it up, and stop it as a whole."""

from __future__ import annotations

import os
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO

from service.config import Config, ConfigError
from worker import demo
from worker.child import Child
from worker.client import Client, RefusedError, UnreachableError
from worker.ground import GroundError, alone_in, check_port, stop_signals
from worker.redis_server import FSYNC, RedisServer, RedisUnusableError, check_redis

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PROJECT = Path(__file__).resolve().parents[1]
READY_LIMIT_S = 60.0  # the slowest part, a worker, imports RQ in 1.5 s on a loaded machine
STEP_S = 0.1

GUNICORN = ["-m", "gunicorn", "--config", str(PROJECT / "service" / "gunicorn.conf.py"), "service.app:create_app()"]
WORKERS = ["-m", "worker", "run"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """``seeds``: the folder of articles to post; ``state``: the private folder for Redis' data and the logs."""

    seeds: Path = PROJECT / "seeds"
    state: Path = PROJECT / ".kutip"


class PartError(Exception):
    """A part of the stack died or never became ready; the message holds its last words."""


class StopAsked(Exception):  # noqa: N818 - no error: a signal asks the stack to end
    """Somebody wants the stack to end."""


def up(options: Options) -> int:
    """
    Run Redis, the workers and the service until a signal or the death of a part; return the exit status.

    0: stopped by Ctrl-C, SIGTERM or SIGHUP. 1: a part could not start, or died. 2: a setting is wrong.
    """
    try:
        Stack(options, Config.from_env(os.environ), sys.stdout).run()
    except StopAsked:
        print("Stopped.", file=sys.stdout)  # noqa: T201 - the command's own last line
        return 0
    except (GroundError, PartError, RedisUnusableError, RefusedError, UnreachableError, ConfigError) as error:
        print(f"kutip: {error}", file=sys.stderr)  # noqa: T201 - the command's own error line
        return 2 if isinstance(error, ConfigError) else 1


@dataclass
class Stack:
    """The parts that run, in the order they were started; they are stopped in the opposite order."""

    options: Options
    config: Config
    out: TextIO
    children: list[Child] = field(default_factory=list)
    stopping: bool = False

    def run(self) -> NoReturn:
        """Start the parts, show the seeds and stay; raises StopAsked or what went wrong, with every part stopped."""
        client = Client(f"http://127.0.0.1:{self.config.port}", key=os.environ.get("KUTIP_API_KEY", ""))
        with ExitStack() as parts:
            parts.enter_context(stop_signals(self._stop))
            parts.enter_context(alone_in(self.options.state))
            check_port(self.config.port)
            environ = {**os.environ, "KUTIP_REDIS_URL": self._redis_url(parts)}
            self._start("worker", WORKERS, environ, parts)
            self._start("service", GUNICORN, environ, parts)
            self._wait_until_ready(client)
            parts.callback(self._say, "\nStopping the service, the workers and Redis.")
            self.show_seeds(client)
            self._say(f"\nKutip is up at {client.base_url}, its logs are in {self.options.state}. Ctrl-C stops it.")
            while True:
                self.pause(60.0)

    def show_seeds(self, client: Client) -> None:
        """Post the seeds and print what becomes of them, unless that takes a key and there is none."""
        if self.config.api_keys_file and not client.key:
            self._say("The service asks for an API key: name one in KUTIP_API_KEY to see the seeds.")
        else:
            demo.show(client, self.options.seeds, self.out, self.pause)

    def pause(self, seconds: float) -> None:
        """Wait; raises StopAsked as soon as a signal asks for the end, PartError when a part has died."""
        deadline = time.monotonic() + seconds
        while True:
            if self.stopping:
                raise StopAsked
            for child in self.children:
                if not child.alive():
                    raise PartError(f"the {child.name} ended unasked; {child.last_words()}")
            if (left := deadline - time.monotonic()) <= 0:
                return
            time.sleep(min(left, STEP_S))

    def _redis_url(self, parts: ExitStack) -> str:
        if given := os.environ.get("KUTIP_REDIS_URL"):
            check_redis(given)
            self._say("Redis: the one that KUTIP_REDIS_URL names.")
            return given
        server = RedisServer(self.options.state, settings={"appendfsync": FSYNC[self.config.durability]})
        parts.callback(server.stop)
        self.children.append(server.start())
        self._say(f"Redis: {server.program} on port {server.port}, its data in {self.options.state}.")
        return server.url

    def _start(self, name: str, arguments: Sequence[str], environ: Mapping[str, str], parts: ExitStack) -> None:
        child = Child(name, [sys.executable, *arguments], self.options.state / f"{name}.log", environ=environ)
        parts.callback(child.stop)
        self.children.append(child)

    def _wait_until_ready(self, client: Client) -> None:
        deadline = time.monotonic() + READY_LIMIT_S
        while not client.ready():
            self.pause(STEP_S)
            if time.monotonic() > deadline:
                words = "\n".join(child.last_words() for child in self.children)
                raise PartError(f"not ready after {READY_LIMIT_S:.0f} s; {words}")

    def _stop(self) -> None:
        self.stopping = True

    def _say(self, line: str) -> None:
        print(line, file=self.out, flush=True)
