"""A debt to agree about and to reckon with by hand: 1,221 yuan on 31 January 2026, 12 % a year, 1 % a month.

1,200 principal; in arrears 10 interest, 5 penalty and 6 fees, together 21.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from duecourse.calc import Outcome, Part, PayoffQuote, outcome

ON = date(2026, 1, 31)


def owed(**differs: Any) -> PayoffQuote:
    """The debt, if named with figures that differ."""
    figures = {"principal": "1200", "interest": "10", "penalty": "5", "fees": "6", "annual_rate": "0.12"}
    return PayoffQuote(**({"on": ON} | figures | differs))


def principal_only(amount: str = "1200", **differs: Any) -> PayoffQuote:
    """Nothing but principal."""
    return owed(principal=amount, interest="0", penalty="0", fees="0", **differs)


def payments(offer: Outcome) -> list[str]:
    """The payments of an offer."""
    return [str(line.payment) for line in offer.schedule]


def lines(offer: Outcome) -> list[tuple[str, ...]]:
    """Day, principal, arrears, interest and fee of every payment of an offer."""
    return [
        (line.due.isoformat(), *map(str, (line.principal, line.arrears, line.interest, line.fee)))
        for line in offer.schedule
    ]


def of(*parts: Part) -> Outcome:
    """What an offer for the debt comes to."""
    return outcome(owed(), *parts)
