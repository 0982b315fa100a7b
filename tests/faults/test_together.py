"""The bench in its short form: every fault once, on one system, under one load; ``make faults`` is the long one."""

from tests.faults.bench import Plan, run_row
from tests.faults.rows import ROWS
from tests.faults.system import System

SHORT = Plan(seed=1, articles=160, times=8, lasts_s=0.7)
QUICK = {"KUTIP_ARTICLE_LIMIT_S": "2", "KUTIP_LEASE_S": "2.1", "KUTIP_REDIS_TIMEOUT_S": "0.2"}


def test_nothing_accepted_is_lost_whatever_fails(tmp_path):
    row = ROWS["together"]
    with System(tmp_path, QUICK, bare=row.bare) as system:
        verdict = run_row(row, SHORT, system)

    assert verdict.accepted == SHORT.articles
    assert (verdict.lost - verdict.allowed, verdict.stuck, verdict.wrong) == (0, 0, [])
