"""Random contracts and random lives of debts, for the invariants."""

from __future__ import annotations

import os
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import Phase, settings
from hypothesis import strategies as st

from duecourse.calc import Acceleration, Drawing, InstalmentTerms, Payment, RateChange, RevolvingTerms

START = date(2025, 1, 31)
DEPTH = int(os.environ.get("INVARIANTS_DEPTH", "1"))
"""How many times as many examples are tried: INVARIANTS_DEPTH=50 for a night's run."""


def examples(number: int) -> settings:
    """So many random examples, times DEPTH."""
    return settings(max_examples=number * DEPTH, deadline=None, phases=set(Phase) - {Phase.shrink})


COMPONENT_ORDERS = st.permutations(["fees", "interest", "penalty", "compound", "principal"]).map(tuple)


def share(low: str, high: str, places: int = 4) -> st.SearchStrategy[Decimal]:
    """A rate between two decimals."""
    return st.decimals(Decimal(low), Decimal(high), places=places, allow_nan=False)


def amount(low: str = "0.01", high: str = "20000.00") -> st.SearchStrategy[Decimal]:
    """An amount in yuan."""
    return st.decimals(Decimal(low), Decimal(high), places=2, allow_nan=False)


def days(last: int = 700) -> st.SearchStrategy[date]:
    """A day from the start on."""
    return st.integers(0, last).map(lambda number: START + timedelta(number))


LATE = {
    "year_days": st.sampled_from([360, 365]),
    "days": st.sampled_from(["half_open", "inclusive"]),
    "rounding": st.sampled_from(["half_up", "down"]),
    "round_when": st.sampled_from(["total", "segment", "day"]),
    "default_fee_rate": share("0", "0.1", 2),
    "default_fee_floor": amount("0", "20"),
    "grace_days": st.integers(0, 5),
    "grace": st.sampled_from(["free", "from_due_day"]),
    "tolerance": amount("0", "20"),
    "allocation": COMPONENT_ORDERS,
    "accelerate_after_days": st.none() | st.integers(1, 120),
}


@st.composite
def instalment_terms(draw: st.DrawFn, /, **fixed: object) -> InstalmentTerms:
    """Any instalment contract."""
    method = draw(
        st.sampled_from(["equal_instalments", "equal_principal", "interest_only", "bullet", "flat_fee"])
    )
    values: dict[str, object] = {name: draw(strategy) for name, strategy in LATE.items()}
    values |= {
        "method": method,
        "annual_rate": "0" if method == "flat_fee" else draw(share("0", "0.36", 4)),
        "periods": draw(st.integers(1, 12)),
        "fee_per_period": draw(share("0", "0.02", 4)) if method == "flat_fee" else None,
        "interest_by": draw(st.sampled_from(["period", "day"])),
        "penalty_base": draw(st.sampled_from(["overdue", "all_principal", "principal_and_fees"])),
        "penalty_minimum_per_day": draw(st.sampled_from(["0", "0.01"])),
        "interest_when_overdue": draw(st.sampled_from(["stops", "runs_on"])),
        "compound": draw(st.sampled_from(["none", "interest", "interest_and_penalty"])),
        "compound_every": draw(st.sampled_from(["never", "month", "quarter"])),
        "early": draw(st.sampled_from(["held", "prepay"])),
        "acceleration_includes_fees": draw(st.booleans()),
    }
    if draw(st.booleans()):
        values["penalty_daily_rate"] = draw(share("0", "0.0015", 5))
    else:
        values["penalty_multiple"] = draw(share("1", "2", 2))
    return InstalmentTerms(**(values | fixed))  # type: ignore[arg-type]


@st.composite
def revolving_terms(draw: st.DrawFn, /, **fixed: object) -> RevolvingTerms:
    """Any revolving contract."""
    values: dict[str, object] = {name: draw(strategy) for name, strategy in LATE.items()}
    values |= {
        "statement_day": draw(st.integers(1, 31)),
        "due_after_days": draw(st.integers(5, 40)),
        "daily_rate": draw(share("0", "0.0006", 5)),
        "interest": draw(st.sampled_from(["whole_balance", "unpaid_part", "none"])),
        "service_daily_rate": draw(share("0", "0.0006", 5)),
        "penalty_daily_rate": draw(share("0", "0.0005", 5)),
        "penalty_base": draw(st.sampled_from(["minimum", "statement"])),
        "minimum_share_new": draw(share("0.05", "0.2", 2)),
        "minimum_share_carried": draw(share("0.05", "0.2", 2)),
        "minimum_share_carried_after_miss": draw(st.sampled_from([None, "1.00"])),
        "minimum_carry_threshold": draw(st.sampled_from(["0", "300"])),
        "minimum_floor": draw(st.sampled_from(["0", "10"])),
        "compound": draw(st.sampled_from(["none", "interest"])),
    }
    return RevolvingTerms(**(values | fixed))  # type: ignore[arg-type]


PAYMENTS = st.lists(st.builds(Payment, days(), amount()), max_size=6)
CHANGES = st.lists(st.builds(RateChange, days(), annual_rate=share("0", "0.36", 4)), max_size=2)
DAILY_CHANGES = st.lists(
    st.builds(
        RateChange, days(), daily_rate=share("0", "0.0006", 5), penalty_daily_rate=share("0", "0.0005", 5)
    ),
    max_size=2,
)
CALLED = st.lists(st.builds(Acceleration, days()), max_size=1)
DRAWINGS = st.lists(
    st.builds(
        Drawing,
        days(200),
        amount("1.00"),
        st.sampled_from([1, 1, 1, 3, 6]),
        st.sampled_from(["0.005", "0.01"]),
    ),
    max_size=5,
).map(lambda later: [Drawing(START, "500.00"), *later])
