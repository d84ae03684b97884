"""Lesson 4: its panels for every household and at the ends of every control, its papers, its exercises."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from duecourse.calc import (
    Deferral,
    PayoffQuote,
    Remission,
    Rescheduling,
    outcome,
    shortest_plan,
    together,
    total,
)
from duecourse.case import BudgetLine, Case, Debt, Drawing, Payment, examples, load_case, load_example
from duecourse.case.journal import Agreement, household_of
from duecourse.export import PaperRefused
from duecourse.export.schedule import payments
from duecourse.lessons import how_to_negotiate as lesson
from duecourse.lessons.how_to_negotiate import channels, keep, letters, offers, shortest
from duecourse.lessons.how_to_negotiate.exercises import TODAY
from duecourse.lessons.how_to_negotiate.folder import Folder, FolderCard
from duecourse.lessons.how_to_negotiate.household import (
    WHOLE,
    case_of,
    debts_of,
    means_of,
    means_of_all,
    month_facts,
)
from duecourse.lessons.how_to_negotiate.offer_steps import offer_steps
from duecourse.lessons.how_to_negotiate.what_rules_say import findings, limits
from duecourse.lessons.how_to_negotiate.words import tell
from duecourse.lessons.kit import saving
from duecourse.lessons.offer_slot import KINDS, METHODS, Slot
from duecourse.lessons.tasks import Exercise, close, words_of
from duecourse.locale import LANGUAGES, Text, in_language, money, say
from duecourse.rules import rules
from duecourse.view import Choice, Panel, Switch
from duecourse.view.choosing import OnePanelOf
from duecourse.view.note import Note
from duecourse.view.side_by_side import Side, SidesPanel, sides_html
from duecourse.view.tables import steps_html, table_html
from unit.old_household import old_household
from unit.page import all_in, the

PANELS = ("offers_side_by_side", "shortest_plan", "keep_it", "is_it_genuine")
HOUSEHOLDS = sorted(examples())


@pytest.fixture(autouse=True)
def nothing_of_the_learners(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    own = tmp_path / "own"
    monkeypatch.setenv("DUECOURSE_MY", str(own))
    with in_language("en"):
        lesson.begin("en")
        yield own
    lesson.LESSON.use_case(None)


def household(*debts: Debt, lines: tuple[BudgetLine, ...] = ()) -> Case:
    return Case(debts=debts, budget_lines=lines, fixed_as_of=TODAY)


def loan(**changes: Any) -> Debt:
    given: dict[str, Any] = {
        "id": "loan",
        "product_name": "jintiao",
        "drawings": (Drawing(date(2026, 8, 20), "9000"),),
        "payments": (Payment(date(2026, 9, 20), "815"),),
    }
    return Debt(**given | changes)


ODD = {
    "no debts": household(),
    "no budget": household(loan()),
    "owes nothing": household(loan(payments=(Payment(date(2026, 9, 20), "9200"),))),
    "borrowed after today": household(loan(drawings=(Drawing(date(2026, 12, 1), "500"),), payments=())),
    "a little": household(loan(drawings=(Drawing(date(2026, 8, 20), "3"),), payments=())),
    "no penalty": household(loan(differs={"penalty_daily_rate": "0"})),
    "called due": household(loan(accelerated=date(2026, 11, 10))),
    "a hostile name": household(loan(labels=Text('<b>"{x}"=1+1</b>', "<b>“{x}”</b>"))),
}
NOT_LATE_YET = load_case(Path(__file__).parents[2] / "households" / "not_late_yet.toml")
CASES = {name: load_example(name) for name in HOUSEHOLDS} | ODD | {"not late yet": NOT_LATE_YET}
each_case = pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))


def opened(name: str, case: Case) -> list[Panel]:
    """The panels behind a cell of the notebook: one for each debt to choose from."""
    lesson.LESSON.use_case(case)
    lesson.TAKEN.forget()
    card = getattr(lesson, name)()
    if isinstance(card, Panel):
        return [card]
    found = []
    for key in card.choice.values:
        card.choice.value = key
        found.append(card.panel)
    return found


def everything_said(panel: Panel) -> str:
    """All that a panel says in its present state, after checking its form."""
    model = panel.model
    assert len(repr(panel)) < 110, repr(panel)
    sentence = model.sentence()
    assert sentence and all(label and value for label, value in model.facts())
    figure = model.figure()
    if figure is not None:
        json.dumps(figure, allow_nan=False)
        for trace in figure["data"]:
            assert len(trace["x"]) == len(trace["y"]) > 0
    text = "\n".join([model.title(), repr(panel), sentence, *(f"{a} {b}" for a, b in model.facts())])
    table = model.table()
    html = steps_html(model.steps()) + (table_html(table) if table is not None else "")
    if isinstance(panel, SidesPanel):
        html += sides_html(panel.model.sides())
    if isinstance(model, channels.Channels):
        html += panel.listing.html  # type: ignore[attr-defined]
    assert "<b>" not in html, "what a person typed is escaped"
    text += html
    assert "None" not in text and "E+" not in text
    return text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PANELS)
@each_case
def test_a_panel_speaks_for_every_case(case: Case, name: str, language: str) -> None:
    with in_language(language):
        for panel in opened(name, case):
            text = everything_said(panel)
            assert "{" not in text.replace("{x}", "")


@pytest.mark.parametrize("name", PANELS)
@each_case
def test_a_panel_holds_at_the_ends_of_every_control(case: Case, name: str) -> None:
    for panel in opened(name, case):
        for key, control in panel.controls.items():
            for value in ends(control):
                control.value = value
                everything_said(panel)
                assert getattr(panel.model, key) == control.value, f"{key} is not linked"


def ends(control: Any) -> list[Any]:
    if isinstance(control, Choice):
        return [*control.values, control.values[0]]
    if isinstance(control, Switch):
        return [not control.value, control.value]
    return [control.low, control.high, control.value]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("method", METHODS)
def test_any_mix_of_an_offer_works(kind: str, method: str) -> None:
    """Everything at its most at once: waived whole, paid at once whole, the longest pause."""
    for panel in opened("offers_side_by_side", CASES["courier"]):
        controls = panel.controls
        controls["kind"].value, controls["method"].value = kind, method
        for name in ("waive_charges", "waive_interest", "down", "pause", "lump", "periods", "lump_after"):
            controls[name].value = controls[name].high
            everything_said(panel)
        for name in ("periods", "waive_charges", "down"):
            controls[name].value = controls[name].low
            everything_said(panel)


# -- the figures are calc's


def model_of(name: str = "courier", debt: str = "jintiao") -> offers.OffersSideBySide:
    lesson.LESSON.use_case(load_example(name))
    return offers.OffersSideBySide(debts_of(lesson.LESSON)[debt])


def test_a_card_says_what_calc_says() -> None:
    model = model_of()
    owed = model.owing.owed
    model.periods, model.pause, model.waive_charges = 18, 2, Decimal("0.5")
    by_hand = outcome(
        owed,
        *(Remission(name, share="0.5") for name in ("penalty", "compound", "fees")),
        Deferral(2, annual_rate=owed.rate),
        Rescheduling(18, annual_rate=owed.rate),
    )
    side = dict(model.sides()[0].figures)
    assert side["Paid in all"] == money(by_hand.total_paid)
    assert side["Highest payment a month"] == money(by_hand.highest_payment)
    assert side["More than paying today"] == money(by_hand.extra)
    assert side["The lender gives up"] == money(by_hand.given_up)
    assert side["Worth to the lender today"] == money(by_hand.present_value(model.discount))
    assert side["How long"] == "20 months"
    assert model.discount == rules["lpr"].on(owed.on)["one_year"]


def test_moving_one_offer_leaves_the_others_alone() -> None:
    model = model_of()
    before = model.sides()
    model.editing = 1
    assert model.kind == "deferral"
    model.wait = 6
    after = model.sides()
    assert after[0] == before[0] and after[2].heading == before[2].heading
    assert after[1] != before[1]
    model.editing = 0
    assert model.kind == "instalments" and model.slots[1].wait == 6


def test_a_counter_offer_is_as_it_was_told() -> None:
    model = model_of()
    model.editing, model.kind = 3, "counter"
    model.count, model.amount = 10, Decimal("700")
    one = model.compared()[3]
    assert one.total_paid == Decimal("7000.00") and one.highest_payment == Decimal("700.00")
    assert one.extra == total(("7000", -model.owing.owed.total))


def test_doing_nothing_is_the_ledger() -> None:
    model = model_of()
    nothing = model.compared()[2]
    ends = nothing.outcome.ends
    assert nothing.still_owed == model.owing.debt.position(ends).total


@pytest.mark.parametrize("case", [*map(load_example, HOUSEHOLDS), NOT_LATE_YET], ids=lambda case: case.name)
def test_what_the_months_leave_a_debt_is_what_the_sheet_says(case: Case) -> None:
    """The same to the fen in lesson 3, the rehearsal, the offers and the letters: all ask the sheet."""
    lesson.LESSON.use_case(case)
    sheet = case.figures()
    debts = debts_of(lesson.LESSON)
    for cut in (False, True):
        for bad in (False, True):
            parts = [means_of(owing, cut_other=cut) for owing in debts.values()]
            whole = means_of_all(case, cut_other=cut)
            for span in sheet.ahead:
                left = [part.left(span.start, bad_month=bad) for part in parts]
                assert total(left) == whole.left(span.start, bad_month=bad)
    for id, owing in debts.items():
        (_, normal), (_, bad_month) = month_facts(owing, means_of(owing))
        assert sheet.share(id, bad_month=False) == min(max(normal, Decimal(0)), owing.owed.total)
        assert sheet.share(id) == min(max(bad_month, Decimal(0)), owing.owed.total)


def test_an_offer_leaves_room_for_what_is_agreed_with_another_lender() -> None:
    case = load_example("courier")
    lesson.LESSON.use_case(case)
    owed = debts_of(lesson.LESSON)["jintiao"].owed
    agreed = Agreement("jintiao", case.as_of, {}, payments(outcome(owed, Rescheduling(12))))
    lesson.LESSON.journal.agree(household_of(case), agreed)
    lesson.LESSON.use_case(case)
    account = debts_of(lesson.LESSON)["baitiao"]
    (_, normal), _ = month_facts(account, means_of(account))
    assert normal == account.case.figures().share("baitiao", bad_month=False) == Decimal("1242.39")
    card = lesson.pack()
    assert isinstance(card, FolderCard)
    assert not any(
        "hardship" in entry.heading and "Jintiao" in entry.heading for entry in card.model.entries()
    )
    assert "Jintiao, for a new e-bike" not in card.model.without_offer()


def test_where_a_panel_leaves_something_out_it_says_so() -> None:
    for name, panel in (("courier", offers.OffersSideBySide), ("courier", shortest.ShortestOfAll)):
        lesson.LESSON.use_case(load_example(name))
        model = panel(debts_of(lesson.LESSON)["jintiao"])
        facts = dict(model.facts())
        # 4,300 less 4,100 of essentials; 62 of a hundred of it is Jintiao's
        assert facts["A bad month leaves this debt, other spending cut"] == "¥124.43"
        assert "all other spending is cut, ¥300.00 a month; without that a bad month leaves −¥100.00" in (
            model.sentence()
        )
        assert "fair share" not in model.sentence()
        model.cut_other, model.share, model.use_savings = False, 80, True
        assert "is cut" not in model.sentence() and "savings fills gaps" in model.sentence()
        assert "80% of what a month leaves goes to this debt; its fair share of a bad month is −¥62.21" in (
            model.sentence()
        )


def test_a_wage_that_falls_is_told_and_counts() -> None:
    lesson.LESSON.use_case(NOT_LATE_YET)
    model = offers.OffersSideBySide(debts_of(lesson.LESSON)["bank-loan"])
    facts = dict(model.facts())
    assert (facts["A normal month leaves this debt"], facts["A bad month leaves this debt"]) == (
        "¥294.37",
        "¥84.10",
    )
    assert "from 1 Dec 2026 to 31 Mar 2027 are the leanest" in model.sentence()
    assert "¥3,120.00" not in everything_said(lesson.offers_side_by_side().panel)


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_offers_held_one_by_one_are_held_together(name: str) -> None:
    """What each debt's share carries in a bad month, the household carries for all of them."""
    lesson.LESSON.use_case(load_example(name))
    taken = [lesson.taken_for(owing) for owing in debts_of(lesson.LESSON).values()]
    held = [one for one in taken if one.held]
    cut = any(one.means.cut_other for one in held)
    means = means_of_all(case_of(lesson.LESSON), cut_other=cut)
    assert together([one.offer for one in held], means, bad_month=True).enough


def test_the_solver_is_calcs_and_says_plainly_when_there_is_none() -> None:
    lesson.LESSON.use_case(load_example("courier"))
    model = shortest.ShortestOfAll(debts_of(lesson.LESSON)["jintiao"])
    found = shortest_plan(
        model.owing.owed,
        model.means,
        most_periods=60,
        bad_month=True,
        like=Rescheduling(1, annual_rate=model.rate),
    )
    assert found.offer is None
    assert "There is no plan" in model.sentence() and money(found.short_by) in model.sentence()
    model.share, model.bad_month = WHOLE, False
    assert model.found().periods is not None
    assert "There is no plan" not in model.sentence()
    shorter = outcome(model.owing.owed, Rescheduling(model.found().periods - 1, annual_rate=model.rate))
    assert not shorter.affordable(model.means).enough


# -- the rules


def test_an_extension_after_the_due_day_is_never_shown_as_open() -> None:
    model = model_of()
    pause = model.sides()[1]
    assert any("had to be asked for before" in text for _, text in pause.remarks)
    for side in model.sides():
        assert side.heading.endswith("doing nothing") or any("must agree" in text for _, text in side.remarks)


def test_sixty_months_are_for_bank_cards_alone() -> None:
    model = model_of("clerk", "card")
    most = rules["card-personal-instalments"].on(model.owing.owed.on)["max_months"]
    model.periods = most
    assert any("within the rule" in text for _, text in model.sides()[0].remarks)
    model.pause = 1
    tone, text = next(one for one in model.sides()[0].remarks if "allows at most" in one[1])
    assert tone == "care" and f"{most} months" in text
    other = model_of()
    other.periods = most
    assert not any("rule's" in text or "allows at most" in text for _, text in other.sides()[0].remarks)


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_the_steps_begin_with_today_and_add_up(name: str) -> None:
    lesson.LESSON.use_case(load_example(name))
    for owing in debts_of(lesson.LESSON).values():
        model = offers.OffersSideBySide(owing)
        model.waive_charges, model.pause = Decimal("0.5"), 1
        for one in model.compared():
            told = offer_steps(one.outcome)
            assert money(owing.owed.total) in told[0][0]
            if one.outcome.ledger is None:
                steps = one.outcome.explain()
                later = steps[len(owing.owed.explain()) :]
                assert len(told) == 1 + len(later)
                amounts = [step.amount for step in later]
                assert total((owing.owed.total, *amounts)) == total((one.total_paid, one.still_owed))


def test_where_no_plan_holds_it_says_what_to_ask_for() -> None:
    lesson.LESSON.use_case(load_example("courier"))
    model = shortest.ShortestOfAll(debts_of(lesson.LESSON)["jintiao"])
    assert "If no interest ran" in model.sentence()
    model.rate = Decimal(0)
    assert model.found().periods is not None and "There is no plan" not in model.sentence()
    lesson.LESSON.use_case(load_example("laid_off"))
    model = shortest.ShortestOfAll(debts_of(lesson.LESSON)["card"])
    assert "not a failure" in model.sentence()


def test_every_finding_has_its_words() -> None:
    on = TODAY
    owed = PayoffQuote(on=on, principal="5000", term_months=12, matures=date(2026, 12, 20))
    late = PayoffQuote(on=on, principal="5000", term_months=12, matures=on, late_since=date(2026, 11, 1))
    for given in (owed, late):
        for kind in ("bank", "consumer_finance", "small_loan"):
            for product in ("card", "bank_loan", "jintiao", "baitiao_bill", "flat_fee"):
                for offer in (outcome(given, Deferral(2)), outcome(given, Rescheduling(80))):
                    found = offer.verdicts(limits(on), lender_kind=kind, product=product, extended_before=2)
                    assert all(line and "{" not in line for line in findings(found))


# -- the letter


def words_for(name: str) -> letters.Words:
    lesson.LESSON.use_case(load_example(name))
    return letters.Words(debts_of(lesson.LESSON), lesson.taken_for)


@pytest.mark.parametrize("language", LANGUAGES)
@each_case
def test_every_letter_is_written_or_says_why_not(case: Case, language: str) -> None:
    with in_language(language):
        lesson.LESSON.use_case(case)
        lesson.TAKEN.forget()
        card = lesson.words()
        for id in debts_of(lesson.LESSON):
            card.model.debt = id
            card.follow(id)
            for purpose, kinds in letters.PURPOSES.items():
                the(card, Choice, name=say("how_to_negotiate.letter_for")).value = purpose
                for kind in kinds:
                    card.model.kind = kind
                    card.show()
                    refused = card.model.refused()
                    assert (card.preview.text == "") == (refused is not None)
                    assert len(repr(card)) < 110 and all_in(card, Note)[0].lines[0]
                    assert "{" not in card.preview.text.replace("{x}", "")


def test_the_letter_makes_the_offer_that_was_taken_on() -> None:
    lesson.LESSON.use_case(load_example("family"))
    panel = lesson.offers_side_by_side().panel
    card = lesson.words()
    first = lesson.taken_for(card.model.owing).offer
    assert money(first.highest_payment) in card.preview.text
    panel.controls["periods"].value = 36
    assert money(first.highest_payment) in card.preview.text, "only what was taken on counts"
    panel.take()
    second = panel.model.compared()[0]
    assert money(second.highest_payment) in card.preview.text
    assert money(first.highest_payment) not in card.preview.text


def test_a_promise_above_a_bad_month_is_refused_kindly() -> None:
    model = words_for("courier")
    assert model.kind == "hardship_notice" and model.refused() is None
    refused = model.refused("offer")
    assert isinstance(refused, PaperRefused) and "Not written" in str(refused)
    model.kind = "call_script"
    assert money(model.taken.offer.total_paid) not in model.paper().text


def test_a_complaint_is_written_from_what_is_typed_and_has_its_days() -> None:
    model = words_for("family")
    model.kind = "complaint_lender"
    assert model.refused() is not None
    model.events, model.requests = "On 3 Nov they called my mother; on 4 Nov again", "Stop; answer me"
    text = model.paper().text
    assert "they called my mother" in text and "answer me" in text
    days = rules["complaint-institution"].on(TODAY)["simple"]
    assert model.paper().deadlines[0].on.toordinal() - TODAY.toordinal() == days
    assert len(model.deadlines()) >= 1


def test_an_agreement_by_phone_is_confirmed_in_writing() -> None:
    model = words_for("family")
    model.kind = "confirm_agreement"
    assert model.refused() is not None
    model.agreed_with, model.agreed_reference = "Staff 1024", "R-77"
    assert "Staff 1024" in model.paper().text and "R-77" in model.paper().text


def test_tone_changes_the_letter() -> None:
    model = words_for("family")
    texts = set()
    for tone in ("plain", "warm", "firm"):
        model.tone = tone
        texts.add(model.paper().text)
    assert len(texts) == 3


# -- what is saved, and only when a button is pressed


def files(folder_: Path) -> list[str]:
    return sorted(path.name for path in folder_.rglob("*") if path.is_file())


def test_nothing_is_written_before_a_button_is_pressed(nothing_of_the_learners: Path) -> None:
    lesson.LESSON.use_case(load_example("family"))
    for name in (
        "offers_side_by_side",
        "shortest_plan",
        "words",
        "is_it_genuine",
        "keep_it",
        "pack",
        "journal",
    ):
        getattr(lesson, name)()
    assert files(nothing_of_the_learners) == []


def test_the_letter_is_saved_for_word_and_to_print(nothing_of_the_learners: Path) -> None:
    lesson.LESSON.use_case(load_example("family"))
    card = lesson.words()
    card.save("docx")
    card.save("html")
    names = files(nothing_of_the_learners)
    assert len(names) == 2 and {name.rpartition(".")[2] for name in names} == {"docx", "html"}
    assert any(str(nothing_of_the_learners) in line for line in card.outcome.lines)


def test_on_a_server_it_says_how_to_take_the_papers_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUPYTERHUB_USER", "somebody")
    lesson.LESSON.use_case(load_example("family"))
    card = lesson.words()
    card.save("docx")
    assert "Download" in card.outcome.lines[-1]


def test_a_full_disk_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    place = tmp_path / "a file"
    place.write_text("in the way")
    monkeypatch.setenv("DUECOURSE_MY", str(place))
    lesson.LESSON.use_case(load_example("family"))
    card = lesson.words()
    card.save("docx")
    assert card.outcome.tone == "try" and card.outcome.lines
    pack = lesson.pack()
    pack.make()
    assert pack.outcome.tone == "try" and pack.outcome.lines


def test_the_plan_becomes_calendar_schedule_and_a_note_in_the_journal(nothing_of_the_learners: Path) -> None:
    lesson.LESSON.use_case(load_example("family"))
    panel = lesson.keep_it().panel
    panel.save_calendar()
    panel.save_schedule()
    names = files(nothing_of_the_learners)
    assert {name.rpartition(".")[2] for name in names} == {"ics", "xlsx"}
    ics = next(nothing_of_the_learners.rglob("*.ics")).read_text("utf-8")
    assert ics.count("BEGIN:VEVENT") == panel.model.count
    panel.note_agreed()
    kept = lesson.LESSON.journal.agreement(
        household_of(panel.model.taken.owing.case), panel.model.taken.owing.debt.id
    )
    assert kept is not None and kept.total == panel.model.offer.total_paid
    assert panel.outcome.tone == "good"


def test_the_folder_is_made_and_says_where_it_lies(nothing_of_the_learners: Path) -> None:
    lesson.LESSON.use_case(load_example("family"))
    card = lesson.pack()
    promised = card.model.entries()
    card.make()
    names = files(nothing_of_the_learners)
    assert (
        card.outcome.tone == "good"
        and str(len([n for n in names if n[:2].isdigit()])) in card.outcome.lines[0]
    )
    endings = {name.rpartition(".")[2] for name in names}
    assert {"docx", "xlsx", "html"} <= endings
    assert any(entry.heading.startswith("An offer to pay") for entry in promised)
    assert any("An offer to pay" in name for name in names)


def test_a_folder_that_takes_long_says_how_far_it_has_come(
    nothing_of_the_learners: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[float | None] = []
    card = lesson.pack()
    card.outcome.observe(lambda change: seen.append(change["new"]), "done")
    card.make()
    quick = seen.copy()
    monkeypatch.setattr(saving, "PATIENCE", 0)
    card.make()
    first, *shares, last = seen[len(quick) :]
    assert first == saving.NOBODY_KNOWS and last is None and card.outcome.tone == "good"
    assert shares == sorted(set(shares)) and shares[-1] == 1 and len(shares) > 5


def test_a_folder_made_without_the_journal_says_so(nothing_of_the_learners: Path) -> None:
    card = lesson.pack()
    nothing_of_the_learners.mkdir(exist_ok=True)
    (nothing_of_the_learners / "journal.sqlite").write_text("no journal")
    card.make()
    trouble = lesson.LESSON.journal.trouble()
    assert trouble is not None
    assert card.outcome.tone == "try"
    assert tell("pack_without_journal") in card.outcome.lines
    assert set(trouble.lines()) <= set(card.outcome.lines)


@pytest.mark.parametrize("language", LANGUAGES)
@each_case
def test_the_folder_can_be_made_for_every_case(case: Case, language: str) -> None:
    with in_language(language):
        lesson.LESSON.use_case(case)
        lesson.TAKEN.forget()
        card = lesson.pack()
        assert len(repr(card)) < 110
        card.make()
        assert card.outcome.tone == "good", card.outcome.lines


def test_an_offer_taken_on_is_there_on_another_day() -> None:
    lesson.LESSON.use_case(load_example("family"))
    panel = lesson.offers_side_by_side().panel
    panel.controls["periods"].value = 31
    panel.controls["waive_charges"].value = Decimal("0.25")
    panel.take()
    lesson.begin("en")
    lesson.LESSON.use_case(load_example("family"))
    again = lesson.offers_side_by_side().panel
    assert again.model.slots[0] == panel.model.slots[0]
    assert lesson.taken_for(again.model.owing).offer.layout == panel.model.on_taken.offer.layout


@pytest.mark.parametrize("text", ["", "{", "[]", '{"kind": "gift"}', '{"kind": 3}'])
def test_what_is_no_remembered_offer_is_left_alone(text: str) -> None:
    assert Slot.read(text) is None


def test_an_offer_is_remembered_as_it_was() -> None:
    slot = Slot(kind="counter", amount=Decimal("12.34"), interest_runs=False, count=7)
    assert Slot.read(slot.written()) == slot


# -- keeping it


def test_a_missed_payment_and_a_bill() -> None:
    lesson.LESSON.use_case(load_example("family"))
    model = lesson.keep_it().panel.model
    assert isinstance(model, keep.KeepIt)
    assert "is what was agreed" in model.sentence()
    model.bill = total((model.payment, "12.30"))
    assert "¥12.30 more" in model.sentence()
    model.bill = total((model.payment, "-1"))
    assert "¥1.00 less" in model.sentence()
    costs = {then: model.found[then].more for then in keep.THEN}
    for then, more in costs.items():
        model.then = then
        assert money(more) in dict(model.facts())["Missing it costs"]


def test_what_was_waived_can_come_back() -> None:
    lesson.LESSON.use_case(load_example("family"))
    panel = lesson.offers_side_by_side().panel
    panel.controls["waive_charges"].value = Decimal(1)
    panel.take()
    model = lesson.keep_it().panel.model
    model.then, model.comes_back = "falls_due", True
    given_up = lesson.taken_for(model.taken.owing).offer.given_up
    assert given_up > 0 and model.found["falls_due"].comes_back == given_up


def test_keep_follows_the_offer_taken_on() -> None:
    lesson.LESSON.use_case(load_example("family"))
    panel = lesson.offers_side_by_side().panel
    kept = lesson.keep_it().panel
    kept.controls["missed"].value = kept.model.count
    panel.controls["periods"].value = 7
    panel.take()
    assert kept.model.count == 7 == kept.controls["missed"].high and kept.model.missed <= 7
    everything_said(kept)
    panel.controls["editing"].value = 2
    panel.take()  # doing nothing is no plan
    assert kept.model.stands_in and "stands in its place" in kept.model.sentence()
    kept.note_agreed()
    assert kept.outcome.tone == "try"


# -- channels


@pytest.mark.parametrize("view", list(channels.VIEWS))
@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_channels_name_their_sources(name: str, view: str) -> None:
    lesson.LESSON.use_case(load_example(name))
    model = lesson.is_it_genuine().model
    model.view = view
    for debt in debts_of(lesson.LESSON):
        model.debt = debt
        assert model.entries() and all(entry.text for entry in model.entries())
        assert view == "never" or all(entry.source for entry in model.entries())
        assert model.sentence() and len(model.summary()) < 110


# -- exercises


IDS = sorted(words_of("how_to_negotiate"))


def test_there_are_words_and_figures_for_each() -> None:
    assert lesson.LESSON.missing() == set()
    assert len([id for id in IDS if words_of("how_to_negotiate")[id].hints]) >= 5


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", IDS)
def test_an_exercise_can_be_solved_and_knows_its_slips(id: str, language: str) -> None:
    with in_language(language):
        draw = lesson.LESSON.exercises()[id]
        exercise = Exercise("how_to_negotiate", id, draw, "seed")
        said = [
            exercise.title(),
            exercise.question(),
            exercise.reveal("1") if exercise.unit != "choice" else "",
        ]
        words = exercise.words
        if exercise.unit == "choice":
            for option in exercise.options():
                verdict = exercise.check(option)
                said.append(verdict.text)
                assert verdict.right == (option == exercise.task.answer)
        else:
            assert set(words.slips) == set(exercise.task.slips)
            for slip, figure in exercise.task.slips.items():
                said.append(exercise.hint())
                verdict = exercise.check(typed(figure, exercise.unit))
                assert not verdict.right and verdict.slip == slip, (slip, figure, verdict)
                said.append(verdict.text)
            verdict = exercise.check(typed(exercise.task.answer, exercise.unit))
            assert verdict.right
            said += [verdict.text, exercise.reveal("1")]
        assert not any("{" in text or "None" in text for text in said), said


def typed(value: Any, unit: str) -> str:
    return f"{100 * Decimal(value)}%" if unit == "percent" else str(value)


@pytest.mark.parametrize("id", [id for id in IDS if words_of("how_to_negotiate")[id].slips])
def test_no_slip_is_near_the_answer_or_another_slip(id: str) -> None:
    draw, unit = lesson.LESSON.exercises()[id], words_of("how_to_negotiate")[id].unit
    for seed in range(200):
        task = draw(random.Random(seed))
        figures = [Decimal(task.answer), *map(Decimal, task.slips.values())]
        for place, one in enumerate(figures):
            assert not any(close(one, other, unit) for other in figures[place + 1 :]), (seed, figures)


def test_the_answers_are_worked_out_by_other_means_too() -> None:
    """A few draws by hand: plain arithmetic on the figures in the question."""
    exercises = lesson.LESSON.exercises()
    task = exercises["worth-today"](random.Random(1))
    paid = Decimal(task.values["paid"])
    rate = Decimal(task.values["rate"].rstrip("%")) / 100
    years = int(task.values["when"].split()[0]) // 12
    assert task.answer == (paid / (1 + rate) ** years).quantize(Decimal("0.01"))
    task = exercises["total-of-a-pause"](random.Random(1))
    owed, pause = Decimal(task.values["owed"]), int(task.values["pause"].split()[0])
    rate = Decimal(task.values["rate"].rstrip("%")) / 100
    assert task.answer == (owed * (1 + rate * pause / 12)).quantize(Decimal("0.01"))
    task = exercises["bad-month"](random.Random(1))
    values = {name: Decimal(value) for name, value in task.values.items()}
    assert task.answer == values["payment"] - (values["worse"] - values["essential"] - values["other"])
    task = exercises["real-rate"](random.Random(1))
    owed, paid = Decimal(task.values["owed"]), Decimal(task.values["paid"])
    after = int(task.values["after"].split()[0])
    assert abs(float(task.answer) - (float(paid / owed) ** (12 / after) - 1)) < 0.00006


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_a_guess_about_ones_own_debt_fits_every_household(name: str) -> None:
    lesson.LESSON.use_case(load_example(name))
    for id in ("price-of-a-pause", "how-many-months"):
        task = lesson.LESSON.exercises()[id](random.Random(1))
        assert task.answer >= 0 and all(str(value) for value in task.values.values())


# -- small things


def test_a_card_escapes_what_a_person_typed() -> None:
    html = sides_html([Side("<i>x</i>", "<b>", [("<a>", "<u>")], [("good", "<s>")], marked=True)])
    assert not any(f"<{tag}>" in html for tag in "ibaus")
    assert "&lt;i&gt;" in html and "dc-side-marked" in html and "dc-side-good" in html


def test_the_two_kinds_of_card_are_told_apart() -> None:
    lesson.LESSON.use_case(load_example("courier"))
    assert isinstance(lesson.offers_side_by_side(), OnePanelOf)
    lesson.LESSON.use_case(ODD["no budget"])
    assert isinstance(lesson.offers_side_by_side(), Panel)
    assert "share" not in lesson.offers_side_by_side().controls


def test_a_change_is_worked_out_once() -> None:
    model = model_of()
    known = model.compared()
    model.sentence(), model.figure(), model.sides(), model.facts()
    assert model.compared() is known
    model.periods = 30
    assert model.compared() is not known


def test_means_of_a_share_keep_their_days() -> None:
    line = BudgetLine("income", Text("Pay", "工资"), Decimal("1000"), start=date(2027, 1, 1))
    lesson.LESSON.use_case(household(loan(), loan(id="other"), lines=(line,)))
    means = means_of(debts_of(lesson.LESSON)["loan"])
    assert means.left(date(2026, 12, 1)) == 0 and means.left(date(2027, 1, 1)) == Decimal("500.00")


def test_so_old_a_debt_gets_no_letter_and_the_panels_say_why(tmp_path: Path) -> None:
    lesson.LESSON.use_case(old_household(tmp_path))
    words = letters.Words(debts_of(lesson.LESSON), lesson.taken_for)
    advice = rules["hotline-legal-advice"].on(TODAY)["phone"]
    for debt in ("loan", "card"):
        words.debt = debt
        for purpose, kinds in letters.PURPOSES.items():
            if purpose != "complain":
                assert all(words.refused(kind) is not None for kind in kinds)
        words.kind = words.fitting_kind()
        card = letters.WordsCard(words)
        assert card.preview.text == ""
        assert advice in words.sentence()
        assert any(rules["limitation-effect"].on(TODAY).text in text for text, _ in words.sources())
    folder = FolderCard(Folder(debts_of(lesson.LESSON), lesson.taken_for, lambda: lesson.LESSON.journal))
    said = folder.sentence()
    assert "The shop" in said
    assert "The old card" in said
    assert advice in said
    assert not [entry for entry in folder.model.entries() if "The shop" in entry.heading]
