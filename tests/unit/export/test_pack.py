"""One folder with everything: whole or not at all, nobody else's files touched, nothing outside it."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from duecourse.calc import Means, Rescheduling
from duecourse.case import Case, Payment, SaveError
from duecourse.case.journal import Agreement, Contact, Promise
from duecourse.export import (
    Check,
    CheckGroup,
    Given,
    Order,
    Pack,
    PaperRefused,
    PromiseTooHigh,
    Wanted,
    letter,
    pack,
    pack_folder,
    standard_orders,
)
from duecourse.export.pack_folder import MARK, write_folder
from duecourse.export.schedule import payments
from duecourse.locale import Text, money, use_language
from unit.cases import with_debt
from unit.export.households import CASES, everything, hostile_case, means, offer_of, offered
from unit.export.reading import Page, every_text
from unit.export.reading import calendar as read_calendar

posix = pytest.mark.skipif(os.name != "posix", reason="permissions, signals and mounts of POSIX")
CHINA = timezone(timedelta(hours=8))


def wanted_of(name: str) -> Wanted:
    """All that a pack can hold, for a household that offers something."""
    case, debt, offer = offer_of(name)
    contact = Contact(
        datetime(2026, 11, 20, 10, 5, tzinfo=CHINA),
        debt=debt.id,
        said="asked for a plan",
        promises=(Promise("send the bill", "theirs", due=date(2026, 11, 30), id=1),),
    )
    groups = [CheckGroup(debt.label, (Check("contract", "in the app", True), Check("bill")))]
    return Wanted(offers={debt.id: offer}, groups=groups, contacts=[contact], means=means(case))


def files(folder: Path) -> dict[str, bytes]:
    """What is in a folder."""
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


# -- what is in it


def test_everything_is_in_it_numbered_and_in_the_learners_words(my: Path, language: str) -> None:
    case, debt, _ = offer_of("courier")
    made = pack(case, wanted=wanted_of("courier"))
    assert made.folder == my / ("My papers" if language == "en" else "我的材料")
    names = set(files(made.folder)) - {MARK}
    assert names == set(made.files)
    numbers = sorted({int(name[:2]) for name in names})
    assert numbers == list(range(len(numbers)))
    kinds = sorted(name.rpartition(".")[2] for name in names)
    assert set(kinds) == {"docx", "html", "ics", "txt", "xlsx"} and kinds.count("ics") == 1
    wanted = (
        "Statement of debts", "Budget", "An offer to pay", "Call script", "Checklist", "Payment plan",
        "Due days", "Journal", "Notice of hardship", "Request for an itemised bill",
    ) if language == "en" else (
        "欠款明细", "家庭收支表", "关于协商还款的申请", "通话提纲", "材料清单", "还款计划表",
        "还款日历", "联系记录", "关于说明困难", "关于提供逐项账单的申请",
    )  # fmt: skip
    for title in wanted:
        assert any(title in name for name in names), title
    assert any(debt.label in name for name in names)
    count = len(made.files)
    assert repr(made) == (f"My papers: {count} files" if language == "en" else f"我的材料: {count}个文件")


@pytest.mark.parametrize("name", CASES)
def test_every_household_gets_its_papers(name: str, my: Path, language: str) -> None:
    case = CASES[name]
    wanted = wanted_of(name) if name != "laid_off" else Wanted()
    made = pack(case, wanted=wanted)
    contents = files(made.folder)
    for file in made.files:
        format = file.rpartition(".")[2]
        assert every_text(contents[file], format)
    statement = next(file for file in made.files if file.startswith("01") and file.endswith("docx"))
    text = every_text(contents[statement], "docx")
    for debt in case.debts:
        assert money(debt.position(case.as_of).total) in text


def test_the_first_page_opens_every_file_and_says_what_it_rests_on(my: Path, language: str) -> None:
    case, debt, _ = offer_of("courier")
    complaint = Order("complaint_collection", debt.id, everything(case, debt))
    made = pack(case, wanted=Wanted(orders=[complaint], means=means(case)))
    first = made.files[0]
    page = Page((made.folder / first).read_bytes())
    links = [unquote(str(a["href"])) for tag, a in page.tags if tag == "a"]
    assert links == list(made.files[1:]) or sorted(links) == sorted(made.files[1:])
    words = (
        ("not legal advice", "GB/T 45251-2025") if language == "en" else ("不是法律意见", "GB/T 45251-2025")
    )
    for word in words:
        assert word in page.text


def test_the_first_page_has_the_deadlines_and_the_calendar_too(my: Path) -> None:
    case = CASES["family"]
    card = case.debts[1]
    order = Order("complaint_lender", card.id, everything(case, card))
    made = pack(case, wanted=Wanted(orders=[order]))
    text = Page((made.folder / made.files[0]).read_bytes()).text
    assert "Mark 9 Dec 2026." in text and "Mark 24 Dec 2026." in text
    calendar = next(file for file in made.files if file.endswith(".ics"))
    events = read_calendar((made.folder / calendar).read_bytes()).events
    assert date(2026, 12, 9) in {event.dtstart.date() for event in events}


def entries(made: Pack) -> list[Any]:
    calendar = next(file for file in made.files if file.endswith(".ics"))
    return list(read_calendar((made.folder / calendar).read_bytes()).events)


def test_the_calendar_holds_due_days_month_ends_agreed_days_and_promises(my: Path) -> None:
    case, debt, offer = offer_of("clerk")
    promise = Promise("send the bill", "theirs", due=date(2026, 12, 1), id=1)
    found = entries(pack(case, wanted=Wanted(offers={debt.id: offer}, promises=[promise])))
    days = {event.dtstart.date(): event.summary for event in found}
    # the card's due day and the end of its month; the promise; the other debt's due day and month's end
    assert [days[on] for on in sorted(days)][:5] == [
        "Pay ¥990.29: Credit card",
        "The month ends: ¥990.29 for Credit card",
        "They promised: send the bill",
        "Pay ¥290.33: Baitiao",
        "Pay ¥949.21: Credit card",
    ]
    agreed = Agreement(debt.id, case.as_of, payments=payments(offer))
    later = entries(pack(case, wanted=Wanted(agreed={debt.id: agreed})))
    held = {
        event.dtstart.date()
        for event in later
        if event.status == "CONFIRMED" and "Credit card" in event.summary
    }
    assert held >= {line.due for line in offer.schedule} and date(2026, 11, 25) not in held


def agreed_case(paid: int) -> Case:
    """The courier's Jintiao in twelve payments of 557.61 agreed on 24 November; so many of them made."""
    case = CASES["courier"]
    debt = case.debt("jintiao")
    agreed = Agreement(debt.id, case.as_of, payments=payments(offered(debt, case.as_of, Rescheduling(12))))
    made = tuple(Payment(line.due, line.amount) for line in agreed.payments[:paid])
    case = with_debt(case, replace(debt, payments=(*debt.payments, *made)))
    return case.with_agreements({debt.id: agreed})


FEBRUARY = date(2027, 2, 25)


@pytest.mark.parametrize(
    ("paid", "english", "chinese"),
    [
        (
            3,
            "¥5,018.47 is still to pay. It is kept: nothing is late.",
            "还剩¥5,018.47。一直按约还，没有逾期。",
        ),
        (
            0,
            "3 payments were missed: ¥1,672.83, since 24 Dec 2026.",
            "从2026年12月24日起有3期没有还上，一共¥1,672.83。",
        ),
    ],
)
def test_the_folder_speaks_of_the_agreement_and_writes_no_notice_of_hardship(
    paid: int, english: str, chinese: str, my: Path, language: str
) -> None:
    case = agreed_case(paid)
    debt = case.debt("jintiao")
    orders = standard_orders(case, on=FEBRUARY)
    assert "jintiao" not in {order.debt for order in orders}
    made = pack(case, wanted=Wanted(orders=()), on=FEBRUARY)
    first = Page((made.folder / made.files[0]).read_bytes()).text
    assert (english if language == "en" else chinese) in first
    script = "Call script" if language == "en" else "通话提纲"
    assert any(script in name for name in made.files) == (not paid)
    with pytest.raises(PaperRefused) as refused:
        letter("hardship_notice", case, debt, on=FEBRUARY)
    assert ("¥1,672.83" in str(refused.value)) == (not paid)


def test_a_new_promise_leaves_room_for_what_is_agreed() -> None:
    case = agreed_case(0)
    debt = case.debt("baitiao")
    offer = offered(debt, case.as_of, Rescheduling(12))
    both = offer.first_payment + Decimal("557.61")
    with pytest.raises(PromiseTooHigh, match=r"¥0\.01"):
        letter("offer", case, debt, given=Given(offer=offer, means=Means.of(both - Decimal("0.01"))))
    rich = Means.of(offer.highest_payment + Decimal("557.61"))
    assert letter("offer", case, debt, given=Given(offer=offer, means=rich))


def test_which_letters_are_written_if_nobody_says() -> None:
    def kinds(name: str, wanted: Wanted | None = None) -> list[tuple[str, str]]:
        orders = standard_orders(CASES[name], wanted or Wanted())
        return [(order.kind, order.debt) for order in orders]

    assert kinds("laid_off") == [
        (kind, debt.id) for debt in CASES["laid_off"].debts for kind in ("itemised_bill", "hardship_notice")
    ]
    assert kinds("clerk") == []  # nothing is late, nothing is offered
    assert kinds("clerk", wanted_of("clerk")) == [("card_instalments", "card")]
    assert kinds("family", wanted_of("family")) == [("itemised_bill", "furniture"), ("offer", "furniture")]


def test_the_same_pack_is_the_same_to_the_byte(my: Path, tmp_path: Path) -> None:
    case = CASES["courier"]
    one = pack(case, tmp_path / "one", wanted=wanted_of("courier"))
    other = pack(case, tmp_path / "other", wanted=wanted_of("courier"))
    assert files(one.folder) == files(other.folder)


# -- nothing is promised, nothing is half there


def test_a_promise_too_high_writes_nothing(my: Path) -> None:
    case, debt, offer = offer_of("courier")
    with pytest.raises(PromiseTooHigh):
        pack(case, wanted=Wanted(offers={debt.id: offer}))  # its means: all spending goes on as it is
    assert not my.exists()


def test_an_offer_that_fits_no_letter_says_why(my: Path) -> None:
    case, _, offer = offer_of("clerk")
    other = case.debts[1]
    with pytest.raises(ValueError, match="allowed"):
        pack(case, wanted=Wanted(offers={other.id: offer}))
    assert not my.exists()


@posix
def test_for_the_owner_alone(my: Path) -> None:
    made = pack(CASES["courier"], wanted=wanted_of("courier"))
    assert made.folder.stat().st_mode & 0o777 == my.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in made.folder.iterdir()} == {0o600}


ONE, TWO = {"a.txt": b"one", "b.txt": b"1"}, {"a.txt": b"two", "c.txt": b"2"}


def inside(folder: Path) -> dict[str, bytes]:
    return {name: data for name, data in files(folder).items() if name != MARK}


def test_a_former_pack_becomes_the_backup(tmp_path: Path) -> None:
    place = tmp_path / "papers"
    write_folder(place, ONE)
    assert write_folder(place, TWO) == place
    assert inside(place) == TWO and inside(tmp_path / "papers.bak") == ONE
    write_folder(place, ONE)  # the backup nobody touched makes room
    assert inside(place) == ONE and inside(tmp_path / "papers.bak") == TWO
    assert sorted(path.name for path in tmp_path.iterdir()) == ["papers", "papers.bak"]


def test_the_same_papers_again_change_nothing(tmp_path: Path) -> None:
    place = tmp_path / "papers"
    write_folder(place, ONE)
    before = place.stat().st_mtime_ns
    write_folder(place, ONE)
    assert place.stat().st_mtime_ns == before and not (tmp_path / "papers.bak").exists()


def test_what_a_person_wrote_into_a_pack_is_never_thrown_away(tmp_path: Path) -> None:
    place = tmp_path / "papers"
    for number in range(4):
        write_folder(place, {"letter.txt": str(number).encode()})
        (place / "letter.txt").write_text(f"signed {number}")
        if number == 2:
            (place / "mine.txt").write_text("my own")
    kept = [file.read_text() for file in sorted(tmp_path.glob("papers*/letter.txt"))]
    assert sorted(kept) == [f"signed {number}" for number in range(4)]
    assert len(list(tmp_path.glob("papers*/mine.txt"))) == 1


def test_another_folder_or_a_file_in_its_place_is_left_alone(tmp_path: Path) -> None:
    place = tmp_path / "papers"
    place.mkdir()
    (place / "thesis.docx").write_text("years of work")
    with pytest.raises(PaperRefused, match="the course did not make it"):
        write_folder(place, ONE)
    assert files(place) == {"thesis.docx": b"years of work"}
    (place / MARK).write_text("not json")
    with pytest.raises(PaperRefused):
        write_folder(place, ONE)
    (place / MARK).unlink()
    file = tmp_path / "file"
    file.write_text("x")
    with pytest.raises(PaperRefused):
        write_folder(file, ONE)
    assert file.read_text() == "x"
    empty = tmp_path / "empty"
    empty.mkdir()
    assert inside(write_folder(empty, ONE)) == ONE


@pytest.mark.parametrize("name", ["../x", "a/b", "", ".", "..", MARK, "/etc/x"])
def test_no_file_is_written_outside(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="allowed: the name of a file"):
        write_folder(tmp_path / "papers", {name: b"x"})
    assert not list(tmp_path.iterdir())


def test_names_that_would_leave_the_folder_stay_in_it(tmp_path: Path, language: str) -> None:
    case = hostile_case()
    debt = case.debts[0]
    wanted = Wanted(
        orders=[Order("itemised_bill", debt.id, everything(case, debt))],
        groups=[CheckGroup("../../x", (Check("=1+1"),))],
    )
    made = pack(case, tmp_path / "a" / "papers", wanted=wanted)
    assert {path.relative_to(tmp_path).parts[0] for path in tmp_path.rglob("*")} == {"a"}
    assert set(os.listdir(tmp_path / "a")) == {"papers"}
    for name in made.files:
        assert not set('<>:"/\\|?*\n\r\t') & set(name) and "\u202e" not in name
        assert len(name.encode()) <= 200
    assert any("cmd" in name for name in made.files)
    letter = next(name for name in made.files if name.endswith(".txt"))
    assert "{{ 7*7 }}" in (made.folder / letter).read_text("utf-8")


@pytest.mark.parametrize("label", ["長" * 300, "x" * 300, "👩\u200d💻" * 60, ".", " ", "CON"])
def test_names_of_any_length_and_kind(tmp_path: Path, label: str) -> None:
    case = CASES["courier"]
    case = with_debt(case, replace(case.debts[0], labels=Text.same(label)))
    made = pack(case, tmp_path / "papers")
    assert set(os.listdir(made.folder)) == {*made.files, MARK}


# -- a disk that refuses, a process that is killed


class Killed(BaseException):
    """As if the process ended here."""


def failing(patch: pytest.MonkeyPatch, name: str, error: Callable[[], BaseException], after: int) -> None:
    """Let a call of the system fail, after it has worked so many times."""
    real = getattr(os, name)
    left = [after]

    def call(*args: object, **more: object) -> object:
        if left[0] == 0:
            left[0] -= 1
            raise error()
        left[0] -= 1
        return real(*args, **more)

    patch.setattr(pack_folder.os, name, call)


FAULTS = [
    (name, after)
    for name, places in {
        "mkdir": (0,), "open": (0, 2), "write": (0, 1), "fsync": (0, 2, 3), "rename": (0, 1),
    }.items()
    for after in places
]  # fmt: skip


@pytest.mark.parametrize(("name", "after"), FAULTS)
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EIO])
def test_a_refusing_disk_leaves_the_old_pack_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, after: int, code: int
) -> None:
    place = tmp_path / "papers"
    write_folder(place, ONE)
    with monkeypatch.context() as patch:
        failing(patch, name, lambda: OSError(code, os.strerror(code)), after)
        try:
            write_folder(place, TWO)
        except SaveError as error:
            assert str(error).startswith("Not saved")
            assert inside(place) == ONE
            assert [path.name for path in tmp_path.iterdir()] == ["papers"]
        else:  # only where the folder itself refuses to be flushed, which loses nothing
            assert name == "fsync" and inside(place) == TWO
    write_folder(place, TWO)
    assert inside(place) == TWO


@pytest.mark.parametrize(("name", "after"), FAULTS)
def test_an_interruption_leaves_a_whole_pack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, after: int
) -> None:
    place = tmp_path / "papers"
    write_folder(place, ONE)
    with monkeypatch.context() as patch:
        failing(patch, name, Killed, after)
        with pytest.raises(Killed):
            write_folder(place, TWO)
    assert inside(place) == ONE
    assert [path.name for path in tmp_path.iterdir()] == ["papers"]


def test_old_leftovers_are_swept_and_young_ones_left_alone(tmp_path: Path) -> None:
    old, young, other = (tmp_path / name for name in (".papers.aa.tmp", ".papers.bb.tmp", ".papers2.aa.tmp"))
    for folder in (old, young, other):
        folder.mkdir()
        (folder / "half.docx").write_text("half")
    hour_ago = time.time() - 3600
    for folder in (old, other):
        os.utime(folder, (hour_ago, hour_ago))
    write_folder(tmp_path / "papers", ONE)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".papers.bb.tmp", ".papers2.aa.tmp", "papers"]


WRITER = """
import sys
from pathlib import Path
from duecourse.export.pack_folder import write_folder
print("ready", flush=True)
number = 0
while True:
    number += 1
    write_folder(Path(sys.argv[1]), {f"{part}.txt": str(number).encode() * 2000 for part in range(5)})
"""


@posix
def test_a_process_killed_while_writing_leaves_a_whole_pack(tmp_path: Path) -> None:
    """Again and again, at a random moment: the folder, or at the worst its backup, is there and whole."""
    place = tmp_path / "papers"
    seen = 0
    for round_ in range(12):
        child = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(place)],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(0.003 + 0.017 * round_)
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        kept = place if place.exists() else place.with_name("papers.bak")
        if kept.exists():
            contents = inside(kept)
            assert len(contents) == 5 and len(set(contents.values())) == 1
            seen += 1
    assert seen > 6


@posix
def test_a_full_disk_loses_nothing(small_disk: Path) -> None:
    place = small_disk / "papers"
    write_folder(place, ONE)
    with pytest.raises(SaveError, match="the disk is full"):
        write_folder(place, {f"{part}.txt": b"x" * 9000 for part in range(9)})
    assert inside(place) == ONE and os.listdir(small_disk) == ["papers"]
    write_folder(place, TWO)
    assert inside(place) == TWO


@posix
def test_a_process_that_may_not_write_more_loses_nothing(tmp_path: Path) -> None:
    """The same without a disk of our own."""
    place = tmp_path / "papers"
    write_folder(place, ONE)
    script = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from duecourse.case import SaveError\n"
        "from duecourse.export.pack_folder import write_folder\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n"
        "    write_folder(Path(sys.argv[1]), {'a.txt': b'x' * 5000})\n"
        "except SaveError as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(place)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert "the disk is full" in done.stdout
    assert inside(place) == ONE and os.listdir(tmp_path) == ["papers"]


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(SaveError):
        write_folder(tmp_path / "file" / "papers", ONE)


def test_amounts_are_the_same_in_every_paper_of_a_pack(my: Path) -> None:
    """The total of a debt is written in six papers, and is one figure."""
    case, debt, offer = offer_of("courier")
    made = pack(case, wanted=wanted_of("courier"))
    total = debt.position(case.as_of).total
    holding = [
        name
        for name in made.files
        if money(total) in every_text((made.folder / name).read_bytes(), name.rpartition(".")[2])
    ]
    assert len(holding) >= 6
    schedule = next(name for name in made.files if "Payment plan" in name)
    text = every_text((made.folder / schedule).read_bytes(), "xlsx")
    assert str(Decimal(offer.total_paid).normalize()) in text


def test_a_chinese_pack_after_an_english_one(my: Path) -> None:
    case = CASES["courier"]
    english = pack(case)
    use_language("zh")
    chinese = pack(case)
    assert english.folder != chinese.folder and english.folder.exists() and chinese.folder.exists()
