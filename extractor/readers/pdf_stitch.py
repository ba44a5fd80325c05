"""Tables that go on over a page break, made one again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extractor.readers.pdf_tables import PageCell, PageTable, numbered, starts_paragraph

SAME_EDGE = 3.0  # points: the edges of the parts of 5 tables over 2 to 8 pages differ by less than 1
SHARED = 0.6  # of the smaller part's column edges; rows merged differently may lack an inner edge or two
BOTTOM = 0.88  # of the height: the body of the sampled files ends at 0.889 (half) to 0.925 (90 %)
SENTENCE_END = "。；;！!？?："


@dataclass(frozen=True, slots=True)
class Joined:
    """A table of one or several parts, all in one grid."""

    rows: int
    columns: int
    cells: tuple[PageCell, ...]
    heads: tuple[PageCell, ...] = ()  # repeated headers that a merged cell runs across


@dataclass(slots=True)
class _Seam:
    """A table under construction; ``open`` are the indices of the cells that end in its last row, by their columns."""

    rows: int = 0
    cells: list[PageCell] = field(default_factory=list)
    heads: list[PageCell] = field(default_factory=list)
    open: dict[tuple[int, int], int] = field(default_factory=dict)

    def above(self, cell: PageCell) -> PageCell | None:
        """The cell of the last row over the same columns."""
        index = self.open.get((cell.column, cell.column_span))
        return None if index is None else self.cells[index]

    def grow(self, cell: PageCell, changed: PageCell) -> None:
        """Put ``changed`` in the place of the cell over ``cell``."""
        self.cells[self.open[cell.column, cell.column_span]] = changed

    def close(self, cells: Sequence[PageCell], rows: int) -> None:
        """Add the cells of a part; the table has ``rows`` rows then."""
        candidates = [*self.open.values(), *range(len(self.cells), len(self.cells) + len(cells))]
        self.cells.extend(cells)
        self.rows = rows
        last = [k for k in candidates if self.cells[k].row + self.cells[k].row_span == rows]
        self.open = {(self.cells[k].column, self.cells[k].column_span): k for k in last}


def goes_on(parts: Sequence[PageTable], lower: PageTable, body_bottom: float) -> bool:
    """Whether ``lower``, the first thing of its page, continues ``parts``, which end the page before.

    ``body_bottom`` is where the text of the upper page may end, in points: had the first new row
    of ``lower`` fitted above it, it would stand there.
    """
    last = parts[-1]
    a, b = last.xs, lower.xs
    if last.page != lower.page - 1 or abs(a[0] - b[0]) > SAME_EDGE or abs(a[-1] - b[-1]) > SAME_EDGE:
        return False
    fewer, more = (a, b) if len(a) <= len(b) else (b, a)
    shared = sum(any(abs(x - y) <= SAME_EDGE for y in more) for x in fewer)
    new = min(_repeated(parts[0].cells, lower.cells, 0), len(lower.ys) - 2)
    height = lower.ys[new + 1] - lower.ys[new]
    return shared >= SHARED * len(fewer) and body_bottom - last.ys[-1] < height + SAME_EDGE


def stitched(parts: Sequence[PageTable]) -> Joined:
    """The parts in one grid; a row or a merged cell that a break cut is whole again where that is clear.

    A repeated header row stays a row, save where a merged cell goes on across it.
    """
    xs = parts[0].xs
    for part in parts[1:]:
        xs = tuple(sorted([*xs, *(x for x in part.xs if all(abs(x - y) > SAME_EDGE for y in xs))]))
    head = [_moved(cell, parts[0].xs, xs, 0) for cell in parts[0].cells]
    seam = _Seam()
    seam.close(head, len(parts[0].ys) - 1)
    for upper, lower in pairwise(parts):
        _append(seam, [_moved(cell, lower.xs, xs, seam.rows) for cell in lower.cells], head, upper, lower)
    cells = sorted(seam.cells, key=lambda c: (c.row, c.column))
    return Joined(seam.rows, len(xs) - 1, tuple(cells), tuple(seam.heads))


def _append(seam: _Seam, below: list[PageCell], head: list[PageCell], upper: PageTable, lower: PageTable) -> None:
    """Add the part ``lower``, whose cells are ``below`` in the common grid."""
    repeated = _repeated(head, below, seam.rows)
    start = seam.rows + repeated
    first = sorted((c for c in below if c.row == start), key=lambda c: c.column)
    rows = seam.rows + len(lower.ys) - 1
    heads, below = [c for c in below if c.row < start], [c for c in below if c.row >= start]
    if _is_cut_row(seam, first, upper.padding):
        crossed = any(cell.row_span > 1 for cell in first)
        _mend(seam, first, upper.padding)
        below = [_raised(c, 1) for c in below if c.row > start]
        rows -= 1
    else:
        gone = _span(seam, first)
        crossed = bool(gone)
        below = [c for c in below if id(c) not in gone]
    if crossed and heads:
        seam.heads.extend(heads)
        seam.close([_raised(c, repeated) for c in below], rows - repeated)
    else:
        seam.close([*heads, *below], rows)


def _raised(cell: PageCell, rows: int) -> PageCell:
    return replace(cell, row=cell.row - rows)


def _moved(cell: PageCell, own: Sequence[float], xs: Sequence[float], offset: int) -> PageCell:
    left, right = own[cell.column], own[cell.column + cell.column_span]
    column = min(range(len(xs)), key=lambda k: abs(xs[k] - left))
    end = min(range(len(xs)), key=lambda k: abs(xs[k] - right))
    return replace(cell, row=cell.row + offset, column=column, column_span=max(end - column, 1))


def _text(cell: PageCell) -> str:
    return "".join(one.text for one in cell.lines)


def _repeated(above: Sequence[PageCell], below: Sequence[PageCell], offset: int) -> int:
    """How many rows at the top of the lower part (from row ``offset``) say again what the upper part begins with."""
    count = 0
    while True:
        head = [(c.column, _text(c)) for c in above if c.row == count]
        again = [(c.column, _text(c)) for c in below if c.row == offset + count]
        if head != again or not any(text for _, text in head):
            return count
        count += 1


def _is_cut_row(seam: _Seam, first: list[PageCell], padding: float) -> bool:
    """Whether the first row below is the rest of the last row above: without a label, a sentence going on."""
    pairs = [(up, c) for c in first if (up := seam.above(c)) is not None]
    both = [(up, c) for up, c in pairs if c.lines and up.lines]
    if not both or len(pairs) < len(first) or len(both) < sum(bool(c.lines) for c in first):
        return False
    if len(pairs) > 1 and first[0].lines and not _flows(*pairs[0], padding):
        return False
    single = max(max(up.row_span, c.row_span) for up, c in pairs) == 1
    listed = len(both) == 1 and numbered(both[0][1].lines[0].text) and numbered(both[0][0].lines[0].text)
    return any(_flows(up, c, padding) for up, c in both) or (single and listed)


def _flows(upper: PageCell, lower: PageCell, padding: float) -> bool:
    """Whether the last paragraph of one cell goes on in the other."""
    if not upper.lines or not lower.lines or upper.lines[-1].text[-1] in SENTENCE_END:
        return False
    return not starts_paragraph(upper.paragraphs[-1], lower.lines[0], upper.box, padding)


def _mend(seam: _Seam, first: list[PageCell], padding: float) -> None:
    """Put the cells of the cut row together."""
    for cell in first:
        up = seam.above(cell)
        assert up is not None
        paragraphs = [*up.paragraphs, *cell.paragraphs]
        if _flows(up, cell, padding):
            edge = len(up.paragraphs)
            paragraphs[edge - 1 : edge + 1] = [(*up.paragraphs[-1], *cell.paragraphs[0])]
        tables = (*up.tables, *cell.tables)
        whole = replace(up, row_span=up.row_span + cell.row_span - 1, paragraphs=tuple(paragraphs), tables=tables)
        seam.grow(cell, whole)


def _span(seam: _Seam, first: list[PageCell]) -> set[int]:
    """Let vertically merged cells above take in the empty leading cells below; gives the ids of these."""
    leading: list[tuple[PageCell, PageCell]] = []
    for cell in first:
        up = seam.above(cell)
        if cell.lines or cell.tables or up is None or not up.lines or max(cell.row_span, up.row_span) == 1:
            break
        leading.append((up, cell))
    if len(leading) == len(first):
        return set()
    for up, cell in leading:
        seam.grow(cell, replace(up, row_span=up.row_span + cell.row_span))
    return {id(cell) for _, cell in leading}
