"""The way the course goes, in four stations, and what becomes of what is typed on it."""

from __future__ import annotations

from typing import Final

from duecourse.locale import say
from duecourse.view.listing import ListingCard
from duecourse.view.note import Note
from duecourse.view.privacy import privacy_lines
from duecourse.view.road import Road, Station

STATIONS: Final = ("know", "check", "propose", "keep")


class RoadCard(ListingCard):
    """Know, check, propose, keep; and on whose computer the course runs."""

    def __init__(self) -> None:
        road = Road(
            [
                Station(say(f"start_here.road_{name}"), say(f"start_here.road_{name}_text"))
                for name in STATIONS
            ]
        )
        self.privacy = privacy_lines()[:1]
        super().__init__(say("start_here.road_title"), road, Note(*self.privacy))

    def __repr__(self) -> str:
        return say("start_here.road_short")
