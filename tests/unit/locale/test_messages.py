"""The messages of both languages: the same keys, the same places, and each of them used."""

from __future__ import annotations

import re
from gettext import c2py
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from duecourse.locale import (
    FOLDER,
    LANGUAGES,
    NO_TEXT,
    Text,
    days,
    in_language,
    message_file,
    money,
    percent,
    say,
    subjects,
)
from duecourse.locale.po import read_messages
from duecourse.paths import LESSON_DATA

ROOT = FOLDER.parents[2]
SUBJECTS = subjects()


def catalogue(name: str, subject: str) -> Catalog:
    with message_file(subject, name).open("rb") as file:
        return read_po(file, abort_invalid=True)


def texts(entry: object) -> tuple[str, ...]:
    return (entry,) if isinstance(entry, str) else tuple(entry)  # type: ignore[arg-type]


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("name", LANGUAGES)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_file_is_read_as_every_tool_for_such_files_reads_it(name: str, subject: str) -> None:
    messages = [message for message in catalogue(name, subject) if message.id]
    assert read_messages(message_file(subject, name).read_text("utf-8")) == {
        texts(message.id)[0]: list(texts(message.string)) for message in messages
    }


@pytest.mark.parametrize("subject", SUBJECTS)
def test_both_languages_have_the_same_messages_with_the_same_places(subject: str) -> None:
    english, chinese = (catalogue(name, subject) for name in LANGUAGES)
    keys = {
        name: {str(m.id if isinstance(m.id, str) else m.id[0]) for m in c if m.id}
        for name, c in zip(LANGUAGES, (english, chinese), strict=True)
    }
    assert keys["en"] == keys["zh"]
    for message in english:
        if not message.id:
            continue
        key = message.id if isinstance(message.id, str) else message.id[0]
        other = chinese.get(key)
        assert other is not None and message.string and other.string, key
        left = set().union(*(places(text) for text in texts(message.string)))
        right = set().union(*(places(text) for text in texts(other.string)))
        assert left == right, key
        assert not message.fuzzy and not other.fuzzy, key


def test_the_subjects_are_the_same() -> None:
    files = [*FOLDER.glob("*/LC_MESSAGES/*.po"), *LESSON_DATA.glob("*/words.*.po")]
    assert {message_file(subject, name) for subject in SUBJECTS for name in LANGUAGES} == {*files}


def _code() -> str:
    """All code, without the examples in docstrings."""
    files = [*ROOT.glob("src/duecourse/**/*.py"), *ROOT.glob("binder/**/*.py")]
    return re.sub(r'"""(?:.|\n)*?"""', "", "\n".join(path.read_text("utf-8") for path in files))


def test_every_message_named_in_the_code_exists() -> None:
    named = set(re.findall(r"""\bsay(?:_count)?\(\s*["']([a-z_]+\.[a-z0-9_]+)["']""", _code()))
    known = {
        f"{s}.{m.id if isinstance(m.id, str) else m.id[0]}"
        for s in SUBJECTS
        for m in catalogue("en", s)
        if m.id
    }
    assert named - known == set()


def test_every_message_is_used() -> None:
    """By its full key, or under a prefix that the code completes (`say(f"view.kind_{…}")`)."""
    code = _code()
    literals = set(re.findall(r"""["']([a-z0-9_.{}()\[\] ]+)["']""", code))
    made = [
        re.sub(r"\\\{.*?\\\}", "[a-z0-9_]+", re.escape(text))
        for text in literals
        if "{" in text and len(text) > 3
    ]
    patterns = re.compile("|".join(f"(?:{pattern})" for pattern in made if pattern != "[a-z0-9_]+"))
    unused = []
    for subject in SUBJECTS:
        for message in catalogue("en", subject):
            if not message.id:
                continue
            name = message.id if isinstance(message.id, str) else message.id[0]
            key = f"{subject}.{name}"
            if not {key, name} & literals and not patterns.fullmatch(key) and not patterns.fullmatch(name):
                unused.append(key)
    assert unused == []


@pytest.mark.parametrize("name", LANGUAGES)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_file_says_of_its_language_what_the_table_of_languages_says(name: str, subject: str) -> None:
    head = catalogue(name, subject)
    form_of = c2py(head.plural_expr)
    assert str(head.locale) == name
    assert [form_of(n) for n in range(130)] == [LANGUAGES[name].plural(n) for n in range(130)]


def test_a_text_speaks_every_language_of_the_table() -> None:
    text = Text("one", "一")
    assert dict(text.items()) == {"en": "one", "zh": "一"} and {*dict(text.items())} == {*LANGUAGES}
    with in_language("zh"):
        assert (str(text), text["en"], Text.same("x")["zh"], bool(NO_TEXT)) == ("一", "one", "x", False)


def test_an_unknown_message_is_an_error() -> None:
    with pytest.raises(KeyError, match=r"common\.nothing"):
        say("common.nothing")


def test_figures_in_both_languages() -> None:
    with in_language("en"):
        assert (days(1), days(47)) == ("1 day", "47 days")
    with in_language("zh"):
        assert days(47) == "47 天"
    assert money("-1234.5") == "−¥1,234.50"
    assert (percent("0.2295"), percent("0.24"), percent("-0.005")) == ("22.95%", "24%", "−0.5%")
