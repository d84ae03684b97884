"""Tests go through the public face: what is private may be changed without asking them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]

OF_TUPLES = {"_replace", "_asdict", "_fields", "_make"}
"""Names that Python itself gives to a tuple's own methods."""

REACHES = {
    "unit/page.py": {"_handle_custom_msg", "_repr_mimebundle_", "_render_traceback_"},
    "environment/conftest.py": {"_base_executable"},
}
"""Where something of ipywidgets', IPython's or Python's own may be reached for, and by which name."""


def private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__") and name not in OF_TUPLES | {"_"}


def reached_for(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The private names that a module asks others for, by line: imported, as an attribute, or by name."""
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module=str(module), names=names) if module.split(".")[0] == "duecourse":
                parts = [*module.split("."), *(alias.name for alias in names)]
                yield from ((node.lineno, part) for part in parts if private(part))
            case ast.Attribute(value=ast.Name(id="self" | "cls")):
                pass
            case ast.Attribute(attr=attr) if private(attr):
                yield node.lineno, attr
            case ast.Call(func=ast.Name(id=called) | ast.Attribute(attr=called), args=args) if called in (
                "getattr",
                "setattr",
                "hasattr",
                "delattr",
            ):
                for word in args:
                    if isinstance(word, ast.Constant) and isinstance(word.value, str):
                        yield from ((word.lineno, part) for part in word.value.split(".") if private(part))


@pytest.mark.parametrize("file", sorted(file.relative_to(TESTS).as_posix() for file in TESTS.rglob("*.py")))
def test_no_private_name_is_reached_for(file: str) -> None:
    tree = ast.parse((TESTS / file).read_text("utf-8"))
    found = {place for place in reached_for(tree) if place[1] not in REACHES.get(file, ())}
    assert not found, sorted(found)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("from duecourse.calc.debt.debt import _kept", "_kept"),
        ("from duecourse.calc import _debt", "_debt"),
        ("card._reply.lines", "_reply"),
        ("card()._told(None)", "_told"),
        ("getattr(card, '_reply')", "_reply"),
        ("monkeypatch.setattr('duecourse.calc.debt.debt._kept', 1)", "_kept"),
        ("self._one._two", "_two"),
    ],
)
def test_every_way_to_reach_for_one_is_seen(code: str, name: str) -> None:
    assert [found for _, found in reached_for(ast.parse(code))] == [name]


@pytest.mark.parametrize(
    "code", ["self._own", "line._replace(a=1)", "page.__class__", "from os import _exit"]
)
def test_what_is_one_s_own_or_python_s_may_be_used(code: str) -> None:
    assert list(reached_for(ast.parse(code))) == []
