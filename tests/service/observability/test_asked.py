"""Rules and dashboard ask for what /metrics tells, and an alert says what to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from service.stats import ARTICLE, Spent
from tests.service.observability.asked import ALERTS, DASHBOARD, EXPRESSIONS, FOLDER, RULES

PROJECT = Path(__file__).resolve().parents[3]
METRIC = re.compile(r"\bkutip_\w+")
LABEL = re.compile(r'\w+="[^"]*"')
OF_PROMETHEUS = {'job="kutip"'}


@pytest.fixture(scope="module")
def asked():
    return "\n".join(EXPRESSIONS.values())


@pytest.fixture
def told(client, ledger):
    """Return all that a scrape tells once an article was read and a request answered."""
    ledger.wake({ARTICLE: Spent(5, 1), "cast": Spent(5, 1)})
    client.get("/livez")
    return client.get("/metrics").get_data(as_text=True)


def test_what_is_asked_is_told(asked, told):
    assert set(METRIC.findall(asked)) - set(METRIC.findall(told)) == set()
    assert set(LABEL.findall(asked)) - set(LABEL.findall(told)) - OF_PROMETHEUS == set()


def test_what_is_told_is_looked_at(asked, told):
    told_families = {name for name in METRIC.findall(told) if not name.endswith(("_created", "_count", "_sum"))}
    looked_at = set(METRIC.findall(asked))

    assert {name for name in told_families if not any(seen.startswith(name) for seen in looked_at)} == set()


@pytest.mark.parametrize("name", ALERTS)
def test_an_alert_says_how_urgent_it_is_what_is_wrong_and_what_to_do(name):
    alert = ALERTS[name]

    assert alert["labels"]["severity"] in {"critical", "warning"}
    assert set(alert["annotations"]) == {"summary", "action"}
    assert not alert["annotations"]["summary"].endswith(".")
    assert alert["annotations"]["action"].endswith(".")


def test_no_alert_hides_another():
    assert len(ALERTS) == sum(len(group["rules"]) for group in RULES["groups"])


def test_panels_stand_beside_each_other():
    taken = [
        (place["x"] + x, place["y"] + y)
        for place in (panel["gridPos"] for panel in DASHBOARD["panels"])
        for x in range(place["w"])
        for y in range(place["h"])
    ]

    assert len(taken) == len(set(taken))
    assert {x for x, _ in taken} == set(range(24))


def test_every_panel_says_what_it_shows():
    assert [panel["title"] for panel in DASHBOARD["panels"] if not panel["description"].endswith(".")] == []


def test_compose_mounts_every_file_there_is():
    services = yaml.safe_load((PROJECT / "docker-compose.yml").read_text())["services"]
    mounted = {
        (PROJECT / volume.split(":")[0]).resolve()
        for name in ("prometheus", "grafana")
        for volume in services[name]["volumes"]
        if volume.startswith("./")
    }

    assert mounted == {path for path in FOLDER.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", ["prometheus", "grafana"])
def test_what_looks_on_is_pinned_and_reached_from_this_machine_alone(name):
    service = yaml.safe_load((PROJECT / "docker-compose.yml").read_text())["services"][name]

    assert service["profiles"] == ["observability"]
    assert re.search(r":v?\d+\.\d+\.\d+$", service["image"])
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
