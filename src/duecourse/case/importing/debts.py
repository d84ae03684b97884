"""Which debt of a household a text speaks of: by its own name, its product's or its lender's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final

from duecourse.files import read_file
from duecourse.rules import products

from ..debt import Debt
from ..model import Case
from .words import FOLDER, listed, same_form, sense, word_pattern

_BANK = re.compile(r"银行|\bbank\b")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|,.*$|，.*$")
_COMPANY = re.compile(
    r"股份有限公司|有限责任公司|有限公司|信用卡中心|公司$|\b(?:co\.?,? ?ltd\.?|inc\.?|limited)\b\.?"
)
_SHORTEST: Final = 2  # characters of a name


@dataclass(frozen=True)
class Loans:
    """A credit product that goes by usual names. lenders: who alone lends on it."""

    id: str
    names: tuple[str, ...]
    lenders: tuple[str, ...]


@dataclass(frozen=True)
class UsualNames:
    """What `names.toml` holds. groups: names of lenders of several products, with those products' ids.

    chance: phrases in which a name of a product stands without being one.
    """

    loans: tuple[Loans, ...]
    groups: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    banks: tuple[tuple[str, ...], ...]
    generic: frozenset[str]
    chance: tuple[str, ...]


@cache
def usual_names() -> UsualNames:
    """The usual names, checked: each stands once."""
    table = read_file(FOLDER / "names.toml")
    seen: dict[str, str] = {}
    loans: list[Loans] = []
    groups, banks = [], []
    for item in table.tables("loans"):
        id, names = item.text("id"), listed(item, "names")
        lenders = listed(item, "lenders") if item.has("lenders") else ()
        if id in (one.id for one in loans):
            raise item.error("id", f"{id!r} is there twice", "Give one of them another id")
        item.finish()
        loans.append(Loans(id, names, lenders))
    for item in table.tables("lenders"):
        names, lent = listed(item, "names"), listed(item, "loans")
        if not {*lent} <= {one.id for one in loans}:
            raise item.error("loans", f"{lent!r} are not all known", "Use the ids of [[loans]]")
        item.text("id")
        item.finish()
        groups.append((names, lent))
    for item in table.tables("banks"):
        banks.append(listed(item, "names"))
        item.finish()
    generic, chance = table.table("generic"), table.table("chance")
    words, phrases = frozenset(listed(generic, "words")), listed(chance, "words")
    generic.finish()
    chance.finish()
    table.finish()
    for name in [
        *(name for one in loans for name in (*one.names, *one.lenders)),
        *(name for names, _ in groups for name in names),
        *(name for names in banks for name in names),
    ]:
        if name in seen:
            raise table.error("names", f"{name!r} is there twice", "Take one of them out")
        seen[name] = name
    return UsualNames(tuple(loans), tuple(groups), tuple(banks), words, phrases)


@dataclass(frozen=True)
class KnownDebt:
    """What a list is held against: a debt of the case, or one that is being typed in.

    start: its first day, None where it is not known yet. payments, drawings, bills: days and amounts.
    """

    id: str
    label: str
    product: str
    called: tuple[str, ...] = ()
    lenders: tuple[str, ...] = ()
    start: date | None = None
    payments: tuple[tuple[date, Decimal], ...] = ()
    drawings: tuple[tuple[date, Decimal], ...] = ()
    bills: tuple[tuple[date, Decimal], ...] = ()

    @property
    def is_card(self) -> bool:
        """Whether it is a bank's card."""
        return products[self.product].family == "card"

    @property
    def is_revolving(self) -> bool:
        """Whether it can be drawn on again."""
        return products[self.product].kind == "revolving"


def debts_of(case: Case) -> tuple[KnownDebt, ...]:
    """The debts of a case."""
    return tuple(_known(debt) for debt in case.debts)


def _known(debt: Debt) -> KnownDebt:
    return KnownDebt(
        debt.id,
        debt.label,
        debt.product_name,
        (debt.labels.zh, debt.labels.en),
        (debt.lender.zh, debt.lender.en),
        debt.start if debt.drawings else None,
        tuple((one.on, one.amount) for one in debt.payments),  # type: ignore[misc]
        tuple((one.on, one.amount) for one in debt.drawings),  # type: ignore[misc]
        tuple((one.on, one.total) for one in debt.bills),
    )


@dataclass(frozen=True)
class Naming:
    """What a text names. debt: the id of a debt, None where it names none of them. sure: whether it
    cannot be another. what: the name in the text, empty where it names nobody. several: whether more
    than one debt fits.
    """

    debt: str | None = None
    sure: bool = False
    what: str = ""
    several: bool = False


@dataclass(frozen=True)
class _Keys:
    """By what one debt is known. has_bank: whether a bank is named for it, a usual one or another."""

    debt: KnownDebt
    names: re.Pattern[str] | None
    lenders: re.Pattern[str] | None
    loans: frozenset[str]
    banks: frozenset[int]
    has_bank: bool


class Names:
    """Finds the debt that a text speaks of. begun: the debt for which an import was begun, if any."""

    def __init__(self, debts: Sequence[KnownDebt], begun: str | None = None) -> None:
        self._begun = begun
        self._keys = [_keys_of(debt) for debt in debts]
        self._found: dict[tuple[str, bool], Naming] = {}

    def named_in(self, text: str, *, own_name: bool = False) -> Naming:
        """What a text, in the one form, names. own_name: by the debt's or its product's name only."""
        key = (text, own_name)
        if key not in self._found:
            if len(self._found) > 10_000:
                self._found.clear()
            self._found[key] = self._named_in(text, own_name) if text else Naming()
        return self._found[key]

    def _named_in(self, text: str, own_name: bool) -> Naming:
        loans, banks = _loans_in(text), _banks_in(text)
        scored = [(*_score(text, loans, banks, keys), keys) for keys in self._keys]
        best = max((score for score, _, _ in scored), default=0)
        if best < (3 if own_name else 1) or (loans and best < 3):
            return Naming(
                what=next(iter(loans.values()), "") or ("" if own_name else sense("card").find(text))
            )
        fitting = [(what, keys) for score, what, keys in scored if score == best]
        what = fitting[0][0]
        if len(fitting) > 1:
            begun = next((keys.debt.id for _, keys in fitting if keys.debt.id == self._begun), None)
            return Naming(begun, False, what, several=True)
        return Naming(fitting[0][1].debt.id, best >= 2, what)


def _score(text: str, loans: Mapping[str, str], banks: frozenset[int], keys: _Keys) -> tuple[float, str]:
    """How surely a text speaks of a debt, and by which name: 4 its own, 3 its product's, 2 its lender's."""
    own = _found(keys.names, text)
    if own:
        return 4 + len(own) / 100, own
    for id, name in loans.items():
        if id in keys.loans:
            return 3, name
    card = sense("card").find(text)
    lender = _found(keys.lenders, text)
    same_bank = lender or ("bank" if keys.banks & banks else "")
    if card:
        if not keys.debt.is_card:
            return 0, ""
        if same_bank:
            return 2.5, lender or card
        names_a_bank = bool(_BANK.search(text)) or bool(banks)
        return (0, "") if names_a_bank and keys.has_bank else (1, card)
    if lender:
        return (1 if keys.debt.is_card else 2), lender
    for names, lent in usual_names().groups:
        found = next((name for name in names if name in text), "")
        if found and keys.loans & {*lent}:
            return 1, found
    return 0, ""


def _found(pattern: re.Pattern[str] | None, text: str) -> str:
    match = pattern.search(text) if pattern is not None else None
    return match[0] if match else ""


@cache
def _loan_names() -> Mapping[str, str]:
    return {name: one.id for one in usual_names().loans for name in one.names}


@cache
def _loan_pattern() -> re.Pattern[str]:
    return word_pattern(_loan_names())


@cache
def _chance() -> re.Pattern[str]:
    return word_pattern(usual_names().chance)


@lru_cache(maxsize=10_000)
def _loans_in(text: str) -> Mapping[str, str]:
    """The products whose names stand in a text, each with that name."""
    found: dict[str, str] = {}
    for match in _loan_pattern().finditer(_chance().sub(" ", text)):
        found.setdefault(_loan_names()[match[0]], match[0])
    return found


def loan_named(text: str) -> str:
    """The usual name of a credit product in a text of the one form, empty where there is none."""
    return next(iter(_loans_in(text).values()), "")


@cache
def _bank_names() -> Mapping[str, int]:
    return {name: number for number, names in enumerate(usual_names().banks) for name in names}


@cache
def _bank_pattern() -> re.Pattern[str]:
    return word_pattern(_bank_names())


def _banks_in(text: str) -> frozenset[int]:
    return frozenset(_bank_names()[match[0]] for match in _bank_pattern().finditer(text))


def _keys_of(debt: KnownDebt) -> _Keys:
    called, lenders = [same_form(name) for name in debt.called], [same_form(name) for name in debt.lenders]
    whole = " | ".join((*called, *lenders))
    loans = set(_loans_in(" | ".join(called)))
    if not loans:
        loans = {
            one.id for one in usual_names().loans if any(name in whole for name in (*one.names, *one.lenders))
        }
    if not loans:
        loans = {one.id for one in usual_names().loans if one.id == products[debt.product].known_as}
    if not loans:
        loans = set(_loans_in(same_form(debt.id)))
    usual_lenders = [name for one in usual_names().loans if one.id in loans for name in one.lenders]
    companies = [_COMPANY.sub("", name).strip() for name in lenders]
    return _Keys(
        debt,
        _pattern(_told_apart(called)),
        _pattern(_told_apart([*companies, *usual_lenders])),
        frozenset(loans),
        _banks_in(whole),
        any(_BANK.search(name) for name in _told_apart([*called, *lenders])),
    )


def _pattern(names: Sequence[str]) -> re.Pattern[str] | None:
    return word_pattern(names) if names else None


def _told_apart(names: Iterable[str]) -> list[str]:
    """Names that tell one debt from another: without what stands in brackets, and not just "loan"."""
    found = []
    for name in names:
        for kept in (name, _BRACKETS.sub("", name).strip()):
            if len(kept) >= _SHORTEST and kept not in usual_names().generic and kept not in found:
                found.append(kept)
    return found
