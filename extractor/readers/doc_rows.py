"""The rows of tables in a Word 97–2003 file: what the properties of a row's end say of its cells, and their grid."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractor.readers.doc_sprms import TABLE, sprms
from extractor.readers.docx_grid import SEEN_TWIPS

# [MS-DOC] 2.6
_ROW_END = 0x2417  # sprmPFTtp: this paragraph mark ends a table row
_MERGE = 0x5624  # sprmTMerge: the cells from one up to another are one
_MERGE_DOWN = 0xD62B  # sprmTVertMerge
_CELL = 20  # bytes of a TC80
_COVERED, _FIRST = 1, 3  # how a cell merges downwards


@dataclass(frozen=True, slots=True)
class Shape:
    """The cells of a row: their edges in twips, one more than cells; which go on from the left, which merge down."""

    edges: tuple[int, ...] = ()
    across: frozenset[int] = frozenset()
    down: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: its text, its number in an automatic list with its level from 0, its level as a heading from 1."""

    text: str
    number: str = ""
    level: int = 0
    heading: int = 0


@dataclass(slots=True)
class RowCell:
    """A cell of the grid, counted from 0, and its paragraphs."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    lines: list[Line] = field(default_factory=list)


def shape(properties: bytes) -> Shape | None:
    """What paragraph properties (a list of sprms) say of the row that ends there; None where none ends."""
    ends = False
    edges: tuple[int, ...] = ()
    across: set[int] = set()
    down: list[int] = []
    for sprm, operand in sprms(properties):
        if sprm == _ROW_END:
            ends = bool(operand[0])
        elif sprm == TABLE and operand and len(operand) >= 3 + 2 * operand[0]:
            count = operand[0]
            edges = struct.unpack_from(f"<{count + 1}h", operand, 1)
            cells = operand[3 + 2 * count :]
            flags = [int.from_bytes(cells[at : at + 2], "little") for at in range(0, _CELL * count, _CELL)]
            across = {k for k, flag in enumerate(flags) if flag & 3 == 1}
            down = [flag >> 5 & 3 for flag in flags]
        elif sprm == _MERGE:
            across.update(range(operand[0] + 1, operand[1]))
        elif sprm == _MERGE_DOWN and len(operand) > 1 and operand[0] < len(down):
            down[operand[0]] = operand[1] & 3
    return Shape(edges, frozenset(across), tuple(down)) if ends else None


def grid(rows: Sequence[tuple[Sequence[list[Line]], Shape]]) -> list[RowCell]:
    """The cells of a table in reading order, from the texts and the shape of each row."""
    if any(len(shape.edges) != len(cells) + 1 or len(shape.down) != len(cells) for cells, shape in rows):
        return [RowCell(r, c, lines=lines) for r, (cells, _) in enumerate(rows) for c, lines in enumerate(cells)]
    column_of = _columns(edge for _, shape in rows for edge in shape.edges)
    out: list[RowCell] = []
    above: dict[tuple[int, int], RowCell] = {}
    for row, (cells, shape) in enumerate(rows):
        here: dict[tuple[int, int], RowCell] = {}
        for k, (lines, (left, right)) in enumerate(zip(cells, pairwise(shape.edges), strict=True)):
            place = (column_of[left], column_of[right])
            covering = above.get(place) if shape.down[k] == _COVERED else None
            if k in shape.across and out and out[-1].row == row:
                covering = out[-1]
                covering.column_span = max(place[1] - covering.column, 1)
            elif covering is not None:
                covering.row_span = row - covering.row + 1
            cell = covering or RowCell(row, place[0], 1, max(place[1] - place[0], 1))
            if covering is None:
                out.append(cell)
            cell.lines += lines if covering is None or any(line.text.strip() for line in lines) else []
            if shape.down[k] in (_COVERED, _FIRST):
                here[place] = cell
        above = here
    return out


def _columns(edges: Iterable[int]) -> dict[int, int]:
    """The column that begins at each edge; edges that nobody sees apart are one."""
    out: dict[int, int] = {}
    column, before = -1, None
    for edge in sorted(set(edges)):
        column += before is None or edge - before >= SEEN_TWIPS
        out[edge] = column
        before = edge
    return out
