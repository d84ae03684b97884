"""The signs of TOML on a line: which are missing, and which came from a Chinese keyboard."""

from __future__ import annotations

import re
from typing import Final

from .problems import Problem

KEY_LINE: Final = re.compile(r"\s*[A-Za-z0-9_.\-\"]+\s*=")
HEADER: Final = re.compile(r"\s*\[\[?[A-Za-z0-9_.\-\" ]+\]\]?\s*(?:#.*)?$")
_ROW: Final = re.compile(r"""\s*(?:[{"']|\[(?!\[)|[-+]?\d)""")
_CLOSING: Final = {"{": "}", "[": "]"}

CHINESE_SIGNS: Final = dict(
    zip(
        "“”＂「」‘’，、。．＝：【】［］｛｝＃－—％\u3000\u00a0",
        '"' * 5 + "'" * 2 + ",,..=:[][]{}#--%  ",
        strict=True,
    )
)
_CHINESE_QUOTES: Final = "“”＂「」"
_QUOTED: Final = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'')
_NO_COMMA: Final = re.compile(r"""(?:["'\]}]|\btrue|\bfalse|\d)\s+(?:[A-Za-z_][\w.\-]*\s*=|["'{\[])""")


def bare(line: str) -> str:
    """A line without its comment and without what stands in quotes."""
    return _QUOTED.sub('""', line).partition("#")[0]


def lacks_a_quote(line: str) -> bool:
    """Whether one of the quotation marks around a text is missing, and nothing else took its place."""
    left = bare(line)
    return left.count('"') % 2 == 1 and not any(sign in left for sign in _CHINESE_QUOTES)


def lacks_its_opening(line: str) -> bool:
    """Whether a brace ends on the line that does not begin there."""
    return bare(line).count("}") > bare(line).count("{")


def begins_a_row(line: str) -> bool:
    """Whether the line begins with a value, as each line of a list does."""
    return _ROW.match(line) is not None and HEADER.match(line) is None


def last_said(lines: list[str], count: int) -> int:
    """The last of the first lines that says anything."""
    return max((i for i, line in enumerate(lines[:count], 1) if line.strip()), default=max(count, 1))


def opening(lines: list[str], count: int) -> int | None:
    """The line that begins a list which the first lines do not close; None where there is none."""
    begin = max((i for i in range(count) if KEY_LINE.match(lines[i])), default=count)
    inside = "".join(bare(line) for line in lines[begin:count])
    return begin + 1 if inside.count("[") > inside.count("]") else None


def end_of_list(lines: list[str], count: int) -> int:
    """Where a list that the first lines leave open should end: on its only line, or below its last one."""
    last = last_said(lines, count)
    return last if opening(lines, count) in (None, last) else last + 1


def missing(message: str, lines: list[str], number: int) -> Problem | None:
    """The brace, bracket or comma that is missing from this line; None if that is not the matter.

    message: what the reader of TOML said of it.
    """
    line = lines[number - 1] if number <= len(lines) else ""
    signs = bare(line)
    if signs.count('"') % 2 or any(found in CHINESE_SIGNS for found in signs):
        return None

    def problem(why: str, shown: str, **values: object) -> Problem:
        return Problem(f"toml_{why}", (), shown.strip(), values, line=number)

    def not_closed(sign: str, shown: str) -> Problem:
        return problem("not_closed", shown, sign=sign, closing=_CLOSING[sign])

    for sign, closing in _CLOSING.items():
        more = signs.count(sign) - signs.count(closing)
        if more < 0 and "=" in signs:
            return problem("not_opened", line, sign=sign, closing=closing)
        if more > 0 and sign == "{":
            return not_closed(sign, line)
    after = next(filter(str.strip, lines[number:]), "")
    if signs.rstrip().endswith("=") and begins_a_row(after):
        return problem("not_opened", line, sign="[", closing="]")
    if message.startswith("Unclosed"):
        if _NO_COMMA.search(signs):
            return problem("no_comma", line)
        if begins_a_row(line) and begins_a_row(after) and not signs.rstrip().endswith(","):
            return problem("no_comma_at_end", line)
    if not line.strip() or message.startswith("Unclosed array"):
        begin = opening(lines, number) or opening(lines, number - 1)
        return not_closed("[", lines[begin - 1]) if begin else None
    return None
