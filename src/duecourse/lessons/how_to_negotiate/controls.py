"""Sliders that several panels of the lesson have: amounts, shares, a yearly rate, the household's month."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from typing import Protocol

from duecourse.locale import money
from duecourse.rules import products
from duecourse.view import MONEY, PERCENT, Control, DecimalSlider, Slider, Switch, charts

from .household import WHOLE, Owing
from .words import tell


class OfMonth(Protocol):
    """What the sliders of the month move."""

    share: int
    cut_other: bool


def month_controls(owing: Owing, model: OfMonth) -> dict[str, Control]:
    """What of the month goes to this debt: its share where there are several, cuts, and savings."""
    controls: dict[str, Control] = {}
    if owing.share < WHOLE:
        controls["share"] = Slider(
            tell("share"), 1, WHOLE, value=model.share, unit="%", hint=tell("share_hint")
        )
    controls["cut_other"] = Switch(tell("cut_other"), model.cut_other)
    controls["use_savings"] = Switch(tell("use_savings", amount=money(owing.case.savings)))
    return controls


def rate_slider(value: Decimal) -> DecimalSlider:
    """A slider over yearly rates, from none to the highest that products name."""
    high = max(highest_rate(), value)
    return DecimalSlider(tell("rate"), 0, high, "0.001", value=value, show=PERCENT)


def share_slider(
    name: str, low: Decimal | str, high: Decimal | str, *, value: Decimal, step: str = "0.05"
) -> DecimalSlider:
    """A slider for a share, shown in per cent."""
    return DecimalSlider(name, low, high, step, value=value, show=PERCENT)


def amount_slider(name: str, low: int, high: Decimal, value: Decimal) -> DecimalSlider:
    """A slider over amounts from `low` to about `high`, in steps that suit its size."""
    high = max(high, value)
    step = Decimal(10) if high <= 5000 else Decimal(100) if high <= 50000 else Decimal(1000)
    top = (high / step).to_integral_value(ROUND_CEILING) * step
    return DecimalSlider(
        name, low, max(top, Decimal(low) + step), step, value=max(value, Decimal(low)), show=MONEY
    )


def highest_rate() -> Decimal:
    """The highest contract rate a year that products name."""
    return max(
        Decimal(product.terms["annual_rate"].max) for product in products if "annual_rate" in product.terms
    )


def named_at_the_right(figure: charts.Figure) -> charts.Figure:
    """The chart with the names of its level lines at their right end, where they cover nothing."""
    for note in figure["layout"]["annotations"]:
        if note.get("xref") == "paper":
            note |= {"x": 1, "xanchor": "right", "xshift": -4}
    return figure
