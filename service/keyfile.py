"""The keys that the API lets in, as a file has them now: it is read anew when it changes, without a restart."""

from __future__ import annotations

import hmac
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from service.keys import KEY, KeysError, digest, parse

if TYPE_CHECKING:
    from service.keys import Caller

LOG = logging.getLogger("kutip.keys")


class KeyFile:
    """
    The keys of one file, read anew when it changes; while it cannot be used, what it last said goes on holding.

    Until it has been read once it lets nobody in: a process may begin, in the place of another, while it is broken.
    """

    def __init__(self, path: str) -> None:
        self._path = Path(path)
        self._seen = self._version()
        self._callers: tuple[tuple[str, Caller], ...] = ()
        self._load()

    def caller(self, key: str) -> Caller | None:
        """Return whose key this is, None if nobody's; every hash is compared in full, whichever is right."""
        if (now := self._version()) != self._seen:
            self._seen = now  # before it is read: what changes meanwhile is read again, and a fault is logged once
            self._load()
        if not KEY.fullmatch(key):
            return None
        given, found = digest(key), None
        for known, caller in self._callers:
            if hmac.compare_digest(known, given):
                found = caller
        return found

    def _load(self) -> None:
        try:
            self._callers = read(self._path)
        except KeysError as error:
            fields = {"reason": str(error), "keys": len(self._callers)}
            LOG.error("keys unusable, those read before hold", extra={"fields": fields})  # noqa: TRY400 - the message says all
        else:
            LOG.info("keys read", extra={"fields": {"keys": len(self._callers)}})

    def _version(self) -> tuple[int, int, int] | None:
        """Return what tells this state of the file from others (permissions, too), None if it is gone."""
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_ctime_ns, found.st_size, found.st_ino


def read(path: Path) -> tuple[tuple[str, Caller], ...]:
    """Return the caller of each hash in the file; raises KeysError."""
    try:
        return parse(path.read_bytes())
    except OSError as error:
        raise KeysError(f"{path} cannot be read: {error.strerror}") from None
    except KeysError as error:
        raise KeysError(f"{path}: {error}") from None
