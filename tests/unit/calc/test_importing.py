"""The calculation library stands on Python alone."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import duecourse
from duecourse import calc

SOURCES = Path(duecourse.__file__).parent.parent


def test_importing_it_imports_nothing_heavy() -> None:
    code = "import sys, json, duecourse.calc; print(json.dumps(sorted(sys.modules)))"
    command = [sys.executable, "-S", "-E", "-c", f"import sys; sys.path.insert(0, {str(SOURCES)!r}); {code}"]
    loaded = set(json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout))
    assert "duecourse.calc.debt.revolving" in loaded
    ours = {
        name for name in loaded if name.startswith("duecourse.") and not name.startswith("duecourse.calc")
    }
    assert ours == set()
    outside = {name.partition(".")[0] for name in loaded} - {"duecourse", "__main__"}
    assert outside <= sys.stdlib_module_names, outside - sys.stdlib_module_names
    assert not outside & {
        "numpy",
        "pandas",
        "IPython",
        "ipywidgets",
        "traitlets",
        "plotly",
        "json5",
        "asyncio",
    }


def test_a_frame_is_where_pandas_comes_in() -> None:
    code = (
        "import sys; from datetime import date; from duecourse.calc import *; "
        "ledger = open_ledger(InstalmentTerms(), Drawing(date(2026, 1, 1), '1'), until=date(2026, 3, 1)); "
        "ledger.position(date(2026, 3, 1)).explain(); "
        "assert 'pandas' not in sys.modules; ledger.frame; assert 'pandas' in sys.modules"
    )
    search = f"import sys; sys.path.insert(0, {str(SOURCES)!r}); "
    subprocess.run([sys.executable, "-c", search + code], check=True)


def test_every_name_is_there_and_what_is_loaded_later_is_known_to_type_checkers_too() -> None:
    assert all(hasattr(calc, name) for name in calc.__all__)
    with pytest.raises(AttributeError):
        _ = calc.no_such_name  # type: ignore[attr-defined]
    tree = ast.parse(Path(calc.__file__).read_text(encoding="utf-8"))
    (block,) = (
        node for node in tree.body if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    )
    told = {
        node.module: [name.name for name in node.names]
        for node in block.body
        if isinstance(node, ast.ImportFrom)
    }
    for module, names in told.items():
        home = import_module(f"duecourse.calc.{module}")
        assert all(getattr(calc, name) is getattr(home, name) for name in names), module
    at_once = {name.name for node in tree.body if isinstance(node, ast.ImportFrom) for name in node.names}
    assert set(calc.__all__) <= at_once.union(*told.values()), "each is told, also what is loaded later"
    loaded = "import sys, duecourse.calc; print([n for n in sys.modules if n.startswith('duecourse.calc.')])"
    command = [sys.executable, "-S", "-c", f"import sys; sys.path.insert(0, {str(SOURCES)!r}); {loaded}"]
    modules = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert not [module for module in told if f"duecourse.calc.{module}'" in modules]
