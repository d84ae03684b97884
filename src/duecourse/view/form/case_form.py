"""The form for the learner's own case: one part on screen at a time, beside it what follows from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ipywidgets import Box, VBox, Widget

from duecourse.case import Case, CaseError, SaveError, examples, load_example, own_file
from duecourse.locale import day, days, money, say, say_count, sentences, separator
from duecourse.rules import products

from ..chart import Chart
from ..note import Note
from ..panel import Card
from ..picks import Pick, Picks
from ..privacy import privacy_lines
from .broken import BrokenFile
from .debt import DebtSection
from .forgetting import Forgetting, left_lines
from .household import HouseholdSection
from .model import Agreements, FormModel, Standing
from .press import Press, SurePress
from .section import Section
from .waiting import waiting_picks
from .wording import advice

ADD: Final = "add"
MONTH: Final = "month"
MOST_POINTERS: Final = 6


class CaseForm(Card):
    """Types in, checks, saves, brings back and deletes the learner's own case.

    on_saved: told the case whenever what is saved has changed, None where nothing is saved any more.
    agreements: what was agreed with lenders and holds, by the debts' ids.
    """

    def __init__(
        self,
        *,
        on_saved: Callable[[Case | None], object] = lambda case: None,
        agreements: Agreements = dict,
    ) -> None:
        self.form = FormModel(agreements)
        self._on_saved = on_saved
        self.section = Section([])
        self._tabs = Picks(say("form.parts"), [], self.show, look="row")
        self._inside = VBox()
        self._inside.add_class("dc-form-part")
        self._result = Chart(figure=None)
        self._pointers = Picks(say("form.still_needed"), [], self._go_to, look="list")
        self._pointed = Note()
        self.outcome = Note()
        self._save = Press(say("form.save"), self.save, main=True)
        self._over = Press(say("form.save_over"), lambda: self.save(over=True))
        self._see = Press(say("form.see_saved"), self.look_at_saved)
        self._undo = SurePress(say("form.undo"), say("form.undo_again"), self.undo)
        self._forgetting = Forgetting(self.forget)
        self._forget = self._forgetting.button
        self._buttons = Box([self._save, self._undo, self._forget])
        self._buttons.add_class("dc-row")
        super().__init__(say("form.title"))
        self.add_class("dc-form")
        self.form.observe(lambda _: self._tell(), "version")
        self._open()

    # -- what is on screen

    def _open(self) -> None:
        """Show the form as it is now: from its beginning, or why the learner's file cannot be read."""
        self._calm_down()
        if self.form.put_aside:
            files = separator().join(str(file) for file in self.form.put_aside)
            self.outcome.say(say("form.kept_lost", file=files), tone="try")
        if self.form.trouble is not None:
            self.parts = [
                BrokenFile(self.form, self._mended),
                self.outcome,
                self._forget,
                self._forgetting.asked,
            ]
            return
        side = VBox([self._result, self._pointed, self._pointers])
        side.add_class("dc-form-side")
        body = Box([VBox([self._tabs, self._inside]), side])
        body.children[0].add_class("dc-form-main")
        body.add_class("dc-form-body")
        self.parts = [
            Note(*privacy_lines()),
            *self._waiting(),
            body,
            self._buttons,
            self.outcome,
            self._forgetting.asked,
        ]
        self.show("debt:0" if self.form.draft.count("debts") else ADD)
        if self.form.was_kept and not self.form.put_aside:
            self.outcome.say(say("form.kept_older" if self.form.is_older else "form.kept"))

    def _waiting(self) -> list[Widget]:
        """What was put aside and is not on screen, to choose from; nothing where there is none."""
        if not self.form.waiting:
            return []
        picks = waiting_picks(self.form.waiting)
        return [Note(say("form.waiting")), Picks(say("form.waiting_name"), picks, self.take_up, look="list")]

    def _mended(self, *lines: str) -> None:
        self._open()
        self.outcome.say(*lines, tone="good")
        self._on_saved(self.form.saved_case())

    def show(self, key: str, *, begin: bool = False) -> None:
        """Show a part: "debt:0", "add" or "month". begin: put the keyboard into its first box."""
        self._tabs.chosen = key
        if key == MONTH:
            self.section = HouseholdSection(self.form)
        elif key.startswith("debt:"):
            number = int(key.partition(":")[2])
            self.section = DebtSection(self.form, number, lambda: self.show(ADD))
        else:
            self.section = AddDebt(self.form, self._add_debt, self._start_from)
        self._inside.children = [self.section]
        if begin:
            self.section.begin()
        self._tell()

    def _add_debt(self, product: str) -> None:
        number = self.form.add_debt(product)
        self.show(f"debt:{number}", begin=True)

    def _start_from(self, example: str) -> None:
        self.form.start_from(example)
        self.show("debt:0")
        self.outcome.say(say("form.started_from", name=load_example(example).name))

    def _tell(self) -> None:
        """Show what follows from what is typed by now."""
        debts = range(self.form.draft.count("debts"))
        if self.form.trouble is not None:
            return
        wrong = {problem.path[1] for problem in self.form.problems() if problem.path[:1] == ("debts",)}
        self._tabs.offer(
            [
                *(
                    Pick(f"debt:{number}", self.form.debt_label(number), mark="…" if number in wrong else "")
                    for number in debts
                ),
                Pick(ADD, say("form.add_debt" if debts else "form.first_debt")),
                Pick(MONTH, say("form.month")),
            ]
        )
        self.section.tell()
        self._tell_result(self.form.standing())
        self._tell_problems()
        if self.form.not_kept is not None:
            self.outcome.say(str(self.form.not_kept), tone="try")

    def _tell_result(self, standing: Standing) -> None:
        with self._result.hold_sync():
            self._result.sentence = result_sentence(standing, self.form)
            self._result.facts = [list(fact) for fact in result_facts(standing)]

    def _tell_problems(self) -> None:
        problems = self.form.problems()
        self._pointers.offer(
            [
                Pick(str(number), self.form.place(problem.path), advice(problem))
                for number, problem in enumerate(problems[:MOST_POINTERS])
            ]
        )
        lines = [say_count("form.to_put_right", len(problems))] if problems else []
        if len(problems) > MOST_POINTERS:
            lines.append(say_count("form.further", len(problems) - MOST_POINTERS))
        if tuple(lines) != tuple(self._pointed.lines):
            self._pointed.say(*lines)

    def _go_to(self, key: str) -> None:
        """Put the keyboard where something is to be put right."""
        problems = self.form.problems()
        if int(key) >= len(problems):
            return
        path = problems[int(key)].path
        part = f"debt:{path[1]}" if path[0] == "debts" else MONTH
        if self._tabs.chosen != part:
            self.show(part)
        self.section.say_all()
        self.section.find(path)

    # -- what becomes of it

    def save(self, *, over: bool = False) -> None:
        """Save it, whole or not at all, and say so."""
        self._calm_down()
        if self.form.is_empty:
            self.outcome.say(say("form.nothing_to_save"), tone="try")
            return
        try:
            case = self.form.save(over=over)
        except CaseError as error:
            self.section.say_all()
            self.outcome.say(say_count("form.not_yet", len(error.problems)), tone="try")
            return
        except SaveError as error:
            if error.why == "changed_meanwhile":
                self._buttons.children = [self._save, self._see, self._over, self._undo, self._forget]
            self.outcome.say(str(error), tone="try")
            return
        self.show(self._tabs.chosen)
        file = own_file()
        self.outcome.say(say("form.saved"), say("form.saved_where", file=str(file)), tone="good")
        self._on_saved(case)

    def undo(self) -> None:
        """Back to what is saved."""
        if self._turned(self.form.undo):
            self.outcome.say(say("form.undone" if self.form.is_saved else "form.undone_empty"), tone="good")

    def look_at_saved(self) -> None:
        """Show what another window has saved; what is on screen waits."""
        if self._turned(self.form.look_at_saved):
            self.outcome.say(say("form.saw_saved"), tone="good")

    def take_up(self, key: str) -> None:
        """Show what was put aside; what is on screen waits."""
        self._turned(lambda: self.form.take_up(self.form.waiting[int(key)]))

    def _turned(self, turn: Callable[[], object]) -> bool:
        """Whether the form could turn to something else; where it could not, say why."""
        try:
            turn()
        except SaveError as error:
            self.outcome.say(str(error), tone="try")
            return False
        self.outcome.say()
        self._open()
        return True

    def forget(self, papers: bool = True) -> None:
        """Delete everything of the learner's, with the papers or without, and say what is left."""
        left = self.form.forget(papers=papers)
        self._open()
        told = left_lines(left, papers=papers)
        self.outcome.say(*told, tone="good" if told[0] == say("privacy.deleted") else "try")
        self._on_saved(None)

    def _calm_down(self) -> None:
        self._undo.calm_down()
        self._forgetting.calm_down()
        self._buttons.children = [self._save, self._undo, self._forget]

    def __repr__(self) -> str:
        if self.form.trouble is not None:
            return say("form.short_broken")
        if not self.form.is_saved:
            return say("form.short_empty")
        return say_count("form.short_saved", self.form.draft.count("debts"))

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        """The widget; for a page without a kernel one line instead of a row of empty boxes."""
        bundle: dict[str, Any] = super()._repr_mimebundle_(**options) or {}
        return bundle | {"text/plain": repr(self)}


class AddDebt(Section):
    """The kinds of debt to choose from, and the example households to begin with while the form is empty."""

    def __init__(
        self, form: FormModel, add: Callable[[str], object], start_from: Callable[[str], object]
    ) -> None:
        kinds = [Pick(name, products[name].label, products[name].text) for name in products.names()]
        parts: list[Widget] = [Note(say("form.which_kind")), Picks(say("form.kinds"), kinds, add)]
        if form.is_empty:
            households = [Pick(name, load_example(name).name) for name in examples()]
            parts += [
                Note(say("form.or_example")),
                Picks(say("form.examples"), households, start_from, look="row"),
            ]
        super().__init__(parts)


def result_facts(standing: Standing) -> list[tuple[str, str]]:
    """The figures beside the form."""
    facts = []
    if standing.case.debts:
        facts = [
            (say("form.owed_today"), money(standing.total)),
            (say("form.one_more_day"), money(standing.one_more_day)),
        ]
    if standing.case.budget_lines:
        facts.append((say("form.left_for_debts"), money(standing.case.left_for_debts)))
    return facts


def result_sentence(standing: Standing, form: FormModel) -> str:
    """What follows from what is typed, in a sentence or two."""
    case = standing.case
    parts = []
    if case.debts:
        since = standing.late_since
        if since is None:
            parts.append(say("form.result_on_time", amount=money(standing.total)))
        else:
            late = days(case.days_past_due())
            parts.append(say("form.result_late", amount=money(standing.total), since=day(since), days=late))
        parts += [say("form.result_agreed", debt=form.debt_label(number)) for number in standing.agreed]
    elif not standing.unfinished:
        parts.append(say("form.result_nothing"))
    parts += [say("form.result_unfinished", debt=form.debt_label(number)) for number in standing.unfinished]
    return sentences(*parts)
