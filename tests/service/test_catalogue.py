"""Every problem of the catalogue is provoked, once, and is what the catalogue says."""

from __future__ import annotations

import dataclasses
import http.client
import io
import json
import socket
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine

from service.app import create_app
from service.catalogue import CATALOGUE
from service.config import Config
from service.keys import Caller, entry_of, new_key
from service.server import Worker
from service.store import JobError, Outcome

if TYPE_CHECKING:
    from pathlib import Path

    import redis
    from flask.testing import FlaskClient

    from service.store import Ledger

KEY = new_key()
ERROR = JobError(code="time_limit", title="It took too long", detail="More than 5 s.", retryable=False)


class SilentClient(io.BytesIO):
    """A body that never arrives."""

    def read(self, _size=-1):
        raise TimeoutError

    readinto = read


def client_of(config: Config, ledger: Ledger | None = None) -> FlaskClient:
    app = create_app(config, ledger)
    return app.test_client()


@dataclass
class Kutip:
    """A service with its Redis, and what happens to it."""

    client: FlaskClient
    ledger: Ledger
    connection: redis.Redis
    config: Config
    folder: Path

    def send(self, data: bytes = b"a", content_type: str = "text/plain", **options):
        return self.client.post("/v1/articles", data=data, content_type=content_type, **options)

    def ended(self, **outcome) -> str:
        """Return the address of a job that has ended so."""
        job_id = self.send().json["id"]
        group = self.ledger.claim()
        self.ledger.start(group.token, job_id)
        self.ledger.finish(group.token, [Outcome(id=job_id, **outcome)])
        return f"/v1/jobs/{job_id}"

    def with_keys(self, scope: str, shown: str = "", **limits: int):
        """Return the answer of a service that asks for keys to a submission with the key that is shown."""
        (self.folder / "keys.toml").write_text(entry_of(Caller(name="desk", scopes=frozenset({scope}), **limits), KEY))
        config = dataclasses.replace(self.config, api_keys_file=str(self.folder / "keys.toml"))
        headers = {"X-API-Key": shown, "Content-Type": "text/plain"}
        return client_of(config, self.ledger).post("/v1/articles", headers=headers, data="a")

    def limited(self, **limits: int):
        """Return the answer to the second submission with a key of these limits."""
        return [self.with_keys("submit", shown=KEY, **limits) for _ in range(2)][1]

    def canceled(self) -> str:
        """Return the address of a job that was canceled."""
        address = self.send().json["links"]["self"]
        self.client.post(f"{address}/cancel")
        return address

    def batch(self, *lines: bytes):
        return self.client.post("/v1/batches", data=b"\n".join(lines), content_type="application/x-ndjson")

    def unread(self, error: Exception):
        """Return the answer of the server where its reader of HTTP raises this error."""
        ours, theirs = socket.socketpair()
        with ours, theirs:
            Worker.handle_error(SimpleNamespace(wsgi=self.client.application), None, theirs, None, error)
            answer = http.client.HTTPResponse(ours)
            answer.begin()
            return SimpleNamespace(status_code=answer.status, json=json.load(answer))

    def tampered(self, name: str, **fields: str):
        """Return the job "a" whose key in Redis was tampered with."""
        key = f"{self.config.redis_prefix}:{name}:a"
        self.connection.hset(key, mapping=fields) if fields else self.connection.set(key, "")
        return self.client.get("/v1/jobs/a/record")


@pytest.fixture
def kutip(config, open_ledger, connection, tmp_path):
    ledger = open_ledger(max_waiting=1)
    return Kutip(client_of(config, ledger), ledger, connection, config, tmp_path)


ONE_OF_NINE = {"CONTENT_LENGTH": "9", "wsgi.input_terminated": True}  # bytes, and then the connection is closed
PROVOCATIONS = {
    "request_malformed": lambda kutip: kutip.send(environ_overrides=ONE_OF_NINE),
    "body_empty": lambda kutip: kutip.send(b""),
    "gzip_broken": lambda kutip: kutip.send(headers={"Content-Encoding": "gzip"}),
    "encoding_invalid": lambda kutip: kutip.send(b"\xff"),
    "json_malformed": lambda kutip: kutip.send(b"{", "application/json"),
    "key_missing": lambda kutip: kutip.with_keys("read"),
    "key_unknown": lambda kutip: kutip.with_keys("read", shown="kutip_"),
    "scope_missing": lambda kutip: kutip.with_keys("read", shown=KEY),
    "origin_refused": lambda kutip: kutip.send(headers={"Origin": "https://evil.example"}),
    "idempotency_key_invalid": lambda kutip: kutip.send(headers={"Idempotency-Key": "two words"}),
    "route_unknown": lambda kutip: kutip.client.get("/nowhere"),
    "job_unknown": lambda kutip: kutip.client.get("/v1/jobs/a"),
    "batch_unknown": lambda kutip: kutip.client.get("/v1/batches/a"),
    "method_not_allowed": lambda kutip: kutip.client.get("/v1/articles"),
    "not_acceptable": lambda kutip: kutip.send(headers={"Accept": "text/html"}),
    "request_timeout": lambda kutip: kutip.send(environ_overrides={"wsgi.input": SilentClient()}),
    "job_failed": lambda kutip: kutip.client.get(kutip.ended(error=ERROR) + "/record"),
    "job_finished": lambda kutip: kutip.client.post(kutip.ended(record=b"{}") + "/cancel"),
    "job_canceled": lambda kutip: kutip.client.get(kutip.canceled() + "/record"),
    "batch_finished": lambda kutip: kutip.client.post(kutip.batch(b"?").json["links"]["cancel"]),
    "record_expired": lambda kutip: kutip.tampered("gone"),
    "body_too_large": lambda kutip: kutip.send(b"a" * (kutip.config.max_body_bytes + 1)),
    "address_too_long": lambda kutip: kutip.unread(LimitRequestLine(9_000, 8_190)),
    "headers_too_large": lambda kutip: kutip.unread(LimitRequestHeaders("too many")),
    "media_type_unsupported": lambda kutip: kutip.send(content_type="text/html"),
    "charset_unsupported": lambda kutip: kutip.send(content_type="text/plain; charset=latin-1"),
    "content_encoding_unsupported": lambda kutip: kutip.send(headers={"Content-Encoding": "br"}),
    "article_invalid": lambda kutip: kutip.send(b"{}", "application/json"),
    "parameter_invalid": lambda kutip: kutip.client.get("/v1/jobs/a/record?format=atom"),
    "idempotency_mismatch": lambda kutip: [kutip.send(text, headers={"Idempotency-Key": "a"}) for text in (b"a", b"b")][
        1
    ],
    "batch_too_large": lambda kutip: kutip.batch(*[b"?"] * 1_001),
    "batch_empty": lambda kutip: kutip.batch(b" "),
    "rate_limited": lambda kutip: kutip.limited(rate_per_minute=1),
    "unfinished_limit": lambda kutip: kutip.limited(max_unfinished=1),
    "internal": lambda kutip: kutip.tampered("job"),
    "queue_full": lambda kutip: [kutip.send(), kutip.send()][1],
    "store_unavailable": lambda _: client_of(Config(redis_url="redis://127.0.0.1:1/0")).get("/readyz"),
    "worker_missing": lambda kutip: kutip.client.get("/readyz"),
}


@pytest.mark.parametrize("problem", CATALOGUE, ids=lambda problem: problem.code)
def test_every_problem_happens(kutip, problem):
    answer = PROVOCATIONS[problem.code](kutip)

    assert (answer.status_code, answer.json["code"], answer.json["title"]) == (
        problem.status,
        problem.code,
        problem.title,
    )


def test_each_problem_has_its_provocation_and_a_code_of_its_own():
    assert [problem.code for problem in CATALOGUE] == list(PROVOCATIONS)
