"""The way the course goes, in four stations, and what becomes of what is typed on it."""

from __future__ import annotations

from typing import Any, Final

from duecourse.locale import say
from duecourse.view.note import Note
from duecourse.view.panel import Card
from duecourse.view.privacy import privacy_lines
from duecourse.view.road import Road, Station

STATIONS: Final = ("know", "check", "propose", "keep")


class RoadCard(Card):
    """Know, check, propose, keep; and on whose computer the course runs."""

    def __init__(self) -> None:
        self.road = Road(
            [
                Station(say(f"start_here.road_{name}"), say(f"start_here.road_{name}_text"))
                for name in STATIONS
            ]
        )
        self.privacy = privacy_lines()[:1]
        super().__init__(say("start_here.road_title"), [self.road, Note(*self.privacy)])

    def __repr__(self) -> str:
        return say("start_here.road_short")

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        """The widget, and the list itself for a page without a kernel."""
        bundle: dict[str, Any] = super()._repr_mimebundle_(**options) or {}
        return bundle | {"text/plain": repr(self), "text/html": self.road.html}
