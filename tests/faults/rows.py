"""The faults, each with how often it comes."""

from __future__ import annotations

from tests.faults import processes, stores, together
from tests.faults.bench import Row

STRICT = {"KUTIP_DURABILITY": "strict"}
LONG_LIMIT = {"KUTIP_ARTICLE_LIMIT_S": "8", "KUTIP_LEASE_S": "9"}  # or the supervisor kills who was frozen as stuck

ROWS = {
    row.name: row
    for row in (
        Row("worker-killed", "a worker killed at random", processes.kill_workers, 150, may_kill=True),
        Row("boundaries", "workers killed at each boundary", processes.kill_at_boundaries, 12, may_kill=True),
        Row("recovery", "a worker killed mid-article, one at a time", processes.measure_recovery, 8, may_kill=True),
        Row("replies-cut", "the reply to each call lost after Redis executed it", stores.cut_replies, 40),
        Row("frozen", "workers frozen past their lease, then woken", processes.freeze_workers, 8, settings=LONG_LIMIT),
        Row("clocks", "workers' clocks 120 s ahead and 120 s behind", processes.skew_clocks, 3),
        Row("api-killed", "the API killed at random", processes.kill_api, 30),
        Row("redis-killed-fast", "Redis killed and started, fast", stores.kill_redis, 10),
        Row("redis-killed-strict", "Redis killed and started, strict", stores.kill_redis, 10, settings=STRICT),
        Row("redis-paused", "Redis frozen", stores.freeze_redis, 20, lasts_s=5),
        Row("connections-cut", "all connections to Redis cut", stores.cut_connections, 200),
        Row("redis-full", "Redis at its memory limit", stores.fill_redis, 1, lasts_s=30),
        Row(
            "together",
            "all of these in turn",
            together.strike,
            24,
            lasts_s=2,
            may_kill=True,
            bare=True,
            settings=LONG_LIMIT,
        ),
        Row("rolling-restart", "everything restarted in good order", processes.restart_everything, 3),
    )
}
