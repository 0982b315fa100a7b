"""The command line: read articles without a service, or run the parts of one."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from service.keys import SCOPES, Caller, KeysError, entry_of, new_key
from worker.extracting import InputError, explain_one, extract_lines, extract_one
from worker.pipeline import PIPELINE_VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

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
    _add_explain(commands)
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
    _add_new_key(commands)
    _add_packs(commands)
    return parser


def _add_packs(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    check = commands.add_parser(
        "check-packs",
        help="find every mistake in the language packs",
        description="Read language packs and print every mistake with its file and key, and every example that does "
        "not hold. Exit status 1 where there is one.",
    )
    check.add_argument("folders", nargs="*", type=Path, metavar="FOLDER", help="packs to check (default: all of ours)")
    check.set_defaults(run=_check_packs)
    new = commands.add_parser(
        "new-language",
        help="begin the pack of a language",
        description="Write a folder whose files explain every key and hold nothing yet; check-packs accepts it.",
    )
    new.add_argument("code", metavar="CODE", help="the language's tag, like sv or pt-BR (BCP 47)")
    new.add_argument(
        "--base", default="und", metavar="CODE", help="a pack to inherit from (default: und, which is empty)"
    )
    new.add_argument(
        "--into", type=Path, metavar="FOLDER", help="where to put it (default: beside the other languages)"
    )
    new.set_defaults(run=_new_language)


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
        help='one article a line: {"id", "text", "headline"?, "published"?, "url"?, "source_name"?, "received_at"?, '
        '"language"?}; a bad line gives an error in its place and exit status 1',
    )
    extract.add_argument("--pretty", action="store_true", help="indent the record")
    extract.set_defaults(run=_extract)


def _add_explain(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    explain = commands.add_parser(
        "explain",
        help="show what was read in an article, and by which rule",
        description="Print one article in plain text with every span of its record marked, and a list of the findings: "
        "in colour on a terminal unless NO_COLOR is set, with brackets and labels elsewhere.",
    )
    explain.add_argument("file", nargs="?", default="-", metavar="FILE", help="the input; - (the default) is stdin")
    explain.set_defaults(run=_explain)


def _add_new_key(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    new_key = commands.add_parser(
        "new-key",
        help="make an API key",
        description="Make an API key: it is shown once, on stderr; its entry for the file that KUTIP_API_KEYS_FILE "
        "names goes to stdout, so that >> keys.toml adds it. A service that runs takes it up by itself.",
    )
    new_key.add_argument("name", metavar="NAME", help="whose key it is: jobs belong to this name, logs show it")
    new_key.add_argument("--scopes", default="submit,read", help=f"some of {','.join(SCOPES)} (default: submit,read)")
    new_key.add_argument("--rate-per-minute", type=int, metavar="N", help="articles that it may send in a minute")
    new_key.add_argument("--max-unfinished", type=int, metavar="N", help="jobs it may have that are not finished")
    new_key.set_defaults(run=_new_key)


def _new_key(options: argparse.Namespace) -> int:
    key, scopes = new_key(), frozenset(options.scopes.split(","))
    limits = {"rate_per_minute": options.rate_per_minute, "max_unfinished": options.max_unfinished}
    try:
        entry = entry_of(Caller(name=options.name, scopes=scopes, **limits), key)
    except KeysError as error:
        return _complain(str(error))
    sys.stderr.write(
        f"The key of {options.name}, shown this once; its entry for the file of keys goes to stdout.\n{key}\n"
    )
    sys.stdout.write(f"\n{entry}")
    return OK


def _extract(options: argparse.Namespace) -> int:
    if options.jsonl and options.pretty:
        return _complain("--pretty is for one article; --jsonl prints one record a line.")
    return _print(options.file, lambda source: _records(source, options))


def _records(source: BinaryIO, options: argparse.Namespace) -> int:
    if options.jsonl:
        return FAILED if extract_lines(source, sys.stdout.buffer, _progress_to()) else OK
    sys.stdout.buffer.write(extract_one(source, pretty=options.pretty))
    return OK


def _explain(options: argparse.Namespace) -> int:
    return _print(options.file, _explanation)


def _explanation(source: BinaryIO) -> int:
    sys.stdout.buffer.write(explain_one(source, colour=in_colour(sys.stdout, os.environ)))
    return OK


def in_colour(sink: TextIO, environ: Mapping[str, str]) -> bool:
    """Tell whether to write colours: on a terminal that can, unless NO_COLOR says no."""
    return sink.isatty() and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"


def _print(name: str, answer: Callable[[BinaryIO], int]) -> int:
    """Let ``answer`` read the input of this name and print, and return its exit status or that of what went wrong."""
    try:
        with _opened(name) as source:
            status = answer(source)
        sys.stdout.buffer.flush()
    except InputError as error:
        return _complain(str(error))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader left; nothing more to say
        return FAILED
    except OSError as error:
        return _complain(f"{name}: {error.strerror}")
    return status


def _run(_options: argparse.Namespace) -> int:
    from worker.run import main as run_workers  # noqa: PLC0415 - RQ takes a second to import; extract needs none of it

    return run_workers(os.environ)


def _up(options: argparse.Namespace) -> int:
    from worker.stack import Options, up  # noqa: PLC0415 - see _run

    given = {name: folder for name in ("seeds", "state") if (folder := getattr(options, name))}
    return up(Options(**given))


def _check_packs(options: argparse.Namespace) -> int:
    from worker.check_packs import check_packs  # noqa: PLC0415 - reading an article needs none of it

    return check_packs(options.folders, sys.stdout)


def _new_language(options: argparse.Namespace) -> int:
    from worker.new_language import LanguageError, new_language  # noqa: PLC0415 - see _check_packs

    try:
        folder = new_language(options.code, options.base, options.into)
    except (LanguageError, OSError) as error:
        return _complain(str(error))
    sys.stdout.write(f"{folder}\nNow fill in its files, and check them: kutip check-packs {folder}\n")
    return OK


def _opened(name: str) -> BinaryIO:
    return os.fdopen(os.dup(sys.stdin.fileno()), "rb") if name == "-" else Path(name).open("rb")


def _progress_to() -> TextIO | None:
    return sys.stderr if sys.stderr.isatty() else None


def _complain(message: str) -> int:
    sys.stderr.write(f"kutip: {message}\n")
    return WRONG_USE
