"""No module of the package needs another that needs it: neither when read, nor later, nor for its types."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

FOR_TYPES_ALONE = {("duecourse.calc.debt.payoff", "duecourse.calc.debt.debt")}
"""A quote names the debt that it is of, and the debt makes the quote."""


def circle_in(package: str) -> list[str]:
    """The modules of a circle of imports, the first one named again at the end; none where there is none."""
    at_run_time = grimp.build_graph(package, exclude_type_checking_imports=True, cache_dir=None)
    graph = grimp.build_graph(package, cache_dir=None)
    needs = {name: graph.find_modules_directly_imported_by(name) for name in graph.modules}
    for name, typed in FOR_TYPES_ALONE:
        if name in needs and not at_run_time.direct_import_exists(importer=name, imported=typed):
            needs[name] -= {typed}
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as found:
        return list(found.args[1])
    return []


def test_imports_go_one_way() -> None:
    assert circle_in("duecourse") == []


@pytest.mark.parametrize(
    "back",
    [
        "from .one import here",
        "def later():\n    from .one import here",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from .one import here",
    ],
)
def test_every_way_back_is_seen(back: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "going_round"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "one.py").write_text("from .two import there", "utf-8")
    (package / "two.py").write_text(back, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert set(circle_in("going_round")) == {"going_round.one", "going_round.two"}
