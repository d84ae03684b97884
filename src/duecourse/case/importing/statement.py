"""What a list of a bank, a card, a wallet or a lender means for a household's debts, row by row.

    found = read_statement("流水.csv", case, debt="jintiao")
    for row in found.rows:
        row.number, row.on, row.amount, row.meaning, row.debt, row.ticked, row.why, row.text
    found.refused          # rows that were not understood: number, text, reason, remedy

Nothing is added to a debt, and nothing is saved, until somebody takes the rows they want (`taking`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from duecourse.locale import say, sentences
from duecourse.locale.typed import NotRead

from ..debt import Bill
from ..model import Case
from .debts import KnownDebt, Names, Naming, debts_of, usual_names
from .meaning import Meaning, Meant, meant, net, undecided
from .rows import Facts, Found, Section, read_rows, row_text
from .said import RefusedRow, sentence
from .sheet import Patience
from .sheets import Source, read_sheets
from .takebacks import Judged, set_against
from .ways import Kind, kind_of, ways_of
from .words import same_form, sense

NEAR: Final = timedelta(days=3)
"""A payment is on its way for a day or two: within this time the same amount may be the same payment."""

Said = tuple[str, Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A row that was understood.

    Attributes:
        number: of the row in the file.
        on: its day.
        amount: positive, yuan.
        meaning: what it means: one of `MEANINGS`.
        debt: the id of the debt it speaks of, None where it names none of the case.
        ticked: whether it is a sure repayment of that debt that the case has not got yet.
        text: who and what for.
        said: why it is taken so, in words.
        bill: the lender's bill it is, if it is one.
        sheet: of an Excel file that has several.
    """

    number: int
    on: date
    amount: Decimal
    meaning: Meaning
    debt: str | None
    ticked: bool
    text: str
    said: tuple[Said, ...] = field(default=(), hash=False)
    bill: Bill | None = field(default=None, hash=False)
    sheet: str = ""

    @property
    def why(self) -> str:
        """How it was understood, and what speaks against taking it, in sentences."""
        return sentences(*(sentence(f"import.why_{why}", values) for why, values in self.said))


@dataclass(frozen=True)
class Statement:
    """All that a file says.

    Attributes:
        rows: understood.
        refused: not understood, with reason and remedy.
        aside: number and text of the lines that are no rows: titles, headings, totals. remarks: how the file
            was read, in sentences.
        kinds: what kind of list each of its sheets is.
        debts: the debts of the case that it was read for.
        today: the day on which it was read.
    """

    rows: tuple[StatementRow, ...]
    refused: tuple[RefusedRow, ...]
    aside: tuple[tuple[int, str], ...]
    kinds: tuple[str, ...]
    debts: tuple[KnownDebt, ...] = ()
    today: date = date.max

    def remarks(self) -> list[str]:
        """How the file was read: as what kind of list, and what becomes of rows that are not taken."""
        said = [say(f"import.kind_{kind}") for kind in dict.fromkeys(self.kinds)]
        for meaning in ("charge", "refund"):
            if any(row.meaning == meaning and row.debt is not None for row in self.rows):
                said.append(say(f"import.about_{meaning}s", **names_in(meaning)))
        return said


def read_statement(source: Source, case: Case, debt: str | None = None) -> Statement:
    """What a file of a bank, a card, a wallet or a lender means for the debts of a case.

    Args:
        source: a CSV or Excel file by its name, or its content.
        case: whose debts they may be.
        debt: the id of the debt for which it is read; the rows of a lender's own list that names no debt are
            that debt's.

    Returns:
        Its rows, and what each means; nothing is added to a debt yet.

    Raises:
        ImportRefused: a file of which nothing can be read.
        KeyError: a debt that the case has not got.

    Example:
        >>> rows = ["日期,金额,摘要", "2026-10-20,-500.00,还款"]
        >>> found = read_statement(chr(10).join(rows).encode(), load_example("courier"))
        >>> [(row.on, row.amount, row.meaning) for row in found.rows]
        [(datetime.date(2026, 10, 20), Decimal('500.00'), 'repayment')]
    """
    if debt is not None:
        case.debt(debt)
    return read_for(source, debts_of(case), case.as_of, debt)


def read_for(source: Source, debts: Sequence[KnownDebt], today: date, begun: str | None = None) -> Statement:
    """The same for debts that may still be typed in."""
    patience = Patience()
    found = read_rows(read_sheets(source, patience), patience)
    return _Reading(debts, today, begun, patience).statement(found)


class _Reading:
    def __init__(
        self, debts: Sequence[KnownDebt], today: date, begun: str | None, patience: Patience
    ) -> None:
        self._patience = patience
        self._debts = {debt.id: debt for debt in debts}
        self._today, self._begun = today, begun
        self._names = Names(debts, begun)

    def statement(self, found: Found) -> Statement:
        """Everything, the rows of the file in their order."""
        judged: list[tuple[Judged, Naming]] = []
        refused = list(found.unread)
        kinds = [kind_of(section) for section in found.sections]
        for section, kind in zip(found.sections, kinds, strict=True):
            rows = list(self._section(section, kind, refused))
            set_against([row for row, _ in rows])
            judged += rows
        several = len({section.sheet.name for section in found.sections}) > 1
        there = self._there_already([row for row, _ in judged])
        seen: Counter[tuple[object, ...]] = Counter()
        rows_read = tuple(
            self._row(row, naming, there.get(place), seen, several)
            for place, (row, naming) in enumerate(judged)
        )
        refused.sort(key=lambda row: row.number)
        return Statement(
            rows_read,
            tuple(refused),
            tuple(found.aside),
            tuple(kinds),
            tuple(self._debts.values()),
            self._today,
        )

    def _section(
        self, section: Section, kind: Kind, refused: list[RefusedRow]
    ) -> Iterator[tuple[Judged, Naming]]:
        own = self._own_debt(section, kind)
        of_several = len({row.texts.get("debt") for row in section.rows}) > 1
        turned = kind == "lender" and _is_turned(section.rows)
        of_repayments = _is_of_repayments(section)
        for row, way in zip(section.rows, ways_of(section, kind), strict=True):
            self._patience.spent()
            try:
                if isinstance(way, NotRead):
                    raise way
                found = meant(row, kind, way, turned=turned, of_repayments=of_repayments)
                naming = self._named(row, found, kind, own, of_several)
                if found.meaning == "purchase" and found.named == "means" and not naming.what:
                    found = _not_on_credit(row, found)
                found = net(row, found)
            except NotRead as error:
                text = f"{next(iter(row.days.values()))} | {_amounts(row)} | {row.text}"
                refused.append(RefusedRow(row.number, row_text([text]), error.why, error.values))
                continue
            if found.meaning in ("income", "other"):
                naming = Naming()
            yield Judged(row, found, naming.debt), naming

    def _own_debt(self, section: Section, kind: Kind) -> Naming:
        """The debt whose own list it is: the one that its title names, else the one it is read for."""
        if kind not in ("lender", "card", "plain"):
            return Naming()
        title = same_form(section.title)
        named = self._names.named_in(title, own_name=kind != "card")
        begun = self._debts.get(self._begun or "")
        if named.what and (begun is None or named.debt != begun.id):
            return named
        if begun is None or (kind == "card" and not begun.is_revolving):
            return Naming()
        return Naming(begun.id, True, begun.label)

    def _named(self, row: Facts, found: Meant, kind: Kind, own: Naming, of_several: bool) -> Naming:
        if kind in ("lender", "card", "plain"):
            if kind == "card":
                return own
            said = self._names.named_in(row.says("debt", "type", "party", "text"), own_name=True)
            return said if said.what else self._by_its_column(row.texts.get("debt", ""), own, of_several)
        text, means = row.says("type", "party", "text", "debt"), row.texts.get("means", "")
        first, second = (
            (text, means) if found.named == "text" else (means, "" if found.meaning == "purchase" else text)
        )
        named = self._names.named_in(first)
        return named if named.what or found.named == "text" else self._names.named_in(second)

    def _by_its_column(self, written: str, own: Naming, of_several: bool) -> Naming:
        """What a column of lenders or products says, where it is none of the names: another debt where the
        list has several, else perhaps another.
        """
        if not written or written in usual_names().generic:
            return own
        said = self._names.named_in(written)
        if said.debt is not None:
            return own if said.debt == own.debt else said
        return Naming(None if of_several else own.debt, False, said.what or written)

    def _there_already(self, rows: Sequence[Judged]) -> dict[int, date]:
        """The rows whose debt has such an entry already, with its day; those of the very day come first."""
        known, found = _Known(self._debts.values()), {}
        for near in (timedelta(0), NEAR):
            for place, row in enumerate(rows):
                if place not in found and row.debt is not None:
                    day = known.take(row.debt, row.meant.meaning, row.meant.on, row.meant.amount, near)
                    if day is not None:
                        found[place] = day
        return found

    def _row(
        self,
        row: Judged,
        naming: Naming,
        there: date | None,
        seen: Counter[tuple[object, ...]],
        several: bool,
    ) -> StatementRow:
        found, facts = row.meant, row.facts
        about = self._about_debt(naming, found) if found.meaning not in ("income", "other") else []
        if found.meaning == "purchase" and sense("instalments").find(facts.says("means", "text", "type")):
            about.append(("in_instalments", {}))
        debt = self._debts.get(row.debt or "")
        against = _by_its_day(found.meaning, found.on, debt, self._today)
        if there is not None:
            against.append(_there(found.on, there))
        key = (facts.sheet, facts.whole, found.meaning)
        seen[key] += 1
        if seen[key] > 1:
            against.append(("twice_in_the_file", {}))
        sure = found.meaning == "repayment" and found.sure and found.amount > 0 and not about
        return StatementRow(
            number=facts.number,
            on=found.on,
            amount=found.amount.quantize(Decimal("0.01")),
            meaning=found.meaning,
            debt=row.debt,
            ticked=sure and not against,
            text=facts.text,
            said=(*found.why, *about, *against),
            bill=facts.bill,
            sheet=facts.sheet if several else "",
        )

    def _about_debt(self, naming: Naming, found: Meant) -> list[Said]:
        """What is open about the debt of a row; nothing where it is clear."""
        if found.meaning == "none" and not naming.what:
            return []
        if naming.several:
            return [("several_debts", {"name": naming.what})]
        if naming.debt is None:
            return [("not_in_case", {"name": naming.what})] if naming.what else [("names_no_debt", {})]
        if not naming.sure and found.meaning == "repayment":
            return [("debt_not_sure", {"name": naming.what})]
        return []


def _is_of_repayments(section: Section) -> bool:
    """Whether a lender's list says what was paid. A plan has the same columns for what is to be paid."""
    has, title = section.columns.has, same_form(section.title)
    if any(sense("really_paid").find(same_form(heading)) for heading in section.columns.headings):
        return True
    if sense("repayments_title").find(title) or has("status", "due"):
        return bool(sense("repayments_title").find(title)) or has("paid", "paid_day", "due", "due_day")
    if sense("plan_title").find(title) or (has("period") and has("principal")):
        return False
    return has("paid", "paid_day", "due_day")


def _not_on_credit(row: Facts, found: Meant) -> Meant:
    """What was paid with money of one's own: it went for something else, if it went."""
    if found.way == "":
        decided = undecided(row)
        return replace(decided, on=found.on, amount=found.amount)
    return replace(found, meaning="other", why=(("nothing_of_a_debt", {}),))


def _amounts(row: Facts) -> str:
    return " / ".join(f"{amount}" for amount in row.amounts.values())


def _is_turned(rows: Sequence[Facts]) -> bool:
    """Whether a lender writes what was paid with a minus: by the rows that say so, else by most."""
    of_repayments = [row for row in rows if sense("repayment").find(row.says("type", "text"))]
    signs = [
        amount < 0
        for row in of_repayments or rows
        for part in ("paid", "amount")
        if (amount := row.amounts.get(part))
    ]
    return sum(signs) * 2 > len(signs)


class _Known:
    """What the debts have already; each entry stands for one row of a list."""

    def __init__(self, debts: Iterable[KnownDebt]) -> None:
        self._left: dict[tuple[str, str], list[tuple[date, Decimal]]] = {}
        for debt in debts:
            self._left[debt.id, "repayment"] = list(debt.payments)
            self._left[debt.id, "purchase"] = self._left[debt.id, "advance"] = list(debt.drawings)
            self._left[debt.id, "bill"] = list(debt.bills)

    def take(self, debt: str, meaning: str, on: date, amount: Decimal, near: timedelta) -> date | None:
        """The day of an entry that is, or may be, the same; it will not stand for another row again."""
        left = self._left.get((debt, meaning), [])
        fitting = [day for day, value in left if value == amount and abs(day - on) <= near]
        if not fitting:
            return None
        nearest = min(fitting, key=lambda day: abs(day - on))
        left.remove((nearest, amount))
        return nearest


def names_in(meaning: str) -> dict[str, str]:
    """What the page calls rows of a meaning, and the place for bills, for sentences that speak of them."""
    return {"meaning": say(f"import.meaning_{meaning}"), "bills": say("form.bills")}


def _there(on: date, there: date) -> Said:
    return ("known", {}) if there == on else ("known_nearby", {"day": there})


def _by_its_day(meaning: str, on: date, debt: KnownDebt | None, today: date) -> list[Said]:
    """What speaks against taking a row by its day."""
    if meaning not in ("repayment", "purchase", "advance", "bill"):
        return []
    found: list[Said] = []
    if on > today:
        found.append(("day_to_come", {}))
    if meaning == "repayment" and debt is not None and debt.start is not None and on < debt.start:
        found.append(("before_the_debt", {"start": debt.start}))
    return found


def against_taking(meaning: str, on: date, amount: Decimal, debt: KnownDebt, today: date) -> list[str]:
    """What speaks against taking one row into a debt, in sentences: its day, or that it is there already."""
    said = _by_its_day(meaning, on, debt, today)
    there = _Known([debt]).take(debt.id, meaning, on, amount, NEAR)
    if there is not None:
        said.append(_there(on, there))
    return [sentence(f"import.why_{why}", values) for why, values in said]
