"""What a row means for a household's debts, found from all its columns.

The words are data (`words.toml`); here stands only which of them counts where: a repayment in a
wallet is money that went to a lender, on a card's statement it is money that came.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from duecourse.locale.typed import NotRead, read_amount

from .debts import loan_named
from .rows import Facts
from .ways import Kind, Way, amount_of
from .words import sense

Meaning = Literal["repayment", "purchase", "advance", "charge", "refund", "income", "other", "none"]

MEANINGS: Final[tuple[Meaning, ...]] = (
    "repayment", "purchase", "advance", "charge", "refund", "income", "other", "none",
)  # fmt: skip

Named = Literal["text", "means", "list"]
"""Where a row names its debt: in what it says, in what it was paid with, or its list is the debt's own."""

State = Literal["paid", "partly", "unpaid", "late", "unknown", ""]

_BACK = re.compile(r"(?:退款|退还|refunded)\D{0,4}?([\d,]+(?:\.\d+)?)")
"""How much came back, in a state like "已退款(¥20.00)"."""


@dataclass(frozen=True)
class Meant:
    """What a row means: on which day, how much, positive. sure: whether the row says so itself.

    why: messages that say how it was found, with what goes into their places. named: where it names
    its debt. way: which way the money went.
    """

    meaning: Meaning
    on: date
    amount: Decimal
    named: Named
    sure: bool = True
    why: tuple[tuple[str, dict[str, object]], ...] = ()
    way: Way = ""
    status: str = field(default="", compare=False)

    def also(self, why: str, **values: object) -> Meant:
        """The same with one more thing said."""
        return replace(self, why=(*self.why, (why, values)))


def state_of(row: Facts) -> State:
    """What the columns of states say: the payment was made, in part, not, late, or nothing known."""
    status = row.texts.get("status", "")
    if not status:
        return ""
    states: tuple[State, ...] = ("partly", "unpaid", "paid", "late")
    for state in states:
        if sense(state).find(status):
            return state
    return "unknown"


def meant(row: Facts, kind: Kind, way: Way, *, turned: bool = False, of_repayments: bool = True) -> Meant:
    """What a row means. turned: whether this lender writes what was paid with a minus. of_repayments:
    whether this lender's list says that it is one of repayments.

    Raises NotRead for what cannot be told.
    """
    if kind == "lender":
        return _of_a_lender(row, turned, of_repayments)
    if kind == "plain":
        return _plain(row)
    amount = amount_of(row)
    on = _day_of(row, "day", "paid_day", "booked_day", "bill_day", "due_day")
    found = _on_a_card(row, way) if kind == "card" else _of_an_account(row, way, kind)
    return replace(found, on=on, amount=abs(amount), way=way)


def _day_of(row: Facts, *parts: str) -> date:
    for part in parts:
        if part in row.days:
            return row.days[part]
    raise NotRead("no_day")


_NO_DAY, _NO_AMOUNT = date.min, Decimal(0)


def _said(meaning: Meaning, named: Named, why: str, *, sure: bool = True, **values: object) -> Meant:
    return Meant(meaning, _NO_DAY, _NO_AMOUNT, named, sure, ((why, values),))


# -- wallets and bank accounts


def _of_an_account(row: Facts, way: Way, kind: Kind) -> Meant:
    words = row.says("type", "party", "text", "debt")
    state, status = state_of(row), row.texts.get("status", "")
    back = sense("refund").find(row.says("type", "text", "party"))
    if state == "unpaid":
        repaying = sense("repayment").find(words) or sense("advance").find(words)
        return _said("none", "text" if repaying else "means", "not_done", status=status)
    if back and (way != "out" or sense("refund").find(row.texts.get("type", ""))):
        return _said("refund", "means", "word", word=back)
    if way == "in":
        return _money_in(row, words)
    repaid, lent = sense("repayment").find(words), sense("advance").find(words)
    if repaid and not _between_people(row):
        return _said("repayment", "text", "word", word=repaid, sure=state != "unknown")
    if lent and way != "out":
        return _said("advance", "text", "word", word=lent)
    charged = sense("charge").find(words) if loan_named(words) else ""
    if charged:
        return _said("charge", "text", "word", word=charged)
    if way in ("out", "") and kind == "wallet" and row.texts.get("means"):
        return _said("purchase", "means", "means", means=row.texts["means"])
    if way == "":
        return undecided(row)
    to_lender = sense("lender").find(words) or loan_named(words)
    if way == "out" and to_lender and not lent and not _between_people(row):
        return _said("repayment", "text", "to_lender", word=to_lender, sure=False)
    return _said("other", "text", "nothing_of_a_debt")


def _money_in(row: Facts, words: str) -> Meant:
    lent = sense("advance").find(words)
    if lent and not sense("repayment").find(words) and not _between_people(row):
        return _said("advance", "text", "word", word=lent)
    lender = loan_named(words) or sense("house").find(words)
    if lender and not sense("comes").find(words) and not sense("repayment").find(words):
        return _said("advance", "text", "from_lender", word=lender)
    return _said("income", "text", "money_in")


def _between_people(row: Facts) -> bool:
    """A transfer, and nothing in it speaks of a lender: what people call it is their own affair."""
    if not sense("private").find(row.texts.get("type", "")):
        return False
    words = row.says("type", "party", "text")
    return not (sense("house").find(words) or sense("card").find(words) or loan_named(words))


def undecided(row: Facts) -> Meant:
    """Only words are left to tell whether money came or went. Raises NotRead where they do not."""
    words = row.says("type", "party", "text", "debt")
    comes, goes = sense("comes").find(words), sense("goes").find(words)
    if comes and not goes:
        return replace(_money_in(row, words), why=(("word", {"word": comes}),))
    if goes and not comes:
        return _said("other", "text", "nothing_of_a_debt")
    raise NotRead("undecided_way")


# -- a card's statement


def _on_a_card(row: Facts, way: Way) -> Meant:
    words = row.says("type", "party", "text")
    back, repaid = sense("refund").find(words), sense("repayment").find(words)
    charged, cash = sense("charge").find(words), sense("cash").find(words)
    if state_of(row) == "unpaid":
        return _said("none", "list", "not_done", status=row.texts["status"])
    if back:
        return _said("refund", "list", "word", word=back)
    waived = "" if repaid or way != "in" else sense("waived").find(words)
    if waived:
        return _said("refund", "list", "waived", word=waived)
    if way == "in":
        paid_in = repaid or sense("paid_in").find(words)
        if paid_in:
            return _said("repayment", "list", "word", word=paid_in)
        return _said("repayment", "list", "came_onto_the_card", sure=False)
    if repaid and way != "out":
        return _said("repayment", "list", "word", word=repaid)
    if charged and (way == "out" or not repaid):
        return _said("charge", "list", "word", word=charged)
    if cash:
        return _said("advance", "list", "word", word=cash)
    if way == "out" and repaid:
        return _said("repayment", "list", "went_off_the_card", sure=False)
    if way == "out" or sense("goes").find(words):
        return _said("purchase", "list", "on_the_card")
    raise NotRead("undecided_way")


# -- a lender's own list


def _of_a_lender(row: Facts, turned: bool, of_repayments: bool) -> Meant:
    words, state = row.says("type", "text"), state_of(row)
    asked, given = row.amounts.get("due"), row.amounts.get("paid")
    status = row.texts.get("status", "")
    back = "" if sense("unpaid").find(status) else sense("refund").find(f"{words} | {status}")
    if "in" in row.amounts or "out" in row.amounts:
        return _in_its_account(row, words)
    lent = row.amounts.get("lent")
    if lent and not row.amounts.keys() & {"paid", "due", "amount"}:
        return _borrowed(row, lent, state)
    amount = next(
        (row.amounts[part] for part in ("paid", "amount", "due", "unpaid") if part in row.amounts), None
    )
    if amount is None and row.bill is not None:
        amount = row.bill.total
    if amount is None:
        raise NotRead("no_amount")
    day = _day_of(row, "paid_day", "day", "booked_day", "due_day", "bill_day", "lent_day")
    due_day = _day_of(row, "due_day", "bill_day", "paid_day", "day", "booked_day", "lent_day")
    if back:
        return Meant("refund", day, abs(amount), "list", why=(("word", {"word": back}),))
    if amount and (amount < 0) != turned:
        if sense("advance").find(words) and not sense("repayment").find(words):
            return Meant(
                "advance", day, abs(amount), "list", why=(("word", {"word": sense("advance").find(words)}),)
            )
        raise NotRead("other_sign")
    amount = abs(amount)

    def not_paid(why: str, **values: object) -> Meant:
        shown = asked if asked else amount
        return Meant("none", due_day, shown, "list", why=((why, values),))

    failed = "" if status else sense("unpaid").find(words) and not sense("paid").find(words)
    if failed:
        return not_paid("word", word=sense("unpaid").find(words))
    in_part = bool(asked and given and abs(given) < asked)
    if state == "unpaid" and not in_part:
        return not_paid("not_done", status=status)
    if state == "late" and not in_part and not (asked and given and _day_given(row)):
        return not_paid("not_done", status=status)
    if given is not None and not given:
        return not_paid("nothing_paid")
    if given is None and asked is not None and "amount" not in row.amounts:
        return _asked_for(row, asked, state, day, not_paid)
    if given is None and "amount" in row.amounts:
        other = _entry_of_a_lender(row, amount, day)
        if other is not None:
            return other
    if given is None and "amount" not in row.amounts and ("unpaid" in row.amounts or not state):
        return not_paid("only_asked_for")
    waived = sense("waived").find(words)
    if waived and not sense("repayment").find(words):
        return Meant("none", day, amount, "list", why=(("waived", {"word": waived}),))
    if waived or (not of_repayments and not sense("repayment").find(words)):
        return Meant("repayment", day, amount, "list", False, (("is_it_a_repayment", {}),))
    told = state not in ("unknown", "unpaid")
    found = Meant("repayment", day, amount, "list", why=(("own_list", {}),), sure=told)
    if not told:
        found = found.also("unknown_state", status=status)
    if asked is not None and given is not None and not _day_given(row):
        found = replace(found, sure=False).also("day_of_paying_unknown")
    return found


def _in_its_account(row: Facts, words: str) -> Meant:
    """In the account that a bank keeps of a loan money in pays it, and money out was lent or charged."""
    on, amount = _day_of(row, "day", "paid_day", "booked_day", "due_day", "bill_day"), amount_of(row)
    if amount < 0:
        raise NotRead("other_sign")
    if row.amounts.get("in"):
        return Meant("repayment", on, amount, "list", why=(("own_list", {}),))
    if not amount:
        return Meant("none", on, amount, "list", why=(("nothing_paid", {}),))
    kinds: tuple[tuple[Meaning, str], ...] = (("advance", "advance"), ("charge", "charge"))
    for meaning, name in kinds:
        word = sense(name).find(words)
        if word:
            return Meant(meaning, on, amount, "list", why=(("word", {"word": word}),))
    raise NotRead("undecided_way")


def _borrowed(row: Facts, amount: Decimal, state: State) -> Meant:
    """A list of what was borrowed. Its states are those of the loan: "还款中" says that it was paid out."""
    on, status = (
        _day_of(row, "lent_day", "day", "booked_day", "bill_day", "paid_day", "due_day"),
        row.texts.get("status", ""),
    )
    if amount < 0:
        raise NotRead("other_sign")
    if state == "unpaid" and not sense("repayment").find(status):
        return Meant("none", on, amount, "list", why=(("not_done", {"status": status}),))
    return Meant("advance", on, amount, "list", why=(("lent_column", {}),))


def _day_given(row: Facts) -> bool:
    return any(part in row.days for part in ("paid_day", "day", "booked_day"))


def _asked_for(row: Facts, asked: Decimal, state: State, day: date, not_paid: object) -> Meant:
    """A list that says only what was to be paid: whether it was is for its states to say."""
    if state == "partly":
        raise NotRead("partly_without_amount")
    if state != "paid":
        return not_paid("only_asked_for")  # type: ignore[operator, no-any-return]
    found = Meant("repayment", day, asked, "list", why=(("own_list", {}),))
    return found if _day_given(row) else replace(found, sure=False).also("day_of_paying_unknown")


def _entry_of_a_lender(row: Facts, amount: Decimal, day: date) -> Meant | None:
    """In a lender's list of all that happened each row says what it is; None where it says nothing else."""
    words = row.says("type", "text")
    if sense("repayment").find(words):
        return None
    kinds: tuple[tuple[Meaning, str], ...] = (
        ("advance", "advance"),
        ("charge", "charge"),
        ("purchase", "goes"),
    )
    for meaning, name in kinds:
        word = sense(name).find(row.texts.get("type", "") or words)
        if word:
            return Meant(meaning, day, amount, "list", why=(("word", {"word": word}),))
    return None


# -- only days and amounts


def _plain(row: Facts) -> Meant:
    """A list that says nowhere what it is: each row is a question, unless its words answer it."""
    amount = amount_of(row)
    on = _day_of(row, "day", "booked_day")
    words = row.says("type", "party", "text", "debt")
    shown = Meant("repayment", on, abs(amount), "text")
    for meaning, name in (("refund", "refund"), ("repayment", "repayment"), ("advance", "advance")):
        word = sense(name).find(words)
        if word:
            return replace(shown, meaning=meaning, why=(("word", {"word": word}),))  # type: ignore[arg-type]
    if sense("comes").find(words):
        return replace(shown, meaning="income", why=(("word", {"word": sense("comes").find(words)}),))
    if sense("goes").find(words):
        return replace(shown, meaning="other", why=(("nothing_of_a_debt", {}),))
    return replace(shown, sure=False, why=(("is_it_a_repayment", {}),))


# -- what came back


def net(row: Facts, found: Meant) -> Meant:
    """What is left after the part that the row itself says came back."""
    if found.meaning in ("refund", "none", "income"):
        return found
    status = row.texts.get("status", "")
    back = abs(row.amounts.get("refunded", Decimal(0)))
    if sense("refunded_in_full").find(status):
        back = found.amount
    elif sense("refund").find(status) and not back:
        written = _BACK.search(status.replace("¥", ""))
        if written is None:
            return replace(found, sure=False).also("part_came_back", status=status)
        back = read_amount(written[1])
    if not back:
        return found
    if back > found.amount:
        raise NotRead("more_back_than_paid")
    left = found.amount - back
    nothing_left = not left and found.meaning != "other"
    return replace(found, amount=left, meaning="none" if nothing_left else found.meaning).also(
        "came_back", amount=back
    )
