"""Show the service at work: post the seed articles, wait for their records, print them."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from worker.client import TERMINAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from worker.client import Client, Json

LIMIT_S = 60.0  # a record takes milliseconds; a minute without one is a fault worth showing
POLL_S = 0.1


@dataclass
class Seed:
    """One seed article on its way: the name of its folder, its job as last seen, its record once there is one."""

    name: str
    job: Json
    record: Json | None = None


def show(client: Client, seeds: Path, out: TextIO, pause: Callable[[float], None]) -> None:
    """
    Post every ``seeds/<name>/article.txt`` and print progress, the first record in full and all of them in a table.

    ``pause`` waits so many seconds, or raises what ends the demo early. Raises RefusedError and UnreachableError.
    """
    articles = {path.parent.name: path.read_text(encoding="utf-8") for path in sorted(seeds.glob("*/article.txt"))}
    if not articles:
        print(f"No seed articles in {seeds}.", file=out, flush=True)
        return
    posted = [Seed(name, client.submit({"text": text})) for name, text in articles.items()]
    _follow(client, posted, out, pause)
    for seed in posted:
        if seed.job["status"] == "succeeded":
            seed.record = client.record(seed.job["id"])
    _print_results(posted, out)


def _follow(client: Client, seeds: list[Seed], out: TextIO, pause: Callable[[float], None]) -> None:
    """Poll the jobs until all have ended, on one live line if a terminal watches, else a line at each change."""
    live = out.isatty()
    shown = ""
    for _ in range(round(LIMIT_S / POLL_S)):
        for seed in seeds:
            if seed.job["status"] not in TERMINAL:
                seed.job = client.job(seed.job["id"])
        if (line := _progress(seed.job["status"] for seed in seeds)) != shown:
            print(f"\r\x1b[K{line}" if live else line, end="" if live else "\n", file=out, flush=True)
            shown = line
        if all(seed.job["status"] in TERMINAL for seed in seeds):
            break
        pause(POLL_S)
    print(file=out, flush=True)


def _progress(states: Iterable[str]) -> str:
    counts = Counter(states)
    done = sum(counts.pop(state, 0) for state in TERMINAL)
    rest = "".join(f", {count} {state}" for state, count in sorted(counts.items()))
    return f"Seed articles: {done} of {done + sum(counts.values())} done{rest}"


def _print_results(seeds: list[Seed], out: TextIO) -> None:
    first = next((seed for seed in seeds if seed.record), None)
    if first:
        print(f"The record of seeds/{first.name}/article.txt:\n", file=out)
        print(json.dumps(first.record, indent=2, ensure_ascii=False), file=out)
    print("\nAll of them:\n", file=out)
    print(table([_row(seed) for seed in seeds], shutil.get_terminal_size((100, 24)).columns), file=out, flush=True)


def _row(seed: Seed) -> tuple[str, str, str]:
    if seed.record is None:
        error = seed.job.get("error") or {}
        return seed.name, seed.job["status"], str(error.get("detail", ""))
    published = seed.record["published"] or {}
    persons = ", ".join(person["name"] for person in seed.record["quoted_persons"])
    return seed.record["headline"]["text"], str(published.get("value") or "-"), persons or "-"


def table(rows: list[tuple[str, str, str]], width: int) -> str:
    """
    Return rows of headline, date and quoted persons as lines of at most ``width`` characters (but never under 40).

    >>> print(table([("Kapal pustaka singgah di Selayar", "2024-01-17", "Rina, Budi")], 48))
    Headline            Published   Quoted
    Kapal pustaka sin…  2024-01-17  Rina, Budi
    """
    lines = [("Headline", "Published", "Quoted"), *rows]
    middle = max(len(line[1]) for line in lines)
    room = max(width, 40) - middle - 4
    left = room * 11 // 20
    return "\n".join(
        f"{_cut(headline, left):{left}}  {date:{middle}}  {_cut(persons, room - left)}".rstrip()
        for headline, date, persons in lines
    )


def _cut(text: str, width: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= width else line[: max(width - 1, 0)] + "…"
