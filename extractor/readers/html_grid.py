"""The grid of an HTML table: which row and column each cell begins at, and how far it spans."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.errors import TooLarge

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_COLUMN_SPAN = 1000  # the limits of the HTML standard
MAX_ROW_SPAN = 65534
MAX_SLOTS = 2_000_000  # places in a grid; the largest table of 9 pages has 448

# What tells a table that lays out a page from a form with one long cell. In 6 pages, the one layout of several columns
# has 4 rows and a cell with .82 of the text and 20 blocks; the three forms and charts have 7 to 56 rows and at most .35
# of the text and 5 blocks in a cell. A form may come closer: the labels beside the cell and in the other rows decide.
MAX_LAYOUT_ROWS = 12
MIN_LAYOUT_SHARE = 0.5
MIN_LAYOUT_BLOCKS = 6
MAX_LABEL = 16  # characters without blanks

_BLOCKS = ("p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell element at its top-left place (from 0)."""

    element: HtmlElement
    row: int
    column: int
    row_span: int
    column_span: int


def grid(table: HtmlElement) -> list[Slot]:
    """The cells of a table, those of nested tables left out; columns where no cell begins are no columns.

    Raises TooLarge where the spans take more than MAX_SLOTS places.
    """
    rows = _rows(table)
    taken: dict[int, int] = {}  # column → the first row that is free below what stands there
    slots: list[Slot] = []
    used = 0
    for r, row in enumerate(rows):
        column = 0
        for element in row:
            before = column
            while taken.get(column, 0) > r:
                column += 1
            across = min(_span(element, "colspan") or 1, MAX_COLUMN_SPAN)
            down = min(_span(element, "rowspan") or len(rows), MAX_ROW_SPAN, len(rows) - r)
            used += column - before + across
            if used > MAX_SLOTS:
                raise TooLarge("table", limit=str(MAX_SLOTS))
            for k in range(column, column + across):
                taken[k] = max(taken.get(k, 0), r + down)
            slots.append(Slot(element, r, column, down, across))
            column += across
    starts = sorted({slot.column for slot in slots})
    return [_closed(slot, starts) for slot in slots]


def is_layout(table: HtmlElement, slots: list[Slot]) -> bool:
    """Whether a table lays out a page: a single column, or one cell with a page's text and no label beside it."""
    if max((slot.column for slot in slots), default=0) == 0 or table.get("role") == "presentation":
        return True
    if slots[-1].row >= MAX_LAYOUT_ROWS:
        return False
    sizes = [len("".join("".join(slot.element.itertext()).split())) for slot in slots]
    main = max(range(len(slots)), key=sizes.__getitem__)
    if sizes[main] < MIN_LAYOUT_SHARE * sum(sizes):
        return False
    if sum(1 for _ in slots[main].element.iter(*_BLOCKS)) < MIN_LAYOUT_BLOCKS:
        return False
    filled = [slot for slot, size in zip(slots, sizes, strict=True) if size and slot.row != slots[main].row]
    if len({slot.row for slot in filled}) < len(filled):
        return False
    beside = [k for k, slot in enumerate(slots) if slot.row == slots[main].row and k != main]
    return not any(
        0 < sizes[k] <= MAX_LABEL and next(slots[k].element.iter("a", *_BLOCKS), None) is None for k in beside
    )


def _closed(slot: Slot, starts: list[int]) -> Slot:
    """The slot counted in the columns where cells begin."""
    first = bisect_left(starts, slot.column)
    after = bisect_left(starts, slot.column + slot.column_span)
    return Slot(slot.element, slot.row, first, slot.row_span, after - first)


def _rows(table: HtmlElement) -> list[list[HtmlElement]]:
    """The cells of each row that has any, the foot last; cells that stand in no row are one of their own."""
    parts: dict[bool, list[list[HtmlElement]]] = {False: [], True: []}

    def gather(element: HtmlElement, foot: bool) -> None:
        loose = False  # whether the last row is one of cells without a row
        for child in element:
            if child.tag in {"td", "th"}:
                if not loose:
                    parts[foot].append([])
                parts[foot][-1].append(child)
                loose = True
                continue
            loose = False
            if child.tag == "tr":
                parts[foot].append([cell for cell in child if cell.tag in {"td", "th"}])
            elif child.tag in {"thead", "tbody", "tfoot", "form"}:  # a server's page may have a form around rows
                gather(child, foot or child.tag == "tfoot")

    gather(table, foot=False)
    return [row for row in (*parts[False], *parts[True]) if row]


def _span(element: HtmlElement, name: str) -> int:
    """The number of a span attribute, 1 where there is none or no number; 0 stands for all that is left."""
    value = (element.get(name) or "1").strip()
    return int(value[:6]) if value.isdecimal() else 1
