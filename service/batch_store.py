"""The ledger's batches: received piece by piece, accepted as a whole, read in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.intake import IDEMPOTENCY_TTL_S, NO_LIMITS, answered, new_id, packed_limits, refusal
from service.job import QueueFull
from service.packing import pack_item, read_batch, read_item, read_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.commands import Commands
    from service.config import Config
    from service.job import Answered, Batch, Idempotency, Item, Limits, Row

RECEIVING_TTL_S = 600  # what is received of a batch that is never sealed is forgotten then


class Batches:
    """Every batch; each method is one round trip and raises StoreUnavailable when Redis cannot serve."""

    def __init__(self, commands: Commands, config: Config) -> None:
        self._redis = commands
        self._config = config

    def stage(self, batch_id: str, before: int, items: Sequence[Item]) -> None:
        """Keep the next items of a batch, of which ``before`` came earlier; raises QueueFull when memory is short."""
        packed = [part for item in items for part in pack_item(item)]
        if not self._redis.run("stage", batch_id, before, RECEIVING_TTL_S, *packed):
            raise QueueFull(retry_after_s=30)

    def seal(self, batch_id: str, owner: str, idempotency: Idempotency, limits: Limits = NO_LIMITS) -> Answered:
        """
        Queue all good items of a received batch, or none.

        Raises QueueFull when so many may not wait, RateLimited and TooManyUnfinished beyond the owner's limits,
        IdempotencyMismatch when the key came with another request.
        """
        answer = self._redis.accept(
            "seal",
            self._config.max_waiting,
            *self._ttls,
            batch_id,
            owner,
            idempotency.key,
            idempotency.fingerprint,
            IDEMPOTENCY_TTL_S,
            *packed_limits(limits),
        )
        if refused := refusal(answer, limits):
            raise refused
        return answered(answer, limits)

    def discard(self, batch_id: str) -> None:
        """Forget what was received of a batch that will not be sealed."""
        self._redis.run("discard", batch_id)

    def batch(self, batch_id: str) -> Batch | None:
        """Return the batch, or None if there is none (any more)."""
        return read_batch(batch_id, self._redis.run("batch", batch_id))

    def items(self, batch_id: str) -> tuple[Item, ...]:
        """Return every item as it was taken or refused, in the order of submission, without its submission."""
        (items,) = self._redis.send(("LRANGE", f"{self._config.redis_prefix}:items:{batch_id}", "0", "-1"))
        return tuple(read_item(item) for item in items)

    def rows(self, batch_id: str, first: int, count: int) -> tuple[Row, ...]:
        """Return ``count`` items from the one at ``first`` on, in the order of submission, with what became of them."""
        return tuple(read_row(row) for row in self._redis.run("rows", batch_id, first, first + count - 1))

    def cancel(self, batch_id: str) -> bool:
        """Stop whatever is unfinished; return whether there was anything."""
        return bool(self._redis.run("cancel_batch", batch_id, new_id(), *self._ttls))

    @property
    def _ttls(self) -> tuple[int, int]:
        return self._config.record_ttl_s, self._config.tombstone_ttl_s
