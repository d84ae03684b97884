"""Two windows that save at the same time: whatever either was told was saved is there."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest

from duecourse.case import (
    BudgetLine,
    Case,
    CaseError,
    SaveError,
    change_case,
    learner_case,
    load_case,
    load_example,
    open_draft,
    save_case,
)
from duecourse.files import lock as locking
from duecourse.locale import Text

CASE = Case(savings=Decimal(1))

FORM = """
import sys
from duecourse.case import SaveError, open_draft
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[2])):
    draft, label = open_draft(), f"{sys.argv[1]}{number}"
    draft.add(("budget",), {"kind": "other", "label": label, "amount": "1"})
    try:
        draft.save()
    except SaveError as error:
        assert error.why == "changed_meanwhile", error
        continue
    print(label)
"""

LESSON = """
import sys
from dataclasses import replace
from decimal import Decimal
from duecourse.case import BudgetLine, change_case
from duecourse.locale import Text
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[2])):
    label = f"{sys.argv[1]}{number}"
    line = BudgetLine("other", Text.same(label), Decimal(1))
    change_case(lambda case: replace(case, budget_lines=(*case.budget_lines, line)))
    print(label)
"""


def both_at_once(one: str, other: str, times: int) -> list[list[str]]:
    """Let two processes save so many times each, from the same moment on. What each was told was saved."""
    windows = [
        subprocess.Popen(
            [sys.executable, "-c", code, name, str(times)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        for code, name in ((one, "a"), (other, "b"))
    ]
    for window in windows:
        assert window.stdout is not None and window.stdout.readline() == "ready\n"
    for window in windows:
        assert window.stdin is not None
        window.stdin.write("go\n")
        window.stdin.flush()
    told = [window.communicate()[0].split() for window in windows]
    assert [window.returncode for window in windows] == [0, 0]
    return told


def labels() -> set[str]:
    case = learner_case()
    assert case is not None and case.savings == CASE.savings
    return {line.label for line in case.budget_lines}


@pytest.mark.parametrize(
    ("one", "other", "times"), [(FORM, FORM, 60), (FORM, LESSON, 20)], ids=["two forms", "form, lesson"]
)
def test_all_that_two_windows_were_told_was_saved_is_there(
    my: Path, one: str, other: str, times: int
) -> None:
    save_case(CASE)
    told = [label for window in both_at_once(one, other, times) for label in window]
    assert len(told) >= times
    assert labels() == set(told)
    assert sorted(path.name for path in my.iterdir()) == ["case.toml", "case.toml.bak"]


def test_two_lessons_that_change_a_part_never_stand_in_each_other_s_way(my: Path) -> None:
    save_case(CASE)
    assert [len(told) for told in both_at_once(LESSON, LESSON, 20)] == [20, 20]
    assert labels() == {f"{name}{number}" for name in "ab" for number in range(20)}


# -- changing a part


def line(label: str) -> BudgetLine:
    return BudgetLine("other", Text.same(label), Decimal(1))


def test_a_part_is_changed_on_the_case_as_it_is_now(my: Path) -> None:
    save_case(CASE)
    opened = learner_case()
    save_case(replace(CASE, savings=Decimal(5)))
    changed = change_case(lambda case: replace(case, budget_lines=(line("rest"),)))
    assert opened is not None and changed == learner_case() and changed.own
    assert (changed.savings, [one.label for one in changed.budget_lines]) == (5, ["rest"])
    assert load_case(my / "case.toml.bak").savings == 5


def test_what_cannot_be_changed_changes_nothing(my: Path) -> None:
    with pytest.raises(CaseError):
        change_case(lambda case: case)
    save_case(CASE)
    before = (my / "case.toml").read_bytes()

    def refuse(case: Case) -> Case:
        raise SaveError("lines_changed", lines=("rent",))

    def twins(case: Case) -> Case:
        return replace(case, debts=(load_example("courier").debts[0],) * 2)

    for change in (refuse, twins):
        with pytest.raises((SaveError, CaseError)):
            change_case(change)
    assert (my / "case.toml").read_bytes() == before
    (my / "case.toml").write_text("nonsense", encoding="utf-8")
    with pytest.raises(CaseError):
        change_case(lambda case: case)
    assert (my / "case.toml").read_text(encoding="utf-8") == "nonsense"


# -- the lock


def test_who_waits_too_long_is_told_and_nothing_is_lost(my: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_case(CASE)
    monkeypatch.setattr(locking, "PATIENCE", 0.05)
    with locking.locked(my / "case.toml"), pytest.raises(SaveError, match="another window") as caught:
        save_case(replace(CASE, savings=Decimal(7)))
    assert caught.value.why == "busy" and learner_case() == CASE
    save_case(replace(CASE, savings=Decimal(7)))


def test_the_lock_of_a_killed_process_blocks_nobody(my: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locking, "PATIENCE", 0.05)
    my.mkdir()
    locking.lock_of(my / "case.toml").touch()
    save_case(CASE)
    assert [path.name for path in my.iterdir()] == ["case.toml"]


@pytest.mark.skipif(os.name != "posix", reason="the lock of POSIX")
@pytest.mark.parametrize("code", [errno.ENOLCK, errno.ENOTSUP, errno.EINVAL, errno.ENOSYS, errno.EBADF])
def test_a_disk_without_locks_is_written_to_all_the_same(
    my: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def no_locks(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr("fcntl.flock", no_locks)
    save_case(CASE)
    here = open_draft()
    there = open_draft()
    there.set(("savings", "amount"), "5")
    there.save()
    with pytest.raises(SaveError, match="another window"):
        here.save()


def test_on_windows_the_lock_is_that_of_windows(my: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As far as that can be shown on another system: what is asked of it, and what its answers mean."""
    asked: list[tuple[int, int]] = []
    taken = 2

    def lock(handle: int, mode: int, count: int) -> None:
        asked.append((mode, count))
        if len(asked) <= taken:
            raise PermissionError(errno.EACCES, "Permission denied")

    real, refused = os.open, [0]

    def open_(file: Path, *how: int) -> int:
        if file.name.endswith(".lock") and not refused[0]:
            refused[0] = 1  # another window takes the file away at this moment
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(file, *how)

    monkeypatch.setattr(os, "open", open_)
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(locking=lock, LK_NBLCK=2))
    monkeypatch.setattr(locking, "sys", SimpleNamespace(platform="win32"))
    began = time.monotonic()
    save_case(CASE)
    assert learner_case() == CASE and asked == [(2, 1)] * (taken + 1)
    assert time.monotonic() - began < locking.PATIENCE
    assert [path.name for path in my.iterdir()] == ["case.toml"]
