"""Presentations (.pptx): slide by slide the titles, text boxes and tables, and the speaker's notes apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from extractor.errors import DamagedFile
from extractor.model import Reading
from extractor.options import Options
from extractor.readers.assemble import Assembly, Part
from extractor.readers.numerals import FORMATS
from extractor.readers.package import Package

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TITLES = frozenset({"title", "ctrTitle"})
_NO_TEXT = frozenset({"sldNum", "dt", "ftr", "hdr", "sldImg"})  # what a slide's frame puts on each slide


# The schemes of a:buAutoNum (ECMA-376, 20.1.10.61): a form of number, and what stands around it.
_AUTOMATIC = re.compile(r"(.+?)(ParenBoth|ParenR|Period|Plain|Minus)")
_FRAMES = {"ParenBoth": ("(", ")"), "ParenR": ("", ")"), "Period": ("", "."), "Plain": ("", ""), "Minus": ("", "-")}
_FORMS = {
    "alphaLc": "lowerLetter",
    "alphaUc": "upperLetter",
    "romanLc": "lowerRoman",
    "romanUc": "upperRoman",
    "ea1Chs": "chineseCounting",
    "ea1Cht": "taiwaneseCounting",
    "circleNumDb": "decimalEnclosedCircle",
    "circleNumWdWhite": "decimalEnclosedCircle",
}


def read(data: bytes, options: Options) -> Reading:
    """The slides in their order; places are ``slide 3``. Raises DamagedFile, EncryptedFile or TooLarge."""
    package = Package(data)
    root = package.xml(package.main)
    if root is None:
        raise DamagedFile("no_document")
    relations = package.relations(package.main)
    slides = [relations[key].target for one in root.iter(f"{P}sldId") if (key := one.get(_R_ID, "")) in relations]
    assembly = Assembly(options.max_characters)
    for number, name in enumerate(slides, 1):
        slide = package.xml(name)
        if slide is None:
            continue
        _shapes(slide, f"slide {number}", "body", assembly)
        for relation in package.relations(name).values():
            notes = package.xml(relation.target) if relation.kind == "notesSlide" else None
            if notes is not None:
                _shapes(notes, f"slide {number} notes", "note", assembly)
    return assembly.reading(reader="pptx", media_type=MEDIA_TYPE, pages=len(slides))


def _shapes(slide: etree._Element, where: str, part: Part, assembly: Assembly) -> None:
    """The shapes of a slide, the title first, the others from top to bottom and from left to right."""
    found = [shape for shape in slide.iter(f"{P}sp", f"{P}graphicFrame") if _kind(shape) not in _NO_TEXT]
    for shape in sorted(found, key=_order):
        table = next(shape.iter(f"{A}tbl"), None)
        if table is not None:
            _table(table, where, part, assembly)
            continue
        heading = 1 if _kind(shape) in _TITLES and part == "body" else 0
        counts: dict[int, int] = {}
        for paragraph in shape.iter(f"{A}p"):
            _paragraph(paragraph, where, part, assembly, heading, counts)


def _kind(shape: etree._Element) -> str:
    """What the slide's layout takes a shape for: title, body, sldNum; "" for one of its own."""
    found = next(shape.iter(f"{P}ph"), None)
    return "" if found is None else found.get("type", "body")


def _order(shape: etree._Element) -> tuple[bool, int, int]:
    at = next(shape.iter(f"{A}off"), None)
    top, left = (0, 0) if at is None else (_whole(at.get("y")), _whole(at.get("x")))
    return _kind(shape) not in _TITLES, top, left


def _table(table: etree._Element, where: str, part: Part, assembly: Assembly) -> None:
    with assembly.table():
        for row, line in enumerate(table.iterchildren(f"{A}tr")):
            for column, cell in enumerate(line.iterchildren(f"{A}tc")):
                if cell.get("hMerge") in ("1", "true") or cell.get("vMerge") in ("1", "true"):
                    continue
                place = f"{where} row {row + 1} column {column + 1}"
                with assembly.cell(row, column, _whole(cell.get("rowSpan"), 1), _whole(cell.get("gridSpan"), 1)):
                    counts: dict[int, int] = {}
                    for paragraph in cell.iter(f"{A}p"):
                        _paragraph(paragraph, place, part, assembly, 0, counts)


def _paragraph(
    paragraph: etree._Element,
    where: str,
    part: Part,
    assembly: Assembly,
    heading: int = 0,
    counts: dict[int, int] | None = None,
) -> None:
    properties = paragraph.find(f"{A}pPr")
    level = 0 if properties is None else _whole(properties.get("lvl"))
    run = next(paragraph.iter(f"{A}rPr"), None)
    bold = run is not None and run.get("b") in ("1", "true")
    text = "".join(_pieces(paragraph))
    number = _number(properties, level, {} if counts is None else counts) if text.strip() else ""
    assembly.paragraph(
        text, where, number=number, level=level, heading=heading, indent=2.0 * level, bold=bold, part=part
    )


def _number(properties: etree._Element | None, level: int, counts: dict[int, int]) -> str:
    """What PowerPoint paints before a paragraph; ``counts``: of the lists open in this text, by level."""
    automatic = None if properties is None else properties.find(f"{A}buAutoNum")
    for ended in [one for one in counts if one > level or (automatic is None and one == level)]:
        del counts[ended]
    if automatic is None:
        return "•" if properties is not None and properties.find(f"{A}buChar") is not None else ""
    counts[level] = counts.get(level, _whole(automatic.get("startAt"), 1) - 1) + 1
    found = _AUTOMATIC.fullmatch(automatic.get("type", "arabicPeriod"))
    form, frame = found.groups() if found else ("arabic", "Period")
    before, behind = _FRAMES[frame]
    return f"{before}{FORMATS[_FORMS.get(form, 'decimal')](counts[level])}{behind}"


def _pieces(paragraph: etree._Element) -> Iterator[str]:
    for element in paragraph.iter(f"{A}t", f"{A}br"):
        yield "\n" if element.tag == f"{A}br" else element.text or ""


def _whole(value: str | None, default: int = 0) -> int:
    return int(value) if value is not None and value.lstrip("-").isdecimal() else default
