"""What callers of the API wait for: waiting requests, many articles at once, one article beside many."""

from __future__ import annotations

import argparse
import http.client
import json
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.bench.stopwatch import percentile
from tests.faults.system import System, children

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

THREADS = 8
WAITERS = 40
ROUNDS = 20
BATCH = 1_000
CROWD = 10_000
SEED = Path(__file__).resolve().parents[2] / "seeds" / "0001-kabel-finlandia" / "article.txt"


class Answer(NamedTuple):
    """What one request brought, and how many seconds it took."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float

    @property
    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; timings are for reading, so the exit status is always 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.api", description=__doc__)
    parser.add_argument("--only", choices=sorted(BENCHES), action="append", help="this measure alone")
    options = parser.parse_args(arguments)
    for name in options.only or BENCHES:
        with tempfile.TemporaryDirectory() as folder:
            system = System(Path(folder), {"KUTIP_API_THREADS": str(THREADS), "KUTIP_LOG_LEVEL": "WARNING"})
            with system:
                for line in BENCHES[name](system):
                    sys.stdout.write(f"{line}\n")
                    sys.stdout.flush()
    return 0


def waiters(system: System) -> Iterator[str]:
    """Time /livez while more requests want to wait than there are threads."""
    system.stop_workers()
    job = _ask(system, "POST", "/v1/articles", _article("nobody reads this")).headers["location"]
    calm = [_ask(system, "GET", "/livez").seconds for _ in range(100)]
    over = threading.Event()
    told: list[int] = []

    def wait() -> None:
        while not over.is_set():
            answer = _ask(system, "GET", f"{job}/record", headers={"Prefer": "wait=10"})
            told.append(answer.status)
            over.wait(1)

    threads = [threading.Thread(target=wait) for _ in range(WAITERS)]
    for thread in threads:
        thread.start()
    time.sleep(1)
    crowded = [_ask(system, "GET", "/livez").seconds for _ in range(200) if not time.sleep(0.02)]
    over.set()
    for thread in threads:
        thread.join()
    yield f"/livez with {WAITERS} waiters on {THREADS} threads: {_spread(crowded)}; with none: {_spread(calm)}"
    yield f"  answers to the waiters: {len(told)}, of them 202: {told.count(202)}"


def preferring(system: System) -> Iterator[str]:
    """Time an article from its submission to its record: waited for, and asked for again and again."""
    waited, polled = [], []
    for number in range(ROUNDS):
        waited.append(_ask(system, "POST", "/v1/articles", _article(f"w{number}"), headers={"Prefer": "wait=30"}))
        polled.append(_poll(system, f"p{number}"))
    assert all(answer.json["record"] for answer in waited)
    seconds = [answer.seconds for answer in waited]
    ratio = percentile(polled, 0.5) / percentile(seconds, 0.5)
    yield f"a seed's record by Prefer: wait: {_spread(seconds)}; by polling at Retry-After: {_spread(polled)}"
    yield f"  ratio of the medians: {ratio:.1f}"


def batch(system: System) -> Iterator[str]:
    """Send a thousand articles in one request and fetch their records in one; watch the memory of the API."""
    lines = b"".join(_article(f"b{number}", custom_id=str(number)) + b"\n" for number in range(BATCH))
    (process,) = children(system.api.pid)
    _ask(system, "POST", "/v1/batches", _article("warm"), "application/x-ndjson")
    before = _memory_kb(process, "VmRSS")
    Path(f"/proc/{process}/clear_refs").write_text("5")  # the peak is counted anew
    accepted = _ask(system, "POST", "/v1/batches", lines, "application/x-ndjson")
    links = accepted.json["links"]
    began = time.perf_counter()
    while _ask(system, "GET", links["self"]).json["status"] == "running":
        time.sleep(0.1)
    drained = time.perf_counter() - began
    records = _ask(system, "GET", links["records"])
    found = [json.loads(line) for line in records.body.splitlines()]
    grown = (_memory_kb(process, "VmHWM") - before) / 1024
    ordered = [line["custom_id"] for line in found] == [str(number) for number in range(BATCH)]
    whole = sum(line["record"] is not None for line in found)
    yield (
        f"{BATCH} articles ({len(lines) / 1e6:.1f} MB) in one request: "
        f"accepted in {accepted.seconds:.2f} s, read in {drained:.1f} s"
    )
    yield (
        f"  their records ({len(records.body) / 1e6:.1f} MB) in one stream: "
        f"{records.seconds:.2f} s, {whole} records, in order: {ordered}"
    )
    yield f"  peak memory of the API process grew by {grown:.1f} MB"


def crowd(system: System) -> Iterator[str]:
    """Send an interactive article while the bulk lane is full."""
    alone = [
        _ask(system, "POST", "/v1/articles", _article(f"a{number}"), headers={"Prefer": "wait=30"})
        for number in range(ROUNDS)
    ]
    for start in range(0, CROWD, BATCH):
        lines = b"".join(_article(f"c{start + number}") + b"\n" for number in range(BATCH))
        _ask(system, "POST", "/v1/batches", lines, "application/x-ndjson")
    beside = [
        _ask(system, "POST", "/v1/articles", _article(f"i{number}"), headers={"Prefer": "wait=30"})
        for number in range(ROUNDS)
    ]
    waiting = system.connection().llen("kutip:lane:bulk")
    yield f"an interactive article alone: {_spread([answer.seconds for answer in alone])}"
    yield (
        f"  with {CROWD:,} bulk articles sent before it: {_spread([answer.seconds for answer in beside])} "
        f"({waiting:,} of them still waited at the end)"
    )


BENCHES: dict[str, Callable[[System], Iterator[str]]] = {
    "waiters": waiters,
    "preferring": preferring,
    "batch": batch,
    "crowd": crowd,
}


def _ask(
    system: System,
    method: str,
    path: str,
    body: bytes | None = None,
    media_type: str = "application/json",
    *,
    headers: dict[str, str] | None = None,
) -> Answer:
    began = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", system.port, timeout=60)
    try:
        connection.request(method, path, body, {"Content-Type": media_type, **(headers or {})})
        response = connection.getresponse()
        answer = response.read()
    finally:
        connection.close()
    named = {name.lower(): value for name, value in response.getheaders()}
    return Answer(response.status, named, answer, time.perf_counter() - began)


def _poll(system: System, name: str) -> float:
    """Return the seconds from submission to record of a client that does as Retry-After says."""
    began = time.perf_counter()
    answer = _ask(system, "POST", "/v1/articles", _article(name))
    record = answer.headers["location"] + "/record"
    while answer.status == 202:
        time.sleep(int(answer.headers["retry-after"]))
        answer = _ask(system, "GET", record)
    return time.perf_counter() - began


def _article(name: str, **more: str) -> bytes:
    """Return a seed that differs from the others of this run: equal articles would not be read again."""
    text = SEED.read_text(encoding="utf-8")
    return json.dumps({"text": f"{text}\n{name}", "language": "id", **more}, ensure_ascii=False).encode()


def _spread(seconds: Sequence[float]) -> str:
    """Return the median and the 95th percentile in milliseconds."""
    return f"p50 {percentile(seconds, 0.5) * 1000:.1f} ms, p95 {percentile(seconds, 0.95) * 1000:.1f} ms"


def _memory_kb(process: int, name: str) -> int:
    """Return a figure of a process' memory in KB (Linux)."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


if __name__ == "__main__":
    sys.exit(main())
