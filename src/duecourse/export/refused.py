"""Papers that are not written, and why: said kindly, with what to do instead."""

from __future__ import annotations

from duecourse.locale import say, sentences


class PaperRefused(ValueError):
    """A paper that would not help the learner, so it is not written.

    why: the name of the two messages in export.po, `refused_…` and `instead_…`. `str()` is both, in the
    present language.
    """

    def __init__(self, why: str, **values: object) -> None:
        super().__init__(why)
        self.why = why
        self.values = values

    def __str__(self) -> str:
        return sentences(
            say(f"export.refused_{self.why}", **self.values), say(f"export.instead_{self.why}", **self.values)
        )

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows: the sentences, not the program's inner workings."""
        return [str(self)]


class PromiseTooHigh(PaperRefused):
    """An offer that the household could not keep in a bad month."""
