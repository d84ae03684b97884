"""What can stand in a case: every field with its kind, its name in words, and what is allowed in it.

The file's reader, its writer and the form all go by these descriptions, so that a field is checked in
the same way and called by the same name wherever it is typed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from typing import Any, Final, Literal, get_args

from duecourse.calc import BUDGET_KINDS, COMPONENTS, InstalmentTerms, RevolvingTerms, Terms
from duecourse.calc.basics.choices import choices_of
from duecourse.calc.debt.contract import LONGEST_GRACE, LONGEST_WAIT
from duecourse.calc.plan.schedule import MOST_PERIODS
from duecourse.files import Label
from duecourse.locale import LANGUAGES, Text, day, has_message, money, percent, say, separator
from duecourse.locale.typed import (
    MOST_A_DAY,
    MOST_A_MONTH,
    MOST_A_YEAR,
    YEARS_AHEAD,
    NotRead,
    as_day,
    check_amount,
    check_day,
    check_rate,
    plain,
    read_amount,
    read_day,
    read_rate,
    read_whole,
)
from duecourse.rules import LENDER_KINDS, Product, Term, products

from .problems import field_label

Kind = Literal["text", "word", "amount", "rate", "day", "whole", "choice", "yes_no", "order"]
"""text: free text, or { en, zh }. word: a short text. amount: yuan. rate: a share of one. whole: a whole
number. order: all the words of `choices` in some order."""

LONGEST_DAYS: Final = 3650
LONGEST_LINE: Final = 50  # years: a home loan or a wage may run on until then
_LARGEST_RATE, _FINEST_RATE = 6, 20  # digits before and behind the point

LEFT_OUT: Final = "none"
"""How a file says that the contract has no such term, where the product's default has one."""

HardshipKind = Literal["none", "income_drop", "job_lost", "illness", "family", "disaster", "other"]
"""Why paying became hard."""

HARDSHIPS: Final[tuple[HardshipKind, ...]] = get_args(HardshipKind)


@dataclass(frozen=True)
class Field:
    """One field.

    Its label and help are in the present language; `read` checks what was typed.

    Attributes:
        name: its key in the file.
        kind: what can stand in it: see `Kind`.
        table: the table of the file it stands in.
        required: whether it must be there.
        above_zero: for an amount.
        least, most: for a whole number.
        choices: the words or numbers that can stand in it.
        choice_names: the messages that name the choices.
        suspect: for a rate, above what a bare number is taken for a percentage.
        highest: what none is above.
        years_ahead: for a day, how far ahead it may be.
        optional: whether a term may be left out of the contract ("none").
        term: the product's term, for its range and source.
    """

    name: str
    kind: Kind
    table: str = ""
    required: bool = False
    above_zero: bool = False
    least: int = 0
    most: int | None = None
    choices: tuple[Any, ...] = ()
    choice_names: str = ""
    suspect: Decimal | None = None
    highest: Decimal | None = None
    years_ahead: int = YEARS_AHEAD
    optional: bool = False
    term: Term | None = None

    @property
    def label(self) -> str:
        """Its name."""
        label = field_label(self.name, self.table)
        return label[:1].upper() + label[1:]

    @property
    def help(self) -> str:
        """What it means, in one sentence; empty where the name says all."""
        if self.term is not None:
            return self.term.help
        for key in (f"case.help_{self.table}_{self.name}", f"case.help_{self.name}"):
            if has_message(key):
                return say(key)
        return ""

    def choice_label(self, value: Any) -> str:
        """What one of the choices is called."""
        if self.table == "terms":
            meaning = products.meanings().get(self.name)
            if meaning is not None and value in meaning.choices:
                return str(meaning.choices[value])
        key = f"{self.choice_names}_{value}"
        return say(key) if self.choice_names else str(value)

    def options(self) -> list[tuple[str, Any]]:
        """The choices as pairs of label and value, for a list to choose from."""
        return [(self.choice_label(value), value) for value in self.choices]

    def read(self, raw: object) -> Any:
        """The value behind what was typed or stands in the file. Raises NotRead with what is wrong.

        Text: Text. Amounts and rates: Decimal. Days: date. None for a term that is left out.
        """
        if self.optional and isinstance(raw, str) and plain(raw).lower() == LEFT_OUT:
            return None
        return _READERS[self.kind](self, raw)

    def written(self, value: Any) -> object:
        """The value as the file holds it: what `read` reads back."""
        if value is None:
            return LEFT_OUT
        if isinstance(value, Text):
            texts = dict(value.items())
            return texts if len(set(texts.values())) > 1 else str(value)
        if isinstance(value, Decimal):
            return written_rate(value, self) if self.kind == "rate" else f"{value:f}"
        return list(value) if isinstance(value, tuple) else value

    def shown(self, value: Any) -> str:
        """The value as the present language writes it."""
        if value is None:
            return say("rules.left_out")
        if self.kind == "order":
            return say("rules.then").join(self.choice_label(word) for word in value)
        if self.kind == "choice":
            return self.choice_label(value)
        if self.kind == "amount":
            return money(value)
        if self.kind == "rate":
            return f"{value:f}" if self.name == "penalty_multiple" else percent(value, 6)
        if self.kind == "day":
            return day(value)
        if self.kind == "yes_no":
            return say("case.yes") if value else say("case.no")
        return str(value)

    def typed(self, value: Any) -> str:
        """The value as a person would type it into a box."""
        if value is None:
            return "" if not self.optional else LEFT_OUT
        if isinstance(value, Text):
            return str(value)
        if isinstance(value, tuple):
            return separator().join(value)
        return str(self.written(value))


def written_rate(value: Decimal, field: Field) -> str:
    """A rate as a share; with a percent sign where a bare number would be taken for a mistake."""
    text = f"{value:f}"
    try:
        field.read(text)
    except NotRead:
        return f"{value.scaleb(2):f}%"
    return text


def _text(field: Field, raw: object) -> Text:
    if isinstance(raw, dict):
        if sorted(raw) != sorted(LANGUAGES) or not all(isinstance(text, str) for text in raw.values()):
            raise NotRead("not_both_texts")
        return Text(**{name: _sound(text) for name, text in raw.items()})
    text = _sound(_string(raw))
    if field.required and not text.strip():
        raise NotRead("empty")
    return Text.same(text)


def _word(field: Field, raw: object) -> str:
    text = _sound(_string(raw)).strip()
    if field.required and not text:
        raise NotRead("empty")
    return text


def _string(raw: object) -> str:
    if isinstance(raw, str):
        return raw
    raise NotRead("not_a_text")


def _sound(text: str) -> str:
    """The text, if it can be written to a file: half a surrogate pair cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise NotRead("broken_characters") from None
    return text


def _amount(field: Field, raw: object) -> Decimal:
    if isinstance(raw, Decimal | int) and not isinstance(raw, bool):
        return check_amount(Decimal(raw), above_zero=field.above_zero)
    if isinstance(raw, str):
        return check_amount(read_amount(raw), above_zero=field.above_zero)
    raise NotRead("not_an_amount")


def _rate(field: Field, raw: object) -> Decimal:
    if isinstance(raw, Decimal | int) and not isinstance(raw, bool):
        rate, marked = Decimal(raw), False
    elif isinstance(raw, str):
        rate, marked = read_rate(raw)
    else:
        raise NotRead("not_a_rate")
    if (
        not rate.is_finite()
        or rate.adjusted() > _LARGEST_RATE
        or -int(rate.as_tuple().exponent) > _FINEST_RATE
    ):
        raise NotRead("not_a_rate")
    if rate < 0:
        raise NotRead("negative_rate")
    if field.name in _SHARES_OF_THE_BALANCE and rate > 1:
        raise NotRead(
            "share_above_one" if marked else "share_as_percent", meant=_without_zeros(rate.scaleb(-2))
        )
    if not marked and field.suspect is not None and rate > field.suspect:
        percent = f"{rate.scaleb(2).normalize():f}%"
        raise NotRead("looks_like_percent", percent=percent, meant=_without_zeros(rate.scaleb(-2)))
    if field.name == "penalty_multiple" and not marked and rate < 1:
        raise NotRead("looks_like_uplift", percent=f"{rate.scaleb(2).normalize():f}%", meant=rate + 1)
    return rate if field.highest is None else check_rate(rate, field.highest)


def _without_zeros(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _day(field: Field, raw: object) -> date:
    if isinstance(raw, date | datetime):
        return check_day(as_day(raw), years_ahead=field.years_ahead)
    if isinstance(raw, str):
        return check_day(read_day(raw), years_ahead=field.years_ahead)
    raise NotRead("not_a_day")


def _whole(field: Field, raw: object) -> int:
    if isinstance(raw, str):
        raw = read_whole(raw)
    if isinstance(raw, Decimal) and raw.is_finite() and raw.adjusted() < 9 and raw == raw.to_integral_value():
        raw = int(raw)
    if not isinstance(raw, int) or isinstance(raw, bool):
        raise NotRead("not_whole")
    if raw < field.least or (field.most is not None and raw > field.most):
        most = "" if field.most is None else str(field.most)
        raise NotRead("out_of_range" if most else "too_small", least=field.least, most=most)
    return raw


def _choice(field: Field, raw: object) -> Any:
    if isinstance(raw, str):
        kept = plain(raw)
        by_text = {str(choice): choice for choice in field.choices}
        if kept in by_text:
            return by_text[kept]
        if not kept:
            raise NotRead("empty")
        near = get_close_matches(kept, list(by_text), 1)
        if near:
            raise NotRead("unknown_choice_near", near=near[0], choices=_choices_in_words(field))
    elif isinstance(raw, int) and not isinstance(raw, bool) and raw in field.choices:
        return raw
    raise NotRead("unknown_choice", choices=_choices_in_words(field))


def _choices_in_words(field: Field) -> Callable[[], Label]:
    def words() -> Label:
        pairs = []
        for value in field.choices:
            label = field.choice_label(value)
            pairs.append(str(value) if label == str(value) else say("case.choice", value=value, label=label))
        return Label(separator().join(pairs))

    return words


_YES_NO: Final = {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}


def _yes_no(field: Field, raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and plain(raw).lower() in _YES_NO:
        return _YES_NO[plain(raw).lower()]
    raise NotRead("not_yes_or_no")


def _order(field: Field, raw: object) -> tuple[str, ...]:
    if isinstance(raw, list | tuple) and sorted(map(str, raw)) == sorted(field.choices):
        return tuple(str(word) for word in raw)
    raise NotRead("not_an_order", words=field.choices)


_READERS: Final[dict[str, Callable[[Field, object], Any]]] = {
    "text": _text,
    "word": _word,
    "amount": _amount,
    "rate": _rate,
    "day": _day,
    "whole": _whole,
    "choice": _choice,
    "yes_no": _yes_no,
    "order": _order,
}


# -- the tables of the file


def _table(name: str, *fields: Field) -> dict[str, Field]:
    return {field.name: replace(field, table=name) for field in fields}


_NOTE: Final = Field("note", "text")
_DATE: Final = Field("date", "day", required=True)
_PAID: Final = Field("amount", "amount", required=True, above_zero=True)
_COMPONENT: Final = Field(
    "component", "choice", required=True, choices=COMPONENTS, choice_names="case.component"
)
_ANNUAL: Final = Field("annual_rate", "rate", suspect=Decimal(2), highest=MOST_A_YEAR)
_DAILY: Final = Field("daily_rate", "rate", suspect=Decimal("0.01"), highest=MOST_A_DAY)
_PENALTY_NAMED: Final = Field("penalty_daily_rate", "rate", suspect=Decimal("0.01"), highest=MOST_A_DAY)
_PENALTY: Final = replace(_PENALTY_NAMED, optional=True)
_FEE_A_PERIOD: Final = Field("fee_per_period", "rate", suspect=Decimal("0.2"), highest=MOST_A_MONTH)
_PERIODS: Final = Field("periods", "whole", least=1, most=MOST_PERIODS)

TABLES: Final[dict[str, dict[str, Field]]] = {
    "case": _table(
        "case",
        Field("format", "whole", least=1),
        Field("name", "text"),
        Field("about", "text"),
        Field("as_of", "day"),
    ),
    "hardship": _table(
        "hardship",
        Field("kind", "choice", required=True, choices=HARDSHIPS, choice_names="case.hardship"),
        Field("since", "day"),
        _NOTE,
    ),
    "debts": _table(
        "debts",
        Field("id", "word", required=True),
        Field("product", "word", required=True),
        Field("label", "text"),
        Field("lender", "text"),
        Field("lender_kind", "choice", choices=LENDER_KINDS, choice_names="rules.lender"),
        Field("guarantor", "yes_no"),
        Field("accelerated", "day"),
    ),
    "drawings": _table("drawings", _DATE, _PAID, _PERIODS, _FEE_A_PERIOD, _NOTE),
    "payments": _table("payments", _DATE, _PAID, _NOTE),
    "waivers": _table("waivers", _DATE, _COMPONENT, _PAID, _NOTE),
    "rate_changes": _table(
        "rate_changes",
        _DATE,
        _ANNUAL,
        _DAILY,
        _PENALTY_NAMED,
        _NOTE,
    ),
    "bills": _table(
        "bills",
        _DATE,
        Field("due", "day"),
        Field("total", "amount", required=True),
        Field("minimum", "amount"),
        _NOTE,
    ),
    "lines": _table(
        "lines",
        Field("kind", "choice", required=True, choices=COMPONENTS, choice_names="case.component"),
        Field("amount", "amount", required=True),
        _NOTE,
    ),
    "budget": _table(
        "budget",
        Field("kind", "choice", required=True, choices=BUDGET_KINDS, choice_names="case.budget"),
        Field("label", "text", required=True),
        Field("amount", "amount", required=True),
        Field("bad_month", "amount"),
        Field("day", "whole", least=1, most=31),
        Field("from", "day", years_ahead=LONGEST_LINE),
        Field("until", "day", years_ahead=LONGEST_LINE),
    ),
    "savings": _table("savings", Field("amount", "amount", required=True)),
}
"""The fields of every table of the file but [debts.terms], by the table's key; "case" is the file itself."""


# -- the terms: named as in calc's contracts, every one of them allowed, also where the product has no default

_SHARES_OF_THE_BALANCE: Final = (
    "minimum_share_new",
    "minimum_share_carried",
    "minimum_share_carried_after_miss",
)


def _words(contract: type[Terms], *names: str) -> list[Field]:
    """The terms that are one of a few words: those that the contract's signature names."""
    words = choices_of(contract)
    return [Field(name, "choice", choices=words[name]) for name in names]


_BOTH: Final = (
    *_words(InstalmentTerms, "year_days", "days", "rounding", "round_when"),
    _PENALTY,
    Field("default_fee_rate", "rate", suspect=Decimal(1), highest=Decimal(1)),
    Field("default_fee_floor", "amount"),
    Field("default_fee_cap", "amount", optional=True),
    Field("grace_days", "whole", most=LONGEST_GRACE),
    *_words(InstalmentTerms, "grace"),
    Field("tolerance", "amount"),
    Field("allocation", "order", choices=COMPONENTS),
    Field("accelerate_after_days", "whole", least=1, most=LONGEST_DAYS, optional=True),
)

_INSTALMENT: Final = (
    *_words(InstalmentTerms, "method"),
    _ANNUAL,
    _PERIODS,
    replace(_FEE_A_PERIOD, optional=True),
    Field("total_fee_rate", "rate", suspect=Decimal(1), highest=MOST_A_YEAR, optional=True),
    *_words(InstalmentTerms, "interest_by"),
    Field("penalty_multiple", "rate", suspect=Decimal(10), highest=Decimal(10), optional=True),
    *_words(InstalmentTerms, "penalty_base"),
    Field("penalty_minimum_per_day", "amount"),
    *_words(InstalmentTerms, "interest_when_overdue", "compound", "compound_every", "early"),
    Field("acceleration_includes_fees", "yes_no"),
)

_REVOLVING: Final = (
    Field("statement_day", "whole", least=1, most=31),
    Field("due_after_days", "whole", least=1, most=LONGEST_WAIT),
    _DAILY,
    *_words(RevolvingTerms, "interest"),
    Field("service_daily_rate", "rate", suspect=Decimal("0.01"), highest=MOST_A_DAY),
    *_words(RevolvingTerms, "penalty_base"),
    Field("minimum_share_new", "rate"),
    Field("minimum_share_carried", "rate"),
    Field("minimum_share_carried_after_miss", "rate", optional=True),
    Field("minimum_carry_threshold", "amount"),
    Field("minimum_floor", "amount"),
    *_words(RevolvingTerms, "compound", "status_by"),
)

TERMS: Final[dict[str, dict[str, Field]]] = {
    "instalment": _table("terms", *_INSTALMENT, *_BOTH),
    "revolving": _table("terms", *_REVOLVING, *_BOTH),
}
"""The terms a contract of each kind can have."""


@cache
def term_fields(product: str) -> dict[str, Field]:
    """The terms of a product's contracts: those it usually has first, with their ranges and sources."""
    found: Product = products[product]
    known = TERMS[found.kind]
    usual = {name: replace(known[name], term=term) for name, term in found.terms.items()}
    return usual | {name: field for name, field in known.items() if name not in usual}
