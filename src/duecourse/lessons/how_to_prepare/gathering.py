"""The checklist of papers, remembered, and to print."""

from __future__ import annotations

from typing import Any, Final

from duecourse.case.papers import Checklist
from duecourse.export import Check, CheckGroup, Paper, checklist
from duecourse.locale import sentences
from duecourse.view.papers import PapersPanel

from ..kit.saving import Keep
from ..lesson import Lesson
from .whose import Whose
from .words import tell

FORMATS: Final = ("docx", "html")


class ToGather(PapersPanel):
    """The checklist of each debt, and a button that saves the one on screen."""

    def __init__(self, lesson: Lesson, whose: Whose) -> None:
        self._keep = Keep(tell("keep_papers"), lambda: paper_of(self.model.checklist()), *FORMATS)
        super().__init__(lesson.journal, whose.case)

    def _open(self) -> None:
        super()._open()
        if self.model.trouble is None:
            self.parts = [*self.parts, self._keep]


def paper_of(found: Checklist) -> Paper:
    """The checklist of a debt, to print: a heading and its papers, then what is never sent."""
    told: dict[str, Any] = found.as_data()
    groups = [
        CheckGroup(
            group["title"],
            tuple(
                Check(item["label"], sentences(item["text"], item["where"], item["care"]), item["ticked"])
                for item in group["items"]
            ),
        )
        for group in told["groups"]
    ]
    groups[-1] = CheckGroup(
        groups[-1].title, groups[-1].checks, tell("never", list=_named(told["never"]["items"]))
    )
    return checklist(tell("papers_of", debt=told["debt"]), groups, on=told["on"])


def _named(items: list[dict[str, Any]]) -> str:
    return tell("listed").join(item["label"] for item in items)


def panel(lesson: Lesson, whose: Whose) -> PapersPanel:
    """The panel."""
    return ToGather(lesson, whose)
