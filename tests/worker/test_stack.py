"""One command starts the whole stack, shows a seed, and ends without leaving anything behind."""

from __future__ import annotations

import io
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from service.config import Config
from worker import demo
from worker.child import Child
from worker.client import Client, RefusedError, UnreachableError
from worker.redis_server import RedisUnusableError, check_redis, free_port
from worker.stack import Options, PartError, Stack

PROJECT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are counted in /proc")


def family(pid: int) -> set[int]:
    """The process and everything that it and its children have started."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = stat.read_text().rpartition(")")[2].split()[:2]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if state != "Z":
            parents[int(stat.parent.name)] = int(parent)
    found, more = set(), {pid}
    while more:
        found |= more
        more = {child for child, parent in parents.items() if parent in more} - found
    return found & parents.keys()


def wait_until_gone(pids: set[int]) -> None:
    deadline = time.monotonic() + 15
    while any(family(pid) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert {pid for pid in pids if family(pid)} == set()


@dataclass
class Running:
    """A stack that a test has started, with what it has printed so far."""

    process: subprocess.Popen[bytes]
    url: str
    folder: Path

    def printed(self) -> str:
        return (self.folder / "printed").read_text(encoding="utf-8")

    def wait_until_up(self) -> None:
        deadline = time.monotonic() + 60
        while "Ctrl-C stops it" not in self.printed():
            assert self.process.poll() is None, self.printed()
            assert time.monotonic() < deadline, self.printed()
            time.sleep(0.05)


def port_of(running: Running) -> int:
    return int(running.url.rpartition(":")[2])


def start(folder: Path, port: int) -> Running:
    seed = min((PROJECT / "seeds").glob("*/article.txt"))
    (folder / "seeds" / "one").mkdir(parents=True, exist_ok=True)
    (folder / "seeds" / "one" / "article.txt").write_bytes(seed.read_bytes())
    environ = {name: value for name, value in os.environ.items() if not name.startswith("KUTIP_")}
    with (folder / "printed").open("wb") as printed:
        process = subprocess.Popen(
            [sys.executable, "-m", "worker", "up", "--seeds", folder / "seeds", "--state", folder / "state"],
            cwd=PROJECT,
            env={**environ, "KUTIP_PORT": str(port), "COLUMNS": "80"},
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=printed,
        )
    return Running(process, f"http://127.0.0.1:{port}", folder)


@pytest.fixture(scope="module")
def stack(tmp_path_factory):
    running = start(tmp_path_factory.mktemp("stack"), free_port())
    try:
        running.wait_until_up()
        yield running
    finally:
        running.process.terminate()
        running.process.wait(60)


@pytest.fixture(scope="module")
def folder_used_twice(tmp_path_factory):
    return tmp_path_factory.mktemp("again")


@pytest.fixture
def ended(folder_used_twice):
    running = start(folder_used_twice, free_port())
    yield running
    running.process.kill()
    running.process.wait()


def test_the_record_and_the_table_are_printed(stack):
    printed = stack.printed()

    assert "Seed articles: 1 of 1 done" in printed
    assert '"schema_version": "1.0"' in printed
    assert re.search(r"^Headline +Published +Quoted\n\S", printed, re.MULTILINE)
    assert max(len(line) for line in printed.partition("All of them:")[2].splitlines()[:4]) <= 80


def test_progress_is_one_live_line_on_a_terminal(stack):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    terminal = Terminal()
    demo.show(Client(stack.url), stack.folder / "seeds", terminal, time.sleep)

    assert "\r\x1b[KSeed articles: 1 of 1 done\n" in terminal.getvalue()


def test_a_folder_without_seeds_is_no_fault(stack, tmp_path):
    out = io.StringIO()
    demo.show(Client(stack.url), tmp_path, out, time.sleep)

    assert str(tmp_path) in out.getvalue()


def test_where_keys_are_asked_for_no_seeds_are_posted():
    stack = Stack(Options(), Config(api_keys_file="keys.toml"), io.StringIO())

    stack.show_seeds(Client("http://127.0.0.1:1"))

    assert "KUTIP_API_KEY" in stack.out.getvalue()


def test_what_the_service_refuses_reaches_the_client_with_its_reason(stack):
    with pytest.raises(RefusedError, match="404") as caught:
        Client(stack.url).job("no-such-job")

    assert caught.value.problem["code"] == "job_unknown"


def test_a_second_stack_needs_a_port_of_its_own(stack, tmp_path):
    second = start(tmp_path, port_of(stack))

    assert second.process.wait(30) == 1
    assert re.fullmatch(rf"kutip: port {port_of(stack)} .* KUTIP_PORT=\d+ make run\n", second.printed())


def test_a_setting_that_cannot_be_used_is_named(tmp_path):
    refused = start(tmp_path, 0)

    assert refused.process.wait(30) == 2
    assert "KUTIP_PORT must be" in refused.printed()


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGTERM, 0), (signal.SIGKILL, -signal.SIGKILL)], ids=["asked", "killed"]
)
def test_an_end_leaves_nothing_and_the_next_start_works(ended, number, status):
    ended.wait_until_up()
    members = family(ended.process.pid)
    ended.process.send_signal(number)

    assert ended.process.wait(60) == status
    assert len(members) >= 6  # itself, Redis, the API and its process, the supervisor and its workers
    wait_until_gone(members)


UNUSABLE = ["redis://:rahasia@127.0.0.1:1/0", "http://127.0.0.1:1", "redis://:rahasia/1@127.0.0.1:1/0"]


@pytest.mark.parametrize("url", UNUSABLE, ids=["nobody listens", "no Redis URL", "a password with a bare slash"])
def test_a_redis_that_cannot_be_used_is_refused_without_its_password(url):
    with pytest.raises(RedisUnusableError, match="KUTIP_REDIS_URL") as refused:
        check_redis(url)

    assert "rahasia" not in str(refused.value)


def test_a_service_that_is_not_there_is_named():
    url = f"http://127.0.0.1:{free_port()}"

    assert not Client(url).ready()
    with pytest.raises(UnreachableError, match=url):
        Client(url).job("x")


def test_the_death_of_a_part_ends_the_stack_with_its_last_words(tmp_path):
    stack = Stack(Options(state=tmp_path), Config(), io.StringIO())
    stack.children.append(Child("service", ["sh", "-c", "echo no luck today; exit 1"], tmp_path / "service.log"))

    with pytest.raises(PartError, match=r"(?s)the service ended unasked.*no luck today"):
        stack.pause(30)
