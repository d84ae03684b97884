"""What the form shows when the learner's file cannot be read: what is wrong, and the ways out of it."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from ipywidgets import Box, VBox

from duecourse.case import CaseError, SaveError, own_file
from duecourse.locale import language, say, say_count

from ..listing import Listing
from ..note import Note
from .model import FormModel
from .press import Press, SurePress


class BrokenFile(VBox):  # type: ignore[misc]
    """on_mended: called with what to say when the form can be used again. Nothing is changed unasked."""

    def __init__(self, form: FormModel, on_mended: Callable[..., object]) -> None:
        assert form.trouble is not None
        self._form, self._on_mended = form, on_mended
        self._note = Note()
        self._problems = Listing(language=language())
        self._ways = Box()
        self._ways.add_class("dc-row")
        super().__init__([self._note, self._problems, self._ways])
        self._show(form.trouble)

    def _show(self, trouble: CaseError) -> None:
        theirs = any(problem.why == "not_yours" for problem in trouble.problems)
        lines = [say_count("case.error_in_file", len(trouble.problems), file=trouble.file)]
        if not theirs:
            lines.append(say("form.broken_where", file=str(own_file())))
        self._note.say(*lines, tone="try")
        items = "".join(f"<li>{escape(str(problem))}</li>" for problem in trouble.problems)
        self._problems.html = f'<ul class="dc-problems">{items}</ul>'
        ways = [Press(say("form.read_again"), self._read_again, main=True)]
        if theirs:  # nothing can be written either
            self._ways.children = ways
            return
        if trouble.backup:
            ways.append(Press(say("form.bring_back"), self._bring_back))
        if self._form.waiting:
            ways.append(Press(say("form.go_on"), self._go_on))
        afresh = SurePress(say("form.start_afresh"), say("form.start_afresh_again"), self._start_afresh)
        self._ways.children = [*ways, afresh]

    def _read_again(self) -> None:
        self._form.open()
        if self._form.trouble is None:
            self._on_mended(say("form.mended"))
        else:
            self._show(self._form.trouble)

    def _bring_back(self) -> None:
        try:
            self._form.bring_back()
        except (CaseError, SaveError) as error:
            self._note.say(*str(error).splitlines(), tone="try")
            return
        self._on_mended(say("form.brought_back"))

    def _go_on(self) -> None:
        self._form.go_on()
        self._on_mended(say("form.went_on"))

    def _start_afresh(self) -> None:
        self._form.start_afresh()
        self._on_mended(say("form.started_afresh"))
