"""Files made to do harm, or that never end: a clear sentence, soon, and without filling the memory."""

from __future__ import annotations

import io
import json
import os
import queue
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from duecourse.case import Case, ImportRefused, read_statement
from duecourse.case.importing.sheet import MOST_COLUMNS, MOST_ROWS

MEMORY = 300
"""Megabytes that reading a file may take, the program itself included."""

SECONDS = 5
"""Of a processor."""

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = f'<worksheet xmlns="{MAIN}"><sheetData>%s</sheetData></worksheet>'
PARTS = {
    "xl/workbook.xml": f'<book xmlns="{MAIN}" xmlns:r="r"><sheet name="a" r:id="x"/></book>',
    "xl/_rels/workbook.xml.rels": '<R><Relationship Id="x" Target="worksheets/a.xml"/></R>',
}
FORMATS = f'<styles xmlns="{MAIN}"><cellXfs>%s</cellXfs></styles>'
TEXTS = f'<sst xmlns="{MAIN}">%s</sst>'


def book(cells: str, method: int = zipfile.ZIP_DEFLATED, **more: str) -> bytes:
    """A workbook with one sheet of these rows. more: further parts, by their names under `xl/`."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as made:
        for name, text in {**PARTS, "xl/worksheets/a.xml": SHEET % cells}.items():
            made.writestr(name, text)
        for name, text in more.items():
            made.writestr(f"xl/{name}.xml", text)
    return target.getvalue()


def version_16_6(raw: bytes) -> bytes:
    """The same zip, as if it needed a program of version 16.6."""
    return raw.replace(b"PK\x01\x02\x14\x03\x14\x00", b"PK\x01\x02\x14\x03\xa6\x00")


ROW = '<row r="%d"><c r="A%d"><v>1</v></c></row>'
HEAD = '<row r="1"><c r="A1" t="str"><v>日期</v></c><c r="B1" t="str"><v>金额</v></c></row>'
DECLARED = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'

HOSTILE: dict[str, Callable[[], bytes]] = {
    "a sheet of zeros": lambda: book(" " * 60_000_000),
    "texts of zeros": lambda: book(HEAD, sharedStrings=TEXTS % f"<si><t>{'x' * 10_000_000}</t></si>"),
    "millions of texts": lambda: book(HEAD, sharedStrings=TEXTS % ("<si><t>x</t></si>" * 500_000)),
    "millions of formats": lambda: book(HEAD, styles=FORMATS % ("<xf/>" * 500_000)),
    "very many cells": lambda: book('<row r="1">' + "<c><v>1</v></c>" * 700_000 + "</row>"),
    "a cell far below": lambda: book(ROW % (1_048_576, 1_048_576)),
    "a cell far to the right": lambda: book('<row r="1"><c r="XFD1"><v>1</v></c></row>'),
    "a wide cell in each row": lambda: book(
        "".join(f'<row r="{row}"><c r="GR{row}"><v>1</v></c></row>' for row in range(1, 150_000))
    ),
    "declared entities": lambda: book(HEAD, sharedStrings=DECLARED + TEXTS % "<si><t>&b;</t></si>"),
    "elements within elements": lambda: book("<a>" * 2_000_000),
    "another way of packing": lambda: book(HEAD, zipfile.ZIP_LZMA),
    "version 16.6": lambda: version_16_6(book(HEAD)),
    "cut off": lambda: book(HEAD * 1000)[:-100],
    "a text that is not there": lambda: book('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'),
    "a number that is none": lambda: book('<row r="1"><c r="A1"><v>1e999x</v></c></row>'),
    "rows without end": lambda: b"\n" * 9_000_000,
    "too many rows": lambda: b"date,amount\n" + b"2026-03-05,1\n" * MOST_ROWS,
    "too many columns": lambda: b"date,amount" + b",x" * (MOST_COLUMNS - 1) + b"\n",
    "one line": lambda: b"date,amount" * 900_000,
    "only separators": lambda: b"," * 9_000_000,
    "only quotation marks": lambda: b'"' * 9_000_001,
    "a long busy list": lambda: (
        "交易时间,交易类型,交易对方,商品,收/支,金额,支付方式,当前状态,交易单号\n"
        + "".join(
            f"2026-03-05 10:00,{('退款', '消费')[i % 2]},店,物{i},{('收入', '支出')[i % 2]},"
            f"{i % 7}.16,零钱,支付成功,{i}\n"
            for i in range(100_000)
        )
    ).encode()[:9_900_000],
    "a refund for everything": lambda: (
        "交易时间,交易类型,交易对方,收/支,金额,支付方式,当前状态\n"
        + "".join(f"2026-03-05,{kind},店,/,5,零钱,支付成功\n" for kind in ("消费", "退款") * 10_000)
    ).encode(),
}

MEASURED = r"""
import json, re, sys, time
from duecourse.case import Case, ImportRefused, read_statement
from duecourse.locale import in_language
raw = open(sys.argv[1], "rb").read()
begun = time.process_time()
try:
    found = read_statement(raw, Case())
    said = [f"{len(found.rows)} rows, {len(found.refused)} refused"]
except ImportRefused as refused:
    said = []
    for name in ("en", "zh"):
        with in_language(name):
            said.append(str(refused))
peak = int(re.search(r"VmHWM:\s*(\d+)", open("/proc/self/status").read())[1]) // 1024
print(json.dumps({"said": said, "seconds": time.process_time() - begun, "memory": peak}))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="how much memory a program took stands in /proc")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_read_or_refused_within_its_bounds(name: str, tmp_path: Path) -> None:
    file = tmp_path / "hostile"
    file.write_bytes(HOSTILE[name]())
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(file)], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0 and "Traceback" not in done.stderr, done.stderr[-500:]
    measured = json.loads(done.stdout)
    assert measured["said"] and measured["memory"] < MEMORY and measured["seconds"] < SECONDS, measured


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("a sheet of zeros", "too_large_unpacked"),
        ("texts of zeros", "too_large_unpacked"),
        ("a cell far below", "too_many_rows"),
        ("a cell far to the right", "too_many_columns"),
        ("declared entities", "damaged"),
        ("another way of packing", "damaged"),
        ("version 16.6", "damaged"),
        ("cut off", "damaged"),
        ("too many rows", "too_many_rows"),
        ("too many columns", "too_many_columns"),
    ],
)
def test_the_sentence_says_what_is_wrong(name: str, why: str) -> None:
    with pytest.raises(ImportRefused) as caught:
        read_statement(HOSTILE[name](), Case())
    assert caught.value.why == why


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no devices and pipes here")
def test_devices_and_pipes_are_no_files(tmp_path: Path) -> None:
    pipe, link = tmp_path / "pipe", tmp_path / "link.csv"
    os.mkfifo(pipe)
    link.symlink_to("/dev/zero")
    for place in (Path("/dev/zero"), Path("/dev/null"), pipe, link, tmp_path):
        refused = queue.Queue[str]()
        threading.Thread(target=tell_why, args=(place, refused), daemon=True).start()
        assert refused.get(timeout=20) == "not_a_file", place


def tell_why(place: Path, to: queue.Queue[str]) -> None:
    to.put(why_refused(place))


def why_refused(place: Path | str) -> str:
    with pytest.raises(ImportRefused) as caught:
        read_statement(place, Case())
    return caught.value.why


def test_files_by_name(tmp_path: Path) -> None:
    file = tmp_path / "payments.csv"
    file.write_text("date,amount\n2026-03-05,1234.50\n")
    assert read_statement(file, Case()).rows == read_statement(str(file), Case()).rows != ()
    assert why_refused(tmp_path / "nothing.csv") == "not_there"
    assert why_refused("a\0b") == why_refused("x" * 5000) == "not_opened"
    file.write_bytes(b"x" * 10_000_001)
    assert why_refused(file) == "too_large"
