"""``kutip new-key`` makes an API key, shows it once, and writes its entry."""

from __future__ import annotations

import pytest

from service.keys import Caller, digest, parse
from worker.cli import main


def test_a_key_is_shown_beside_its_entry(capsys):
    assert main(["new-key", "desk", "--scopes", "read,admin", "--max-unfinished", "5"]) == 0

    entry, shown = capsys.readouterr()
    key = next(line for line in shown.splitlines() if line.startswith("kutip_"))
    caller = Caller(name="desk", scopes=frozenset({"read", "admin"}), max_unfinished=5)
    assert parse(entry.encode()) == ((digest(key), caller),)
    assert key not in entry


def test_entries_can_be_put_behind_each_other(capsys):
    main(["new-key", "desk"])
    main(["new-key", "night.shift", "--rate-per-minute", "60"])

    callers = [caller for _, caller in parse(capsys.readouterr().out.encode())]
    assert [(caller.name, caller.rate_per_minute) for caller in callers] == [("desk", None), ("night.shift", 60)]
    assert callers[0].scopes == callers[1].scopes == {"submit", "read"}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["a b"], "the name of a key"),
        (["a]\n[b"], "the name of a key"),
        (["desk", "--scopes", "write"], "scopes must be a list of one or more of submit, read, metrics, admin"),
        (["desk", "--scopes", 'read"]\n[b'], "scopes must be"),
        (["desk", "--scopes", ""], "scopes must be"),
        (["desk", "--rate-per-minute", "0"], "rate_per_minute must be a whole number above 0"),
    ],
)
def test_an_entry_that_no_service_would_take_is_not_made(capsys, arguments, says):
    assert main(["new-key", *arguments]) == 2

    entry, complaint = capsys.readouterr()
    assert (entry, says in complaint, "kutip_" in complaint) == ("", True, False)
