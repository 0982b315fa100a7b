"""The ledger in figures: how much waits, how much was done, and where the time went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Spent(NamedTuple):
    """The time that runs of one stage took together; whole nanoseconds, so that no sum ever loses a small one."""

    nanoseconds: int
    runs: int


ARTICLE = "article"  # stands beside the stages for all of it, from what the queue held to what it gets
NOTHING_SPENT: Mapping[str, Spent] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneStats:
    """The articles of one lane that wait, and how long the oldest of them has."""

    waiting: int
    oldest_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """
    The ledger in figures.

    ``counts`` has jobs by state: those queued and running now, those that have ended and were accepted ever.
    ``memory_allowed`` is 0 where Redis has no limit.
    """

    workers: int
    per_second: float
    memory_used: int
    memory_allowed: int
    counts: Mapping[str, int]
    stages: Mapping[str, Spent]
    lanes: Mapping[str, LaneStats]


def read_stats(answer: Sequence[Any]) -> Stats:
    """Return the figures of the answer of ``stats.lua``."""
    workers, per_second, used, allowed, counts, nanoseconds, runs, *lanes = answer
    runs_of = _numbers(runs)
    return Stats(
        workers=workers,
        per_second=float(per_second),
        memory_used=used,
        memory_allowed=allowed,
        counts=_numbers(counts),
        stages={stage: Spent(spent, runs_of[stage]) for stage, spent in _numbers(nanoseconds).items()},
        lanes={name.decode(): LaneStats(waiting=waiting, oldest_s=ms / 1000) for name, waiting, ms in lanes},
    )


def pack_spent(spent: Mapping[str, Spent]) -> list[str | int]:
    """Return the arguments of ``wake.lua``."""
    return [part for stage, (nanoseconds, runs) in spent.items() for part in (stage, nanoseconds, runs)]


def _numbers(flat: Sequence[bytes]) -> dict[str, int]:
    """Return a hash of Redis, whose answer is name, value, name, value."""
    return {name.decode(): int(value) for name, value in zip(flat[::2], flat[1::2], strict=True)}
