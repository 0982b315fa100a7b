"""A program run as our child: its output in a log file, its end tied to ours, nothing of it left behind."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from typing import TYPE_CHECKING

from worker.tether import tethered

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

STOP_LIMIT_S = 25.0  # the service gives requests 20 s to finish, a worker the article it has begun


class Child:
    """
    One running program and whatever it starts in its process group.

    The group is its own, so that Ctrl-C in a terminal reaches us alone and we stop the parts in their order.
    """

    def __init__(
        self, name: str, command: Sequence[str], log: Path, *, environ: Mapping[str, str] | None = None
    ) -> None:
        self.name = name
        self.log = log
        with log.open("wb") as output:
            self._process = subprocess.Popen(  # noqa: S603 - the commands are this package's own
                tethered(command),
                env=environ,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                process_group=0,
            )

    @property
    def pid(self) -> int:
        """The program's process id, which is its group's too."""
        return self._process.pid

    def alive(self) -> bool:
        """Tell whether the program still runs."""
        return self._process.poll() is None

    def stop(self) -> None:
        """Ask the program to end; kill it, and whatever is left of its group, if it does not."""
        self._process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(STOP_LIMIT_S)
        self.kill()

    def kill(self) -> None:
        """Kill the program and its group as a power cut would."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()

    def last_words(self, count: int = 8) -> str:
        """Return the end of the program's log, indented, under a line that names the file."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-count:]
        return "\n".join([f"the end of {self.log} says:", *(f"    {line}" for line in lines)])
