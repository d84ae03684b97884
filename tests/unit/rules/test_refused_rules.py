"""Whatever is wrong in a file of rules is refused, with the file, the key and the remedy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from duecourse.rules import RuleFileError, Rules

Write = Callable[..., Path]

FIRST_SOURCE = 'source = { id = "notice" }'

REFUSED = {
    "a key nobody knows": (
        ("last_checked = 2026-11-24", 'last_checked = 2026-11-24\nlabels = "x"'),
        "uplift.labels",
        "Did you mean label?",
    ),
    "a key nobody knows in a value": (
        ("until =", "untill ="),
        "uplift.values[0].untill",
        "Did you mean until?",
    ),
    "a key nobody knows in a source": (
        (FIRST_SOURCE, 'source = { id = "notice", link = "x" }'),
        "source.link",
        "Take it out",
    ),
    "a key nobody knows in the file": (("subject =", "x = 1\nsubject ="), "x", "Take it out"),
    "a doubled key": (
        ("last_checked = 2026-11-24", "last_checked = 2026-11-24\nlast_checked = 2026-11-25"),
        "line 11 (last_checked)",
        "Take one of the two out",
    ),
    "a doubled key in a line": (
        ('value = { min = "0.30"', 'value = { min = "0.30", min = "0.31"'),
        "line 14 (value)",
        "Take one of the two out",
    ),
    "a doubled table": (
        ("[[rules]]", "[extra]\n[extra]\n[[rules]]"),
        "line 5 ([extra])",
        "Take one of the two out",
    ),
    "broken TOML": (('id = "uplift"', 'id = "uplift'), "line 5 (id)", "one before the text and one after"),
    "a missing source": ((FIRST_SOURCE, ""), "uplift.values[0].source", "Add source = {"),
    "a source without an id": (
        (FIRST_SOURCE, "source = {}"),
        "uplift.values[0].source.id",
        "Add id",
    ),
    "an unknown source": ((FIRST_SOURCE, 'source = { id = "notise" }'), "source.id", "Did you mean notice?"),
    "a source like no other": (
        (FIRST_SOURCE, 'source = { id = "zz" }'),
        "uplift.values[0].source.id",
        "Add [zz] to sources.toml",
    ),
    "a status that the source has": (
        (FIRST_SOURCE, 'source = { id = "notice", status = "text seen" }'),
        "uplift.values[0].source.status",
        "Take it out here",
    ),
    "an unquoted decimal": (('min = "0.30"', "min = 0.30"), "uplift.values[0].value.min", 'Write "0.30"'),
    "a share that is a whole number": (('min = "0.30"', "min = 1"), "values[0].value.min", 'Write "1"'),
    "a share that is no number": (
        ('min = "0.30"', 'min = "a third"'),
        "values[0].value.min",
        'such as "0.30"',
    ),
    "a share that is not finite": (('min = "0.30"', 'min = "NaN"'), "values[0].value.min", 'such as "0.30"'),
    "a negative share": (('min = "0.30"', 'min = "-0.30"'), "values[0].value.min", 'such as "0.30"'),
    "overlapping dates": (
        ("until = 2019-12-31", "until = 2020-01-01"),
        "uplift.values[1].from",
        "End that on 2019-12-31",
    ),
    "unsorted dates": (
        ("from = 2020-01-01", "from = 2003-01-01"),
        "uplift.values[1].from",
        "Put the oldest first",
    ),
    "the same date twice": (
        ("from = 2020-01-01", "from = 2004-01-01"),
        "uplift.values[1].from",
        "each day once",
    ),
    "an end before the beginning": (
        ("until = 2019-12-31", "until = 2003-12-31"),
        "values[0].until",
        "end after it began",
    ),
    "a later value without a date": (
        ("from = 2020-01-01", 'from = "not known"'),
        "values[1].from",
        "Only the first",
    ),
    "a missing date": (("from = 2004-01-01\n", ""), "uplift.values[0].from", "Add from"),
    "a date in quotes": (("from = 2004-01-01", 'from = "2004-01-01"'), "values[0].from", "without quotes"),
    "a month that does not exist": (
        ("from = 2004-01-01", 'from = "2004-13"'),
        "values[0].from",
        "without quotes",
    ),
    "an hour with the date": (
        ("last_checked = 2026-11-24", "last_checked = 2026-11-24T10:00:00"),
        "uplift.last_checked",
        "without quotes",
    ),
    "no day of the last check": (
        ("last_checked = 2026-11-24\n", ""),
        "uplift.last_checked",
        "Add last_checked",
    ),
    "a missing language in the label": (('en = "Penalty rate", ', ""), "uplift.label.en", "Add en"),
    "a missing language in the text": ((', zh = "再加{min}到{max}。"', ""), "uplift.text.zh", "Add zh"),
    "an empty text": (('zh = "银行贷款。"', 'zh = " "'), "uplift.scope.zh", 'Write zh = "…"'),
    "a third language": (('zh = "罚息利率"', 'zh = "罚息利率", fr = "x"'), "uplift.label.fr", "Take it out"),
    "an unknown status": (
        (FIRST_SOURCE, 'source = { id = "notice", status = "seen" }'),
        "values[0].source.status",
        '"text seen"',
    ),
    "an unknown unit": (
        ('min = "share of the contract rate"', 'min = "percent"'),
        "uplift.unit.min",
        '"share of the contract rate"',
    ),
    "a unit that is no unit": (
        ('min = "share of the contract rate"', "min = 3"),
        "uplift.unit.min",
        "Write unit",
    ),
    "a figure without a unit": (
        ('max = "0.50"', 'most = "0.50"'),
        "values[0].value.most",
        "Add most to the unit",
    ),
    "a value without a unit": (
        ('unit = { min = "share of the contract rate", max = "share of the contract rate" }\n', ""),
        "uplift.values[0].value",
        "Add unit",
    ),
    "a value of another shape": (
        ('value = { min = "0.30", max = "0.50" }', 'value = "0.30"'),
        "values[0].value",
        "min, max",
    ),
    "a place without a value": (
        ("{min} to {max} more", "{least} to {max} more"),
        "text.en",
        "Give least a value",
    ),
    "a place whose figure is missing": (
        (', max = "0.50"', ""),
        "uplift.values[0].text.en",
        "Give max a value",
    ),
    "a place without a value in a note": (
        ("until = 2019-12-31", 'until = 2019-12-31\nnote = { en = "{x}", zh = "说明" }'),
        "uplift.values[0].note.en",
        "Give x a value",
    ),
    "a place in the label": (
        ('en = "Penalty rate"', 'en = "{min}"'),
        "uplift.label.en",
        "only text and note",
    ),
    "a brace too many": (("{min} to {max} more", "{min to {max} more"), "text.en", "Write {name}"),
    "an empty list of values": (('min = "0.30"', "min = []"), "values[0].value.min", "Put something in"),
    "a table nobody knows": (("[[rules.values]]", "[[rules.other]]"), "uplift.other", "Take it out"),
    "a period of review that is none": (
        ("last_checked = 2026-11-24", 'last_checked = 2026-11-24\nreview = "soon"'),
        "uplift.review",
        'review = "12 months"',
    ),
    "a status for a figure that is not there": (
        ("until = 2019-12-31", "until = 2019-12-31\nknown = { least = { } }"),
        "values[0].known.least",
        "Give it a value",
    ),
    "a status for a figure without its name": (
        ("until = 2019-12-31", 'until = 2019-12-31\nknown = { max = { status = "reported" } }'),
        "values[0].known.max.label",
        "Add label",
    ),
    "a place that says how to write the figure": (
        ("{min} to {max} more", "{min:%Y} to {max} more"),
        "text.en",
        "Write {name}",
    ),
    "lists in lists without end": (('min = "0.30"', f"min = {'[' * 4000}"), "line 14 (value)", "at most 12"),
    "a key of many parts": (
        ('min = "0.30"', f"min{'.x' * 4000} = 1"),
        "line 14 (value)",
        "at most 12 levels",
    ),
    "a number longer than Python reads": (
        ('min = "0.30"', f"min = {'9' * 5000}"),
        "line 14 (value)",
        "a shorter number",
    ),
    "a number longer than Python writes": (
        ('min = "0.30"', f"min = 0x{'f' * 5000}"),
        "values[0].value.min",
        "thousands of digits",
    ),
    "a share of no size": (('min = "0.30"', 'min = "1e9999999"'), "values[0].value.min", "at most 15 digits"),
    "a month before the year 1": (("from = 2004-01-01", 'from = "0000-01"'), "values[0].from", "2026-11-24"),
    "a second id": (("[[rules]]", "[[rules]]\nid = 'x'"), "line 6 (id)", "Take one of the two out"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_refused(write_rules: Write, what: str) -> None:
    change, key, remedy = REFUSED[what]
    folder = write_rules(change)
    with pytest.raises(RuleFileError) as caught:
        Rules(folder).subject("penalty")
    error = caught.value
    assert isinstance(error, ValueError)
    assert error.file == "rules/penalty.toml"
    assert str(error).startswith("rules/penalty.toml: ")
    assert error.key.endswith(key)
    assert remedy in error.remedy


def test_a_file_that_is_not_utf_8_is_refused_also_when_a_rule_is_looked_for(write_rules: Write) -> None:
    folder = write_rules()
    (folder / "penalty.toml").write_bytes("id = '罚息'".encode("gb18030"))
    with pytest.raises(RuleFileError, match="Save it again as UTF-8"):
        Rules(folder)["uplift"]


def test_a_mark_at_the_beginning_as_some_editors_write_it_is_no_fault(write_rules: Write) -> None:
    folder = write_rules()
    file = folder / "penalty.toml"
    file.write_text("\ufeff" + file.read_text(encoding="utf-8"), encoding="utf-8")
    assert Rules(folder)["uplift"].label == "Penalty rate"


def test_the_unbroken_file_is_read(write_rules: Write) -> None:
    assert [rule.id for rule in Rules(write_rules()).subject("penalty")] == ["uplift"]


def test_a_rule_without_values(write_rules: Write) -> None:
    folder = write_rules()
    file = folder / "penalty.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text[: text.index("[[rules.values]]")] + "values = []\n", encoding="utf-8")
    with pytest.raises(RuleFileError, match=r"uplift\.values: holds nothing\. Add a \[\[values\]\] table"):
        Rules(folder).subject("penalty")


def test_a_unit_without_any_value(write_rules: Write) -> None:
    folder = write_rules(
        ('value = { min = "0.30", max = "0.50" }\n', ""),
        ('value = { min = "0.20", max = "0.40" }\n', ""),
        ("{min} to {max} more.", "More."),
        ("再加{min}到{max}。", "更多。"),
    )
    with pytest.raises(RuleFileError, match=r"uplift\.unit: is there, but no value"):
        Rules(folder).subject("penalty")


def test_the_same_id_twice_in_a_file(write_rules: Write) -> None:
    folder = write_rules()
    file = folder / "penalty.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text + text[text.index("[[rules]]") :], encoding="utf-8")
    with pytest.raises(RuleFileError, match="uplift: is there twice"):
        Rules(folder).subject("penalty")


def test_the_same_id_in_two_files(write_rules: Write) -> None:
    folder = write_rules()
    (folder / "other.toml").write_bytes((folder / "penalty.toml").read_bytes())
    with pytest.raises(RuleFileError, match=r"rules/penalty\.toml: uplift: is also in other\.toml"):
        Rules(folder)["uplift"]


def test_a_file_that_is_not_utf_8(write_rules: Write) -> None:
    folder = write_rules()
    file = folder / "penalty.toml"
    file.write_bytes(file.read_text(encoding="utf-8").encode("gb18030"))
    with pytest.raises(RuleFileError, match="Save it again as UTF-8"):
        Rules(folder).subject("penalty")
