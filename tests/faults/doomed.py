"""Run the workers so that they are killed at chosen places of an article's way, as a program of its own.

Each of DOOMED_PLACES kills as often as DOOMED_TIMES says, the next time when up to DOOMED_GAP articles have passed it
(SHARE of them where not each does): DOOMED_SEED decides; no two die within DOOMED_REST_S. Every start of an article and
every death go to the file DOOMED_JOURNAL, with the time that all processes of a machine share.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import signal
import sys
import time
from multiprocessing.sharedctypes import RawArray, RawValue

import worker.process
from service.config import Config
from service.store import Ledger
from worker.pipeline import STAGES, extract
from worker.run import run

BOUNDARIES = (
    "token popped",
    "claimed",
    "before start",
    "started",
    "mid-article",
    "extracted",
    "before finish",
    "after finish",
    "before the last wake",
)
HALFWAY = STAGES[len(STAGES) // 2].gives
SHARE = {"token popped": 8, "claimed": 8, "before the last wake": 400}  # articles that pass for each that passes here


class Fate:
    """What kills a worker; how many have passed each place, and died there, is shared by all of them."""

    def __init__(self) -> None:
        rng = random.Random(os.environ["DOOMED_SEED"])  # noqa: S311 - luck, no secret
        times, gap = int(os.environ["DOOMED_TIMES"]), int(os.environ["DOOMED_GAP"])
        gaps = {place: max(1, gap // SHARE.get(place, 1)) for place in os.environ["DOOMED_PLACES"].split(",")}
        self._due = {
            place: list(itertools.accumulate(rng.randint(1, most) for _ in range(times)))
            for place, most in gaps.items()
        }
        self._passed = RawArray("i", len(BOUNDARIES))
        self._died = RawArray("i", len(BOUNDARIES))
        self._rest_s = float(os.environ["DOOMED_REST_S"])
        self._last = RawValue("d", 0.0)
        self._journal = os.open(os.environ["DOOMED_JOURNAL"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self.job_id = ""

    def strikes(self, place: str) -> bool:
        """Tell whether this is where the worker dies."""
        at, due = BOUNDARIES.index(place), self._due.get(place, [])
        self._passed[at] += 1
        if self._died[at] == len(due) or self._passed[at] < due[self._died[at]]:
            return False
        if time.monotonic() - self._last.value < self._rest_s:
            return False
        self._last.value = time.monotonic()
        self._died[at] += 1
        self.note("death", place)
        return True

    def pass_by(self, place: str) -> None:
        """Die here, or go on."""
        if self.strikes(place):
            os.kill(os.getpid(), signal.SIGKILL)

    def note(self, event: str, place: str = "") -> None:
        line = {"event": event, "place": place, "job": self.job_id, "at": time.monotonic()}
        os.write(self._journal, (json.dumps(line) + "\n").encode())


class DoomedLedger(Ledger):
    """A ledger whose holder may die before and after each call."""

    fate: Fate

    def claim(self):
        self.fate.job_id = ""
        self.fate.pass_by("token popped")
        group = super().claim()
        if group:
            self.fate.pass_by("claimed")
        return group

    def start(self, token, job_id):
        self.fate.job_id = job_id
        self.fate.pass_by("before start")
        attempt = super().start(token, job_id)
        self.fate.note("start")
        self.fate.pass_by("started")
        return attempt

    def finish(self, token, outcomes, **of_whom):
        self.fate.pass_by("before finish")
        stands = super().finish(token, outcomes, **of_whom)
        self.fate.pass_by("after finish")
        return stands

    def wake(self, *spent):
        self.fate.pass_by("before the last wake")
        super().wake(*spent)


def doomed(fate):
    """Return an extract that may not live to its end, nor to hand over what it made."""

    def read(article, observe):
        def observe_and_die(gives):
            observe(gives)
            if gives == HALFWAY:
                fate.pass_by("mid-article")

        record = extract(article, observe_and_die)
        fate.pass_by("extracted")
        return record

    return read


def main() -> int:
    DoomedLedger.fate = fate = Fate()
    worker.process.connect = DoomedLedger  # the workers are forks of this process
    return run(Config.from_env(os.environ), doomed(fate))


if __name__ == "__main__":
    sys.exit(main())
