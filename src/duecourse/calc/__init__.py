"""The shared calculation library: what is owed, on which day, and why. Exact to the fen.

Pure Python on whole fen: no Jupyter, no charts, no files, no pandas unless a frame is asked for.
Amounts and rates go in as `str`, `int` or `Decimal` and come out as `Decimal`; amounts have two
places. Days are `datetime.date`. Anything else raises `BadInput`, a `ValueError` that names the
argument, the value and what is allowed. Every amount can say how it came about.

    accrue         interest or penalty on one amount between two days
    schedule       an instalment plan: five methods, adds up to the fen
    annual_rate    the yearly rate behind a stream of payments
    card_interest  a card's whole-balance interest up to a statement day
    default_fee    the fee on the unpaid part of a minimum payment
    penalty_rate   a penalty rate from the contract rate

    InstalmentTerms, RevolvingTerms   what a contract says, every difference a named argument
    open_ledger    what a debt did from its first day: a Ledger, with a Position on any day
    all_in_cost    what a debt has cost so far, as a yearly rate, beside the ceilings
    report_codes, loan_class   what a credit report and the lender's books show
"""

from .accrual import Accrual, accrue, default_fee, penalty_rate
from .card import CardInterest, card_interest
from .contract import InstalmentTerms, RevolvingTerms
from .cost import AllInCost, all_in_cost
from .events import Acceleration, Drawing, Payment, RateChange, Waiver
from .ledger import Ledger, Position
from .money import COMPONENTS, BadInput, round_to
from .opening import open_ledger
from .rates import AnnualRate, annual_rate
from .report import MonthStatus, loan_class, report_codes
from .schedule import Instalment, Schedule, schedule
from .steps import Step

__all__ = [
    "COMPONENTS",
    "Acceleration",
    "Accrual",
    "AllInCost",
    "AnnualRate",
    "BadInput",
    "CardInterest",
    "Drawing",
    "Instalment",
    "InstalmentTerms",
    "Ledger",
    "MonthStatus",
    "Payment",
    "Position",
    "RateChange",
    "RevolvingTerms",
    "Schedule",
    "Step",
    "Waiver",
    "accrue",
    "all_in_cost",
    "annual_rate",
    "card_interest",
    "default_fee",
    "loan_class",
    "open_ledger",
    "penalty_rate",
    "report_codes",
    "round_to",
    "schedule",
]
