"""The stack starts only where it has a port and a folder to itself, and hears when it must stop."""

from __future__ import annotations

import os
import signal
import socket

import pytest

from worker.ground import GroundError, alone_in, check_port, stop_signals


def test_a_busy_port_is_named_with_the_way_out():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(GroundError, match=rf"port {port} .*another program.*KUTIP_PORT=\d+ make run"):
            check_port(port)

    check_port(port)


def test_two_stacks_never_share_a_folder(tmp_path):
    with alone_in(tmp_path), pytest.raises(GroundError, match=f"process {os.getpid()}"), alone_in(tmp_path):
        pass

    with alone_in(tmp_path):
        pass


def test_the_folder_is_private(tmp_path):
    with alone_in(tmp_path / "new"):
        assert (tmp_path / "new").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_every_signal_that_ends_a_program_is_heard(number):
    heard = []
    before = signal.getsignal(number)
    with stop_signals(lambda: heard.append(number)):
        signal.raise_signal(number)

    assert heard == [number]
    assert signal.getsignal(number) is before


def test_a_hang_up_that_is_ignored_stays_ignored():
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with stop_signals(lambda: pytest.fail("nohup was not respected")):
            signal.raise_signal(signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)
