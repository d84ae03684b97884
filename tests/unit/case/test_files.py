"""Saving: whole or not at all, with a backup of the last good version, whatever happens meanwhile."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from duecourse.case import (
    Case,
    CaseError,
    SaveError,
    examples,
    forget_case,
    learner_case,
    load_case,
    load_example,
    open_case,
    restore_backup,
    save_case,
)
from duecourse.locale import Text, use_language

posix = pytest.mark.skipif(os.name != "posix", reason="permissions, signals and mounts of POSIX")

OLD = replace(load_example("courier"), fixed_as_of=None)
NEW = replace(OLD, savings=Decimal("99.00"))
NONSENSE = "debts = “nonsense”\n"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# -- where everything goes right


def test_a_learner_without_a_case_gets_an_example(my: Path) -> None:
    assert learner_case() is None
    case = open_case()
    assert (case.own, case.name) == (False, "The courier")
    assert not my.exists()


def test_saved_loaded_and_opened(my: Path) -> None:
    save_case(OLD)
    assert learner_case() == OLD
    own = open_case("family")
    assert own == OLD and own.own
    assert names(my) == ["case.toml"]


def test_loaded_and_saved_again_is_the_same(tmp_path: Path) -> None:
    for name in examples():
        case = load_example(name)
        save_case(case, tmp_path / "case.toml")
        assert load_case(tmp_path / "case.toml") == case


def test_the_version_before_is_the_backup(my: Path) -> None:
    save_case(OLD)
    save_case(NEW)
    assert learner_case() == NEW
    assert load_case(my / "case.toml.bak") == OLD
    save_case(NEW)  # nothing new: the backup stays what it is
    assert load_case(my / "case.toml.bak") == OLD


@posix
def test_only_the_owner_may_read_it(my: Path) -> None:
    my.mkdir(mode=0o755)
    save_case(OLD)
    save_case(NEW)
    assert stat.S_IMODE(my.stat().st_mode) == 0o700
    for path in my.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name


@posix
def test_only_the_owner_may_look_into_the_folder_whatever_is_saved_first(my: Path) -> None:
    before = os.umask(0)
    try:
        save_case(OLD, my / "further" / "case.toml")
    finally:
        os.umask(before)
    assert stat.S_IMODE(my.stat().st_mode) == 0o700


@posix
def test_another_folder_keeps_its_permissions(tmp_path: Path, my: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir(mode=0o755)
    save_case(OLD, folder / "case.toml")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o755


@posix
def test_a_link_stays_a_link(tmp_path: Path, my: Path) -> None:
    real = tmp_path / "elsewhere.toml"
    save_case(OLD, real)
    my.mkdir()
    (my / "case.toml").symlink_to(real)
    save_case(NEW)
    assert (my / "case.toml").is_symlink()
    assert load_case(real) == NEW


def test_a_case_that_could_not_be_read_again_is_not_saved(my: Path) -> None:
    save_case(OLD)
    twins = replace(OLD, debts=(OLD.debts[0], OLD.debts[0]))
    with pytest.raises(CaseError) as caught:
        save_case(twins)
    assert caught.value.problems[0].why == "doubled_id"
    assert learner_case() == OLD and names(my) == ["case.toml"]


def test_forgotten(my: Path) -> None:
    save_case(OLD)
    save_case(NEW)
    (my / "case.toml.broken").write_text("x")
    (my / "case.toml.broken-2").write_text("x")
    (my / "case.draft-2.toml").write_text("x")
    (my / "case.draft.toml.broken").write_text("x")
    (my / ".case.toml.1234.tmp").write_text("x")
    (my / ".case.draft.toml.1234.tmp").write_text("x")
    (my / "journal.sqlite").write_text("kept")
    forget_case()
    assert names(my) == ["journal.sqlite"]
    assert learner_case() is None
    forget_case()


# -- a file edited by hand


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_whatever_an_old_editor_saved(tmp_path: Path, encoding: str, newline: str) -> None:
    file = tmp_path / "case.toml"
    file.write_bytes(f'name = "小王的情况"{newline}savings = {{ amount = 5 }}{newline}'.encode(encoding))
    case = load_case(file)
    assert (case.names, case.savings) == (Text.same("小王的情况"), Decimal("5.00"))


def test_nonsense_is_told_and_the_backup_offered(my: Path) -> None:
    save_case(OLD)
    save_case(NEW)
    (my / "case.toml").write_text(NONSENSE, encoding="utf-8")
    with pytest.raises(CaseError) as caught:
        learner_case()
    assert caught.value.backup
    assert "my/case.toml" in str(caught.value) and "restore_backup()" in str(caught.value)
    use_language("zh")
    assert "restore_backup()" in str(caught.value) and "内容没有丢" in str(caught.value)
    restored = restore_backup()
    assert restored == OLD and restored.own and learner_case() == OLD
    assert (my / "case.toml.broken").read_text(encoding="utf-8") == NONSENSE
    assert load_case(my / "case.toml.bak") == OLD


def test_saving_over_nonsense_keeps_both_the_good_backup_and_the_nonsense(my: Path) -> None:
    save_case(OLD)
    save_case(NEW)
    (my / "case.toml").write_bytes(b"\xff\xfe\x00nonsense")
    save_case(NEW)
    assert learner_case() == NEW
    assert load_case(my / "case.toml.bak") == OLD
    assert (my / "case.toml.broken").read_bytes() == b"\xff\xfe\x00nonsense"


def test_nonsense_kept_once_is_not_overwritten_by_the_next(my: Path) -> None:
    save_case(OLD)
    for text in (NONSENSE, NONSENSE * 2):
        (my / "case.toml").write_text(text, encoding="utf-8")
        save_case(NEW)
    assert (my / "case.toml.broken").read_text(encoding="utf-8") == NONSENSE
    assert (my / "case.toml.broken-2").read_text(encoding="utf-8") == NONSENSE * 2


def test_a_good_case_is_not_lost_by_restoring(my: Path) -> None:
    save_case(OLD)
    save_case(NEW)
    assert restore_backup() == OLD
    assert restore_backup() == NEW


def test_without_a_backup_nothing_is_offered(my: Path) -> None:
    save_case(OLD)
    (my / "case.toml").write_text(NONSENSE, encoding="utf-8")
    with pytest.raises(CaseError) as caught:
        learner_case()
    assert not caught.value.backup and "restore_backup" not in str(caught.value)
    with pytest.raises(CaseError, match="No backup"):
        restore_backup()


def test_a_file_that_is_not_there_or_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(CaseError) as caught:
        load_example("couriers")
    assert "courier.toml" in caught.value.problems[0].remedy
    with pytest.raises(CaseError, match="cannot be opened"):
        load_case(tmp_path)
    (tmp_path / "large.toml").write_bytes(b"#" * 6_000_000)
    with pytest.raises(CaseError, match="larger than 5 MB"):
        load_case(tmp_path / "large.toml")


# -- faults, one at each step


class Killed(BaseException):
    """Stands for anything that ends a save in the middle."""


def failing(
    monkeypatch: pytest.MonkeyPatch, name: str, error: Callable[[], BaseException], after: int
) -> None:
    """Let a function of the operating system fail at its call number `after`."""
    real = getattr(os, name)
    calls = 0

    def call(*args: object, **kwargs: object) -> object:
        nonlocal calls
        calls += 1
        if calls > after:
            raise error()
        return real(*args, **kwargs)

    monkeypatch.setattr(os, name, call)


FAULTS = [
    (name, after)
    for name, times in (("open", 3), ("write", 2), ("fsync", 2), ("replace", 2))
    for after in range(times)
]


@pytest.mark.parametrize(("name", "after"), FAULTS)
@pytest.mark.parametrize(
    ("code", "said"),
    [(errno.ENOSPC, "disk is full"), (errno.EACCES, "may not be written"), (errno.EIO, "computer says")],
)
def test_a_refusing_disk_loses_nothing(
    my: Path, monkeypatch: pytest.MonkeyPatch, name: str, after: int, code: int, said: str
) -> None:
    first = replace(OLD, savings=Decimal("1.00"))
    save_case(first)
    save_case(OLD)
    with monkeypatch.context() as patch:
        failing(patch, name, lambda: OSError(code, os.strerror(code)), after)
        with pytest.raises(SaveError) as caught:
            save_case(NEW)
        assert said in str(caught.value)
        use_language("zh")
        assert "以前保存的内容没有变" in str(caught.value)
    assert learner_case() == OLD
    assert load_case(my / "case.toml.bak") in (first, OLD)
    assert names(my) == ["case.toml", "case.toml.bak"]  # nothing half-written lies about
    save_case(NEW)
    assert learner_case() == NEW and load_case(my / "case.toml.bak") == OLD


@pytest.mark.parametrize(("name", "after"), FAULTS)
def test_a_save_that_is_interrupted_loses_nothing(
    my: Path, monkeypatch: pytest.MonkeyPatch, name: str, after: int
) -> None:
    save_case(OLD)
    with monkeypatch.context() as patch:
        failing(patch, name, Killed, after)
        with pytest.raises(Killed):
            save_case(NEW)
    assert learner_case() == OLD


def test_a_disk_that_takes_only_part_of_what_is_written(my: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, bytes(data)[:7]))
    save_case(OLD)
    assert learner_case() == OLD


def test_the_new_file_is_on_the_disk_before_it_replaces_the_old(
    my: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    for name in ("write", "fsync", "replace"):
        real = getattr(os, name)

        def note(*args: object, _name: str = name, _real: Callable[..., object] = real) -> object:
            calls.append(_name)
            return _real(*args)

        monkeypatch.setattr(os, name, note)
    save_case(OLD)
    assert calls[:3] == ["write", "fsync", "replace"]


def test_old_leftovers_are_swept_and_young_ones_left_alone(my: Path) -> None:
    my.mkdir()
    old, young = my / ".case.toml.aaaa.tmp", my / ".case.toml.bbbb.tmp"
    old.write_text("half")
    young.write_text("another notebook is saving")
    hour_ago = time.time() - 3600
    os.utime(old, (hour_ago, hour_ago))
    save_case(OLD)
    assert names(my) == [".case.toml.bbbb.tmp", "case.toml"]


SAVER = """
from dataclasses import replace
from decimal import Decimal
from duecourse.case import load_example, save_case
case = load_example("courier")
print("ready", flush=True)
number = 0
while True:
    number += 1
    save_case(replace(case, savings=Decimal(number)))
"""


@posix
def test_a_process_killed_while_saving_loses_nothing(my: Path) -> None:
    """Again and again, a little later each time: file and backup are whole, and of two saves in a row.

    Twelve times, and on a busy machine until a save was quick enough.
    """
    last = Decimal(0)
    for round_ in range(60):
        child = subprocess.Popen(
            [sys.executable, "-c", SAVER],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(0.003 + 0.013 * round_)
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        if (my / "case.toml").exists():
            case = load_case(my / "case.toml")
            assert case.savings > 0
            last = case.savings
            if (my / "case.toml.bak").exists():
                load_case(my / "case.toml.bak")
        if last and round_ >= 11:
            break
    assert last > 0


@posix
def test_a_full_disk_loses_nothing(small_disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    my = small_disk / "my"
    monkeypatch.setenv("DUECOURSE_MY", str(my))
    save_case(OLD)
    save_case(NEW)
    filler = small_disk / "filler"
    with filler.open("wb", buffering=0) as file, pytest.raises(OSError, match="No space"):
        while True:
            file.write(b"x" * 4096)
    with pytest.raises(SaveError, match="the disk is full"):
        save_case(replace(OLD, savings=Decimal(5)))
    assert learner_case() == NEW and load_case(my / "case.toml.bak") == OLD
    assert names(my) == ["case.toml", "case.toml.bak"]
    filler.unlink()
    save_case(replace(OLD, savings=Decimal(5)))
    assert load_case(my / "case.toml.bak") == NEW


@posix
def test_a_file_that_may_not_grow_loses_nothing(my: Path) -> None:
    """The same without a disk of our own: the system stops a process that writes too much."""
    save_case(OLD)
    script = (
        "import resource, signal\n"
        "from dataclasses import replace\n"
        "from duecourse.case import SaveError, learner_case, save_case\n"
        "case = learner_case()\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n"
        "    save_case(replace(case, savings=7))\n"
        "except SaveError as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert "the disk is full" in done.stdout
    assert learner_case() == OLD and names(my) == ["case.toml"]


def test_a_case_is_not_rounded_by_saving(my: Path) -> None:
    save_case(Case(savings=Decimal("0.10")))
    assert 'amount = "0.10"' in (my / "case.toml").read_text(encoding="utf-8")


def test_the_file_says_how_to_edit_it(my: Path) -> None:
    use_language("zh")
    save_case(Case())
    assert (my / "case.toml").read_text(encoding="utf-8").startswith("# 这是你的情况。")
