"""Batches: many articles in, item by item; their records out, line by line."""

from __future__ import annotations

import dataclasses
import json

import pytest

from service.app import create_app
from service.store import Idempotency, Item, JobError, Outcome, Submission
from tests.contract.spec import SPEC

NDJSON = "application/x-ndjson"
GOOD = {"custom_id": "a", "text": "Kami menang."}
LIMIT = JobError(code="time_limit", title="It took too long", detail="More than 5 s.", retryable=False)


@pytest.fixture
def send(client):
    """Return how to send values as the lines of a batch."""

    def send(*values, **options):
        lines = b"\n".join(value if isinstance(value, bytes) else json.dumps(value).encode() for value in values)
        return client.post("/v1/batches", data=lines, content_type=NDJSON, **options)

    return send


def articles(count):
    return [{"custom_id": str(number), "text": f"Kami menang {number}."} for number in range(count)]


def lines(answer):
    return [json.loads(line) for line in answer.data.splitlines()]


def codes(answer):
    return [item["error"] and item["error"]["code"] for item in answer.json["items"]]


@pytest.mark.parametrize("media_type", ["application/json", NDJSON])
def test_articles_of_a_batch_are_queued_in_their_order(client, send, ledger, media_type):
    body = articles(30)

    answer = send(*body) if media_type == NDJSON else client.post("/v1/batches", json={"articles": body})

    assert answer.status_code == 202
    assert answer.headers["Location"] == answer.json["links"]["self"] == f"/v1/batches/{answer.json['id']}"
    assert (answer.json["status"], answer.json["total"], answer.json["counts"]["queued"]) == ("running", 30, 30)
    assert [item["custom_id"] for item in answer.json["items"]] == [str(number) for number in range(30)]
    group = ledger.claim()
    assert group.lane == "bulk"
    assert [claimed.id for claimed in group.articles] == [item["job"] for item in answer.json["items"][:16]]
    assert json.loads(group.articles[3].article) == {"text": "Kami menang 3."}


ITEMS = [
    pytest.param({"text": ""}, "article_invalid", "/text", "blank", id="an article without text"),
    pytest.param({"text": "a", "titel": "b"}, "article_invalid", "/titel", "unknown_key", id="an unknown key"),
    pytest.param([1], "article_invalid", "", "not_an_object", id="a list"),
    pytest.param("Kami menang.", "article_invalid", "", "not_an_object", id="a string"),
    pytest.param(b"{", "json_malformed", None, None, id="half a line"),
    pytest.param(b"\xff", "encoding_invalid", None, None, id="bytes of another encoding"),
    pytest.param(b"[" * 100_000, "json_malformed", None, None, id="nested a hundred thousand times"),
    pytest.param(GOOD, "article_invalid", "/custom_id", "custom_id_repeated", id="a name that an earlier one has"),
]


@pytest.mark.parametrize(("item", "code", "pointer", "flaw"), ITEMS)
def test_a_bad_item_is_refused_and_the_others_are_taken(send, item, code, pointer, flaw):
    answer = send(GOOD, item, {"text": "b"})

    assert (answer.status_code, codes(answer)) == (202, [None, code, None])
    assert answer.json["counts"] | {"queued": 2, "rejected": 1} == answer.json["counts"]
    errors = answer.json["items"][1]["error"]["errors"]
    assert [(error["pointer"], error["code"]) for error in errors] == ([] if flaw is None else [(pointer, flaw)])


def test_the_name_of_a_bad_item_is_given_back_if_it_is_one(send):
    answer = send({"custom_id": "x", "text": 1}, {"custom_id": "", "text": 1}, {"custom_id": ["x"]})

    assert [item["custom_id"] for item in answer.json["items"]] == ["x", None, None]


def test_a_batch_of_bad_items_is_finished_at_once(client, send):
    answer = send({"text": ""})

    assert (answer.status_code, answer.json["status"], answer.json["total"]) == (202, "finished", 1)
    assert answer.json["expires_at"]
    assert "Retry-After" not in answer.headers
    assert lines(client.get(answer.json["links"]["records"]))[0]["error"]["code"] == "article_invalid"


BODIES = [
    pytest.param((b"", NDJSON, 422, "batch_empty"), id="no line"),
    pytest.param((b"\n \n\n", NDJSON, 422, "batch_empty"), id="blank lines"),
    pytest.param((b'{"articles": []}', "application/json", 422, "batch_empty"), id="no article"),
    pytest.param((b"{}", "application/json", 422, "article_invalid"), id="no articles"),
    pytest.param((b'{"articles": {}}', "application/json", 422, "article_invalid"), id="articles that are no list"),
    pytest.param((b'{"articles": [], "a": 1}', "application/json", 422, "article_invalid"), id="an unknown key"),
    pytest.param((b'{"articles": [', "application/json", 400, "json_malformed"), id="half an object"),
    pytest.param((b"", "application/json", 400, "body_empty"), id="no object"),
    pytest.param((b"a", "text/plain", 415, "media_type_unsupported"), id="one article"),
    pytest.param((b"{}\n" * 1_001, NDJSON, 422, "batch_too_large"), id="1,001 lines"),
    pytest.param(
        (b'{"articles": [%s1]}' % (b"1," * 1_000), "application/json", 422, "batch_too_large"), id="1,001 items"
    ),
    pytest.param((b"a" * 4_194_305, NDJSON, 413, "body_too_large"), id="a line of more than 4 MiB"),
    pytest.param(
        (b'{"text": "a"}\n' * 900 + b"a" * 4_194_304, NDJSON, 413, "body_too_large"), id="too long in the end"
    ),
]


@pytest.mark.parametrize("case", BODIES)
def test_what_is_no_batch_queues_nothing(client, config, connection, case):
    body, media_type, status, code = case
    answer = client.post("/v1/batches", data=body, content_type=media_type)

    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert list(connection.scan_iter(f"{config.redis_prefix}:*")) == []


def test_a_batch_that_does_not_fit_into_the_queue_queues_nothing(config, open_ledger, connection):
    client = create_app(dataclasses.replace(config, max_waiting=3), open_ledger(max_waiting=3)).test_client()
    bodies = [b'{"text": "a"}\n' * count for count in (2, 2, 4)]

    answers = [client.post("/v1/batches", data=body, content_type=NDJSON) for body in bodies]

    assert [answer.json.get("code") for answer in answers] == [None, "queue_full", "batch_too_large"]
    assert answers[1].headers["Retry-After"] == "30"
    assert connection.llen(f"{config.redis_prefix}:lane:bulk") == 2
    assert len(list(connection.scan_iter(f"{config.redis_prefix}:job:*"))) == 2


def test_a_batch_takes_no_parameters(client):
    answer = client.post("/v1/batches?language=id", data=b"{}", content_type=NDJSON)

    assert (answer.status_code, answer.json["code"]) == (422, "parameter_invalid")


@pytest.fixture
def mixed(client, ledger, send):
    """Return the answer to a batch whose items have come to all the ends there are."""
    answer = send(*articles(6), {"custom_id": "6", "text": ""})
    jobs = [item["job"] for item in answer.json["items"]]
    group = ledger.claim()
    for job in jobs[:3]:
        ledger.start(group.token, job)
    example = json.dumps(SPEC["components"]["examples"]["Record"]["value"]).encode()
    ledger.finish(group.token, [Outcome(id=jobs[0], record=example), Outcome(id=jobs[1], error=LIMIT)])
    client.post(f"/v1/jobs/{jobs[3]}/cancel")
    client.delete(f"/v1/jobs/{jobs[4]}")
    return answer


def test_a_batch_counts_its_items_by_state(client, mixed):
    answer = client.get(mixed.headers["Location"])

    counts = answer.json["counts"]
    assert [counts[state] for state in ("queued", "running", "succeeded", "failed", "rejected")] == [1] * 5
    assert counts["canceled"] == 2  # what is deleted before it ends is canceled
    assert (answer.json["status"], answer.headers["Retry-After"]) == ("running", "1")


def test_records_come_in_the_order_of_submission_with_what_became_of_each(client, mixed):
    answer = client.get(mixed.json["links"]["records"])

    found = lines(answer)
    assert (answer.status_code, answer.mimetype, answer.headers["Retry-After"]) == (200, NDJSON, "1")
    assert [line["custom_id"] for line in found] == [str(number) for number in range(7)]
    assert [line["job"] and line["job"]["status"] for line in found] == [
        *("succeeded", "failed", "running", "canceled"),
        *(None, "queued", None),
    ]
    assert [line["error"] and line["error"]["code"] for line in found] == [
        *(None, "time_limit", None, "job_canceled"),
        *("record_expired", None, "article_invalid"),
    ]
    assert [line["record"] is not None for line in found] == [True] + [False] * 6


def test_a_record_of_a_batch_is_that_of_its_job(unchecked, client, ledger, send):
    answer = send(*articles(60))
    jobs = [item["job"] for item in answer.json["items"]]
    while group := ledger.claim():
        ledger.finish(
            group.token, [Outcome(id=one.id, record=f'{{"of":"{one.id}"}}'.encode()) for one in group.articles]
        )

    found = unchecked.get(answer.json["links"]["records"])

    assert [line["record"]["of"] for line in lines(found)] == jobs
    assert "Retry-After" not in found.headers
    assert client.get(answer.headers["Location"]).json["status"] == "finished"


def test_a_canceled_batch_keeps_what_is_done_and_stops_the_rest(client, ledger, mixed):
    answer = client.post(mixed.json["links"]["cancel"])

    assert (answer.status_code, answer.json["status"]) == (200, "canceled")
    assert answer.json["counts"] | {"succeeded": 1, "failed": 1, "canceled": 4, "queued": 0} == answer.json["counts"]
    assert answer.json["canceled_at"] <= answer.json["finished_at"] < answer.json["expires_at"]
    assert ledger.claim() is None
    again = client.post(mixed.json["links"]["cancel"])
    assert (again.status_code, again.json["code"]) == (409, "batch_finished")


def test_a_batch_lives_as_long_as_its_records(client, ledger, send, config, connection):
    answer = send(GOOD)
    keys = [f"{config.redis_prefix}:{kind}:{answer.json['id']}" for kind in ("batch", "items")]
    assert [connection.ttl(key) for key in keys] == [-1, -1]

    group = ledger.claim()
    ledger.finish(group.token, [Outcome(id=group.articles[0].id, record=b"{}")])

    assert [connection.ttl(key) for key in keys] == [pytest.approx(86_400, abs=60)] * 2
    connection.delete(*keys)
    assert client.get(answer.headers["Location"]).json["code"] == "record_expired"


def test_known_articles_of_a_batch_have_succeeded_at_once(client, ledger, send):
    job = client.post("/v1/articles", json={"text": "Kami menang 0."}).json["id"]
    ledger.announce(["w"], pipeline_version="1", languages=["id"])
    ledger.finish(ledger.claim().token, [Outcome(id=job, record=b"{}")], pipeline_version="1")

    mixed, known = send(*articles(2)), send(*articles(1))

    assert (mixed.json["counts"]["succeeded"], mixed.json["counts"]["queued"], mixed.json["expires_at"]) == (1, 1, None)
    assert (known.json["status"], known.json["counts"]["succeeded"]) == ("finished", 1)


def test_a_batch_sent_again_with_its_key_is_the_same(send, ledger):
    first, again = (send(*articles(3), {"text": ""}, headers={"Idempotency-Key": "k"}) for _ in range(2))

    assert again.json == first.json
    assert again.headers["Idempotency-Replayed"] == "true"
    assert len(ledger.claim().articles) == 3
    assert ledger.claim() is None


def test_the_same_key_for_another_batch_is_refused_and_leaves_nothing(send, config, connection):
    send(*articles(3), headers={"Idempotency-Key": "k"})

    answer = send(*articles(2), headers={"Idempotency-Key": "k"})

    assert (answer.status_code, answer.json["code"]) == (422, "idempotency_mismatch")
    assert len(list(connection.scan_iter(f"{config.redis_prefix}:job:*"))) == 3
    assert len(list(connection.scan_iter(f"{config.redis_prefix}:items:*"))) == 1


def test_what_is_staged_twice_is_there_once(ledger):
    item = Item(job_id="j1", custom_id=None, submission=Submission(article=b"{}", lane="bulk", request_id="r"))
    once = Idempotency(key="", fingerprint="")

    for _ in range(2):  # as when the answer to a call is lost
        ledger.batches.stage("b1", 0, [item])
    sealed = [ledger.batches.seal("b1", "", once) for _ in range(2)]

    assert sealed[0] == sealed[1]
    assert ledger.batches.batch("b1").counts["queued"] == ledger.batches.batch("b1").total == 1
    assert ledger.jobs("", limit=9).jobs[0].id == "j1"


def test_what_was_received_of_a_broken_batch_is_forgotten_by_itself(ledger, config, connection):
    submission = Submission(article=b"{}", lane="bulk", request_id="r")
    ledger.batches.stage("b1", 0, [Item(job_id="j1", custom_id=None, submission=submission)])

    keys = list(connection.scan_iter(f"{config.redis_prefix}:*"))
    assert [connection.ttl(key) for key in keys] == [pytest.approx(600, abs=30)] * 2
    assert ledger.job("j1") is None
    assert ledger.claim() is None


@pytest.mark.parametrize("path", ["/v1/batches/{}", "/v1/batches/{}/records"])
@pytest.mark.parametrize("batch", ["never-was", "*", "a" * 65])
def test_a_batch_nobody_made_is_unknown(client, path, batch):
    answer = client.get(path.format(batch))

    assert (answer.status_code, answer.json["code"]) == (404, "batch_unknown")


def test_a_batch_that_has_not_changed_is_not_sent_again(client, send):
    path = send(GOOD).headers["Location"]

    answer = client.get(path, headers={"If-None-Match": client.get(path).headers["ETag"]})

    assert (answer.status_code, answer.data) == (304, b"")
