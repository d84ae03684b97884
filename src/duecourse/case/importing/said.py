"""What is said of the rows of a list, in the learner's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from duecourse.files import shown
from duecourse.locale import has_message, money, say

BETWEEN: Final = " | "
"""What stands between the texts of several cells."""


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that was not understood.

    Attributes:
        number: of the row in the file.
        text: its cells.
        refused_for: why: it names the messages.
        values: what the messages need.
    """

    number: int
    text: str
    refused_for: str
    values: Mapping[str, object] = field(default_factory=dict, hash=False)

    @property
    def reason(self) -> str:
        """What is wrong with it."""
        return sentence(f"import.row_{self._known()}", self.values)

    @property
    def remedy(self) -> str:
        """What to do about it."""
        return sentence(f"import.row_remedy_{self._known()}", self.values)

    def _known(self) -> str:
        return self.refused_for if has_message(f"import.row_{self.refused_for}") else "not_readable"


def sentence(key: str, values: Mapping[str, object]) -> str:
    """A message with the amounts, days and words that go into its places."""
    return say(key, **{name: _put(value) for name, value in values.items()})


def _put(value: object) -> str:
    return money(value) if isinstance(value, Decimal) else shown(value).replace(BETWEEN, "/")
