"""The places that a letter's template can have, and what each needs to be there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

TONES: Final = ("plain", "warm", "firm")

NEEDS: Final = ("offer", "differences", "events", "requests", "report_items", "complained", "agreement")
"""What some letters must be given. A place that needs it stands in a letter that has it in its header's
`needs`, or inside `{% if has_… %}`."""

TABLES: Final = {"differences": "differences", "owed": None, "budget": None, "schedule": "offer"}
"""The tables that a line `@name` puts into a letter, or `annexes` behind it; and what each needs."""


@dataclass(frozen=True)
class Place:
    """A place: "text", "yes_no" for a condition, "list" to go through, or "word" with its `words`.

    need: what must be given for it to be there, from `NEEDS`.
    """

    kind: Literal["text", "yes_no", "list", "word"] = "text"
    need: str | None = None
    words: tuple[str, ...] = ()


def _texts(names: str, need: str | None = None) -> dict[str, Place]:
    return {name: Place("text", need) for name in names.split()}


def _conditions(names: str, need: str | None = None) -> dict[str, Place]:
    return {name: Place("yes_no", need) for name in names.split()}


PLACES: Final[dict[str, Place]] = {
    "tone": Place("word", words=TONES),
    **_texts("today sender_name sender_phone sender_id_end contract_number"),
    **_texts("debt product lender door"),
    **_texts("total due_now principal interest penalty compound fees one_more_day days_late late_since"),
    **_conditions("is_late about_report"),
    **_texts("hardship hardship_since hardship_note"),
    **_conditions("has_hardship has_hardship_since has_hardship_note"),
    **_texts("month_told income_bad essentials_bad"),
    **_texts("other_debts other_debts_owed"),
    **_conditions("has_other_debts"),
    "annexes": Place("list"),
    **{f"has_{need}": Place("yes_no") for need in NEEDS},
    "offer_lines": Place("list", "offer"),
    **_texts("offer_summary offer_waived means_note", "offer"),
    **_conditions("offer_has_waiver has_means_note", "offer"),
    "difference_questions": Place("list", "differences"),
    "events": Place("list", "events"),
    "requests": Place("list", "requests"),
    "report_items": Place("list", "report_items"),
    "complained_on": Place("text", "complained"),
    **_texts("agreed_on agreed_channel agreed_with agreed_reference", "agreement"),
    **_conditions("has_agreed_reference", "agreement"),
}
"""Every place by its name. `data/letters/README.md` says what each holds."""
