"""The layout that every widget has beside it, told to the page in a few words.

ipywidgets tells the page all forty-five properties of a layout, nearly all of them not set; of the three
hundred widgets of a lesson that is more than everything else that is told.
"""

from __future__ import annotations

from typing import Any

from ipywidgets import Layout
from ipywidgets.widgets.trait_types import InstanceDict
from ipywidgets.widgets.widget import widget_serialization


class SmallLayout(Layout):  # type: ignore[misc]
    """A layout of which a new page hears only what is set; the page takes the rest as not set by itself."""

    def get_state(self, key: Any = None, drop_defaults: bool = False) -> dict[str, Any]:
        """What is set, or what is asked for by `key`."""
        state: dict[str, Any] = super().get_state(key, drop_defaults)
        return state if key is not None else {name: one for name, one in state.items() if one is not None}

    def send_state(self, key: Any = None) -> None:
        """Tell a page that may have heard of it before: also of what is not set any more."""
        super().send_state(self.keys if key is None else key)


def small_layout() -> InstanceDict:
    """The trait `layout` of a widget that has one."""
    return InstanceDict(SmallLayout).tag(sync=True, **widget_serialization)
