"""Nothing is kept as a pickle, which runs what it holds when it is read: not in the source, not in Redis."""

from __future__ import annotations

import ast
import contextlib
import json
import pickle
import zlib
from pathlib import Path

import pytest
from rq.job import Job as RqJob
from rq.registry import StartedJobRegistry
from rq.serializers import JSONSerializer

from worker.jobs import Drainer
from worker.pipeline import extract
from worker.process import WakeableWorker
from worker.stage_times import StageTimes

PROJECT = Path(__file__).resolve().parents[2]
PICKLERS = {"_pickle", "cloudpickle", "dill", "joblib", "jsonpickle", "marshal", "pickle", "shelve"}
EVALUATORS = {"__import__", "compile", "eval", "exec"}


def imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]


def called(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id


def dangers(source):
    """Return what this source uses that turns data into code."""
    tree = ast.parse(source)
    return {*imported(tree)} & PICKLERS | {*called(tree)} & EVALUATORS


@pytest.mark.parametrize("package", ["service", "worker"])
def test_no_module_turns_data_into_code(package):
    found = {path.name: dangers(path.read_text()) for path in (PROJECT / package).rglob("*.py")}

    assert {name: words for name, words in found.items() if words} == {}
    assert found


@pytest.mark.parametrize("line", ["import pickle", "from marshal import loads", "import dill.source", "eval('1')"])
def test_the_search_finds_what_it_looks_for(line):
    assert dangers(line)


def drain_key(config):
    return RqJob.key_for(f"{config.redis_prefix}-drain")


def worker_of(ledger, config):
    times = StageTimes()
    return WakeableWorker(ledger, Drainer(ledger, times.timed(extract), config, times))


def test_rq_writes_and_reads_json(ledger, config):
    worker = worker_of(ledger, config)

    assert worker.serializer is JSONSerializer
    assert [queue.serializer for queue in worker.queues] == [JSONSerializer]


def values(connection, key):
    """Yield every value of ``key``, whatever its type."""
    kind = connection.type(key)
    read = {
        b"string": lambda: [connection.get(key)],
        b"list": lambda: connection.lrange(key, 0, -1),
        b"set": lambda: connection.smembers(key),
        b"zset": lambda: connection.zrange(key, 0, -1),
        b"hash": lambda: [each for pair in connection.hgetall(key).items() for each in pair],
        b"none": list,
        b"stream": lambda: [part for _, fields in connection.xrange(key) for pair in fields.items() for part in pair],
    }
    yield from read[kind]()


def is_pickle(value):
    """Tell whether this is a pickle as one is written, packed or not: from protocol 2 on it begins and ends so."""
    with contextlib.suppress(zlib.error):
        value = zlib.decompress(value)
    return value[:1] == b"\x80" and value[-1:] == b"."


@pytest.mark.parametrize("pack", [bytes, zlib.compress])
@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_a_pickle_would_be_known(pack, protocol):
    assert is_pickle(pack(pickle.dumps(("worker.jobs.drain", None, (), {}), protocol)))


def test_nothing_in_redis_is_a_pickle_while_articles_are_read_and_afterwards(crew, connection, config, tmp_path):
    mark = tmp_path / "mark"
    jobs = crew.submit("Kami menang.", "RAISE", f"WAIT {mark}", lane="interactive")
    crew.start()
    crew.until(mark.exists)
    seen = [list(values(connection, key)) for key in connection.scan_iter(f"*{config.redis_prefix}*")]
    mark.unlink()
    crew.until(lambda: crew.statuses(*jobs) == ["succeeded", "failed", "succeeded"])
    seen += [list(values(connection, key)) for key in connection.scan_iter(f"*{config.redis_prefix}*")]

    assert [each for found in seen for each in found if is_pickle(each)] == []
    assert len(seen) > len(jobs)
    assert json.loads(zlib.decompress(connection.hget(drain_key(config), "data"))) == [
        "worker.jobs.drain",
        None,
        [],
        {},
    ]


def spring(job, *_):
    """Leave a mark: what RQ would call if it were named in Redis."""
    Path(job.description).touch()


def test_no_job_that_seems_abandoned_has_anything_called(ledger, config, connection, tmp_path):
    ledger.sweep()
    mark, registry = tmp_path / "mark", StartedJobRegistry(queue=ledger.queue())
    planted = {"description": str(mark), "status": "started", "failure_callback_name": f"{__name__}.spring"}
    connection.hset(drain_key(config), mapping=planted)
    connection.zadd(registry.key, {f"{config.redis_prefix}-drain:planted": 1})

    worker_of(ledger, config).run_maintenance_tasks()

    assert not mark.exists()
    assert connection.zcard(registry.key) == 0
