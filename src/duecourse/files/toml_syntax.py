"""Reading TOML, and saying what is likely wrong with a line that is none and what to type instead."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from .problems import Path as Place
from .problems import Problem
from .toml_lines import KeyLines
from .toml_signs import (
    CHINESE_SIGNS,
    HEADER,
    KEY_LINE,
    bare,
    begins_a_row,
    end_of_list,
    lacks_a_quote,
    lacks_its_opening,
    last_said,
    missing,
    opening,
)

_MOST_BROKEN: Final = 20  # broken lines reported at once
_DEEPEST: Final = 12  # tables and lists in one another; the deepest of ours has six
_REACHES_ON: Final = {"toml_not_closed", "toml_not_opened", "toml_no_comma_at_end"}
"""Faults after which the next lines are misread."""
_LONG_QUOTES: Final = ('"' * 3, "'" * 3)
_NUMBER: Final = re.compile(r"[\d_]+")
_AT_LINE: Final = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def parse(text: str, lists: Collection[str] = ()) -> tuple[dict[str, Any], list[Problem]]:
    """The tables of a TOML text, decimals exact; or what keeps it from being read, line by line.

    A broken `key = value` line is reported and left out to look for the next one. After any other
    broken line the rest cannot be trusted, so there the search ends. lists: the keys that hold lists of
    tables, for what to say where one is written as a table.
    """
    problems: list[Problem] = []
    lines = text.split("\n")
    while True:
        try:
            tree = tomllib.loads("\n".join(lines), parse_float=_exact)
            if (place := _deep_place(tree)) is not None:
                problems.append(_too_deep(lines, KeyLines("\n".join(lines)).of(place) or 1))
        except RecursionError:
            return {}, [*problems, _too_deep(lines, _deepest_line(lines))]
        except ValueError as error:
            number = _line_of(error, lines)
            line = lines[number - 1] if number <= len(lines) else ""
            problems.append(missing(str(error), lines, number) or _syntax(str(error), number, line, lists))
            at_end = str(error).endswith("(at end of document)") or problems[-1].why in _REACHES_ON
            if at_end or not KEY_LINE.match(line) or _opens_more(line) or len(problems) >= _MOST_BROKEN:
                return {}, problems
            lines[number - 1] = ""
            continue
        return ({} if problems else tree), problems


def _exact(text: str) -> Decimal:
    """An unquoted decimal as it stands there; what has no exact value is refused later, with its place."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal("NaN")


def _deep_place(tree: dict[str, Any]) -> Place | None:
    """Where tables and lists stand in one another deeper than whoever reads on can go; None where nowhere."""
    level: list[tuple[Place, Any]] = [((), tree)]
    for _ in range(_DEEPEST):
        level = [
            ((*place, key), part)
            for place, whole in level
            for key, part in (whole.items() if isinstance(whole, dict) else enumerate(whole))
            if isinstance(part, dict | list)
        ]
    return level[0][0] if level else None


def _deepest_line(lines: list[str]) -> int:
    return max(range(len(lines)), key=lambda i: sum(map(bare(lines[i]).count, "[{."))) + 1


def _too_deep(lines: list[str], number: int) -> Problem:
    return Problem("toml_too_deep", (), lines[number - 1].strip(), {"most": _DEEPEST}, line=number)


def _line_of(error: Exception, lines: list[str]) -> int:
    """The line to put right: not always the one on which the reader gave up."""
    message = str(error)
    found = _AT_LINE.search(message)
    if found is None:  # a number of thousands of digits
        return max(range(len(lines)), key=lambda i: max(map(len, _NUMBER.findall(lines[i])), default=0)) + 1
    if found[1] is None:  # at the end: the text that never ended, or the last line that says anything
        said = [i for i, line in enumerate(lines, 1) if line.strip()]
        opened = [i for i in said if any(quotes in lines[i - 1] for quotes in _LONG_QUOTES)]
        if message.startswith("Unclosed array"):
            return end_of_list(lines, len(lines))
        return ((opened if message.startswith("Unterminated") else []) or said or [1])[-1]
    number = int(found[1])
    line, read = lines[number - 1], lines[number - 1][: int(found[2]) - 1]
    begins_anew = KEY_LINE.match(line) or HEADER.match(line)
    if lacks_its_opening(line):
        return number
    if message.startswith("Unclosed array") and not read.strip():
        if begins_a_row(line):  # the comma that should stand before it is missing
            return last_said(lines, number - 1)
        return end_of_list(lines, number - 1)
    if begins_anew and opening(lines, number - 1):  # it was read as one more entry of a list
        return end_of_list(lines, number - 1)
    return number if line.strip() else last_said(lines, number - 1)


def _opens_more(line: str) -> bool:
    """Whether the line may reach into the next ones: without it they would be misread."""
    value = line.partition("=")[2].split("#")[0]
    uneven = value.count("[") != value.count("]") or value.count("{") != value.count("}")
    return uneven or any(quotes in value for quotes in _LONG_QUOTES)


_FULL_WIDTH_DIGITS: Final = "０１２３４５６７８９"
_NO_EQUALS: Final = re.compile(r"[A-Za-z_]\w*\s+[\"{\[\d]")
_UNEVEN_HEADER: Final = re.compile(r"\s*\[{0,2}[\w.\- ]+\]{0,2}\s*")


def _syntax(message: str, number: int, line: str, lists: Collection[str]) -> Problem:
    """What is likely wrong with a line that TOML cannot read."""

    def problem(why: str, **values: object) -> Problem:
        return Problem(f"toml_{why}", (), line.strip(), values, line=number)

    if not _AT_LINE.search(message):
        return problem("number_too_long")
    signs = bare(line)
    key, equals, value = (part.strip() for part in signs.partition("="))
    if _UNEVEN_HEADER.fullmatch(signs) and signs.count("[") != signs.count("]"):
        return problem("brackets")
    if lacks_a_quote(line) and equals:
        return problem("quote_missing", key=key)
    twice = ("Cannot overwrite", "Cannot declare", "Cannot mutate", "Duplicate", "Key ", "Cannot redefine")
    if message.startswith(twice):
        header = re.fullmatch(r"\[([\w.]+)\]", signs.strip())
        if header and header[1].split(".")[-1] in lists:
            return problem("double_brackets", header=f"[[{header[1]}]]", wrong=signs.strip())
        return problem("twice", key=header[0] if header else key)
    for sign in signs:
        if sign in CHINESE_SIGNS:
            plain = CHINESE_SIGNS[sign]
            return problem("space" if plain == " " else "chinese_sign", sign=sign, plain=plain)
        if sign in _FULL_WIDTH_DIGITS:
            return problem("full_width_digit", sign=sign, plain=str(_FULL_WIDTH_DIGITS.index(sign)))
    if not equals:
        return problem("colon" if re.match(r"\s*\w+\s*:", signs) else "no_equals")
    if not key.isascii():
        return problem("key_not_english", key=key)
    if not value:
        return problem("no_value", key=key)
    if value.count("'") % 2 and '"' not in value:
        return problem("quote_missing", key=key)
    if "\\" in line and re.search(r"escape|hex|\\", message, re.IGNORECASE):
        return problem("backslash", key=key)
    if re.fullmatch(r"\d{4}(?:[-/.年]\d{1,2}){1,2}[月日]?\S*|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}", value):
        return problem("date", key=key)
    if re.fullmatch(r"[-+¥￥]?[\d,_.]+\s*(?:%|‰|元)?", value):
        return problem("number", key=key, quoted=f'"{value}"')
    if value.lower() in ("true", "false", "yes", "no"):
        return problem("yes_no", key=key)
    if not value.startswith(('"', "'", "[", "{")):
        return problem("text_without_quotes", key=key, quoted=f'"{value}"')
    if _NO_EQUALS.search(signs):
        return problem("no_equals")
    return problem("cannot_be_read")
