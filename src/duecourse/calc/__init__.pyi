"""The public face of `duecourse.calc`: every name once, beside the file in which it is defined.

Type checkers and editors read this file as it is. At run time `__init__.py` reads it line by line, and a name
is imported from its file when it is first asked for.
"""

from .basics.dates import DayRule as DayRule
from .basics.dates import YearDays as YearDays
from .basics.money import COMPONENTS as COMPONENTS
from .basics.money import BadInput as BadInput
from .basics.money import Component as Component
from .basics.money import Rounding as Rounding
from .basics.money import round_to as round_to
from .basics.money import total as total
from .basics.shares import FairPart as FairPart
from .basics.shares import fair_shares as fair_shares
from .basics.steps import Step as Step
from .bill.bill import BilledInstalment as BilledInstalment
from .bill.bill import LenderBill as LenderBill
from .bill.bill import LenderLine as LenderLine
from .bill.check import AboveCeiling as AboveCeiling
from .bill.check import BillCheck as BillCheck
from .bill.check import CheckedLine as CheckedLine
from .bill.check import Reason as Reason
from .bill.check import check_bill as check_bill
from .bill.check import checked_bill as checked_bill
from .bill.readings import Reading as Reading
from .bill.readings import Readings as Readings
from .credit.futures import Future as Future
from .credit.futures import if_caught_up as if_caught_up
from .credit.futures import if_nothing as if_nothing
from .credit.futures import if_paid as if_paid
from .credit.late_record import LateRecord as LateRecord
from .credit.late_record import ReportMonth as ReportMonth
from .credit.late_record import ReportRules as ReportRules
from .credit.quotes import CostItem as CostItem
from .credit.quotes import CostLine as CostLine
from .credit.quotes import CostTable as CostTable
from .credit.quotes import LateItem as LateItem
from .credit.quotes import LateLine as LateLine
from .credit.quotes import LostMonth as LostMonth
from .credit.quotes import PricedQuote as PricedQuote
from .credit.quotes import Quote as Quote
from .credit.quotes import cost_table as cost_table
from .credit.quotes import one_lost_month as one_lost_month
from .credit.quotes import priced_quote as priced_quote
from .credit.report import MonthStatus as MonthStatus
from .credit.report import loan_class as loan_class
from .credit.report import report_codes as report_codes
from .debt.agreed_terms import AgreedPayment as AgreedPayment
from .debt.agreed_terms import AgreedTerms as AgreedTerms
from .debt.contract import InstalmentTerms as InstalmentTerms
from .debt.contract import InterestOn as InterestOn
from .debt.contract import LateCount as LateCount
from .debt.contract import RevolvingTerms as RevolvingTerms
from .debt.contract import Terms as Terms
from .debt.cost import AllInCost as AllInCost
from .debt.cost import all_in_cost as all_in_cost
from .debt.debt import Debt as Debt
from .debt.delay import CostOfDelay as CostOfDelay
from .debt.delay import Delay as Delay
from .debt.delay import Exchange as Exchange
from .debt.delay import charged as charged
from .debt.delay import exchange as exchange
from .debt.delay import paid_on_time as paid_on_time
from .debt.events import Acceleration as Acceleration
from .debt.events import Drawing as Drawing
from .debt.events import Payment as Payment
from .debt.events import RateChange as RateChange
from .debt.events import Waiver as Waiver
from .debt.ledger import Ledger as Ledger
from .debt.ledger import Position as Position
from .debt.minimum import MinimumPayment as MinimumPayment
from .debt.minimum import minimum_payment as minimum_payment
from .debt.opening import open_ledger as open_ledger
from .debt.opening import payoff as payoff
from .debt.payoff import Coming as Coming
from .debt.payoff import PayoffQuote as PayoffQuote
from .household.budget import BUDGET_KINDS as BUDGET_KINDS
from .household.budget import Affordability as Affordability
from .household.budget import Benchmark as Benchmark
from .household.budget import Budget as Budget
from .household.budget import BudgetKind as BudgetKind
from .household.budget import Flat as Flat
from .household.budget import Means as Means
from .household.budget import Span as Span
from .household.budget import affordable as affordable
from .household.budget import benchmark as benchmark
from .household.budget import budget as budget
from .household.budget import budget_ahead as budget_ahead
from .household.budget import debt_service_share as debt_service_share
from .household.budget import tightest as tightest
from .household.cash import CASH_KINDS as CASH_KINDS
from .household.cash import Autopay as Autopay
from .household.cash import Buffer as Buffer
from .household.cash import CashCalendar as CashCalendar
from .household.cash import CashDay as CashDay
from .household.cash import CashKind as CashKind
from .household.cash import CashLine as CashLine
from .household.cash import CashMove as CashMove
from .household.cash import Cut as Cut
from .household.cash import Effect as Effect
from .household.cash import MoveDay as MoveDay
from .household.cash import PayAhead as PayAhead
from .household.cash import WhenClosed as WhenClosed
from .household.cash import best_days as best_days
from .household.cash import cash_calendar as cash_calendar
from .household.cash import debt_line as debt_line
from .household.cash import effect_of as effect_of
from .household.cash import planned_line as planned_line
from .household.cash import which_line as which_line
from .household.fund import Built as Built
from .household.fund import Covered as Covered
from .household.fund import Fund as Fund
from .household.fund import Lasts as Lasts
from .household.fund import emergency_fund as emergency_fund
from .household.households import LATE_DAYS as LATE_DAYS
from .household.households import Chance as Chance
from .household.households import ChancesOfLate as ChancesOfLate
from .household.households import Difference as Difference
from .household.households import Household as Household
from .household.households import Life as Life
from .household.households import LifeMonth as LifeMonth
from .household.households import Share as Share
from .household.households import Shocks as Shocks
from .household.households import chance_of_late as chance_of_late
from .household.households import lives as lives
from .offers.agreed_futures import if_agreed as if_agreed
from .offers.agreed_futures import if_broken as if_broken
from .offers.agreement import THENS as THENS
from .offers.agreement import Agreement as Agreement
from .offers.agreement import Missed as Missed
from .offers.agreement import Then as Then
from .offers.agreement import agreement as agreement
from .offers.agreement import what_if_missed as what_if_missed
from .offers.limits import Limit as Limit
from .offers.limits import Verdict as Verdict
from .offers.offered import CounterOffer as CounterOffer
from .offers.offered import Deferral as Deferral
from .offers.offered import LumpSum as LumpSum
from .offers.offered import NoAgreement as NoAgreement
from .offers.offered import Part as Part
from .offers.offered import PlanMethod as PlanMethod
from .offers.offered import Remission as Remission
from .offers.offered import Repaid as Repaid
from .offers.offered import Rescheduling as Rescheduling
from .offers.offered import Rest as Rest
from .offers.offers import COUNTINGS as COUNTINGS
from .offers.offers import Compared as Compared
from .offers.offers import Counting as Counting
from .offers.offers import Outcome as Outcome
from .offers.offers import PlannedPayment as PlannedPayment
from .offers.offers import compare_offers as compare_offers
from .offers.offers import lump_sum_equivalent as lump_sum_equivalent
from .offers.offers import outcome as outcome
from .offers.offers import together as together
from .offers.shortest_plan import ShortestPlan as ShortestPlan
from .offers.shortest_plan import shortest_plan as shortest_plan
from .plan.accrual import Accrual as Accrual
from .plan.accrual import accrue as accrue
from .plan.accrual import default_fee as default_fee
from .plan.accrual import penalty_rate as penalty_rate
from .plan.card import CardInterest as CardInterest
from .plan.card import card_interest as card_interest
from .plan.rates import AnnualRate as AnnualRate
from .plan.rates import RateNotFound as RateNotFound
from .plan.rates import annual_rate as annual_rate
from .plan.schedule import Instalment as Instalment
from .plan.schedule import Method as Method
from .plan.schedule import Schedule as Schedule
from .plan.schedule import schedule as schedule
from .several.paying_off import STRATEGIES as STRATEGIES
from .several.paying_off import MonthPaid as MonthPaid
from .several.paying_off import PayingOff as PayingOff
from .several.paying_off import Strategy as Strategy
from .several.paying_off import pay_off as pay_off
from .several.priorities import ORDERS as ORDERS
from .several.priorities import SHARES_BY as SHARES_BY
from .several.priorities import DebtOf as DebtOf
from .several.priorities import DebtRank as DebtRank
from .several.priorities import Order as Order
from .several.priorities import ShareBy as ShareBy
from .several.priorities import next_line as next_line
from .several.priorities import pro_rata as pro_rata
from .several.priorities import ranking as ranking
from .several.priorities import which_first as which_first

# What some of them were called; goes with the next version.
BesideOthers = Benchmark
Carried = Affordability
Counter = CounterOffer
Nothing = NoAgreement
Owed = PayoffQuote
Reinstalment = Rescheduling
Standing = DebtRank
Waive = Remission
beside_others = benchmark
carried = affordable
owed_on = payoff
standings = ranking
