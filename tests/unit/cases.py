"""Cases that differ from another in one thing."""

from __future__ import annotations

from dataclasses import replace

from duecourse.case import Case, Debt


def with_debt(case: Case, changed: Debt) -> Case:
    """The case with a debt in the place of the one with the same id."""
    assert any(debt.id == changed.id for debt in case.debts)
    return replace(case, debts=tuple(changed if debt.id == changed.id else debt for debt in case.debts))
