"""One running service for the tests that ask it over a socket."""

from __future__ import annotations

import pytest

from tests.live import live


@pytest.fixture(scope="package")
def url(redis_url, tmp_path_factory):
    """Return the address of a service with a worker."""
    with live(tmp_path_factory.mktemp("live"), redis_url) as url:
        yield url
