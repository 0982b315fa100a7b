"""A stage gives one thing and is handed just what it needs; the stages run in the order they are listed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


Observe = Callable[[str], object]  # told the name of what each stage gave, as soon as it has


class Stage(NamedTuple):
    """One step of the pipeline: ``run(*needs)`` gives what is kept under the name ``gives``."""

    gives: str
    run: Callable[..., Any]
    needs: tuple[str, ...]


def nobody(gives: str) -> None:
    """Observe nothing."""


def run_all(stages: Sequence[Stage], given: dict[str, Any], observe: Observe = nobody) -> dict[str, Any]:
    """
    Return everything given and found; a stage placed before what it needs is a KeyError.

    >>> run_all((Stage("twice", lambda n: 2 * n, ("n",)),), {"n": 4}, print)
    twice
    {'n': 4, 'twice': 8}
    """
    found = dict(given)
    for stage in stages:
        found[stage.gives] = stage.run(*(found[name] for name in stage.needs))
        observe(stage.gives)
    return found
