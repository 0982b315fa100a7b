"""What operators and clients ask about the service itself: is it alive, is it ready, what can it do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Blueprint, Response, request

from service import catalogue
from service.answers import conditional
from service.body import JSON, NDJSON, TEXT
from service.context import config, ledger
from service.errors import ApiError
from service.schemas import LIMITS

blueprint = Blueprint("ops", __name__)

VERSION = "0.1.0"
RECORD_SCHEMA_VERSION = "1.0"
PACKAGE = Path(__file__).resolve().parent
OPENAPI = next(  # a wheel brings it inside the package
    place for folder in (PACKAGE, PACKAGE.parent) if (place := folder / "openapi.yaml").is_file()
)


@blueprint.get("/livez")
def livez() -> dict[str, Any]:
    """Say that this process answers; asks nobody else."""
    return {"status": "alive"}


@blueprint.get("/readyz")
def readyz() -> dict[str, Any]:
    """Say that an article sent now would be read soon; raises StoreUnavailable, or ApiError without a live worker."""
    alive = ledger().workers()
    if not alive:
        raise ApiError(catalogue.WORKER_MISSING, "Redis answers; no worker has been heard of lately.", retry_after_s=5)
    return {"status": "ready", "workers": len(alive)}


@blueprint.get("/v1/capabilities")
def capabilities() -> dict[str, Any]:
    """Say what the live workers read and what may be sent; raises StoreUnavailable."""
    alive = ledger().workers()
    return {
        "languages": sorted({language for worker in alive for language in worker.languages}),
        "pipeline_version": max((worker.pipeline_version for worker in alive), key=_parts, default=None),
        "versions": {"service": VERSION, "api": "v1", "record_schema": RECORD_SCHEMA_VERSION},
        "media_types": [JSON, TEXT, NDJSON],
        "limits": {"body_bytes": config().max_body_bytes, **LIMITS},
    }


@blueprint.get("/openapi.yaml")
def openapi() -> Response:
    """Send the contract as it is committed (304 to whoever has it); under a prefix, that is where its one server is."""
    here = f"  - url: {request.script_root}/\n"
    contract = OPENAPI.read_bytes().replace(b"  - url: /\n", here.encode())
    return conditional(Response(contract, mimetype="application/yaml", headers={"Cache-Control": "no-cache"}))


def _parts(version: str) -> list[int]:
    """Return what a version is ordered by: 2026.11.10 is newer than 2026.11.9."""
    return [int(part) for part in version.split(".")]
