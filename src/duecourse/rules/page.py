"""The page of all rules for readers, in each language: what, since when, source, last checked, status."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from duecourse.locale import day, in_language, pages, say

from .citation import BETWEEN
from .library import Rules
from .rule import Rule, Value
from .units import show

PAGES: Final = pages("README")
"""The file of each language, beside the rules."""


def page(rules: Rules, language: str) -> str:
    """The page in one language, as Markdown."""
    with in_language(language):
        lines = [f"# {say('rules.page_title')}", "", say("rules.page_intro"), ""]
        for subject in rules.subjects():
            lines += [f"## {rules.subject_label(subject)}", "", f"`{subject}.toml`", ""]
            for rule in rules.subject(subject):
                lines += _rule(rule)
    return "\n".join(lines)


def write_pages(rules: Rules, folder: Path) -> None:
    """Writes the page of each language into a folder."""
    for language, name in PAGES.items():
        (folder / name).write_text(page(rules, language), encoding="utf-8")


def _rule(rule: Rule) -> list[str]:
    lines = [f"### {rule.label}", "", f"`{rule.id}`{BETWEEN}{say('rules.page_scope', scope=rule.scope)}", ""]
    for value in rule.values:
        lines += [value.text, ""]
        for row in _rows(value):
            lines.append(f"- {row}")
        if _rows(value):
            lines.append("")
        if value.note:
            lines += [say("rules.page_note", note=value.note), ""]
        checked = say("rules.last_checked", day=day(rule.last_checked))
        lines += [BETWEEN.join([value.source.cite(), value.period(), checked, value.status_text()]), ""]
    return lines


def _rows(value: Value) -> list[str]:
    """The lists in a value that no sentence holds, such as the signs of a credit report."""
    unit, figures = value.rule.unit, value.value
    if not isinstance(unit, Mapping) or not isinstance(figures, Mapping):
        return []
    return [
        _row(unit[key], item)
        for key, items in figures.items()
        if isinstance(unit[key], Mapping)
        for item in items
    ]


def _row(unit: Mapping[str, Any], item: Mapping[str, Any]) -> str:
    parts = [show(unit[key], figure) for key, figure in item.items() if unit[key] not in ("word", "days")]
    if "code" in item:
        parts.insert(0, f"`{item['code']}`")
    if "last" in item:
        parts.append(say("rules.page_days", first=item["first"], last=item["last"]))
    elif "first" in item:
        parts.append(say("rules.page_days_open", first=item["first"]))
    return BETWEEN.join(parts)
