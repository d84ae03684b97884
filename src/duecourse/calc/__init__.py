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
    affordable     whether the payments of a plan can be made, in normal or in bad months
    debt_service_share, benchmark   the share that goes to debts; beside figures of statistics

Several debts
    ranking        what each costs a day, and which lines it crosses next; next_line: the next of all
    which_first    the order in which to pay them; fair_shares, pro_rata: an amount divided fairly
    pay_off        month by month: costliest first, smallest first, in shares, or the minimums alone

Offers and agreements
    payoff         what an agreement starts from: a PayoffQuote
    Deferral, Rescheduling, Remission, LumpSum, CounterOffer, NoAgreement   the parts of an offer
    outcome        what an offer comes to: payments, cost, rate, worth to the lender, codes
    compare_offers many offers side by side; together: the offers for all debts against one budget
    Limit          what a rule allows, for the verdicts on an offer
    shortest_plan  the shortest plan the budget carries, or what is missing for one
    lump_sum_equivalent   the one payment that is worth as much to the lender
    agreement      an agreed plan as a debt of its own, with terms like any other
    what_if_missed what one missed payment does
"""

from importlib import import_module
from warnings import warn

_HOMES = {}
"""The file of each name. `__init__.pyi` beside this one says them, to type checkers and editors as well."""

_OLDER = {}
"""Names that have another now: that other."""

for _line in __loader__.get_data(f"{__path__[0]}/__init__.pyi").decode().splitlines():
    match _line.split():
        case "from", _home, "import", _name, "as", _:
            _HOMES[_name] = _home
        case _old, "=", _name:
            _OLDER[_old] = _name

__all__ = list(_HOMES)


def __getattr__(name: str) -> object:
    """A name of the public face, imported when it is first asked for."""
    if name in _OLDER:
        now = _OLDER[name]
        warn(f"duecourse.calc.{name} is called {now} now", DeprecationWarning, stacklevel=2)
        return globals().get(now) or __getattr__(now)
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_HOMES[name], __name__), name)
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
