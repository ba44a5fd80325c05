"""Excel workbooks: sheets become tables, values are as shown, what is hidden or broken is told."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from extractor.errors import DamagedFile, EncryptedFile, TooLarge
from extractor.model import Paragraph, Reading, Table
from extractor.options import Options
from extractor.readers import xlsx
from extractor.readers.xlsx_values import dated, numbered


def workbook(fill: Callable[[Worksheet], None]) -> Reading:
    book = Workbook()
    sheet = book.worksheets[0]
    fill(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return xlsx.read(stream.getvalue(), Options())


def drawn(reading: Reading) -> list[str]:
    """The paragraphs, and the cells of tables with place and span."""
    out = []
    for block in reading.blocks:
        out.extend(cells(block) if isinstance(block, Table) else [block.text.value])
    return out


def cells(table: Table) -> list[str]:
    return [
        f"{cell.row},{cell.column} {cell.row_span}x{cell.column_span} "
        + "/".join(p.text.value for p in cell.paragraphs())
        for cell in table.cells
    ]


def duties(sheet: Worksheet) -> None:
    sheet.append(["茶场考核表"])
    sheet.append([])
    sheet.append(["岗位", "要求", "权重"])
    sheet.append(["采茶工", "一芽两叶\n当日交青", 0.2])
    sheet.append([None, "不带伞梗", 5])
    sheet.append(["注：按月考核"])
    sheet["C4"].number_format = "0%"
    for area in ("A1:C1", "A4:A5", "A6:C6"):
        sheet.merge_cells(area)


def test_titles_stand_outside_of_the_table() -> None:
    assert drawn(workbook(duties)) == [
        "茶场考核表",
        "0,0 1x1 岗位", "0,1 1x1 要求", "0,2 1x1 权重",
        "1,0 2x1 采茶工", "1,1 1x1 一芽两叶/当日交青", "1,2 1x1 20%",
        "2,1 1x1 不带伞梗", "2,2 1x1 5",
        "注：按月考核",
    ]  # fmt: skip


def test_places_name_sheet_and_cell() -> None:
    assert workbook(duties).places[1].where == "sheet Sheet cell A3"


def test_title_of_a_sheet_is_a_header() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.title = "采茶组"
        sheet.append(["岗位", "要求"])

    first = workbook(fill).blocks[0]
    assert isinstance(first, Paragraph)
    assert (first.text.value, first.part) == ("采茶组", "header")


def test_a_far_format_costs_nothing() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["岗位", None, "要求"])
        sheet["XFD1048576"].number_format = "0%"

    assert drawn(workbook(fill)) == ["0,0 1x1 岗位", "0,1 1x1 要求"]


def odd(sheet: Worksheet) -> None:
    sheet.append(["岗位", "#DIV/0!"])
    sheet["B1"].data_type = "e"
    sheet.append(["采茶工", "一芽两叶"])
    sheet.append(["=1+1", "评分"])
    sheet.row_dimensions[2].hidden = True


def test_what_is_odd_is_told() -> None:
    reading = workbook(odd)
    told = {problem.code: [reading.source[start:end] for start, end in problem.spans] for problem in reading.problems}
    assert told == {"cell_error": ["#DIV/0!"], "hidden_cells": ["采茶工", "一芽两叶"], "formula_without_value": []}


@pytest.mark.parametrize(
    ("value", "pattern", "text"),
    [
        pytest.param(5.0, "General", "5", id="whole"),
        pytest.param(0.1 + 0.2, "General", "0.3", id="digits that Excel keeps"),
        pytest.param(0.2, "0%", "20%", id="percent"),
        pytest.param(0.125, "0.0%", "12.5%", id="percent with a decimal"),
        pytest.param(1234.5, "#,##0.00", "1,234.50", id="thousands"),
        pytest.param(2, '0"分"', "2分", id="words"),
        pytest.param(40, 'General"分"', "40分", id="words behind the general format"),
        pytest.param(-3, "0.0;[Red](0.0)", "(3.0)", id="negative section"),
        pytest.param(1.5, "0.##", "1.5", id="optional decimals"),
        pytest.param(0.5, "# ?/?", "0.5", id="a fraction stays a decimal"),
    ],
)
def test_numbers(value: float, pattern: str, text: str) -> None:
    assert numbered(value, pattern) == text


@pytest.mark.parametrize(
    ("value", "pattern", "text"),
    [
        pytest.param(date(2024, 3, 5), "yyyy-mm-dd", "2024-03-05", id="date"),
        pytest.param(datetime(2024, 3, 5, 8, 30), "m/d/yy h:mm", "2024-03-05 08:30", id="date and time"),
        pytest.param(datetime(2024, 3, 5), 'yyyy"年"m"月"d"日"', "2024年3月5日", id="Chinese date"),
        pytest.param(time(8, 5), 'h"时"mm"分"', "8时05分", id="Chinese time"),
        pytest.param(time(8, 5), "h:mm", "08:05", id="time"),
    ],
)
def test_dates(value: datetime | date | time, pattern: str, text: str) -> None:
    assert dated(value, pattern) == text


def repacked(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with every part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name in archive.namelist():
            written.writestr(name, change(archive.read(name)))
    return out.getvalue()


def saved(*rows: list[str]) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_strict_open_xml() -> None:
    def strict(part: bytes) -> bytes:
        return re.sub(rb"http://schemas\.openxmlformats\.org/(spreadsheetml|officeDocument)/2006/(\w+)",
                      rb"http://purl.oclc.org/ooxml/\1/\2", part)  # fmt: skip

    data = repacked(saved(["岗位", "职责"], ["茶艺师", "冲泡茶水"]), strict)
    assert b"purl.oclc.org" in zipfile.ZipFile(io.BytesIO(data)).read("xl/workbook.xml")
    assert "冲泡茶水" in xlsx.read(data, Options()).source


def test_a_workbook_that_unpacks_beyond_the_limits() -> None:
    data = repacked(saved(["茶艺师"]), lambda part: part + b" " * 20_000_000)
    with pytest.raises(TooLarge):
        xlsx.read(data, Options())


def test_a_locked_part() -> None:
    data = bytearray(saved(["茶艺师"]))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        for member in archive.infolist():
            data[member.header_offset + 6] |= 1
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 1)
    with pytest.raises(EncryptedFile):
        xlsx.read(bytes(data), Options())


def test_too_many_values_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MAX_CELLS", 3)
    with pytest.raises(TooLarge):
        workbook(duties)


def test_a_damaged_workbook() -> None:
    with pytest.raises(DamagedFile):
        xlsx.read(b"PK\x03\x04 not a workbook", Options())
