"""Filled boxes in a chart: those of one name and shade are one trace, as few traces are drawn quickly."""

from __future__ import annotations

from typing import Any

from .charts import FILLS, Figure, Shade, _pattern, _text

Corner = float | None


class Boxes:
    """Boxes, collected by what they are called and how they are drawn."""

    def __init__(self) -> None:
        self._outlines: dict[tuple[str, Shade], tuple[list[Corner], list[Corner]]] = {}

    def add(self, name: str, shade: Shade, across: tuple[float, float], up: tuple[float, float]) -> None:
        """One box more: from where to where across, and from where to where up."""
        x, y = self._outlines.setdefault((name, shade), ([], []))
        if x:
            x.append(None)
            y.append(None)
        (left, right), (bottom, top) = across, up
        x += [left, right, right, left, left]
        y += [bottom, bottom, top, top, bottom]

    def traces(self, *, line: str, width: float, **hover: Any) -> list[Figure]:
        """The traces. line, width: colour and width of the outlines. hover: what pointing at them does."""
        return [
            {
                "type": "scatter",
                "mode": "lines",
                "name": _text(name),
                "x": x,
                "y": y,
                "fill": "toself",
                "fillcolor": FILLS[shade][0],
                "fillpattern": _pattern(FILLS[shade][1], FILLS[shade][0]),
                "line": {"color": line, "width": width},
                **hover,
            }
            for (name, shade), (x, y) in self._outlines.items()
        ]
