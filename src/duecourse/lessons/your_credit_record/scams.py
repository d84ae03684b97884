"""Spot the scam: messages about credit records, one at a time. Which is a scam, and by which sign?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from ipywidgets import Box
from traitlets import HasTraits, Int, Unicode

from duecourse.locale import separator
from duecourse.rules import cite
from duecourse.view import Button, Card
from duecourse.view.listing import Entry, Listing, listing_html
from duecourse.view.more import More
from duecourse.view.note import Note
from duecourse.view.paper_text import PaperText
from duecourse.view.picks import Pick, Picks

from .samples import Message, Sign, sample_messages
from .words import rule_on, tell


@dataclass(frozen=True)
class Judged:
    """What was said of a message. right: whether the judgement was; sign: the one that was named, if any."""

    scam: bool
    right: bool
    sign: str = ""


class SpotTheScam(HasTraits):
    """The messages, which of them is looked at, and how each was judged. Knows no widget.

    at: the id of the message looked at. version: grows with every judgement.
    """

    at = Unicode()
    version = Int()

    def __init__(self, today: date) -> None:
        self._today = today
        self.messages: Sequence[Message] = sample_messages().messages
        self.signs: Sequence[Sign] = sample_messages().signs
        self.judged: dict[str, Judged] = {}
        super().__init__(at=self.messages[0].id)

    @property
    def message(self) -> Message:
        """The message looked at."""
        return next(message for message in self.messages if message.id == self.at)

    def judge(self, scam: bool) -> list[str]:
        """Call the message a scam, or not; what there is to say about it."""
        message = self.message
        right = scam == message.scam
        self.judged[message.id] = Judged(scam, right)
        self.version += 1
        if not right:
            return [tell("scam_missed" if message.scam else "scam_feared"), str(message.replies)]
        if message.scam:
            return [tell("scam_yes"), tell("scam_by_which")]
        return [tell("scam_genuine"), str(message.replies)]

    def name_sign(self, sign: str) -> list[str]:
        """Name the sign by which a scam is known; what there is to say about it."""
        message, named = self.message, self._name(sign)
        right = sign in message.signs
        self.judged[message.id] = Judged(True, right, sign)
        self.version += 1
        all_signs = separator().join(self._name(one) for one in message.signs)
        if not right:
            return [tell("sign_other", sign=named, signs=all_signs), str(message.replies)]
        said = tell("sign_right" if len(message.signs) == 1 else "sign_right_more", signs=all_signs)
        return [said, str(message.replies)]

    @property
    def awaits_sign(self) -> bool:
        """Whether the message was rightly called a scam and no sign has been named yet."""
        judged = self.judged.get(self.at)
        return judged is not None and judged.right and judged.scam and not judged.sign

    def _name(self, sign: str) -> str:
        return str(next(one.names for one in self.signs if one.id == sign))

    def next(self) -> None:
        """Go on to the next message that was not judged yet; to the next one where all were."""
        ids = [message.id for message in self.messages]
        after = ids[ids.index(self.at) + 1 :] + ids[: ids.index(self.at) + 1]
        self.at = next((id for id in after if id not in self.judged), after[0])

    def title(self) -> str:
        return tell("scam_title")

    def summary(self) -> str:
        """What there is and how far one is: what is printed, and what nbval compares."""
        scams = sum(message.scam for message in self.messages)
        return tell(
            "scam_summary",
            count=len(self.messages),
            scams=scams,
            right=sum(one.right for one in self.judged.values()),
        )

    def state(self) -> str:
        """How many were judged, and how many of them rightly."""
        right = sum(one.right for one in self.judged.values())
        if len(self.judged) == len(self.messages):
            return tell("scam_state_all", right=right, count=len(self.messages))
        return tell("scam_state", done=len(self.judged), count=len(self.messages), right=right)

    def picks(self) -> list[Pick]:
        """The messages by number, with a sign for those that were judged."""
        found = []
        for number, message in enumerate(self.messages, 1):
            judged = self.judged.get(message.id)
            found.append(
                Pick(
                    message.id,
                    str(number),
                    mark="" if judged is None else tell("judged_right" if judged.right else "judged_wrong"),
                )
            )
        return found

    def text(self) -> str:
        """The message as it came: how, from whom, and its words."""
        message = self.message
        return f"{message.senders!s}\n\n{message.texts!s}"

    def rules(self) -> list[Entry]:
        """What the rules say of the signs."""
        values = [rule_on(rule, self._today) for rule in dict.fromkeys(sign.rule for sign in self.signs)]
        more = rule_on("crackdown-2025", self._today)
        return [
            Entry(heading=value.rule.label, text=value.text, source=cite(value)) for value in [*values, more]
        ]


class ScamCard(Card):
    """The messages on the page: one to read, two buttons, then the signs to choose from."""

    def __init__(self, today: date) -> None:
        self.model = model = SpotTheScam(today)
        self._state = Note(model.state())
        self.reply = Note()
        self._text = PaperText(model.text())
        self.choice = Picks(tell("scam_which"), model.picks(), self._turn_to, chosen=model.at, look="row")
        self.verdicts = _row(
            [
                Button(tell("scam_button_scam"), lambda: self.judge(True)),
                Button(tell("scam_button_genuine"), lambda: self.judge(False)),
            ]
        )
        self.signs = _row(
            [
                Button(str(sign.names), lambda id=sign.id: self.name_sign(id))  # type: ignore[misc]
                for sign in model.signs
            ],
            "dc-answers",
            "dc-choices",
        )
        self._next_row = _row([Button(tell("scam_next"), self._go_on)])
        self._listing = Listing(html=listing_html(model.rules()))
        self._rules = More(tell("scam_rules"), [self._listing])
        super().__init__(model.title())
        self._lay_out()

    def _lay_out(self) -> None:
        signs = [self.signs] if self.model.awaits_sign else []
        self.parts = [
            self._state,
            self.choice,
            self._text,
            self.verdicts,
            self.reply,
            *signs,
            self._next_row,
            self._rules,
        ]

    def judge(self, scam: bool) -> None:
        """Say whether the message is a scam."""
        lines = self.model.judge(scam)
        self._say(lines)

    def name_sign(self, sign: str) -> None:
        """Say by which sign it is known."""
        self._say(self.model.name_sign(sign))

    def _say(self, lines: Sequence[str]) -> None:
        self.reply.say(*lines, tone="good" if self.model.judged[self.model.at].right else "try")
        self._state.say(self.model.state())
        self.choice.offer(self.model.picks())
        self._lay_out()

    def _turn_to(self, id: str) -> None:
        self.model.at = id
        self.choice.chosen = id
        self._text.show(self.model.text())
        self.reply.say()
        self._lay_out()

    def _go_on(self) -> None:
        self.model.next()
        self._turn_to(self.model.at)

    def __repr__(self) -> str:
        return self.model.summary()

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        """The widget, and for a page without a kernel the messages and the rules to read."""
        bundle: dict[str, Any] = super()._repr_mimebundle_(**options) or {}
        items = [
            f"<li>{escape(str(one.senders))}: {escape(str(one.texts))}</li>" for one in self.model.messages
        ]
        html = f"<ol>{''.join(items)}</ol>{self._listing.html}"
        return bundle | {"text/plain": f"{self!r}\n{self.model.state()}", "text/html": html}


def _row(buttons: list[Button], *names: str) -> Box:
    row = Box(buttons)
    for name in ("dc-row", *names):
        row.add_class(name)
    return row


def panel(today: date) -> Card:
    """The messages, to judge."""
    return ScamCard(today)
