"""Idempotency-Key: sending a request again does nothing again."""

from __future__ import annotations

import pytest

ARTICLE = {"text": "Kami menang.", "custom_id": "a/1", "metadata": {"desk": "kota"}}


@pytest.fixture
def send(client):
    def send(article, key="5b0c1a52", **headers):
        return client.post("/v1/articles", json=article, headers={"Idempotency-Key": key, **headers})

    return send


def test_a_request_sent_again_gets_the_same_job(send, ledger):
    first, second = send(ARTICLE), send(ARTICLE)

    assert second.json == first.json
    assert second.headers["Location"] == first.headers["Location"]
    assert ("Idempotency-Replayed" in first.headers, second.headers["Idempotency-Replayed"]) == (False, "true")
    assert len(ledger.claim().articles) == 1


def test_the_answer_tells_how_far_the_job_is_by_now(send, finish):
    finish(send(ARTICLE).json["id"], record=b"{}")

    assert send(ARTICLE).json["status"] == "succeeded"


def test_key_order_and_white_space_make_no_other_request(client, send):
    first = send({"text": "Kami menang.", "language": "id"})

    again = client.post(
        "/v1/articles",
        data=b'{ "language": "id",\n"text": "Kami menang." }',
        content_type="application/json",
        headers={"Idempotency-Key": "5b0c1a52"},
    )

    assert again.json["id"] == first.json["id"]


OTHERS = [
    pytest.param(ARTICLE | {"text": "Kami kalah."}, id="another text"),
    pytest.param(ARTICLE | {"language": "id"}, id="another option"),
    pytest.param(ARTICLE | {"custom_id": "a/2"}, id="another id of the caller"),
    pytest.param(ARTICLE | {"metadata": {}}, id="other metadata"),
]


@pytest.mark.parametrize("other", OTHERS)
def test_the_same_key_for_another_request_is_refused(send, ledger, other):
    send(ARTICLE)

    answer = send(other)

    assert (answer.status_code, answer.json["code"]) == (422, "idempotency_mismatch")
    assert len(ledger.claim().articles) == 1


def test_the_key_of_an_article_is_not_that_of_a_batch(client, send):
    send(ARTICLE)

    answer = client.post("/v1/batches", json={"articles": [ARTICLE]}, headers={"Idempotency-Key": "5b0c1a52"})

    assert answer.json["code"] == "idempotency_mismatch"


def test_other_keys_make_other_jobs(send):
    assert send(ARTICLE, "a").json["id"] != send(ARTICLE, "b").json["id"]


def test_a_refused_article_leaves_its_key_free(send):
    assert send({"text": ""}).status_code == 422
    assert send(ARTICLE).status_code == 202


def test_a_key_whose_job_was_deleted_gives_no_new_one(client, send):
    client.delete(send(ARTICLE).headers["Location"])

    assert (send(ARTICLE).status_code, send(ARTICLE).json["code"]) == (410, "record_expired")


def test_a_key_is_kept_for_a_day(send, config, connection):
    send(ARTICLE)
    (kept,) = connection.scan_iter(f"{config.redis_prefix}:idem:*")

    assert connection.ttl(kept) == pytest.approx(86_400, abs=60)
    assert b"5b0c1a52" not in kept  # a key may be a secret of the caller's


@pytest.mark.parametrize("key", ["", "two words", "a" * 256, "é"])
def test_keys_of_another_shape_are_refused(send, key):
    answer = send(ARTICLE, key)

    assert (answer.status_code, answer.json["code"]) == (400, "idempotency_key_invalid")
