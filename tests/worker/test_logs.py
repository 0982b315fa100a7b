import json
import logging
import sys
import traceback

from service.config import Config
from worker.logs import JsonLines, configure


def test_an_exception_is_logged_without_its_words():
    try:
        int("Kami menang.")
    except ValueError:
        record = logging.LogRecord("kutip", logging.ERROR, __file__, 1, "extraction %s", ("failed",), sys.exc_info())
    record.fields = {"job_id": "j1"}

    line = JsonLines().format(record)

    assert "Kami" not in line
    assert json.loads(line).items() >= {
        "level": "error", "logger": "kutip", "message": "extraction failed", "job_id": "j1", "exception": "ValueError"
    }.items()  # fmt: skip
    assert json.loads(line)["trace"][0].endswith("test_an_exception_is_logged_without_its_words")


def test_every_line_is_json_on_stderr(capsys):
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        configure(Config(log_level="warning"))
        logging.getLogger("other").warning("two\nlines")
        logging.getLogger("kutip.worker").info("too low")
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)

    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line)["message"] == "two\nlines"


def test_what_rq_prints_of_a_traceback_is_logged_without_its_words():
    try:
        int("Kami menang.")
    except ValueError:
        words = "".join(traceback.format_exception(*sys.exc_info()))
    record = logging.LogRecord("rq.worker", logging.ERROR, __file__, 1, "job %s raised\n%s", ("j1", words), None)

    line = JsonLines().format(record)

    assert "Kami" not in line
    assert json.loads(line)["message"] == "job j1 raised"
    assert json.loads(line)["trace"][0].endswith("test_what_rq_prints_of_a_traceback_is_logged_without_its_words")
