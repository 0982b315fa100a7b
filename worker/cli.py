"""The command line: read articles without a service, or run the parts of one."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from worker.extracting import InputError, extract_lines, extract_one
from worker.pipeline import PIPELINE_VERSION

if TYPE_CHECKING:
    from collections.abc import Sequence

OK, FAILED, WRONG_USE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status: 0 done, 1 something failed, 2 wrong use."""
    options = _parser().parse_args(arguments)
    status: int = options.run(options)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kutip", description="Turn news articles into structured records.")
    parser.add_argument("--version", action="version", version=f"kutip, pipeline {PIPELINE_VERSION}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_extract(commands)
    run = commands.add_parser("run", help="run the workers of a service", description="Run the workers until a signal.")
    run.set_defaults(run=_run)
    up = commands.add_parser(
        "up",
        help="run a whole service on this machine",
        description="Start Redis, the API and the workers, post the seeds, print the records, stay up until Ctrl-C.",
    )
    up.add_argument("--seeds", type=Path, metavar="FOLDER", help="articles to post (default: the project's seeds)")
    up.add_argument("--state", type=Path, metavar="FOLDER", help="where data and logs are kept (default: .kutip)")
    up.set_defaults(run=_up)
    return parser


def _add_extract(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    extract = commands.add_parser(
        "extract",
        help="read articles and print their records, without a service",
        description="Read one article in plain text and print its record, or many, one JSON object a line.",
    )
    extract.add_argument("file", nargs="?", default="-", metavar="FILE", help="the input; - (the default) is stdin")
    extract.add_argument(
        "--jsonl",
        action="store_true",
        help='one article a line: {"id", "text", "headline"?, "published"?, "url"?, "source_name"?, "received_at"?, "language"?}; '
        "a bad line gives an error in its place and exit status 1",
    )
    extract.add_argument("--pretty", action="store_true", help="indent the record")
    extract.set_defaults(run=_extract)


def _extract(options: argparse.Namespace) -> int:
    if options.jsonl and options.pretty:
        return _complain("--pretty is for one article; --jsonl prints one record a line.")
    try:
        with _opened(options.file) as source:
            if options.jsonl:
                failed = extract_lines(source, sys.stdout.buffer, _progress_to())
                return FAILED if failed else OK
            sys.stdout.buffer.write(extract_one(source, pretty=options.pretty))
    except InputError as error:
        return _complain(str(error))
    except OSError as error:
        return _complain(f"{options.file}: {error.strerror}")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader left; nothing more to say
        return FAILED
    return OK


def _run(_options: argparse.Namespace) -> int:
    from worker.run import main as run_workers  # noqa: PLC0415 - RQ takes a second to import; extract needs none of it

    return run_workers(os.environ)


def _up(options: argparse.Namespace) -> int:
    from worker.stack import Options, up  # noqa: PLC0415 - see _run

    given = {name: folder for name in ("seeds", "state") if (folder := getattr(options, name))}
    return up(Options(**given))


def _opened(name: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 - stdin or a file, both binary readers
    return os.fdopen(os.dup(sys.stdin.fileno()), "rb") if name == "-" else open(name, "rb")  # noqa: PTH123, SIM115


def _progress_to() -> TextIO | None:
    return sys.stderr if sys.stderr.isatty() else None


def _complain(message: str) -> int:
    sys.stderr.write(f"kutip: {message}\n")
    return WRONG_USE
