"""An entry as a list shows it: plain text, and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Action:
    """A button: what it does, and its name."""

    do: str
    label: str


@dataclass(frozen=True)
class Item:
    """An entry: a heading, a few words beside it, lines under it, and its buttons.

    tone: "late" is marked as late.
    """

    id: str
    heading: str
    tag: str = ""
    tone: str = "plain"
    lines: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
