"""The client shows its key to the service, and to nobody where it has none."""

from __future__ import annotations

import http.server
import threading

import pytest

from worker.client import Client


@pytest.fixture
def listener():
    """Return the address of a server that is always ready, and what Authorization each request brought."""
    brought = []

    class Ready(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            brought.append(self.headers["Authorization"])
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_args):
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Ready) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", brought
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(("key", "shown"), [("", None), ("kutip_a", "Bearer kutip_a")])
def test_a_client_shows_the_key_it_has(listener, key, shown):
    url, brought = listener

    assert Client(url, key=key).ready()
    assert brought == [shown]
