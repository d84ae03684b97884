"""Every sentence the package itself says, in English and Chinese, and how each language writes figures.

Messages live in one file a subject, `locale/<language>/LC_MESSAGES/<subject>.po`, under a key that
is the same in both languages: neither is the translation of the other. `say("panel.one_more_day")`
looks up `one_more_day` in `panel.po`, which is read as it is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

from .po import read_messages

LANGUAGES = ("en", "zh")
FOLDER = Path(__file__).parent

_language = "en"


def language() -> str:
    """The language the package speaks now: "en" or "zh"."""
    return _language


def use_language(name: str) -> None:
    """Speak this language from now on. Raises ValueError for any other than "en" and "zh"."""
    global _language
    if name not in LANGUAGES:
        raise ValueError(f"language is {name!r}; allowed: {', '.join(LANGUAGES)}")
    _language = name


@contextmanager
def in_language(name: str) -> Iterator[None]:
    """Speak another language inside a `with` block."""
    before = _language
    use_language(name)
    try:
        yield
    finally:
        use_language(before)


@cache
def _messages(subject: str, name: str) -> dict[str, list[str]]:
    try:
        return read_messages((FOLDER / name / "LC_MESSAGES" / f"{subject}.po").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}


def _forms(key: str) -> list[str]:
    subject, _, name = key.partition(".")
    try:
        return _messages(subject, _language)[name]
    except KeyError:
        raise KeyError(f"no message {key!r} in {_language}") from None


def say(key: str, /, **values: object) -> str:
    """The message `subject.name` in the present language, with `values` put into its {places}.

    Plain text, not HTML: whoever shows it escapes it. Raises KeyError for a key that is not written.
    """
    return _forms(key)[0].format(**values)


def say_count(key: str, count: int, /, **values: object) -> str:
    """Like `say`, in the plural form that fits `count`; the message may use {count}."""
    form = 1 if _language == "en" and count != 1 else 0
    return _forms(key)[form].format(count=count, **values)


def has_message(key: str) -> bool:
    """Whether the present language has this message."""
    subject, _, name = key.partition(".")
    return name in _messages(subject, _language)


def pick(texts: Mapping[str, str]) -> str:
    """The present language's text out of `{"en": …, "zh": …}`, as the data files hold it."""
    return texts[_language]


def money(amount: Decimal | int | str) -> str:
    """`Decimal("1234.5")` as "¥1,234.50", a negative amount as "−¥1,234.50"."""
    value = Decimal(amount).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{'−' if value < 0 else ''}¥{abs(value):,.2f}"


def percent(share: Decimal | float | str, places: int = 2) -> str:
    """A share of one as a percentage: `Decimal("0.2295")` as "22.95%". Trailing zeros stay away."""
    value = (Decimal(str(share)) * 100).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{abs(value):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{'−' if value < 0 else ''}{text}%"


def day(on: date) -> str:
    """A date as people of the language write it: "24 Nov 2026", "2026年11月24日"."""
    return say("common.day", day=on.day, month=say(f"common.month_{on.month}"), year=on.year)


def month(on: date) -> str:
    """A month as people of the language write it: "Nov 2026", "2026年11月"."""
    return say("common.month", month=say(f"common.month_{on.month}"), year=on.year)


def days(count: int) -> str:
    """A number of days in words: "1 day", "47 days", "47 天"."""
    return say_count("common.days", count)


def sentences(*parts: str) -> str:
    """Sentences one after the other, empty ones left out: with a space between them, in Chinese without."""
    text = ""
    for part in filter(None, parts):
        text = say("common.sentences", before=text, after=part) if text else part
    return text


def separator() -> str:
    """What stands between the items of a list: ", " or "、"."""
    return say("common.separator")
