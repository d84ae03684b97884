"""A file that cannot be played through is refused, with the place and the remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from duecourse.lessons.rehearsal.checking import checked
from duecourse.lessons.rehearsal.script import FOLDER
from duecourse.rules import RuleFileError


def choice(to: str, mark: str = "well", more: str = "") -> str:
    words = '{ en = "a", zh = "一" }'
    return f'[[turns.choices]]\ntext = {words}\nmark = "{mark}"\nto = "{to}"\nfeedback = {words}\n{more}\n'


def turn(id: str, *choices: str, says: str = '{ en = "Yes?", zh = "您好" }') -> str:
    return f'[[turns]]\nid = "{id}"\nwho = "agent"\nsays = {says}\n{"".join(choices)}'


def ending(id: str) -> str:
    words = '{ en = "end", zh = "完" }'
    return (
        f'[[endings]]\nid = "{id}"\nkind = "ended"\ntitle = {words}\ntext = {words}\n'
        '[[endings.todo]]\nen = "rest"\nzh = "休息"\n'
    )


HEAD = (
    'title = { en = "A call", zh = "电话" }\nabout = { en = "About", zh = "关于" }\nstart = "first"\n'
    'sorts = ["card"]\n[people]\nagent = { en = "Agent", zh = "客服" }\n'
)
MANNERS = 'manners = { en = "kind", zh = "客气" }'
GOOD = (
    HEAD
    + turn("first", choice("second", "well", MANNERS), choice("over", "try"), choice("over", "mixed"))
    + turn("second", choice("over", "well"), choice("worse", "try"), choice("worse", "mixed"))
    + ending("over")
    + ending("worse")
)

FIRST = 'id = "first"\nwho = "agent"\nsays = { en = "Yes?", zh = "您好" }'


def read(tmp_path: Path, text: str) -> None:
    file = tmp_path / "1_call.toml"
    file.write_text(text, "utf-8")
    assert checked(file).id == "call"


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.toml")), ids=lambda file: file.stem)
def test_every_call_of_the_course_can_be_played_through(file: Path) -> None:
    checked(file)


def test_a_good_file(tmp_path: Path) -> None:
    read(tmp_path, GOOD)


REFUSED = {
    "a dead end": (('to = "second"', 'to = "nowhere"'), "first.choices[0].to", "'nowhere' is a dead end"),
    "no beginning": (('start = "first"', 'start = "x"'), "start", "Use the id of a turn"),
    "a turn nobody reaches": (
        ('to = "second"', 'to = "over"'),
        "second",
        "is never reached. Let an answer lead to it",
    ),
    "an ending nobody reaches": (('to = "worse"', 'to = "over"'), "worse", "is never reached"),
    "a call that goes round": (
        ('to = "worse"', 'to = "first"'),
        "first",
        "the call goes round: first → second → first. Let one of the answers lead out of it",
    ),
    "a speaker nobody knows": (('who = "agent"', 'who = "ghost"'), "first.who", "Use one of agent"),
    "no feedback": (('feedback = { en = "a", zh = "一" }\n', ""), "choices[0].feedback", "Add feedback"),
    "one language only": (
        ('says = { en = "Yes?", zh = "您好" }', 'says = { en = "Yes?" }'),
        "first.says.zh",
        "Add zh",
    ),
    "a place nobody knows": (
        ('en = "Yes?", zh = "您好"', 'en = "{sum}", zh = "{sum}"'),
        "first.says[0].en",
        "the place {sum} is not known. Use advice, calls_a_day, card_months",
    ),
    "a place in one language only": (
        ('en = "Yes?"', 'en = "{total}?"'),
        "first.says[0]",
        "{total} stands in one language only",
    ),
    "broken braces": (('en = "Yes?"', 'en = "{total"'), "first.says[0].en", "its braces are wrong"),
    "a figure that not everybody has": (
        ('en = "Yes?", zh = "您好"', 'en = "{overdue}?", zh = "{overdue}?"'),
        "first.says",
        '{overdue} has no figure for a learner who is can_pay and not_late. Say it only when = "late"',
    ),
    "a plan that not everybody has": (
        ('en = "end", zh = "完"', 'en = "{months}", zh = "{months}"'),
        "over",
        'Say it only when = "can_pay"',
    ),
    "too few answers": (
        (choice("over", "mixed"), "", 1),
        "first.choices",
        "2 answers fit a learner who is can_pay and late. Let 3 or 4 fit them",
    ),
    "too many answers": (
        (choice("over", "mixed"), 3 * choice("over", "mixed"), 1),
        "first.choices",
        "5 answers fit",
    ),
    "no answer that is well said": (('mark = "well"', 'mark = "mixed"'), "first.choices", "are alike"),
    "nothing said to some": (
        (FIRST, FIRST.replace("says = {", 'says = [{ when = "late",') + "]"),
        "first.says",
        "says nothing to a learner who is can_pay and not_late",
    ),
    "several things said to some": (
        (FIRST, FIRST.replace("says = {", 'says = [{ en = "!", zh = "！" }, {') + "]"),
        "first.says",
        "says several things",
    ),
    "no word about manners": ((MANNERS, ""), "turns", "say nothing about manners"),
    "a rule nobody knows": (
        (MANNERS, f'{MANNERS}\nrules = ["nonsense"]'),
        "choices[0].rules",
        "there is no rule 'nonsense'",
    ),
    "a rule that is no text": ((MANNERS, f"{MANNERS}\nrules = [[1]]"), "rules", "there is no rule [1]"),
    "a mark nobody knows": (('mark = "try"', 'mark = "bad"'), "choices[1].mark", '"well", "mixed" or "try"'),
    "a situation nobody knows": (
        (MANNERS, f'{MANNERS}\nwhen = "rich"'),
        "choices[0].when",
        '"late", "not_late", "can_pay" or "cannot_pay"',
    ),
    "an id twice": (('id = "second"', 'id = "first"'), "first.id", "stands twice"),
    "a turn that is an ending": (
        ('[[endings]]\nid = "over"', '[[endings]]\nid = "first"'),
        "first",
        "both|turn and an ending",
    ),
    "a sort nobody knows": (('["card"]', '["gold"]'), "sorts", "Use"),
    "nobody who speaks": (('agent = { en = "Agent", zh = "客服" }\n', ""), "people", "Add who speaks"),
    "late that is not true": (("start =", 'late = "yes"\nstart ='), "late", "Write late = true"),
    "a key nobody knows": (("start =", 'stop = "x"\nstart ='), "stop", "is not a known key"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(tmp_path: Path, name: str) -> None:
    (old, new, *count), place, remedy = REFUSED[name]
    assert old in GOOD
    with pytest.raises(RuleFileError) as error:
        read(tmp_path, GOOD.replace(old, new, *count))
    assert place in error.value.key, error.value
    assert any(part in str(error.value) for part in remedy.split("|")), error.value
    assert error.value.file.endswith("1_call.toml")
