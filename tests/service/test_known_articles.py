"""Equal articles: a new job with the record that is already there."""

from __future__ import annotations

import pytest

from service.store import Outcome

ARTICLE = {"text": "Kami menang.", "language": "id"}
RECORD = b'{ "as": "written" }'


@pytest.fixture
def read(client, ledger):
    """Return how to have an article read by a worker of some version of the pipeline; it returns the job's id."""

    def read(article, version="1", announced="1"):
        job = client.post("/v1/articles", json=article).json["id"]
        ledger.announce(["w"], pipeline_version=announced, languages=["id"])
        group = ledger.claim()
        ledger.start(group.token, job)
        ledger.finish(group.token, [Outcome(id=job, record=RECORD)], pipeline_version=version)
        return job

    return read


def test_an_equal_article_has_succeeded_at_once(client, unchecked, ledger, read):
    first = read(ARTICLE)

    second = client.post("/v1/articles", json=ARTICLE | {"custom_id": "again", "metadata": {"a": "b"}})

    assert second.status_code == 202
    assert second.json["id"] != first
    told = ("status", "cached", "custom_id", "metadata", "attempts", "started_at")
    assert [second.json[name] for name in told] == ["succeeded", True, "again", {"a": "b"}, 0, None]
    assert unchecked.get(f"/v1/jobs/{second.json['id']}/record").data == RECORD
    assert not client.get(f"/v1/jobs/{first}").json["cached"]
    assert ledger.claim() is None


def test_its_record_may_be_waited_for_without_waiting(unchecked, read):
    read(ARTICLE)

    answer = unchecked.post("/v1/articles", json=ARTICLE, headers={"Prefer": "wait=5"})

    assert (answer.status_code, answer.json["record"]) == (200, {"as": "written"})


def test_the_order_of_keys_makes_no_other_article(client, read):
    read({"text": "Kami menang.", "language": "id"})

    assert client.post("/v1/articles", json={"language": "id", "text": "Kami menang."}).json["cached"]


OTHERS = [
    pytest.param({"json": ARTICLE | {"text": "Kami kalah."}}, id="another text"),
    pytest.param({"json": ARTICLE | {"language": "ms"}}, id="another option"),
    pytest.param({"json": ARTICLE, "headers": {"Cache-Control": "no-cache"}}, id="the caller wants it read anew"),
]


@pytest.mark.parametrize("other", OTHERS)
def test_others_are_read(client, read, other):
    read(ARTICLE)

    answer = client.post("/v1/articles", **other)

    assert (answer.json["status"], answer.json["cached"]) == ("queued", False)


VERSIONS = [
    pytest.param("1", "2", id="workers of a newer pipeline have come"),
    pytest.param("", "1", id="the record's version is not known"),
]


@pytest.mark.parametrize(("version", "announced"), VERSIONS)
def test_the_record_of_another_pipeline_is_not_given(client, read, version, announced):
    read(ARTICLE, version, announced=announced)

    assert not client.post("/v1/articles", json=ARTICLE).json["cached"]


def test_without_workers_nothing_is_known(client, read, config, connection):
    read(ARTICLE)
    connection.delete(f"{config.redis_prefix}:version")  # as it is by itself a heartbeat's time after the last worker

    assert not client.post("/v1/articles", json=ARTICLE).json["cached"]


def test_the_version_outlives_the_workers_by_a_heartbeat(open_ledger, config, connection):
    open_ledger(heartbeat_ttl_s=7.0).announce(["w"], pipeline_version="1", languages=["id"])

    assert connection.pttl(f"{config.redis_prefix}:version") == pytest.approx(7_000, abs=1_000)


def test_a_deleted_record_is_given_to_nobody(client, read):
    client.delete(f"/v1/jobs/{read(ARTICLE)}")

    assert not client.post("/v1/articles", json=ARTICLE).json["cached"]


def test_a_known_article_needs_no_room_in_the_queue(client, open_ledger, app, read):
    read(ARTICLE)
    app.extensions["kutip"] = type(app.extensions["kutip"])(app.extensions["kutip"].config, open_ledger(max_waiting=1))
    client.post("/v1/articles", json={"text": "a"})

    assert client.post("/v1/articles", json={"text": "b"}).status_code == 503
    assert client.post("/v1/articles", json=ARTICLE).json["cached"]
