"""Controls: exact ticks, values between them, nonsense answered in words. Moved as the page moves them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duecourse.locale import in_language
from duecourse.view import (
    MONEY,
    PERCENT,
    Button,
    Choice,
    Control,
    DaySlider,
    DecimalSlider,
    MoneyBox,
    Slider,
    Switch,
    TextBox,
)
from unit.page import tell


def slide(control: Control, position: int) -> None:
    """What the page does when the handle moves."""
    control.set_state({"position": position})


def type_in(control: Control, text: Any) -> None:
    """What the page does when something has been typed."""
    tell(control, {"typed": text})


def rate() -> DecimalSlider:
    return DecimalSlider("Rate", "0.0003", "0.0015", "0.00005", show=PERCENT)


def test_ticks_are_exact_decimals() -> None:
    control = rate()
    assert control.last == 24
    values = []
    for position in range(25):
        slide(control, position)
        values.append(control.value)
    assert values == [Decimal("0.0003") + position * Decimal("0.00005") for position in range(25)]
    assert control.shown == "0.15%"


@given(
    st.decimals("-1000", "1000", places=3),
    st.integers(1, 400),
    st.decimals("0.001", "50", places=3),
    st.integers(0, 400),
)
def test_every_tick_is_its_own_nearest_and_within_the_range(
    low: Any, ticks: int, step: Any, place: int
) -> None:
    control = DecimalSlider("Any", low, low + ticks * step, step)
    assert control.last == ticks
    place = min(place, ticks)
    control.position = place
    assert low <= control.value <= low + ticks * step
    assert DecimalSlider("Again", low, low + ticks * step, step, value=control.value).position == place


def test_a_range_that_is_no_multiple_of_the_step_ends_at_its_end() -> None:
    control = DecimalSlider("Bill", 0, 1000, 300, show=MONEY)
    assert control.last == 4
    slide(control, 4)
    assert control.value == 1000
    days = Slider("Days", 0, 10, 3)
    slide(days, days.last)
    assert (days.last, days.value) == (4, 10)


def test_a_value_between_two_ticks_stays_as_typed() -> None:
    control = rate()
    type_in(control, "0.0712%")
    assert control.value == Decimal("0.000712")
    assert (control.position, control.shown) == (8, "0.0712%")
    slide(control, 9)
    assert control.value == Decimal("0.00075")


@pytest.mark.parametrize(
    "text", ["", "x", "5%", "-1", "0.0001%", "1e-3", "NaN", "９" * 50, "<script>", None, 7]
)
def test_nonsense_changes_nothing_and_is_answered(text: Any) -> None:
    control = rate()
    slide(control, 4)
    type_in(control, text)
    assert control.value == Decimal("0.0005")
    if isinstance(text, str):
        assert control.problem.endswith("Please type a value from 0.03% to 0.15%.")
        type_in(control, "0.05")
        assert control.problem == ""


def test_the_answer_is_in_the_learner_s_language() -> None:
    with in_language("zh"):
        control = DaySlider("日期", date(2026, 9, 25), date(2027, 1, 31))
        type_in(control, "明天")
        assert control.problem == "“明天”不是日期。请填 2026年9月25日 到 2027年1月31日 之间的数。"
        type_in(control, "2026年11月11日")
        assert (control.value, control.problem, control.position) == (date(2026, 11, 11), "", 47)


def test_whole_numbers() -> None:
    control = Slider("Days late", 0, 90, value=47, unit="days")
    assert (control.position, control.last, control.shown) == (47, 90, "47")
    type_in(control, "６０ days")
    assert control.value == 60
    type_in(control, "60.5")
    assert (control.value, control.problem != "") == (60, True)


def test_set_range_keeps_the_value_or_its_nearer_end() -> None:
    control = Slider("Days", 0, 90, value=47)
    control.set_range(0, 120)
    assert (control.value, control.position, control.last) == (47, 47, 120)
    control.set_range(0, 30)
    assert (control.value, control.position) == (30, 30)
    control.set_range(40, 60)
    assert (control.value, control.position, control.shown) == (40, 0, "40")


@pytest.mark.parametrize(
    "make",
    [
        lambda: Slider("a", 5, 4),
        lambda: Slider("a", 0, 4, value=5),
        lambda: Slider("a", 0, 4, 0),
        lambda: DecimalSlider("a", 1, 0, 1),
        lambda: DecimalSlider("a", 0, 1, "-0.1"),
        lambda: DaySlider("a", date(2026, 2, 1), date(2026, 1, 1)),
        lambda: MoneyBox("a", 0, 10, value=11),
        lambda: Choice("a", {"x": "X"}, value="y"),
    ],
)
def test_a_control_that_cannot_be_is_refused(make: Any) -> None:
    with pytest.raises(ValueError):
        make()


def test_money_box() -> None:
    control = MoneyBox("Income", 0, 50000)
    assert (control.value, control.shown) == (None, "")
    type_in(control, "￥１，２３４．５")
    assert (control.value, control.shown) == (Decimal("1234.50"), "¥1,234.50")
    type_in(control, "60000")
    assert control.problem == "Please type a value from ¥0.00 to ¥50,000.00."
    assert control.value == Decimal("1234.50")
    type_in(control, "  ")
    assert (control.value, control.problem) == (None, "")


def test_text_box_keeps_words_as_they_are() -> None:
    control = TextBox("Name")
    type_in(control, " <b>白条</b> ")
    assert control.value == "<b>白条</b>"


def test_choice_and_switch() -> None:
    choice = Choice("Base", {"due": "what is due", "all": "all principal"}, value="all")
    assert choice.chosen == 1
    choice.set_state({"chosen": 0})
    assert choice.value == "due"
    choice.value = "all"
    assert choice.chosen == 1
    switch = Switch("Fee")
    switch.set_state({"value": True})
    assert switch.value is True


def test_a_button_with_a_box_takes_what_stands_in_it_along() -> None:
    """The kernel may hear of the press first."""
    box = TextBox("Answer", "1")
    heard: list[str] = []
    button = Button("Check", lambda: heard.append(box.value), box=box)
    tell(button, {"typed": "2"})
    tell(box, {"typed": "2"})
    assert heard == ["2"] and button.with_box
    tell(button, {"typed": 3})
    assert heard == ["2", "2"]


def test_button_is_pressed_once_a_press() -> None:
    pressed: list[int] = []
    button = Button("Again", lambda: pressed.append(1))
    tell(button, "pressed")
    tell(button, "something else")
    assert pressed == [1]


def test_a_control_says_what_it_stands_at() -> None:
    assert repr(Slider("Days late", 0, 90, value=47)) == "Days late: 47"
