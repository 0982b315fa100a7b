"""GET /docs: whole, true to the code, and from this server alone."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest

from service.app import create_app
from service.catalogue import CATALOGUE
from service.config import Config
from service.docs import FILES, FOLDER, POLICY, REFERENCE
from service.flaws import DETAILS
from tests.contract.spec import SPEC

ADDRESSES = ["/docs", *(f"/docs/{name}" for name in FILES)]
LOADING = {"src", "href", "spec-url", "srcset", "data", "action", "poster"}


class Page(HTMLParser):
    """What a page says: its ids, its links, what it loads, and the text below each id."""

    def __init__(self, html):
        super().__init__()
        self.ids, self.addresses, self.inline, self.texts, self._open = [], [], [], {}, []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        self.addresses += [named[name] for name in LOADING & named.keys()]
        self.inline += [name for name in named if name.startswith("on") or name == "style"]
        self.inline += [tag] if tag == "style" or (tag == "script" and "src" not in named) else []
        if "id" in named:
            self.ids.append(named["id"])
        if tag in {"section", "article"}:
            self._open.append(named.get("id"))

    def handle_endtag(self, tag):
        if tag in {"section", "article"}:
            self._open.pop()

    def handle_data(self, data):
        for name in self._open:
            self.texts[name] = self.texts.get(name, "") + data


@pytest.fixture(scope="module")
def client():
    app = create_app(Config(redis_url="redis://127.0.0.1:1/0"))  # nothing here asks Redis
    return app.test_client()


@pytest.fixture
def page(client):
    return Page(client.get("/docs").text)


@pytest.mark.parametrize("problem", CATALOGUE, ids=lambda problem: problem.code)
def test_the_type_of_a_problem_leads_to_its_cause_and_action(page, problem):
    address, _, anchor = problem.type.partition("#")

    assert address == "/docs"
    assert page.ids.count(anchor) == 1
    for said in (str(problem.status), problem.code, problem.title, problem.cause, problem.action):
        assert said in page.texts[anchor]


def test_every_flaw_is_on_the_page(page):
    assert [
        code for code, detail in DETAILS.items() if code not in page.texts["flaws"] or detail not in page.texts["flaws"]
    ] == []


def test_every_address_on_the_page_is_one_of_this_server_and_answers(client, page):
    own = [address for address in page.addresses if not address.startswith(("#", "data:"))]

    assert [address for address in own if re.match(r"[a-z]+:|/", address)] == []  # relative: any prefix will do
    assert {client.get(f"/{address}").status_code for address in own} == {200}
    fetched = re.findall(r'fetch\("(.+?)"\)', client.get("/docs/page.js").text)
    assert {f"docs/{name}" for name in FILES} == {address for address in [*own, *fetched] if address != "openapi.yaml"}


def test_every_place_the_page_points_at_is_on_it(page):
    assert [address for address in page.addresses if address.startswith("#") and address[1:] not in page.ids] == []


def test_the_browser_is_told_to_load_nothing_from_elsewhere(client, page):
    told = client.get("/docs").headers["Content-Security-Policy"]
    directives = {name: sources for name, *sources in (each.split() for each in told.split("; "))}

    assert directives["default-src"] == ["'none'"]
    assert directives["script-src"] == ["'self'"]
    assert {source for sources in directives.values() for source in sources} <= {
        "'none'",
        "'self'",
        "'unsafe-inline'",
        "data:",
    }
    assert page.inline == []


def test_no_style_of_the_page_names_another_server():
    written = [(FOLDER / name).read_text() for name in FILES if name != REFERENCE]

    assert [text for text in written if re.search(r"https?:|//[a-z]+\.|@import|url\(", text)] == []


def test_the_reference_is_told_to_leave_its_fonts_where_they_are(client):
    assert 'load-fonts="false"' in client.get("/docs").text
    assert "load-fonts" in (FOLDER / REFERENCE).read_text()


def test_the_licence_of_the_reference_stands_beside_it():
    licence = (FOLDER / "rapidoc.LICENSE.txt").read_text()

    assert licence.startswith(f"{REFERENCE} is the file")
    assert "MIT License" in licence


@pytest.mark.parametrize("address", [*ADDRESSES, "/openapi.yaml"])
def test_whoever_has_it_is_told_so(client, address):
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, again.status_code, again.data) == (200, 304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize("address", ["/docs", f"/docs/{REFERENCE}"])
def test_what_came_packed_is_known_again(client, address):
    packed = client.get(address, headers={"Accept-Encoding": "gzip"})
    again = client.get(address, headers={"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]})

    assert (packed.headers["Content-Encoding"], again.status_code) == ("gzip", 304)


def test_only_what_carries_its_version_in_its_name_is_kept_unasked(client):
    kept = [address for address in ADDRESSES if "immutable" in client.get(address).headers["Cache-Control"]]

    assert kept == [f"/docs/{REFERENCE}"]
    assert re.search(r"\d+\.\d+\.\d+", REFERENCE)


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_head_is_that_of_the_page(client, address):
    got, head = client.get(address), client.head(address)

    assert (head.status_code, head.data) == (200, b"")
    assert {name: head.headers.get(name) for name in ("ETag", "Content-Type", "Content-Length")} == {
        name: got.headers.get(name) for name in ("ETag", "Content-Type", "Content-Length")
    }


def test_options_say_what_may_be_done(client):
    assert set(client.options("/docs").headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.parametrize("name", ["page.html", "__init__.py", "..%2Fconfig.py", "rapidoc.LICENSE.txt", ""])
def test_no_other_file_is_sent(client, name):
    assert client.get(f"/docs/{name}").json["code"] == "route_unknown"


def test_the_contract_names_the_files():
    (name, _) = SPEC["paths"]["/docs/{file}"]["get"]["parameters"]

    assert name["schema"]["enum"] == list(FILES)


def test_the_page_works_under_a_prefix():
    client = create_app(Config(redis_url="redis://127.0.0.1:1/0", path_prefix="/kutip")).test_client()
    problem = json.loads(client.get("/kutip/nowhere").data)

    assert client.get(problem["type"].partition("#")[0]).text == client.get("/kutip/docs").text
    assert client.get("/kutip/docs/page.css").status_code == 200
    assert client.get("/kutip/docs").headers["Content-Security-Policy"] == POLICY
