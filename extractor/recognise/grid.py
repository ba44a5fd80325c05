"""The cells of a table as the reader sees them, and what its rows above say of those below."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractor.model import Cell, Node, Table
from extractor.recognise.columns import Column
from extractor.recognise.drafts import LISTS, Context, Draft
from extractor.recognise.items import items_of
from extractor.recognise.people import is_nothing
from extractor.text import Text, concat

if TYPE_CHECKING:
    from extractor.recognise.walk import Walker


@dataclass(slots=True)
class GridCell:
    """A cell of the grid with its outline and its words."""

    cell: Cell
    root: Node
    text: Text

    @property
    def row(self) -> int:
        return self.cell.row

    @property
    def column(self) -> int:
        return self.cell.column

    @property
    def end(self) -> int:
        return self.cell.column + self.cell.column_span

    @property
    def value(self) -> str:
        return self.text.value


@dataclass(slots=True)
class State:
    """What the rows above say of the rows below."""

    context: Context
    columns: list[Column] = field(default_factory=list)  # of the header in force
    unit: Draft | None = None  # of the name column
    groups: tuple[Text, ...] = ()  # of the last row that named any
    grouped_for: Draft | None = None  # … and whose unit it was
    whole_duty: tuple[Text, ...] = ()  # the duty that a form states as a whole above its tasks
    named: set[int] = field(default_factory=set)  # ids of the units that name cells named
    staff: Draft | None = None  # the unit of all staff, where a name cell names it
    shared: dict[int, bool] = field(default_factory=dict)  # cells whose share was given already
    numbers: dict[int, int] = field(default_factory=dict)  # table row → number of the row in the document


def grid_rows(table: Table, cells: list[GridCell]) -> list[list[GridCell]]:
    """For each row the cells that stand in it, merged ones in every row they span, by column."""
    rows: list[list[GridCell]] = [[] for _ in range(table.rows)]
    for cell in cells:
        for row in range(cell.row, min(cell.row + cell.cell.row_span, table.rows)):
            rows[row].append(cell)
    for row_cells in rows:
        row_cells.sort(key=lambda cell: cell.column)
    return rows


def values_of(rows: list[list[GridCell]], number: int) -> list[tuple[int, str]]:
    """The cells that begin in a row: column and words."""
    return [(cell.column, cell.value) for cell in rows[number] if cell.row == number]


def words_of(root: Node) -> Text:
    """All words of a cell."""
    if not root.children and not root.cells:
        return root.whole() if root.mark_text is None else concat((root.mark_text, root.whole()))
    parts: list[Text] = []
    _gather(root, parts)
    return concat(parts)


def _gather(node: Node, parts: list[Text]) -> None:
    if node.mark_text is not None:
        parts.append(node.mark_text)
    parts.append(node.whole())
    for below in (*node.cells, *node.children):
        _gather(below, parts)


NUMBER = re.compile(r"^[\s(（]*(?:\d{1,3}|[一二三四五六七八九十]{1,3})[\s)）.、．]*$")


def file_cell(walker: Walker, cell: GridCell, context: Context, grade: Text | None) -> bool:
    """The items of one cell into its layer; the share of the row goes with the first."""
    if context.layer in LISTS:
        owner = context.unit or walker.nameless()
        for _, text, _ in items_of(cell.root):
            if not is_nothing(text.value):
                owner.extend(context.layer, walker.listed(context.layer, text))
        return False
    filed = False
    for group, text, number in items_of(cell.root):
        if is_nothing(text.value):
            walker.account.structure.append(text)
            continue
        item = walker.file(text, number, (*context.group, *group), context, grade)
        if item is not None:
            filed = True
            context = context.but(shares=())
    _marks(walker, cell.root)
    return filed


def _marks(walker: Walker, node: Node) -> None:
    if node.mark_text is not None:
        walker.account.structure.append(node.mark_text)
    for child in node.children:
        _marks(walker, child)


def note_structure(walker: Walker, cells: list[GridCell], number: int) -> None:
    walker.account.structure.extend(cell.text for cell in cells if cell.row == number)


def is_total(walker: Walker, row: list[GridCell]) -> bool:
    """Whether a row adds up the rows above."""
    return any(walker.lexicon.says("total", cell.value) for cell in row)
