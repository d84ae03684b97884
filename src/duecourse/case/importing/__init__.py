"""Lists of payments as people have them: of a bank, a card, a wallet, a lender. What each row means.

sheets, xlsx   the cells of a file, bounded        words, headings, debts   the words of `data/imports`
figures, rows  the rows as facts                   ways, meaning            what each row means
takebacks      refunds set against what they take  statement                the face: `read_statement`
taking         rows into the case that is typed   said                     its sentences
"""

from .meaning import MEANINGS
from .said import RefusedRow
from .sheet import ImportRefused
from .statement import Statement, StatementRow, read_statement

__all__ = ["MEANINGS", "ImportRefused", "RefusedRow", "Statement", "StatementRow", "read_statement"]
