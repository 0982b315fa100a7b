"""What became of a load: lost, stuck, wrong, or as it should be."""

from __future__ import annotations

import json
import time
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.config import Config
from tests.faults.articles import make_article
from tests.faults.caller import is_deleted
from worker.pipeline import extract
from worker.structure import read_article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tests.faults.load import Accepted, Load
    from tests.faults.system import System

LANES = ("interactive", "bulk")
ENDS = ("succeeded", "failed", "canceled")
EVERYSEC_S = 2.0  # Redis waits so long for a sync that is under way before it writes on, and everybody waits for that
SETTLED_S = 5.0  # on top of a lease: the books are closed by the sweep after its end


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many articles were accepted, how they ended, and what is not as it should be."""

    accepted: int
    succeeded: int
    canceled: int
    failed: Counter[str]
    lost: int
    allowed: int  # of these, what a Redis may forget that syncs its disk every second
    stuck: int
    wrong: list[str]
    notes: list[str]

    @property
    def good(self) -> bool:
        return not (self.lost > self.allowed or self.stuck or self.wrong)


def judge(load: Load, wrong: list[str], notes: list[str], *, may_kill: bool, may_lose: int) -> Verdict:
    """Count the ends; a failure is honest where the fault may kill an article's worker at its every attempt."""
    ends = Counter(one.ended for one in load.accepted)
    failed = Counter({end: count for end, count in ends.items() if end not in {"succeeded", "canceled", "lost", None}})
    dishonest = {end: count for end, count in failed.items() if not (may_kill and end == "worker_lost")}
    if dishonest:
        wrong = [*wrong, f"failed without a reason: {dishonest}"]
    if load.answers:
        notes = [*notes, "callers heard " + ", ".join(f"{what} {count} times" for what, count in load.answers.items())]
    return Verdict(
        accepted=len(load.accepted),
        succeeded=ends["succeeded"],
        canceled=ends["canceled"],
        failed=failed,
        lost=ends["lost"],
        allowed=may_lose,
        stuck=ends[None],
        wrong=wrong,
        notes=notes,
    )


def forgotten(one: Accepted, crashes: Iterable[float]) -> bool:
    """Tell whether an article came so shortly before a crash that it need not have been on disk."""
    return any(0 <= crash - one.at < EVERYSEC_S for crash in crashes)


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
        self._jobs_before = sum(self._states().values())

    def errors(self, accepted: Sequence[Accepted]) -> list[str]:
        """Return what does not add up after these articles, once the last lease has ended."""
        deadline = time.monotonic() + self._config.lease_s + SETTLED_S
        while (errors := self._errors(accepted)) and time.monotonic() < deadline:
            time.sleep(0.2)
        return errors

    def _errors(self, accepted: Sequence[Accepted]) -> list[str]:
        states = self._states()
        kept = sum(one.ended != "lost" and not is_deleted(one.number) for one in accepted)
        with self._system.connection() as redis:
            counts = {state: int(count) for state, count in redis.hgetall(self._key("counts")).items()}
            leases = redis.zcard(self._key("leases")) + len(list(redis.scan_iter(self._key("lease:*"), count=1000)))
            waiting = sum(redis.llen(self._key(f"lane:{lane}")) for lane in LANES)
        books = {
            "jobs beside those accepted": sum(states.values()) - self._jobs_before - kept,
            "jobs that have not ended": states["queued"] + states["running"],
            "counted as unfinished": abs(counts.get("queued", 0)) + abs(counts.get("running", 0)),
            "accepted and not counted as ended": counts.get("accepted", 0) - sum(counts.get(end, 0) for end in ENDS),
            "leases": leases,
            "waiting": waiting,
            "queued and never taken": sum(self._count("seq", lane) - self._count("served", lane) for lane in LANES),
        }
        return [f"{count} {what}" for what, count in books.items() if count] + self._batches(accepted)

    def _batches(self, accepted: Sequence[Accepted]) -> list[str]:
        """Return which batches do not count the articles that they were given, each in the state that it ended in."""
        ends: dict[str, Counter[str]] = {}
        for one in accepted:
            if one.batch_id and one.ended not in {None, "lost"}:
                end = one.ended if one.ended in ENDS else "failed"
                ends.setdefault(one.batch_id, Counter())[end] += 1
        with self._system.connection() as redis:
            counted = {id_: dict(zip(ENDS, redis.hmget(self._key(f"batch:{id_}"), ENDS), strict=True)) for id_ in ends}
        return [
            f"batch {id_} counts {counted[id_]}, its articles ended {dict(of_batch)}"
            for id_, of_batch in ends.items()
            if any(int(counted[id_][end] or 0) != of_batch[end] for end in ENDS)
        ]

    def _states(self) -> Counter[str]:
        """Return how many jobs are in which state; what is received of a batch has none yet."""
        with self._system.connection() as redis:
            jobs = list(redis.scan_iter(self._key("job:*"), count=1000))
            return Counter(filter(None, (redis.hget(job, "status") for job in jobs)))

    def _count(self, name: str, lane: str) -> int:
        with self._system.connection() as redis:
            return int(redis.get(self._key(f"{name}:{lane}")) or 0)

    def _key(self, name: str) -> str:
        return f"{self._config.redis_prefix}:{name}"
