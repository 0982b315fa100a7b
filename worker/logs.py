"""The worker's log: one line of JSON per event, never a word of an article."""

from __future__ import annotations

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.config import Config

LOG = logging.getLogger("kutip.worker")

PLACE = re.compile(r'^ *File "(.+)", line (\d+), in (.+)$', re.MULTILINE)


def configure(config: Config) -> None:
    """Send every log record of this process and its children to stderr."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=config.log_level.upper(), handlers=[handler], force=True)


class JsonLines(logging.Formatter):
    """A record and its ``fields`` as JSON; of an exception the kind and the places only: its words may quote a text."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, without its end."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.name.startswith("rq."):  # RQ prints whole tracebacks into its messages
            first, _, rest = record.getMessage().partition("\n")
            line |= {
                "message": first,
                "trace": [f"{file}:{number} {name}" for file, number, name in PLACE.findall(rest)],
            }
        if record.exc_info and record.exc_info[0]:
            line["exception"] = record.exc_info[0].__name__
            line["trace"] = [f"{at.filename}:{at.lineno} {at.name}" for at in traceback.extract_tb(record.exc_info[2])]
        return json.dumps(line)
