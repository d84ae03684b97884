"""The shared calculation library: what is owed, on which day, and why. Exact to the fen.

Pure Python on whole fen: no Jupyter, no charts, no files, no pandas unless a frame is asked for.
Amounts and rates go in as `str`, `int` or `Decimal` and come out as `Decimal`; amounts have two
places. Days are `datetime.date`. Anything else raises `BadInput`, a `ValueError` that names the
argument, the value and what is allowed. Every amount can say how it came about.

One amount, one plan
    accrue         interest or penalty on one amount between two days
    schedule       an instalment plan: five methods, adds up to the fen
    annual_rate    the yearly rate behind a stream of payments
    card_interest  a card's whole-balance interest up to a statement day
    minimum_payment   a card's minimum payment, part by part
    default_fee    the fee on the unpaid part of a minimum payment
    penalty_rate   a penalty rate from the contract rate

A debt over time
    InstalmentTerms, RevolvingTerms   what a contract says, every difference a named argument
    Drawing, Payment, RateChange, Waiver, Acceleration   what happens to a debt
    Debt           terms, drawings and events in one value: its ledger, its position, and debts made from it
    open_ledger    what a debt did from its first day: a Ledger, with a Position on any day
    Delay          what being late has cost, and what one more day will
    exchange       two contracts for one debt: what each term that differs costs
    all_in_cost    what a debt has cost so far, as a yearly rate, beside the ceilings
    report_codes, loan_class   what a credit report and the lender's books show

A lender's bill
    check_bill     the bill line by line: agreed, or by how much it differs and most likely why
    LenderBill, LenderLine, BilledInstalment   the bill, where it is not one of a case
    Readings       which other rates and periods of grace are tried

The household
    budget, Means  what a month leaves; what is left for debts month by month, and the savings
    budget_ahead   the months to come, as far as they are known to change; tightest: the leanest of them
    carried        whether the payments of a plan can be made, in normal or in bad months
    debt_service_share, beside_others   the share that goes to debts; beside figures of statistics

Several debts
    standings      what each costs a day, and which lines it crosses next; next_line: the next of all
    which_first    the order in which to pay them; fair_shares, pro_rata: an amount divided fairly
    pay_off        month by month: costliest first, smallest first, in shares, or the minimums alone

Offers and agreements
    owed_on        what an agreement starts from: an Owed
    Deferral, Reinstalment, Waive, LumpSum, Counter, Nothing   the parts of an offer
    outcome        what an offer comes to: payments, cost, rate, worth to the lender, codes
    compare_offers many offers side by side; together: the offers for all debts against one budget
    Limit          what a rule allows, for the verdicts on an offer
    shortest_plan  the shortest plan the budget carries, or what is missing for one
    lump_sum_equivalent   the one payment that is worth as much to the lender
    agreement      an agreed plan as a debt of its own, with terms like any other
    what_if_missed what one missed payment does
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .basics.money import COMPONENTS, BadInput, round_to, total
from .basics.shares import FairPart, fair_shares
from .basics.steps import Step
from .credit.report import MonthStatus, loan_class, report_codes
from .debt.agreed_terms import AgreedPayment, AgreedTerms
from .debt.contract import InstalmentTerms, RevolvingTerms
from .debt.cost import AllInCost, all_in_cost
from .debt.debt import Debt
from .debt.delay import Delay, Exchange, charged, exchange, paid_on_time
from .debt.events import Acceleration, Drawing, Payment, RateChange, Waiver
from .debt.ledger import Ledger, Position
from .debt.minimum import MinimumPayment, minimum_payment
from .debt.opening import open_ledger, owed_on
from .debt.owed import Coming, Owed
from .household.budget import (
    BUDGET_KINDS,
    BesideOthers,
    Budget,
    Carried,
    Flat,
    Means,
    Span,
    beside_others,
    budget,
    budget_ahead,
    carried,
    debt_service_share,
    tightest,
)
from .offers.agreement import Agreement, Missed, agreement, what_if_missed
from .offers.limits import Limit, Verdict
from .offers.offered import Counter, Deferral, LumpSum, Nothing, Part, Reinstalment, Waive
from .offers.offers import (
    Compared,
    Outcome,
    PlannedPayment,
    compare_offers,
    lump_sum_equivalent,
    outcome,
    together,
)
from .offers.shortest_plan import ShortestPlan, shortest_plan
from .plan.accrual import Accrual, accrue, default_fee, penalty_rate
from .plan.card import CardInterest, card_interest
from .plan.rates import AnnualRate, RateNotFound, annual_rate
from .plan.schedule import Instalment, Schedule, schedule

if TYPE_CHECKING:
    from .bill.bill import BilledInstalment, LenderBill, LenderLine
    from .bill.check import AboveCeiling, BillCheck, CheckedLine, Reason, check_bill, checked_bill
    from .bill.readings import Reading, Readings
    from .credit.futures import Future, if_caught_up, if_nothing, if_paid
    from .credit.late_record import LateRecord, ReportMonth, ReportRules
    from .credit.quotes import (
        CostItem,
        CostLine,
        CostTable,
        LateItem,
        LateLine,
        LostMonth,
        PricedQuote,
        Quote,
        cost_table,
        one_lost_month,
        priced_quote,
    )
    from .household.cash import (
        CASH_KINDS,
        Autopay,
        Buffer,
        CashCalendar,
        CashDay,
        CashLine,
        CashMove,
        Cut,
        Effect,
        MoveDay,
        PayAhead,
        best_days,
        cash_calendar,
        debt_line,
        effect_of,
        planned_line,
        which_line,
    )
    from .household.fund import Built, Covered, Fund, Lasts, emergency_fund
    from .household.households import (
        LATE_DAYS,
        Chance,
        ChancesOfLate,
        Difference,
        Household,
        Life,
        LifeMonth,
        Share,
        Shocks,
        chance_of_late,
        lives,
    )
    from .offers.agreed_futures import if_agreed, if_broken
    from .several.paying_off import STRATEGIES, MonthPaid, PayingOff, pay_off
    from .several.priorities import ORDERS, DebtOf, Standing, next_line, pro_rata, standings, which_first

_LATER: dict[str, str] = {
    "bill.bill": "BilledInstalment LenderBill LenderLine",
    "bill.check": "AboveCeiling BillCheck CheckedLine Reason check_bill checked_bill",
    "bill.readings": "Reading Readings",
    "household.cash": "CASH_KINDS Autopay Buffer CashCalendar CashDay CashLine CashMove Cut Effect MoveDay "
    "PayAhead best_days cash_calendar debt_line effect_of planned_line which_line",
    "household.fund": "Built Covered Fund Lasts emergency_fund",
    "credit.futures": "Future if_caught_up if_nothing if_paid",
    "offers.agreed_futures": "if_agreed if_broken",
    "credit.late_record": "LateRecord ReportMonth ReportRules",
    "household.households": "LATE_DAYS Chance ChancesOfLate Difference Household Life LifeMonth Share Shocks "
    "chance_of_late lives",
    "several.paying_off": "STRATEGIES MonthPaid PayingOff pay_off",
    "several.priorities": "ORDERS DebtOf Standing next_line pro_rata standings which_first",
    "credit.quotes": "CostItem CostLine CostTable LateItem LateLine LostMonth PricedQuote Quote cost_table "
    "one_lost_month priced_quote",
}
"""What few need is loaded when it is first asked for: names by module."""

if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        for module, names in _LATER.items():
            if name in names.split():
                value = globals()[name] = getattr(import_module(f".{module}", __name__), name)
                return value
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "BUDGET_KINDS",
    "CASH_KINDS",
    "COMPONENTS",
    "LATE_DAYS",
    "ORDERS",
    "STRATEGIES",
    "AboveCeiling",
    "Acceleration",
    "Accrual",
    "AgreedPayment",
    "AgreedTerms",
    "Agreement",
    "AllInCost",
    "AnnualRate",
    "Autopay",
    "BadInput",
    "BesideOthers",
    "BillCheck",
    "BilledInstalment",
    "Budget",
    "Buffer",
    "Built",
    "CardInterest",
    "Carried",
    "CashCalendar",
    "CashDay",
    "CashLine",
    "CashMove",
    "Chance",
    "ChancesOfLate",
    "CheckedLine",
    "Coming",
    "Compared",
    "CostItem",
    "CostLine",
    "CostTable",
    "Counter",
    "Covered",
    "Cut",
    "Debt",
    "DebtOf",
    "Deferral",
    "Delay",
    "Difference",
    "Drawing",
    "Effect",
    "Exchange",
    "FairPart",
    "Flat",
    "Fund",
    "Future",
    "Household",
    "Instalment",
    "InstalmentTerms",
    "Lasts",
    "LateItem",
    "LateLine",
    "LateRecord",
    "Ledger",
    "LenderBill",
    "LenderLine",
    "Life",
    "LifeMonth",
    "Limit",
    "LostMonth",
    "LumpSum",
    "Means",
    "MinimumPayment",
    "Missed",
    "MonthPaid",
    "MonthStatus",
    "MoveDay",
    "Nothing",
    "Outcome",
    "Owed",
    "Part",
    "PayAhead",
    "PayingOff",
    "Payment",
    "PlannedPayment",
    "Position",
    "PricedQuote",
    "Quote",
    "RateChange",
    "RateNotFound",
    "Reading",
    "Readings",
    "Reason",
    "Reinstalment",
    "ReportMonth",
    "ReportRules",
    "RevolvingTerms",
    "Schedule",
    "Share",
    "Shocks",
    "ShortestPlan",
    "Span",
    "Standing",
    "Step",
    "Verdict",
    "Waive",
    "Waiver",
    "accrue",
    "agreement",
    "all_in_cost",
    "annual_rate",
    "beside_others",
    "best_days",
    "budget",
    "budget_ahead",
    "card_interest",
    "carried",
    "cash_calendar",
    "chance_of_late",
    "charged",
    "check_bill",
    "checked_bill",
    "compare_offers",
    "cost_table",
    "debt_line",
    "debt_service_share",
    "default_fee",
    "effect_of",
    "emergency_fund",
    "exchange",
    "fair_shares",
    "if_agreed",
    "if_broken",
    "if_caught_up",
    "if_nothing",
    "if_paid",
    "lives",
    "loan_class",
    "lump_sum_equivalent",
    "minimum_payment",
    "next_line",
    "one_lost_month",
    "open_ledger",
    "outcome",
    "owed_on",
    "paid_on_time",
    "pay_off",
    "penalty_rate",
    "planned_line",
    "priced_quote",
    "pro_rata",
    "report_codes",
    "round_to",
    "schedule",
    "shortest_plan",
    "standings",
    "tightest",
    "together",
    "total",
    "what_if_missed",
    "which_first",
    "which_line",
]
