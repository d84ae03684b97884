"""A road with stations in their order: a picture that is a list, so that it can be read out as well."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from ..locale import language
from .links import lesson_link
from .listing import Listing


@dataclass(frozen=True)
class Station:
    """A station: its name, what is done there, how far one is, and whether it lies behind.

    number: what its circle bears, if not its place on the road. lesson: the notebook that its name leads to.
    """

    name: str
    text: str
    state: str = ""
    done: bool = False
    number: int | None = None
    lesson: str = ""


def road_html(stations: Iterable[Station]) -> str:
    """The stations as HTML, all text escaped."""
    return f'<ol class="dc-road">{"".join(_station(station) for station in stations)}</ol>'


def _station(station: Station) -> str:
    state = f'<span class="dc-road-state">{escape(station.state)}</span>' if station.state else ""
    done = ' class="dc-road-done"' if station.done else ""
    number = "" if station.number is None else f' value="{station.number}"'
    name = lesson_link(station.name, station.lesson) if station.lesson else escape(station.name)
    return f"<li{done}{number}><strong>{name}</strong><span>{escape(station.text)}</span>{state}</li>"


class Road(Listing):
    """The road on the page."""

    def __init__(self, stations: Iterable[Station]) -> None:
        super().__init__(html=road_html(stations), language=language())

    def show(self, stations: Iterable[Station]) -> None:
        """Show other stations, or the same at another stage."""
        self.html = road_html(stations)
