"""Run a command that is told to stop when its parent dies, however the parent dies.

Linux sends the signal (``PR_SET_PDEATHSIG``, which outlives exec); elsewhere the command simply runs.
A launcher and not ``preexec_fn``: that one is unsafe in a process with threads.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

PR_SET_PDEATHSIG = 1  # linux/prctl.h


def tethered(command: Sequence[str]) -> list[str]:
    """Return the command line that runs ``command`` tied to the life of the calling process."""
    return [sys.executable, "-I", __file__, str(os.getpid()), *command]


def main(parent: int, command: list[str]) -> None:
    """Become ``command``, unless the process ``parent`` is already gone."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            sys.exit(1)
    os.execvp(command[0], command)  # noqa: S606 - the caller's own command, and no shell is wanted


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
