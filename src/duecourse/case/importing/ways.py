"""What kind of list it is, and which way the money of each row went.

In a bank account money that goes out has a minus, on a card's statement mostly a plus; some lists have
two columns, some a word, some nothing but the balance. What none of these decides stays undecided.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final, Literal

from duecourse.locale.typed import NotRead

from .debts import loan_named
from .rows import Facts, Section
from .said import BETWEEN
from .words import Sense, same_form, sense

Kind = Literal["wallet", "account", "card", "lender", "plain"]
"""Of a list: a wallet's, a bank account's, a card's statement, a lender's own, or only days and amounts."""

Way = Literal["in", "out", "neither", ""]
"""Of money: it came, it went, the list counts it as neither, or the list does not say."""

_OF_A_LENDER: Final = (
    "lent", "lent_day", "paid", "due", "paid_day", "due_day", "bill_day", "period", "unpaid", "principal",
)  # fmt: skip
_SHORT_TITLE: Final = 40  # characters: a long one may speak of a loan by the way
_OF_AN_ACCOUNT: Final = ("direction", "in", "out", "balance")


def kind_of(section: Section) -> Kind:
    """What kind of list a section is, by its columns, then by what stands above it."""
    has, title = section.columns.has, same_form(section.title)
    if has(*_OF_A_LENDER) and not has(*_OF_AN_ACCOUNT):
        return "lender"
    if len(title) <= _SHORT_TITLE and sense("loan_account_title").find(title) and has("in") and has("out"):
        return "lender"
    of_a_wallet = has("status", "party", "type") and not has("balance", "in", "out")
    if of_a_wallet and has("means"):
        return "wallet" if has("direction") or not is_a_lender_s(title) else "lender"
    if sense("card_title").find(title):
        return "card"
    if of_a_wallet and has("direction") and not has("card_number"):
        return "wallet"
    if is_a_lender_s(title) and not has(*_OF_AN_ACCOUNT):
        return "lender"
    if has("balance"):
        return "account"
    if has("card_number") or (has("booked_day") and has("day")):
        return "card"
    if has("direction", "in", "out", "party", "type", "means", "status"):
        return "account"
    negative = sum(row.amounts.get("amount", 0) < 0 for row in section.rows)
    mixed = 0 < negative < len(section.rows) or any(row.plus for row in section.rows)
    if mixed or (negative and has("text")):
        return "account"
    return "plain"


def is_a_lender_s(title: str) -> bool:
    """Whether a title says that a list is a lender's own."""
    if sense("repayments_title").find(title) or sense("lender_title").find(title):
        return True
    return len(title) <= _SHORT_TITLE and bool(loan_named(title))


def amount_of(row: Facts) -> Decimal:
    """The amount of a row that is no lender's, with its sign. Raises NotRead where there is none, or two."""
    came, went = row.amounts.get("in"), row.amounts.get("out")
    if came and went:
        raise NotRead("both_ways")
    for found in (came, went, row.amounts.get("amount"), row.amounts.get("booked_amount")):
        if found:
            return found
    if came is not None or went is not None or "amount" in row.amounts or "booked_amount" in row.amounts:
        return Decimal("0.00")
    for part in ("paid", "due", "unpaid"):
        if part in row.amounts:
            return row.amounts[part]
    raise NotRead("no_amount")


def ways_of(section: Section, kind: Kind) -> list[Way | NotRead]:
    """Which way the money of each row went, or why a row cannot say: two columns of it contradict."""
    by_sign = _signs(section, kind)
    by_balance = _balances(section.rows)
    below_zero = {part: _mostly_negative(section.rows, part) for part in ("in", "out")}
    found: list[Way | NotRead] = []
    for place, row in enumerate(section.rows):
        try:
            found.append(
                _by_column(row, below_zero)
                or _by_word(row)
                or by_balance.get(place)
                or _by_sign(row, by_sign)
            )
        except NotRead as error:
            found.append(error)
    return found


def _mostly_negative(rows: Sequence[Facts], part: str) -> bool:
    signs = [row.amounts[part] < 0 for row in rows if row.amounts.get(part)]
    return sum(signs) * 2 > len(signs)


def _by_column(row: Facts, below_zero: Mapping[str, bool]) -> Way:
    """By columns of their own for money in and out. The other sign in one of them takes something back."""
    came, went = row.amounts.get("in"), row.amounts.get("out")
    if came and went:
        raise NotRead("both_ways")
    ways: tuple[tuple[Decimal | None, Way, Way], ...] = ((came, "in", "out"), (went, "out", "in"))
    for amount, way, back in ways:
        if amount and (amount < 0) != below_zero[way]:
            if not sense("refund").find(row.says("type", "text", "party")):
                raise NotRead("other_sign")
            return back
        if amount:
            return way
    return "out" if row.amounts.get("paid") and not row.amounts.get("amount") else ""


def _by_word(row: Facts) -> Way:
    """The word in a column of directions, or a type that is nothing but a direction."""
    said = [word for part in ("direction", "type") for word in row.texts.get(part, "").split(BETWEEN) if word]
    ways: tuple[tuple[Way, Sense], ...] = (
        ("in", sense("money_in")),
        ("out", sense("money_out")),
        ("neither", sense("money_neither")),
    )
    of_direction = row.texts.get("direction", "").split(BETWEEN)
    for word in said:
        for way, words in ways:
            if words.is_all_of(word) and (way != "neither" or word in of_direction):
                if (
                    way == "in"
                    and row.amounts.get("amount", 0) < 0
                    and not sense("refund").find(row.says("type", "text"))
                ):
                    raise NotRead("other_sign")
                return way
    return ""


def _by_sign(row: Facts, by_sign: tuple[Way, Way]) -> Way:
    amount = row.amounts.get("amount", row.amounts.get("booked_amount", Decimal(0)))
    if row.plus and by_sign != ("out", "in"):
        return "in"
    return by_sign[0] if amount > 0 else by_sign[1] if amount < 0 else ""


def _signs(section: Section, kind: Kind) -> tuple[Way, Way]:
    """What a plus and a minus mean in this list."""
    rows = section.rows
    signed = [(row, row.amounts.get("amount", row.amounts.get("booked_amount", Decimal(0)))) for row in rows]
    plus, minus = any(amount > 0 for _, amount in signed), any(amount < 0 for _, amount in signed)
    if kind == "card":
        of_spending = not minus and bool(sense("goes").find(same_form(section.title)))
        return ("out", "") if of_spending else _card_signs(signed)
    if minus or any(row.plus for row in rows):
        return ("in", "out") if (minus and plus) or not minus else ("", "out")
    return ("", "")


def _card_signs(signed: Sequence[tuple[Facts, Decimal]]) -> tuple[Way, Way]:
    """On a card's statement the rows that are plainly repayments tell which sign those have."""
    votes = 0
    for row, amount in signed:
        words = row.says("type", "party", "text")
        came = bool(sense("repayment").find(words) or sense("refund").find(words))
        went = bool(sense("charge").find(words) or sense("goes").find(words) or sense("cash").find(words))
        if amount and came != went:
            votes += 1 if (amount < 0) == came else -1
    if votes > 0:
        return "out", "in"
    if votes < 0:
        return "in", "out"
    return "", ""


def _balances(rows: Sequence[Facts]) -> dict[int, Way]:
    """Which way the money went by what it did to the balance, whichever end of the list is the newest."""
    later, earlier = _changes(rows, 1), _changes(rows, -1)
    found = later if len(later) >= len(earlier) else earlier
    return found if len(found) * 2 > len(rows) - 1 else {}


def _changes(rows: Sequence[Facts], step: int) -> dict[int, Way]:
    found: dict[int, Way] = {}
    for place, row in enumerate(rows):
        before = place - step
        if not 0 <= before < len(rows):
            continue
        here, there = row.amounts.get("balance"), rows[before].amounts.get("balance")
        amount = row.amounts.get("amount")
        if here is None or there is None or not amount or abs(here - there) != abs(amount):
            continue
        found[place] = "in" if here > there else "out"
    return found
