"""An offer in words and as a table: what a lender is asked to agree to, with each day and amount."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from duecourse.calc import CounterOffer, Deferral, LumpSum, Outcome, Part, Remission, Rescheduling, total
from duecourse.locale import day, money, percent, say, say_count, sentences
from duecourse.rules.workdays import is_workday

from .document import Column, Grid


def offer_lines(offer: Outcome) -> list[str]:
    """The parts of an offer, a sentence each, in the order in which they are carried out."""
    alone = not any(isinstance(part, (Deferral, Rescheduling)) for part in offer.parts)
    lines = []
    for kind in (Remission, LumpSum, Deferral, Rescheduling, CounterOffer):
        for part in offer.parts:
            if isinstance(part, kind) and not isinstance(part, Remission):
                lines.append(_line(offer, part, alone=alone))
        if kind is Remission:
            lines += [
                say("export.offer_waive", component=say(f"case.component_{name}"), amount=money(amount))
                for name, amount in offer.waived.items()
                if amount
            ]
    return lines


def offer_summary(offer: Outcome) -> str:
    """First and highest payment, the last day and the sum, in one or two sentences."""
    last, paid = day(offer.ends), money(offer.total_paid)
    if len(offer.schedule) == 1:
        text = say("export.offer_once", amount=paid, day=last)
    else:
        text = say(
            "export.offer_summary",
            first_day=day(offer.schedule[0].due),
            first=money(offer.first_payment),
            highest=money(offer.highest_payment),
            last_day=last,
            total=paid,
        )
    if offer.still_owed:
        text = sentences(text, say("export.offer_left", amount=money(offer.still_owed)))
    return text


def months(count: int) -> str:
    """A number of months in words."""
    return say_count("export.months", count)


def payments_grid(offer: Outcome) -> Grid:
    """Every payment's day and amount, and what is left after it: the annex of a letter."""
    columns = (
        Column(say("export.schedule_number"), "count"),
        Column(say("export.schedule_due_day"), "date"),
        Column(say("export.schedule_payment"), "money"),
        Column(say("export.schedule_balance"), "money"),
    )
    rows = tuple((line.number, line.due, line.payment, line.balance) for line in offer.schedule)
    return Grid("", columns, rows, (None, say("export.together"), offer.total_paid, None))


def weekday(on: date) -> str:
    """The day of the week, with a remark where banks are closed."""
    name = say(f"export.weekday_{on.weekday()}")
    if is_workday(on):
        return name
    return say("export.weekend" if on.weekday() > 4 else "export.day_off", day=name)


def _sum(offer: Outcome, *names: str) -> Decimal:
    return total(getattr(line, name) for line in offer.schedule for name in names)


def _line(offer: Outcome, part: Part, *, alone: bool) -> str:
    match part:
        case Deferral():
            moved = not any(isinstance(other, Rescheduling) for other in offer.parts)
            key = "export.offer_deferral" if moved else "export.offer_pause"
            return sentences(say(key, months=months(part.months)), _deferral_interest(part))
        case Rescheduling():
            return _rescheduling(offer, part)
        case LumpSum():
            first = offer.schedule[0]
            key = "export.offer_lump_sum" if alone else "export.offer_down_payment"
            return say(key, amount=money(first.payment), day=day(first.due))
        case CounterOffer():
            count = say_count("export.payments_number", len(offer.schedule))
            return say("export.offer_counter", count=count, interest=money(offer.total_interest))
    raise ValueError(f"part is {part!r}; allowed: what a lender can agree to")


def _deferral_interest(part: Deferral) -> str:
    if not part.interest_runs:
        return say("export.deferral_no_interest")
    repaid = say(f"export.deferral_repaid_{part.repaid}")
    return say("export.deferral_interest", rate=_rate(part.rate), repaid=repaid)


def _rescheduling(offer: Outcome, part: Rescheduling) -> str:
    periods = say_count("export.payments_number", len(offer.schedule) - _down_payments(offer))
    method = say(f"export.method_{part.method}")
    texts = [say("export.offer_reinstalment", periods=periods, method=method, rate=_rate(part.rate))]
    if offer.total_fee:
        texts.append(say("export.offer_fee", fee=money(offer.total_fee)))
    if _sum(offer, "arrears"):
        how = "total" if part.interest_on == "total" else part.arrears
        texts.append(say(f"export.arrears_{how}"))
    return sentences(*texts)


def _down_payments(offer: Outcome) -> int:
    return sum(isinstance(part, LumpSum) for part in offer.parts)


def _rate(rate: Decimal | None) -> str:
    if rate is None:
        return say("export.contract_rate")
    return say("export.no_rate") if not rate else say("export.yearly_rate", rate=percent(rate, 6))
