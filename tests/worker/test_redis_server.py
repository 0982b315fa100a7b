"""A Redis of our own starts from what the machine has, keeps its data and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import redis

from worker.redis_server import RedisServer, RedisUnusableError, find_server, version_of


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def program(folder: Path, name: str, says: str) -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\necho '{says}'\n")
    path.chmod(0o755)
    return path


VERSIONS = [
    ("Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.2.1 bits=64", ("redis", 7, 0), "Debian's Redis"),
    ("Valkey server v=9.1.2 sha=00000000:1 malloc=libc bits=64", ("valkey", 9, 1), "the wheel's Valkey"),
    ("Redis server v=5.0.14 sha=00000000:0", ("redis", 5, 0), "an old Redis"),
    ("usage: redis-server", ("", 0, 0), "a program that is no server"),
]


@pytest.mark.parametrize(("says", "version"), [row[:2] for row in VERSIONS], ids=[row[2] for row in VERSIONS])
def test_a_server_is_known_by_its_version_line(tmp_path, says, version):
    assert version_of(program(tmp_path, "server", says)) == version


def test_a_program_that_cannot_run_is_no_server(tmp_path):
    assert version_of(tmp_path / "absent") == ("", 0, 0)


def test_a_recent_server_on_path_is_taken_first(tmp_path, monkeypatch):
    program(tmp_path, "redis-server", "Redis server v=5.0.14")
    recent = program(tmp_path, "valkey-server", "Valkey server v=8.0.1")
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")

    assert find_server() == recent


def test_the_wheel_stands_in_where_path_has_none(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")

    assert version_of(find_server())[0] == "valkey"


def test_a_machine_without_any_server_is_told_the_way_out(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr("worker.redis_server.WHEEL", "no-such-wheel")

    with pytest.raises(RedisUnusableError, match="KUTIP_REDIS_URL"):
        find_server()


def test_data_survives_a_stop_and_a_kill(tmp_path):
    server = RedisServer(tmp_path)
    for key, end in (("stopped", server.stop), ("killed", server.kill)):
        server.start()
        with redis.Redis.from_url(server.url) as connection:
            connection.set(key, "1")
        time.sleep(0.05)  # a kill loses nothing that reached the file, which happens after each reply
        end()
        assert not server.child.alive()

    with server, redis.Redis.from_url(server.url) as connection:
        assert connection.mget("stopped", "killed") == [b"1", b"1"]


def test_the_server_is_private_durable_and_never_evicts(tmp_path):
    folder = tmp_path / "data"
    with RedisServer(folder) as server, redis.Redis.from_url(server.url) as connection:
        settings = connection.config_get("bind", "appendonly", "maxmemory-policy")

    assert settings == {"bind": "127.0.0.1", "appendonly": "yes", "maxmemory-policy": "noeviction"}
    assert folder.stat().st_mode & 0o077 == 0


def test_a_server_that_cannot_start_says_why(tmp_path):
    with RedisServer(tmp_path / "first") as first:
        second = RedisServer(tmp_path / "second", port=first.port)

        with pytest.raises(RedisUnusableError, match=r"redis\.log says:"):
            second.start()

    assert not second.child.alive()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's death")
def test_a_server_goes_when_its_parent_is_killed(tmp_path):
    owner = (
        "import pathlib, sys, time; from worker.redis_server import RedisServer\n"
        "server = RedisServer(pathlib.Path(sys.argv[1])); server.start()\n"
        "print(server.child.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", owner, tmp_path], stdout=subprocess.PIPE, text=True) as parent:
        pid = int(parent.stdout.readline())
        assert alive(pid)
        parent.send_signal(signal.SIGKILL)

    deadline = time.monotonic() + 10
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not alive(pid)
