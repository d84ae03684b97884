"""The schedule, the checklist and the journal's extract: figures and texts as they were given."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest

from duecourse.case.journal import Agreement, Contact, Promise
from duecourse.export import Check, CheckGroup, checklist, journal_extract, schedule
from duecourse.export.schedule import PARTS, payments
from duecourse.locale import day, money, say
from unit.export.households import CASES, HOSTILE, SEEN, offer_of
from unit.export.reading import every_text, sheets, word_tables

CHINA = timezone(timedelta(hours=8))


@pytest.mark.parametrize("name", ["courier", "clerk", "family"])
def test_the_schedule_is_the_offers(name: str, language: str) -> None:
    case, debt, offer = offer_of(name)
    made = schedule(debt, offer, on=case.as_of)
    ((_, rows),) = sheets(made.content("xlsx")).items()
    lines = [row for row in rows if isinstance(row[1], date)]
    head = next(row for row in rows if row[0] == say("export.schedule_number"))
    assert len(lines) == len(offer.schedule)
    parts = [part for part in PARTS if any(getattr(line, part) for line in offer.schedule)]
    places = {part: head.index(say(f"export.schedule_{part}")) for part in parts}
    assert "principal" in parts and len(head) == len(parts) + 6
    check = head.index(say("export.schedule_check"))
    for row, line in zip(lines, offer.schedule, strict=True):
        assert (int(row[0]), row[1]) == (line.number, line.due)
        assert Decimal(str(row[3])) == line.payment
        assert Decimal(str(row[check])) == line.payment  # the parts, added up again
        for part, place in places.items():
            assert Decimal(str(row[place])) == getattr(line, part)
    sums = rows[rows.index(lines[-1]) + 1]
    assert Decimal(str(sums[3])) == Decimal(str(sums[check])) == offer.total_paid
    if "interest" in parts:
        assert Decimal(str(sums[places["interest"]])) == offer.total_interest
    with ZipFile(BytesIO(made.content("xlsx"))) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")  # values, no formulas
    table = word_tables(made.content("docx"))[0]
    assert [row[3] for row in table[1:-1]] == [money(line.payment) for line in offer.schedule]


def test_weekends_are_noted_and_nothing_is_moved() -> None:
    case, debt, offer = offer_of("courier")
    text = every_text(schedule(debt, offer, on=case.as_of).content("xlsx"), "xlsx")
    on = next(line.due for line in offer.schedule if line.due.weekday() == 5)
    assert "Saturday (weekend)" in text and str(on) in text
    assert "stays the due day unless the contract says otherwise" in text


def test_a_proposal_and_an_agreement_are_told_apart(language: str) -> None:
    case, debt, offer = offer_of("clerk")
    proposed = every_text(schedule(debt, offer, on=case.as_of).content("docx"), "docx")
    assert say("export.schedule_not_agreed") in proposed
    agreed = Agreement(debt.id, case.as_of, payments=payments(offer), note=HOSTILE)
    text = every_text(schedule(debt, agreed, on=case.as_of).content("html"), "html")
    assert say("export.not_confirmed") in text and say("export.schedule_not_agreed") not in text
    assert SEEN in " ".join(text.split())
    confirmed = replace(agreed, confirmed_on=date(2026, 11, 30), proof="R-77")
    text = every_text(schedule(debt, confirmed, on=case.as_of).content("html"), "html")
    assert day(date(2026, 11, 30)) in text and "R-77" in text and say("export.not_confirmed") not in text


def test_an_agreement_without_parts_has_its_days_and_amounts() -> None:
    case, debt, offer = offer_of("clerk")
    bare = tuple(replace(payment, parts={}) for payment in payments(offer))
    made = schedule(debt, Agreement(debt.id, case.as_of, payments=bare), on=case.as_of)
    ((_, rows),) = sheets(made.content("xlsx")).items()
    lines = [row for row in rows if isinstance(row[1], date)]
    assert [Decimal(str(row[3])) for row in lines] == [line.payment for line in offer.schedule]
    assert "Parts added up" not in every_text(made.content("xlsx"), "xlsx")


def test_a_checklist_with_its_ticks(language: str) -> None:
    groups = [
        CheckGroup("Jintiao", (Check("contract", "in the app", True), Check(HOSTILE)), "genuine papers only"),
        CheckGroup("You", (Check("identity card"),)),
    ]
    made = checklist(say("export.checklist_title"), groups, on=date(2026, 11, 24))
    first, second = word_tables(made.content("docx"))
    assert first[1] == ["☑", "contract", "in the app"]
    assert first[2][0] == "☐" and " ".join(first[2][1].split()) == SEEN
    assert second[1][1] == "identity card"
    for format in ("docx", "html", "xlsx"):
        text = every_text(made.content(format), format)
        assert say("export.ticked", done=1, count=2, day=day(date(2026, 11, 24))) in text
        assert "genuine papers only" in text
    assert list(sheets(made.content("xlsx"))) == ["Jintiao", "You"]


CONTACTS = [
    Contact(
        datetime(2026, 11, 20, 10, 5, tzinfo=CHINA),
        debt="jintiao",
        began="them",
        who="collector",
        name="No. 1234",
        said=HOSTILE,
        amount=Decimal("500"),
        proof="R-77",
        promises=(
            Promise("send the bill", "theirs", due=date(2026, 11, 30)),
            Promise("pay a part", "mine", amount=Decimal("200"), state="kept"),
        ),
    ),
    Contact(datetime(2026, 11, 18, 9, 0, tzinfo=CHINA), channel="letter", said="asked for the bill"),
]
OWN = [Promise("call again", "step", due=date(2026, 12, 1), debt="baitiao")]


@pytest.mark.parametrize("format", ["docx", "html", "xlsx"])
def test_the_journal_word_for_word(format: str, language: str) -> None:
    case = CASES["courier"]
    made = journal_extract(case, CONTACTS, OWN)
    text = " ".join(every_text(made.content(format), format).split())
    said = (SEEN, "No. 1234", "R-77", "send the bill", "pay a part", "call again", "asked for the bill")
    for words in said:
        assert words in text
    assert case.debts[0].label in text and "10:05" in text
    assert say("export.channel_letter") in text and say("export.who_collector") in text
    assert say("export.state_kept") in text


def test_the_journal_is_in_order_of_time_with_amounts_as_numbers() -> None:
    case = CASES["courier"]
    made = journal_extract(case, CONTACTS, OWN)
    lines = every_text(made.content("docx"), "docx")
    assert lines.index("asked for the bill") < lines.index("No. 1234")
    contacts, promises = sheets(made.content("xlsx")).values()
    rows = [row for row in contacts if isinstance(row[0], date)]
    assert [row[0] for row in rows] == [date(2026, 11, 18), date(2026, 11, 20)]
    assert rows[1][7] == 500.0
    kept = next(row for row in promises if "pay a part" in row)
    assert kept[4] == 200.0 and kept[0] == date(2026, 11, 20)
    own = next(row for row in promises if "call again" in row)
    assert own[5] == date(2026, 12, 1) and own[1] == case.debts[1].label


def test_an_empty_journal_says_so() -> None:
    made = journal_extract(CASES["courier"], [])
    assert "Nothing has been noted yet." in every_text(made.content("docx"), "docx")
    assert len(sheets(made.content("xlsx"))) == 2


def test_a_debt_that_is_gone_keeps_its_entry() -> None:
    contact = replace(CONTACTS[1], debt="sold")
    assert "sold" in every_text(journal_extract(CASES["courier"], [contact]).content("docx"), "docx")
