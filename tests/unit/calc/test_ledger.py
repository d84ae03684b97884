"""What one can ask a ledger beside a position."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from duecourse.calc import BadInput
from unit.calc import accounts
from unit.calc.debts import DRAWN, loan, paid, y


def test_the_frame_has_a_row_a_day() -> None:
    frame = loan(until=date(2026, 3, 1)).frame
    assert list(frame.columns) == [
        "date", "principal", "interest", "penalty", "fees", "total", "days_past_due", "compound",
    ]  # fmt: skip
    assert len(frame) == 46
    assert frame["date"].iloc[0] == DRAWN and type(frame["date"].iloc[0]) is date
    last = frame.iloc[-1]
    assert (last["total"], last["penalty"], last["days_past_due"]) == (y("1218.20"), y("0.70"), 14)
    assert isinstance(last["total"], Decimal)
    assert len(loan(until=date(2026, 1, 1)).frame) == 0


def test_the_columns_are_every_days_position() -> None:
    events = (paid(1, 20, "30"), paid(3, 1, "100"), paid(9, 1, "5000"))
    for ledger in (
        loan(*events, compound="interest", compound_every="month", default_fee_rate="0.05"),
        loan(*events, round_when="day", rounding="down", penalty_base="all_principal", early="prepay"),
        accounts.account(accounts.CARD, default_fee_rate="0.05", days="inclusive", compound="interest"),
    ):
        columns = ledger.columns()
        assert len(columns["date"]) == (ledger.until - ledger.start).days + 1
        for row, position in enumerate(ledger.days()):
            assert columns["date"][row] == position.on
            for name in ("principal", "interest", "penalty", "compound", "fees", "total", "days_past_due"):
                assert columns[name][row] == getattr(position, name), (position.on, name)


def test_the_knots_are_where_the_lines_bend() -> None:
    ledger = loan(until=date(2026, 3, 1))
    assert ledger.knots() == [
        date(2026, 1, 15), date(2026, 2, 14), date(2026, 2, 15), date(2026, 2, 16), date(2026, 3, 1),
    ]  # fmt: skip
    assert ledger.knots(date(2026, 2, 10), date(2026, 2, 15)) == [
        date(2026, 2, 10), date(2026, 2, 14), date(2026, 2, 15),
    ]  # fmt: skip


def test_the_flows_are_the_lenders() -> None:
    ledger = loan(paid(2, 25, "112.50"))
    assert ledger.flows(date(2026, 3, 1)) == [
        (DRAWN, y("-1200.00")), (date(2026, 2, 25), y("112.50")), (date(2026, 3, 1), y("1105.50")),
    ]  # fmt: skip


def test_by_component_name() -> None:
    position = loan().position(date(2026, 2, 25))
    assert position["penalty"] == position.penalty
    with pytest.raises(BadInput, match="component is 'fine'; allowed: principal, interest"):
        position["fine"]
    assert repr(position) == (
        "Position(2026-02-25: principal 1200.00, interest 15.93, penalty 0.50, compound 0.00, fees 0.00, "
        "total 1216.43, 10 days past due)"
    )


def test_what_the_next_day_brings_is_no_spending() -> None:
    ledger = accounts.account(accounts.CARD, accounts.SPENT, accounts.spent(1, 20, "500"))
    assert ledger.position(date(2026, 1, 19)).one_more_day == 0


@pytest.mark.parametrize(
    "ask",
    ["position", "accrued", "paid", "waived", "waived_by_component", "still_open", "payment_split",
     "principal_days", "flows"],
)  # fmt: skip
def test_a_day_after_the_last_is_not_known(ask: str) -> None:
    ledger = loan(until=date(2026, 3, 1))
    getattr(ledger, ask)(date(2026, 3, 1))
    with pytest.raises(BadInput, match=r"on is .*a day up to 2026-03-01, to which this ledger runs"):
        getattr(ledger, ask)(date(2026, 3, 2))


def test_how_far_it_runs_changes_nothing_before() -> None:
    for until in (date(2026, 2, 14), date(2026, 2, 15), date(2026, 3, 14)):
        short, long = loan(until=until, default_fee_rate="0.05"), loan(default_fee_rate="0.05")
        assert repr(short.position(until)) == repr(long.position(until))
        assert short.position(until).one_more_day == long.position(until).one_more_day
