"""Law, practice and product terms as data: dated, cited, in both languages, strictly checked.

    from duecourse.rules import rules, products, cite

    uplift = rules["penalty-uplift"].on(date(2026, 11, 24))    # a Value
    uplift["min"], uplift.text, uplift.stale                   # Decimal("0.30"), a sentence, False
    uplift.status, uplift.status_of("min")                     # how it is known; how one figure of it is
    cite(uplift)                                               # source, clause, since when, last checked
    rules.subject("collection")                                # all rules of data/rules/collection.toml
    products["jintiao"].terms["penalty_daily_rate"].default    # Decimal("0.0006"); the contract decides
    lpr_on(day), ceilings_for("small_loan", day)

To add a rule, write a `[[rules]]` table into the file of its subject, its source into
`data/sources.toml` if it is a new one, and run `python -m duecourse.rules`, which writes the page of all
rules. `review = "6 months"` in a rule, or at the head of
its file, says when it is to be looked at again (a year, if neither says so); `known.max = { status = …,
label = … }` beside a value, how one of its figures is known where that differs from the rest. Whatever
is wrong in a file raises `DataFileError`, which names the file, the key and the remedy.
"""

from duecourse.files import STATUSES, DataFileError, Source, Sources

from .ceilings import BASES, Ceiling, ceilings_for, court_ceiling, lowest_public, lpr_on
from .citation import Citation, may_be_old_text
from .errors import NotInForce
from .library import Products, Rules, products, rules
from .product import FAMILIES, KINDS, LENDER_KINDS, PANELS, SORTS, Product, Term, TermMeaning, lender_text
from .rule import Rule, Value

RuleFileError = DataFileError
"""The name that `duecourse.files.DataFileError` had; goes with the next version."""

__all__ = [
    "BASES",
    "FAMILIES",
    "KINDS",
    "LENDER_KINDS",
    "PANELS",
    "SORTS",
    "STATUSES",
    "Ceiling",
    "Citation",
    "DataFileError",
    "NotInForce",
    "Product",
    "Products",
    "Rule",
    "RuleFileError",
    "Rules",
    "Source",
    "Sources",
    "Term",
    "TermMeaning",
    "Value",
    "ceilings_for",
    "cite",
    "court_ceiling",
    "lender_text",
    "lowest_public",
    "lpr_on",
    "may_be_old_text",
    "products",
    "rules",
]


def cite(of: Value | Term | Ceiling) -> Citation:
    """Where a figure comes from, in one line of the present language.

    Title, clause, issuer, since when, how surely it is known, when it was last checked. Plain text, not HTML.
    That the rule may have changed since is said once for all that stands together: `may_be_old_text`.

    Args:
        of: a value of a rule, a term of a product, or a ceiling.

    Returns:
        The line; it knows whether the rule may be old.

    Example:
        >>> cite(rules["penalty-uplift"].on(date(2026, 11, 24))).split("·")[1].strip()
        'since 1 Jan 2004'
    """
    return of.cite()
