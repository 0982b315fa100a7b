"""What became of a load: lost, stuck, wrong, or as it should be."""

from __future__ import annotations

import json
import time
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.config import Config
from tests.faults.articles import make_article
from worker.pipeline import extract
from worker.structure import read_article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.faults.load import Accepted, Load
    from tests.faults.system import System

LANES = ("interactive", "bulk")
SETTLED_S = 5.0  # on top of a lease: the books are closed by the sweep after its end


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many articles were accepted, how they ended, and what is not as it should be."""

    accepted: int
    succeeded: int
    failed: Counter[str]
    lost: int
    stuck: int
    wrong: list[str]
    notes: list[str]

    @property
    def good(self) -> bool:
        return not (self.lost or self.stuck or self.wrong)


def judge(load: Load, wrong: list[str], notes: list[str], *, may_kill: bool) -> Verdict:
    """Count the ends; a failure is honest where the fault may kill an article's worker at its every attempt."""
    ends = Counter(one.ended for one in load.accepted)
    failed = Counter({end: count for end, count in ends.items() if end not in {"succeeded", "lost", None}})
    dishonest = {end: count for end, count in failed.items() if not (may_kill and end == "worker_lost")}
    if dishonest:
        wrong = [*wrong, f"failed without a reason: {dishonest}"]
    if load.answers:
        notes = [*notes, "callers heard " + ", ".join(f"{what} {count} times" for what, count in load.answers.items())]
    return Verdict(len(load.accepted), ends["succeeded"], failed, ends["lost"], ends[None], wrong, notes)


def wrong_records(accepted: Iterable[Accepted], seed: int) -> Iterator[str]:
    """Yield which records are not, byte for byte, what ``extract`` makes of their article."""
    for one in accepted:
        article = read_article(json.dumps(make_article(seed, one.number)).encode())
        if one.record is not None and one.record != extract(article).to_json():
            yield f"the record of article {one.number}, job {one.job_id}"


def written_twice(log: str) -> Iterator[str]:
    """Yield which jobs more than one worker believes to have ended."""
    lines = [json.loads(line) for line in log.splitlines() if '"message": "article"' in line and line.endswith("}")]
    ended = Counter(line["job_id"] for line in lines if line["status"] != "superseded")
    for job_id, count in ended.items():
        if count > 1:
            yield f"{count} results of job {job_id}"


class Books:
    """What the ledger counts, and what it must count once every article of a load has ended."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._config = Config.from_env(system.settings)
        self._jobs_before = len(self._jobs())

    def errors(self, accepted: int) -> list[str]:
        """Return what does not add up after so many more articles, once the last lease has ended."""
        deadline = time.monotonic() + self._config.lease_s + SETTLED_S
        while (errors := self._errors(accepted)) and time.monotonic() < deadline:
            time.sleep(0.2)
        return errors

    def _errors(self, accepted: int) -> list[str]:
        with self._system.connection() as redis:
            states = Counter(redis.hget(job, "status") for job in self._jobs())
            books = {
                "jobs beside those accepted": sum(states.values()) - self._jobs_before - accepted,
                "jobs that have not ended": states["queued"] + states["running"],
                "leases": redis.zcard(self._key("leases"))
                + len(list(redis.scan_iter(self._key("lease:*"), count=1000))),
                "waiting": sum(redis.llen(self._key(f"lane:{lane}")) for lane in LANES),
                "queued and never taken": sum(self._count("seq", lane) - self._count("served", lane) for lane in LANES),
            }
        return [f"{count} {what}" for what, count in books.items() if count]

    def _jobs(self) -> list[str]:
        with self._system.connection() as redis:
            return list(redis.scan_iter(self._key("job:*"), count=1000))

    def _count(self, name: str, lane: str) -> int:
        with self._system.connection() as redis:
            return int(redis.get(self._key(f"{name}:{lane}")) or 0)

    def _key(self, name: str) -> str:
        return f"{self._config.redis_prefix}:{name}"
