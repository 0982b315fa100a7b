"""Run the workers with a clock SKEW_S seconds ahead (or behind), or dwelling on an article for DWELL_S, as a program.

Every clock that a date could come from is moved: time.time, and the now of RQ. What counts intervals stays. While a
worker dwells, there is a file in DWELL_FOLDER with its process id.
"""

from __future__ import annotations

import os
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import rq.utils

from service.config import Config
from worker.pipeline import extract
from worker.run import run

SKEW_S = float(os.environ.get("SKEW_S", "0"))
DWELL_S = float(os.environ.get("DWELL_S", "0"))


def dwell(article, observe):
    if DWELL_S:
        mark = Path(os.environ["DWELL_FOLDER"]) / f"dwelling-{os.getpid()}"
        mark.touch()
        time.sleep(DWELL_S)
        mark.unlink()
    return extract(article, observe)


def main() -> int:
    true_time, true_now = time.time, rq.utils.now
    time.time = lambda: true_time() + SKEW_S
    for name, module in list(sys.modules.items()):
        if name.startswith("rq.") and getattr(module, "now", None) is true_now:
            module.now = lambda: datetime.now(UTC) + timedelta(seconds=SKEW_S)
    return run(Config.from_env(os.environ), dwell)


if __name__ == "__main__":
    sys.exit(main())
