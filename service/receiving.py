"""A batch as it comes in: read item by item, kept piece by piece, accepted as a whole."""

from __future__ import annotations

import contextlib
import hashlib
import json
from typing import TYPE_CHECKING, Any

from marshmallow import ValidationError

from service import auth, body, catalogue, idempotency, limits
from service.articles import submission
from service.errors import ApiError
from service.fields import flaws_of_text
from service.flaws import flaw, listed, told
from service.intake import new_id
from service.schemas import ARTICLE, BATCH, LIMITS
from service.store import Item, StoreUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.catalogue import Problem
    from service.store import Answered, Ledger

PIECE_ITEMS = 25  # items held in memory at once


def receive(media_type: str, ledger: Ledger) -> Answered:
    """
    Read the request's batch and queue its good items; return the batch it became.

    Raises ApiError, IdempotencyMismatch, RateLimited, TooManyUnfinished, QueueFull, StoreUnavailable; then nothing
    of it is queued.
    """
    allowed = auth.limits()
    incoming = Incoming(media_type, limits.most_at_once(allowed))
    batch_id = new_id()
    try:
        for before, items in incoming.pieces():
            ledger.batches.stage(batch_id, before, items)
        once = idempotency.of("batch", incoming.digest.digest())
        return ledger.batches.seal(batch_id, auth.owner(), once, allowed)
    except BaseException:
        with contextlib.suppress(StoreUnavailable):  # it is forgotten by itself, later
            ledger.batches.discard(batch_id)
        raise


class Incoming:
    """The items of one request, ``most`` of them good, and a digest of all that was read of it."""

    def __init__(self, media_type: str, most: int) -> None:
        self._most = most
        self.digest = hashlib.sha256()
        self._values = self._lines() if media_type == body.NDJSON else self._entries()
        self._names: set[str] = set()

    def pieces(self) -> Iterator[tuple[int, list[Item]]]:
        """Yield some items at a time, and how many came before; raises ApiError if they are none, or too many."""
        piece: list[Item] = []
        before = good = 0
        most = min(LIMITS["batch_items"], self._most)
        for item in self._values:
            if before + len(piece) >= LIMITS["batch_items"] or good >= self._most:
                raise ApiError(catalogue.BATCH_TOO_LARGE, f"This server takes batches of up to {most} articles.")
            piece.append(item)
            good += bool(item.job_id)
            if len(piece) == PIECE_ITEMS:
                yield before, piece
                before, piece = before + len(piece), []
        if piece:
            yield before, piece
        elif not before:
            raise ApiError(catalogue.BATCH_EMPTY, "There is no article in it.")

    def _entries(self) -> Iterator[Item]:
        """Yield the items of one JSON object."""
        for value in BATCH.load(body.json_value())["articles"]:
            self.digest.update(json.dumps(value, sort_keys=True).encode())
            yield self._item(value)

    def _lines(self) -> Iterator[Item]:
        """Yield the items of JSON lines; one that cannot be read is refused, and the others go on."""
        for line in body.lines():
            self.digest.update(line + b"\n")
            try:
                yield self._item(body.json_of(line))
            except ApiError as error:
                yield Item(job_id="", custom_id=None, problem=item_error(error.problem, error.detail))

    def _item(self, value: object) -> Item:
        custom_id = _custom_id(value)
        if custom_id is not None and custom_id in self._names:
            return _refused(custom_id, {"custom_id": [flaw("custom_id_repeated")]})
        try:
            article: dict[str, Any] = ARTICLE.load(value)  # type: ignore[arg-type]  # it refuses what is no mapping
        except ValidationError as error:
            return _refused(custom_id, error.messages)
        if custom_id is not None:
            self._names.add(custom_id)
        return Item(job_id=new_id(), custom_id=custom_id, submission=submission(article, "bulk"))


def item_error(
    problem: Problem, detail: str | None = None, errors: list[dict[str, str]] | None = None
) -> dict[str, object]:
    """Return a problem of the catalogue as the error of one item."""
    return {
        "code": problem.code,
        "title": problem.title,
        "detail": detail or problem.cause,
        "retryable": False,
        "errors": errors or [],
    }


def _refused(custom_id: str | None, messages: object) -> Item:
    errors = listed(messages)
    problem = item_error(catalogue.ARTICLE_INVALID, told(errors, "article"), errors)
    return Item(job_id="", custom_id=custom_id, problem=problem)


def _custom_id(value: object) -> str | None:
    """Return what the caller calls the item, if that is fit to be repeated."""
    name = value.get("custom_id") if isinstance(value, dict) else None
    return None if flaws_of_text(name, LIMITS["custom_id"]) else str(name)
