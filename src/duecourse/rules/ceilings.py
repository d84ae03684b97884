"""Which limits on the cost of a loan apply to a kind of lender on a day, and the loan prime rate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from duecourse.locale import say

from .citation import Citation
from .errors import NotInForce
from .library import rules
from .product import LENDER_KINDS
from .rule import Value

BASES: Final = ("court_limit", "court_on_request", "supervisory", "reported")
"""What a ceiling rests on: a court grants no more; a court cuts what is above if the borrower asks;
the supervisor holds lenders to it; only reported, in no public document."""


@dataclass(frozen=True, eq=False)
class Ceiling:
    """A limit on the cost of a loan.

    Attributes:
        lender_kind: one of LENDER_KINDS.
        annual_rate: share of the principal a year, all costs together.
        basis: on what it rests: one of BASES.
        value: the rule behind it, with its text, source and dates.
        lpr: the loan prime rate it was worked out from, None for a fixed ceiling. stale: the rule or the
            prime rate may be out of date.
    """

    lender_kind: str
    annual_rate: Decimal
    basis: str
    value: Value
    lpr: Value | None

    @property
    def id(self) -> str:
        """The id of the rule."""
        return self.value.rule.id

    @property
    def is_public(self) -> bool:
        """Whether it rests on a public text."""
        return self.basis != "reported"

    @property
    def stale(self) -> bool:
        """Whether the rule or the prime rate may be out of date."""
        return self.value.stale or (self.lpr is not None and self.lpr.stale)

    def cite(self) -> Citation:
        """The citation of the rule; what may be old is the rule or the prime rate."""
        old = self.value if self.value.stale or self.lpr is None else self.lpr
        found = Citation(self.value.cite())
        found.may_be_old = old.rule.label if old.stale else ""
        return found

    @property
    def basis_text(self) -> str:
        """What may be said of it, in the present language."""
        return say(f"rules.basis_{self.basis}")


def lpr_on(day: date) -> Value:
    """The loan prime rate in force on a day.

    `stale` after the last published month on file: the last known value, to be checked.

    Args:
        day: the day.

    Returns:
        The value: `["one_year"]` and `["five_years"]`, shares a year.

    Raises:
        NotInForce: a day before the first one on file.

    Example:
        >>> lpr_on(date(2026, 1, 5))["one_year"]
        Decimal('0.03')

    Source:
        The rule `lpr`.
    """
    return rules["lpr"].on(day)


def ceilings_for(lender_kind: str, on: date, contract_made: date | None = None) -> tuple[Ceiling, ...]:
    """The ceilings for a kind of lender on a day, in the order of `ceilings.toml`; none before the first.

    Args:
        lender_kind: one of LENDER_KINDS.
        on: the day.
        contract_made: the day the loan was agreed, where it is another than `on`; a ceiling that is a
            multiple of the loan prime rate takes the rate of that day.

    Returns:
        Each ceiling, a share a year, with its rule.

    Raises:
        ValueError: an unknown kind of lender.

    Example:
        >>> [(each.basis, each.annual_rate) for each in ceilings_for("bank", date(2026, 11, 24))]
        [('court_on_request', Decimal('0.24')), ('supervisory', Decimal('0.24'))]

    Source:
        The rules in `data/rules/ceilings.toml`, each with its clause.
    """
    if lender_kind not in LENDER_KINDS:
        raise ValueError(f"lender_kind is {lender_kind!r}; allowed: {', '.join(LENDER_KINDS)}")
    found = []
    for rule in rules.subject("ceilings"):
        try:
            value = rule.on(on)
        except NotInForce:
            continue
        if value.value is None or lender_kind not in value.value.get("lenders", ()):
            continue
        found.append(_ceiling(lender_kind, value, contract_made or on))
    return tuple(found)


def court_ceiling(lender_kind: str, on: date) -> Ceiling | None:
    """The ceiling above which a court cuts what a borrower objects to.

    Args:
        lender_kind: one of LENDER_KINDS.
        on: the day.

    Returns:
        The ceiling, a share a year; None where there is none.

    Raises:
        ValueError: an unknown kind of lender.

    Example:
        >>> court_ceiling("bank", date(2026, 11, 24)).annual_rate
        Decimal('0.24')

    Source:
        The rule `ceiling-court-licensed`, for lenders with a licence.
    """
    return next((one for one in ceilings_for(lender_kind, on) if one.basis == "court_on_request"), None)


def lowest_public(ceilings: Iterable[Ceiling]) -> Ceiling | None:
    """The lowest of some ceilings that rests on a public text.

    Args:
        ceilings: from `ceilings_for`.

    Returns:
        The ceiling; None where none does.

    Example:
        >>> lowest_public(ceilings_for("bank", date(2026, 11, 24))).annual_rate
        Decimal('0.24')
    """
    public = (ceiling for ceiling in ceilings if ceiling.is_public)
    return min(public, key=lambda ceiling: ceiling.annual_rate, default=None)


def _ceiling(lender_kind: str, value: Value, contract_made: date) -> Ceiling:
    if "annual_rate" in value.value:
        return Ceiling(lender_kind, value["annual_rate"], value["basis"], value, None)
    lpr = lpr_on(contract_made)
    return Ceiling(lender_kind, value["multiple"] * lpr["one_year"], value["basis"], value, lpr)
