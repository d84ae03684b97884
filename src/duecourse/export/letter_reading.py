"""Reading a letter's template: its header strictly. Whether its text holds, `letter_check` says."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from duecourse.files import DataFileError
from duecourse.rules import LENDER_KINDS, SORTS, rules

from .letter_template import RuleFigure, Template
from .places import NEEDS, TABLES

STAGES: Final = ("any", "before_due", "late")
"""When a letter fits: whenever, only while nothing is late, only once something is."""

_HEADER: Final = (
    "title",
    "when",
    "rules",
    "needs",
    "annexes",
    "stage",
    "for_sorts",
    "for_lenders",
    "answer",
    "most_months",
)


def read_template(file: Path) -> Template:
    """A template. Raises DataFileError for a header that is not as it should be, with place and remedy."""
    text = file.read_text("utf-8")
    head, first_line, body = _split(file, text)
    return _header(file, head, body, first_line)


def _split(file: Path, text: str) -> tuple[dict[str, Any], int, str]:
    lines = text.split("\n")
    if lines[0] != "+++" or "+++" not in lines[1:]:
        raise DataFileError(file, "line 1", "has no header", "Put one between two lines +++")
    end = lines.index("+++", 1)
    try:
        head = tomllib.loads("\n".join(lines[1:end]))
    except tomllib.TOMLDecodeError as error:
        raise DataFileError(file, "header", f"cannot be read: {error}", "Put the TOML right") from None
    return head, end + 2, "\n".join(lines[end + 1 :])


def _header(file: Path, head: dict[str, Any], body: str, first_line: int) -> Template:
    def refuse(key: str, problem: str, remedy: str) -> DataFileError:
        return DataFileError(file, f"header.{key}", problem, remedy)

    for key in head:
        if key not in _HEADER:
            near = get_close_matches(key, _HEADER, 1)
            raise refuse(key, "is not a known key", f"Did you mean {near[0]}?" if near else "Take it out")
    for key in ("title", "when"):
        if not isinstance(head.get(key), str) or not head[key].strip():
            raise refuse(key, "is not a text", f'Write {key} = "…"')

    def words(key: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
        value = head.get(key, [])
        if not isinstance(value, list) or len(set(map(str, value))) < len(value):
            raise refuse(key, f"{value!r} is not a list of different words", f'Write {key} = ["…"]')
        for word in value:
            if word not in allowed:
                near = get_close_matches(str(word), allowed, 1)
                remedy = f'Did you mean "{near[0]}"?' if near else f"Use one of {', '.join(allowed)}"
                raise refuse(key, f"{word!r} is not known", remedy)
        return tuple(value)

    if "rules" not in head:
        raise refuse("rules", "is missing", "Add rules = […], empty if it cites none")
    stage = head.get("stage", "any")
    if stage not in STAGES:
        raise refuse("stage", f"{stage!r} is not known", f"Use one of {', '.join(STAGES)}")
    rule_ids = tuple(rule.id for rule in rules)
    cited = words("rules", rule_ids)

    def figure(key: str, item: object) -> RuleFigure:
        if not isinstance(item, dict) or sorted(item) != ["figure", "rule"]:
            raise refuse(key, f"{item!r} is no rule's figure", 'Write { rule = "…", figure = "…" }')
        check_figure(item["rule"], item["figure"], cited, lambda p, r: refuse(key, p, r))
        return RuleFigure(item["rule"], item["figure"])

    return Template(
        file=file,
        title=head["title"],
        when=head["when"],
        rules=cited,
        needs=words("needs", NEEDS),
        annexes=words("annexes", tuple(TABLES)),
        stage=stage,
        for_sorts=words("for_sorts", SORTS),
        for_lenders=words("for_lenders", LENDER_KINDS),
        answer=tuple(figure("answer", item) for item in head.get("answer", [])),
        most_months=figure("most_months", head["most_months"]) if "most_months" in head else None,
        body=body,
        first_line=first_line,
    )


def check_figure(
    rule_id: object, key: object, cited: tuple[str, ...], refuse: Callable[[str, str], DataFileError]
) -> None:
    """Whether a rule that the header names has such a figure; if not, what `refuse` makes is raised."""
    if rule_id not in cited:
        raise refuse(f"the rule {rule_id!r} is not in the header", "Add it to rules there")
    figures = rules[str(rule_id)].latest.figures()
    if key not in figures:
        raise refuse(f"the rule {rule_id!r} has no figure {key!r}", f"Use one of {', '.join(figures)}")
