"""What the public face says of itself, in one form that tools can read (Google's), with examples that hold.

A first sentence; the arguments of a function, or the fields of a data class, named as in the signature; what
comes back; errors; an example; and the rules behind a formula by their ids. See CONTRIBUTING.md.
"""

from __future__ import annotations

import doctest
import inspect
import re
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from duecourse import calc, case, rules
from duecourse.locale import in_language

FACES = (calc, case, rules)

PUBLIC = [
    pytest.param(face, getattr(face, name), id=f"{face.__name__.split('.')[-1]}.{name}")
    for face in FACES
    for name in face.__all__
    if inspect.isfunction(getattr(face, name)) or inspect.isclass(getattr(face, name))
]
FUNCTIONS = [each for each in PUBLIC if inspect.isfunction(each.values[1])]
CLASSES = [each for each in PUBLIC if is_dataclass(each.values[1]) or hasattr(each.values[1], "_fields")]


def sections(of: Any) -> dict[str, str]:
    """The sections of a docstring by their headings; what stands before them by ""."""
    parts = re.split(r"^(\w+):\n(?= )", inspect.getdoc(of) or "", flags=re.M)
    return {"": parts[0], **dict(zip(parts[1::2], parts[2::2], strict=True))}


def named(section: str) -> list[str]:
    """The names that a section describes, in order."""
    entries = re.findall(r"^ {4}(\S[^:\n]*):(?= |\n)", section, re.M)
    return [name.lstrip("*") for entry in entries for name in entry.split(", ")]


def own_fields(kind: Any) -> list[str]:
    """The public fields that a class does not have from another public one."""
    if not is_dataclass(kind):
        return list(kind._fields)
    bases = [base for base in kind.__mro__[1:] if is_dataclass(base) and not base.__name__.startswith("_")]
    inherited = {item.name for base in bases for item in fields(base)}
    return [
        item.name for item in fields(kind) if not item.name.startswith("_") and item.name not in inherited
    ]


@pytest.mark.parametrize(("face", "of"), PUBLIC)
def test_it_begins_with_a_sentence(face: ModuleType, of: Any) -> None:
    first = sections(of)[""].split("\n\n")[0].strip()
    assert re.fullmatch(r"[^\n]+[.?]", first), first


@pytest.mark.parametrize(("face", "of"), FUNCTIONS)
def test_a_function_says_what_goes_in_and_what_comes_back(face: ModuleType, of: Any) -> None:
    said, signature = sections(of), inspect.signature(of)
    assert sorted(named(said.get("Args", ""))) == sorted(signature.parameters)
    assert ("Returns" in said) == (signature.return_annotation not in (None, "None"))
    assert ">>>" in said["Example"]


@pytest.mark.parametrize(("face", "of"), CLASSES)
def test_a_data_class_says_what_its_fields_are(face: ModuleType, of: Any) -> None:
    assert sorted(named(sections(of).get("Attributes", ""))) == sorted(own_fields(of))


@pytest.mark.parametrize(("face", "of"), PUBLIC)
def test_its_examples_hold(
    face: ModuleType, of: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUECOURSE_MY", str(tmp_path / "my"))
    known = {name: getattr(face, name) for name in face.__all__} | {"date": date, "Decimal": Decimal}
    runner, told = doctest.DocTestRunner(), []
    with in_language("en"):
        for example in doctest.DocTestFinder(recurse=False).find(of, of.__name__, globs=known):
            runner.run(example, out=told.append)
    assert not told, "".join(told)


@pytest.mark.parametrize(("face", "of"), PUBLIC)
def test_the_rules_behind_it_are_there(face: ModuleType, of: Any) -> None:
    for rule in re.findall(r"`([a-z][a-z0-9]*(?:-[a-z0-9]+)*)`", sections(of).get("Source", "")):
        assert rule in rules.rules
