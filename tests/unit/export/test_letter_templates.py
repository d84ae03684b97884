"""The templates of letters: both languages alike, every place known, what is wrong refused with its line."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from jinja2 import nodes

from duecourse.export.document import Heading, Items, Paragraph
from duecourse.export.letter import SCRIPT, kinds, template
from duecourse.export.letter_check import checked
from duecourse.export.letter_template import Template, sandbox
from duecourse.export.places import NEEDS, PLACES, TABLES
from duecourse.export.reach import LETTERS, read_reach
from duecourse.locale import LANGUAGES
from duecourse.rules import LENDER_KINDS, SORTS, RuleFileError, rules
from unit.export.households import HOSTILE, SEEN

KINDS = (*kinds(), SCRIPT)
CITED = '["report-objection", "acceleration", "complaint-institution"]'
HEAD = f'+++\ntitle = "T"\nwhen = "W"\nrules = {CITED}\n'


def refused(tmp_path: Path, body: str, head: str = HEAD) -> str:
    file = tmp_path / "x.en.txt"
    file.write_text(f"{head}+++\n{body}", "utf-8")
    with pytest.raises(RuleFileError) as caught:
        checked(file)
    assert caught.value.remedy
    return str(caught.value)


def read(tmp_path: Path, body: str, head: str = HEAD) -> Template:
    file = tmp_path / "x.en.txt"
    file.write_text(f"{head}+++\n{body}", "utf-8")
    return checked(file)


# -- the letters there are


def test_there_are_the_letters_a_learner_needs() -> None:
    assert set(KINDS) == {
        "itemised_bill",
        "bill_differences",
        "deferral",
        "offer",
        "hardship_notice",
        "card_instalments",
        "waive_penalty",
        "report_objection",
        "complaint_lender",
        "complaint_authority",
        "complaint_collection",
        "confirm_agreement",
        "call_script",
    }
    files = {file.name for file in LETTERS.glob("*.txt")}
    assert files == {f"{kind}.{language}.txt" for kind in KINDS for language in LANGUAGES}


@pytest.mark.parametrize("file", sorted(LETTERS.glob("*.txt")), ids=lambda file: file.name)
def test_every_letter_can_be_filled_in(file: Path) -> None:
    assert checked(file).places


@pytest.mark.parametrize("kind", KINDS)
def test_both_languages_ask_for_the_same(kind: str) -> None:
    english, chinese = (template(kind, language) for language in LANGUAGES)
    header = "rules needs annexes stage for_sorts for_lenders answer most_months"
    for key in (*header.split(), "places"):
        assert getattr(english, key) == getattr(chinese, key), key
    assert conditions(english) == conditions(chinese)
    assert english.title != chinese.title and english.when != chinese.when


def conditions(form: Template) -> list[str]:
    """What the text asks about, and which rules it cites, in any order."""
    tree = sandbox().parse(form.body)
    calls = [
        f"{node.node.name}{[part.value for part in node.args]}"  # type: ignore[attr-defined]
        for node in tree.find_all(nodes.Call)
    ]
    tones = [str(node.ops[0].expr.value) for node in tree.find_all(nodes.Compare)]  # type: ignore[attr-defined]
    return sorted(set(calls)) + sorted(tones)


@pytest.mark.parametrize("kind", kinds())
def test_a_chinese_letter_has_its_form(kind: str) -> None:
    lines = template(kind, "zh").body.split("\n")
    assert any(line.startswith("< ") and line.endswith("：") for line in lines[:3])
    assert lines[lines.index("此致") + 2] == "< 敬礼！"
    assert any(re.match(r"> (申请人|投诉人)：\{\{ sender_name \}\}", line) for line in lines)
    assert lines[-2] == "> {{ today }}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_in_a_header_is_there_for_a_reason(language: str) -> None:
    for kind in kinds():
        form = template(kind, language)
        used = {part for call in conditions(form) for part in re.findall(r"'([a-z0-9-]+)'", call)}
        used |= {answer.rule for answer in form.answer}
        assert set(form.rules) <= used, kind


def test_every_key_of_the_header_is_explained_to_readers() -> None:
    keys = {field.name for field in fields(Template)} - {"file", "body", "first_line"}
    for name in ("README.md", "README.zh-CN.md"):
        page = (LETTERS / name).read_text("utf-8")
        assert [key for key in sorted(keys) if f"`{key}`" not in page] == [], name
        assert [sort for sort in SORTS if f"`{sort}`" not in page] == [], name


def test_every_place_is_explained_to_readers() -> None:
    for name in ("README.md", "README.zh-CN.md"):
        page = (LETTERS / name).read_text("utf-8")
        told = set(re.findall(r"`([a-z_]+)`", page))
        assert set(PLACES) - told - {"tone"} == set(), name
        assert {*NEEDS, "owed", "budget", "schedule"} <= told
        assert "@differences" in page
    used = frozenset().union(*(template(kind, "en").places for kind in KINDS))
    unused = set(PLACES) - used - {f"has_{need}" for need in NEEDS}
    assert unused <= {"late_since", "one_more_day", "principal", "interest", "other", "left", "left_bad"}


# -- what is filled in is text


def test_whatever_fills_a_place_is_text(tmp_path: Path) -> None:
    loop = "{% for event in events %}\n- {{ event }}\n{% endfor %}\n"
    body = f"## {{{{ debt }}}}\n\n{{{{ debt }}}}\n\n{loop}\n> {{{{ lender }}}}\n"
    form = read(tmp_path, body, HEAD + 'needs = ["events"]\n')
    tricks = ["## head", "- item", "@owed", "> right", "{{ tone }}", "{% if %}", "", "a\n\n## b", HOSTILE]
    values = {"debt": "# {{ x }}", "events": tricks, "lender": HOSTILE}
    blocks = form.fill(values, {}, {})
    assert [type(block) for block in blocks] == [Heading, Paragraph, Items, Paragraph]
    assert blocks[0] == Heading("# {{ x }}") and blocks[1] == Paragraph("# {{ x }}")
    assert blocks[2] == Items(
        ("## head", "- item", "@owed", "> right", "{{ tone }}", "{% if %}", "a ## b", SEEN)
    )
    assert blocks[3] == Paragraph(SEEN, "right")


def test_a_value_that_imitates_the_marks_of_values(tmp_path: Path) -> None:
    form = read(tmp_path, "{{ lender }} {{ debt }}\n")
    assert form.fill({"lender": "\ufdd01\ufdd1", "debt": "x"}, {}, {}) == (Paragraph("1 x"),)


def test_a_missing_value_is_an_error_not_a_gap(tmp_path: Path) -> None:
    form = read(tmp_path, "{{ lender }}\n")
    with pytest.raises(Exception, match="lender"):
        form.fill({}, {}, {})


def test_lists_headings_and_paragraphs(tmp_path: Path) -> None:
    body = "< Dear\n\nOne.\n- a\n\n- b\n+ c\no d\n\n@differences\n\nTwo.\n"
    form = read(tmp_path, body, HEAD + 'needs = ["differences"]\n')
    table = Paragraph("table")
    assert form.fill({}, {"differences": lambda: (table,)}, {}) == (
        Paragraph("Dear", "flush"),
        Paragraph("One."),
        Items(("a", "b")),
        Items(("c",), "numbers"),
        Items(("d",), "boxes"),
        table,
        Paragraph("Two."),
    )


# -- what is refused


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("ok\n{{ lendr }}\n", "line 7: there is no place 'lendr'. Did you mean lender?"),
        ("{{ xyzzy }}\n", "line 6: there is no place 'xyzzy'. The places stand in README.md"),
        ("{% if is_lat %}\nx\n{% endif %}\n", "no place 'is_lat'. Did you mean is_late?"),
        ("{{ is_late }}\n", "is_late is yes_no, not text"),
        ("{% if lender %}\nx\n{% endif %}\n", "lender is text, not yes_no"),
        ("{% for x in lender %}\n- {{ x }}\n{% endfor %}\n", "lender is text, not list"),
        ("{{ offer_summary }}\n", "offer_summary is there only with 'offer'. Add needs"),
        ("{% if is_late or has_offer %}\n{{ offer_summary }}\n{% endif %}\n", "only with 'offer'"),
        ('{% if tone == "angry" %}\nx\n{% endif %}\n', "tone is never 'angry'. Use one of plain, warm, firm"),
        ('{% if lender == "x" %}\nx\n{% endif %}\n', "lender is text, not word"),
        ("{{ lender.x }}\n", "getattr is not allowed"),
        ("{{ lender['x'] }}\n", "getitem is not allowed"),
        ("{{ ''.__class__ }}\n", "getattr is not allowed"),
        ("{{ lender|upper }}\n", "filter is not allowed. Use places, if and for only"),
        ("{{ 'x' }}\n", "const is not allowed"),
        ("{{ lender ~ debt }}\n", "concat is not allowed"),
        ("{% set x = lender %}\n", "assign is not allowed"),
        ("{% include 'x' %}\n", "include is not allowed"),
        ("{% macro x() %}{% endmacro %}\n", "macro is not allowed"),
        ("{{ range(9) }}\n", 'this call is not allowed. Use law or figure with "…"'),
        ("{{ law(lender) }}\n", "this call is not allowed"),
        ('{{ law("report-objection", "x") }}\n', "law takes 1 words"),
        ('{{ law("payment-order") }}\n', "the rule 'payment-order' is not in the header"),
        ('{{ law("acceleration") }}\n', "the text of 'acceleration' was not seen"),
        (
            '{{ figure("complaint-institution", "review") }}\n',
            "the text of 'complaint-institution' was not seen",
        ),
        ('{{ figure("report-objection", "weeks") }}\n', "has no figure 'weeks'. Use one of days"),
        ('{{ holds("report-objection") }}\n', "this call is not allowed"),
        ("Within 15 days.\n", "line 6: the figure 1 stands in the text"),
        ("a\n\nin {{ lender }} １５ days\n", "line 8: the figure １ stands in the text"),
        ("@owe\n", "line 6: there is no table 'owe'. Use one of differences, owed, budget, schedule"),
        ("@schedule\n", "line 6: the table needs 'offer'"),
        ("{{ lender\n", "line 6: cannot be read"),
        ("{% if is_late %}\nx\n", "cannot be read"),
        ("a {% if is_late %}b{% endif %}\nc\n", "line 6: would run into the next line"),
        ("a\u202eb\n", "there is an invisible character"),
        ("{% for x in annexes if x %}\n- {{ x }}\n{% endfor %}\n", "this loop is not allowed"),
        ("{% for x in annexes %}\n- {{ loop.index }}\n{% endfor %}\n", "getattr is not allowed"),
        ("{% for x in annexes %}\n{% endfor %}\n{{ x }}\n", "no place 'x'"),
    ],
)
def test_a_wrong_text_is_refused_with_its_line(tmp_path: Path, body: str, said: str) -> None:
    assert said in refused(tmp_path, body)


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("", "line 1: has no header"),
        ('+++\ntitle = "T"\n', "header.when: is missing"),
        ('+++\ntitle = "T"\nwhen = "W"\n', "header.rules: is missing"),
        (HEAD + "titel = 1\n", "header.titel: is not a known key. Did you mean title?"),
        (HEAD.replace("report-objection", "report-objektion"), 'Did you mean "report-objection"?'),
        (HEAD + 'needs = ["ofer"]\n', "'ofer' is not known. Did you mean \"offer\"?"),
        (HEAD + 'needs = ["offer"]\n', "'offer' is not used in the text"),
        (HEAD + 'needs = ["offer", "offer"]\n', "says something twice"),
        (HEAD + 'stage = "soon"\n', '"any", "before_due" or "late"'),
        (HEAD + 'for_sorts = ["cards"]\n', "'cards' is not known"),
        (HEAD + 'for_lenders = ["banks"]\n', "'banks' is not known"),
        (HEAD + 'annexes = ["sums"]\n', "'sums' is not known"),
        (HEAD + 'answer = ["days"]\n', "header.answer[0]: 'days' is not a table"),
        (HEAD + 'answer = [{ rule = "report-objection", figure = "weeks" }]\n', "has no figure 'weeks'"),
        (HEAD + 'most_months = { rule = "lpr", figure = "x" }\n', "'lpr' is not in the header"),
        (HEAD + "title = 2\n", "line 5 (title): “title” is there twice. Take one of the two out."),
    ],
)
def test_a_wrong_header_is_refused(tmp_path: Path, head: str, said: str) -> None:
    assert said in refused(tmp_path, "x\n", head)


def test_what_needs_something_may_stand_behind_a_question(tmp_path: Path) -> None:
    body = "{% if has_offer %}\n{{ offer_summary }}\n{% else %}\nx\n{% endif %}\n"
    assert read(tmp_path, body).places == {"has_offer", "offer_summary"}
    both = "{% if has_offer and offer_has_waiver %}\n{{ offer_waived }}\n{% endif %}\n"
    assert read(tmp_path, both)
    assert "only with 'offer'" in refused(tmp_path, body.replace("x\n", "{{ offer_summary }}\n"))


def test_nothing_of_python_can_be_reached() -> None:
    environment = sandbox()
    assert not environment.globals and not environment.filters and not environment.tests


# -- for whom rules hold


def test_every_rule_in_reach_is_cited_or_gives_a_deadline() -> None:
    reach = read_reach(LETTERS / "reach.toml")
    assert set(reach.rules) <= {rule.id for rule in rules}
    for kind in LENDER_KINDS:
        doors = [door for door in reach.doors if kind in door.lenders]
        assert {door.about for door in doors} == (set() if kind == "private" else {"lender", "credit_report"})
        assert len(doors) == len({door.about for door in doors})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('id = "card-terms"', 'id = "card-trems"'), "rules[4].id"),
        (('id = "card-terms"', 'id = "cost-table"'), "is there twice"),
        (('about = "credit_report"', 'about = "report"'), "about"),
        (('lenders = ["small_loan"]', 'lenders = ["small_loans"]'), "lenders"),
        (('hotline = "hotline-central-bank"', 'hotlin = "x"'), "hotlin: is not a known key"),
    ],
)
def test_a_wrong_reach_is_refused(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    text = (LETTERS / "reach.toml").read_text("utf-8")
    assert change[0] in text
    file = tmp_path / "reach.toml"
    file.write_text(text.replace(*change), "utf-8")
    with pytest.raises(RuleFileError) as caught:
        read_reach(file)
    assert said in str(caught.value)


def test_the_tables_are_known() -> None:
    assert set(TABLES) == {"differences", "owed", "budget", "schedule"}
