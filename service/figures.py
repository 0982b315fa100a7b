"""The ledger in figures, as Prometheus takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, SummaryMetricFamily
from prometheus_client.registry import Collector

from service.stats import ARTICLE, Spent
from service.store import StoreUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from prometheus_client import Metric

    from service.config import Config
    from service.store import Ledger, Stats

Labelled = TypeVar("Labelled", GaugeMetricFamily, CounterMetricFamily)

UNFINISHED = ("queued", "running")
ENDED = ("succeeded", "failed", "canceled")


class LedgerFigures(Collector):
    """The figures of ``ledger``, read anew by each scrape; while Redis is away they are that alone."""

    def __init__(self, ledger: Ledger, config: Config) -> None:
        self._ledger = ledger
        self._config = config

    def collect(self) -> Iterator[Metric]:
        """Yield every metric of the ledger."""
        try:
            stats = self._ledger.stats()
        except StoreUnavailable:
            stats = None
        yield GaugeMetricFamily("kutip_redis_up", "Whether Redis answers.", int(stats is not None))
        if stats:
            yield from self._waiting(stats)
            yield from _jobs(stats.counts)
            yield from _work(stats)
            yield from _memory(stats)

    def _waiting(self, stats: Stats) -> Iterator[Metric]:
        waiting = {lane: each.waiting for lane, each in stats.lanes.items()}
        oldest = {lane: each.oldest_s for lane, each in stats.lanes.items()}
        yield _each(GaugeMetricFamily("kutip_queue_waiting", "Articles that wait.", labels=["lane"]), waiting)
        age = "How long the oldest of them has waited."
        yield _each(GaugeMetricFamily("kutip_queue_oldest_seconds", age, labels=["lane"]), oldest)
        limit = self._config.max_waiting
        yield GaugeMetricFamily("kutip_queue_limit", "How many may wait in each lane.", limit)


def _jobs(counts: Mapping[str, int]) -> Iterator[Metric]:
    now = {status: counts.get(status, 0) for status in UNFINISHED}
    ended = {status: counts.get(status, 0) for status in ENDED}
    yield _each(GaugeMetricFamily("kutip_jobs", "Jobs that have not ended.", labels=["status"]), now)
    yield _each(CounterMetricFamily("kutip_jobs_finished", "Jobs that have ended.", labels=["status"]), ended)
    for name, told in (
        ("accepted", "Jobs accepted."),
        ("cached", "Jobs that got the record of an equal article."),
        ("returned", "Times an article was taken back from a silent worker."),
        ("lost", "Jobs given up because no worker lived to finish them."),
    ):
        yield CounterMetricFamily(f"kutip_jobs_{name}", told, counts.get(name, 0))


def _work(stats: Stats) -> Iterator[Metric]:
    yield GaugeMetricFamily("kutip_workers", "Worker processes whose heartbeat is fresh.", stats.workers)
    pace = "Articles finished per second of late, while articles waited."
    yield GaugeMetricFamily("kutip_articles_per_second", pace, stats.per_second)
    stages = dict(stats.stages)
    whole = SummaryMetricFamily("kutip_article_seconds", "Time a worker spent on an article, all of it.", labels=())
    _add(whole, [], stages.pop(ARTICLE, Spent(0, 0)))
    yield whole
    parts = SummaryMetricFamily(
        "kutip_stage_seconds", "Time a worker spent in a stage of the pipeline.", labels=["stage"]
    )
    for stage, spent in sorted(stages.items()):
        _add(parts, [stage], spent)
    yield parts


def _memory(stats: Stats) -> Iterator[Metric]:
    yield GaugeMetricFamily("kutip_redis_memory_used_bytes", "Memory that Redis uses.", stats.memory_used)
    limit = "Memory that Redis may use, 0 without a limit."
    yield GaugeMetricFamily("kutip_redis_memory_max_bytes", limit, stats.memory_allowed)


def _add(summary: SummaryMetricFamily, labels: list[str], spent: Spent) -> None:
    summary.add_metric(labels, count_value=spent.runs, sum_value=spent.nanoseconds / 1e9)


def _each(family: Labelled, values: Mapping[str, float]) -> Labelled:
    for label, value in values.items():
        family.add_metric([label], value)
    return family
