"""How a figure is shown in a box, how what a person types there is read back, and what is said where it
cannot be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from duecourse.files import shown

from ..locale import has_message, money, percent, say, sentences
from ..locale.typed import NotRead, read_fen, read_number, read_percent


@dataclass(frozen=True)
class Writing:
    """A pair that belongs together: `read(show(value)) == value`. `read` raises NotRead."""

    show: Callable[[Decimal], str]
    read: Callable[[str], Decimal]


MONEY = Writing(money, read_fen)
PERCENT = Writing(lambda share: percent(share, places=6), read_percent)
NUMBER = Writing(lambda number: f"{number:,f}", read_number)


def trouble(why: str, value: object, values: Mapping[str, object]) -> str:
    """What is wrong with a figure that was typed, in one sentence. `why` and `values` as in `NotRead`."""
    return say(f"case.problem_{why}", **_shown(value, values))


def advice(why: str, value: object, values: Mapping[str, object]) -> str:
    """What is wrong and what to do, for somebody who types into a box and not into a file."""
    key = f"form.remedy_{why}" if has_message(f"form.remedy_{why}") else f"case.remedy_{why}"
    return sentences(trouble(why, value, values), say(key, **_shown(value, values)))


def ask_again(error: NotRead, text: str) -> str:
    """What is said to who typed this text, which is no figure."""
    return advice(error.why, text, error.values)


def _shown(value: object, values: Mapping[str, object]) -> dict[str, str]:
    return {name: shown(one) for name, one in {"value": value, **values}.items()}
