"""POST /v1/articles: what is taken, what is refused, and what reaches the worker."""

from __future__ import annotations

import json

import pytest

from tests.contract.spec import SPEC, component, schema_errors

TEXT = "Kami menang."
LONGEST = 200_000


def given(why, **article):
    return pytest.param(article, id=why)


GOOD = [
    given("text alone", text=TEXT),
    given("100,000 quotation marks", text='"' * 100_000),
    given("one line of 200,000 characters", text="a" * LONGEST),
    given("200,000 characters outside the basic plane", text="😀" * LONGEST),
    given("control characters are text", text="a\x07\x1b\u2028b"),
    given("a byte order mark inside is text", text="\ufeffa"),
    given("a day", text=TEXT, published="2024-02-29"),
    given("a moment without a zone", text=TEXT, published="2023-09-12T14:30"),
    given("a moment in UTC", text=TEXT, published="2023-09-12T14:30:05.123Z"),
    given("a moment in Jakarta", text=TEXT, published="2023-09-12T14:30:05+07:00"),
    given("a language", text=TEXT, language="id"),
    given("a language with script, region and private use", text=TEXT, language="zh-Hant-TW-x-berita"),
    given("an address", text=TEXT, url="HTTPS://berita.example/2023/09/12/bus?a=b#c"),
    given("an address of the sixth version", text=TEXT, url="http://[::1]:8080/a"),
    given("an international address", text=TEXT, url="https://bücher.example/a/ü"),
    given("the longest headline", text=TEXT, headline="a" * 1_000),
    given("a source and an id", text=TEXT, source_name="Berita", custom_id="a/1"),
    given("metadata", text=TEXT, metadata={"desk/kota": "a~b", "é": "1"}),
    given("no metadata", text=TEXT, metadata={}),
    given("as much metadata as may be", text=TEXT, metadata={f"{n:064}": "a" * 512 for n in range(16)}),
]


@pytest.mark.parametrize("article", GOOD)
def test_good_articles_reach_the_worker_as_they_were_sent(client, ledger, article):
    answer = client.post("/v1/articles", json=article)

    assert answer.status_code == 202
    assert answer.headers["Location"] == answer.json["links"]["self"] == f"/v1/jobs/{answer.json['id']}"
    assert answer.json["status"] == "queued"
    waiting = ledger.claim().articles[0]
    sent = {key: value for key, value in article.items() if key not in {"custom_id", "metadata"}}
    assert (waiting.id, json.loads(waiting.article)) == (answer.json["id"], sent)
    assert schema_errors(component("ArticleIn"), article) == []


BEYOND_SCHEMA = object()  # openapi.yaml cannot say it: the document takes what the service refuses


def flawed(why, pointer, code, *beyond, **article):
    return pytest.param({"text": TEXT, **article}, pointer, code, BEYOND_SCHEMA in beyond, id=why)


BAD = [
    flawed("an unknown key", "/titel", "unknown_key", titel="a"),
    flawed("an unknown key with slash and tilde", "/a~1b~0c", "unknown_key", **{"a/b~c": 1}),
    flawed("an unknown key of 10,000 characters", "", "unknown_key", **{"a" * 10_000: 1}),
    flawed("half a surrogate pair as a key", "", "unknown_key", **{"\ud800": 1}),
    flawed("text that is a number", "/text", "wrong_type", text=1),
    flawed("text that is a list", "/text", "wrong_type", text=["a"]),
    flawed("text that is true", "/text", "wrong_type", text=True),
    flawed("text that is null", "/text", "null", text=None),
    flawed("an optional key that is null", "/headline", "null", headline=None),
    flawed("empty text", "/text", "blank", text=""),
    flawed("white space alone", "/text", "blank", text=" \n\t\u00a0\u3000"),
    flawed("an empty headline", "/headline", "blank", headline=""),
    flawed("text of 200,001 characters", "/text", "too_long", text="a" * (LONGEST + 1)),
    flawed("a headline of 1,001 characters", "/headline", "too_long", headline="a" * 1_001),
    flawed("a NUL in the text", "/text", "nul_character", text="a\0b"),
    flawed("a NUL in metadata", "/metadata/a", "nul_character", metadata={"a": "b\0"}),
    flawed("half a surrogate pair", "/text", "lone_surrogate", BEYOND_SCHEMA, text="a\ud800b"),
    flawed("half a surrogate pair in the headline", "/headline", "lone_surrogate", BEYOND_SCHEMA, headline="\udfff"),
    flawed("both text and html", "/html", "text_and_html", html="<p>a</p>"),
    flawed("a day that does not exist", "/published", "date_malformed", published="2023-02-29"),
    flawed("a date in words", "/published", "date_malformed", published="12 September 2023"),
    flawed("a date with slashes", "/published", "date_malformed", published="12/9/2023"),
    flawed("a date without dashes", "/published", "date_malformed", published="20230912"),
    flawed("a date in other digits", "/published", "date_malformed", published="٢٠٢٣-٠٩-١٢"),
    flawed("the year 0", "/published", "date_malformed", published="0000-02-29"),
    flawed("a leap day of a century", "/published", "date_malformed", published="1900-02-29"),
    flawed("a year alone", "/published", "date_malformed", published="2023"),
    flawed("hour 24", "/received_at", "date_malformed", received_at="2023-09-12T24:00"),
    flawed("a date and a line break", "/published", "date_malformed", BEYOND_SCHEMA, published="2023-09-12\n"),
    flawed("a language in words", "/language", "language_malformed", language="Bahasa Indonesia"),
    flawed("a language with an underscore", "/language", "language_malformed", language="id_ID"),
    flawed("a language of 36 characters", "/language", "too_long", language="id-" + "a" * 33),
    flawed("an address without a scheme", "/url", "url_malformed", url="berita.example/a"),
    flawed("a script for an address", "/url", "url_malformed", url="javascript:alert(1)"),
    flawed("a file for an address", "/url", "url_malformed", url="file:///etc/passwd"),
    flawed("an address without a host", "/url", "url_malformed", url="http:///a"),
    flawed("an address with a broken host", "/url", "url_malformed", url="http://[::1/a"),
    flawed("an address with a space", "/url", "url_malformed", url="http://berita.example/a b"),
    flawed("an address of 2,049 characters", "/url", "too_long", url="http://a.example/".ljust(2_049, "a")),
    flawed("metadata that is a list", "/metadata", "wrong_type", metadata=["a"]),
    flawed("metadata that is not flat", "/metadata/a", "wrong_type", metadata={"a": {"b": "c"}}),
    flawed("metadata with a number", "/metadata/a~1b", "wrong_type", metadata={"a/b": 1}),
    flawed("metadata with an empty key", "/metadata/", "blank", metadata={"": "a"}),
    flawed("metadata with a key of 65 characters", f"/metadata/{'a' * 65}", "too_long", metadata={"a" * 65: "a"}),
    flawed("metadata with a value of 513 characters", "/metadata/a", "too_long", metadata={"a": "a" * 513}),
    flawed("17 entries of metadata", "/metadata", "too_many", metadata={str(n): "a" for n in range(17)}),
    flawed("an id of 129 characters", "/custom_id", "too_long", custom_id="a" * 129),
    flawed("an id that is a number", "/custom_id", "wrong_type", custom_id=42),
]


@pytest.mark.parametrize(("article", "pointer", "code", "beyond_schema"), BAD)
def test_bad_articles_are_refused(client, article, pointer, code, beyond_schema):
    answer = client.post("/v1/articles", json=article)

    assert (answer.status_code, answer.json["code"]) == (422, "article_invalid")
    assert [(error["pointer"], error["code"]) for error in answer.json["errors"]] == [(pointer, code)]
    assert bool(schema_errors(component("ArticleIn"), article)) != beyond_schema


def test_html_is_refused_until_it_is_supported(client):
    answer = client.post("/v1/articles", json={"html": "<p>Kami menang.</p>"})

    assert answer.status_code == 422
    assert {(error["pointer"], error["code"]) for error in answer.json["errors"]} == {
        ("/html", "html_not_supported"),
        ("/text", "required"),
    }


def test_every_flaw_is_listed_up_to_fifty(client):
    answer = client.post("/v1/articles", json={str(number): 1 for number in range(1_000)})

    assert len(answer.json["errors"]) == 50


@pytest.mark.parametrize("body", ["[]", '"Kami menang."', "null", "1", "true", '[{"text": "Kami menang."}]'])
def test_json_of_another_shape_is_refused(client, body):
    answer = client.post("/v1/articles", data=body, content_type="application/json")

    assert answer.status_code == 422
    assert [(error["pointer"], error["code"]) for error in answer.json["errors"]] == [("", "not_an_object")]


UNREADABLE = [
    pytest.param(b"", "application/json", 400, "body_empty", id="no body"),
    pytest.param(b"", "text/plain", 400, "body_empty", id="no text"),
    pytest.param(b"text=a", "application/json", 400, "json_malformed", id="a form"),
    pytest.param(b'{"text": "a"', "application/json", 400, "json_malformed", id="JSON cut short"),
    pytest.param(b"{'text': 'a'}", "application/json", 400, "json_malformed", id="Python for JSON"),
    pytest.param(b'{"text": "a"} {}', "application/json", 400, "json_malformed", id="two values"),
    pytest.param(b'{"text": "a\nb"}', "application/json", 400, "json_malformed", id="a bare line break in a string"),
    pytest.param(b'{"text": "a", "text": "b"}', "application/json", 400, "json_malformed", id="a key twice"),
    pytest.param(b'{"text": "a", "x": NaN}', "application/json", 400, "json_malformed", id="NaN"),
    pytest.param(b'{"text": "a", "x": -Infinity}', "application/json", 400, "json_malformed", id="Infinity"),
    pytest.param(b"[" * 1_000_000, "application/json", 400, "json_malformed", id="nested a million times"),
    pytest.param(b'{"a":' * 100_000, "application/json", 400, "json_malformed", id="objects in objects"),
    pytest.param(b'{"text": "\xe9"}', "application/json", 400, "encoding_invalid", id="JSON in Latin-1"),
    pytest.param('{"text": "a"}'.encode("utf-16"), "application/json", 400, "encoding_invalid", id="JSON in UTF-16"),
    pytest.param(b"caf\xe9", "text/plain", 400, "encoding_invalid", id="text in Latin-1"),
    pytest.param(b"\xed\xa0\x80", "text/plain", 400, "encoding_invalid", id="half a surrogate pair in bytes"),
    pytest.param(b"a", None, 415, "media_type_unsupported", id="no media type"),
    pytest.param(b"a", "application/xml", 415, "media_type_unsupported", id="XML"),
    pytest.param(b"<p>a", "text/html", 415, "media_type_unsupported", id="HTML"),
    pytest.param(b"a=b", "application/x-www-form-urlencoded", 415, "media_type_unsupported", id="a posted form"),
    pytest.param(b"a", "multipart/form-data; boundary=x", 415, "media_type_unsupported", id="an upload"),
    pytest.param(b"{}", "application/json; charset=latin-1", 415, "charset_unsupported", id="JSON said to be Latin-1"),
    pytest.param(b"a", "text/plain; charset=windows-1252", 415, "charset_unsupported", id="text of Windows"),
]


@pytest.mark.parametrize(("body", "media_type", "status", "code"), UNREADABLE)
def test_bodies_that_cannot_be_read_are_refused(client, body, media_type, status, code):
    answer = client.post("/v1/articles", data=body, content_type=media_type)

    assert (answer.status_code, answer.json["code"], answer.json["errors"]) == (status, code, [])


def test_a_number_of_any_length_is_a_wrong_type(client):
    answer = client.post("/v1/articles", data=b'{"text": %s}' % (b"1" * 1_000_000), content_type="application/json")

    assert [error["code"] for error in answer.json["errors"]] == ["wrong_type"]


def test_nesting_that_can_be_read_is_an_unknown_key(client):
    deep = b'{"text": "a", "x": ' + b"[" * 200 + b"]" * 200 + b"}"

    answer = client.post("/v1/articles", data=deep, content_type="application/json")

    assert [error["code"] for error in answer.json["errors"]] == ["unknown_key"]


@pytest.mark.parametrize("excess", [1, 2, 1_000_000])
def test_a_body_beyond_the_limit_is_refused(client, config, excess):
    answer = client.post("/v1/articles", data=b"a" * (config.max_body_bytes + excess), content_type="text/plain")

    assert (answer.status_code, answer.json["code"]) == (413, "body_too_large")
    assert str(config.max_body_bytes) in answer.json["detail"]


def test_plain_text_is_kept_character_for_character(client, ledger):
    body = "\r\n  “Kami menang,” kata Budi.\r\n\n"
    query = {"url": "https://berita.example/a?b=c&d=é", "headline": "Menang & pulang", "language": "id"}

    answer = client.post("/v1/articles", data=body, query_string=query, content_type="text/plain; charset=UTF-8")

    assert answer.status_code == 202
    assert json.loads(ledger.claim().articles[0].article) == {"text": body, **query}


@pytest.mark.parametrize("media_type", ["application/json", "text/plain"])
def test_a_byte_order_mark_is_no_part_of_the_body(client, ledger, media_type):
    body = '{"text": "a"}' if media_type == "application/json" else "a"

    client.post("/v1/articles", data=body.encode("utf-8-sig"), content_type=media_type)

    assert json.loads(ledger.claim().articles[0].article) == {"text": "a"}


QUERIES = [
    pytest.param("text/plain", "titel=a", 422, [("/titel", "unknown_key")], id="an unknown parameter"),
    pytest.param("text/plain", "text=a", 422, [("/text", "unknown_key")], id="text in the query"),
    pytest.param("text/plain", "published=2023-09-12", 422, [("/published", "unknown_key")], id="only for JSON"),
    pytest.param("text/plain", "url=a", 422, [("/url", "url_malformed")], id="a bad address"),
    pytest.param("text/plain", "headline=", 422, [("/headline", "blank")], id="an empty headline"),
    pytest.param("text/plain", "language=id&language=en", 422, [("/language", "parameter_repeated")], id="said twice"),
    pytest.param("text/plain", "headline=caf%E9", 400, [], id="a query in Latin-1"),
    pytest.param("application/json", "url=http://a.example/", 422, [("/url", "parameter_unexpected")], id="with JSON"),
]


@pytest.mark.parametrize(("media_type", "query", "status", "errors"), QUERIES)
def test_bad_queries_are_refused(client, media_type, query, status, errors):
    answer = client.post(f"/v1/articles?{query}", data='{"text": "a"}', content_type=media_type)

    assert answer.status_code == status
    assert [(error["pointer"], error["code"]) for error in answer.json["errors"]] == errors


def test_of_received_at_the_day_is_kept(client, ledger):
    client.post("/v1/articles", json={"text": TEXT, "received_at": "2023-09-12T23:30:00-09:00"})

    assert json.loads(ledger.claim().articles[0].article)["received_at"] == "2023-09-12"


def test_the_request_id_reaches_the_worker(client, ledger):
    client.post("/v1/articles", json={"text": TEXT}, headers={"X-Request-Id": "desk-7:42"})

    assert ledger.claim().articles[0].request_id == "desk-7:42"


def test_the_examples_of_the_contract_are_taken(client):
    content = SPEC["paths"]["/v1/articles"]["post"]["requestBody"]["content"]

    for example in content["application/json"]["examples"].values():
        assert client.post("/v1/articles", json=example["value"]).status_code == 202
    text = content["text/plain"]["example"]
    assert client.post("/v1/articles", data=text, content_type="text/plain").status_code == 202
