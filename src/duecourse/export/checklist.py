"""Papers to gather, with boxes to tick: what, where to get it, and what is there already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from duecourse.locale import day, language, say

from .document import Block, Column, Document, Grid, Paragraph, Section
from .paper import Paper


@dataclass(frozen=True)
class Check:
    """One thing to gather or to do. hint: where to get it, or what to mind."""

    label: str
    hint: str = ""
    ticked: bool = False


@dataclass(frozen=True)
class CheckGroup:
    """Things that belong together, such as the papers of one debt. note: a remark under them."""

    title: str
    checks: tuple[Check, ...]
    note: str = ""


def checklist(title: str, groups: Sequence[CheckGroup], *, on: date) -> Paper:
    """A checklist to print, for Word and for Excel; on: the day of the ticks."""
    sections = []
    for group in groups:
        columns = (Column("", "tick"), Column(say("export.paper")), Column(say("export.hint")))
        rows = tuple((check.ticked, check.label, check.hint) for check in group.checks)
        done = sum(check.ticked for check in group.checks)
        blocks: list[Block] = [
            Paragraph(say("export.ticked", done=done, count=len(group.checks), day=day(on))),
            Grid("", columns, rows),
        ]
        if group.note:
            blocks.append(Paragraph(group.note, "small"))
        sections.append(Section(group.title, tuple(blocks)))
    document = Document(title, tuple(sections), on, language())
    return Paper(say("export.checklist_file"), document, ("docx", "html", "xlsx"))
