"""A grid and the characters in it → a table whose cells hold the author's paragraphs, each with its lines."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.readers.pdf_grid import Grid
from extractor.readers.pdf_lines import Line, line, rows, wraps
from extractor.readers.pdf_page import Box, Glyph, Sheet

MAX_PADDING = 9.0  # points between a cell's side and its text: 1.5 to 5.5 in the sampled tables
FIRST_LINE = 1.5  # sizes by which a first line is set in; two characters is the custom, one the least seen
NUMBERS = 3  # digits of a list number, at most: 「100.」 is one, a year is not


@dataclass(frozen=True, slots=True)
class PageCell:
    """A cell: its place in the grid, and its paragraphs, each a tuple of lines."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    paragraphs: tuple[tuple[Line, ...], ...]
    tables: tuple[PageTable, ...] = ()

    @property
    def lines(self) -> list[Line]:
        return [one for paragraph in self.paragraphs for one in paragraph]


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table, or the part of one that stands on a page; ``xs`` and ``ys`` are its grid lines in points."""

    page: int
    number: int  # from 1, on its page
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[PageCell, ...]
    padding: float

    @property
    def box(self) -> Box:
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def tables(sheet: Sheet, grids: Sequence[Grid]) -> tuple[list[PageTable], list[Glyph]]:
    """The tables of a page (``grids`` the smallest first) from top to bottom, and the glyphs outside of them."""
    inside, body = _sorted_out(sheet.glyphs, grids)
    built: list[tuple[Grid, PageTable]] = []
    order = sorted(range(len(grids)), key=lambda k: (grids[k].ys[0], grids[k].xs[0]))
    numbers = {k: n for n, k in enumerate(order, 1)}
    for k, grid in enumerate(grids):
        nested: dict[int, list[PageTable]] = {}
        left: list[tuple[Grid, PageTable]] = []
        for inner, table in built:
            x0, y0, x1, y1 = inner.box
            slot = grid.slot_at((x0 + x1) / 2, (y0 + y1) / 2)
            if slot is None or (not any(inside[k].values()) and not nested):
                left.append((inner, table))
            else:
                nested.setdefault(slot, []).append(table)
        if nested or any(inside[k].values()):
            built = [*left, (grid, _table(sheet, grid, inside[k], nested, numbers[k]))]
    return sorted((table for _, table in built), key=lambda t: t.ys[0]), body


def _sorted_out(glyphs: Sequence[Glyph], grids: Sequence[Grid]) -> tuple[list[dict[int, list[Glyph]]], list[Glyph]]:
    """The glyphs by grid and slot, and those that stand in none."""
    inside: list[dict[int, list[Glyph]]] = [{} for _ in grids]
    if not grids:
        return inside, list(glyphs)
    boxes = [grid.box for grid in grids]
    body: list[Glyph] = []
    for glyph in glyphs:
        _, left, top, right, bottom, _ = glyph
        x, y = (left + right) / 2, (top + bottom) / 2
        for k, (x0, y0, x1, y1) in enumerate(boxes):
            if x0 <= x <= x1 and y0 <= y <= y1:
                slot = grids[k].slot_at(x, y)
                if slot is not None:
                    inside[k].setdefault(slot, []).append(glyph)
                    break
        else:
            body.append(glyph)
    return inside, body


def _table(
    sheet: Sheet, grid: Grid, inside: dict[int, list[Glyph]], nested: dict[int, list[PageTable]], number: int
) -> PageTable:
    read: list[list[Line]] = []
    gaps = [MAX_PADDING]
    for k, slot in enumerate(grid.slots):
        where = f"page {sheet.number} table {number} row {slot.row + 1} column {slot.column + 1}"
        found = (line(row, sheet.number, where, sheet.bold, sheet.slack) for row in rows(inside.get(k, [])))
        lines = [one for one in found if one is not None]
        gaps.extend(one.box[0] - slot.box[0] for one in lines)
        gaps.extend(slot.box[2] - one.box[2] for one in lines)
        read.append(lines)
    padding = max(min(gaps), 0.0)
    cells = tuple(
        PageCell(
            slot.row,
            slot.column,
            slot.row_span,
            slot.column_span,
            slot.box,
            _around(nested.get(k, ()), lines, slot.box, padding),
            tuple(sorted(nested.get(k, ()), key=lambda t: t.ys[0])),
        )
        for k, (slot, lines) in enumerate(zip(grid.slots, read, strict=True))
    )
    return PageTable(sheet.number, number, grid.xs, grid.ys, cells, padding)


def _around(
    inner: Sequence[PageTable], lines: Sequence[Line], box: Box, padding: float
) -> tuple[tuple[Line, ...], ...]:
    """The paragraphs of a cell; none goes on below a table in it."""
    tops = sorted(table.ys[0] for table in inner)
    runs: list[list[Line]] = [[] for _ in range(len(tops) + 1)]
    for one in lines:
        runs[bisect_right(tops, one.box[1])].append(one)
    return tuple(paragraph for run in runs for paragraph in paragraphs(run, box, padding))


def paragraphs(lines: Sequence[Line], box: Box, padding: float) -> tuple[tuple[Line, ...], ...]:
    """The lines of a cell as the author's paragraphs: one ends where the next line's head would have fitted."""
    out: list[list[Line]] = []
    for one in lines:
        if out and not starts_paragraph(out[-1], one, box, padding):
            out[-1].append(one)
        else:
            out.append([one])
    return tuple(tuple(paragraph) for paragraph in out)


def starts_paragraph(paragraph: Sequence[Line], one: Line, box: Box, padding: float) -> bool:
    """Whether a line opens a paragraph after the lines of the one before."""
    last = paragraph[-1]
    room = box[2] - box[0] - 2 * padding
    left_aligned = last.box[0] - box[0] <= padding + last.size
    right = box[2] - padding if left_aligned else last.box[0] + room
    if numbered(one.text) or not wraps(last, one, right):
        return True
    indented = one.box[0] - last.box[0] >= FIRST_LINE * one.size
    return indented and left_aligned and not numbered(paragraph[0].text)


def numbered(text: str) -> bool:
    """Whether the text starts with a list number or a bullet: 1、 1. (1) （一） 一、 ① • and their like."""
    head = text[: NUMBERS + 3]
    if unicodedata.category(head[0]) in ("So", "No", "Co"):
        return True  # bullets, enclosed numbers, Wingdings
    bracketed = head[0] in "(（[【<〔"
    at = 1 if bracketed else 0
    start = at
    while at < len(head) and at - start < NUMBERS and unicodedata.numeric(head[at], None) is not None:
        at += 1
    if at == start or at == len(head):
        return head[0] in "•·●○◆◇■□▪➢✓-—" and len(text) > 1
    if bracketed:
        return head[at] in ")）]】>〕"
    return head[at] in "、．)）" or (head[at] == "." and not text[at + 1 : at + 2].isdigit())
