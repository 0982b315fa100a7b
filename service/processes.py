"""Where the processes of one server keep their request metrics: a folder, and in it files for each process' place."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from typing import TYPE_CHECKING

from prometheus_client import values

if TYPE_CHECKING:
    from collections.abc import Collection

FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # the variable that prometheus_client goes by


def open_folder(parent: str | None) -> None:
    """Make a new folder for this server: nothing that an earlier one left behind is ever counted again."""
    os.environ[FOLDER] = tempfile.mkdtemp(prefix="kutip-metrics-", dir=parent)


def close_folder() -> None:
    """Remove the folder of this server."""
    shutil.rmtree(os.environ.pop(FOLDER))


def folder() -> str | None:
    """Return the folder of the server that this process belongs to, None outside of one."""
    return os.environ.get(FOLDER)


def free_place(taken: Collection[int]) -> int:
    """
    Return the lowest place that no living process has.

    >>> free_place([0, 2])
    1
    """
    return next(place for place in itertools.count() if place not in taken)


def write_as(place: int) -> None:
    """
    Let the metrics that this process makes from now on go on where the last process in its place stopped.

    Files named by process ids, as is usual, would pile up: each process that is renewed would leave two behind, which
    every scrape reads.
    """
    values.ValueClass = values.MultiProcessValue(lambda: place)  # type: ignore[no-untyped-call]  # it leaves this so
