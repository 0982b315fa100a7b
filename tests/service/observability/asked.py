"""What the rules and the dashboard ask Prometheus."""

from __future__ import annotations

import json
import re
from pathlib import Path

import yaml

FOLDER = Path(__file__).resolve().parents[3] / "service" / "observability"
RULES = yaml.safe_load((FOLDER / "alerts.yml").read_text())
DASHBOARD = json.loads((FOLDER / "grafana" / "kutip.json").read_text())

ALERTS = {rule["alert"]: rule for group in RULES["groups"] for rule in group["rules"]}
PANELS = {
    f"{panel['title']} {target['refId']}": target["expr"].replace("$__rate_interval", "1m")
    for panel in DASHBOARD["panels"]
    for target in panel["targets"]
}
EXPRESSIONS = {**{name: rule["expr"] for name, rule in ALERTS.items()}, **PANELS}

COMPARISON = re.compile(r"\{[^}]*\}|([=!<>]=|[<>]) ")


def unfiltered(expression: str) -> str:
    """
    Return an alert's expression with series for what is well, too.

    >>> unfiltered('max(up{job!="a"}) < 1')
    'max(up{job!="a"}) < bool 1'
    """
    return COMPARISON.sub(lambda match: f"{match[1]} bool " if match[1] else match[0], expression)
