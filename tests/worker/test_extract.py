"""``kutip extract`` reads articles without a service, as a user runs it."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from worker.cli import main
from worker.extracting import InputError, read_article
from worker.pipeline import extract
from worker.pipeline.article import Article

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "worker", "extract"]
TEXT = 'Warga menanam bakau di pantai.\n"Kami siap," kata Direktur PT Angin Timur Rina Kusuma, Senin (4/3/2024).\n'
PATIENCE_S = 30


def run(*arguments, stdin=b"", stderr=subprocess.PIPE):
    streams = {"stdout": subprocess.PIPE, "stderr": stderr}
    return subprocess.run([*COMMAND, *arguments], input=stdin, **streams, cwd=ROOT, timeout=PATIENCE_S, check=False)


def lines(*articles):
    return b"".join(json.dumps(article).encode() + b"\n" for article in articles)


@pytest.fixture
def running():
    """Return a way to start the command and write to it; what is started ends with the test."""
    started = []

    def start(*arguments, **streams):
        piped = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        started.append(subprocess.Popen([*COMMAND, *arguments], cwd=ROOT, **{**piped, **streams}))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout, process.stderr):
            stream.close()


@pytest.mark.parametrize("written", [TEXT.encode(), b"\xef\xbb\xbf" + TEXT.encode()], ids=["UTF-8", "with a BOM"])
def test_a_file_becomes_a_record(tmp_path, written):
    article = tmp_path / "article.txt"
    article.write_bytes(written)

    done = run(str(article))

    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == extract(Article(text=TEXT)).to_json() + b"\n"


@pytest.mark.parametrize("arguments", [(), ("-",)], ids=["by default", "named -"])
def test_standard_input_becomes_a_record(arguments):
    text = TEXT.replace("\n", "\r\n")

    assert run(*arguments, stdin=text.encode()).stdout == extract(Article(text=text)).to_json() + b"\n"


def test_a_pretty_record_is_the_same_record():
    pretty = run("--pretty", stdin=TEXT.encode()).stdout

    assert pretty.startswith(b'{\n  "id"')
    assert json.loads(pretty) == extract(Article(text=TEXT)).as_dict()


def test_many_articles_become_records_in_their_order():
    many = [{"id": f"a{number}", "text": f"Artikel {number}. {TEXT}"} for number in range(20)]

    done = run("--jsonl", stdin=lines(*many).replace(b"\n", b"\r\n\r\n"))

    assert (done.returncode, done.stderr) == (0, b"")
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        {**extract(Article(text=article["text"])).as_dict(), "id": article["id"]} for article in many
    ]


def test_an_answer_comes_before_the_next_article_is_sent(running):
    process = running("--jsonl")
    for name in ("first", "second"):
        process.stdin.write(lines({"id": name, "text": TEXT}))
        process.stdin.flush()
        assert select.select([process.stdout], [], [], PATIENCE_S)[0]
        assert json.loads(process.stdout.readline())["id"] == name


BAD_LINES = [
    pytest.param(b"Kami siap", None, "not JSON", id="no JSON"),
    pytest.param(b'{"id": "a", "text": "x"', None, "not JSON", id="JSON cut off"),
    pytest.param(b'["a", "x"]', None, "no JSON object", id="an array"),
    pytest.param(b"null", None, "no JSON object", id="nothing"),
    pytest.param(b'{"text": "x"}', None, "'id'", id="no id"),
    pytest.param(b'{"id": 7, "text": "x"}', None, "'id'", id="an id that is a number"),
    pytest.param(b'{"id": "a"}', "a", "'text'", id="no text"),
    pytest.param(b'{"id": "a", "text": ["x"]}', "a", "'text'", id="a text that is a list"),
    pytest.param(b'{"id": "a", "text": NaN}', "a", "'text'", id="a text that is no number"),
    pytest.param(b'{"id": "a", "text": "x", "language": {}}', "a", "'language'", id="a language that is an object"),
    pytest.param(b'{"id": "a", "text": "x", "html": "x"}', "a", "'html'", id="an unknown key"),
    pytest.param(b'{"id": "a", "text": "x", "received_at": "4/3/2024"}', "a", "'received_at'", id="no ISO day"),
    pytest.param(b'{"id": "a", "text": "x", "received_at": "2024-02-30"}', "a", "'received_at'", id="no such day"),
    pytest.param(b'{"id": "a", "text": "x", "received_at": false}', "a", "'received_at'", id="a day that is false"),
    pytest.param(b'{"id": "a", "text": "\xff"}', None, "not UTF-8", id="a byte that is no UTF-8"),
    pytest.param(b'{"id": "a", "text": ' + b"[" * 200_000, None, "not JSON", id="nested too deeply"),
    pytest.param(b'{"id": "a", "text": ' + b"9" * 10_000 + b"}", None, "not JSON", id="a number too long to read"),
]


def test_a_bad_line_gives_its_error_in_its_place():
    good = lines({"id": "good", "text": TEXT})
    bad = [case.values for case in BAD_LINES]

    done = run("--jsonl", stdin=b"".join(line + b"\n" + good for line, _, _ in bad))
    answers = [json.loads(line) for line in done.stdout.splitlines()]

    assert done.returncode == 1
    assert [answer["id"] for answer in answers[1::2]] == ["good"] * len(bad)
    assert [(answer["id"], answer["line"]) for answer in answers[::2]] == [
        (name, 2 * number + 1) for number, (_, name, _) in enumerate(bad)
    ]
    assert [
        (told, answer) for (_, _, told), answer in zip(bad, answers[::2], strict=True) if told not in answer["error"]
    ] == []


def test_no_error_repeats_the_article():
    private = "Kata-kata yang tidak boleh bocor"

    answers = run(
        "--jsonl", stdin=lines({"id": 7, "text": private}, {"id": "a", "text": private, "html": private})
    ).stdout

    assert answers.count(b'"error"') == 2
    assert private.encode() not in answers


WRONG_USE = [
    pytest.param(["nowhere/article.txt"], "nowhere/article.txt: No such file or directory", id="no such file"),
    pytest.param([str(ROOT)], f"{ROOT}: Is a directory", id="a folder"),
    pytest.param(["--jsonl", "nowhere.jsonl"], "nowhere.jsonl: No such file", id="no such file of lines"),
    pytest.param(["--jsonl", "--pretty"], "--pretty is for one article", id="two ways to print"),
    pytest.param(["--html"], "unrecognized arguments: --html", id="an unknown option"),
    pytest.param(["a.txt", "b.txt"], "unrecognized arguments: b.txt", id="two files"),
]


@pytest.mark.parametrize(("arguments", "told"), WRONG_USE)
def test_wrong_use_says_what_is_wrong(arguments, told, capfd):
    try:
        status = main(["extract", *arguments])
    except SystemExit as ended:
        status = ended.code
    shown, complaint = capfd.readouterr()

    assert (status, shown) == (2, "")
    assert told in complaint


def test_a_text_in_another_encoding_is_refused():
    done = run(stdin=TEXT.replace("Rina", "Réna").encode("latin-1"))

    assert (done.returncode, done.stdout) == (2, b"")
    assert b"the text is not UTF-8" in done.stderr
    assert b"at byte " in done.stderr


@pytest.mark.parametrize("arguments", [(), ("--jsonl",)], ids=["one article", "many"])
def test_a_reader_that_leaves_ends_the_command_quietly(running, arguments):
    process = running(*arguments)
    process.stdout.close()
    process.stdin.write(lines(*[{"id": "a", "text": TEXT}] * 50))
    process.stdin.close()

    assert process.wait(PATIENCE_S) == 1
    assert process.stderr.read() == b""


def test_progress_is_shown_on_a_terminal_alone():
    terminal, end = pty.openpty()
    many = lines(*[{"id": "a", "text": "x"}] * 100, {"id": "b"})

    done = run("--jsonl", stdin=many, stderr=end)
    shown = os.read(terminal, 1000)
    os.close(terminal)
    os.close(end)

    assert len(done.stdout.splitlines()) == 101
    assert shown == b"\r100 articles, 0 failed\r101 articles, 1 failed\r\n"
    assert run("--jsonl", stdin=many).stderr == b""


def test_no_articles_are_no_mistake():
    assert (run("--jsonl", stdin=b"\n \n").returncode, run("--jsonl").stdout) == (0, b"")


GIVEN = [
    pytest.param({}, {}, id="text alone"),
    pytest.param({"headline": "Air Naik"}, {"headline": "Air Naik"}, id="a headline"),
    pytest.param({"headline": None, "received_at": None}, {}, id="null is not given"),
    pytest.param({"received_at": "2024-03-04"}, {"received_at": date(2024, 3, 4)}, id="a day"),
    pytest.param({"received_at": "2024-03-04T10:00:00Z"}, {"received_at": date(2024, 3, 4)}, id="a day with its time"),
    pytest.param(
        {"published": "2024-03-04", "url": "https://kabar.example", "source_name": "Kabar", "language": "id"},
        {"published": "2024-03-04", "url": "https://kabar.example", "source_name": "Kabar", "language": "id"},
        id="all that may be known",
    ),
]


@pytest.mark.parametrize(("given", "fields"), GIVEN)
def test_an_object_is_an_article(given, fields):
    assert read_article({"id": "a", "text": TEXT, **given}) == Article(text=TEXT, **fields)


NO_DAYS = [pytest.param(["2024-03-04"], id="a list"), pytest.param("", id="nothing")]
LOOSE_DAYS = [
    pytest.param(20240304, id="a number"),
    pytest.param("2024-03-04 kira-kira", id="a day and more"),
]


@pytest.mark.parametrize("day", [*NO_DAYS, *LOOSE_DAYS])
def test_a_day_is_an_iso_day_and_nothing_more(day):
    with pytest.raises(InputError, match="'received_at' must be an ISO date"):
        read_article({"id": "a", "text": TEXT, "received_at": day})
