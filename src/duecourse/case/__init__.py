"""A household's case: debts, payments, budget, hardship. Read from one TOML file, checked, saved whole.

    case = open_case()                        # the learner's own, or an example household
    case = load_case("data/cases/courier.toml")
    case.debts[0].ledger(until=day)           # a calc.Ledger
    case.debts[0].term("annual_rate").cite()  # where a term is from
    case.income, case.left_for_debts, case.budget(bad_month=True)
    case.figures(day)                         # the one sheet of figures of a day: see `figures`
    case.with_agreements(agreements)          # a debt with an agreement is its agreement
    save_case(case)                           # the learner's own file, with a backup
    change_case(lambda case: …)               # a part of it, as it is now on the disk
    draft = open_draft()                      # for a form: may be unfinished or wrong
    read_statement("payments.csv", case)      # what a bank's or lender's file means; nothing is added yet

Whatever is wrong with a case is a `CaseError`, which holds all problems with line, place and remedy
in the learner's language.
"""

from duecourse.files import SaveError
from duecourse.locale import Text

from .agreements import AgreedPayment, Agreement
from .debt import AgreedDebt, Bill, BillLine, Debt, Drawing, Payment, RateChange, TermUsed, Waiver
from .draft import Draft, open_draft, saved_draft
from .fields import HARDSHIPS, TABLES, Field, term_fields
from .figures import DebtFigures, Figures, NextLine
from .importing import MEANINGS, ImportRefused, RefusedRow, Statement, StatementRow, read_statement
from .kept import KeptDraft, kept_drafts, put_broken_drafts_aside
from .model import BudgetLine, Case, Hardship
from .on_disk import (
    change_case,
    examples,
    forget_case,
    has_own_case,
    learner_case,
    load_case,
    load_example,
    open_case,
    own_file,
    parse_case,
    restore_backup,
    save_case,
)
from .problems import CaseError, ChangedMeanwhile, Problem

Words = Text
"""The name that `duecourse.locale.Text` had; goes with the next version."""

__all__ = [
    "HARDSHIPS",
    "MEANINGS",
    "TABLES",
    "AgreedDebt",
    "AgreedPayment",
    "Agreement",
    "Bill",
    "BillLine",
    "BudgetLine",
    "Case",
    "CaseError",
    "ChangedMeanwhile",
    "Debt",
    "DebtFigures",
    "Draft",
    "Drawing",
    "Field",
    "Figures",
    "Hardship",
    "ImportRefused",
    "KeptDraft",
    "NextLine",
    "Payment",
    "Problem",
    "RateChange",
    "RefusedRow",
    "SaveError",
    "Statement",
    "StatementRow",
    "TermUsed",
    "Waiver",
    "Words",
    "change_case",
    "examples",
    "forget_case",
    "has_own_case",
    "kept_drafts",
    "learner_case",
    "load_case",
    "load_example",
    "open_case",
    "open_draft",
    "own_file",
    "parse_case",
    "put_broken_drafts_aside",
    "read_statement",
    "restore_backup",
    "save_case",
    "saved_draft",
    "term_fields",
]
