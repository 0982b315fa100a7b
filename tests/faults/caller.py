"""One caller of the API: it submits until it holds a 202, cancels and deletes a few, and asks until all have ended."""

from __future__ import annotations

import http.client
import json
import time
from collections import deque
from typing import TYPE_CHECKING

from tests.faults.articles import make_article
from tests.faults.load import Accepted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.faults.load import Load

ANSWER_LIMIT_S = 15.0  # Redis counts as away after three tries of two seconds
PAUSE_S = 0.05  # before a call is repeated, and between two looks at jobs that have not ended
LONGEST_PAUSE_S = 1.0  # of what Retry-After asks for: a bench has less time than a caller
JSON = "application/json"
CANCELED, DELETED = 7, 19  # of each twenty articles: stopped at once, taken away when it has ended
EXPECTED = {"job_failed", "job_canceled", "job_finished", "job_unknown", "record_expired", "idempotency_in_flight"}


def is_deleted(number: int) -> bool:
    return number % 20 == DELETED


class Caller:
    """One client on one connection, which it opens again whenever it breaks."""

    def __init__(self, load: Load, next_parcel: Callable[[], tuple[int, ...] | None]) -> None:
        self._load = load
        self._next_parcel = next_parcel
        self._connection = http.client.HTTPConnection("127.0.0.1", load.port, timeout=ANSWER_LIMIT_S)
        self._outstanding: deque[Accepted] = deque()

    def run(self) -> None:
        """Submit, with so many outstanding at most, and ask for the oldest until all have ended."""
        more = True
        while (more or self._outstanding) and not self._load.given_up():
            if more and len(self._outstanding) < self._load.outstanding:
                more = self._submit_next()
            else:
                self._look_at(self._outstanding.popleft())
        self._connection.close()

    def _submit_next(self) -> bool:
        """Submit one article more, or a batch of them, until it is accepted; False when there is none."""
        numbers = self._next_parcel()
        if numbers is None:
            return False
        articles = [make_article(self._load.seed, number) | {"custom_id": str(number)} for number in numbers]
        if len(articles) == 1:
            answer = self._insist("/v1/articles", articles[0], numbers)
            accepted = [Accepted(*numbers, answer["id"])] if answer else []
        else:
            answer = self._insist("/v1/batches", {"articles": articles}, numbers)
            accepted = [
                Accepted(int(item["custom_id"]), item["job"], answer["id"])
                for item in (answer or {"items": ()})["items"]
            ]
        for one in accepted:
            self._load.note_accepted(one)
            self._outstanding.append(one)
            if one.number % 20 == CANCELED:
                self._ask("POST", f"/v1/jobs/{one.job_id}/cancel")
        return True

    def _insist(self, path: str, body: object, numbers: Sequence[int]) -> dict[str, object] | None:
        """Return the answer that accepts, None when the load was given up before there was one."""
        headers = {"Content-Type": JSON, "Idempotency-Key": f"{self._load.seed}-{numbers[0]}"}
        while not self._load.given_up():
            status, answer = self._ask("POST", path, json.dumps(body).encode(), headers)
            if status in {200, 202}:
                return json.loads(answer)
        return None

    def _look_at(self, one: Accepted) -> None:
        """Ask for a record; put the article last while it has not ended."""
        status, answer = self._ask("GET", f"/v1/jobs/{one.job_id}/record")
        if status == 200:
            one.ended, one.record = "succeeded", answer
        elif status == 409:
            one.ended = self._how_it_ended(one.job_id)
        elif status in {404, 410}:
            one.ended = "lost"
        if not one.ended:
            self._outstanding.append(one)
            time.sleep(PAUSE_S)
            return
        if is_deleted(one.number) and one.ended != "lost":
            self._delete(one.job_id)
        self._load.note_ended()

    def _how_it_ended(self, job_id: str) -> str | None:
        status, answer = self._ask("GET", f"/v1/jobs/{job_id}")
        if status != 200:
            return None
        job = json.loads(answer)
        return job["error"]["code"] if job["status"] == "failed" else job["status"]

    def _delete(self, job_id: str) -> None:
        """Take a job away until it is gone."""
        while not self._load.given_up() and self._ask("DELETE", f"/v1/jobs/{job_id}")[0] != 204:
            time.sleep(PAUSE_S)

    def _ask(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, bytes]:
        """Return status and body, status 0 where the connection broke; refusals for a while are waited out."""
        try:
            self._connection.request(method, path, body, headers or {})
            response = self._connection.getresponse()
            answer = response.read()
        except (OSError, http.client.HTTPException) as error:
            self._connection.close()
            self._load.note_answer(type(error).__name__)
            time.sleep(PAUSE_S)
            return 0, b""
        if response.status >= 400:
            self._note_refusal(response, answer)
        return response.status, answer

    def _note_refusal(self, response: http.client.HTTPResponse, answer: bytes) -> None:
        code = json.loads(answer).get("code", "no code")
        retry_after = response.headers["Retry-After"]
        if response.status in {429, 503} and retry_after:
            self._load.note_answer(f"{response.status} {code}")
            time.sleep(min(float(retry_after), LONGEST_PAUSE_S))
        elif code not in EXPECTED:
            self._load.note_surprise(f"{response.status} {code}, Retry-After: {retry_after}")
