"""What rules say about an offer: found by the ids of the rules, never as a bare yes or no.

The rules themselves (how many months, for whom, until when to ask) are handed in.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Final, Literal, get_args

from ..basics.choices import check_choices
from ..basics.dates import add_months
from ..basics.money import Amount, BadInput, choice, to_decimal, whole
from ..debt.payoff import PayoffQuote
from ..plan.present_value import months_between
from .agreed_plan import Layout
from .offered import CounterOffer, Deferral, LumpSum, NoAgreement, Part, Remission, Rescheduling

PartName = Literal["deferral", "reinstalment", "waiver", "lump_sum", "counter", "nothing"]

PART_NAMES: Final[dict[type[Part], PartName]] = {
    Deferral: "deferral",
    Rescheduling: "reinstalment",
    Remission: "waiver",
    LumpSum: "lump_sum",
    CounterOffer: "counter",
    NoAgreement: "nothing",
}

Finding = Literal[
    "other_parts",  # the rule is about something else than this offer
    "other_lender",  # not a rule for this kind of lender
    "other_product",  # not a rule for this kind of debt
    "other_term",  # not a rule for a contract that runs so long
    "within",  # within the months the rule allows
    "too_long",
    "too_often",  # extended as many times already as the rule allows
    "in_time",  # still early enough to ask
    "too_late",
    "needs_consent",  # no right: the lender decides
]


@dataclass(frozen=True, kw_only=True)
class Limit:
    """What one rule allows.

    Whatever is left out, it does not limit.

    Attributes:
        id: of the rule.
        parts: what in an offer it is about: "deferral", "reinstalment", "waiver", "lump_sum", "counter".
        lender_kinds, products: for whom.
        term_from, term_to: for contracts of so many months.
        max_months: from the agreement to the last payment. max_extension_months, and max_extension_share of
            the contract's months: how far the last payment may lie beyond the contract's end.
        max_extension_months: how many months the last payment may lie beyond the contract's end.
        max_extension_share: the same, as a share of the contract's months.
        max_times: how often a contract may be extended.
        ask_before: it must be asked for before the debt's last due day ("matures") or before anything is
            overdue ("overdue").
        needs_consent: whether the lender decides.

    Example:
        >>> Limit(id="card-personal-instalments", parts=("reinstalment",), max_months=60).max_months
        60
    """

    id: str
    parts: tuple[PartName, ...] = ()
    lender_kinds: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    term_from: int | None = None
    term_to: int | None = None
    max_months: int | None = None
    max_extension_months: int | None = None
    max_extension_share: Amount | None = None
    max_times: int | None = None
    ask_before: Literal["matures", "overdue"] | None = None
    needs_consent: bool = True

    def __post_init__(self) -> None:
        for name in self.parts:
            choice(name, "parts", get_args(PartName))
        for field in ("term_from", "term_to", "max_months", "max_extension_months", "max_times"):
            value = getattr(self, field)
            if value is not None:
                whole(value, field)
        if self.max_extension_share is not None:
            to_decimal(self.max_extension_share, "max_extension_share")
        check_choices(self)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule says of one offer.

    Attributes:
        limit: the id of the rule.
        finding: what it says: the words are in `limits.py`, each with its meaning.
        months: the offer's, where months are what the rule is about; for "too_often" times.
        most: the rule's.
        by: the day before which it must be asked for.
    """

    limit: str
    finding: Finding
    months: int | None = None
    most: int | None = None
    by: date | None = None


def verdicts(
    owed: PayoffQuote,
    parts: Iterable[Part],
    layout: Layout,
    limits: Iterable[Limit],
    *,
    lender_kind: str,
    product: str,
    extended_before: int = 0,
) -> tuple[Verdict, ...]:
    """What each of `limits` says of an offer; several findings of a rule stand one after the other."""
    whole(extended_before, "extended_before")
    names = {PART_NAMES[type(part)] for part in parts}
    last = layout.days[-1] if layout.days else owed.on
    length = ceil(months_between(owed.on, last))
    found: list[Verdict] = []
    for limit in limits:
        if not isinstance(limit, Limit):
            raise BadInput("limits", limit, "a Limit for each rule")
        elsewhere = _elsewhere(limit, names, lender_kind, product, owed.term_months)
        if elsewhere:
            found.append(Verdict(limit.id, elsewhere))
            continue
        if limit.max_months is not None:
            finding: Finding = "within" if length <= limit.max_months else "too_long"
            found.append(Verdict(limit.id, finding, length, limit.max_months))
        found += _extension(limit, owed, last)
        if limit.max_times is not None and extended_before >= limit.max_times:
            found.append(Verdict(limit.id, "too_often", extended_before + 1, limit.max_times))
        found += _asked(limit, owed)
        if limit.needs_consent:
            found.append(Verdict(limit.id, "needs_consent"))
    return tuple(found)


def _elsewhere(
    limit: Limit, names: set[PartName], lender_kind: str, product: str, term: int | None
) -> Finding | None:
    if limit.parts and not names & set(limit.parts):
        return "other_parts"
    if limit.lender_kinds and lender_kind not in limit.lender_kinds:
        return "other_lender"
    if limit.products and product not in limit.products:
        return "other_product"
    low, high = limit.term_from, limit.term_to
    if (low is not None or high is not None) and (
        term is None or term < (low or 0) or (high is not None and term > high)
    ):
        return "other_term"
    return None


def _extension(limit: Limit, owed: PayoffQuote, last: date) -> list[Verdict]:
    """Whether the last payment lies too far beyond the contract's end."""
    allowed = [] if limit.max_extension_months is None else [limit.max_extension_months]
    if limit.max_extension_share is not None and owed.term_months is not None:
        top, bottom = to_decimal(limit.max_extension_share, "max_extension_share").as_integer_ratio()
        allowed.append(owed.term_months * top // bottom)
    if not allowed or owed.matures is None:
        return []
    most = min(allowed)
    beyond = 0 if last <= owed.matures else ceil(months_between(owed.matures, last))
    within = last <= add_months(owed.matures, most)
    return [Verdict(limit.id, "within" if within else "too_long", beyond, most)]


def _asked(limit: Limit, owed: PayoffQuote) -> list[Verdict]:
    """Whether it is early enough to ask."""
    if limit.ask_before == "matures" and owed.matures is not None:
        return [Verdict(limit.id, "in_time" if owed.on < owed.matures else "too_late", by=owed.matures)]
    if limit.ask_before == "overdue":
        coming = owed.coming[0].due if owed.coming else None
        late = owed.late_since
        return [Verdict(limit.id, "too_late" if late else "in_time", by=late or coming)]
    return []
