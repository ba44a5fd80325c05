"""A sheet of a spreadsheet as paragraphs and a table, whatever file it came from."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.readers.assemble import Assembly
from extractor.readers.lines import width

MAX_CELLS = 200_000  # cells with a value in a workbook; 100,000 of an .xlsx take 2.8 s and 140 MB

_PLAIN_TITLE = re.compile(r"(?:sheet|工作表|表)\s*\d*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Filled:
    """A cell with a value: its place and its span in rows and columns of the sheet (from 1)."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    bold: bool = False
    size: float = 0.0
    comment: str = ""


def place(title: str, cells: Sequence[Filled], assembly: Assembly) -> None:
    """The title of a sheet that says something, the lines above its table, the table, the lines below.

    ``cells`` row by row; their places are ``sheet 考核 cell B7``.
    """
    if not cells:
        return
    where = f"sheet {title}" if title else ""
    if title and not _PLAIN_TITLE.fullmatch(title.strip()):
        assembly.paragraph(title, where, part="header")
    rows: dict[int, list[Filled]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    order = sorted(rows)
    columns = sorted({cell.column for cell in cells})
    first, last = 0, len(order)
    while first < last and _is_line(rows[order[first]], columns, above=True):
        first += 1
    while last > first and _is_line(rows[order[last - 1]], columns, above=False):
        last -= 1
    for row in order[:first]:
        _lines(rows[row][0], assembly, where)
    if first < last:
        inner = [cell for row in order[first:last] for cell in rows[row]]
        _table(inner, {cell.column for cell in inner}, assembly, where)
    for row in order[last:]:
        _lines(rows[row][0], assembly, where)


def coordinate(row: int, column: int) -> str:
    """The name of a cell (row and column from 1): B7."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def _is_line(row: list[Filled], columns: list[int], *, above: bool) -> bool:
    """Whether a row is a line of text over the whole width, and no row of the table.

    Above the table a single cell at its left is one even where nothing is merged.
    """
    if len(row) > 1:
        return False
    cell = row[0]
    if len(columns) == 1 or (cell.column <= columns[0] and cell.column + cell.column_span > columns[-1]):
        return True
    return above and (cell.column == columns[0] or cell.column_span > 1)


def _table(cells: list[Filled], used: set[int], assembly: Assembly, where: str) -> None:
    """The cells in a grid without the columns in which none begins, and with one row for any number of empty ones."""
    columns = {column: k for k, column in enumerate(sorted(used))}
    rows: dict[int, int] = {}
    before = 0
    for row in sorted({cell.row for cell in cells}):
        rows[row] = rows[before] + min(row - before, 2) if before else 0
        before = row
    placed = {(rows[cell.row], columns[cell.column]): cell for cell in cells}
    covered: set[tuple[int, int]] = set()
    with assembly.table():
        for r in rows.values():
            for c in columns.values():
                cell = placed.get((r, c))
                if (r, c) in covered:
                    continue
                if cell is None:
                    with assembly.cell(r, c):
                        pass
                    continue
                down = _reach(rows, cell.row + cell.row_span) - r if cell.row_span > 1 else 1
                across = _reach(columns, cell.column + cell.column_span) - c if cell.column_span > 1 else 1
                covered.update((r + i, c + j) for i in range(down) for j in range(across))
                with assembly.cell(r, c, down, across):
                    _lines(cell, assembly, where)


def _reach(places: dict[int, int], end: int) -> int:
    """Where the grid goes on after what ends before row or column ``end`` of the sheet; ``places`` are in order."""
    return list(places.values())[bisect_left(list(places), end) - 1] + 1


def _lines(cell: Filled, assembly: Assembly, where: str) -> None:
    """The lines of a cell as paragraphs, and the comment on it."""
    place = f"{where} cell {coordinate(cell.row, cell.column)}".strip()
    for line in cell.text.split("\n"):
        text = line.strip()
        if text:
            indent = width(line[: len(line) - len(line.lstrip())])
            assembly.paragraph(text, place, indent=indent, bold=cell.bold, size=cell.size)
    for line in cell.comment.split("\n"):
        assembly.paragraph(line.strip(), place, part="comment")
