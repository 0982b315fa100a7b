"""What a sweep costs hangs on what dead workers held, not on what has ever been done."""

import pytest

from service.store import Outcome, Submission

A_FEW = 5  # commands: the pace is measured once a second, whoever looks


@pytest.fixture
def cost(ledger, connection):
    """Return how to count the commands that Redis executes in a sweep, those inside its script too."""

    def executed():
        return sum(command["calls"] for command in connection.info("commandstats").values())

    def cost():
        before = executed()
        ledger.sweep()
        return executed() - before

    return cost


@pytest.fixture
def finish(ledger):
    """Return how to submit so many articles and read them all."""

    def finish(count):
        for _ in range(count):
            ledger.submit(Submission(article=b"{}", lane="bulk", request_id="r"))
        while group := ledger.claim():
            ledger.finish(group.token, [Outcome(id=claimed.id, record=b"{}") for claimed in group.articles])

    return finish


def test_a_sweep_costs_the_same_whatever_has_finished(ledger, cost, finish):
    ledger.sweep()
    finish(10)
    few = cost()
    finish(300)

    assert cost() <= few + A_FEW


def test_a_sweep_costs_more_for_more_leases_that_have_ended(ledger, config, connection, cost):
    ledger.sweep()
    for _ in range(50):
        ledger.submit(Submission(article=b"{}", lane="bulk", request_id="r"))
    nothing = cost()
    while ledger.claim():
        pass
    connection.zadd(
        f"{config.redis_prefix}:leases", dict.fromkeys(connection.zrange(f"{config.redis_prefix}:leases", 0, -1), 0)
    )

    assert cost() > nothing + 50
