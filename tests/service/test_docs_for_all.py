"""The page at /docs can be read by everybody: by eye in both themes, by ear, by keyboard and by machine."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from service.app import create_app
from service.config import Config
from service.docs import FOLDER

VOID = {"meta", "link", "br", "hr", "img", "input"}
LEAST_CONTRAST = 4.5  # WCAG 2.2 AA, text of ordinary size
INKS = ["ink", "soft", "accent", "client", "server"]
BY_DAY, BY_NIGHT = (FOLDER / "page.css").read_text().split("@media (prefers-color-scheme: dark)")


class Outline(HTMLParser):
    """The bones of a page: elements left open, levels of headings, links and sections without a name."""

    def __init__(self, html):
        super().__init__()
        self.open, self.wrong, self.levels, self.ids, self.attributes, self.nameless = [], [], [], [], {}, []
        self._text = ""
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        self.attributes.setdefault(tag, []).append(named)
        self.ids += [named["id"]] if "id" in named else []
        self.levels += [int(tag[1])] if re.fullmatch("h[1-6]", tag) else []
        if tag == "section" and not named.keys() & {"aria-label", "aria-labelledby"}:
            self.nameless.append(named.get("id"))
        if tag not in VOID:
            self.open.append(tag)
        self._text = "" if tag == "a" else self._text

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)
        if tag == "a" and not self._text.strip():
            self.nameless.append(tag)

    def handle_data(self, data):
        self._text += data


@pytest.fixture(scope="module")
def outline():
    app = create_app(Config(redis_url="redis://127.0.0.1:1/0"))  # nothing here asks Redis
    return Outline(app.test_client().get("/docs").text)


def test_every_element_is_closed_in_its_place(outline):
    assert (outline.open, outline.wrong) == ([], [])


def test_an_id_stands_once(outline):
    assert sorted(set(outline.ids)) == sorted(outline.ids)


def test_headings_go_down_one_level_at_a_time(outline):
    assert outline.levels[0] == 1
    assert outline.levels.count(1) == 1
    assert max(after - before for before, after in zip(outline.levels, outline.levels[1:], strict=False)) == 1


def test_links_and_sections_have_names(outline):
    assert outline.nameless == []
    assert {named["aria-labelledby"] for named in outline.attributes["section"] if "aria-labelledby" in named} <= {
        *outline.ids
    }


def test_the_page_tells_its_language_and_fits_a_phone(outline):
    assert outline.attributes["html"] == [{"lang": "en"}]
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in outline.attributes["meta"]


def colours(css):
    return dict(re.findall(r"--(\w+): (#[0-9a-f]{3,6});", css))


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(each * 2 for each in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("css", [BY_DAY, BY_NIGHT], ids=["by day", "by night"])
@pytest.mark.parametrize("ground", ["paper", "sheet"])
@pytest.mark.parametrize("ink", INKS)
def test_what_is_written_stands_out(css, ground, ink):
    known = colours(css)

    assert contrast(known[ink], known[ground]) >= LEAST_CONTRAST


def test_contrast_is_measured_as_the_standard_says():
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)
