"""An entry of the journal as it is typed: what stands in each box, how it is read, what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from duecourse.case.journal import BEGAN, CHANNELS, SIDES, WHO, Contact, Promise
from duecourse.case.journal.records import zone_of
from duecourse.locale import day, money, say
from duecourse.locale.typed import NotRead, check_amount, check_day, read_amount, read_day, read_time

from ..form.entries import Box, Said
from ..writing import ask_again
from . import moments

LONGEST: Final = 20_000  # characters of a text

WHEN: Final = ("date", "time", "debt", "began", "channel", "who", "name")
WHAT: Final = ("said", "amount", "proof")
NEXT: Final = tuple(f"{side}_{part}" for side in SIDES for part in ("what", "due"))
NEEDED: Final = ("date", "time")
PARTS: Final = {"when": WHEN, "what": WHAT, "next": NEXT}
"""The boxes, in the groups in which they stand on the page."""

CHOICES: Final = {"began": BEGAN, "channel": CHANNELS, "who": WHO}


class ChangedMeanwhile(Exception):
    """Another window has changed what was typed over. `now`: the entry as it is, None where it is gone."""

    def __init__(self, now: Contact | None) -> None:
        super().__init__("changed meanwhile")
        self.now = now


class ContactForm:
    """One entry being typed: a new one, or a contact that is changed.

    debts: the label of each debt by its id. today: the day the page looks from.
    """

    def __init__(
        self, debts: Mapping[str, str], today: date, contact: Contact | None = None, debt: str = ""
    ) -> None:
        self._debts, self._today, self._before = debts, today, contact
        self.texts = self._empty(debt) if contact is None else self._written(contact)
        self._first = dict(self.texts)

    @property
    def is_new(self) -> bool:
        """Whether it is a new entry."""
        return self._before is None

    @property
    def id(self) -> int | None:
        """The id of the contact that is changed, None for a new one."""
        return self._before.id if self._before else None

    # -- what stands in the boxes

    def _empty(self, debt: str) -> dict[str, str]:
        here = moments.now()
        texts = dict.fromkeys((*WHEN, *WHAT, *NEXT), "")
        return texts | {
            "date": self._today.isoformat(),
            "time": f"{here:%H:%M}",
            "debt": debt or (next(iter(self._debts)) if len(self._debts) == 1 else ""),
            "began": BEGAN[0],
            "channel": CHANNELS[0],
            "who": WHO[0],
        }

    def _written(self, contact: Contact) -> dict[str, str]:
        texts = {
            "date": contact.at.date().isoformat(),
            "time": f"{contact.at:%H:%M}",
            "debt": contact.debt,
            "began": contact.began,
            "channel": contact.channel,
            "who": contact.who,
            "name": contact.name,
            "said": contact.said,
            "amount": "" if contact.amount is None else f"{contact.amount:,.2f}",
            "proof": contact.proof,
        }
        for side in SIDES:
            first = next(iter(contact.promised(side)), None)
            texts[f"{side}_what"] = first.what if first else ""
            texts[f"{side}_due"] = first.due.isoformat() if first and first.due else ""
        return texts

    def boxes(self, part: str) -> list[Box]:
        """The boxes of a group."""
        return [self._box(name) for name in PARTS[part]]

    def _box(self, name: str) -> Box:
        choices: dict[str, str] = {}
        if name == "debt":
            choices = dict(self._debts)
        elif name in CHOICES:
            choices = {value: say(f"journal.{name}_{value}") for value in CHOICES[name]}
        kind = name.partition("_")[2] if name in NEXT else name
        examples = {"date": "form.example_day", "due": "form.example_day", "debt": "journal.no_debt"}
        return Box(
            name=name,
            label=say(f"journal.field_{name}"),
            hint=say("journal.time_hint", zone=self.zone) if name == "time" else "",
            example=say(examples[kind]) if kind in examples else "",
            choices=choices,
            needed=name in NEEDED,
            lines=4 if name == "said" else 1,
        )

    @property
    def zone(self) -> str:
        """The time zone in which the time is read."""
        return zone_of(self._before.at if self._before else moments.now())

    def type(self, name: str, text: str) -> None:
        """Take what was typed or chosen."""
        self.texts[name] = text

    # -- what it means

    def said(self, name: str) -> Said:
        """What there is to say beside a box: how it was read, or what is wrong with it."""
        problem = self.problems().get(name, "")
        if problem:
            return Said(problem=problem)
        text = self.texts[name]
        if text.strip() and name in ("date", *(f"{side}_due" for side in SIDES)):
            return Said(day(_day(text)))
        if text.strip() and name == "amount":
            return Said(money(_amount(text)))
        return Said()

    def problems(self) -> dict[str, str]:
        """What is wrong, by the name of the box. Empty when it can be saved."""
        found: dict[str, str] = {}
        for name, text in self.texts.items():
            if len(text) > LONGEST:
                found[name] = say("journal.problem_long", most=f"{LONGEST:,}")
        self._check(found, "date", _day)
        self._check(found, "time", read_time)
        self._check(found, "amount", _amount)
        for side in SIDES:
            self._check(found, f"{side}_due", _day)
            if self.texts[f"{side}_due"].strip() and not self.texts[f"{side}_what"].strip():
                found.setdefault(f"{side}_what", say("journal.problem_promise"))
        if "date" not in found and _day(self.texts["date"]) > max(self._today, moments.now().date()):
            found["date"] = say("journal.problem_ahead")
        if not any(self.texts[name].strip() for name in ("said", *(f"{side}_what" for side in SIDES))):
            found["said"] = say("journal.problem_nothing")
        return found

    def _check(self, found: dict[str, str], name: str, read: Callable[[str], object]) -> None:
        text = self.texts[name]
        if not text.strip() and name not in NEEDED:
            return
        try:
            read(text)
        except NotRead as error:
            found[name] = ask_again(error, text)

    def contact(self) -> Contact:
        """The entry. Raises ValueError where `problems` has any."""
        if self.problems():
            raise ValueError("not finished")
        texts = self.texts
        values: dict[str, Any] = {
            "at": self._at(),
            "debt": texts["debt"],
            "name": texts["name"],
            "said": texts["said"],
            "amount": _amount(texts["amount"]) if texts["amount"].strip() else None,
            "proof": texts["proof"],
            "promises": tuple(promise for side in SIDES for promise in self._promises(side)),
            **{name: texts[name] or allowed[0] for name, allowed in CHOICES.items()},
        }
        return Contact(**values) if self._before is None else replace(self._before, **values)

    def on(self, now: Contact) -> Contact:
        """The entry as it is now, with what was typed here put into it. Raises ChangedMeanwhile where
        what was typed over has itself been changed."""
        form = ContactForm(self._debts, self._today, now)
        typed = self._typed()
        if any(form.texts[name] not in (self._first[name], text) for name, text in typed.items()):
            raise ChangedMeanwhile(now)
        form.texts |= typed
        return form.contact()

    def instead_of(self, now: Contact | None) -> None:
        """Put what was typed into the entry as it is now, whatever stands there; None: add a new one."""
        if now is not None:
            typed, self._first = self._typed(), self._written(now)
            self.texts = self._first | typed
        self._before = now

    def _typed(self) -> dict[str, str]:
        return {name: text for name, text in self.texts.items() if text != self._first[name]}

    def _at(self) -> datetime:
        same = all(self.texts[name] == self._first[name] for name in NEEDED)
        if self._before is not None and same:
            return self._before.at  # as it was noted then, in the time zone of then
        return moments.moment(_day(self.texts["date"]), read_time(self.texts["time"]))

    def _promises(self, side: str) -> list[Promise]:
        """The promise that was typed, and what else the contact holds of this side."""
        before = self._before.promised(side) if self._before else ()
        what, due = self.texts[f"{side}_what"], self.texts[f"{side}_due"]
        if not what.strip():
            return list(before[1:])
        promise = before[0] if before else Promise(what, side)
        return [replace(promise, what=what, due=_day(due) if due.strip() else None), *before[1:]]


def _amount(text: str) -> Decimal:
    return check_amount(read_amount(text))


def _day(text: str) -> date:
    return check_day(read_day(text))
