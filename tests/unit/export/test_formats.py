"""One paper in every format: the same figures, text that stays text, the same bytes, nobody's name."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import zipfile
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from duecourse.case import SaveError
from duecourse.export import Check, CheckGroup, Paper, budget_summary, checklist, letter, statement
from duecourse.export.document import (
    Column,
    Document,
    Files,
    Grid,
    Heading,
    Items,
    Paragraph,
    Section,
    Value,
    written,
)
from duecourse.locale import in_language, use_language
from unit.export.households import CASES, HOSTILE, SEEN, everything, hostile_case
from unit.export.reading import WORD, Page, every_text, sheets, word_lines, word_tables, word_xml

FORMATS = ("docx", "html", "txt", "xlsx")
DAY = date(2026, 11, 24)


def paper(*blocks: Any, letter: bool = False, language: str = "en", title: str = "Title") -> Paper:
    document = Document(title, (Section("Part", tuple(blocks)),), DAY, language, letter)
    return Paper("paper", document, FORMATS)


def grid(*rows: tuple[Value, ...], sums: tuple[Value, ...] | None = None) -> Grid:
    columns = (
        Column("Name"),
        Column("Amount", "money"),
        Column("Share", "percent"),
        Column("Count", "count"),
        Column("Day", "date"),
        Column("Done", "tick"),
    )
    return Grid("Caption", columns, rows, sums)


ROW = ("Penalty", Decimal("1234.50"), Decimal("0.153"), 1047, DAY, True)
NOTHING = (None, None, None, None, None, None)


@pytest.mark.parametrize("format", ["docx", "html", "txt"])
def test_every_block_is_written(format: str) -> None:
    made = paper(
        Heading("Heading"),
        Paragraph("One."),
        Paragraph("Small.", "small"),
        Items(("dot", "other"), "dots"),
        Items(("first", "second"), "numbers"),
        Items(("gathered", "missing"), "boxes", (True,)),
        grid(ROW, NOTHING, sums=("All", Decimal("-1.00"), None, None, None, None)),
        Files(("a.docx",)),
        Paragraph("Me", "right"),
    )
    text = every_text(made.content(format), format)
    for words in ("Title", "Part", "Heading", "One.", "Small.", "dot", "second", "☑", "☐", "a.docx", "Me"):
        assert words in text
    for words in ("¥1,234.50", "15.3%", "1,047", "24 Nov 2026", "−¥1.00", "–"):
        assert words in text


def test_excel_gets_numbers_and_days() -> None:
    content = paper(grid(ROW, NOTHING, sums=("All", Decimal("-1.00"), None, None, None, None))).content(
        "xlsx"
    )
    rows = sheets(content)["Part"]
    head = rows.index(["Name", "Amount", "Share", "Count", "Day", "Done"])
    assert rows[head + 1] == ["Penalty", 1234.5, 0.153, 1047.0, DAY, "☑"]
    assert rows[head + 2] == [""] * 6
    assert rows[head + 3][:2] == ["All", -1.0]
    book = openpyxl.load_workbook(BytesIO(content))
    sheet = book["Part"]
    line = head + 2
    assert sheet.cell(line, 2).number_format == '"¥"#,##0.00;"−¥"#,##0.00'
    assert sheet.cell(line, 3).number_format == "0.0%"
    assert sheet.cell(line, 5).number_format == "d mmm yyyy"
    assert sheet.freeze_panes == f"A{line}"
    assert sheet.print_title_rows == f"${line - 1}:${line - 1}"
    assert sheet.page_setup.paperSize == 9 and sheet.page_setup.fitToWidth == 1
    assert sheet.page_setup.fitToHeight == 0 and sheet.sheet_properties.pageSetUpPr.fitToPage
    assert all(9 <= dimension.width <= 70 for dimension in sheet.column_dimensions.values())
    assert "&P" in sheet.oddFooter.center.text and "&N" in sheet.oddFooter.center.text


def test_a_long_text_makes_its_row_higher() -> None:
    content = paper(grid(("word " * 60, *NOTHING[1:]), ("word", *NOTHING[1:]))).content("xlsx")
    sheet = openpyxl.load_workbook(BytesIO(content))["Part"]
    high, low = (sheet.row_dimensions[row].height for row in (5, 6))
    assert sheet["A5"].alignment.wrap_text and high > 4 * low


FORMULAS = ["=1+1", "=cmd|'/c calc'!A1", "+1", "-1", "@SUM(A1)", "\t=1", "\n=1", "'=1", "#N/A", "007", "1e5"]


@pytest.mark.parametrize("typed", FORMULAS)
def test_no_text_becomes_a_formula(typed: str) -> None:
    content = paper(Paragraph(typed), grid((typed, *NOTHING[1:]))).content("xlsx")
    rows = sheets(content)["Part"]
    assert [row[0] for row in rows].count(typed) == 2  # as typed, once in a line and once in the table
    with zipfile.ZipFile(BytesIO(content)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in xml and 't="e"' not in xml
    book = openpyxl.load_workbook(BytesIO(content))
    cells = [cell for row in book["Part"] for cell in row if cell.value == typed]
    assert len(cells) == 2
    assert all(cell.data_type == "s" for cell in cells)
    if typed.strip()[0] in "=+-@'":  # nor when it is edited in Excel
        assert all(cell.quotePrefix for cell in cells)


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    rows = sheets(paper(grid(("x" * 40_000, *NOTHING[1:]))).content("xlsx"))["Part"]
    assert rows[-1][0] == "x" * 32_766 + "…"


@pytest.mark.parametrize("format", FORMATS)
def test_hostile_text_is_text(format: str) -> None:
    made = paper(
        Paragraph(HOSTILE),
        Items((HOSTILE,), "boxes"),
        grid((HOSTILE, *NOTHING[1:])),
        Files((HOSTILE,)) if format == "html" else Heading(HOSTILE),
        title=HOSTILE,
    )
    content = made.content(format)
    text = " ".join(every_text(content, format).split())
    assert text.count(SEEN.partition("😀")[0]) >= 3
    assert "\u202e" not in text and "\x07" not in text
    if format == "html":
        page = Page(content)
        assert not {"script", "img", "a onclick"} & {tag for tag, _ in page.tags}
        links = [attributes["href"] for tag, attributes in page.tags if tag == "a"]
        assert links and all(link and ":" not in link for link in links)
    if format == "docx":
        names = {node.tag.removeprefix(WORD) for node in word_xml(content).iter()}
        assert not {"fldSimple", "hyperlink", "object", "altChunk"} & names


def test_a_page_asks_for_nothing_and_runs_nothing() -> None:
    page = Page(statement(CASES["courier"]).content("html"))
    policy = [a["content"] for tag, a in page.tags if tag == "meta" and a.get("http-equiv")]
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'"]
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in page.tags}
    for _, attributes in page.tags:
        assert not any(name.startswith("on") or name == "src" for name in attributes)


def test_tables_name_their_rows_and_columns() -> None:
    page = Page(statement(CASES["courier"]).content("html"))
    scopes = [a.get("scope") for tag, a in page.tags if tag == "th"]
    assert set(scopes) == {"col", "row"}
    assert [a["lang"] for tag, a in page.tags if tag == "html"] == ["en-GB"]
    assert sum(tag == "h1" for tag, _ in page.tags) == 1
    group = CheckGroup("Debt", (Check("Contract", "", True), Check("Bill")))
    page = Page(checklist("Papers", [group], on=DAY).content("html"))
    heads = [row[1] for row in page.tables[0][1:]]
    assert heads == ["Contract", "Bill"]


# -- the same bytes, and nobody's name


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_paper_gives_the_same_bytes_in_another_process(format: str, tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from duecourse.case import load_example\n"
        "from duecourse.export import letter, statement\n"
        "from duecourse.locale import use_language\n"
        "use_language('zh')\n"
        "case = load_example('courier')\n"
        "made = statement(case) if sys.argv[1] == 'xlsx' else letter('itemised_bill', case, case.debts[0])\n"
        "sys.stdout.buffer.write(made.content(sys.argv[1]))\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script, format],
            capture_output=True,
            check=True,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONHASHSEED": seed, "TZ": zone},
        ).stdout
        for seed, zone in (("1", "Asia/Shanghai"), ("2", "America/New_York"))
    }
    assert len(outputs) == 1


@pytest.mark.parametrize("format", ["docx", "xlsx"])
def test_office_files_name_the_paper_and_nobody(format: str) -> None:
    content = budget_summary(CASES["courier"]).content(format)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert all(entry.date_time == (1980, 1, 1, 0, 0, 0) for entry in archive.infolist())
        core = archive.read("docProps/core.xml").decode()
        app = archive.read("docProps/app.xml").decode()
        contents = [archive.read(name).decode("utf-8", "ignore") for name in archive.namelist()]
        assert not [name for name in archive.namelist() if "thumbnail" in name or "customXml" in name]
    assert "creator" not in core and "lastModifiedBy" not in core and "2026-11-24T00:00:00Z" in core
    assert "Application" not in app and "Company" not in app
    for word in ("openpyxl", "python-docx", "Macintosh", str(Path.home()), platform.node()):
        assert len(word) < 6 or not any(word in content for content in contents)


# -- how it looks


def test_a_word_file_is_a4_with_fonts_for_both_scripts_and_page_numbers(language: str) -> None:
    content = letter("itemised_bill", CASES["courier"], CASES["courier"].debts[0]).content("docx")
    size = next(word_xml(content).iter(f"{WORD}pgSz"))
    assert (int(size.get(f"{WORD}w", 0)), int(size.get(f"{WORD}h", 0))) == (11906, 16838)
    styles = {style.get(f"{WORD}styleId"): style for style in word_xml(content, "word/styles.xml")}
    fonts = next(styles["Normal"].iter(f"{WORD}rFonts"))
    assert fonts.get(f"{WORD}ascii") == "Cambria" and fonts.get(f"{WORD}eastAsia") == "宋体"
    assert (fonts.get(f"{WORD}hint") == "eastAsia") == (language == "zh")
    table = {
        font.get(f"{WORD}name"): next(font.iter(f"{WORD}altName")).get(f"{WORD}val")
        for font in word_xml(content, "word/fontTable.xml")
    }
    assert "SimSun" in str(table["宋体"]) and "Noto Serif CJK SC" in str(table["宋体"])
    with zipfile.ZipFile(BytesIO(content)) as archive:
        foot = archive.read("word/footer1.xml").decode()
    assert " PAGE " in foot and " NUMPAGES " in foot
    lang = next(word_xml(content, "word/styles.xml").iter(f"{WORD}lang"))
    assert lang.get(f"{WORD}eastAsia") == "zh-CN"


def test_a_signature_stays_together() -> None:
    case = CASES["courier"]
    content = letter("itemised_bill", case, case.debts[0]).content("docx")
    kept = {
        "".join(node.text or "" for node in paragraph.iter(f"{WORD}t")): any(
            True for _ in paragraph.iter(f"{WORD}keepNext")
        )
        for paragraph in word_xml(content).iter(f"{WORD}p")
    }
    assert kept["Yours faithfully,"]
    assert not kept[next(line for line in kept if line.startswith("Until") or line.startswith("From"))]


def test_numbered_lists_begin_anew() -> None:
    content = paper(Items(("a", "b"), "numbers"), Paragraph("x"), Items(("c",), "numbers")).content("docx")
    numbers = [node.get(f"{WORD}val") for node in word_xml(content).iter(f"{WORD}numId")]
    assert len(numbers) == 3 and len(set(numbers)) == 2
    overrides = list(word_xml(content, "word/numbering.xml").iter(f"{WORD}startOverride"))
    assert [node.get(f"{WORD}val") for node in overrides] == ["1", "1"]


def test_the_head_of_a_table_comes_again_on_each_page() -> None:
    content = paper(grid(ROW)).content("docx")
    assert word_tables(content)[0][0] == ["Name", "Amount", "Share", "Count", "Day", "Done"]
    assert len(list(word_xml(content).iter(f"{WORD}tblHeader"))) == 1
    assert len(list(word_xml(content).iter(f"{WORD}cantSplit"))) == 2
    widths = [int(node.get(f"{WORD}w", 0)) for node in word_xml(content).iter(f"{WORD}gridCol")]
    assert sum(widths) <= 166 / 25.4 * 1440 + 10


def test_a_word_file_keeps_to_words_own_order_and_points_at_nothing_that_is_gone() -> None:
    content = statement(CASES["courier"]).content("docx")
    order = ("tblW", "tblBorders", "tblLayout", "tblCellMar", "tblLook")
    for properties in word_xml(content).iter(f"{WORD}tblPr"):
        assert tuple(child.tag.removeprefix(WORD) for child in properties) == order
    known = {style.get(f"{WORD}styleId") for style in word_xml(content, "word/styles.xml")}
    for part in ("document", "styles", "numbering", "footer1"):
        for tag in ("pStyle", "rStyle", "tblStyle", "link", "basedOn", "next"):
            used = {
                node.get(f"{WORD}val") for node in word_xml(content, f"word/{part}.xml").iter(f"{WORD}{tag}")
            }
            assert used <= known, (part, tag)


def test_sheets_with_the_same_name_and_names_excel_refuses() -> None:
    titles = ("A/B: [x]", "A/B: [x]", "x" * 40, "x" * 40, "'", "a b x")
    document = Document("T", tuple(Section(title, ()) for title in titles), DAY, "en")
    names = list(sheets(Paper("p", document, ("xlsx",)).content("xlsx")))
    assert names == ["A B x", "A B x 2", "x" * 31, "x" * 29 + " 2", "1", "a b x 3"]


# -- asked for and saved


def test_a_paper_keeps_the_language_it_was_made_in() -> None:
    with in_language("zh"):
        made = budget_summary(CASES["courier"])
    use_language("en")
    assert "可用于还债" in every_text(made.content("docx"), "docx")
    assert "第1页" not in made.text
    assert "Normal month" not in every_text(made.content("xlsx"), "xlsx")
    footer = zipfile.ZipFile(BytesIO(made.content("docx"))).read("word/footer1.xml").decode()
    assert "页" in footer


def test_saved_whole_and_for_the_owner_alone(tmp_path: Path) -> None:
    made = paper(Paragraph("x"))
    file = made.save(tmp_path / "new" / "a.docx")
    assert file.read_bytes() == made.content("docx")
    if os.name == "posix":
        assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["a.docx"]


def test_what_a_person_filled_in_is_kept_beside_the_new_one(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    for text in ("one", "two"):  # saved again as it was: nothing to keep
        paper(Paragraph(text)).save(file)
    for text in ("three", "four"):
        file.write_text(f"{text}, with my name", "utf-8")
        paper(Paragraph(text)).save(file)
        paper(Paragraph("again")).save(file)
    kept = {path.name: path.read_text("utf-8") for path in tmp_path.iterdir() if path != file}
    assert kept == {"a.bak.txt": "three, with my name", "a.bak2.txt": "four, with my name"}


def test_an_ending_without_a_format_is_refused(tmp_path: Path) -> None:
    made = Paper("p", paper().document, ("docx", "html"))
    for name in ("a.xlsx", "a.pdf", "a"):
        with pytest.raises(ValueError, match="allowed: docx, html"):
            made.save(tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_a_refusing_disk_is_told_kindly(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("in the way")
    with pytest.raises(SaveError, match="Not saved"):
        paper().save(tmp_path / "folder" / "a.docx")


def test_rows_must_fit_their_columns_and_values_their_kinds() -> None:
    with pytest.raises(ValueError, match="allowed: 1 values"):
        Grid("", (Column("a"),), (("x", "y"),))
    with pytest.raises(ValueError, match="a column of money can hold"):
        written("money", 12.5)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="a column of date can hold"):
        written("date", 3)


def test_a_paper_says_what_it_is() -> None:
    assert repr(paper()) == "Title (2026-11-24: docx, html, txt, xlsx)"


@pytest.mark.parametrize("format", ["docx", "html", "txt"])
def test_a_whole_hostile_household(format: str, language: str) -> None:
    case = hostile_case()
    debt = case.debts[0]
    for kind in ("itemised_bill", "offer", "confirm_agreement"):
        content = letter(kind, case, debt, given=everything(case, debt)).content(format)
        text = " ".join(every_text(content, format).split())
        assert SEEN.partition("😀")[0].strip() in text
        assert "{{ 7*7 }}" in text
    xlsx = sheets(statement(case).content("xlsx"))
    assert len(xlsx) == 1 + 3 * len(case.debts)
    assert any(
        SEEN.partition("😀")[0] in " ".join(str(cell).split()) for row in xlsx.popitem()[1] for cell in row
    )


def test_nothing_of_a_letter_is_lost_in_word() -> None:
    case = CASES["family"]
    made = letter("hardship_notice", case, case.debts[0])
    lines = word_lines(made.content("docx"))
    for block in made.document.blocks():
        if isinstance(block, Paragraph):
            assert block.text in lines
