"""What the panels on the learner's own report share: the debts, the rules of the report, and its signs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final, Protocol

from duecourse.calc import Future, Outcome, PayoffQuote, ReportRules, if_nothing
from duecourse.calc.basics.dates import add_months
from duecourse.calc.offers.agreed_futures import made_good_by
from duecourse.case import Case
from duecourse.locale import days
from duecourse.rules import rules
from duecourse.view.charts import Shade

from ..kit.months import month_end_before
from ..kit.watched import Watched, code_rule, letter_rule, to_choose_from
from .words import tell

DAYS_LATE: Final = 47
"""How late a made-up debt is."""

QUIET: Final[dict[str, Shade]] = {"N": "plain", "*": "plain", "M": "good", "C": "good"}
"""How the signs are drawn that stand for no lateness at the end of a month."""


def debts_of(case: Case) -> list[Watched]:
    """The case's debts, and a made-up one of each product it does not have."""
    return to_choose_from(case, DAYS_LATE)


def owed_by(watched: Watched) -> PayoffQuote:
    """What is owed on the day the case looks from, under the contract or the agreement in its place."""
    return watched.facts.payoff(watched.today)


def agreed_plan(watched: Watched) -> Outcome | None:
    """The agreement that runs for a debt and is kept, as a plan for what its contract came to on that day.

    None where there is none, and where it is broken: then the debt is what is overdue on it.
    """
    if watched.debt is None or watched.position(watched.number(watched.today)).days_past_due:
        return None
    return watched.debt.agreed_offer


def whole(future: Future, watched: Watched) -> Future:
    """A future that follows from `owed_by`, with what stood in the report before an agreement was made.

    What was late then is made good by the payments made since, at the latest by what clears the agreement.
    A future of a contract is whole already.
    """
    debt = watched.debt
    agreement, plan = (debt.agreement, debt.agreed_offer) if debt is not None else (None, None)
    if agreement is None or plan is None:
        return future
    contract, end = watched.of_contract(), month_end_before(agreement.agreed_on.replace(day=1))
    if end < contract.ledger.start:
        return future
    owed = contract.facts.payoff(end)
    before = if_nothing(owed, report_rules(watched), until=end)
    ended, years = made_good_by(plan, future.payments) or future.cleared, years_kept(watched.today)
    records = tuple(
        replace(one, ended=ended, gone=None if ended is None else add_months(ended, 12 * years))
        if one.ended is None
        else one
        for one in before.records
    )
    return replace(future, months=before.months + future.months, records=records + future.records)


def report_rules(watched: Watched) -> ReportRules:
    """The rules of the report: its figures, the classes in the books, and the years a record is kept."""
    return ReportRules(watched.codes, years_kept(watched.today), watched.classes)


def years_kept(on: date) -> int:
    """How many years a record is kept after it has ended."""
    years: int = rules["bad-record-five-years"].on(on)["years"]
    return years


def meanings_of(watched: Watched) -> dict[str, str]:
    """What each sign means, in a few words; all figures share one."""
    letters = letter_rule(watched.today).names("letters")
    found = {sign: tell("sign_means", sign=sign, meaning=name) for sign, name in letters.items()}
    codes = watched.codes
    late = tell(
        f"figures_{watched.counts}",
        first=codes[0][0],
        last=codes[-1][0],
        step=code_rule(watched.today)["step_days"],
    )
    return found | {code: late for code, _, _ in codes}


class AMonth(Protocol):
    """A month of a report, from whichever calculation."""

    @property
    def code(self) -> str: ...
    @property
    def days_past_due(self) -> int: ...


def told(month: AMonth, meanings: Mapping[str, str]) -> str:
    """What is said of a month when it is pointed at."""
    if not month.days_past_due:
        return meanings[month.code]
    return tell("month_late", sign=month.code, days=days(month.days_past_due))


def shade(code: str) -> Shade:
    """How a sign is drawn."""
    return QUIET.get(code, "accent")


def latest_record(future: Future) -> str:
    """When the report no longer shows any late payment: "none", "stays" or "goes"."""
    if not future.records:
        return "none"
    return "stays" if future.gone is None else "goes"
