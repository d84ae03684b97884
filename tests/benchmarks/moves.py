"""What a case costs as it grows: every panel that has a slider, moved, for a small household and a heavy one.

    python tests/benchmarks/moves.py [places]

For each slider the longest of some moves: the model's chart, sentence and facts worked out anew, and put
on the page's widgets. Time is the processor's, in milliseconds and as a ratio to a fixed loop of the same
run, so that two machines can be compared. The other rows: the sheet of figures of a day, the calendar of a
year, one check of a bill, the folder of papers.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

os.environ["DUECOURSE_MY"] = tempfile.mkdtemp()
sys.path.insert(0, str(Path(__file__).parents[1]))

from duecourse.calc import LenderBill
from duecourse.case import Case, load_example
from duecourse.export import calendar, pack
from duecourse.lessons.how_to_prepare import checking
from duecourse.view.controls import DaySlider, DecimalSlider, Slider
from duecourse.view.panel import Panel
from unit.heavy_household import heavy

PLACES = int(sys.argv[1]) if len(sys.argv) > 1 else 5
PANELS = {
    "what_overdue_means": (
        "day_by_day",
        "is_this_overdue",
        "minimum_payment",
        "report_month_by_month",
        "what_may_happen",
    ),
    "how_penalties_build_up": (
        "what_one_debt_costs",
        "two_contracts",
        "whole_balance_interest",
        "fee_or_rate",
        "everything_due",
        "where_is_the_line",
        "who_gets_my_payment",
    ),
    "how_to_prepare": ("statement", "all_in_cost", "what_can_i_pay", "which_debt_first", "month_after_month"),
    "how_to_negotiate": ("offers_side_by_side", "shortest_plan"),
    "your_credit_record": ("futures", "what_lenders_look_at", "new_small_credit"),
    "never_late_again": ("cash_calendar", "emergency_fund", "new_credit", "chance_of_being_late"),
}


def loop() -> int:
    """About a millisecond of arithmetic."""
    total = 0
    for number in range(20_000):
        total += number * number % 7
    return total


def spent(job: Callable[[], object]) -> float:
    """Milliseconds of the processor."""
    began = time.process_time()
    job()
    return (time.process_time() - began) * 1000


def panels_in(widget: Any) -> Iterator[Panel]:
    """Every panel of a card."""
    if isinstance(widget, Panel):
        yield widget
        return
    for child in getattr(widget, "children", ()):
        yield from panels_in(child)


def longest_move(panel: Panel, places: int) -> float:
    """The longest of some moves of each slider, each to a place where it has not been."""
    longest = 0.0
    for control in panel.controls.values():
        if isinstance(control, (Slider, DecimalSlider, DaySlider)):
            for place in range(places):
                position = (2 * place + 1) * (control.last + 1) // (2 * places)
                longest = max(longest, spent(partial(setattr, control, "position", position)))
    return longest


def figures_of(case: Case) -> dict[str, Callable[[], object]]:
    """What is worked out of a case as a whole."""
    on = case.as_of + timedelta(1)

    def sheet() -> None:
        figures = replace(case).figures(on)
        _ = figures.owed, figures.one_more_day, figures.shares, figures.service_share, figures.next_line

    def check() -> None:
        debt = case.debts[0]
        bill = LenderBill(on=on, total=debt.position(on).total + Decimal("123.45"))
        checking.check(debt, bill)

    return {
        "the sheet of a day": sheet,
        "the calendar": lambda: calendar(replace(case), on=on).content("ics"),
        "a bill checked": check,
        "the folder": lambda: pack(case, Path(tempfile.mkdtemp()) / "papers", on=on),
    }


def measured(make: Callable[[], Case]) -> dict[str, float]:
    """Milliseconds by what is done."""
    found = {}
    for lesson, names in PANELS.items():
        module = import_module(f"duecourse.lessons.{lesson}")
        module.begin("en")
        module.LESSON.use_case(make())
        for name in names:
            for panel in panels_in(getattr(module, name)()):
                moved = longest_move(panel, PLACES)
                if moved:
                    found[f"{lesson}.{name}"] = moved
    for name, job in figures_of(make()).items():
        found[name] = spent(job)
    return found


def main() -> None:
    """Print the table."""
    households = {"courier": lambda: load_example("courier"), "heavy": heavy}
    fixed = min(spent(loop) for _ in range(30))
    columns = {name: measured(make) for name, make in households.items()}
    print(f"a fixed loop: {fixed:.2f} ms; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors\n")
    print(f"{'':46}" + "".join(f"{name:>22}" for name in columns))
    for row in columns["heavy"]:
        cells = (columns[name].get(row, 0.0) for name in columns)
        print(f"{row:46}" + "".join(f"{spent_:10.1f} ms {spent_ / fixed:7.1f} ×" for spent_ in cells))


if __name__ == "__main__":
    main()
