"""The pipeline on corpora outside the project, judged by the scorers that stand beside them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.eval.corpus import read_gold, read_records
from tests.eval.date_languages import show_languages
from tests.eval.quote_floors import show_floors
from tests.eval.score import SURE, score_quotations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

BESIDE = Path(__file__).resolve().parents[3] / "shared"


class Corpus(NamedTuple):
    """Gold articles, and the scorer for them."""

    title: str
    gold: list[dict[str, Any]]
    scorer: str
    stretches: bool = False  # the scorer takes each stretch in marks for itself
    options: tuple[str, ...] = ()


def show_outside(environ: Mapping[str, str]) -> bool:
    """Print what the scorers say of the pipeline, or that they are not there; return False where one of them failed."""
    folder = Path(environ.get("KUTIP_SHARED", BESIDE)) / "eval"
    if not folder.is_dir():
        sys.stdout.write(
            "\nSKIPPED: the corpora outside the project; set KUTIP_SHARED to the folder that holds eval/\n"
        )
        return True
    passed = True
    with tempfile.TemporaryDirectory(prefix="kutip-eval-") as scratch:
        for corpus in _corpora(folder):
            records = read_records(corpus.gold)
            sys.stdout.write(f"\n== {corpus.title}\n")
            answer = _judge(corpus, records, folder, Path(scratch))
            sys.stdout.write(answer.stdout or answer.stderr)
            passed &= answer.returncode == 0 and show_floors(corpus.title, answer.stdout)
            if "quotes" in corpus.gold[0] and not corpus.stretches:
                sys.stdout.write(calibration(corpus.gold, records) + "\n")
            if "expected" in corpus.gold[0]:
                passed &= show_languages(corpus.gold, records, _judge_in(corpus, folder, Path(scratch)))
            sys.stdout.flush()
    return passed


def _corpora(folder: Path) -> Iterator[Corpus]:
    articles = read_gold(folder / "gold_id.jsonl")
    for title, part in (("all", articles), ("even lines", articles[1::2]), ("odd lines", articles[::2])):
        yield Corpus(f"gold_id.jsonl, {title}", part, "score_records.py")
    yield Corpus("pfsa_id.jsonl", read_gold(folder / "pfsa_id.jsonl"), "quote_scorer.py", stretches=True)
    english = read_gold(folder / "polnear_en.jsonl")
    for title, part in (("even lines", english[1::2]), ("odd lines", english[::2])):
        options = ("--min-words", "3")
        yield Corpus(f"polnear_en.jsonl, {title}", part, "quote_scorer.py", stretches=True, options=options)
    german = read_gold(folder / "german_wikinews.jsonl")
    for title, part in (("even lines", german[1::2]), ("odd lines", german[::2])):
        options = ("--min-words", "3", "--types", "direct")
        yield Corpus(f"german_wikinews.jsonl, {title}", part, "quote_scorer.py", stretches=True, options=options)
    yield Corpus("dates_table.jsonl", read_gold(folder / "dates_table.jsonl"), "score_dates.py")


def _judge_in(corpus: Corpus, folder: Path, scratch: Path) -> Callable[..., str]:
    """Return what judges a part of a corpus, and gives what the scorer prints."""
    return lambda gold, records: _judge(corpus._replace(gold=gold), records, folder, scratch).stdout


def _judge(
    corpus: Corpus, records: list[dict[str, Any]], folder: Path, scratch: Path
) -> subprocess.CompletedProcess[str]:
    gold, found = _written(scratch / "gold.jsonl", corpus.gold), _written(scratch / "records.jsonl", records)
    if corpus.stretches:
        made = _run(folder / "records_to_pred.py", found)
        if made.returncode:
            return made
        found = scratch / "stretches.jsonl"
        found.write_text(made.stdout, encoding="utf-8")
    return _run(folder / corpus.scorer, gold, found, *corpus.options)


def _run(*command: Path | str) -> subprocess.CompletedProcess[str]:
    utf8 = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run([sys.executable, *command], capture_output=True, encoding="utf-8", env=utf8, check=False)


def _written(path: Path, lines: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return path


def calibration(gold: list[dict[str, Any]], records: list[dict[str, Any]]) -> str:
    """Return which share of the quotations found is given with confidence, and how often that is justified."""
    tallies = score_quotations(zip(gold, records, strict=True))
    right, share = tallies["sure ones right"], tallies["share of sure ones"]
    return (
        f"confidence >= {SURE}: {share.hits} of {share.found} quotations found in marks ({share.precision:.1f} %), "
        f"{right.hits} of these true and with the right speaker ({right.precision:.1f} %)"
    )
