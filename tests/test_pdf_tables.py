"""Tables as LibreOffice prints them, with all, some or none of their rulings: the cells are those of the Word table."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from extractor.model import Cell, Table
from extractor.options import Options
from extractor.readers import docx as word
from extractor.readers import pdf

pytestmark = pytest.mark.office

SIDES = ("top", "bottom", "left", "right", "insideH", "insideV")
ALL, ROWS, FRAME, HEADS, NONE = "all", "rows", "frame", "head-rules", "none"
DRAWN: Mapping[str, Sequence[str]] = {
    ALL: SIDES,
    ROWS: ("top", "bottom", "insideH"),
    FRAME: ("top", "bottom", "left", "right"),
    HEADS: ("top", "bottom"),
    NONE: (),
}
Rows = tuple[tuple[str, ...], ...]

PLAIN: Rows = (
    ("序号", "岗位", "工作标准", "评分办法"),
    ("1", "仓管员", "账物相符", "差错一处扣2分"),
    ("2", "叉车工", "无碰撞", "碰撞一次扣5分"),
    ("3", "门卫", "出入登记齐全", "漏登一次扣1分"),
)
WRAPPED: Rows = (
    ("项目", "工作标准", "评分办法"),
    ("入库", "来货当日清点并登记入账，数量、规格与送货单一致，不符的当场书面告知采购员", "漏登一次扣2分"),
    ("保管", "物料分区码放", "混放一处扣1分，造成损失的按进价赔偿，并在班会上通报"),
    ("盘点", "每月末盘点一次，盘点表由两人签字后于次月3日前交到财务", "迟交一天扣1分"),
)
TRADITIONAL: Rows = (
    ("項目", "工作標準", "評分辦法"),
    ("庶務", "每週清點消防設備乙次，並將紀錄於當日下班前送交總務主任核閱備查", "漏點一次扣二分"),
    ("門禁", "訪客登記完整", "漏登一次扣一分"),
    ("財產", "每學期盤點財產乙次", "短少一件扣五分"),
)
LONG_HEADER: Rows = (("序号", "岗位", "标准和评分办法（由综合部每月检查一次并公布结果）", ""), *PLAIN[1:])
HIGH: Rows = (
    ("岗位", "工作标准"),
    *((f"{name}班长", "".join(f"{k}、检查{name}设备第{k}项并登记。\n" for k in range(1, 25))) for name in "纺织染印"),
)


@dataclass(frozen=True)
class Sheet:
    """A Word table: its rows, which rulings it has, cells to merge and to turn, and a table within a cell."""

    rows: Rows
    drawn: str = ALL
    merged: tuple[tuple[int, int, int, int], ...] = ()  # first row, first column, last row, last column
    turned: tuple[tuple[int, int], ...] = ()
    nested: tuple[int, int] | None = None
    inset: int = 0  # of the nested table, in twentieths of a point


CASES = {
    **{f"plain-{drawn}": Sheet(PLAIN, drawn) for drawn in DRAWN},
    **{f"wrapped-{drawn}": Sheet(WRAPPED, drawn) for drawn in DRAWN},
    **{f"traditional-{drawn}": Sheet(TRADITIONAL, drawn) for drawn in DRAWN},
    "merged-down-all": Sheet(PLAIN, ALL, merged=((1, 1, 2, 1),)),
    "merged-down-rows": Sheet(PLAIN, ROWS, merged=((1, 1, 2, 1),)),
    "merged-across-all": Sheet(PLAIN, ALL, merged=((0, 2, 0, 3),)),
    "merged-across-rows": Sheet(PLAIN, ROWS, merged=((0, 2, 0, 3),)),
    "turned-header": Sheet(PLAIN, ALL, turned=((0, 1), (0, 2))),
    "merged-across-long-rows": Sheet(LONG_HEADER, ROWS, merged=((0, 2, 0, 3),)),
    "nested-flush": Sheet(WRAPPED, ALL, nested=(1, 1)),
    "nested-inset": Sheet(WRAPPED, ALL, nested=(1, 1), inset=300),
    "high-rows-all": Sheet(HIGH, ALL),
    "high-rows-rows": Sheet(HIGH, ROWS),
    "many-rows-rows": Sheet((WRAPPED[0], *WRAPPED[1:] * 15), ROWS),
    "many-rows-frame": Sheet((WRAPPED[0], *WRAPPED[1:] * 15), FRAME),
    "many-rows-none": Sheet((WRAPPED[0], *WRAPPED[1:] * 15), NONE),
}


def child(parent: Any, name: str, **values: str) -> Any:
    element = OxmlElement(name)
    for key, value in values.items():
        element.set(qn(f"w:{key}"), value)
    parent.append(element)
    return element


def rulings(table: Any, drawn: str) -> None:
    """The table's own rulings; one under the header row where there are fewer than all rows have."""
    borders = child(table._tbl.tblPr, "w:tblBorders")
    for side in SIDES:
        child(borders, f"w:{side}", val="single" if side in DRAWN[drawn] else "nil", sz="4")
    for cell in table.rows[0].cells if drawn in (FRAME, HEADS) else ():
        child(child(cell._tc.get_or_add_tcPr(), "w:tcBorders"), "w:bottom", val="single", sz="4")


def fill(table: Any, rows: Rows) -> None:
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text.strip().split("\n")[0]
            for paragraph in text.strip().split("\n")[1:]:
                cell.add_paragraph(paragraph)


def made(sheet: Sheet) -> Any:
    """The Word document: a line, the table, a line."""
    document = docx.Document()
    document.add_paragraph("云杉仓储的岗位标准如下，各班组照此执行，由综合部每月检查一次并公布结果。")
    table = document.add_table(len(sheet.rows), len(sheet.rows[0]))
    widths = (1.8, 2.6, 5.5, 5.0) if len(sheet.rows[0]) > 3 else (2.2, 7.0, 5.6)
    for column, width in zip(table.columns, widths, strict=False):
        for cell in column.cells:
            cell.width = Cm(width)
    fill(table, sheet.rows)
    for top, left, bottom, right in sheet.merged:
        text = table.cell(top, left).text
        table.cell(top, left).merge(table.cell(bottom, right)).text = text
    for at in sheet.turned:
        child(table.cell(*at)._tc.get_or_add_tcPr(), "w:textDirection", val="btLr")
    if sheet.nested:
        inner = table.cell(*sheet.nested).add_table(2, 2)
        fill(inner, (("等级", "分数"), ("优", "90")))
        rulings(inner, ALL)
        if sheet.inset:
            child(inner._tbl.tblPr, "w:tblInd", w=str(sheet.inset), type="dxa")
            for column in inner.columns:
                column.width = Cm(1.5)
        table.cell(*sheet.nested).add_paragraph("以上为内表。")
    rulings(table, sheet.drawn)
    document.add_paragraph("本表自发布之日起执行，原有的标准同时作废，未尽事宜由综合部负责解释。")
    return document


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every case as .docx and as .pdf, converted in one go."""
    folder = tmp_path_factory.mktemp("tables")
    for name, sheet in CASES.items():
        made(sheet).save(str(folder / f"{name}.docx"))
    call = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    files = [str(folder / f"{name}.docx") for name in CASES]
    subprocess.run([*call, "--outdir", str(folder), *files], check=True, capture_output=True)
    return folder


def cells(table: Table) -> list[str]:
    """Each cell as its place and what it spans with its paragraphs; those of a nested table indented."""
    out: list[str] = []
    for cell in table.cells:
        spans = f"+{cell.row_span}x{cell.column_span}" if cell.row_span * cell.column_span > 1 else ""
        out.append(f"{cell.row},{cell.column}{spans}: {said(cell)}")
        inner = (block for block in cell.blocks if isinstance(block, Table))
        out.extend(f"  {line}" for table in inner for line in cells(table))
    return out


def said(cell: Cell) -> str:
    return " ¶ ".join("".join(block.text.value.split()) for block in cell.blocks if not isinstance(block, Table))


CAUSES: Mapping[str, str] = {
    "merged-across-rows": "a short text in a merged cell without uprights looks as one in its first column",
    "nested-flush": "the frame of a nested table lies on the rulings of its cell, as those of a divided cell would",
    "high-rows-rows": "a page with a single row has two rulings without sides, as header and footer have",
    "many-rows-none": "nothing says on the second page of a table without rulings and header row that it goes on",
}


def case(name: str) -> Any:
    cause = CAUSES.get(name)
    return pytest.param(name, id=name, marks=[pytest.mark.xfail(strict=True, reason=cause)] if cause else [])


@pytest.mark.parametrize("name", [case(name) for name in CASES])
def test_cells(folder: Path, name: str) -> None:
    wanted = word.read((folder / f"{name}.docx").read_bytes(), Options()).blocks
    found = pdf.read((folder / f"{name}.pdf").read_bytes(), Options()).blocks
    assert [cells(block) for block in found if isinstance(block, Table)] == [
        cells(block) for block in wanted if isinstance(block, Table)
    ]
