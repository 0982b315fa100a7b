"""What Prometheus scrapes: the requests that this server answered, and the ledger in figures."""

from __future__ import annotations

import re
import time
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from flask import Blueprint, Response, current_app, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.multiprocess import MultiProcessCollector

from service import processes
from service.catalogue import CATALOGUE
from service.context import config, ledger
from service.figures import LedgerFigures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from prometheus_client.registry import Collector

    from service.catalogue import Problem

blueprint = Blueprint("metrics", __name__)

KEY = "kutip.metrics"
METHODS = {"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"}  # a server lets through whatever looks like one
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
PARAMETER = re.compile(r"<(?:[^<>:]*:)?([^<>]*)>")


class RequestMetrics:
    """The metrics that requests change, in a registry of their own: an app counts its own requests."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        self.requests = Counter(
            "kutip_http_requests", "Requests answered.", ["method", "route", "status"], registry=registry
        )
        self.seconds = Histogram(
            "kutip_http_request_seconds",
            "Time until an answer began, without the time that its caller wished to wait.",
            ["method", "route"],
            buckets=BUCKETS,
            registry=registry,
        )
        self.problems = Counter("kutip_http_problems", "Problems answered.", ["code"], registry=registry)
        for problem in CATALOGUE:
            self.problems.labels(problem.code)  # from 0 on, or the first one of its kind would be no increase
        self.wait_refusals = Counter(
            "kutip_wait_refusals", "Requests that wanted to wait and were answered at once.", registry=registry
        )


def install(app: Flask) -> None:
    """Count what ``app`` answers."""
    app.extensions[KEY] = RequestMetrics()
    app.after_request(_count)


def count_wait_refusal() -> None:
    """Count a request that wanted to wait and may not, because enough others do."""
    _metrics().wait_refusals.inc()


def count_problem(app: Flask, problem: Problem) -> None:
    """Count a refusal that the server answered before ``app`` had a request."""
    found: RequestMetrics = app.extensions[KEY]
    found.problems.labels(problem.code).inc()


@contextmanager
def as_asked() -> Iterator[None]:
    """Leave the time that is spent here out of the time of this request: its caller wished to wait."""
    began = time.monotonic()
    try:
        yield
    finally:
        g.waited_s = g.get("waited_s", 0.0) + time.monotonic() - began


@blueprint.get("/metrics")
def metrics() -> Response:
    """Send every metric in Prometheus' text format; while Redis is away, those of the requests and that it is."""
    registry = CollectorRegistry()
    registry.register(_requests())
    registry.register(LedgerFigures(ledger(), config()))
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_PLAIN_0_0_4)


def _count(response: Response) -> Response:
    method = request.method if request.method in METHODS else "other"
    route = _template(request.url_rule.rule) if request.url_rule else "none"
    metrics = _metrics()
    metrics.requests.labels(method, route, response.status_code).inc()
    metrics.seconds.labels(method, route).observe(time.monotonic() - g.started - g.get("waited_s", 0.0))
    if code := g.noted.get("code"):
        metrics.problems.labels(code).inc()
    return response


@cache
def _template(rule: str) -> str:
    """
    Return an address as the contract spells it: nothing that a caller made up.

    >>> _template("/v1/jobs/<job_id>/record")
    '/v1/jobs/{job_id}/record'
    """
    return PARAMETER.sub(r"{\1}", rule)


def _requests() -> Collector:
    """Return what collects the requests of all processes of this server."""
    folder = processes.folder()
    return MultiProcessCollector(None, folder) if folder else _metrics().registry  # type: ignore[no-untyped-call]  # it leaves this so


def _metrics() -> RequestMetrics:
    metrics: RequestMetrics = current_app.extensions[KEY]
    return metrics
