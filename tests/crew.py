"""Run the workers with articles that do what their text says, for tests to start as a program of its own.

HANG never ends, HANG-ONCE not the first time; STUCK does not either, in C, where no signal is heard. WAIT goes on when
the mark it leaves, a file, is removed. KILL takes its worker down, RAISE fails.
"""

import itertools
import os
import signal
import sys
import time
from pathlib import Path

from service.config import Config
from worker.pipeline import extract
from worker.run import run


def obey(article, observe):
    word, _, mark = article.text.partition(" ")
    if word == "HANG" or (word == "HANG-ONCE" and not Path(mark).exists()):
        Path(mark or os.devnull).touch()
        time.sleep(60)
    if word == "STUCK":
        any(itertools.repeat(0))
    if word == "WAIT":
        Path(mark).touch()
        while Path(mark).exists():
            time.sleep(0.01)
    if word == "KILL":
        os.kill(os.getpid(), signal.SIGKILL)
    if word == "RAISE":
        raise ValueError
    return extract(article, observe)


if __name__ == "__main__":
    sys.exit(run(Config.from_env(os.environ), obey))
