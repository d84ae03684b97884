"""What a learner moves: sliders, choices, switches, boxes, buttons. Each has a name and works by keyboard.

They are native inputs of the page (`controls.js`), so that arrow keys, touch and screen readers work
as everywhere. JupyterLab would take the arrow keys away from them; they carry the mark that stops it.
What is typed is read here, in Python: nonsense is answered with what is allowed, and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_HALF_EVEN, Decimal
from typing import Any, Generic, Self, TypeVar

from traitlets import Any as AnyTrait
from traitlets import Bool, Int, List, Unicode

from ..locale import day, language, say, sentences
from ..locale.typed import NotRead, plain, read_day, read_rate, read_whole
from .page_widget import PageWidget
from .writing import MONEY, NUMBER, PERCENT, Writing, trouble

T = TypeVar("T")

Test = Callable[[], bool]


@dataclass(frozen=True)
class Place:
    """Where a control stands on its panel, and when; asked again whenever a trait of the model changes.

    group: the name under which it is folded away with others; empty for one that stays in sight. shown:
    whether it says anything now. enabled: whether it can be moved now. span: a slider's ends as they are
    now, or None to leave them.
    """

    group: str = ""
    shown: Test | None = None
    enabled: Test | None = None
    span: Callable[[], tuple[Any, Any] | None] | None = None


class Control(PageWidget):
    """Something with a name that holds a `value`; observe it, or set it.

    hint: a short explanation under the name. problem: why what was typed was not taken, or empty.
    """

    drawn_by = "controls"

    kind = Unicode().tag(sync=True)
    name = Unicode().tag(sync=True)
    hint = Unicode().tag(sync=True)
    problem = Unicode().tag(sync=True)
    enabled = Bool(True).tag(sync=True)
    language = Unicode().tag(sync=True)
    value: Any = AnyTrait()
    place = Place()

    def __init__(self, name: str, *, hint: str = "", **state: Any) -> None:
        super().__init__(name=name, hint=hint, language=language(), **state)
        self.add_class("dc-control")
        self.add_class(f"dc-{self.kind}")

    def placed(
        self,
        *,
        shown: Test | None = None,
        enabled: Test | None = None,
        span: Callable[[], tuple[Any, Any] | None] | None = None,
    ) -> Self:
        """The control itself, with what its `Place` on a panel depends on."""
        self.place = replace(self.place, shown=shown, enabled=enabled, span=span)
        return self

    def settle(self) -> None:
        """Be in sight, movable and as long as its place says now."""
        if self.place.shown is not None:
            self.layout.display = None if self.place.shown() else "none"
        if self.place.enabled is not None:
            self.enabled = self.place.enabled()

    def __repr__(self) -> str:
        return f"{self.name}: {self.value}"


def in_group(name: str, **controls: Control) -> dict[str, Control]:
    """The controls, by the traits they move, folded away together under a name."""
    for control in controls.values():
        control.place = replace(control.place, group=name)
    return controls


class _Box(Control, Generic[T]):
    """A control with a box to type in. `shown` is what stands in the box when nobody is typing."""

    shown = Unicode().tag(sync=True)

    def __init__(self, name: str, value: T, *, hint: str = "", **state: Any) -> None:
        self._set_up(value)
        super().__init__(name, hint=hint, value=value, shown=self._write(value), **state)
        self.observe(self._show_value, "value")
        self.on_msg(self._typed)

    def _set_up(self, value: T) -> None:
        """Refuse a first value that cannot be (ValueError)."""

    def _write(self, value: T) -> str:
        raise NotImplementedError

    def _read(self, text: str) -> T:
        """The value a text stands for. Raises ValueError whose text tells the learner what is allowed."""
        raise NotImplementedError

    def _show_value(self, change: Any) -> None:
        with self.hold_sync():
            self.shown = self._write(change.new)
            self.problem = ""

    def _typed(self, _: Any, content: object, __: Any) -> None:
        if not isinstance(content, dict) or not isinstance(content.get("typed"), str):
            return
        try:
            value = self._read(content["typed"])
        except ValueError as error:
            self.problem = str(error)
            return
        self.problem = ""
        self.value = value
        self.send("taken")  # the box then shows the value as it is written, even if it did not change


class _Ticks(_Box[T]):
    """A slider over evenly spaced values, and a box that also takes what lies between two ticks."""

    kind = Unicode("slider").tag(sync=True)
    position = Int().tag(sync=True, echo_update=False)
    last = Int().tag(sync=True)
    unit = Unicode().tag(sync=True)

    def __init__(self, name: str, low: T, high: T, value: T, **state: Any) -> None:
        self.low, self.high = low, high
        super().__init__(name, value, position=self._nearest(value), last=self._count() - 1, **state)
        self.observe(self._moved, "position")

    def _set_up(self, value: T) -> None:
        if not self._within(self.low, self.high):
            raise ValueError(f"high is {self.high!r}; allowed: more than low, {self.low!r}")
        if not self._in_range(value):
            raise ValueError(f"value is {value!r}; allowed: {self.low!r} to {self.high!r}")

    def set_range(self, low: T, high: T) -> None:
        """Another range; a value outside it moves to its nearer end."""
        value = self.value
        if self._within(value, low):
            value = low
        elif self._within(high, value):
            value = high
        self.low, self.high = low, high
        with self.hold_sync():
            self.last = self._count() - 1
            self.value = value
            self.position = self._nearest(value)

    def settle(self) -> None:
        """As for any control; its ends too."""
        super().settle()
        ends = None if self.place.span is None else self.place.span()
        if ends is not None and ends != (self.low, self.high):
            self.set_range(*ends)

    def _within(self, one: T, other: T) -> bool:
        """Whether `one` comes no later than `other`."""
        return one <= other  # type: ignore[operator, no-any-return]

    def _count(self) -> int:
        raise NotImplementedError

    def _at(self, position: int) -> T:
        raise NotImplementedError

    def _nearest(self, value: T) -> int:
        raise NotImplementedError

    def _parse(self, text: str) -> T:
        raise NotImplementedError

    def _read(self, text: str) -> T:
        try:
            value = self._parse(text)
        except NotRead as error:
            raise ValueError(_refusal(error, text, self._allowed())) from error
        if not self._in_range(value):
            raise ValueError(self._allowed())
        return value

    def _in_range(self, value: T) -> bool:
        return self._within(self.low, value) and self._within(value, self.high)

    def _allowed(self) -> str:
        return say("view.between", low=self._write(self.low), high=self._write(self.high))

    def _show_value(self, change: Any) -> None:
        with self.hold_sync():
            super()._show_value(change)
            self.position = self._nearest(change.new)

    def _moved(self, change: Any) -> None:
        if change.new == self._nearest(self.value):
            return  # it followed a value between two ticks
        with self.hold_sync():  # what the change sets off elsewhere reaches the page first: the chart
            self.value = self._at(change.new)


class DecimalSlider(_Ticks[Decimal]):
    """A slider over exact decimals, such as a rate or an amount.

    low, high, step: as text or Decimal. show: how the value is written (`MONEY`, `PERCENT`, `NUMBER`).
    Its `value` is a Decimal; the box takes any value from low to high.
    """

    def __init__(
        self,
        name: str,
        low: Decimal | int | str,
        high: Decimal | int | str,
        step: Decimal | int | str,
        *,
        value: Decimal | int | str | None = None,
        show: Writing = NUMBER,
        unit: str = "",
        hint: str = "",
    ) -> None:
        self.step, self.writing = Decimal(step), show
        if self.step <= 0:
            raise ValueError(f"step is {step!r}; allowed: more than 0")
        start = Decimal(low) if value is None else Decimal(value)
        super().__init__(name, Decimal(low), Decimal(high), start, unit=unit, hint=hint)

    def _count(self) -> int:
        return int(((self.high - self.low) / self.step).to_integral_value(ROUND_CEILING)) + 1

    def _at(self, position: int) -> Decimal:
        return min(self.low + position * self.step, self.high)

    def _nearest(self, value: Decimal) -> int:
        place = int(((value - self.low) / self.step).to_integral_value(ROUND_HALF_EVEN))
        return max(0, min(place, self._count() - 1))

    def _write(self, value: Decimal) -> str:
        return self.writing.show(value)

    def _parse(self, text: str) -> Decimal:
        if self.writing is PERCENT:
            return self._share(text)
        return self.writing.read(plain(text).removesuffix(self.unit))

    def _share(self, text: str) -> Decimal:
        """A rate. A number without a sign is so many per cent, or the share itself where only that is in
        the range; where both are, ValueError asks which is meant."""
        rate, marked = read_rate(text)
        if marked:
            return rate
        possible = [value for value in (rate.scaleb(-2), rate) if self._in_range(value)]
        if len({*possible}) > 1:
            one, other = map(self._write, possible)
            raise ValueError(say("view.percent_or_share", one=one, other=other))
        return possible[0] if possible else rate.scaleb(-2)


class Slider(_Ticks[int]):
    """A slider over whole numbers, such as days or months."""

    def __init__(
        self,
        name: str,
        low: int,
        high: int,
        step: int = 1,
        *,
        value: int | None = None,
        unit: str = "",
        hint: str = "",
    ) -> None:
        self.step = step
        if step <= 0:
            raise ValueError(f"step is {step!r}; allowed: more than 0")
        super().__init__(name, low, high, low if value is None else value, unit=unit, hint=hint)

    def _count(self) -> int:
        return -((self.low - self.high) // self.step) + 1  # rounded up: the end is always a tick

    def _at(self, position: int) -> int:
        return min(self.low + position * self.step, self.high)

    def _nearest(self, value: int) -> int:
        return max(0, min((2 * (value - self.low) + self.step) // (2 * self.step), self._count() - 1))

    def _write(self, value: int) -> str:
        return f"{value:,}"

    def _parse(self, text: str) -> int:
        return read_whole(text, [self.unit])


class DaySlider(_Ticks[date]):
    """A slider over days: its `value` is a date, written as people of the language write it."""

    def __init__(
        self, name: str, low: date, high: date, *, value: date | None = None, hint: str = ""
    ) -> None:
        super().__init__(name, low, high, low if value is None else value, hint=hint)

    def _count(self) -> int:
        return (self.high - self.low).days + 1

    def _at(self, position: int) -> date:
        return self.low + timedelta(position)

    def _nearest(self, value: date) -> int:
        return max(0, min((value - self.low).days, self._count() - 1))

    def _write(self, value: date) -> str:
        return day(value)

    def _parse(self, text: str) -> date:
        return read_day(text)


class TextBox(_Box[str]):
    """A box for words."""

    kind = Unicode("box").tag(sync=True)

    def __init__(self, name: str, value: str = "", *, hint: str = "") -> None:
        super().__init__(name, value, hint=hint)

    def _write(self, value: str) -> str:
        return value

    def _read(self, text: str) -> str:
        return text.strip()


class MoneyBox(_Box[Decimal | None]):
    """A box for an amount in yuan. `value` is a Decimal with two places, or None while it is empty."""

    kind = Unicode("box").tag(sync=True)

    def __init__(
        self,
        name: str,
        low: Decimal | int | str = 0,
        high: Decimal | int | str = 10_000_000,
        *,
        value: Decimal | int | str | None = None,
        hint: str = "",
    ) -> None:
        self.low, self.high = Decimal(low), Decimal(high)
        start = None if value is None else Decimal(value).quantize(Decimal("0.01"))
        super().__init__(name, start, hint=hint)

    def _set_up(self, value: Decimal | None) -> None:
        if value is not None and not self.low <= value <= self.high:
            raise ValueError(f"value is {value}; allowed: {self.low} to {self.high}")

    def _write(self, value: Decimal | None) -> str:
        return "" if value is None else MONEY.show(value)

    def _read(self, text: str) -> Decimal | None:
        if not text.strip():
            return None
        allowed = say("view.between", low=MONEY.show(self.low), high=MONEY.show(self.high))
        try:
            value = MONEY.read(text)
        except NotRead as error:
            raise ValueError(_refusal(error, text, allowed)) from error
        if not self.low <= value <= self.high:
            raise ValueError(allowed)
        return value


def _refusal(error: NotRead, text: str, allowed: str) -> str:
    return sentences(trouble(error.why, text, error.values), allowed)


class Choice(Control):
    """One of a few, as a row of buttons. options: the value of each, and its label."""

    kind = Unicode("choice").tag(sync=True)
    labels = List(Unicode()).tag(sync=True)
    chosen = Int().tag(sync=True, echo_update=False)

    def __init__(self, name: str, options: Mapping[Any, str], *, value: Any = None, hint: str = "") -> None:
        self.values = list(options)
        start = self.values[0] if value is None else value
        chosen = self.values.index(start)
        super().__init__(name, hint=hint, value=start, labels=list(options.values()), chosen=chosen)
        self.observe(lambda change: setattr(self, "chosen", self.values.index(change.new)), "value")
        self.observe(lambda change: setattr(self, "value", self.values[change.new]), "chosen")


class Switch(Control):
    """On or off."""

    kind = Unicode("switch").tag(sync=True)
    value = Bool().tag(sync=True, echo_update=False)

    def __init__(self, name: str, value: bool = False, *, hint: str = "") -> None:
        super().__init__(name, hint=hint, value=value)


class Button(Control):
    """A button that does something when pressed. main: whether it is the one to press.

    box: a box in the same row whose text belongs to the press. It comes along with it: the kernel may
    hear of a press before it hears of what was typed just before.
    """

    kind = Unicode("button").tag(sync=True)
    main = Bool().tag(sync=True)
    with_box = Bool().tag(sync=True)

    def __init__(
        self,
        name: str,
        on_press: Callable[[], object],
        *,
        main: bool = False,
        hint: str = "",
        box: TextBox | None = None,
    ) -> None:
        super().__init__(name, hint=hint, main=main, with_box=box is not None)
        self._on_press, self._box = on_press, box
        self.on_msg(self._heard)

    def _heard(self, _: Any, content: object, __: Any) -> None:
        if isinstance(content, dict) and self._box is not None:
            self._box._typed(_, content, __)
        elif content != "pressed":
            return
        self._on_press()

    def __repr__(self) -> str:
        return self.name
