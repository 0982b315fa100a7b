"""Redis as the ledger uses it: scripts and reads, each one round trip, each failure a StoreUnavailable."""

from __future__ import annotations

import re
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import redis
from redis.backoff import ExponentialBackoff
from redis.retry import Retry

from service.job import StoreUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

    from service.config import Config

AWAY = (
    redis.ConnectionError,  # loading and wrong passwords too
    redis.TimeoutError,
    redis.exceptions.OutOfMemoryError,
    redis.exceptions.MasterDownError,
    redis.ReadOnlyError,
)
SHARED = {  # what is put behind ledger.lua, and before which scripts: Redis keeps each of them with all of it
    "intake": {"submit", "stage", "seal", "discard", "cancel_batch"},
    "limits": {"submit", "seal"},
}
# Refusals that redis-py has no class for, or not inside the words of an older Redis about a script: it cannot save,
# is busy with somebody else's script, or cannot promise what durability strict asks for.
REFUSALS = re.compile(r"\b(?:OOM|READONLY|MISCONF|NOREPLICAS|BUSY|WAITAOF)\b")


def open_redis(config: Config) -> redis.Redis:
    """Return a pool of connections that repeats a broken call twice, at once: every script bears being repeated."""
    return redis.Redis.from_url(
        config.redis_url,
        socket_timeout=config.redis_timeout_s,
        socket_connect_timeout=config.redis_timeout_s,
        retry=Retry(ExponentialBackoff(cap=0.1, base=0.01), 2),
    )


class Commands:
    """The scripts of the ledger in one Redis; ``disk_ms`` is how long to wait for its disk, None is not at all."""

    def __init__(
        self, connection: redis.Redis, keys: tuple[str, ...], first_argument: str, *, disk_ms: int | None = None
    ) -> None:
        self._connection = connection
        self._keys = keys
        self._first_argument = first_argument
        self._disk_ms = disk_ms
        self._scripts = {name: connection.register_script(source) for name, source in _sources().items()}

    def close(self) -> None:
        """Close the connections; the next call would open them again."""
        self._connection.close()

    def run(self, name: str, *arguments: str | bytes | float) -> Any:  # noqa: ANN401 - each script's head says what it returns
        """Run ``<name>.lua`` and return its answer."""
        with availability():
            return self._scripts[name](keys=self._keys, args=[self._first_argument, *arguments])

    def accept(self, name: str, *arguments: str | bytes | float) -> Any:  # noqa: ANN401 - see run
        """Run ``<name>.lua``, which takes in what is never to be lost, and return its answer once that is on disk."""
        if self._disk_ms is None:
            return self.run(name, *arguments)
        script, rest = self._scripts[name], (len(self._keys), *self._keys, self._first_argument, *arguments)
        wait = ("WAITAOF", 1, 0, self._disk_ms)
        try:
            answer, (on_disk, _) = self.send(("EVALSHA", script.sha, *rest), wait)
        except redis.exceptions.NoScriptError:
            answer, (on_disk, _) = self.send(("EVAL", _sources()[name], *rest), wait)
        if not on_disk:
            raise StoreUnavailable("Redis has not written to its disk in time")
        return answer

    def send(self, *commands: tuple[str | bytes | float, ...]) -> list[Any]:
        """Send these commands together and return their answers."""
        with availability(), self._connection.pipeline(transaction=False) as pipeline:
            for command in commands:
                pipeline.execute_command(*command)  # type: ignore[no-untyped-call]  # redis-py leaves it untyped
            return pipeline.execute()


@contextmanager
def availability() -> Iterator[None]:
    """Turn what Redis says when it cannot serve into StoreUnavailable; a wrong command stays an error of ours."""
    try:
        yield
    except AWAY as error:
        raise StoreUnavailable(f"Redis cannot serve: {type(error).__name__}") from error
    except redis.ResponseError as error:
        if not (refusal := REFUSALS.search(str(error))):
            raise
        raise StoreUnavailable(f"Redis refuses: {refusal[0]}") from error


@cache
def _sources() -> dict[str, str]:
    """Return every script with what they share before it, by name."""
    scripts = {file.name.removesuffix(".lua"): file.read_text() for file in _lua_files()}
    shared = {part: scripts.pop(part) for part in ("ledger", *SHARED)}
    return {
        name: "\n".join([*(source for part, source in shared.items() if name in SHARED.get(part, scripts)), script])
        for name, script in scripts.items()
    }


def _lua_files() -> list[Traversable]:
    return [file for file in files("service").iterdir() if file.name.endswith(".lua")]
