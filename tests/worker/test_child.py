"""A child runs with its output in a log, and nothing of it is left after its end."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from worker.child import Child

TWO_THAT_STAY = "sh -c 'trap \"\" TERM; sleep 60 & wait' & echo $!; wait"
ENDS = [
    (Child.stop, "asked to stop"),
    (Child.kill, "killed"),
]


def wait_for(condition):
    deadline = time.monotonic() + 10
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert condition()


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"  # dead, and nobody has looked yet


@pytest.mark.parametrize("end", [row[0] for row in ENDS], ids=[row[1] for row in ENDS])
def test_nothing_of_a_child_is_left(tmp_path, end):
    child = Child("pair", ["sh", "-c", TWO_THAT_STAY], tmp_path / "log")
    wait_for(lambda: child.log.read_text().strip().isdigit())
    grandchild = int(child.log.read_text())

    end(child)

    assert not child.alive()
    wait_for(lambda: gone(grandchild))


def test_a_child_is_out_of_reach_of_the_terminals_interrupt(tmp_path):
    child = Child("sleeper", ["sleep", "60"], tmp_path / "log")
    try:
        assert os.getpgid(child.pid) == child.pid != os.getpgrp()
    finally:
        child.kill()


def test_the_last_words_of_a_child_name_their_file(tmp_path):
    child = Child("speaker", ["sh", "-c", "seq 20; echo the end >&2; exit 3"], tmp_path / "log")
    wait_for(lambda: not child.alive())

    assert child.last_words(2) == f"the end of {tmp_path}/log says:\n    20\n    the end"


def test_a_child_that_was_ended_from_outside_can_still_be_stopped(tmp_path):
    child = Child("sleeper", ["sleep", "60"], tmp_path / "log")
    os.kill(child.pid, signal.SIGKILL)
    wait_for(lambda: not child.alive())

    child.stop()
