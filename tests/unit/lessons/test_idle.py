"""Work that is done while nobody waits: all of it, a piece at a time, and what comes of it is the same."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from duecourse.calc import LenderBill
from duecourse.lessons.how_to_prepare.checking import begun, check
from duecourse.lessons.kit.idle import PAUSE, when_idle
from unit.case.test_growth import calls
from unit.heavy_household import heavy


def test_a_work_is_done_while_the_loop_runs_and_others_get_their_turn() -> None:
    done: list[str] = []

    def work() -> Iterator[None]:
        for piece in "abc":
            done.append(piece)
            yield

    async def learner() -> None:
        when_idle(work())
        assert done == []
        while len(done) < 3:
            before = len(done)
            await asyncio.sleep(PAUSE)
            assert len(done) <= before + 2
        await asyncio.sleep(5 * PAUSE)

    asyncio.run(learner())
    assert done == ["a", "b", "c"]


def test_where_no_loop_runs_nothing_is_done() -> None:
    when_idle(iter([]))


def test_a_check_begun_ahead_reckons_through_little_and_finds_the_same() -> None:
    case = heavy(2, 12)
    for debt in case.debts:
        again = replace(debt)
        bill = LenderBill(on=case.as_of, total=debt.position(case.as_of).total + Decimal("123.45"))
        cold = calls(lambda debt=debt, bill=bill: check(debt, bill))  # type: ignore[misc]
        for _ in begun(again, case.as_of):
            pass
        assert calls(lambda debt=again, bill=bill: check(debt, bill)) < cold / 4  # type: ignore[misc]
        assert repr(check(again, bill)) == repr(check(debt, bill))
