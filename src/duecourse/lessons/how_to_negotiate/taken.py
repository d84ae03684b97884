"""The offer a learner takes on: the letter makes it, once agreed it is kept, and it goes into the folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from duecourse.calc import Means, Outcome

from ..offer_slot import Slot
from .household import Owing


@dataclass(frozen=True, eq=False)
class Taken:
    """An offer for a debt, what it comes to, and the means it was held against."""

    owing: Owing
    slot: Slot
    offer: Outcome
    means: Means

    @property
    def held(self) -> bool:
        """Whether a bad month carries it, so that it can be promised."""
        return bool(self.offer.payments) and self.offer.affordable(self.means, bad_month=True).enough


class TakenOffers:
    """The offers taken on, by debt. What is on the page follows them."""

    def __init__(self) -> None:
        self._taken: dict[str, Taken] = {}
        self._followers: list[Callable[[str], object]] = []

    def forget(self) -> None:
        """Begin anew."""
        self._taken.clear()
        self._followers.clear()

    def follow(self, follower: Callable[[str], object]) -> None:
        """Call `follower` with a debt's id whenever another offer is taken on for it."""
        self._followers.append(follower)

    def take(self, taken: Taken) -> None:
        """Take an offer on for its debt."""
        id = taken.owing.debt.id
        before = self._taken.get(id)
        self._taken[id] = taken
        if before is None or (before.slot, before.means) != (taken.slot, taken.means):
            for follower in [*self._followers]:
                follower(id)

    def of(self, id: str) -> Taken | None:
        """The offer taken on for a debt, None as long as there is none."""
        return self._taken.get(id)
