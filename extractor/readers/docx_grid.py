"""The grid of a Word table: which cells there are, where they lie, how far they span, each row looked at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from lxml import etree

from extractor.readers.numbering import W

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
TBL, TR, TC, SDT, SDT_CONTENT, DEL = W + "tbl", W + "tr", W + "tc", W + "sdt", W + "sdtContent", W + "del"
_GRID_SPAN, _V_MERGE, _H_MERGE = W + "gridSpan", W + "vMerge", W + "hMerge"
_MAX_SPAN = 1000  # Word itself allows 63 columns; a span beyond is a defect of the file
SEEN_TWIPS = 15  # a dot of a screen, 1/96 inch; LibreOffice's RTF has edges that differ by 1 twip
_AROUND = frozenset(
    {SDT, SDT_CONTENT, W + "ins", W + "moveTo", W + "customXml", MC + "AlternateContent", MC + "Choice"}
)


@dataclass(slots=True)
class GridCell:
    """A cell of the grid, counted from 0, and the w:tc that hold its content: more than one if merged downwards.

    ``passed`` are the empty w:tc that a merged cell covers and that stand before this one in the file: they show
    nothing, but their automatic numbers count.
    """

    row: int
    column: int
    column_span: int
    row_span: int = 1
    contents: list[etree._Element] = field(default_factory=list)
    passed: list[etree._Element] = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    """A table: rows × columns, its cells in reading order, and how many rows deleted under tracking were left out."""

    rows: int
    columns: int
    cells: list[GridCell]
    deleted: int
    passed: list[etree._Element]  # the covered ones behind the last cell


def grid(table: etree._Element) -> Grid:
    """The grid of a w:tbl. A cell merged over rows or columns stands once, in linear time."""
    cells: list[GridCell] = []
    above: dict[int, GridCell] = {}  # cells that the row above leaves open downwards, by column
    passed: list[etree._Element] = []
    row, columns, deleted = 0, 0, 0
    for element in _children(table, TR):
        properties = element.find(W + "trPr")
        if properties is not None and properties.find(DEL) is not None:
            deleted += 1
            continue
        column = _number(properties, "gridBefore", 0)
        here: dict[int, GridCell] = {}
        last: GridCell | None = None
        for content in _children(element, TC):
            span, down, across = _spans(content.find(W + "tcPr"))
            cell = above.get(column) if down == "continue" else None
            if cell is not None:
                cell.row_span = row - cell.row + 1
            elif across == "continue" and last is not None:
                cell = last
                cell.column_span = column + span - cell.column
            else:
                cell = GridCell(row, column, span, passed=passed)
                cells.append(cell)
                passed = []
            if not cell.contents or not _is_empty(content):
                cell.contents.append(content)
            elif down:  # one that is merged across counts nothing
                passed.append(content)
            if down:
                here[column] = cell
            last = cell
            column += span
        above = here
        columns = max(columns, column)
        row += 1
    return Grid(row, _without_slivers(table, cells, columns), cells, deleted, passed)


def _without_slivers(table: etree._Element, cells: list[GridCell], columns: int) -> int:
    """Leaves out columns too narrow to be seen, which edges make that a conversion rounded; how many are left."""
    stated = [column.get(W + "w", "") for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    seen = [not (width.isdecimal() and int(width) < SEEN_TWIPS) for width in stated]
    if len(seen) != columns or all(seen):
        return columns
    place = [0, *accumulate(seen)]
    folded = [(place[cell.column], place[cell.column + cell.column_span]) for cell in cells]
    if any(start == end for start, end in folded):
        return columns
    for cell, (start, end) in zip(cells, folded, strict=True):
        cell.column, cell.column_span = start, end - start
    return place[-1]


def _is_empty(content: etree._Element) -> bool:
    """Whether a w:tc shows nothing but perhaps the numbers of empty paragraphs."""
    shown = next(content.iter(W + "drawing", W + "pict", W + "object", W + "sym"), None)
    return shown is None and not any(text.strip() for text in content.itertext())


def _children(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The rows of a table or cells of a row, through content controls and tracked insertions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _AROUND:
            yield from _children(child, tag)


def _spans(properties: etree._Element | None) -> tuple[int, str, str]:
    """Columns that a cell spans, and how it merges downwards and across: "restart", "continue" or ""."""
    span, down, across = 1, "", ""
    for child in () if properties is None else properties:
        tag = child.tag
        if tag == _GRID_SPAN:
            value = child.get(W + "val", "")
            span = min(int(value), _MAX_SPAN) if value.isdecimal() else 1
        elif tag == _V_MERGE:
            down = child.get(W + "val", "continue")
        elif tag == _H_MERGE:
            across = child.get(W + "val", "continue")
    return max(span, 1), down, across


def _number(properties: etree._Element | None, name: str, default: int) -> int:
    element = None if properties is None else properties.find(W + name)
    value = "" if element is None else element.get(W + "val", "")
    return min(int(value), _MAX_SPAN) if value.isdecimal() else default
