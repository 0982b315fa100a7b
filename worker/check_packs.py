"""Check language packs: every mistake in every file, and whether their examples hold."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TextIO

from worker.pack_examples import example_mistakes
from worker.pipeline.language import LANGUAGES, try_pack
from worker.pipeline.pack_files import EXAMPLES
from worker.pipeline.stages.date_patterns import date_patterns
from worker.pipeline.word_lists import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from worker.pipeline.language import LanguagePack

OK, MISTAKEN = 0, 1


def check_packs(folders: Sequence[Path], out: TextIO) -> int:
    """
    Print every mistake in the packs, all of ours where none is named; return 1 where there is one, else 0.

    A line names the file and the key of its mistake; a pack without mistakes gets a line that says what it holds.
    """
    packs: Sequence[Traversable] = folders or sorted(
        (folder for folder in LANGUAGES.iterdir() if folder.is_dir()), key=lambda folder: folder.name
    )
    status = OK
    for folder in packs:
        mistakes, summary = _checked(folder)
        out.write("".join(f"{line}\n" for line in mistakes) or f"{summary}\n")
        out.flush()
        status = MISTAKEN if mistakes else status
    return status


def timed_pack(folder: Traversable) -> tuple[LanguagePack | None, list[str], float]:
    """Return a pack, its mistakes, and the seconds of CPU it takes to load and to compile."""
    start = time.process_time()
    pack, mistakes = try_pack(folder)
    if pack:
        lexicon(pack)
        date_patterns(pack.dates)
    return pack, mistakes, time.process_time() - start


def _checked(folder: Traversable) -> tuple[list[str], str]:
    if not folder.is_dir():
        return [f"{folder}: no such folder"], ""
    pack, mistakes, seconds = timed_pack(folder)
    if pack is None:
        return mistakes, ""
    count = sum(path.name.endswith(".toml") for path in folder.iterdir())
    kept = "with examples" if (folder / f"{EXAMPLES}.toml").is_file() else "without examples"
    summary = f"{folder.name:8} good, {kept}; files: {count}; loaded in {1000 * seconds:.0f} ms"
    return example_mistakes(folder, pack), summary
