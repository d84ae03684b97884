"""What a debt has cost so far, as a yearly rate, and where that stands against a ceiling."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..basics.dates import YearDays, year_of
from ..basics.money import COMPONENTS, Amount, divide, to_decimal, yuan
from ..plan.rates import AnnualRate, annual_rate
from .ledger import Ledger


@dataclass(frozen=True, slots=True)
class AllInCost:
    """The cost of a debt up to a day.

    Attributes:
        on: the day.
        charged: yuan by component: interest, penalty, compound, fees, less what was waived.
        total: their sum.
        principal_days: yuan × days outstanding.
        simple_rate: the cost a year as a share of the principal really outstanding, as courts reckon; None
            before the first day has passed.
        internal_rate: the rate behind the actual flows, None where there is none.
    """

    on: date
    charged: dict[str, Decimal]
    total: Decimal
    principal_days: Decimal
    simple_rate: Decimal | None
    internal_rate: AnnualRate | None

    def allowed(self, ceiling: Amount, year_days: YearDays = 365) -> Decimal:
        """The cost up to the day if it had run at `ceiling` a year, yuan."""
        top, bottom = to_decimal(ceiling, "ceiling").as_integer_ratio()
        fen_days = int(self.principal_days * 100)
        return yuan(divide(fen_days * top, bottom * year_of(year_days), "half_up"))

    def excess(self, ceiling: Amount, year_days: YearDays = 365) -> Decimal:
        """By how much the cost exceeds `ceiling` a year, yuan; 0.00 where it does not."""
        return max(self.total - self.allowed(ceiling, year_days), Decimal("0.00"))


def all_in_cost(ledger: Ledger, on: date, *, year_days: YearDays = 365) -> AllInCost:
    """All that a debt was charged up to a day beside its principal, paid or not, and what that is a year.

    Args:
        ledger: of the debt.
        on: the day up to which it counts.
        year_days: the days that count as a year.

    Returns:
        The cost, yuan by component, and the rates.

    Raises:
        BadInput: a day after the ledger's last.

    Example:
        >>> terms = InstalmentTerms(annual_rate="0.12", periods=12, penalty_daily_rate="0.0006")
        >>> debt = Debt(terms, Drawing(date(2026, 1, 15), "1200"))
        >>> cost = all_in_cost(debt.ledger(date(2026, 3, 1)), date(2026, 3, 1))
        >>> cost.total, cost.simple_rate
        (Decimal('18.32'), Decimal('0.123830'))

    Source:
        What courts hold against a yearly ceiling: the rules `ceiling-court-licensed` and
        `ceiling-court-small-loan`.
    """
    year_of(year_days)
    accrued = ledger.accrued(on)
    waived = ledger.waived_by_component(on)
    charged: dict[str, Decimal] = {name: accrued[name] - waived[name] for name in COMPONENTS[1:]}
    total = sum(charged.values(), Decimal("0.00"))
    principal_days = ledger.principal_days(on)
    simple = (total * year_days / principal_days).quantize(Decimal("0.000001")) if principal_days else None
    try:
        internal = annual_rate(ledger.flows(on))
    except ValueError:  # no rate fits, or nothing has happened yet
        internal = None
    return AllInCost(on, charged, total, principal_days, simple, internal)
