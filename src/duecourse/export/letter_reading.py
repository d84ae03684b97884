"""Reading a letter's template: its header strictly. Whether its text holds, `letter_check` says."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Final

from duecourse.files import DataFileError, Table, read_table, read_text
from duecourse.rules import LENDER_KINDS, SORTS, rules

from .letter_template import RuleFigure, Template
from .places import NEEDS, TABLES

STAGES: Final = ("any", "before_due", "late")
"""When a letter fits: whenever, only while nothing is late, only once something is."""


def read_template(file: Path) -> Template:
    """A template. Raises DataFileError for a header that is not as it should be, with place and remedy."""
    lines = read_text(file).split("\n")
    if lines[0] != "+++" or "+++" not in lines[1:]:
        raise DataFileError(file, "line 1", "has no header", "Put one between two lines +++")
    end = lines.index("+++", 1)
    head = read_table(file, "\n".join(lines[1:end]), "header", first_line=2)
    return _template(head, "\n".join(lines[end + 1 :]), end + 2)


def _template(head: Table, body: str, first_line: int) -> Template:
    title, when = head.text("title"), head.text("when")
    cited = head.words("rules", tuple(rule.id for rule in rules), least=0)

    def words(key: str, allowed: Collection[str]) -> tuple[str, ...]:
        return head.words(key, tuple(allowed)) if head.has(key) else ()

    template = Template(
        file=head.file,
        title=title,
        when=when,
        rules=cited,
        needs=words("needs", NEEDS),
        annexes=words("annexes", TABLES),
        stage=head.word("stage", STAGES) if head.has("stage") else "any",
        for_sorts=words("for_sorts", SORTS),
        for_lenders=words("for_lenders", LENDER_KINDS),
        answer=tuple(_figure(item, cited) for item in head.tables("answer")) if head.has("answer") else (),
        most_months=_figure(head.table("most_months"), cited) if head.has("most_months") else None,
        body=body,
        first_line=first_line,
    )
    head.finish()
    return template


def _figure(table: Table, cited: tuple[str, ...]) -> RuleFigure:
    rule, figure = table.text("rule"), table.text("figure")
    table.finish()
    check_figure(rule, figure, cited, lambda problem, remedy: table.error("figure", problem, remedy))
    return RuleFigure(rule, figure)


def check_figure(
    rule_id: object, key: object, cited: tuple[str, ...], refuse: Callable[[str, str], DataFileError]
) -> None:
    """Whether a rule that the header names has such a figure; if not, what `refuse` makes is raised."""
    if rule_id not in cited:
        raise refuse(f"the rule {rule_id!r} is not in the header", "Add it to rules there")
    figures = rules[str(rule_id)].latest.figures()
    if key not in figures:
        raise refuse(f"the rule {rule_id!r} has no figure {key!r}", f"Use one of {', '.join(figures)}")
