"""Each alert fires when it should and is silent when it should be, by Prometheus' own rule engine."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass

import pytest
import yaml

from tests.service.observability.asked import ALERTS, FOLDER

PROMTOOL = shutil.which("promtool")
pytestmark = pytest.mark.skipif(not PROMTOOL, reason="promtool is not on PATH: Debian's package prometheus has it")

IDLE = 'kutip_http_requests_total{instance="a", route="/v1/articles", status="202"}'
BROKEN = 'kutip_http_requests_total{instance="a", route="/v1/articles", status="503"}'
UNREADY = 'kutip_http_requests_total{instance="a", route="/readyz", status="503"}'
FULL = 'kutip_http_problems_total{instance="a", code="queue_full"}'
DEFECTS = 'kutip_http_problems_total{instance="a", code="internal"}'
INTERACTIVE = 'kutip_queue_oldest_seconds{instance="a", lane="interactive"}'
BULK = 'kutip_queue_oldest_seconds{instance="a", lane="bulk"}'
WAITING = 'kutip_queue_waiting{instance="a", lane="bulk"}'
ALSO_WAITING = 'kutip_queue_waiting{instance="b", lane="bulk"}'
LIMIT = 'kutip_queue_limit{instance="a"}'
SUCCEEDED = 'kutip_jobs_finished_total{instance="a", status="succeeded"}'
FAILED = 'kutip_jobs_finished_total{instance="a", status="failed"}'
RETURNED = 'kutip_jobs_returned_total{instance="a"}'
USED = 'kutip_redis_memory_used_bytes{instance="a"}'
ALLOWED = 'kutip_redis_memory_max_bytes{instance="a"}'


@dataclass(frozen=True, slots=True)
class Case:
    """Series from minute to minute, as promtool writes them, and whether the alert is firing after half an hour."""

    why: str
    alert: str
    series: dict[str, str]
    fires: bool = True


CASES = [
    Case("the API is away", "KutipDown", {'up{job="kutip", instance="a"}': "0x30"}),
    Case("another job is away", "KutipDown", {'up{job="other", instance="a"}': "0x30"}, fires=False),
    Case("one of two servers lost Redis", "KutipRedisDown", {'kutip_redis_up{instance="a"}': "0x30"}),
    Case("nobody works", "KutipNoWorkers", {'kutip_workers{instance="a"}': "0x30"}),
    Case("somebody works", "KutipNoWorkers", {'kutip_workers{instance="a"}': "1x30"}, fires=False),
    Case("work waits, nothing ends", "KutipQueueStuck", {WAITING: "5x30", SUCCEEDED: "7x30"}),
    Case("work waits, work ends", "KutipQueueStuck", {WAITING: "5x30", SUCCEEDED: "7+1x30"}, fires=False),
    Case("nothing waits", "KutipQueueStuck", {WAITING: "0x30", SUCCEEDED: "7x30"}, fires=False),
    Case("memory is short", "KutipMemoryNearCap", {USED: "71x30", ALLOWED: "100x30"}),
    Case("memory is not short", "KutipMemoryNearCap", {USED: "69x30", ALLOWED: "100x30"}, fires=False),
    Case("memory has no limit", "KutipMemoryNearCap", {USED: "71x30", ALLOWED: "0x30"}, fires=False),
    Case("the queue fills up", "KutipQueueNearlyFull", {WAITING: "81x30", LIMIT: "100x30"}),
    Case("two servers tell of one queue", "KutipQueueNearlyFull",
         {WAITING: "41x30", ALSO_WAITING: "41x30", LIMIT: "100x30"}, fires=False),
    Case("articles are refused", "KutipRefusing", {FULL: "0+1x30"}),
    Case("articles were refused once", "KutipRefusing", {FULL: "0 9x30"}, fires=False),
    Case("an article is late", "KutipInteractiveLate", {INTERACTIVE: "61x30"}),
    Case("a batch may wait a minute", "KutipInteractiveLate", {BULK: "61x30"}, fires=False),
    Case("a batch is late", "KutipBulkLate", {BULK: "3601x30"}),
    Case("one in ten fails", "KutipErrors", {IDLE: "0+9x30", BROKEN: "0+1x30"}),
    Case("one in a hundred fails", "KutipErrors", {IDLE: "0+99x30", BROKEN: "0+1x30"}, fires=False),
    Case("not being ready is no error", "KutipErrors", {IDLE: "0+9x30", UNREADY: "0+9x30"}, fires=False),
    Case("a defect shows", "KutipDefect", {DEFECTS: "0x25 1x5"}),
    Case("a defect showed long ago", "KutipDefect", {DEFECTS: "0 1x30"}, fires=False),
    Case("one job in ten fails", "KutipArticlesFail", {SUCCEEDED: "0+9x30", FAILED: "0+1x30"}),
    Case("one job in a hundred fails", "KutipArticlesFail", {SUCCEEDED: "0+99x30", FAILED: "0+1x30"}, fires=False),
    Case("an article is poison", "KutipWorkerLost", {'kutip_jobs_lost_total{instance="a"}': "0x25 1x5"}),
    Case("workers die again and again", "KutipWorkersDie", {RETURNED: "0+1x30"}),
    Case("a worker was replaced", "KutipWorkersDie", {RETURNED: "0x25 3x5"}, fires=False),
    Case("many may not wait", "KutipWaitsRefused", {'kutip_wait_refusals_total{instance="a"}': "0+60x30"}),
    Case("few may not wait", "KutipWaitsRefused", {'kutip_wait_refusals_total{instance="a"}': "0+1x30"}, fires=False),
    Case("the API is slow", "KutipSlow", {'scrape_duration_seconds{job="kutip", instance="a"}': "3x30"}),
]  # fmt: skip


def test_alerts_fire_when_they_should(tmp_path):
    file = tmp_path / "tests.yml"
    rules = str(FOLDER / "alerts.yml")
    file.write_text(
        yaml.safe_dump({"rule_files": [rules], "evaluation_interval": "1m", "tests": list(map(_test, CASES))})
    )

    run = subprocess.run([PROMTOOL, "test", "rules", file], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def _test(case):
    """Return a case as promtool takes it; one call for all of them takes a thirtieth of the time."""
    firing = f'count by (alertname) (ALERTS{{alertname="{case.alert}", alertstate="firing"}})'
    expected = [{"labels": f'{{alertname="{case.alert}"}}', "value": 1}] if case.fires else []
    return {
        "name": f"{case.alert}: {case.why}",
        "interval": "1m",
        "input_series": [{"series": series, "values": values} for series, values in case.series.items()],
        "promql_expr_test": [{"expr": firing, "eval_time": "30m", "exp_samples": expected}],
    }


def test_every_alert_has_been_seen_to_fire():
    assert {case.alert for case in CASES if case.fires} == set(ALERTS)


def test_the_rules_are_well_formed():
    subprocess.run([PROMTOOL, "check", "rules", FOLDER / "alerts.yml"], capture_output=True, check=True)


def test_the_figures_are_well_formed(client):
    client.get("/livez")
    figures = client.get("/metrics").data

    run = subprocess.run([PROMTOOL, "check", "metrics"], input=figures, capture_output=True, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (0, b"", b"")
