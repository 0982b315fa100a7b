"""How gunicorn serves the API: ``gunicorn -c service/gunicorn.conf.py "service.app:create_app()"``."""  # noqa: N999 - the name gunicorn looks for

import os
import sys
from typing import TYPE_CHECKING

from gunicorn.http.errors import InvalidHeader, UnsupportedTransferCoding

from service import processes, waiting
from service.auth import check, warn_if_open
from service.config import Config, ConfigError
from service.keys import KeysError

if TYPE_CHECKING:
    from gunicorn.arbiter import Arbiter
    from gunicorn.http.message import Request
    from gunicorn.workers.base import Worker

try:
    _config = Config.from_env(os.environ)
    check(_config)
except (ConfigError, KeysError) as error:
    sys.exit(f"kutip: {error}")
_level = _config.log_level.upper()

bind = f"{_config.host}:{_config.port}"
worker_class = "service.server.Worker"  # gunicorn's gthread, hardened
workers = _config.api_processes
threads = _config.api_threads
timeout = 30  # a process that does not answer its parent for so long is replaced
graceful_timeout = 20  # requests get this long to finish after SIGTERM
keepalive = 15
max_requests = 50_000  # a process is renewed now and then, so no leak lasts
max_requests_jitter = 5_000

limit_request_line = 8190  # room for ?url= and ?headline= in percent encoding
limit_request_fields = 60
limit_request_field_size = 8190
control_socket_disable = True
forwarder_headers = ""  # gunicorn would believe a path prefix from anybody on this machine
header_map = "refuse"  # who reads Transfer_Encoding as Transfer-Encoding sees another end of the body
http_parser = "python"  # the one that the tests ask; another would come in by being installed

logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "service.logs.JsonLines"}},
    "handlers": {"stdout": {"class": "logging.StreamHandler", "formatter": "json", "stream": "ext://sys.stdout"}},
    "root": {"level": _level, "handlers": ["stdout"]},
    "loggers": {
        "gunicorn.error": {  # what it says for debugging quotes requests
            "level": "INFO" if _level == "DEBUG" else _level,
            "handlers": ["stdout"],
            "propagate": False,
        },
        "gunicorn.access": {"handlers": [], "propagate": False},
    },
}


def when_ready(server):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201 - gunicorn has no types
    """Say once, from the parent of all processes, whether strangers can get in."""
    warn_if_open(_config, server.log)


def pre_request(_worker: "Worker", req: "Request") -> None:
    """Refuse what gunicorn lets pass and RFC 9112 does not: no Host, and a coding of the body that nobody undoes."""
    if req.version >= (1, 1) and all(name != "HOST" for name, _ in req.headers):
        raise InvalidHeader("HOST")
    if any(name == "TRANSFER-ENCODING" and value.lower() != "chunked" for name, value in req.headers):
        raise UnsupportedTransferCoding("TRANSFER-ENCODING")


def post_worker_init(worker: "Worker") -> None:
    """Let requests that wait for a job go when their process is told to stop."""
    waiting.of(worker.wsgi).stopping = lambda: not worker.alive


def on_starting(server: "Arbiter") -> None:
    """Make room for the request metrics of all processes, where they may write even if the root is read-only."""
    processes.open_folder(server.cfg.worker_tmp_dir)


def pre_fork(server: "Arbiter", worker: "Worker") -> None:
    """Give a process that is about to start the place of one that has ended."""
    worker.place = processes.free_place([other.place for other in server.WORKERS.values()])


def post_fork(_server: "Arbiter", worker: "Worker") -> None:
    """Count requests in this process' place."""
    processes.write_as(worker.place)


def on_exit(_server: "Arbiter") -> None:
    """Leave nothing behind."""
    processes.close_folder()
