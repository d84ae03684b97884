"""A list that was read from a file, on the page: a row each to judge, tick, and say what it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from traitlets import Dict, Int, List, Unicode

from duecourse.locale import day, language, money, say, say_count

from ..page_widget import PageWidget
from .statement_choice import PAGE, VIEWS, StatementChoice


class StatementTable(PageWidget):
    """One page of the rows at a time. on_change is called when something was ticked or changed.

    labels: what each debt is called, by its id.
    """

    drawn_by = "statement_table"

    words: Any = Dict().tag(sync=True)
    views: Any = List().tag(sync=True)
    view = Unicode().tag(sync=True)
    debts: Any = List().tag(sync=True)
    rows: Any = List().tag(sync=True)
    list = Int().tag(sync=True)
    page = Int().tag(sync=True)
    pages = Int().tag(sync=True)
    language = Unicode().tag(sync=True)

    def __init__(self, on_change: Callable[[], object]) -> None:
        self._on_change = on_change
        self.choice: StatementChoice | None = None
        super().__init__(words=_words(), language=language())
        self.on_msg(self._told)

    def show(self, choice: StatementChoice | None, labels: dict[str, str] | None = None) -> None:
        """Show another list, or nothing."""
        self.choice = choice
        self.list += 1
        self.debts = [[id, label] for id, label in (labels or {}).items()]
        self.tell()

    def tell(self) -> None:
        """Show the page as it is chosen now."""
        choice = self.choice
        with self.hold_sync():
            if choice is None:
                self.rows, self.views, self.pages = [], [], 0
                return
            self.rows = [_shown(choice, place) for place in choice.on_page()]
            self.view, self.page, self.pages = choice.view, choice.page, choice.pages
            self.views = [
                [view, say_count(f"form.statement_view_{view}", len(choice.places(view)))]
                for view in VIEWS
                if view in ("all", choice.view) or choice.places(view)
            ]

    def _told(self, _: Any, content: Any, __: Any) -> None:
        choice = self.choice
        if choice is None or not isinstance(content, dict):
            return
        match content:
            case {"tick": int(place), "on": bool(on)} if self._is_shown(place):
                choice.tick(place, on)
            case {"tick": "all", "on": bool(on)} if choice.view not in ("refused", "aside"):
                for place in choice.on_page():
                    choice.tick(place, on and choice.is_for_all(place))
            case {"row": int(place), "meaning": str(meaning)} if self._is_shown(place):
                if meaning in choice.meanings(place):
                    choice.set_meaning(place, meaning)
            case {"row": int(place), "debt": str(debt)} if self._is_shown(place):
                if debt == "" or any(debt == id for id, _ in self.debts):
                    choice.set_debt(place, debt)
            case {"view": str(view)} if view in VIEWS:
                choice.look_at(view)
            case {"page": int(page)}:
                choice.turn_to(page)
        self.tell()
        self._on_change()
        self.send({"heard": content.get("number")})

    def _is_shown(self, place: int) -> bool:
        return any(row["place"] == place and "meaning" in row for row in self.rows)

    def __repr__(self) -> str:
        return str(self.words["caption"])


def _shown(choice: StatementChoice, place: int) -> dict[str, Any]:
    """A row as the page wants it: plain texts, which the page puts in as text."""
    if choice.view == "refused":
        refused = choice.found.refused[place]
        return {
            "place": place,
            "number": refused.number,
            "text": refused.text,
            "why": [refused.reason, refused.remedy],
        }
    if choice.view == "aside":
        number, text = choice.found.aside[place]
        return {"place": place, "number": number, "text": text, "why": []}
    row = choice.row(place)
    name = say("form.statement_row", number=row.number, day=day(row.on), amount=money(row.amount))
    return {
        "place": place,
        "number": row.number,
        "name": name,
        "day": day(row.on),
        "amount": money(row.amount),
        "text": row.text,
        "why": [
            say(f"form.statement_at{'_of' if row.sheet else ''}", number=row.number, sheet=row.sheet),
            choice.remark(place),
        ],
        "care": choice.hindrance(place),
        "ticked": choice.is_ticked(place),
        "for_all": choice.is_for_all(place),
        "no_debt": say(f"form.statement_{'no_debt' if choice.may_concern_a_debt(place) else 'none'}"),
        "meaning": choice.meaning(place),
        "meanings": [[meaning, say(f"import.meaning_{meaning}")] for meaning in choice.meanings(place)],
        "debt": choice.debt(place),
    }


def _words() -> dict[str, str]:
    names = (
        "caption", "take", "take_all", "day", "amount", "who", "meaning", "debt", "number",
        "views", "earlier", "later", "page",
    )  # fmt: skip
    return {name: say(f"form.statement_{name}", most=PAGE) for name in names if name != "page"} | {
        "page": say("form.statement_page", page="{page}", pages="{pages}")
    }
