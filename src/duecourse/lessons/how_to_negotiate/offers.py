"""Offers side by side: what each asks of the household, what the lender gets, and what the rules say."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any, Final

from traitlets import Bool, Enum, Int

from duecourse.calc import COUNTINGS, Compared, Means, Outcome, compare_offers, total
from duecourse.locale import day, money, month, percent, sentences
from duecourse.rules import cite, rules
from duecourse.view import Column, Exact, Table, charts
from duecourse.view.side_by_side import Side, SidesModel
from duecourse.view.tables import Value

from ..cited import rule_steps
from ..kit.kept import forget, kept
from ..offer_slot import KINDS, METHODS, MOST_PERIODS, Slot, first_offers
from .controls import named_at_the_right
from .household import WHOLE, Owing, cuts_other, departs_told, means_of, month_facts
from .offer_cards import card
from .offer_steps import offer_steps
from .taken import Taken
from .what_rules_say import limits, rules_of
from .words import Step, months, tell

FEWEST, MOST = 2, 4
"""How many offers stand side by side."""

MOST_WAIT: Final = 12
OF_SLOT: Final = tuple(Slot().values())


class OffersSideBySide(SidesModel):
    """Two to four offers for a debt. The traits of a `Slot` are those of the offer being `editing`.

    before: an offer taken on on an earlier day, which then is the first. taken: the number of the offer that
    is taken on; what is moved later is not part of it until it is taken on again. share: the per cent of the
    month that goes to this debt. counting: what the agreement says of the days late so far. discount: what
    money is worth to the lender a year.
    """

    editing = Int(0, min=0, max=MOST - 1)
    taken = Int(0, min=0, max=MOST - 1)
    takes = Int(0)
    shown = Int(MOST, min=FEWEST, max=MOST)
    share = Int(WHOLE, min=1, max=WHOLE)
    cut_other = Bool(False)
    use_savings = Bool(False)
    counting = Enum(COUNTINGS, COUNTINGS[0])
    discount = Exact()

    kind = Enum(KINDS, KINDS[0])
    periods = Int(12, min=1, max=MOST_PERIODS)
    method = Enum(METHODS, METHODS[0])
    first_half = Exact("0.5")
    pause = Int(0, min=0, max=MOST_WAIT)
    down = Exact()
    rate = Exact()
    wait = Int(1, min=1, max=MOST_WAIT)
    interest_runs = Bool(True)
    repaid = Enum(("end", "spread"), "end")
    lump = Exact()
    lump_after = Int(0, min=0, max=MOST_WAIT)
    count = Int(1, min=1, max=MOST_PERIODS)
    amount = Exact("1")
    rest = Enum(("owed", "waived"), "owed")
    waive_charges = Exact()
    waive_interest = Exact()

    def __init__(
        self,
        owing: Owing,
        on_taken: Callable[[Taken], object] = lambda taken: None,
        before: Slot | None = None,
    ) -> None:
        self.owing = owing
        self._on_taken = on_taken
        self._loading = False
        case = owing.case
        given = {"share": owing.share, "cut_other": cuts_other(case)}
        means = means_of(owing, cut_other=cuts_other(case))
        self.slots = first_offers(owing.owed, means, case.savings)
        if before is not None:
            self.slots[0] = before
        lpr = rules["lpr"].on(case.as_of)["one_year"]
        super().__init__(discount=lpr, **given, **self.slots[0].values())
        forget(self)
        offers = [self._taken(number) for number in range(self.shown)]
        held = [number for number, one in enumerate(offers) if one.held]
        self.taken = held[0] if held and before is None else 0
        self.on_taken = offers[self.taken]
        self._on_taken(self.on_taken)
        self.observe(self._moved)

    def take(self) -> None:
        """Take on the offer being changed, as it stands."""
        self.on_taken = self._taken(self.editing)
        with self.hold_trait_notifications():
            self.taken = self.editing
            self.takes += 1
        self._on_taken(self.on_taken)

    # -- the offer being changed

    def _moved(self, change: Any) -> None:
        forget(self)
        if self._loading:
            return
        if change.name == "editing":
            self._load()
        elif change.name in OF_SLOT:
            self.slots[self.editing] = self.slots[self.editing].with_(**{change.name: change.new})

    def _load(self) -> None:
        with self._quietly():
            for name, value in self.slots[self.editing].values().items():
                setattr(self, name, value)
        forget(self)

    @contextmanager
    def _quietly(self) -> Any:
        self._loading = True
        try:
            yield
        finally:
            self._loading = False

    # -- what it comes to

    @property
    def means(self) -> Means:
        """What the household can put towards this debt."""
        return means_of(self.owing, self.share, cut_other=self.cut_other, use_savings=self.use_savings)

    def numbers(self) -> range:
        """The offers on screen: as many as were asked for, and the one being changed or taken."""
        return range(max(self.shown, self.editing + 1, self.taken + 1))

    @kept
    def compared(self) -> tuple[Compared, ...]:
        """Every offer on screen, worked out."""
        debt, owed = self.owing.debt, self.owing.owed
        codes = rules["report-codes"].on(owed.on).ranges("codes")
        return compare_offers(
            owed,
            {str(number): self.slots[number].parts(owed) for number in self.numbers()},
            means=self.means,
            discount_rate=self.discount,
            limits=limits(owed.on),
            lender_kind=debt.lender_kind,
            product=debt.product_name,
            ranges=codes,
            counting=self.counting,
            count=debt.terms.late_count,
        )

    def _taken(self, number: int) -> Taken:
        slot = self.slots[number]
        offer = next((one.outcome for one in self.compared() if one.name == str(number)), None)
        return Taken(self.owing, slot, offer or slot.outcome(self.owing.owed), self.means)

    def name(self, number: int) -> str:
        """What an offer is called: its number and its kind."""
        return tell("offer_named", number=number + 1, kind=tell(f"kind_{self.slots[number].kind}"))

    # -- what the panel says

    def title(self) -> str:
        return tell("offers_title", debt=self.owing.debt.label)

    def summary(self) -> str:
        one = self.compared()[self.editing]
        return tell(
            "offers_summary",
            owed=money(self.owing.owed.total),
            number=self.editing + 1,
            highest=money(one.highest_payment),
            total=money(one.total_paid),
            worth=money(one.present_value or 0),
        )

    def facts(self) -> list[tuple[str, str]]:
        owing = self.owing
        return [
            (tell("one_more_day"), money(owing.debt.position(owing.owed.on).one_more_day)),
            (tell("owed_today"), money(owing.owed.total)),
            *((label, money(left)) for label, left in month_facts(owing, self.means)),
        ]

    def sentence(self) -> str:
        one = self.compared()[self.editing]
        told = departs_told(self.owing, self.means)
        return sentences(self._cost(one), self._burden(one), self._lender(one), told)

    def _cost(self, one: Compared) -> str:
        values = {
            "name": self.name(self.editing),
            "total": money(one.total_paid),
            "highest": money(one.highest_payment),
            "months": months(one.months),
            "left": money(one.still_owed),
            "day": day(one.outcome.ends),
        }
        if not one.total_paid:
            return tell("sentence_nothing", **values)
        told = tell("sentence_once" if len(one.outcome.payments) == 1 else "sentence_plan", **values)
        if one.still_owed:
            told = sentences(told, tell("sentence_left", **values))
        if not one.extra:
            return sentences(told, tell("sentence_same"))
        key = "sentence_more" if one.extra > 0 else "sentence_less"
        return sentences(told, tell(key, extra=money(abs(one.extra))))

    def _burden(self, one: Compared) -> str:
        if not one.total_paid or one.normal is None or one.bad is None:
            return ""
        if one.bad.enough:
            return tell("carried_always")
        if one.normal.enough:
            return tell("carried_normal", short=money(one.bad.most_short))
        return tell("carried_never", short=money(one.normal.most_short))

    def _lender(self, one: Compared) -> str:
        if not one.total_paid or one.present_value is None:
            return ""
        worth = money(one.present_value)
        return tell("sentence_worth", worth=worth, rate=percent(self.discount))

    def sides(self) -> list[Side]:
        return [
            card(
                self.name(number),
                self.slots[number],
                one,
                marked=number == self.taken and self.slots[number] == self.on_taken.slot,
            )
            for number, one in enumerate(self.compared())
        ]

    def figure(self) -> charts.Figure:
        rows = self._by_month()
        places = [*range(len(rows[0]))] if rows else [0]
        series = [
            charts.Series(self.name(number), amounts)
            for number, amounts in enumerate(rows)
            if any(amounts) or number == self.editing
        ]
        levels = [(label, left) for label, left in month_facts(self.owing, self.means) if left > 0]
        markers = [charts.Marker(left, label) for label, left in levels]
        top = max([*(amount for row in rows for amount in row), *(left for _, left in levels)])
        figure = named_at_the_right(
            charts.lines(places, series, markers=markers, top=top, x_title=tell("axis_months"))
        )
        for trace in figure["data"]:
            trace["mode"] = "lines"
            trace["line"]["shape"] = "hv"
        return figure

    def _by_month(self) -> list[list[Decimal]]:
        """What each offer asks for in each calendar month from the agreement's on, yuan."""
        on = self.owing.owed.on
        paid = [_months_of(one.outcome, on) for one in self.compared()]
        length = max((max(row, default=0) for row in paid), default=0) + 2
        zero = Decimal("0.00")
        return [[row.get(number, zero) for number in range(length)] for row in paid]

    def table(self) -> Table:
        compared = self.compared()
        codes = [
            {_month_number(line.month_end, self.owing.owed.on): line.code for line in one.codes or ()}
            for one in compared
        ]
        rows: list[list[Value]] = []
        on = self.owing.owed.on
        for number, amounts in enumerate(zip(*self._by_month(), strict=True)):
            first = date(on.year + (on.month - 1 + number) // 12, (on.month - 1 + number) % 12 + 1, 1)
            row: list[Value] = [month(first)]
            for amount, code in zip(amounts, codes, strict=True):
                row += [amount, code.get(number)]
            rows.append(row)
        columns = [Column(tell("column_month"))]
        for number in self.numbers():
            columns += [Column(self.name(number), "money"), Column(tell("column_code"))]
        return Table(tell("offers_table"), columns, rows)

    def steps(self) -> list[Step]:
        one = self.compared()[self.editing]
        on = self.owing.owed.on
        lpr = rules["lpr"].on(on)
        return [
            (tell("steps_of", name=self.name(self.editing)), None),
            *offer_steps(one.outcome),
            (tell("steps_worth", rate=percent(self.discount)), cite(lpr)),
            *rules_of(one.verdicts, on),
            *rule_steps(("report-codes", "report-letters"), on, scope=True),
            (tell("steps_share"), None),
        ]


def _month_number(on: date, first: date) -> int:
    return 12 * (on.year - first.year) + on.month - first.month


def _months_of(offer: Outcome, first: date) -> dict[int, Decimal]:
    found: dict[int, list[Decimal]] = {}
    for line in offer.schedule:
        found.setdefault(_month_number(line.due, first), []).append(line.payment)
    return {number: total(amounts) for number, amounts in found.items()}
