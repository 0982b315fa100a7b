"""What schemathesis must be told, as OpenAPI cannot: what does not go together, and what must not be said twice."""

from __future__ import annotations

import itertools
import os
import re
from typing import Any

import schemathesis

NDJSON = "application/x-ndjson"
KEY = "Idempotency-Key"
FIT = re.compile("[!-~]{1,255}")
NUMBERS = itertools.count(1)


@schemathesis.hook
def filter_case(_context: schemathesis.HookContext, case: schemathesis.Case) -> bool:
    """Drop what is refused for two things at once that are good each for itself, and lines that are no text."""
    return not _too_much(case) and (case.media_type != NDJSON or isinstance(case.body, str))


@schemathesis.hook
def before_add_examples(_context: schemathesis.HookContext, examples: list[schemathesis.Case]) -> None:
    """Leave the query out of such examples."""
    for case in examples:
        if _too_much(case):
            case.query = {}


@schemathesis.hook
def before_call(_context: schemathesis.HookContext, case: schemathesis.Case, _options: dict[str, Any]) -> None:
    """Give each request an Idempotency-Key of its own, where it has one that is fit."""
    if FIT.fullmatch(str((case.headers or {}).get(KEY, ""))):
        case.headers[KEY] = f"{os.getpid()}-{next(NUMBERS)}"


@schemathesis.serializer(NDJSON)
def lines(_context: schemathesis.SerializationContext, value: Any) -> bytes:
    """Return lines as they are."""
    return str(value).encode()


def _too_much(case: schemathesis.Case) -> bool:
    """Tell whether an article in JSON has a query, or a record is asked for in another form and in part."""
    return bool(case.query) and (case.media_type == "application/json" or {"format", "fields"} <= case.query.keys())
