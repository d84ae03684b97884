"""The steps of a calculation in words, in either language: for panels and for papers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Protocol

from . import day, days, has_message, money, percent, say


class StepLike(Protocol):
    """What is read of a step; `duecourse.calc.Step` has it all."""

    @property
    def kind(self) -> str: ...
    @property
    def component(self) -> str: ...
    @property
    def amount(self) -> Decimal: ...
    @property
    def base(self) -> Decimal | None: ...
    @property
    def rate(self) -> Decimal | None: ...
    @property
    def per(self) -> str | None: ...
    @property
    def days(self) -> int | None: ...
    @property
    def start(self) -> date | None: ...
    @property
    def end(self) -> date | None: ...
    @property
    def year_days(self) -> int | None: ...
    @property
    def period_days(self) -> int | None: ...
    @property
    def rounding(self) -> str | None: ...
    @property
    def rule(self) -> str | None: ...
    @property
    def unrounded(self) -> Decimal | None: ...
    @property
    def each_day(self) -> Decimal | None: ...
    @property
    def limit(self) -> str | None: ...


def explain(
    steps: Iterable[StepLike], source_of: Callable[[str], str | None] | None = None
) -> list[tuple[str, str | None]]:
    """Each step as a sentence, with the source it rests on.

    source_of: turns a rule's id into words that cite it; without it only "your contract" is named.
    """
    return [(step_text(step), _source(step.rule, source_of)) for step in steps]


def step_text(step: StepLike) -> str:
    """One step: "Penalty: ¥1,000.00 × 0.07% a day × 5 days (17 Mar 2021 – 22 Mar 2021) = ¥3.50"."""
    name = say(f"view.kind_{step.kind}") if has_message(f"view.kind_{step.kind}") else step.kind
    if step.base is None or step.rate is None:
        return _without_rate(step, name)
    factors = [money(step.base), _rate(step)]
    taken_back = step.days is not None and step.days < 0
    span = _span(step)
    if step.each_day is not None:
        each = say("view.each_day", product=" × ".join(factors), each=money(step.each_day))
        factors = [each, *span]
    else:
        factors += span
    product = " × ".join(factors)
    year = step.year_days if step.per == "year" else step.period_days if step.per == "period" else None
    if year is not None and step.days is not None and step.each_day is None:
        product = f"{product} ÷ {year}"
    working = f"{product} = {_result(step)}".replace("） ", "）")  # a full-width bracket has its own space
    return say("view.step_taken_back" if taken_back else "view.step", name=name, working=working)


def _span(step: StepLike) -> list[str]:
    """For how many days, and from when to when; days charged at once have one date."""
    if step.days is None or step.per not in ("day", "year", "period"):
        return []
    span = days(abs(step.days))
    if step.start is None or step.end is None:
        return [span]
    if step.start == step.end:
        return [say("view.on_day", text=span, day=day(step.start))]
    return [say("view.span", days=span, start=day(step.start), end=day(step.end))]


def _rate(step: StepLike) -> str:
    assert step.rate is not None
    rate = percent(step.rate, places=6)
    return rate if step.per is None else say(f"view.rate_per_{step.per}", rate=rate)


def _result(step: StepLike) -> str:
    amount = money(step.amount)
    if step.unrounded is None or step.unrounded == step.amount or step.each_day is not None:
        return amount
    if step.limit is not None:
        return say(f"view.{step.limit}", exact=_exact(step.unrounded), amount=amount)
    way = "ROUND_DOWN" if step.rounding == "down" else "ROUND_HALF_UP"
    if step.unrounded.quantize(step.amount, way) != step.amount:
        return say("view.with_fractions", exact=_exact(step.unrounded), amount=amount)
    return say(
        "view.cut" if step.rounding == "down" else "view.rounded", exact=_exact(step.unrounded), amount=amount
    )


def _exact(amount: Decimal) -> str:
    return f"¥{amount.quantize(Decimal('0.000001')).normalize():,f}"


def _without_rate(step: StepLike, name: str) -> str:
    component = say(f"view.component_{step.component}")
    on = step.start or step.end
    if step.kind in ("paid", "waived"):  # the words say that it is taken off
        text = say(f"view.step_{step.kind}", component=component, amount=money(-step.amount))
    else:
        text = say("view.step_once", name=name, amount=money(step.amount))
    return text if on is None else say("view.on_day", text=text, day=day(on))


def _source(rule: str | None, source_of: Callable[[str], str | None] | None) -> str | None:
    if rule is None:
        return None
    if rule == "contract":
        return say("view.source_contract")
    return source_of(rule) if source_of else None
