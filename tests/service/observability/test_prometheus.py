"""A real Prometheus scrapes a real Kutip: every expression gives series, and what goes wrong is seen."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import shutil
import sys
import urllib.error
import urllib.parse
import urllib.request

import pytest
import yaml

from tests.conftest import until
from tests.service.observability.asked import ALERTS, EXPRESSIONS, FOLDER, unfiltered
from tests.serving import serving
from worker.child import Child
from worker.redis_server import RedisServer, free_port

pytestmark = pytest.mark.skipif(
    not shutil.which("prometheus"), reason="prometheus is not on PATH: Debian's package prometheus has it"
)
MANY = 60  # articles; more than may wait once nobody works
SETTINGS = {
    "KUTIP_MAX_WAITING": "50",
    "KUTIP_WORKERS": "1",
    "KUTIP_HEARTBEAT_TTL_S": "1.5",
}


class Site:
    """The parts of a running Kutip and the Prometheus that looks on, each of which can be stopped."""

    def __init__(self, folder, parts):
        self.redis = RedisServer(folder / "redis")
        parts.callback(self.redis.stop)
        self.redis.start()
        self._numbers = itertools.count()
        settings = {**SETTINGS, "KUTIP_REDIS_URL": self.redis.url}
        self._port, self.api = parts.enter_context(serving(folder / "service.log", settings))
        self.overflow()
        self.workers = _child("worker", ["-m", "worker", "run"], folder, parts, environ={**os.environ, **settings})
        until(lambda: self.get("/readyz")[0] == 200 and 'kutip_jobs{status="queued"} 0.0' in self.get("/metrics")[1])
        self.prometheus = _prometheus(folder, self._port, parts)

    def overflow(self):
        """Send more articles than may wait: series of errors exist from now on, whether more come or not."""
        assert 503 in {self.post() for _ in range(MANY)}

    def post(self):
        """Send an article that nobody has sent before and return the status of the answer."""
        text = f'"Kami menang {next(self._numbers)} kali," kata Wira Adinata.'
        address = f"http://127.0.0.1:{self._port}/v1/articles"
        return _fetch(urllib.request.Request(address, text.encode(), {"Content-Type": "text/plain"}))[0]

    def get(self, path):
        """Return the status and the text of an answer."""
        return _fetch(f"http://127.0.0.1:{self._port}{path}")

    def ask(self, expression):
        """Return the series that an expression gives now."""
        query = urllib.parse.urlencode({"query": expression})
        with urllib.request.urlopen(f"http://127.0.0.1:{self.prometheus}/api/v1/query?{query}") as answer:
            return json.load(answer)["data"]["result"]

    def would_fire(self):
        """Return the alerts whose expressions give series now, whatever they are yet to wait for."""
        return {name for name, rule in ALERTS.items() if self.ask(rule["expr"])}


def _fetch(request):
    try:
        with urllib.request.urlopen(request) as answer:  # noqa: S310 - an address of our own
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, ""


def _child(name, arguments, folder, parts, **options):
    child = Child(name, [sys.executable, *arguments], folder / f"{name}.log", **options)
    parts.callback(child.stop)
    return child


def _prometheus(folder, service, parts):
    """Run Prometheus with the committed settings, but for where and how often it scrapes; return its port."""
    settings = yaml.safe_load((FOLDER / "prometheus.yml").read_text())
    settings["global"] = {"scrape_interval": "1s", "scrape_timeout": "1s", "evaluation_interval": "1s"}
    settings["scrape_configs"][0]["static_configs"] = [{"targets": [f"127.0.0.1:{service}"]}]
    (folder / "prometheus.yml").write_text(yaml.safe_dump(settings))
    shutil.copy(FOLDER / "alerts.yml", folder)
    port = free_port()
    command = [
        "prometheus",
        f"--config.file={folder / 'prometheus.yml'}",
        f"--storage.tsdb.path={folder / 'tsdb'}",
        f"--web.listen-address=127.0.0.1:{port}",
    ]
    child = Child("prometheus", command, folder / "prometheus.log")
    parts.callback(child.stop)
    until(lambda: _ready(port) or not child.alive())
    assert child.alive(), child.last_words()
    return port


def _ready(port):
    try:
        return _fetch(f"http://127.0.0.1:{port}/-/ready")[0] == 200
    except urllib.error.URLError:
        return False


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Return a site that is ready, and has read what it was sent so far."""
    with contextlib.ExitStack() as parts:
        yield Site(tmp_path_factory.mktemp("site"), parts)


def test_every_expression_gives_series(site):
    silent = {
        name: unfiltered(expression) if name in ALERTS else expression for name, expression in EXPRESSIONS.items()
    }

    def ask_again():
        assert site.post() == 202
        site.get("/nowhere")
        for name in [name for name, expression in silent.items() if site.ask(expression)]:
            del silent[name]
        return not silent

    with contextlib.suppress(AssertionError):
        until(ask_again)
    assert silent == {}


def test_a_site_in_good_health_alerts_nobody(site):
    until(lambda: not site.would_fire())


def test_what_goes_wrong_is_seen(site):
    site.workers.stop()
    site.overflow()
    until(lambda: site.would_fire() >= {"KutipNoWorkers", "KutipQueueNearlyFull", "KutipRefusing"})

    site.redis.stop()
    until(lambda: site.post() == 503 and {"KutipRedisDown", "KutipErrors"} <= site.would_fire())

    site.api.stop()
    until(lambda: "KutipDown" in site.would_fire())
