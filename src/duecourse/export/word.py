"""A paper as a Word file: A4, calm, with page numbers, and text as plain runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from functools import cache, partial
from io import BytesIO
from typing import Any, Final

import docx
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from duecourse.locale import LANGUAGES, say

from .document import Block, Column, Document, Files, Grid, Heading, Items, Paragraph
from .office_zip import parts_of, same_bytes
from .safe_text import clean, one_line, shown_width

_TEXT_WIDTH: Final = 166  # millimetres between the margins
_MARGINS: Final = {"top": 22, "bottom": 22, "left": 22, "right": 22}
_SOFT: Final = RGBColor(0x44, 0x4B, 0x54)
_INDENT: Final = 7  # millimetres, of a list
_LETTER: Final = 2.05  # millimetres, the width of a Latin letter in a table
_GAP: Final = 5  # millimetres between columns
_LEAST_TEXT: Final = 20  # millimetres of a column with text

_LATIN: Final = {"text": "Cambria", "head": "Calibri"}
_CHINESE: Final = {"text": "宋体", "head": "微软雅黑"}
_OTHER_NAMES: Final = {
    "Cambria": ("Caladea,Georgia,Times New Roman", "roman"),
    "Calibri": ("Carlito,Segoe UI,Helvetica Neue,Arial", "swiss"),
    "宋体": ("SimSun,Songti SC,STSong,Noto Serif CJK SC,Source Han Serif SC", "roman"),
    "微软雅黑": ("Microsoft YaHei,PingFang SC,Noto Sans CJK SC,Source Han Sans SC", "swiss"),
}
"""What to take where a font is not installed."""

_UNUSED: Final = (
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.CUSTOM_XML,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
)


_DOCUMENT: Final = "word/document.xml"
_NUMBERING: Final = "word/numbering.xml"
_ROOM: Final = qn("w:t")
_STYLES: Final = ("Title", "Heading 1", "Heading 2", "List Bullet", "List Number", "Header", "Footer")


def word_file(document: Document) -> bytes:
    """The paper as the bytes of a .docx file; the same paper gives the same bytes."""
    page = _Page(_blank(document.language, document.letter))
    page.add("Title", document.title)
    for section in document.sections:
        if section.title:
            page.add("Heading 1, new page" if section.new_page else "Heading 1", section.title)
        for place, block in enumerate(section.blocks):
            if place and isinstance(block, Paragraph) and block.style in ("flush", "right"):
                page.keep_with_next()  # a signature stays on one page
            _add(page, block)
    return same_bytes(page.parts(), title=document.title, language=document.language, on=document.on)


class _Blank:
    """A file in which nothing is written yet, and the forms of what is: paragraphs, rows and tables that are
    formed once, of which all others are copies with their own texts."""

    def __init__(self, language: str, letter: bool) -> None:
        self.chinese = LANGUAGES[language].characters
        self.letter = letter
        self.file = docx.Document(BytesIO(_empty()))
        _set_page(self.file)
        _set_styles(self.file, letter=letter, chinese=self.chinese)
        _set_fonts(self.file)
        _number_pages(self.file)
        target = BytesIO()
        self.file.save(target)
        self.parts = parts_of(target.getvalue())
        self._forms: dict[object, Any] = {}

    def copy(self, form: object, make: Callable[[], Any]) -> Any:
        """A copy of a form, made the first time it is asked for."""
        if form not in self._forms:
            self._forms[form] = make()
        return deepcopy(self._forms[form])

    def paragraph(self, form: str) -> Any:
        """A paragraph, with room for each of its texts."""
        return self.copy(form, lambda: _formed(self.file.add_paragraph(), form, self)._p)

    def row(self, columns: tuple[Column, ...], widths: list[float], *, head: bool, strong: bool) -> Any:
        """A row of a table, with room in each cell."""
        row = self.copy(("row", head), lambda: _empty_row(self.file, head=head))
        for column, width in zip(columns, widths, strict=True):
            right = column.kind in ("money", "percent", "count")
            make = partial(_cell, self, head=head, strong=strong, right=right)
            cell = self.copy(("cell", head, strong, right), make)
            cell.width = Mm(width)
            row.append(cell)
        return row

    def table(self, columns: int) -> Any:
        """A table without rows."""
        return self.copy(("table", columns), lambda: _empty_table(self.file, columns))


@cache
def _blank(language: str, letter: bool) -> _Blank:
    return _Blank(language, letter)


class _Page:
    """A file while it is written, from top to bottom."""

    def __init__(self, blank: _Blank) -> None:
        self.blank = blank
        self.document = parse_xml(blank.parts[_DOCUMENT])
        self.numbering = parse_xml(blank.parts[_NUMBERING])
        self._end = self.document.body.find(qn("w:sectPr"))
        self._last: Any = None

    def add(self, form: str, *texts: str) -> Any:
        """A paragraph of a form, with its texts."""
        self._last = self.blank.paragraph(form)
        _write_runs(self._last, texts)
        self._end.addprevious(self._last)
        return self._last

    def add_table(self, table: Any) -> None:
        self._end.addprevious(table)

    def keep_with_next(self) -> None:
        """The last paragraph stays on one page with the next."""
        WordParagraph(self._last, self.blank.file).paragraph_format.keep_with_next = True

    def parts(self) -> dict[str, bytes]:
        """What the archive holds."""
        written = {_DOCUMENT: self.document, _NUMBERING: self.numbering}
        return self.blank.parts | {name: serialize_part_xml(element) for name, element in written.items()}


@cache
def _empty() -> bytes:
    """An empty file without what nobody needs: a picture of itself, someone's settings, unused styles."""
    file = docx.Document()
    for rels in (file.part.package.rels, file.part.rels):
        for key in [key for key, rel in rels.items() if rel.reltype in _UNUSED]:
            del rels[key]
    for style in list(file.styles):
        if style.name not in _STYLES and not style.element.get(qn("w:default")):
            style.delete()
    known = {style.style_id for style in file.styles}
    named = [*file.styles.element.iter(qn("w:link")), *file.part.numbering_part.element.iter(qn("w:pStyle"))]
    for name in named:  # nothing points to a style that is gone
        if name.get(qn("w:val")) not in known:
            name.getparent().remove(name)
    target = BytesIO()
    file.save(target)
    return target.getvalue()


def _set_page(file: WordFile) -> None:
    page = file.sections[0]
    page.orientation = WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin = Mm(_MARGINS["top"]), Mm(_MARGINS["bottom"])
    page.left_margin, page.right_margin = Mm(_MARGINS["left"]), Mm(_MARGINS["right"])
    page.footer_distance = Mm(11)


def _set_styles(file: WordFile, *, letter: bool, chinese: bool) -> None:
    _font(file, "Normal", "text", 11, chinese=chinese)
    normal = file.styles["Normal"].paragraph_format
    normal.space_before, normal.space_after = Pt(0), Pt(6)
    normal.line_spacing = (1.5 if letter else 1.35) if chinese else 1.25
    normal.widow_control = True
    for name, size, before, after in (
        ("Title", 17, 0, 14),
        ("Heading 1", 13, 16, 6),
        ("Heading 2", 11.5, 10, 4),
    ):
        _font(file, name, "head", size, bold=True, chinese=chinese)
        form = file.styles[name].paragraph_format
        form.space_before, form.space_after, form.keep_with_next = Pt(before), Pt(after), True
        form.line_spacing = 1.2
    borders = file.styles["Title"].element.pPr.find(qn("w:pBdr"))
    if borders is not None:
        file.styles["Title"].element.pPr.remove(borders)
    for name in ("List Bullet", "List Number"):
        form = file.styles[name].paragraph_format
        form.left_indent, form.first_line_indent = Mm(_INDENT), Mm(-_INDENT)
        form.space_after = Pt(3)
    defaults = file.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    language = defaults.find(qn("w:lang"))
    settings = file.settings.element.find(qn("w:themeFontLang"))
    for tags in (language, settings):
        tags.set(qn("w:val"), LANGUAGES["en"].tag)  # of figures too: as Chinese they would be broken anywhere
        tags.set(qn("w:eastAsia"), LANGUAGES["zh"].tag)


def _font(file: WordFile, style: str, use: str, size: float, *, bold: bool = False, chinese: bool) -> None:
    font = file.styles[style].font
    font.size, font.bold, font.italic = Pt(size), bold, False
    font.color.rgb = RGBColor(0, 0, 0)
    _name_fonts(file.styles[style].element.get_or_add_rPr(), use, chinese=chinese)


def _name_fonts(properties: Any, use: str, *, chinese: bool) -> None:
    """Names of the fonts for Latin and for Chinese text; in a Chinese paper, quotation marks are Chinese."""
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), _LATIN[use])
    fonts.set(qn("w:eastAsia"), _CHINESE[use])
    if chinese:
        fonts.set(qn("w:hint"), "eastAsia")


def _set_fonts(file: WordFile) -> None:
    """The table of fonts, with others to take where one is missing."""
    rows = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:family w:val="{family}"/>'
        '<w:pitch w:val="variable"/></w:font>'
        for name, (others, family) in _OTHER_NAMES.items()
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts'
        f' xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{rows}</w:fonts>'
    )
    for rel in file.part.rels.values():
        if rel.reltype == RELATIONSHIP_TYPE.FONT_TABLE:
            rel.target_part._blob = text.encode()


def _add(page: _Page, block: Block) -> None:
    match block:
        case Heading():
            page.add("Heading 2", block.text)
        case Paragraph():
            page.add(block.style, block.text)
        case Items():
            _add_items(page, block)
        case Grid():
            _add_grid(page, block)
        case Files():
            _add_items(page, Items(block.names))


def _formed(paragraph: WordParagraph, form: str, blank: _Blank) -> WordParagraph:
    """A paragraph as it looks, with room for each of its texts."""
    shape = paragraph.paragraph_format
    name = form.partition(",")[0]
    if name in _STYLES:
        paragraph.style = name
    if name == "Heading 1":
        shape.page_break_before = form != name
    if form == "Title" and blank.letter:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = _room(paragraph.add_run())
    match form:
        case "List Number":
            numbers = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            numbers.get_or_add_ilvl().val = 0
        case "body" if blank.letter and blank.chinese:
            _indent_two_characters(paragraph)
        case "right":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            shape.space_after = Pt(2)
        case "flush":
            shape.space_after = Pt(4)
        case "small":
            run.font.size, run.font.color.rgb = Pt(9.5), _SOFT
            shape.line_spacing = 1.2
        case "box":
            paragraph.add_run().add_tab()
            _room(paragraph.add_run())
            shape.left_indent, shape.first_line_indent = Mm(_INDENT), Mm(-_INDENT)
            shape.tab_stops.add_tab_stop(Mm(_INDENT))
            shape.space_after = Pt(4)
        case "after a table":
            paragraph._p.remove(run._r)
            shape.space_after = Pt(4)
    return paragraph


def _indent_two_characters(paragraph: Any) -> None:
    """As a Chinese letter begins a paragraph, whatever the size of its letters."""
    paragraph.paragraph_format.first_line_indent = Pt(22)
    indent = paragraph._p.pPr.find(qn("w:ind"))
    indent.set(qn("w:firstLineChars"), "200")


def _add_items(page: _Page, items: Items) -> None:
    number = _new_numbers(page) if items.style == "numbers" else None
    for place, text in enumerate(items.texts):
        if items.style == "boxes":
            page.add("box", items.mark(place), text)
        elif number is None:
            page.add("List Bullet", text)
        else:
            page.add("List Number", text).pPr.numPr.get_or_add_numId().val = number


def _new_numbers(page: _Page) -> int:
    """A list of its own, which begins at 1."""
    numbering = page.numbering
    used = page.blank.file.styles["List Number"].element.pPr.numPr.numId.val
    abstract = numbering.num_having_numId(used).abstractNumId.val
    number = numbering.add_num(abstract)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(number.numId)


# -- tables


def _add_grid(page: _Page, grid: Grid) -> None:
    """A table: its head, and one line of each look, of which all lines are copies with their own texts."""
    if grid.caption:
        page.add("Heading 2", grid.caption)
    cells = grid.written()
    labels = [column.label for column in grid.columns]
    widths = _widths(grid.columns, [labels, *cells])
    table = page.blank.table(len(grid.columns))
    for column, width in zip(table.tblGrid.gridCol_lst, widths, strict=True):
        column.w = Mm(width)
    head = page.blank.row(grid.columns, widths, head=True, strong=False)
    _write_runs(head, labels)
    table.append(head)
    patterns: dict[bool, Any] = {}
    for line, texts in enumerate(cells):
        strong = grid.is_strong(line)
        if strong not in patterns:
            patterns[strong] = page.blank.row(grid.columns, widths, head=False, strong=strong)
        row = deepcopy(patterns[strong])
        _write_runs(row, texts)
        table.append(row)
    page.add_table(table)
    page.add("after a table")


def _empty_table(file: WordFile, columns: int) -> Any:
    table = file.add_table(rows=0, cols=columns)
    table.autofit = False
    _rule(table)
    return table._tbl


def _empty_row(file: WordFile, *, head: bool) -> Any:
    row = file.add_table(rows=1, cols=1).rows[0]
    _keep_together(row, head=head)
    row._tr.remove(row._tr.tc_lst[0])
    return row._tr


def _cell(blank: _Blank, *, head: bool, strong: bool, right: bool) -> Any:
    """A cell as it looks, nothing written in it."""
    cell = blank.file.add_table(rows=1, cols=1).rows[0].cells[0]
    cell.width = Mm(_LEAST_TEXT)
    paragraph = cell.paragraphs[0]
    form = paragraph.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(2.5), Pt(2.5), 1.15
    run = _room(paragraph.add_run())
    run.font.size = Pt(9 if head else 10)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if head:
        run.font.color.rgb = _SOFT
        _name_fonts(run._r.get_or_add_rPr(), "head", chinese=blank.chinese)
    run.font.bold = strong
    return cell._tc


def _room(run: Run) -> Run:
    """A run with room for a text."""
    run._r.add_t("")
    return run


def _write_runs(element: Any, texts: Sequence[str]) -> None:
    """Texts in the room of a paragraph or a row."""
    for place, text in zip(list(element.iter(_ROOM)), map(clean, texts), strict=True):
        if "\n" in text or "\t" in text:
            place.getparent().text = text
        elif text:
            place.text = text
            if len(text.strip()) < len(text):
                place.set(qn("xml:space"), "preserve")
        else:
            place.getparent().remove(place)


def _widths(columns: tuple[Column, ...], rows: list[list[str]]) -> list[float]:
    """Millimetres for each column: figures get what they need, texts share the rest."""
    head, *lines = rows
    asked = [
        max([_LETTER * shown_width(one_line(row[place])) for row in lines] + [_least(column, head[place])])
        + _GAP
        for place, column in enumerate(columns)
    ]
    texts = [place for place, column in enumerate(columns) if column.kind == "text"]
    if sum(asked) <= _TEXT_WIDTH:
        return asked
    left = _TEXT_WIDTH - sum(width for place, width in enumerate(asked) if place not in texts)
    for place in sorted(texts, key=lambda place: asked[place]):  # the short ones first: the long ones wrap
        share = max(left, _LEAST_TEXT * len(texts)) / len(texts)
        asked[place] = min(asked[place], share)
        left -= asked[place]
        texts = [other for other in texts if other != place]
    return asked


def _least(column: Column, label: str) -> float:
    """What the label of a column needs; over figures it may wrap."""
    width = shown_width(label) * _LETTER
    return width if column.kind == "text" else min(width, _LEAST_TEXT)


def _rule(table: Any) -> None:
    """Thin lines between the rows and none between the columns; no space before the first column."""
    properties = table._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "B0B7BF")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("left", "0"), ("right", "200")):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), width)
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    layout = properties.find(qn("w:tblLayout"))  # Word wants the properties in this order
    layout.addprevious(borders)
    layout.addnext(margins)


def _keep_together(row: Any, *, head: bool) -> None:
    """A row stays on one page; the head comes again on each."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))


# -- the foot of a page


def _number_pages(file: WordFile) -> None:
    paragraph = file.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for part in say("export.page", page="\0PAGE\0", pages="\0NUMPAGES\0").split("\0"):
        if part not in ("PAGE", "NUMPAGES"):
            _foot_run(paragraph).text = part
            continue
        for kind in ("begin", "", "separate", "result", "end"):
            run = _foot_run(paragraph)
            if kind == "result":
                run.text = "1"
            elif kind:
                element = OxmlElement("w:fldChar")
                element.set(qn("w:fldCharType"), kind)
                run._r.append(element)
            else:
                element = OxmlElement("w:instrText")
                element.set(qn("xml:space"), "preserve")
                element.text = f" {part} "
                run._r.append(element)


def _foot_run(paragraph: Any) -> Any:
    run = paragraph.add_run()
    run.font.size, run.font.color.rgb = Pt(9), _SOFT
    return run
