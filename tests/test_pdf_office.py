"""PDFs as LibreOffice writes them: what the Word file said comes back out."""

from __future__ import annotations

import random
import subprocess
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from extractor.model import Paragraph, Reading, Table
from extractor.options import Options
from extractor.readers.pdf import read

pytestmark = pytest.mark.office

WORDS = (
    "负责 检查 仓库 物料 每日 登记 账目 及时 上报 主管 设备 巡视 记录 清楚 完成率 95% 每月 提交 报表 ， 考核 扣 2 分"
)


def sentences(seed: int, count: int, longest: int) -> list[str]:
    """Numbered sentences of invented duties."""
    chance = random.Random(seed)
    words = WORDS.split()
    made = ("".join(chance.choices(words, k=chance.randint(3, longest))) for _ in range(count))
    return [f"{k}、{text.strip('，')}。" for k, text in enumerate(made, 1)]


def converted(document: Any, folder: Path) -> Reading:
    document.save(str(folder / "sample.docx"))
    call = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*call, "--outdir", str(folder), str(folder / "sample.docx")], check=True, capture_output=True)
    return read((folder / "sample.pdf").read_bytes(), Options())


def body(reading: Reading) -> list[Paragraph]:
    return [block for block in reading.blocks if isinstance(block, Paragraph) and block.part == "body"]


def plain(text: str) -> str:
    return text.replace(" ", "")


def row_property(row: Any, name: str) -> None:
    element = OxmlElement(name)
    element.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(element)


def table_document(items: list[str], header: bool, whole_rows: bool) -> Any:
    """A table of label, item and points over several pages, under a page header."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "云杉仓储管理手册"
    table = document.add_table(rows=1, cols=3, style="Table Grid")
    for cell, text in zip(table.rows[0].cells, ("项目", "标准", "分值"), strict=True):
        cell.text = text
    for k, item in enumerate(items):
        row = table.add_row()
        for cell, text in zip(row.cells, (f"项目{k}", item, str(k % 10)), strict=True):
            cell.text = text
    for row in list(table.rows) if whole_rows else []:
        row_property(row, "w:cantSplit")
    for row in [table.rows[0]] if header else []:
        row_property(row, "w:tblHeader")
    return document


@pytest.mark.parametrize("header", [True, False], ids=["repeated-header", "header-once"])
@pytest.mark.parametrize("whole_rows", [True, False], ids=["rows-kept-whole", "rows-cut"])
def test_a_table_over_pages_is_one_table(tmp_path: Path, header: bool, whole_rows: bool) -> None:
    items = sentences(5, 40, 45)
    reading = converted(table_document(items, header, whole_rows), tmp_path)
    tables = [block for block in reading.blocks if isinstance(block, Table)]
    told = [plain("¶".join(p.text.value for p in cell.paragraphs())) for cell in tables[0].cells if cell.column == 1]
    assert len(tables) == 1
    assert [text for text in told if text != "标准"] == [plain(item) for item in items]
    assert {block.part for block in reading.blocks if isinstance(block, Paragraph)} == {"header"}


def test_two_columns_are_read_in_order(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("仓管员岗位职责", 1)
    columns = document.add_section(WD_SECTION.CONTINUOUS)._sectPr.xpath("./w:cols")[0]
    columns.set(qn("w:num"), "2")
    items = sentences(11, 40, 20)
    for item in items:
        document.add_paragraph(item)
    told = "".join(paragraph.text.value for paragraph in body(converted(document, tmp_path)))
    assert plain(told) == plain("仓管员岗位职责" + "".join(items))


def test_full_lines_are_those_that_wrap(tmp_path: Path) -> None:
    document = docx.Document()
    items = sentences(7, 60, 40)
    for item in items:
        document.add_paragraph(item)
    lines = body(converted(document, tmp_path))
    ends, told = set(map(plain, items)), ""
    missed = 0
    for line in lines:
        told += plain(line.text.value)
        missed += (told not in ends) and not line.full
        told = "" if told in ends else told
    assert told == ""
    assert missed == 0


def test_headings_are_larger_and_bold(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("仓管员岗位职责", 1)
    document.add_paragraph("登记每日账目。")
    heading, text = body(converted(document, tmp_path))
    assert (heading.bold, text.bold) == (True, False)
    assert heading.size > text.size


def test_heading_styles_are_seen_by_their_look(tmp_path: Path) -> None:
    document = docx.Document()
    for level, text in ((1, "仓储部职责"), (2, "仓管员"), (2, "搬运工"), (1, "行政部职责")):
        document.add_heading(text, level)
        for item in sentences(level, 4, 20):
            document.add_paragraph(item)
    lines = body(converted(document, tmp_path))
    assert [(line.text.value, line.heading) for line in lines if line.heading] == [
        ("仓储部职责", 1),
        ("仓管员", 2),
        ("搬运工", 2),
        ("行政部职责", 1),
    ]


def test_a_title_in_the_middle_is_no_heading_style(tmp_path: Path) -> None:
    document = docx.Document()
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run("云杉仓储管理规定")
    run.bold, run.font.size = True, Pt(18)
    for item in sentences(3, 6, 20):
        document.add_paragraph(item)
    lines = body(converted(document, tmp_path))
    assert lines[0].text.value == "云杉仓储管理规定"
    assert lines[0].heading == 0
