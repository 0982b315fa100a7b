"""Several server processes tell one story, whichever of them is asked and whichever died."""

from __future__ import annotations

import os
import re
import signal
import urllib.request

from service.processes import FOLDER, close_folder, folder, open_folder
from tests.conftest import until
from tests.serving import serving

FILES = {f"{kind}_{place}.db" for kind in ("counter", "histogram") for place in (0, 1)}
ANSWERED = re.compile(r'^kutip_http_requests_total\{.*route="/livez".*\} (\d+)', re.MULTILINE)


def ask(port, path):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as answer:
        return answer.read().decode()


def alive(port):
    """Ask whether the server is alive, on a connection of its own: any process may take it."""
    return ask(port, "/livez")


def answered(port):
    return [int(count) for count in ANSWERED.findall(ask(port, "/metrics"))]


def children(pid):
    with open(f"/proc/{pid}/task/{pid}/children") as listed:  # noqa: PTH123 - no file, a question to the kernel
        return {int(child) for child in listed.read().split()}


def test_counts_outlive_the_process_that_counted(redis_url, config, tmp_path):
    settings = {
        "KUTIP_REDIS_URL": redis_url,
        "KUTIP_REDIS_PREFIX": config.redis_prefix,
        "KUTIP_API_PROCESSES": "2",
        "TMPDIR": str(tmp_path),
    }
    with serving(tmp_path / "log", settings) as (port, server):
        for _ in range(20):
            alive(port)
        assert answered(port) == [20]

        before = children(server.pid)
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        until(lambda: len(children(server.pid) - before) == 2)
        alive(port)

        assert answered(port) == [21]
        (folder,) = tmp_path.glob("kutip-metrics-*")
        assert {path.name for path in folder.iterdir()} <= FILES  # those of the dead are gone on with
    assert not folder.exists()


def test_a_server_starts_with_a_folder_of_its_own(monkeypatch, tmp_path):
    monkeypatch.setenv(FOLDER, "of an earlier server")
    open_folder(str(tmp_path))
    first = folder()
    open_folder(str(tmp_path))

    assert first != folder()
    close_folder()
    assert folder() is None
    assert [str(path) for path in tmp_path.iterdir()] == [first]
