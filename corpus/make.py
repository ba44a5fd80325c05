"""Builds the binary sample manuals (docx, xlsx, pdf, doc) from the marked-up texts in ``sources/``.

A source is called ``<stem>.<format>.txt`` and becomes ``samples/<stem>.<format>``. Its lines are:

    # / ## / ###       a heading style          @1 @2 @3   automatic numbers 一、 （一） 1.
    *text*             a bold paragraph         @o @-      automatic numbers ① and bullets
    | a | b |          a table row; ^ joins the cell above, < the cell to the left, // parts paragraphs
    {header …} {footer …} {columns 2} {column} {break} {restart} {sheet …}      anything else is a paragraph

pdf and doc are printed by LibreOffice from the docx. Run: ``python corpus/make.py [STEM …]``.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document

HERE = Path(__file__).parent
MOMENT = (2020, 1, 1, 0, 0, 0)  # every date in the files, so that a rebuild gives the same bytes
LEVELS = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
SINGLE = {"o": ("decimalEnclosedCircle", "%1"), "-": ("bullet", "●")}


def main(stems: list[str]) -> int:
    """Build all samples, or those of the given stems."""
    for source in sorted((HERE / "sources").glob("*.txt")):
        target = HERE / "samples" / source.stem
        if stems and source.stem.split(".")[0] not in stems:
            continue
        lines = source.read_text("utf-8").splitlines()
        if target.suffix == ".xlsx":
            workbook(lines, target)
        elif target.suffix == ".docx":
            word(lines, target)
        else:
            printed(lines, target)
    return 0


def printed(lines: list[str], target: Path) -> None:
    """Write a pdf or doc by way of a docx and LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        middle = Path(folder) / f"{target.stem}.docx"
        word(lines, middle)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        kind = "doc:MS Word 97" if target.suffix == ".doc" else "pdf"
        command = ["soffice", "--headless", profile, "--convert-to", kind, "--outdir", str(target.parent), str(middle)]
        environment = {**os.environ, "SOURCE_DATE_EPOCH": "1577836800"}
        subprocess.run(command, check=True, timeout=120, env=environment, capture_output=True)
    if target.suffix == ".pdf":
        dated(target)


# ------------------------------------------------------------------ Word


def word(lines: list[str], target: Path) -> None:
    """Write the lines as a docx."""
    from docx import Document as new_document
    from docx.enum.text import WD_BREAK

    document = new_document()
    page_size(document)
    lists = Lists(document)
    rows: list[list[str]] = []
    for line in [*lines, ""]:
        if line.startswith("|"):
            rows.append(cells(line))
            continue
        if rows:
            grid(document, rows)
            rows = []
        order = re.fullmatch(r"\{(\w+) ?(.*)\}", line)
        if order:
            if order[1] in ("break", "column"):
                kind = WD_BREAK.PAGE if order[1] == "break" else WD_BREAK.COLUMN
                document.add_paragraph().add_run().add_break(kind)
            elif order[1] == "restart":
                lists.restart()
            else:
                page_order(document, order[1], order[2])
        elif line.strip():
            paragraph(document, lists, line)
    document.core_properties.created = document.core_properties.modified = datetime(*MOMENT)
    document.save(str(target))
    stamped(target)


def page_size(document: Document) -> None:
    """A4 with the usual margins, and a Chinese body font."""
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    normal = document.styles["Normal"]
    normal.font.size = Pt(10.5)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "Noto Serif CJK SC")


def page_order(document: Document, name: str, value: str) -> None:
    """Carry out ``{header …}``, ``{footer …}`` or ``{columns n}``."""
    from docx.enum.section import WD_SECTION
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    if name == "columns":
        section = document.add_section(WD_SECTION.CONTINUOUS)
        columns = section._sectPr.find(qn("w:cols"))
        if columns is None:
            columns = OxmlElement("w:cols")
            section._sectPr.append(columns)
        columns.set(qn("w:num"), value)
        columns.set(qn("w:space"), "500")
    elif name == "header":
        document.sections[0].header.paragraphs[0].text = value
    elif name == "footer":
        document.sections[0].footer.paragraphs[0].text = value
    else:
        raise SystemExit(f"unknown order {{{name}}}")


def paragraph(document: Document, lists: Lists, line: str) -> None:
    """Add one paragraph: heading, automatically numbered, bold or plain."""
    heading = re.match(r"(#+) (.*)", line)
    numbered = re.match(r"@(\S) (.*)", line)
    if heading:
        document.add_heading(heading[2], level=len(heading[1]))
    elif numbered:
        lists.number(document.add_paragraph(numbered[2]), numbered[1])
    elif line.startswith("*") and line.endswith("*"):
        document.add_paragraph().add_run(line.strip("*")).bold = True
    else:
        document.add_paragraph(line)


def cells(line: str) -> list[str]:
    """The cells of a table row."""
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def spans(rows: list[list[str]]) -> list[tuple[int, int, int, int, str]]:
    """Each cell once: its row and column, the last row and column it covers, its text."""
    out = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in ("^", "<"):
                continue
            right = c
            while right + 1 < len(row) and row[right + 1] == "<":
                right += 1
            low = r
            while low + 1 < len(rows) and rows[low + 1][c] == "^":
                low += 1
            out.append((r, c, low, right, text))
    return out


def grid(document: Document, rows: list[list[str]]) -> None:
    """Add a ruled table."""
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for r, c, low, right, text in spans(rows):
        cell = table.cell(r, c)
        if (low, right) != (r, c):
            cell = cell.merge(table.cell(low, right))
        first, *others = text.split("//")
        cell.text = first.strip()
        for other in others:
            cell.add_paragraph(other.strip())
    document.add_paragraph()


class Lists:
    """The numbering definitions of one document, made when first asked for."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.instances: dict[str, int] = {}

    def restart(self) -> None:
        """Let every list begin again at its first number."""
        self.instances = {}

    def number(self, target: Any, mark: str) -> None:
        """Number a paragraph by the level (1 to 3) or kind of list that ``mark`` names."""
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        kind, level = (mark, 0) if mark in SINGLE else ("outline", int(mark) - 1)
        if kind not in self.instances:
            self.instances[kind] = self._define((SINGLE[kind],) if kind in SINGLE else LEVELS)
        target._p.get_or_add_pPr().append(
            parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{self.instances[kind]}"/></w:numPr>'
            )
        )

    def _define(self, levels: tuple[tuple[str, str], ...]) -> int:
        """Add an abstract numbering with its instance; returns the instance's id."""
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls, qn

        numbering = self.document.part.numbering_part.element
        abstract = 90 + len(numbering.findall(qn("w:abstractNum")))
        body = "".join(
            f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{420 * (i + 1)}" w:hanging="420"/></w:pPr></w:lvl>'
            for i, (form, text) in enumerate(levels)
        )
        definition = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{abstract}">{body}</w:abstractNum>')
        numbering.insert(0, definition)
        return int(numbering.add_num(abstract).numId)


# ------------------------------------------------------------------ Excel


def workbook(lines: list[str], target: Path) -> None:
    """Write the lines as an xlsx, a sheet after each ``{sheet …}``."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    sheets: list[tuple[str, list[list[str]]]] = []
    for line in lines:
        named = re.fullmatch(r"\{sheet (.*)\}", line)
        if named:
            sheets.append((named[1], []))
        elif line.strip():
            sheets[-1][1].append(cells(line) if line.startswith("|") else [line])
    for name, rows in sheets:
        width = max(len(row) for row in rows)
        square = [row + [""] * (width - len(row)) for row in rows]
        sheet = book.create_sheet(name)
        for r, c, low, right, text in spans(square):
            number = re.fullmatch(r"\d+(\.\d+)?", text)
            value = (float(text) if "." in text else int(text)) if number else text.replace("//", "\n")
            sheet.cell(r + 1, c + 1).value = value or None
            if (low, right) != (r, c):
                sheet.merge_cells(start_row=r + 1, start_column=c + 1, end_row=low + 1, end_column=right + 1)
    book.properties.created = datetime(*MOMENT)
    book.save(target)
    stamped(target)


def dated(target: Path) -> None:
    """Replace what LibreOffice draws from the clock in a pdf, byte for byte so that no offset moves."""
    data = target.read_bytes()
    data = re.sub(rb"(?<=Date\(D:)\d{14}", b"20200101000000", data)
    data = re.sub(rb"(?<=[<(/])[0-9A-F]{32}(?=[>)\s])", b"0" * 32, data)
    target.write_bytes(data)


def stamped(target: Path) -> None:
    """Rewrite an Office package with fixed dates."""
    with zipfile.ZipFile(target) as package:
        parts = [(name, package.read(name)) for name in package.namelist()]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts:
            if name == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2020-01-01T00:00:00Z", data)
            package.writestr(zipfile.ZipInfo(name, MOMENT), data, zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
