"""An agreement that runs, as a paper speaks of it: what is left, and whether it was kept."""

from __future__ import annotations

from datetime import date

from duecourse.case import Agreement, Case
from duecourse.locale import day, money, say, say_count, sentences


def agreements_told(case: Case, on: date) -> list[str]:
    """For each debt under an agreement, what is left of it and whether it was kept."""
    running = [(one.id, one.agreed) for one in case.figures(on).debts]
    return [agreement_told(case, id, agreed, on) for id, agreed in running if agreed is not None]


def agreement_told(case: Case, id: str, agreed: Agreement, on: date) -> str:
    """What is left of an agreement; what was missed since when, or that nothing is late; what comes next."""
    figures = case.figures(on)[id]
    values = {"debt": figures.debt.label, "day": day(agreed.agreed_on), "total": money(agreed.total)}
    texts = [say("export.agreement_runs", left=money(figures.owed), **values)]
    if not figures.owed:
        return sentences(*texts, say("export.agreement_paid"))
    if figures.late_since is not None:
        missed = missed_payments(agreed, figures.late_since, on)
        amount, since = money(figures.overdue), day(figures.late_since)
        texts.append(say_count("export.agreement_missed", missed, amount=amount, since=since))
        return sentences(*texts, say("export.agreement_call"))
    texts.append(say("export.agreement_kept"))
    coming = next((line for line in figures.lines if line.kind == "due_day"), None)
    if coming is not None:
        texts.append(say("export.agreement_next", amount=money(coming.amount), due=day(coming.on)))
    return sentences(*texts)


def missed_payments(agreed: Agreement, since: date, on: date) -> int:
    """How many payments of an agreement fell due from a day on and before another."""
    return sum(since <= payment.due < on for payment in agreed.payments)
