"""The calculation library stands on Python alone, and brings in what is asked for."""

from __future__ import annotations

import pydoc
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import duecourse
from duecourse import calc
from duecourse.calc import CashCalendar, Effect, Outcome, PayoffQuote
from duecourse.calc.basics.older import Older

SOURCES = Path(duecourse.__file__).parent.parent
HEAVY = {"IPython", "asyncio", "ipywidgets", "json5", "numpy", "pandas", "plotly", "traitlets"}


def brought_in(code: str) -> set[str]:
    """The modules that are there after some code, in a Python of its own without installed packages."""
    words = f"import sys; sys.path.insert(0, {str(SOURCES)!r})\n{code}\nprint(*sorted(sys.modules))"
    command = [sys.executable, "-S", "-E", "-c", words]
    return set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())


def ours(code: str) -> set[str]:
    """Those of the library, without "duecourse.calc."."""
    names = {name for name in brought_in(code) if name.startswith("duecourse")}
    assert {"duecourse", "duecourse.calc"} <= names
    return {name.removeprefix("duecourse.calc.") for name in names - {"duecourse", "duecourse.calc"}}


def test_importing_it_brings_in_nothing_of_it_yet() -> None:
    assert ours("import duecourse.calc") == set()
    more = brought_in("import duecourse.calc") - brought_in("") - {"duecourse", "duecourse.calc"}
    assert len(more) <= 4, more


def test_a_name_brings_in_its_own_file_and_what_that_stands_on() -> None:
    basics = {"basics", "basics.dates", "basics.money", "basics.steps"}
    assert ours("from duecourse.calc import accrue") == basics | {"plan", "plan.accrual"}
    rooms = {name.partition(".")[0] for name in ours("from duecourse.calc import Debt")}
    assert rooms == {"basics", "plan", "debt"}


def test_all_of_it_stands_on_python_alone() -> None:
    loaded = brought_in("from duecourse.calc import *")
    assert "duecourse.calc.debt.revolving" in loaded
    assert not [name for name in loaded if name.startswith("duecourse.") and "duecourse.calc" not in name]
    outside = {name.partition(".")[0] for name in loaded} - {"duecourse", "__main__"}
    assert outside <= sys.stdlib_module_names, outside - sys.stdlib_module_names
    assert not outside & HEAVY


def test_a_frame_is_where_pandas_comes_in() -> None:
    code = (
        "import sys; from datetime import date; from duecourse.calc import *; "
        "ledger = open_ledger(InstalmentTerms(), Drawing(date(2026, 1, 1), '1'), until=date(2026, 3, 1)); "
        "ledger.position(date(2026, 3, 1)).explain(); "
        "assert 'pandas' not in sys.modules; ledger.frame; assert 'pandas' in sys.modules"
    )
    search = f"import sys; sys.path.insert(0, {str(SOURCES)!r}); "
    subprocess.run([sys.executable, "-c", search + code], check=True)


def lines() -> list[list[str]]:
    """The list of the public face, as type checkers read it, by words."""
    text = Path(calc.__file__).with_suffix(".pyi").read_text(encoding="utf-8")
    return [line.split() for line in text.splitlines()]


def told() -> dict[str, str]:
    """The file of each name."""
    imports = [words for words in lines() if words[:1] == ["from"]]
    assert all(name == again for _, _, _, name, _, again in imports)
    assert len({name for _, _, _, name, *_ in imports}) == len(imports), "a name stands once"
    return {name: home for _, home, _, name, *_ in imports}


def test_what_is_known_to_type_checkers_is_there() -> None:
    assert set(calc.__all__) == set(told()) == set(dir(calc))
    for name, home in told().items():
        assert getattr(calc, name) is getattr(import_module(f"duecourse.calc{home}"), name), name


def test_no_name_is_that_of_a_room() -> None:
    rooms = {path.parent.name for path in Path(calc.__file__).parent.glob("*/__init__.py")}
    assert rooms >= {"basics", "debt"}
    assert not rooms & set(calc.__all__)


def test_a_name_that_is_not_there_is_missed_as_in_any_module() -> None:
    with pytest.raises(AttributeError, match=r"'duecourse\.calc' has no attribute 'no_such_name'"):
        _ = calc.no_such_name  # type: ignore[attr-defined]
    with pytest.raises(ImportError, match="no_such_name"):
        from duecourse.calc import no_such_name  # type: ignore[attr-defined]  # noqa: F401


def test_help_shows_what_is_there() -> None:
    page = pydoc.plain(pydoc.render_doc(calc))
    assert "One amount, one plan" in page
    assert "accrue(base:" in page and "class Debt(" in page


OLDER = {words[0]: words[2] for words in lines() if words[1:2] == ["="]}


@pytest.mark.parametrize("old", OLDER)
def test_an_older_name_still_leads_to_what_it_named_and_says_the_name_of_now(old: str) -> None:
    now = OLDER[old]
    with pytest.warns(DeprecationWarning, match=f"{old} is called {now} now") as said:
        assert getattr(calc, old) is getattr(calc, now)
    assert said[0].filename == __file__, "it is said of the line that uses it"
    assert old not in calc.__all__


@pytest.mark.parametrize("kind", [CashCalendar, Effect, Outcome, PayoffQuote])
def test_an_older_name_of_an_attribute_leads_there_too(kind: type) -> None:
    olders = {name: older.now for name, older in vars(kind).items() if isinstance(older, Older)}
    assert olders

    class Other(kind):  # type: ignore[misc,valid-type]
        def __init__(self) -> None:
            pass

    for old, now in olders.items():
        assert hasattr(kind, now), now
        setattr(Other, now, "what it is")
        with pytest.warns(DeprecationWarning, match=f"{kind.__name__}.{old} is called {now} now") as said:
            assert getattr(Other(), old) == "what it is"
        assert said[0].filename == __file__
