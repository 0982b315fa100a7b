"""Prove a running service: post one seed and wait for its record. ``python tests/smoke.py http://127.0.0.1:8000``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]


def main(base_url: str) -> int:
    sys.path.insert(0, str(PROJECT))  # the client needs no installation
    from worker.client import Client  # noqa: PLC0415 - see above

    client = Client(base_url, key=os.environ.get("KUTIP_API_KEY", ""))
    article = min((PROJECT / "seeds").glob("*/article.txt"))
    job = client.wait(client.submit({"text": article.read_text(encoding="utf-8")})["id"])
    if job["status"] != "succeeded":
        sys.exit(f"The job of {article} ended {job['status']}: {job['error']}")
    record = client.record(job["id"])
    sys.stdout.write(f"{record['headline']['text']}: {len(record['quotations'])} quotations\n")
    return 0 if record["body"]["char_count"] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
