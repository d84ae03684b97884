"""The example households with an offer for a debt of each, as lesson 4 would make it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from duecourse.calc import Deferral, Means, Outcome, Part, Remission, Rescheduling, outcome, payoff
from duecourse.case import Case, Debt, examples, load_case, load_example
from duecourse.export import Difference, Given, SpokenAgreement
from duecourse.locale import Text

CASES = {name: load_example(name) for name in examples()}
NOT_LATE_YET = load_case(Path(__file__).parents[2] / "households" / "not_late_yet.toml")
DEBTS = [(name, debt.id) for name, case in CASES.items() for debt in case.debts]

OFFERS: dict[str, tuple[str, tuple[Part, ...]]] = {
    "courier": (
        "jintiao",
        (Remission("penalty", share="1"), Deferral(2), Rescheduling(60, annual_rate="0.06")),
    ),
    "clerk": ("card", (Rescheduling(36),)),
    "family": ("furniture", (Remission("penalty", share="0.5"), Rescheduling(24))),
}
"""What each household that can offer something offers, and for which debt."""

HOSTILE = (
    "=cmd|'/c calc'!A1 <script>alert(1)</script>\n../../etc/x 😀 \u202eevil\u202c {{ 7*7 }} & \"q\" \x07"
)
SEEN = "=cmd|'/c calc'!A1 <script>alert(1)</script> ../../etc/x 😀 evil {{ 7*7 }} & \"q\""
"""What a person sees of it."""


def offered(debt: Debt, on: date, *parts: Part) -> Outcome:
    """An offer for a debt on a day."""
    return outcome(payoff(debt.terms, debt.drawings, debt.events, on=on), *parts)


def offer_of(name: str) -> tuple[Case, Debt, Outcome]:
    """A household's case, the debt it makes an offer for, and the offer."""
    case = CASES[name]
    id, parts = OFFERS[name]
    debt = case.debt(id)
    return case, debt, offered(debt, case.as_of, *parts)


def means(case: Case) -> Means:
    """The household's means if everything but the essentials is cut."""
    return Means(case.budget_lines, cut_other=True)


def everything(case: Case, debt: Debt, *parts: Part) -> Given:
    """All that any letter may be given; the offer so small that every household can carry it."""
    rich = Means.of("100000")
    return Given(
        offer=offered(debt, case.as_of, *(parts or (Rescheduling(12),))),
        means=rich,
        differences=[Difference("penalty", *map(Decimal, ("130.71", "127.08", "3.63")), "Which days count?")],
        events=["A call at half past ten at night."],
        requests=["Stop."],
        report_items=["September: 2; it was paid on time."],
        complained_on=date(2026, 11, 1),
        agreement=SpokenAgreement(date(2026, 11, 23), "phone", "No. 1234", "R-77"),
    )


def hostile_case() -> Case:
    """A household in which every text a person can type tries to be something else."""
    bad = Text.same(HOSTILE)
    case = CASES["courier"]
    debts = tuple(
        replace(
            debt,
            labels=bad,
            lender=bad,
            payments=tuple(replace(payment, note=bad) for payment in debt.payments),
        )
        for debt in case.debts
    )
    lines = tuple(replace(line, labels=bad) for line in case.budget_lines)
    return replace(
        case, debts=debts, budget_lines=lines, names=bad, hardship=replace(case.hardship, note=bad)
    )
