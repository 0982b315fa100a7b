"""Callers of the API who never give up: they submit until they hold a 202, and ask until the article has ended."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.faults.articles import make_article

if TYPE_CHECKING:
    from collections.abc import Callable

CLIENTS = 8
MOST_OUTSTANDING = 48  # articles that one client has accepted and not yet ended: enough to fill the workers' groups
ANSWER_LIMIT_S = 15.0  # Redis counts as away after three tries of two seconds
PAUSE_S = 0.05  # before a call is repeated, and between two looks at jobs that have not ended
LONGEST_PAUSE_S = 1.0  # of what Retry-After asks for: a bench has less time than a caller
PATIENCE_S = 90.0  # nothing has ended for so long: what is left is stuck


@dataclass(slots=True)
class Accepted:
    """An article with a 202, and what became of it: ``ended`` is how the job ended, ``lost`` when nobody knows it."""

    number: int
    job_id: str
    ended: str | None = None
    record: bytes | None = None


@dataclass(slots=True)
class Load:
    """So many articles through ``CLIENTS`` clients at the service on ``port``; the seed makes them and their keys."""

    port: int
    seed: int
    articles: int
    accepted: list[Accepted] = field(default_factory=list)
    ended: int = 0
    answers: Counter[str] = field(default_factory=Counter)  # what the clients were told beside 2xx
    surprises: list[str] = field(default_factory=list)  # answers that no fault excuses
    moved_at: float = field(default_factory=time.monotonic)
    _given_up: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _threads: list[threading.Thread] = field(default_factory=list)

    def start(self) -> None:
        """Let the clients begin."""
        numbers = iter(range(self.articles))

        def next_number() -> int | None:
            with self._lock:
                return next(numbers, None)

        self._threads = [
            threading.Thread(target=Caller(self, next_number).run, name=f"client-{n}", daemon=True)
            for n in range(CLIENTS)
        ]
        for thread in self._threads:
            thread.start()

    def until(self, share: float) -> bool:
        """Wait until this share of the articles has ended; False when they are stuck before."""
        while self.ended < share * self.articles and not self.stuck():
            time.sleep(0.005)
        return not self.stuck()

    def finish(self) -> None:
        """Wait until every article has ended or nothing moves any more."""
        while any(thread.is_alive() for thread in self._threads) and not self.stuck():
            time.sleep(0.02)
        self._given_up = True
        for thread in self._threads:
            thread.join()

    @property
    def outstanding(self) -> int:
        """How many articles one client may wait for: few beside the load, so that submits meet every fault, too."""
        return max(1, min(MOST_OUTSTANDING, self.articles // (CLIENTS * 8)))

    def stuck(self) -> bool:
        """Tell whether nothing has moved for too long."""
        return time.monotonic() - self.moved_at > PATIENCE_S

    def given_up(self) -> bool:
        """Tell the clients whether to stop asking."""
        return self._given_up

    def note_accepted(self, one: Accepted) -> None:
        with self._lock:
            self.accepted.append(one)
            self.moved_at = time.monotonic()

    def note_ended(self) -> None:
        with self._lock:
            self.ended += 1
            self.moved_at = time.monotonic()

    def note_answer(self, what: str) -> None:
        with self._lock:
            self.answers[what] += 1

    def note_surprise(self, what: str) -> None:
        with self._lock:
            self.surprises.append(what)


class Caller:
    """One client on one connection, which it opens again whenever it breaks."""

    def __init__(self, load: Load, next_number: Callable[[], int | None]) -> None:
        self._load = load
        self._next_number = next_number
        self._connection = http.client.HTTPConnection("127.0.0.1", load.port, timeout=ANSWER_LIMIT_S)

    def run(self) -> None:
        """Submit, with so many outstanding at most, and ask for the oldest until all have ended."""
        outstanding: deque[Accepted] = deque()
        more = True
        while (more or outstanding) and not self._load.given_up():
            if more and len(outstanding) < self._load.outstanding:
                more = self._submit_next(outstanding)
                continue
            self._look_at(outstanding)
        self._connection.close()

    def _submit_next(self, outstanding: deque[Accepted]) -> bool:
        """Submit one more article until it is accepted; False when there is none."""
        number = self._next_number()
        if number is None:
            return False
        body = json.dumps(make_article(self._load.seed, number)).encode()
        headers = {"Content-Type": "application/json", "Idempotency-Key": f"{self._load.seed}-{number}"}
        while not self._load.given_up():
            status, answer = self._ask("POST", "/v1/articles", body, headers)
            if status in {200, 202}:
                outstanding.append(Accepted(number, json.loads(answer)["id"]))
                self._load.note_accepted(outstanding[-1])
                break
        return True

    def _look_at(self, outstanding: deque[Accepted]) -> None:
        """Ask for the oldest; put it last while it has not ended."""
        one = outstanding.popleft()
        status, answer = self._ask("GET", f"/v1/jobs/{one.job_id}/record")
        if status == 200:
            one.ended, one.record = "succeeded", answer
        elif status == 409:
            one.ended = self._how_it_failed(one.job_id)
        elif status in {404, 410}:
            one.ended = "lost"
        if one.ended:
            self._load.note_ended()
            return
        outstanding.append(one)
        time.sleep(PAUSE_S)

    def _how_it_failed(self, job_id: str) -> str | None:
        status, answer = self._ask("GET", f"/v1/jobs/{job_id}")
        return json.loads(answer)["error"]["code"] if status == 200 else None

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
        self._load.note_answer(f"{response.status} {code}")
        retry_after = response.headers["Retry-After"]
        if response.status in {429, 503} and retry_after:
            time.sleep(min(float(retry_after), LONGEST_PAUSE_S))
        elif code not in {"job_failed", "job_unknown", "record_expired", "idempotency_in_flight"}:
            self._load.note_surprise(f"{response.status} {code}, Retry-After: {retry_after}")
