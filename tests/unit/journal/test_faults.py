"""The journal in bad times: killed while writing, a full disk, a damaged file, several notebooks at once."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from duecourse.case.journal import OWN, Contact, Journal, JournalError, Promise
from duecourse.case.journal.schema import STEPS, VERSION
from duecourse.files import make_folder
from duecourse.locale import LANGUAGES, in_language
from unit.page import told

ROOT = Path(__file__).resolve().parents[3]
AT = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)
POSIX = pytest.mark.skipif(os.name != "posix", reason="needs POSIX")

WRITER = """
import sys
from datetime import datetime, timezone
from duecourse.case.journal import Contact, Journal, Promise

journal, at = Journal(), datetime(2026, 11, 24, 22, 30, tzinfo=timezone.utc)
for number in range(100_000):
    promises = tuple(Promise(f"{number}.{one}", "step") for one in range(3))
    journal.save_contact("own", Contact(at, said=str(number), promises=promises))
    print(number, flush=True)
"""


def entry(said: str = "said") -> Contact:
    return Contact(AT, said=said, promises=(Promise("pay", "mine", date(2026, 12, 1)),))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def start(code: str, my: Path, **more: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code],
        env={**os.environ, "DUECOURSE_MY": str(my), "PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **more,  # type: ignore[call-overload]
    )


# -- who may read it


@POSIX
def test_only_the_owner_may_read_it(journal: Journal, my: Path) -> None:
    before = os.umask(0)
    try:
        journal.save_contact(OWN, entry())
        journal.file.write_bytes(b"nonsense" * 100)
        journal.restore()
    finally:
        os.umask(before)
    assert stat.S_IMODE(my.stat().st_mode) == 0o700
    assert names(my) == ["journal.sqlite", "journal.sqlite.bak", "journal.sqlite.broken"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in my.iterdir()} == {0o600}


# -- killed


@POSIX
def test_a_process_killed_while_writing_loses_nothing_it_had_saved(journal: Journal, my: Path) -> None:
    pause = random.Random(7)
    saved: set[str] = set()
    written = 0
    for _ in range(8):
        process = start(WRITER, my)
        assert process.stdout is not None
        written += int(process.stdout.readline()) + 1
        time.sleep(pause.uniform(0.002, 0.06))
        process.send_signal(signal.SIGKILL)
        written += len(process.stdout.readlines())
        process.communicate()
        assert journal.trouble() is None
        found = journal.contacts(OWN)
        for contact in found:
            assert [one.what for one in contact.promises] == [f"{contact.said}.{one}" for one in range(3)]
        saved |= {f"{contact.id}" for contact in found}
        assert written <= len(found) == len(saved) <= written + 8
    copy = Journal(my / "journal.sqlite.bak")
    assert copy.trouble() is None and len(copy.contacts(OWN)) >= len(journal.contacts(OWN)) - 1
    journal.answered("a.b", True)
    stale = time.time() - 3600
    for left in my.glob(".*.tmp*"):
        os.utime(left, (stale, stale))
    journal.answered("a.b", True)
    assert names(my) == ["journal.sqlite", "journal.sqlite.bak"]


# -- a full disk, and a folder that cannot be written to

NO_ROOM = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
from datetime import datetime, timezone
from duecourse.case.journal import Contact, Journal, JournalError
from duecourse.locale import use_language
use_language("zh")
try:
    Journal().save_contact("own", Contact(datetime(2026, 11, 24, tzinfo=timezone.utc), said="x" * 300_000))
except JournalError as error:
    print(error.why, error)
"""


@POSIX
@pytest.mark.parametrize("room", [0, 5000, 60_000, 100_000])
def test_a_full_disk_is_said_and_nothing_is_lost(journal: Journal, my: Path, room: int) -> None:
    journal.save_contact(OWN, entry())
    before = journal.contacts(OWN)
    code = NO_ROOM.replace("sys.argv[1]", str(room))
    told, _ = start(code, my).communicate()
    assert told.startswith(("disk_full", "other")) and "再试" in told
    assert journal.trouble() is None and journal.contacts(OWN) == before
    assert len(journal.contacts(OWN)) == 1 and Journal(journal.copy).contacts(OWN) == before


@POSIX
def test_a_disk_that_is_full_from_the_start(journal: Journal, my: Path) -> None:
    told, _ = start(NO_ROOM.replace("sys.argv[1]", "0"), my).communicate()
    assert told.startswith(("disk_full", "other"))
    assert journal.contacts(OWN) == [] and journal.trouble() is None
    journal.save_contact(OWN, entry())
    assert len(journal.contacts(OWN)) == 1


def test_sqlite_s_own_words_for_a_full_disk(
    journal: Journal, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    journal.save_contact(OWN, entry())
    connect = sqlite3.connect

    def cramped(*where: Any, **how: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*where, **how)
        connection.execute("PRAGMA max_page_count = 1")
        return connection

    monkeypatch.setattr(sqlite3, "connect", cramped)
    with pytest.raises(JournalError) as caught:
        journal.save_contact(OWN, entry("x" * 100_000))
    assert caught.value.why == "disk_full" and not caught.value.unreadable
    assert {"en": "disk is full", "zh": "磁盘满了"}[language] in str(caught.value)


def test_a_file_where_the_folder_should_be(journal: Journal, my: Path, language: str) -> None:
    my.write_text("a file")
    assert journal.contacts(OWN) == [] and journal.trouble() is None
    with pytest.raises(JournalError) as caught:
        journal.remember("a", "b")
    assert caught.value.why == "no_folder" and my.read_text() == "a file"


def test_a_folder_where_the_file_should_be(journal: Journal, my: Path, language: str) -> None:
    journal.file.mkdir(parents=True)
    trouble = journal.trouble()
    assert trouble is not None and str(journal.file) in str(trouble)


def test_a_copy_that_cannot_be_made_spoils_nothing(journal: Journal, my: Path) -> None:
    journal.save_contact(OWN, entry())
    journal.copy.unlink()
    journal.copy.mkdir()
    (journal.copy / "in the way").touch()
    journal.save_contact(OWN, entry())
    assert len(journal.contacts(OWN)) == 2 and names(my) == ["journal.sqlite", "journal.sqlite.bak"]


# -- a damaged file


def scribble(file: Path) -> None:
    file.write_bytes(b"not a database at all" * 50)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2 + 100])


def tear_a_page(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[4096 : 4096 + 2000] = os.urandom(2000)
    file.write_bytes(content)


def drop_a_table(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DROP TABLE promise")


DAMAGES: dict[str, Callable[[Path], None]] = {
    "scribble": scribble,
    "cut": cut,
    "tear": tear_a_page,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_file_is_said_kept_and_mended(
    journal: Journal, my: Path, language: str, damage: Callable[[Path], None]
) -> None:
    journal.save_contact(OWN, entry())
    journal.tick(OWN, "", "identity-card")
    before = journal.contacts(OWN)
    damage(journal.file)
    damaged = journal.file.read_bytes()
    trouble = journal.trouble()
    assert trouble is not None and trouble.unreadable and trouble.copy
    assert trouble.lines() == told(trouble) and len(trouble.lines()) == 2
    assert str(journal.file) in str(trouble) and "{" not in str(trouble)
    assert journal.file.read_bytes() == damaged, "nothing is changed unasked"

    journal.restore()
    assert journal.trouble() is None and journal.contacts(OWN) == before
    assert journal.ticked(OWN) == {("", "identity-card")}
    assert (my / "journal.sqlite.broken").read_bytes() == damaged

    journal.save_contact(OWN, entry())
    scribble(journal.file)
    journal.restore()
    assert len(journal.contacts(OWN)) == 2
    assert (my / "journal.sqlite.broken").read_bytes() == damaged, "an earlier one is not overwritten"
    assert (my / "journal.sqlite.broken-2").exists()


def test_every_use_of_a_damaged_file_says_it(journal: Journal) -> None:
    journal.save_contact(OWN, entry())
    scribble(journal.file)
    for use in (
        journal.solved,
        lambda: journal.setting("x"),
        lambda: journal.remember("x", "y"),
        lambda: journal.contacts(OWN),
        lambda: journal.save_contact(OWN, entry()),
        lambda: journal.undo(OWN),
    ):
        with pytest.raises(JournalError) as caught:
            use()
        assert caught.value.why == "broken" and caught.value.copy


def test_a_table_that_is_gone_is_damage_too(journal: Journal) -> None:
    journal.save_contact(OWN, entry())
    drop_a_table(journal.file)
    with pytest.raises(JournalError) as caught:
        journal.contacts(OWN)
    assert caught.value.why == "broken"


def test_a_damaged_file_never_takes_the_place_of_the_good_copy(journal: Journal) -> None:
    for number in range(40):
        journal.save_contact(OWN, entry(f"{number}" * 50))
    good = journal.copy.read_bytes()
    with closing(sqlite3.connect(journal.file)) as connection:
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'contact_of'"
        ).fetchone()
    content = bytearray(journal.file.read_bytes())
    content[(page - 1) * 4096 + 100 : page * 4096] = bytes(4096 - 100)
    journal.file.write_bytes(content)
    journal.remember("touches", "another page")  # goes through: the damage lies elsewhere
    assert journal.copy.read_bytes() == good
    trouble = journal.trouble()
    assert trouble is not None and trouble.why == "broken" and trouble.copy


def test_without_a_copy_one_can_begin_anew(journal: Journal, my: Path, language: str) -> None:
    my.mkdir()
    scribble(journal.file)
    trouble = journal.trouble()
    assert trouble is not None and trouble.why == "broken" and not trouble.copy
    with pytest.raises(JournalError) as caught:
        journal.restore()
    assert caught.value.why == "no_copy" and names(my) == ["journal.sqlite"]
    journal.begin_anew()
    assert journal.trouble() is None and journal.contacts(OWN) == []
    journal.save_contact(OWN, entry())
    assert names(my) == ["journal.sqlite", "journal.sqlite.bak", "journal.sqlite.broken"]


@pytest.mark.parametrize("damage", [scribble, lambda file: file.write_bytes(b""), Path.unlink])
def test_a_copy_that_is_no_journal_is_neither_offered_nor_brought_back(
    journal: Journal, my: Path, damage: Callable[[Path], object]
) -> None:
    journal.save_contact(OWN, entry())
    scribble(journal.file)
    damage(journal.copy)
    before = journal.file.read_bytes()
    trouble = journal.trouble()
    assert trouble is not None and trouble.why == "broken" and not trouble.copy
    with pytest.raises(JournalError) as caught:
        journal.restore()
    assert caught.value.why == "no_copy" and journal.file.read_bytes() == before


@pytest.mark.parametrize("how", [Path.unlink, lambda file: file.write_bytes(b"")], ids=["deleted", "emptied"])
def test_a_file_that_is_gone_does_not_take_its_copy_along(
    journal: Journal, my: Path, language: str, how: Callable[[Path], object]
) -> None:
    journal.save_contact(OWN, entry())
    good = journal.copy.read_bytes()
    how(journal.file)
    for use in (lambda: journal.contacts(OWN), lambda: journal.save_contact(OWN, entry())):
        with pytest.raises(JournalError) as caught:
            use()
        assert caught.value.why == "gone"
    assert journal.copy.read_bytes() == good
    journal.restore()
    assert len(journal.contacts(OWN)) == 1

    how(journal.file)
    journal.begin_anew()
    journal.save_contact(OWN, entry())
    journal.save_contact(OWN, entry())
    assert (my / "journal.sqlite.bak.broken").read_bytes() == good, "the old copy is kept as well"


def test_what_sqlite_had_begun_goes_with_the_damaged_file(journal: Journal, my: Path) -> None:
    journal.save_contact(OWN, entry())
    scribble(journal.file)
    (my / "journal.sqlite-journal").write_bytes(b"half a change")
    journal.restore()
    assert names(my) == [
        "journal.sqlite",
        "journal.sqlite.bak",
        "journal.sqlite.broken",
        "journal.sqlite.broken-journal",
    ]
    assert len(journal.contacts(OWN)) == 1


def test_forgetting_deletes_all_of_it(journal: Journal, my: Path) -> None:
    journal.forget()
    journal.save_contact(OWN, entry())
    scribble(journal.file)
    journal.restore()
    (my / ".journal.sqlite.abc.tmp").touch()
    (my / "case.toml").write_text("kept")
    journal.forget()
    assert names(my) == ["case.toml"]
    assert journal.contacts(OWN) == [] and journal.trouble() is None


def test_characters_that_cannot_be_kept_are_said(journal: Journal, language: str) -> None:
    with pytest.raises(JournalError) as caught:
        journal.save_contact(OWN, entry("\ud83d"))
    assert caught.value.why == "characters" and journal.contacts(OWN) == []


def test_every_reason_has_its_words(language: str) -> None:
    for why in (
        "broken", "gone", "newer", "no_copy", "busy", "disk_full", "not_allowed", "not_yours", "read_only",
        "no_folder", "is_a_folder", "characters", "other",
    ):  # fmt: skip
        text = str(JournalError(why, file="F", reason="R"))
        assert text and "{" not in text


# -- several at once


def test_several_notebooks_write_at_once(my: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("duecourse.case.journal.store.PATIENCE", 60)  # whatever else the machine is doing
    count, each = 4, 12
    failures: list[BaseException] = []

    def write(name: int) -> None:
        try:
            for number in range(each):
                Journal().save_contact(OWN, entry(f"{name}.{number}"))
                Journal().contacts(OWN)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(name,)) for name in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    said = sorted(contact.said for contact in Journal().contacts(OWN))
    assert said == sorted(f"{name}.{number}" for name in range(count) for number in range(each))


def test_two_notebooks_make_the_first_entry_at_once(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = [Journal()]

    def meanwhile(folder: Path) -> None:
        """Called by the notebook that has found no file, before it makes one."""
        if others:
            others.pop().save_contact(OWN, entry("first"))
        make_folder(folder)

    monkeypatch.setattr("duecourse.case.journal.store.make_folder", meanwhile)
    journal.save_contact(OWN, entry("second"))
    assert {one.said for one in journal.contacts(OWN)} == {"first", "second"}


def test_a_notebook_that_holds_the_file_too_long(journal: Journal, language: str) -> None:
    journal.save_contact(OWN, entry())
    journal.patience = 0.05
    with closing(sqlite3.connect(journal.file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert len(journal.contacts(OWN)) == 1, "who only reads need not wait"
        with pytest.raises(JournalError) as caught:
            journal.save_contact(OWN, entry())
        assert caught.value.why == "busy" and not caught.value.unreadable
        other.execute("ROLLBACK")
    journal.save_contact(OWN, entry())
    assert len(journal.contacts(OWN)) == 2


def test_an_error_in_the_middle_leaves_nothing_behind(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.save_contact(OWN, entry())

    def fail(*_: object) -> None:
        raise RuntimeError("in the middle")

    monkeypatch.setattr("duecourse.case.journal.journal.save_promise", fail)
    with pytest.raises(RuntimeError):
        journal.save_contact(OWN, entry())
    assert len(journal.contacts(OWN)) == 1 and journal.last_change(OWN) is not None
    monkeypatch.undo()


# -- earlier and later versions


def first_version(file: Path) -> None:
    """A file as the course made it before it kept contacts."""
    file.parent.mkdir()
    with closing(sqlite3.connect(file)) as connection, connection:
        for statement in STEPS[0]:
            connection.execute(statement.replace("IF NOT EXISTS ", ""))
        connection.execute("INSERT INTO setting VALUES ('seed', 'my seed'), ('household', 'family')")
        connection.execute("INSERT INTO exercise VALUES ('a.b', 3, 1, '2026-11-01T10:00:00')")


def test_the_file_of_an_earlier_version_grows(journal: Journal, my: Path) -> None:
    first_version(journal.file)
    before = journal.file.read_bytes()
    assert journal.seed() == "my seed" and journal.setting("household") == "family"
    assert journal.solved() == {"a.b"} and journal.contacts(OWN) == []
    with closing(sqlite3.connect(journal.copy)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (0,), "a copy from before it grew"
        assert connection.execute("SELECT key FROM exercise").fetchone() == ("a.b",)
    assert journal.file.read_bytes() != before
    journal.save_contact(OWN, entry())
    assert len(journal.contacts(OWN)) == 1


def test_growing_is_done_whole_or_not_at_all(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    first_version(journal.file)
    steps = (STEPS[0], (*STEPS[1][:3], "CREATE NONSENSE"))
    monkeypatch.setattr("duecourse.case.journal.store.STEPS", steps)
    with pytest.raises(JournalError):
        journal.contacts(OWN)
    with closing(sqlite3.connect(journal.file)) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        assert "contact" not in tables and connection.execute("PRAGMA user_version").fetchone() == (0,)
    monkeypatch.undo()
    assert journal.solved() == {"a.b"} and journal.contacts(OWN) == []


def test_the_file_of_a_later_version_is_left_alone(journal: Journal, language: str) -> None:
    journal.save_contact(OWN, entry())
    with closing(sqlite3.connect(journal.file)) as connection, connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    before = journal.file.read_bytes()
    with pytest.raises(JournalError) as caught:
        journal.save_contact(OWN, entry())
    assert caught.value.why == "newer" and caught.value.unreadable
    assert journal.file.read_bytes() == before


def test_the_words_are_those_of_both_languages() -> None:
    texts = []
    for language in LANGUAGES:
        with in_language(language):
            texts.append(str(JournalError("broken", file="F", copy=True)))
    assert texts[0] != texts[1]
