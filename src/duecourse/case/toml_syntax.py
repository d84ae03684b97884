"""Reading TOML, and saying what is likely wrong with a line that is none and what to type instead."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from .problems import Problem

_MOST_BROKEN: Final = 20  # broken lines reported at once
_DEEPEST: Final = 30  # tables and lists in each other; a case has six
_KEY_LINE: Final = re.compile(r"\s*[A-Za-z0-9_.\-\"]+\s*=")
_LONG_QUOTES: Final = ('"' * 3, "'" * 3)
_HEADER: Final = re.compile(r"\s*\[\[?[A-Za-z0-9_.\-\" ]+\]\]?\s*(?:#.*)?$")
_AT_LINE: Final = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_CLOSING: Final = {"{": "}", "[": "]"}


def parse(text: str) -> tuple[dict[str, Any], list[Problem]]:
    """The tables of a TOML text, decimals exact; or what keeps it from being read, line by line.

    A broken `key = value` line is reported and left out to look for the next one. After any other
    broken line the rest cannot be trusted, so there the search ends.
    """
    problems: list[Problem] = []
    lines = text.split("\n")
    tree: dict[str, Any] = {}
    while True:
        try:
            tree = tomllib.loads("\n".join(lines), parse_float=_exact)
            if _is_deep(tree):
                raise RecursionError("nested deeper than any case")
        except (ValueError, RecursionError) as error:
            number = _line_of(error, lines)
            line = lines[number - 1] if number <= len(lines) else ""
            problems.append(_not_closed(str(error), lines, number) or _syntax(str(error), number, line))
            at_end = str(error).endswith("(at end of document)") or problems[-1].why == "toml_not_closed"
            if at_end or not _KEY_LINE.match(line) or _opens_more(line) or len(problems) >= _MOST_BROKEN:
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


def _is_deep(tree: dict[str, Any]) -> bool:
    """Whether tables and lists stand in each other deeper than can be gone through."""
    level: list[Any] = [tree]
    for _ in range(_DEEPEST):
        inside = [item for one in level for item in (one.values() if isinstance(one, dict) else one)]
        level = [item for item in inside if isinstance(item, dict | list)]
    return bool(level)


def _line_of(error: Exception, lines: list[str]) -> int:
    """The line to put right: not always the one on which the reader gave up."""
    message = str(error)
    found = _AT_LINE.search(message)
    if isinstance(error, RecursionError):
        return max(range(len(lines)), key=lambda i: sum(map(_bare(lines[i]).count, "[{."))) + 1
    if found is None:  # a number of thousands of digits
        return max(range(len(lines)), key=lambda i: len(lines[i])) + 1
    if found[1] is None:  # at the end: the text that never ended, or the last line that says anything
        said = [i for i, line in enumerate(lines, 1) if line.strip()]
        opened = [i for i in said if any(quotes in lines[i - 1] for quotes in _LONG_QUOTES)]
        if message.startswith("Unclosed array"):
            return _end_of_list(lines, len(lines))
        return ((opened if message.startswith("Unterminated") else []) or said or [1])[-1]
    number = int(found[1])
    line, read = lines[number - 1], lines[number - 1][: int(found[2]) - 1]
    begins_anew = _KEY_LINE.match(line) or _HEADER.match(line)
    if message.startswith("Unclosed array") and not read.strip():
        return _end_of_list(lines, number - 1)
    if begins_anew and _opening(lines, number - 1):  # it was read as one more entry of a list
        return _end_of_list(lines, number - 1)
    return number if line.strip() else _last_said(lines, number - 1)


def _last_said(lines: list[str], count: int) -> int:
    """The last of the first lines that says anything."""
    return max((i for i, line in enumerate(lines[:count], 1) if line.strip()), default=max(count, 1))


def _opening(lines: list[str], count: int) -> int | None:
    """The line that begins a list which the first lines do not close; None where there is none."""
    begin = max((i for i in range(count) if _KEY_LINE.match(lines[i])), default=count)
    bare = "".join(_bare(line) for line in lines[begin:count])
    return begin + 1 if bare.count("[") > bare.count("]") else None


def _end_of_list(lines: list[str], count: int) -> int:
    """Where a list that the first lines leave open should end: on its only line, or below its last one."""
    last = _last_said(lines, count)
    return last if _opening(lines, count) in (None, last) else last + 1


def _opens_more(line: str) -> bool:
    """Whether the line may reach into the next ones: without it they would be misread."""
    value = line.partition("=")[2].split("#")[0]
    uneven = value.count("[") != value.count("]") or value.count("{") != value.count("}")
    return uneven or any(quotes in value for quotes in _LONG_QUOTES)


_CHINESE_SIGNS: Final = dict(
    zip(
        "“”＂「」‘’，、。．＝：【】［］｛｝＃－—％\u3000\u00a0",
        '"' * 5 + "'" * 2 + ",,..=:[][]{}#--%  ",
        strict=True,
    )
)
_FULL_WIDTH_DIGITS: Final = "０１２３４５６７８９"
_QUOTED: Final = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'')


def _bare(line: str) -> str:
    """A line without its comment and without what stands in quotes."""
    return _QUOTED.sub('""', line).partition("#")[0]


def _not_closed(message: str, lines: list[str], number: int) -> Problem | None:
    """That a brace or a bracket is missing at the end of this line; None if that is not the matter."""
    line = lines[number - 1] if number <= len(lines) else ""
    sign, opening = "", line
    if message.startswith("Unclosed inline table"):
        sign = "{"
    elif not line.strip() or message.startswith("Unclosed array"):
        begin = _opening(lines, number) or _opening(lines, number - 1)
        sign, opening = ("[", lines[begin - 1]) if begin else ("", "")
    bare = _bare(line)
    if not sign or bare.count('"') % 2 or any(found in _CHINESE_SIGNS for found in bare):
        return None
    return Problem(
        "toml_not_closed", (), opening.strip(), {"sign": sign, "closing": _CLOSING[sign]}, line=number
    )


def _syntax(message: str, number: int, line: str) -> Problem:
    """What is likely wrong with a line that TOML cannot read."""

    def problem(why: str, **values: object) -> Problem:
        return Problem(f"toml_{why}", (), line.strip(), values, line=number)

    bare = _bare(line)
    key, equals, value = (part.strip() for part in bare.partition("="))
    twice = ("Cannot overwrite", "Cannot declare", "Cannot mutate", "Duplicate", "Key ", "Cannot redefine")
    if message.startswith(twice):
        header = re.fullmatch(r"\[([\w.]+)\]", bare.strip())
        if header and header[1].split(".")[-1] in _LIST_KEYS:
            return problem("double_brackets", header=f"[[{header[1]}]]", wrong=bare.strip())
        return problem("twice", key=header[0] if header else key)
    for sign in bare:
        if sign in _CHINESE_SIGNS:
            plain = _CHINESE_SIGNS[sign]
            return problem("space" if plain == " " else "chinese_sign", sign=sign, plain=plain)
        if sign in _FULL_WIDTH_DIGITS:
            return problem("full_width_digit", sign=sign, plain=str(_FULL_WIDTH_DIGITS.index(sign)))
    if bare.strip().startswith("[") and not equals:
        opened, closed = bare.count("["), bare.count("]")
        if opened != closed:
            return problem("brackets")
    if not equals:
        return problem("colon" if re.match(r"\s*\w+\s*:", bare) else "no_equals")
    if not key.isascii():
        return problem("key_not_english", key=key)
    if not value:
        return problem("no_value", key=key)
    if value.count('"') % 2 or (value.count("'") % 2 and '"' not in value):
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
    return problem("cannot_be_read")


_LIST_KEYS: Final = (
    "debts", "drawings", "payments", "waivers", "rate_changes", "bills", "lines", "budget",
)  # fmt: skip
