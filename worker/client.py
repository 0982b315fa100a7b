"""A client of the HTTP API that needs nothing but the standard library: submit, poll, fetch the record."""

from __future__ import annotations

import http.client
import json
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

Json = dict[str, Any]

TERMINAL = ("succeeded", "failed", "canceled")


class RefusedError(Exception):
    """The service answered with a problem (RFC 9457): ``status``, and ``problem`` as it was sent."""

    def __init__(self, status: int, problem: Json) -> None:
        super().__init__(f"{status} {problem.get('title', '')}: {problem.get('detail', '')}".strip(": "))
        self.status = status
        self.problem = problem


class UnreachableError(Exception):
    """The service did not answer; the message names its address."""


class Client:
    """
    One service at ``base_url``; each call opens a connection of its own and waits ``timeout_s`` at most.

    ``key`` is an API key, where the service asks for one.
    """

    def __init__(self, base_url: str, *, key: str = "", timeout_s: float = 10.0) -> None:
        self.base_url = base_url.rstrip("/")
        self.key = key
        self._timeout_s = timeout_s
        self._parts = urlsplit(self.base_url)

    def submit(self, article: Mapping[str, object]) -> Json:
        """Submit an article, its fields as in openapi.yaml, and return its job; raises RefusedError."""
        return self._call("POST", "/v1/articles", json.dumps(article).encode())

    def job(self, job_id: str) -> Json:
        """Return a job as it stands; raises RefusedError where there is none."""
        return self._call("GET", f"/v1/jobs/{job_id}")

    def record(self, job_id: str) -> Json:
        """Return the record of a job that has succeeded (of one that has not: the job); raises RefusedError."""
        return self._call("GET", f"/v1/jobs/{job_id}/record")

    def ready(self) -> bool:
        """Tell whether the service takes articles and a worker is there to read them."""
        try:
            self._call("GET", "/readyz")
        except (RefusedError, UnreachableError):
            return False
        return True

    def wait(self, job_id: str, *, limit_s: float = 60.0) -> Json:
        """Return the job once it has ended, or as it stands after ``limit_s`` seconds."""
        deadline = time.monotonic() + limit_s
        while (job := self.job(job_id))["status"] not in TERMINAL and time.monotonic() < deadline:
            time.sleep(0.1)
        return job

    def _call(self, method: str, path: str, body: bytes | None = None) -> Json:
        connection = self._connect()
        try:
            connection.request(method, self._parts.path + path, body, self._headers(body))
            response = connection.getresponse()
            answer = json.loads(response.read())
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise UnreachableError(f"{self.base_url} gives no usable answer: {error}") from error
        finally:
            connection.close()
        if response.status >= 400:
            raise RefusedError(response.status, answer)
        return dict(answer)

    def _headers(self, body: bytes | None) -> dict[str, str]:
        media_type = {"Content-Type": "application/json"} if body else {}
        return media_type | ({"Authorization": f"Bearer {self.key}"} if self.key else {})

    def _connect(self) -> http.client.HTTPConnection:
        kind = http.client.HTTPSConnection if self._parts.scheme == "https" else http.client.HTTPConnection
        return kind(self._parts.hostname or "", self._parts.port, timeout=self._timeout_s)
