"""What was put aside unfinished, as a list to choose from in which no two entries read alike."""

from __future__ import annotations

from collections.abc import Sequence

from duecourse.case import Draft, KeptDraft
from duecourse.case.journal.records import moment_text
from duecourse.locale import say, say_count, separator
from duecourse.rules import products

from ..picks import Pick
from .wording import text_of


def waiting_picks(waiting: Sequence[KeptDraft]) -> list[Pick]:
    """An entry for each: when it was put aside and the debts in it; its key is its number, from 0."""
    texts = [_debts_in(kept) for kept in waiting]
    moments = [moment_text(kept.at) for kept in waiting]
    read = list(zip(moments, texts, strict=True))
    if len(set(read)) < len(read):  # by the minute some are the same
        moments = [moment_text(kept.at, seconds=True) for kept in waiting]
    picks: list[Pick] = []
    for number, (moment, text) in enumerate(zip(moments, texts, strict=True)):
        same = sum(1 for pick in picks if (pick.label, pick.text) == (moment, text))
        label = say("common.numbered", name=moment, number=same + 1) if same else moment
        picks.append(Pick(str(number), label, text))
    return picks


def _debts_in(kept: KeptDraft) -> str:
    """How many debts, and what they are called."""
    if not kept.debts:
        return say("form.waiting_no_debt")
    draft = Draft.resumed(kept)
    names = []
    for number in range(kept.debts):
        path = ("debts", number, "label")
        own = text_of(draft.field(path), draft.get(path))
        names.append(own or products[str(draft.get(("debts", number, "product")))].label)
    counted = say_count("form.waiting_debts", kept.debts)
    return say("form.waiting_named", debts=counted, names=separator().join(names))
