"""Offers side by side: what each asks of the household, what the lender gets, and what the rules say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import ROUND_CEILING, Decimal
from itertools import groupby
from typing import Any, Final

from traitlets import Bool, Enum, Int

from duecourse.calc import Carried, Compared, Means, Outcome, compare_offers, total
from duecourse.locale import day, money, month, percent, sentences
from duecourse.rules import cite, products, rules
from duecourse.view import (
    MONEY,
    PERCENT,
    Button,
    Choice,
    Column,
    Control,
    DecimalSlider,
    Exact,
    Slider,
    Switch,
    Table,
    charts,
    explain,
)
from duecourse.view.more import More
from duecourse.view.note import Note
from duecourse.view.side_by_side import Side, SidesModel, SidesPanel, Tone
from duecourse.view.tables import Value

from .household import WHOLE, Owing, cuts_other, means_for
from .slot import KINDS, METHODS, MOST_PERIODS, Slot, first_offers
from .taken import Taken
from .what_rules_say import against, findings, limits, rules_of
from .words import Step, months, tell

FEWEST, MOST = 2, 4
"""How many offers stand side by side."""

MOST_WAIT: Final = 12
CODES_SHOWN: Final = 5
COMMON: Final = ("kind",)
OF_KIND: Final = {
    "instalments": (
        "periods",
        "method",
        "first_half",
        "pause",
        "interest_runs",
        "repaid",
        "rate",
        "down",
        "waive_charges",
        "waive_interest",
    ),
    "deferral": ("wait", "interest_runs", "repaid", "waive_charges", "waive_interest"),
    "lump_sum": ("lump", "lump_after", "waive_charges", "waive_interest"),
    "counter": ("count", "amount", "rest"),
    "nothing": (),
}
"""The sliders that say something about each kind of offer."""

OF_SLOT: Final = tuple(Slot().values())


class OffersSideBySide(SidesModel):
    """Two to four offers for a debt. The traits of a `Slot` are those of the offer being `editing`.

    taken: the number of the offer that is taken on; what is moved later is not part of it until it is taken on
    again. share: the per cent of the month that goes to this debt. counting:
    what the agreement says of the days late so far. discount: what money is worth to the lender a year.
    """

    editing = Int(0, min=0, max=MOST - 1)
    taken = Int(0, min=0, max=MOST - 1)
    takes = Int(0)
    shown = Int(3, min=FEWEST, max=MOST)
    share = Int(WHOLE, min=1, max=WHOLE)
    cut_other = Bool(False)
    use_savings = Bool(False)
    counting = Enum(("restarts", "keeps_counting"), "restarts")
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

    def __init__(self, owing: Owing, on_taken: Callable[[Taken], object] = lambda taken: None) -> None:
        self.owing = owing
        self._on_taken = on_taken
        self._known: dict[str, Any] = {}
        self._loading = False
        case = owing.case
        given = {"share": owing.share, "cut_other": cuts_other(case)}
        means = means_for(case, owing.share, cut_other=given["cut_other"])
        self.slots = first_offers(owing.owed, means, case.savings)
        lpr = rules["lpr"].on(case.as_of)["one_year"]
        super().__init__(discount=lpr, **given, **self.slots[0].values())
        self._known.clear()
        offers = [self._taken(number) for number in range(self.shown)]
        held = [number for number, one in enumerate(offers) if one.held]
        self.taken = held[0] if held else 0
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
        self._known.clear()
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
        self._known.clear()

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
        return means_for(
            self.owing.case, self.share, cut_other=self.cut_other, use_savings=self.use_savings
        )

    def numbers(self) -> range:
        """The offers on screen: as many as were asked for, and the one being changed or taken."""
        return range(max(self.shown, self.editing + 1, self.taken + 1))

    def compared(self) -> tuple[Compared, ...]:
        """Every offer on screen, worked out."""
        if "compared" not in self._known:
            debt, owed = self.owing.debt, self.owing.owed
            codes = rules["report-codes"].on(owed.on).ranges("codes")
            self._known["compared"] = compare_offers(
                owed,
                {str(number): self.slots[number].parts(owed) for number in self.numbers()},
                means=self.means,
                discount_rate=self.discount,
                limits=limits(owed.on),
                lender_kind=debt.lender_kind,
                product=debt.product_name,
                ranges=codes,
                counting=self.counting,
                count=getattr(debt.terms, "status_by", "days"),
            )
        found: tuple[Compared, ...] = self._known["compared"]
        return found

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
        owing, means = self.owing, self.means
        on = owing.owed.on
        return [
            (tell("one_more_day"), money(owing.debt.position(on).one_more_day)),
            (tell("owed_today"), money(owing.owed.total)),
            (tell("month_leaves"), money(means.left(on))),
            (tell("bad_month_leaves"), money(means.left(on, bad_month=True))),
        ]

    def sentence(self) -> str:
        one = self.compared()[self.editing]
        return sentences(self._cost(one), self._burden(one), self._lender(one))

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
        return [self._side(number, one) for number, one in enumerate(self.compared())]

    def _side(self, number: int, one: Compared) -> Side:
        remarks: list[tuple[Tone, str]] = []
        if one.total_paid:
            for label, carried in (("normal", one.normal), ("bad", one.bad)):
                if carried is not None:
                    remarks.append(_remark(label, carried))
        bad = against(one.verdicts)
        if self.slots[number].kind != "nothing":
            remarks += [("care" if bad else "plain", line) for line in findings(one.verdicts)[:2]]
            remarks.append(("plain", tell("needs_consent")))
        return Side(
            self.name(number),
            self._about(number),
            self._figures(number, one),
            remarks,
            marked=number == self.taken and self.slots[number] == self.on_taken.slot,
        )

    def _about(self, number: int) -> str:
        slot = self.slots[number]
        at_once = slot.kind == "deferral" and not self.owing.owed.coming
        told = [tell("about_deferral_all" if at_once else f"about_{slot.kind}", **self._values(slot))]
        if slot.kind == "instalments":
            if slot.pause:
                told.append(tell("about_pause", months=months(slot.pause)))
            if slot.down:
                told.append(tell("about_down", amount=money(slot.down)))
        if slot.kind not in ("nothing", "counter"):
            if slot.waive_charges:
                told.append(tell("about_waive_charges", share=percent(slot.waive_charges)))
            if slot.waive_interest:
                told.append(tell("about_waive_interest", share=percent(slot.waive_interest)))
        return sentences(*told)

    def _values(self, slot: Slot) -> dict[str, str]:
        return {
            "periods": months(slot.periods),
            "method": tell(f"method_{slot.method}"),
            "rate": percent(slot.rate, 4),
            "wait": months(slot.wait),
            "interest": tell("interest_runs" if slot.interest_runs else "interest_stops"),
            "amount": money(slot.amount),
            "count": months(slot.count),
            "rest": tell(f"rest_{slot.rest}"),
            "when": months(slot.lump_after) if slot.lump_after else tell("today"),
        }

    def _figures(self, number: int, one: Compared) -> list[tuple[str, str]]:
        rate = tell("no_rate") if one.rate is None else percent(_exact_rate(one.rate.effective))
        figures = []
        if one.total_paid:
            figures += [
                (tell("first_payment"), money(one.first_payment)),
                (tell("highest_payment"), money(one.highest_payment)),
                (tell("length"), months(one.months)),
                (tell("total_paid"), money(one.total_paid)),
            ]
        if one.still_owed:
            figures.append((tell("still_owed"), money(one.still_owed)))
        figures.append((tell("extra"), money(one.extra)))
        figures.append((tell("real_rate"), rate))
        if one.given_up:
            figures.append((tell("given_up"), money(one.given_up)))
        if one.present_value is not None and one.total_paid:
            figures.append((tell("present_value"), money(one.present_value)))
        if one.codes is not None:
            figures.append((tell("codes"), _codes([line.code for line in one.codes])))
        return figures

    def figure(self) -> charts.Figure:
        rows = self._by_month()
        places = [*range(len(rows[0]))] if rows else [0]
        series = [
            charts.Series(self.name(number), amounts)
            for number, amounts in enumerate(rows)
            if any(amounts) or number == self.editing
        ]
        on, means = self.owing.owed.on, self.means
        markers = []
        for label, bad in (("month_leaves", False), ("bad_month_leaves", True)):
            left = means.left(on, bad_month=bad)
            if left > 0:
                markers.append(charts.Marker(left, tell(label)))
        top = max([*(amount for row in rows for amount in row), *(marker.at for marker in markers)])
        figure = charts.lines(places, series, markers=markers, top=top, x_title=tell("axis_months"))
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
        codes = [{_month_number(line.month_end, self.owing.owed.on): line.code for line in one.codes or ()}
                 for one in compared]
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
        lpr, codes = rules["lpr"].on(on), rules["report-codes"].on(on)
        return [
            (tell("steps_of", name=self.name(self.editing)), None),
            *explain(one.outcome.explain()),
            (tell("steps_worth", rate=percent(self.discount)), cite(lpr)),
            *rules_of(one.verdicts, on),
            (f"{codes.rule.label}: {codes.text}", cite(codes)),
            (tell("steps_share"), None),
        ]


def _remark(label: str, carried: Carried) -> tuple[Tone, str]:
    if carried.enough:
        return "good", tell(f"{label}_enough", left=money(carried.left_then or 0))
    return "care", tell(f"{label}_short", short=money(carried.most_short), months=months(carried.short_months))


def _codes(codes: Sequence[str]) -> str:
    """The report's signs month by month, runs of the same written once."""
    runs = [(code, len(list(group))) for code, group in groupby(codes)]
    told = [code if length == 1 else tell("code_times", code=code, count=length) for code, length in runs]
    return " ".join([*told[:CODES_SHOWN], "…"] if len(told) > CODES_SHOWN else told)


def _exact_rate(rate: float) -> Decimal:
    return Decimal(f"{rate:.4f}")


def _month_number(on: date, first: date) -> int:
    return 12 * (on.year - first.year) + on.month - first.month


def _months_of(offer: Outcome, first: date) -> dict[int, Decimal]:
    found: dict[int, list[Decimal]] = {}
    for line in offer.schedule:
        found.setdefault(_month_number(line.due, first), []).append(line.payment)
    return {number: total(amounts) for number, amounts in found.items()}


class OffersPanel(SidesPanel):
    """The panel: which offer is being changed, its sliders, the household; only the sliders that say
    something about the offer are in sight."""

    model: OffersSideBySide

    def __init__(self, model: OffersSideBySide, household: dict[str, Control], **controls: Control) -> None:
        more = More(tell("more_household"), household.values())
        self.outcome = Note()
        take = Button(tell("take"), self.take, main=True, hint=tell("take_hint"))
        super().__init__(model, extra=[take, self.outcome, more], **controls)
        for name, control in household.items():
            self._link(name, control)
        self.controls = {**controls, **household}
        model.observe(lambda _: self._show_only_what_counts(), ["kind", "method", "pause", "interest_runs"])
        self._show_only_what_counts()

    def take(self) -> None:
        """Take on the offer being changed, and say what that means."""
        self.model.take()
        taken, name = self.model.on_taken, self.model.name(self.model.taken)
        if taken.held:
            self.outcome.say(tell("took_on", name=name), tone="good")
        else:
            self.outcome.say(sentences(tell("took_on", name=name), tell("took_on_not_held")))

    def _show_only_what_counts(self) -> None:
        model = self.model
        wanted = {*COMMON, *OF_KIND[model.kind]}
        if model.kind == "instalments" and model.method != "stepped":
            wanted.discard("first_half")
        if model.kind == "instalments" and not model.pause:
            wanted -= {"interest_runs", "repaid"}
        if not model.interest_runs and model.kind == "instalments":
            wanted.discard("repaid")
        for name in OF_SLOT:
            self.controls[name].layout.display = None if name in wanted else "none"


def panel(owing: Owing, on_taken: Callable[[Taken], object] = lambda taken: None) -> OffersPanel:
    """The panel for a debt."""
    model = OffersSideBySide(owing, on_taken)
    numbered = {number: tell("offer_number", number=number + 1) for number in range(MOST)}
    first = model.slots[0]
    owed = owing.owed.total
    controls: dict[str, Control] = {
        "editing": Choice(tell("which_offer"), numbered, value=0),
        "kind": Choice(tell("kind"), {kind: tell(f"kind_{kind}") for kind in KINDS}),
        "periods": Slider(tell("periods"), 1, MOST_PERIODS, value=first.periods, unit=tell("unit_months")),
        "method": Choice(tell("method"), {method: tell(f"method_{method}") for method in METHODS}),
        "first_half": _share(tell("first_half"), "0.1", "1", value=first.first_half),
        "pause": Slider(tell("pause"), 0, MOST_WAIT, value=0, unit=tell("unit_months")),
        "wait": Slider(tell("wait"), 1, MOST_WAIT, value=first.wait, unit=tell("unit_months")),
        "interest_runs": Switch(tell("interest_runs_meanwhile"), True),
        "repaid": Choice(tell("repaid"), {how: tell(f"repaid_{how}") for how in ("end", "spread")}),
        "rate": DecimalSlider(
            tell("rate"), 0, max(_highest_rate(), first.rate), "0.001", value=first.rate, show=PERCENT
        ),
        "down": _amount(tell("down"), 0, owed, first.down),
        "lump": _amount(tell("lump"), 1, owed, first.lump),
        "lump_after": Slider(tell("lump_after"), 0, MOST_WAIT, value=0, unit=tell("unit_months")),
        "count": Slider(tell("count"), 1, MOST_PERIODS, value=first.count, unit=tell("unit_months")),
        "amount": _amount(tell("amount"), 1, max(owed, 2 * first.amount), first.amount),
        "rest": Choice(tell("rest"), {rest: tell(f"rest_{rest}") for rest in ("owed", "waived")}),
        "waive_charges": _share(tell("waive_charges"), "0", "1", value=first.waive_charges),
        "waive_interest": _share(tell("waive_interest"), "0", "1", value=first.waive_interest),
    }
    household: dict[str, Control] = {}
    if len(owing.case.debts) > 1:
        household["share"] = Slider(
            tell("share"), 1, WHOLE, value=model.share, unit="%", hint=tell("share_hint")
        )
    household |= {
        "cut_other": Switch(tell("cut_other"), model.cut_other),
        "use_savings": Switch(tell("use_savings", amount=money(owing.case.savings))),
        "counting": Choice(
            tell("counting"),
            {how: tell(f"counting_{how}") for how in ("restarts", "keeps_counting")},
            hint=tell("counting_hint"),
        ),
        "discount": _share(tell("discount"), "0", _highest_rate(), value=model.discount, step="0.001"),
        "shown": Choice(tell("shown"), {number: str(number) for number in range(FEWEST, MOST + 1)}, value=3),
    }
    return OffersPanel(model, household, **controls)


def _share(name: str, low: Decimal | str, high: Decimal | str, *, value: Decimal, step: str = "0.05") -> DecimalSlider:
    return DecimalSlider(name, low, high, step, value=value, show=PERCENT)


def _amount(name: str, low: int, high: Decimal, value: Decimal) -> DecimalSlider:
    """A slider over amounts up to about `high`, in steps that suit its size."""
    step = Decimal(10) if high <= 5000 else Decimal(100) if high <= 50000 else Decimal(1000)
    top = (high / step).to_integral_value(ROUND_CEILING) * step
    return DecimalSlider(name, low, max(top, Decimal(low) + step), step, value=max(value, Decimal(low)), show=MONEY)


def _highest_rate() -> Decimal:
    """The highest contract rate a year that products name."""
    found = [product.terms["annual_rate"].max for product in products if "annual_rate" in product.terms]
    return max(found)
