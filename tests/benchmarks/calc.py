"""The calculation library beside other ways of getting the same figures, in one run.

    python tests/benchmarks/calc.py [rounds]

Each job is done by all who can do it, turn by turn, and the median of the rounds is printed with its ratio
to ours. Figures that should be equal are compared first: a wrong answer is not timed.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from amortization import amortization_schedule
from repaykit import Loan, LoanAccount
from repaykit.policies import LateChargePolicy

from duecourse.calc import Drawing, InstalmentTerms, Ledger, Payment, annual_rate, open_ledger, schedule
from duecourse.calc.basics.dates import add_months

FEN = Decimal("0.01")
SOURCES = Path(__file__).resolve().parents[2] / "src"
ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 40


def compare(title: str, ways: dict[str, Callable[[], object]], repeat: int) -> None:
    """Time each way `repeat` times a round, turn by turn; print microseconds, and ratios to the first."""
    spent: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            began = time.perf_counter()
            for _ in range(repeat):
                way()
            spent[name].append((time.perf_counter() - began) / repeat * 1e6)
    ours = statistics.median(next(iter(spent.values())))
    print(f"\n{title}")
    for name, times in spent.items():
        middle = statistics.median(times)
        print(f"  {middle:10.1f} µs   {middle / ours:8.2f} ×   {name}")


# -- a plan of 36 months: `amortization` reckons in floats and rounds as it goes


def plans() -> None:
    """One plan. Its figures are floats in `amortization`, exact decimals here."""
    plan = schedule("50000", annual_rate="0.15", periods=36)
    theirs = list(amortization_schedule(50000, 0.15, 36))
    assert [round(Decimal(row.amount), 2) for row in theirs] == [line.payment for line in plan.instalments]
    assert sum(line.principal for line in plan.instalments) == 50000
    stray = sum(row.principal for row in theirs) - 50000
    compare(
        f"a plan of 36 months (principal adds up here; in amortization it is {stray:+.2e} off)",
        {
            "duecourse: every line, all figures exact": lambda: (
                schedule("50000", annual_rate="0.15", periods=36).instalments
            ),
            "duecourse: the plan and its totals": lambda: (
                schedule("50000", annual_rate="0.15", periods=36).total_interest
            ),
            "amortization: every line": lambda: list(amortization_schedule(50000, 0.15, 36)),
        },
        20,
    )


# -- one debt over 720 days: due after a month, never paid, interest on interest added every month

START, DAYS = date(2024, 1, 31), 720
END = START + timedelta(DAYS)
TERMS = InstalmentTerms(
    method="bullet", annual_rate="0.153", periods=1, penalty_multiple="1.5", compound="interest",
    compound_every="month",
)  # fmt: skip
Row = tuple[date, Decimal, Decimal, Decimal, Decimal, Decimal, int]


def ledger(paid: dict[date, Decimal]) -> Ledger:
    """The debt, from event to event: it can be asked for any of its days."""
    payments = [Payment(on, amount) for on, amount in paid.items()]
    return open_ledger(TERMS, Drawing(START, "10000"), payments, until=END)


def day_by_day(paid: dict[date, Decimal]) -> list[Row]:
    """The same debt in a loop over its days, in decimals: for this contract alone, but for any payments after
    the due day. Every day counts what accrued, looks for a payment and notes down all figures."""
    principal, rate = Decimal(10_000), Decimal("0.153")
    penalty_rate = rate * Decimal("1.5") / 365
    due = add_months(START, 1)
    postings = {add_months(START, number) for number in range(2, 26)}
    a_day = principal * rate / 12 / (due - START).days
    interest = penalty = compound = joined = Decimal(0)
    penalty_paid = compound_paid = Decimal(0)
    one_day = timedelta(1)
    rows = []
    on = START
    while on <= END:
        if on > due:
            penalty += principal * penalty_rate
            compound += (interest + joined) * penalty_rate
        elif on > START:
            interest += a_day
            if on == due:
                interest = interest.quantize(FEN, ROUND_HALF_UP)
        shown_penalty = penalty.quantize(FEN, ROUND_HALF_UP) - penalty_paid
        shown_compound = compound.quantize(FEN, ROUND_HALF_UP) - compound_paid
        if on in postings:
            joined = shown_compound
        if on in paid:  # interest, penalty, interest on interest, principal
            left = paid[on]
            taken = min(left, interest)
            interest -= taken
            left -= taken
            taken = min(left, shown_penalty)
            penalty_paid += taken
            shown_penalty -= taken
            left -= taken
            taken = min(left, shown_compound)
            compound_paid += taken
            shown_compound -= taken
            joined = min(joined, shown_compound)
            principal -= left - taken
        shown = interest.quantize(FEN, ROUND_HALF_UP)
        total = principal + shown + shown_penalty + shown_compound
        late = max(0, (on - due).days)
        rows.append((on, principal, shown, shown_penalty, shown_compound, total, late))
        on += one_day
    return rows


def repaykit_days() -> list[Decimal]:
    """The nearest that `repaykit` does: what is owed on each day of an instalment that is not paid.

    It multiplies the overdue instalment by a rate a day and the days, anew for every day asked for. It
    has no interest on interest and no postings, counts the penalty on the interest too, knows no normal
    interest within a month, no allocation and no steps: less than is asked of the others.
    """
    loan = Loan.create(
        amount=Decimal(10_000), annual_rate=Decimal("0.153"), term="1 months", payment_frequency="monthly",
        method="reducing_balance", start_date=START,
    )  # fmt: skip
    loan.late_charge_policy = LateChargePolicy(rate=Decimal("0.2295") / 365, basis="daily")
    account = LoanAccount(loan)
    return [
        account.statement(as_of=START + timedelta(number)).outstanding_balance for number in range(DAYS + 1)
    ]


def debts() -> None:
    """One debt, every day of two years."""
    names = ("date", "principal", "interest", "penalty", "compound", "total", "days_past_due")
    some = {START + timedelta(number): Decimal(amount) for number, amount in ((50, "120.50"), (333, "2500"))}
    none: dict[date, Decimal] = {}
    for paid in (none, some):
        table = ledger(paid).columns()
        assert day_by_day(paid) == list(zip(*(table[name] for name in names), strict=True))
    assert len(repaykit_days()) == DAYS + 1
    title = "one debt, 720 days, 24 monthly postings"
    loop, theirs = "a loop over the days in decimals", "repaykit: a statement for every day"
    for text, ours in (
        ("worked out, and the last day looked at", lambda: ledger(none).position(END).total),
        ("all figures of all days written out", lambda: ledger(none).columns()),
    ):
        here = {"duecourse: from event to event": ours}
        compare(f"{title}: {text}", {**here, loop: lambda: day_by_day(none)}, 20)
        compare(f"{title}: {text}", {**here, theirs: repaykit_days}, 2)


# -- two hundred offers compared


def offers() -> None:
    """200 new plans of 24 months with a late payment each, their ledgers and their yearly rates."""

    def all_of_them() -> list[float]:
        found = []
        for number in range(200):
            rate = f"0.{100 + number}"
            terms = InstalmentTerms(annual_rate=rate, periods=24, penalty_multiple="1.5")
            paid = [Payment(START + timedelta(60 + number % 30), "1000")]
            book = open_ledger(terms, Drawing(START, "20000"), paid, until=END)
            assert book.position(END).total > 0
            found.append(annual_rate(schedule("20000", annual_rate=rate, periods=24).flows()).effective)
        return found

    compare(
        "200 offers of 24 months: ledger, position on the last day, plan and yearly rate",
        {"duecourse": all_of_them},
        1,
    )


# -- importing it


def importing() -> None:
    """In a new Python each, with and without."""

    def run(code: str) -> Callable[[], object]:
        setup = f"import sys; sys.path.insert(0, {str(SOURCES)!r}); {code}"
        return lambda: subprocess.run([sys.executable, "-S", "-c", setup], check=True)

    compare(
        "starting Python and importing the library",
        {
            "bare Python": run("pass"),
            "duecourse.calc": run("import duecourse.calc"),
            "duecourse.calc, and a Debt of it": run("from duecourse.calc import Debt"),
            "duecourse.calc, and all of it": run("from duecourse.calc import *"),
        },
        1,
    )


if __name__ == "__main__":
    plans()
    debts()
    offers()
    importing()
