"""What the running app was made with: its settings and its ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import current_app

if TYPE_CHECKING:
    from flask import Flask

    from service.config import Config
    from service.store import Ledger

KEY = "kutip"


@dataclass(frozen=True, slots=True)
class Context:
    """The two things a view needs."""

    config: Config
    ledger: Ledger


def install(app: Flask, context: Context) -> None:
    """Hand ``context`` to the views of ``app``."""
    app.extensions[KEY] = context


def config() -> Config:
    """Return the settings of the app that is answering."""
    return _context().config


def ledger() -> Ledger:
    """Return the ledger of the app that is answering."""
    return _context().ledger


def context_of(app: Flask) -> Context:
    """Return what ``app`` was made with."""
    context: Context = app.extensions[KEY]
    return context


def _context() -> Context:
    return context_of(current_app)
