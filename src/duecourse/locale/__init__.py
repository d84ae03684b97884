"""Every sentence the package itself says, in English and Chinese, and how each language writes figures.

Messages live in one file a subject, `locale/<language>/LC_MESSAGES/<subject>.po`, those of a lesson beside
its other texts, `data/lessons/<lesson>/words.<language>.po`; under a key that
is the same in both languages: neither is the translation of the other. `say("panel.one_more_day")`
looks up `one_more_day` in `panel.po`, which is read as it is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

from duecourse.paths import LESSON_DATA

from .languages import LANGUAGES, Language, in_language, language, pages, use_language
from .po import read_messages
from .text import NO_TEXT, Text

__all__ = [
    "FOLDER",
    "LANGUAGES",
    "NO_TEXT",
    "Language",
    "Text",
    "day",
    "days",
    "distinct",
    "has_message",
    "in_language",
    "language",
    "message_file",
    "money",
    "month",
    "pages",
    "percent",
    "say",
    "say_count",
    "sentences",
    "separator",
    "subjects",
    "use_language",
]

FOLDER = Path(__file__).parent


def message_file(subject: str, name: str) -> Path:
    """Where the messages of a subject stand in a language. They need not be there."""
    file = FOLDER / name / "LC_MESSAGES" / f"{subject}.po"
    return file if file.is_file() else LESSON_DATA / subject / f"words.{name}.po"


def subjects() -> tuple[str, ...]:
    """All subjects, the lessons among them."""
    name = next(iter(LANGUAGES))
    own = [file.stem for file in (FOLDER / name / "LC_MESSAGES").glob("*.po")]
    return tuple(sorted([*own, *(file.parent.name for file in LESSON_DATA.glob(f"*/words.{name}.po"))]))


@cache
def _messages(subject: str, name: str) -> dict[str, list[str]]:
    try:
        return read_messages(message_file(subject, name).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}


def _forms(key: str) -> list[str]:
    subject, _, name = key.partition(".")
    try:
        return _messages(subject, language())[name]
    except KeyError:
        raise KeyError(f"no message {key!r} in {language()}") from None


def say(key: str, /, **values: object) -> str:
    """The message `subject.name` in the present language, with `values` put into its {places}.

    Plain text, not HTML: whoever shows it escapes it. Raises KeyError for a key that is not written.
    """
    return _forms(key)[0].format(**values)


def say_count(key: str, count: int, /, **values: object) -> str:
    """Like `say`, in the plural form that fits `count`; the message may use {count}."""
    return _forms(key)[LANGUAGES[language()].plural(count)].format(count=count, **values)


def has_message(key: str) -> bool:
    """Whether the present language has this message."""
    subject, _, name = key.partition(".")
    return name in _messages(subject, language())


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


def distinct(names: Sequence[str]) -> list[str]:
    """The names, each with a number behind it that stood before already."""
    found: list[str] = []
    for name in names:
        number, shown = 1, name
        while shown in found:
            number += 1
            shown = say("common.numbered", name=name, number=number)
        found.append(shown)
    return found


def separator() -> str:
    """What stands between the items of a list: ", " or "、"."""
    return say("common.separator")
