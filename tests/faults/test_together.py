"""The bench in its short form: every fault once, on one system, under one load; ``make faults`` is the long one."""

from tests.faults.bench import Plan, run_row
from tests.faults.rows import ROWS
from tests.faults.system import System

SHORT = Plan(seed=1, articles=160, times=8, lasts_s=0.7)
QUICK = {"KUTIP_ARTICLE_LIMIT_S": "2", "KUTIP_LEASE_S": "2.1", "KUTIP_REDIS_TIMEOUT_S": "0.2"}


TRIES = 3  # on a busy machine a load may be over before each place has had its death


def test_nothing_accepted_is_lost_whatever_fails(tmp_path):
    row = ROWS["together"]
    for attempt in range(TRIES):
        with System(tmp_path / str(attempt), QUICK, bare=row.bare) as system:
            verdict = run_row(row, SHORT, system)
        missed = [what for what in verdict.wrong if what.startswith("nobody died")]

        assert verdict.accepted == SHORT.articles
        assert (verdict.lost - verdict.allowed, verdict.stuck) == (0, 0)
        assert [what for what in verdict.wrong if what not in missed] == []
        if not missed:
            break
    assert missed == []
