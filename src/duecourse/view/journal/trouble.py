"""What is shown where the journal cannot be read: what is wrong, and the ways out of it."""

from __future__ import annotations

from collections.abc import Callable

from ipywidgets import Box, VBox

from duecourse.case.journal import Journal, JournalError
from duecourse.locale import say

from ..form.press import Press, SurePress
from ..note import Note


class JournalTrouble(VBox):  # type: ignore[misc]
    """on_mended: called with what to say when the journal can be used again. Nothing is changed unasked."""

    def __init__(self, journal: Journal, trouble: JournalError, on_mended: Callable[[str], object]) -> None:
        self._journal, self._on_mended = journal, on_mended
        self.note = Note()
        self._ways = Box()
        self._ways.add_class("dc-row")
        super().__init__([self.note, self._ways])
        self._show(trouble)

    def _show(self, trouble: JournalError) -> None:
        self.note.say(*trouble.lines(), tone="try")
        ways = []
        if trouble.copy:
            ways.append(Press(say("journal.bring_back"), self.bring_back, main=True))
        ways.append(Press(say("journal.look_again"), self.look_again))
        if trouble.why in ("broken", "gone"):
            ways.append(
                SurePress(say("journal.begin_anew"), say("journal.begin_anew_again"), self.begin_anew)
            )
        self._ways.children = ways

    def bring_back(self) -> None:
        """Bring back the last good copy."""
        self._try(self._journal.restore, say("journal.brought_back"))

    def begin_anew(self) -> None:
        """Begin with an empty journal; what is there is kept aside."""
        self._try(self._journal.begin_anew, say("journal.began_anew"))

    def look_again(self) -> None:
        """Look whether the file can be read by now."""
        trouble = self._journal.trouble()
        if trouble is None:
            self._on_mended(say("journal.readable_again"))
        else:
            self._show(trouble)

    def _try(self, mend: Callable[[], None], done: str) -> None:
        try:
            mend()
        except JournalError as error:
            self.note.say(*error.lines(), tone="try")
            return
        self._on_mended(done)
