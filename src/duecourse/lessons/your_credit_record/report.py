"""The sample report: what a credit report looks like, and the three errors in this one to find."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from ipywidgets import Box
from traitlets import HasTraits, Int

from duecourse.locale import month, sentences
from duecourse.rules import cite
from duecourse.view import Button, Card
from duecourse.view.listing import Entry, Listing, listing_html
from duecourse.view.more import More
from duecourse.view.note import Note
from duecourse.view.picks import Pick, Picks
from duecourse.view.sheet import MonthBox, Sheet, SheetLine, SheetPart, sheet_html

from .samples import Report, ReportLine, ReportPart, sample_report
from .words import rule_on, tell

QUIET: Final = "N*C"
"""Signs that nobody needs to worry about."""

LEGEND: Final = ("report-letters", "report-codes", "report-special-marks", "report-account-states")
"""The rules that say how to read a report, the one about its signs first."""


@dataclass(frozen=True)
class Reply:
    """What is said about a marked line. right: whether it was one of the errors."""

    right: bool
    lines: tuple[str, ...]


class SampleReport(HasTraits):
    """What was marked in the sample, and what there is to say about it. Knows no widget.

    count: how many lines have been marked; it grows with each.
    """

    count = Int()

    def __init__(self) -> None:
        self.report: Report = sample_report()
        self.marked: list[str] = []
        super().__init__()

    @property
    def found(self) -> list[str]:
        """The ids of the errors found so far, in the order in which they were found."""
        lines = (self.report.lines[id] for id in self.marked)
        return list(dict.fromkeys(line.error for line in lines if line.error))

    @property
    def all_found(self) -> bool:
        """Whether all errors have been found."""
        return len(self.found) == len(self.report.errors)

    def mark(self, id: str) -> Reply:
        """Mark a line as wrong, and hear whether it is. Raises KeyError for a line there is not."""
        line = self.report.lines[id]
        before = self.found
        if id not in self.marked:
            self.marked.append(id)
        self.count = len(self.marked)
        if not line.error:
            return Reply(False, (tell("sample_true"), str(line.replies or {})))
        error = next(error for error in self.report.errors if error.id == line.error)
        said = "sample_again" if line.error in before else "sample_found"
        words = [tell(said, error=str(error.titles)), str(error.texts), str(error.proofs)]
        if line.error not in before and self.all_found:
            words.append(tell("sample_all_found"))
        return Reply(True, tuple(words))

    def show_all(self) -> None:
        """Mark every line that is wrong."""
        self.marked += [id for id, line in self.report.lines.items() if line.error and id not in self.marked]
        self.count = len(self.marked)

    def start_anew(self) -> None:
        """Take all marks away."""
        self.marked = []
        self.count = 0

    def title(self) -> str:
        return tell("sample_title")

    def summary(self) -> str:
        """How far one is: what is printed, and what nbval compares."""
        lines = [line for line in self.report.lines.values() if line.asked_about]
        return tell("sample_summary", lines=len(lines), found=len(self.found), errors=len(self.report.errors))

    def state(self) -> str:
        """How many errors have been found."""
        if self.all_found:
            return tell("sample_state_all")
        return tell("sample_state", found=len(self.found), errors=len(self.report.errors))

    def known(self) -> list[Entry]:
        """What the person knows from papers at home."""
        return [Entry(heading=str(one.titles), text=str(one.texts)) for one in self.report.known]

    def part(self, id: str) -> SheetPart:
        """A part of the report as it stands on the page, with the marks so far."""
        part = next(part for part in self.report.parts if part.id == id)
        note = tell(f"sample_note_{_kind(part)}")
        return SheetPart(str(part.titles), [self._line(line) for line in part.lines], note)

    def parts(self) -> list[SheetPart]:
        """All of the report."""
        return [self.part(part.id) for part in self.report.parts]

    def _line(self, line: ReportLine) -> SheetLine:
        marked = line.id in self.marked
        found = ("wrong" if line.error else "right") if marked else ""
        return SheetLine(
            id=line.id,
            label=str(line.labels),
            text=str(line.texts) if line.texts else "",
            boxes=[self._box(on, sign) for on, sign in line.months],
            mark=tell("sample_mark") if line.asked_about else "",
            found=found,  # type: ignore[arg-type]
            verdict=tell(f"sample_verdict_{found}") if found else "",
        )

    def _box(self, on: Any, sign: str) -> MonthBox:
        meaning = self.meanings()[sign]
        return MonthBox(str(on.month), sign, f"{month(on)}, {meaning}", loud=sign not in QUIET)

    def meanings(self) -> dict[str, str]:
        """What each sign means, from the rules."""
        on = self.report.on
        letters, codes = rule_on("report-letters", on), rule_on("report-codes", on)
        late = {
            code: tell("late_open", first=first)
            if last is None
            else tell("late_range", first=first, last=last)
            for code, first, last in codes.ranges("codes")
        }
        return letters.names("letters") | late

    def legend(self) -> list[Entry]:
        """The signs that stand in the sample and what they mean, with the source."""
        used = {sign for line in self.report.lines.values() for sign in line.signs}
        meanings = [
            tell("sign_means", sign=sign, meaning=text)
            for sign, text in self.meanings().items()
            if sign in used
        ]
        letters, *told = (rule_on(id, self.report.on) for id in LEGEND)
        return [
            Entry(heading=tell("sample_legend"), text=tell("list_end").join(meanings), source=cite(letters)),
            *(
                Entry(
                    heading=rule.rule.label,
                    text=sentences(rule.text, rule.rule.scope),
                    note=rule.note or "",
                    source=cite(rule),
                )
                for rule in told
            ),
        ]


def _kind(part: ReportPart) -> str:
    return {"person": "person", "queries": "queries"}.get(part.id, "account")


class ReportCard(Card):
    """The sample on the page: what the person knows, a part of the report at a time, and the marks."""

    def __init__(self) -> None:
        self.model = model = SampleReport()
        self.reply = Note()
        self._state = Note(model.state())
        self.sheet = Sheet(self.mark)
        self.choice = Picks(
            tell("sample_parts"), self._picks(), self._turn_to, chosen=model.report.parts[0].id, look="row"
        )
        known = Listing(html=listing_html(model.known()))
        legend = More(tell("sample_legend"), [Listing(html=listing_html(model.legend()))])
        self.known = More(tell("sample_known"), [known])
        self.known.fold.unfolded = True
        buttons = Box([Button(tell("sample_show"), self._show_all), Button(tell("sample_anew"), self._anew)])
        buttons.add_class("dc-row")
        super().__init__(
            model.title(),
            [
                Note(str(model.report.made_up)),
                self.known,
                self._state,
                self.choice,
                self.sheet,
                self.reply,
                buttons,
                legend,
            ],
        )
        self._turn_to(self.choice.chosen)

    def _picks(self) -> list[Pick]:
        return [Pick(part.id, tell(f"sample_part_{part.id}")) for part in self.model.report.parts]

    def _turn_to(self, id: str) -> None:
        self.sheet.show([self.model.part(id)])

    def mark(self, id: str) -> None:
        """Mark a line, and say what there is to say."""
        reply = self.model.mark(id)
        self.reply.say(*reply.lines, tone="good" if reply.right else "try")
        self._tell()

    def _show_all(self) -> None:
        self.model.show_all()
        errors = self.model.report.errors
        self.reply.say(*(sentences(str(error.titles), str(error.texts)) for error in errors))
        self._tell()

    def _anew(self) -> None:
        self.model.start_anew()
        self.reply.say()
        self._tell()

    def _tell(self) -> None:
        self._state.say(self.model.state())
        self._turn_to(self.choice.chosen)

    def __repr__(self) -> str:
        return self.model.summary()

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        """The widget, and for a page without a kernel the whole report to read."""
        bundle: dict[str, Any] = super()._repr_mimebundle_(**options) or {}
        fresh = SampleReport()
        html = listing_html(fresh.known()) + sheet_html(fresh.parts())
        return bundle | {
            "text/plain": f"{self!r}\n{self.model.report.made_up!s}",
            "text/html": html,
        }


def panel() -> Card:
    """The sample report, to go through."""
    return ReportCard()
