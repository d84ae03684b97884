"""A household's case: debts, payments, budget, hardship. Read from one TOML file, checked, saved whole.

    case = open_case()                        # the learner's own, or an example household
    case = load_case("data/cases/courier.toml")
    case.debts[0].ledger(until=day)           # a calc.Ledger
    case.debts[0].term("annual_rate").cite()  # where a term is from
    case.income, case.left_for_debts, case.budget(bad_month=True)
    save_case(case)                           # the learner's own file, with a backup
    draft = open_draft()                      # for a form: may be unfinished or wrong
    read_statement("payments.csv", case)      # what a bank's or lender's file means; nothing is added yet

Whatever is wrong with a case is a `CaseError`, which holds all problems with line, place and remedy
in the learner's language.
"""

from .draft import Draft, drop_kept_draft, has_kept_draft, open_draft
from .fields import HARDSHIPS, TABLES, Field, term_fields
from .files import (
    examples,
    forget_case,
    learner_case,
    load_case,
    load_example,
    open_case,
    own_file,
    parse_case,
    restore_backup,
    save_case,
)
from .importing import MEANINGS, ImportRefused, RefusedRow, Statement, StatementRow, read_statement
from .model import (
    Bill,
    BillLine,
    BudgetLine,
    Case,
    Debt,
    Drawing,
    Hardship,
    Payment,
    RateChange,
    TermUsed,
    Waiver,
)
from .problems import CaseError, Problem, SaveError
from .words import Words

__all__ = [
    "HARDSHIPS",
    "MEANINGS",
    "TABLES",
    "Bill",
    "BillLine",
    "BudgetLine",
    "Case",
    "CaseError",
    "Debt",
    "Draft",
    "Drawing",
    "Field",
    "Hardship",
    "ImportRefused",
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
    "drop_kept_draft",
    "examples",
    "forget_case",
    "has_kept_draft",
    "learner_case",
    "load_case",
    "load_example",
    "open_case",
    "open_draft",
    "own_file",
    "parse_case",
    "read_statement",
    "restore_backup",
    "save_case",
    "term_fields",
]
