"""One rule: what it says in both languages, its values by date, and where each comes from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from duecourse.calc.basics.dates import add_months
from duecourse.files import STATUSES, Source, Sources, Table, in_short, one_of, places, status_text
from duecourse.locale import NO_TEXT, Text, day, month, say

from .citation import Citation
from .errors import NotInForce
from .units import UnitError, check_unit, read, show, show_all

Unit = str | Mapping[str, Any] | None
"""The unit of a value: one for all of it, or one for each key of a table. None: it has no figure."""

NOT_KNOWN = "not known"
"""What `from` says where the first day is not known."""

_MONTH = re.compile(r"\d{4}-\d{2}")
_PERIOD = re.compile(r"([1-9]\d?) months?", re.ASCII)

REVIEW_MONTHS = 12
"""After how many months a rule is to be looked at again, where neither it nor its file says so."""


@dataclass(frozen=True, eq=False)
class Known:
    """How one figure of a value is known, where that differs from the rest. labels: what the figure is."""

    status: str
    labels: Text


@dataclass(frozen=True, eq=False)
class Value:
    """What a rule says from one day on.

    Attributes:
        rule: whose value it is.
        value: a Decimal, int, word or date, a tuple of them, or a mapping; None for a rule without a figure.
            `value["min"]` reaches into it.
        from_: the first day, None where it is not known; where only the month is known (`month_only`), the
            first day of it.
        month_only: whether only the month is known.
        until: the last day, None while it goes on.
        source: where it is from.
        note_texts: a remark, in both languages.
        own_texts: what the rule says from then on, where that is another text, in both languages.
        known: the figures that are known in another way than the source's status says.
        stale: on the day asked for, the rule is overdue for review.
    """

    rule: Rule = field(repr=False)
    value: Any
    from_: date | None
    month_only: bool
    until: date | None
    source: Source
    note_texts: Text | None
    own_texts: Text | None
    known: Mapping[str, Known] = field(default_factory=dict)
    stale: bool = False

    def __getitem__(self, key: str) -> Any:
        return self.value[key]

    @property
    def status(self) -> str:
        """How it is known: "text seen", "reported", "general knowledge" or "own arithmetic". Single figures
        may be known in another way: `status_of`."""
        return self.source.status

    def status_of(self, key: str) -> str:
        """How one of its figures is known."""
        return self.known[key].status if key in self.known else self.status

    def status_text(self) -> str:
        """How it is known, in words of the present language, and which figures in another way."""
        apart = [
            say("rules.figure_status", figure=str(one.labels), status=status_text(one.status))
            for one in self.known.values()
        ]
        return say("rules.status_apart").join([self.source.status_text(), *apart])

    @property
    def texts(self) -> Text:
        """The sentences in both languages, with their {places}."""
        return self.own_texts or self.rule.texts

    @property
    def text(self) -> str:
        """The rule in one or two plain sentences of the present language, figures filled in. Not HTML."""
        return self.texts.put(**self.shown())

    @property
    def note(self) -> str | None:
        """What is uncertain or often misread, in the present language."""
        return self.note_texts.put(**self.shown()) if self.note_texts else None

    def ranges(self, key: str) -> tuple[tuple[str, int, int | None], ...]:
        """A list of day ranges as `calc.report_codes` and `calc.loan_class` take it: code, first, last."""
        return tuple((item["code"], item["first"], item.get("last")) for item in self.value[key])

    def names(self, key: str) -> dict[str, str]:
        """What each code in a list means, in the present language."""
        return {item["code"]: str(item["name"]) for item in self.value[key]}

    def figures(self) -> dict[str, tuple[str, Any]]:
        """Unit and value of each figure that a text can show, by its {place}: "value" where there is one."""
        unit, value = self.rule.unit, self.value
        if isinstance(unit, str) and value is not None:
            found = {"value": (unit, value)}
        elif isinstance(unit, Mapping) and isinstance(value, Mapping):
            found = {key: (unit[key], figure) for key, figure in value.items() if isinstance(unit[key], str)}
        else:
            return {}
        return {place: pair for place, pair in found.items() if pair[0] != "word"}

    def shown(self) -> dict[str, str]:
        """Each figure as the present language writes it, by its {place} in the text."""
        return {place: _shown(unit, figure) for place, (unit, figure) in self.figures().items()}

    def period(self) -> str:
        """Since when it holds, and until when, in the present language."""
        if self.from_ is None:
            return say("rules.since_not_known")
        first = month(self.from_) if self.month_only else day(self.from_)
        if self.until:
            return say("rules.from_until", first=first, last=day(self.until))
        return say("rules.since", first=first)

    def cite(self) -> Citation:
        """Source, dates and status in one line of the present language."""
        parts = [self.source.cite(), self.period()]
        if self.status != "text seen" or self.known:
            parts.append(self.status_text())
        parts.append(say("rules.last_checked", day=day(self.rule.last_checked)))
        return Citation.of(parts, self.rule.label if self.stale else "")


@dataclass(frozen=True, eq=False)
class Rule:
    """A rule of law or practice.

    `on` gives what it said on a day; `values` stand oldest first.

    Attributes:
        id: its own.
        unit: of its figures.
        labels: what it is called, in both languages.
        texts: what it says, in both languages.
        scopes: for whom it holds, in both languages.
        last_checked: the day on which it was last checked.
        known_until: the day up to which its values are known.
        review_months: after so many months more it is to be looked at again.
        values: what it said, oldest first.
    """

    id: str
    unit: Unit
    labels: Text
    texts: Text
    scopes: Text
    last_checked: date
    known_until: date
    review_months: int = REVIEW_MONTHS
    values: list[Value] = field(default_factory=list)

    @property
    def label(self) -> str:
        """What it is about, short, in the present language."""
        return str(self.labels)

    @property
    def scope(self) -> str:
        """To whom it applies and to whom not, in the present language."""
        return str(self.scopes)

    @property
    def latest(self) -> Value:
        """The newest value, whether it is in force or not."""
        return self.values[-1]

    @property
    def review_by(self) -> date:
        """The last day before it is overdue for review."""
        return add_months(self.known_until, self.review_months)

    def on(self, day_asked: date) -> Value:
        """The value in force on a day; `stale` where the rule is overdue for review by then.

        Raises NotInForce before the first value, after the end of the last, and between two.
        """
        for value in reversed(self.values):
            if value.from_ is None or value.from_ <= day_asked:
                if value.until and day_asked > value.until:
                    raise NotInForce(
                        say("rules.ended", label=self.label, day=day(day_asked), last=day(value.until))
                    )
                if day_asked > self.review_by:
                    return replace(value, stale=True)
                return value
        first = self.values[0].from_
        assert first is not None  # a first value without a date has been in force for ever
        raise NotInForce(say("rules.not_yet", label=self.label, day=day(day_asked), first=day(first)))


def _shown(unit: str, value: Any) -> str:
    return show_all(unit, value) if isinstance(value, tuple) else show(unit, value)


def read_review(table: Table, default: int) -> int:
    """The `review` of a file or a rule, in months: "12 months". default: where there is none."""
    if not table.has("review"):
        return default
    raw = table.take("review")
    found = _PERIOD.fullmatch(raw) if isinstance(raw, str) else None
    if not found:
        raise table.error("review", f"{in_short(raw)} is no period", 'Write review = "12 months"')
    return int(found[1])


def read_rule(table: Table, sources: Sources, review_months: int = REVIEW_MONTHS) -> Rule:
    """One `[[rules]]` table. review_months: of its file, where it has none of its own. Raises DataFileError
    for anything that is not as it should be."""
    rule_id = table.text("id")
    table.where = rule_id
    unit = _unit(table, table.take("unit"), "unit") if table.has("unit") else None
    last_checked = table.day("last_checked")
    rule = Rule(
        id=rule_id,
        unit=unit,
        labels=table.both("label"),
        texts=table.both("text"),
        scopes=table.both("scope"),
        last_checked=last_checked,
        known_until=table.day("known_until") if table.has("known_until") else last_checked,
        review_months=read_review(table, review_months),
    )
    for key, texts in (("label", rule.labels), ("scope", rule.scopes)):
        for name, text in texts.items():
            if "{" in text:
                raise table.error(
                    f"{key}.{name}", "has a place", "Take it out: only text and note have places"
                )
    for item in table.tables("values"):
        value = _value(item, rule, sources)
        _check_order(item, rule.values, value)
        rule.values.append(value)
    if unit is not None and all(value.value is None for value in rule.values):
        raise table.error("unit", "is there, but no value", "Add a value, or take the unit out")
    table.finish()
    return rule


def _unit(table: Table, raw: object, key: str) -> Unit:
    if isinstance(raw, dict):
        return MappingProxyType({name: _unit(table, unit, f"{key}.{name}") for name, unit in raw.items()})
    if not isinstance(raw, str):
        raise table.error(
            key, f"{in_short(raw)} is not a unit", 'Write unit = "…", or one for each key of the value'
        )
    try:
        check_unit(raw)
    except UnitError as error:
        raise table.error(key, error.problem, error.remedy) from None
    return raw


def _value(table: Table, rule: Rule, sources: Sources) -> Value:
    from_, month_only = _from(table)
    value = None
    if table.has("value"):
        if rule.unit is None:
            raise table.error("value", "has no unit", f"Add unit = … to {rule.id}")
        value = _figures(table, rule.unit, table.take("value"), "value")
    found = Value(
        rule=rule,
        value=value,
        from_=from_,
        month_only=month_only,
        until=table.day("until") if table.has("until") else None,
        source=sources.source_of(table),
        note_texts=table.both_or_none("note"),
        own_texts=table.both_or_none("text"),
        known=_known(table, value),
    )
    table.finish()
    _check_places(table, found)
    return found


def _known(table: Table, value: Any) -> Mapping[str, Known]:
    """The figures that are known in another way than the source says."""
    if not table.has("known"):
        return {}
    figures = table.table("known")
    found = {}
    for name in figures.remaining():
        if not isinstance(value, Mapping) or name not in value:
            raise figures.error(name, "is no figure of this value", "Give it a value, or take it out")
        item = figures.table(name)
        found[name] = Known(item.word("status", STATUSES), item.both("label"))
        item.finish()
    return MappingProxyType(found)


def _from(table: Table) -> tuple[date | None, bool]:
    """The first day, and whether only its month is known."""
    raw = table.take("from")
    if raw == NOT_KNOWN:
        return None, False
    if isinstance(raw, str) and _MONTH.fullmatch(raw):
        try:
            return date.fromisoformat(f"{raw}-01"), True
        except ValueError:
            pass
    if type(raw) is date:
        return raw, False
    raise table.error(
        "from",
        f"{in_short(raw)} is not a date",
        f'Write 2026-11-24 without quotes, "2026-11" or "{NOT_KNOWN}"',
    )


def _figures(table: Table, unit: Any, raw: Any, key: str) -> Any:
    if isinstance(raw, list):
        if not raw:
            raise table.error(key, "is an empty list", "Put something in, or take it out")
        return tuple(_figures(table, unit, item, f"{key}[{i}]") for i, item in enumerate(raw))
    if isinstance(unit, str):
        try:
            return read(unit, raw)
        except UnitError as error:
            raise table.error(key, error.problem, error.remedy) from None
    if not isinstance(raw, dict):
        raise table.error(key, f"{in_short(raw)} is not a table", f"Write it with the keys {', '.join(unit)}")
    for name in raw:
        if name not in unit:
            raise table.error(f"{key}.{name}", "has no unit", f"Add {name} to the unit, or take it out")
    found = {name: _figures(table, unit[name], item, f"{key}.{name}") for name, item in raw.items()}
    return MappingProxyType(found)


def _check_order(table: Table, before: list[Value], value: Value) -> None:
    if value.until and value.from_ and value.until < value.from_:
        raise table.error("until", "is before from", "Let a value end after it began")
    if not before:
        return
    last = before[-1]
    if value.from_ is None:
        raise table.error("from", "is not known, but another value comes before", "Only the first may be so")
    if last.from_ and value.from_ <= last.from_:
        raise table.error("from", "is not later than the entry before", "Put the oldest first, each day once")
    if last.until and value.from_ <= last.until:
        remedy = f"End that on {value.from_ - timedelta(days=1)}"
        raise table.error("from", f"overlaps the entry before, which ends {last.until}", remedy)


def _check_places(table: Table, value: Value) -> None:
    known = set(value.figures())
    for key, texts in (("text", value.texts), ("note", value.note_texts or NO_TEXT)):
        for name, text in texts.items():
            try:
                unknown = sorted(places(text) - known)
            except ValueError as error:
                raise table.error(f"{key}.{name}", f"its braces are wrong: {error}", "Write {name}") from None
            if unknown:
                remedy = f"Give {unknown[0]} a value" + (f", or use {one_of(sorted(known))}" if known else "")
                raise table.error(f"{key}.{name}", f"the place {{{unknown[0]}}} has no value", remedy)
