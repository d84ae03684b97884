"""The three figures for a call to a lender: what is owed, what can be paid each month, and until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Final

from duecourse.calc import CheckedLine, LenderBill, LenderLine
from duecourse.calc.several.priorities import LineAhead
from duecourse.case import Debt
from duecourse.export import Paper
from duecourse.export.document import Document, Items, Paragraph, Section
from duecourse.export.months_ahead import leanest_told
from duecourse.locale import day, language, money, sentences
from duecourse.view import Column, Entry, ListModel, ListPanel, Table

from ..kit.kept import kept
from ..kit.saving import Keep
from ..kit.which_debt import AboutOneDebt, labels_of, which_debt
from .checking import check
from .reasons import questions
from .which_first import line_text, owing
from .whose import Whose
from .words import Step, tell, tell_count

NOTHING: Final = Decimal("0.00")


class ForTheCall(AboutOneDebt[Debt], ListModel):
    """The figures for one lender. debt: the id of the debt that the call is about."""

    def __init__(self, whose: Whose) -> None:
        self.whose = whose
        self.on = whose.case.as_of
        self.owing = owing(whose)
        ids = [one.id for one in self.owing] or [whose.debts[0].id]
        super().__init__({id: whose.case.debt(id) for id in ids})

    @property
    def only_too_old(self) -> bool:
        """Whether something is owed, but on no debt of which paying is spoken: then no call is made."""
        return bool(self.whose.figures.owing) and not self.owing

    def owed(self) -> Decimal:
        """What is owed on it, yuan."""
        return self.whose.figures[self.debt].owed

    def due(self) -> Decimal:
        """What has been asked for and is unpaid, yuan."""
        return self.whose.figures[self.debt].due

    def left(self) -> Decimal:
        """What every bad month leaves for the debts without an agreement, yuan; at least nothing."""
        return max(self.whose.figures.to_promise(), NOTHING)

    def payment(self) -> Decimal:
        """This lender's fair share of what every bad month leaves, yuan."""
        return self._share(bad_month=True)

    def in_a_good_month(self) -> Decimal:
        """This lender's fair share of what every normal month leaves, yuan."""
        return self._share(bad_month=False)

    def _share(self, *, bad_month: bool) -> Decimal:
        return self.whose.figures.share(self.debt, bad_month=bad_month)

    def changes(self) -> str:
        """Which months of the year are the leanest, where they are known to change; else empty."""
        return leanest_told(self.whose.figures.ahead)

    def line(self) -> LineAhead | None:
        """What the debt crosses next if nothing is paid, None where nothing is ahead."""
        return next((one.lines[0] for one in self.owing if one.id == self.debt and one.lines), None)

    @kept
    def differing(self) -> tuple[CheckedLine, ...]:
        """The lines of the newest bill in the case that differ, since the agreement where there is one."""
        agreed = self.chosen.agreement
        since = max([self.chosen.start, *([agreed.agreed_on + timedelta(1)] if agreed else [])])
        bills = [bill for bill in self.chosen.bills if bill.on >= since]
        if not bills:
            return ()
        bill = bills[-1]
        lines = [LenderLine(name, amount) for name, amount in bill.by_component().items()]
        told = LenderBill(on=bill.on, total=bill.total, minimum=bill.minimum, lines=lines)
        return tuple(line for line in check(self.chosen, told).lines if line.difference)

    def title(self) -> str:
        return tell("call", debt=self.chosen.label)

    def _until(self) -> str:
        line = self.line()
        return tell("no_line_ahead") if line is None else day(line.on)

    def summary(self) -> str:
        return tell(
            "call_summary",
            owed=money(self.owed()),
            payment=money(self.payment()),
            until=self._until(),
        )

    def facts(self) -> list[tuple[str, str]]:
        return [
            (tell("call_owed"), money(self.owed())),
            (tell("call_payment"), money(self.payment())),
            (tell("call_until"), self._until()),
            (tell("one_more_day"), money(self.whose.figures[self.debt].one_more_day)),
        ]

    def sentence(self) -> str:
        if self.only_too_old:
            return self.whose.said_of_paying("")
        text = tell("call_said", owed=money(self.owed()), due=money(self.due()))
        if self.chosen.agreement is not None:
            return self.whose.said_of_paying(sentences(text, self._agreed_told()))
        if self.payment():
            can_pay = tell("call_can_pay", payment=money(self.payment()))
            return self.whose.said_of_paying(sentences(text, can_pay, self.changes()))
        return self.whose.said_of_paying(sentences(text, tell("call_cannot_pay"), self.changes()))

    def _agreed_told(self) -> str:
        """What was agreed on, which is what was promised."""
        agreement, found = self.chosen.agreement, self.whose.figures[self.debt]
        assert agreement is not None
        key = "call_agreed_late" if found.overdue else "call_agreed"
        payment = money(found.regular_payment)
        return tell(key, day=day(agreement.agreed_on), payment=payment, overdue=money(found.overdue))

    def entries(self) -> Sequence[Entry]:
        return [Entry(heading, text) for heading, text in self.points()]

    def points(self) -> list[tuple[str, str]]:
        """What to have in hand for the call: a heading and a text each; nothing where none is to be made."""
        if self.only_too_old:
            return []
        line = self.line()
        found = [
            (tell("call_1"), tell("call_1_text", owed=money(self.owed()), due=money(self.due()))),
            (
                tell("call_2"),
                self._agreed_told()
                if self.chosen.agreement is not None
                else sentences(
                    tell_count(
                        "call_2_text" if self.payment() else "call_2_none",
                        sum(one.agreed is None for one in self.whose.figures.to_pay),
                        payment=money(self.payment()),
                        left=money(self.left()),
                    ),
                    self.changes(),
                ),
            ),
            (
                tell("call_3"),
                tell("call_3_none") if line is None else tell("call_3_text", line=line_text(line)),
            ),
        ]
        good = self.in_a_good_month()
        if good > self.payment() and self.chosen.agreement is None:
            found.append((tell("call_good"), tell("call_good_text", payment=money(good))))
        asked = questions(self.differing(), self.chosen)
        found += [(tell("call_ask", number=number), text) for number, text in enumerate(asked, 1)]
        return found

    def table(self) -> Table:
        rows = [
            [
                self.whose.case.debt(one.id).label,
                one.total,
                one.overdue,
                self.whose.figures.share(one.id),
                one.lines[0].on if one.lines else None,
                one.cost_a_day,
            ]
            for one in self.owing
        ]
        columns = [
            Column(tell("column_debt")),
            Column(tell("owed_in_all"), "money"),
            Column(tell("overdue"), "money"),
            Column(tell("call_payment"), "money"),
            Column(tell("call_until"), "date"),
            Column(tell("one_more_day"), "money"),
        ]
        return Table(tell("call_table"), columns, rows)

    def steps(self) -> list[Step]:
        return [(tell("step_call"), None), (tell("step_shares"), None)]

    def paper(self) -> Paper:
        """The figures on one page, to print and have beside the telephone."""
        blocks: list[Paragraph | Items] = [Paragraph(self.sentence())]
        sections = [Section(self.title(), tuple(blocks))]
        for heading, text in self.points():
            sections.append(Section(heading, (Items((text,)),)))
        sections.append(
            Section(tell("call_mind"), (Items((tell("mind_1"), tell("mind_2"), tell("mind_3"))),))
        )
        document = Document(tell("call_title", day=day(self.on)), tuple(sections), self.on, language())
        return Paper(tell("call_file"), document, ("docx", "html"))


def panel(whose: Whose) -> ListPanel:
    """The panel: which lender is called, and the page to take along."""
    model = ForTheCall(whose)
    choice = which_debt(tell("which_lender"), labels_of(model.debts))
    keep = Keep(tell("keep_call"), model.paper, "docx", "html")
    return ListPanel(model, extra=[keep], **choice)
