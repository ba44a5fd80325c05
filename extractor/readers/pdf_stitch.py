"""Tables that go on over a page break, made one again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.readers.pdf_tables import PageCell, PageTable, numbered, starts_paragraph

SAME_EDGE = 3.0  # points: the edges of a table's two parts differ by less than 1; other tables by 5 and more
SHARED = 0.6  # of the smaller part's column edges: parts whose rows are merged differently share 0.7 and more
BOTTOM = 0.88  # of the height: Word's and LibreOffice's default body ends at 0.90 to 0.93
SENTENCE_END = "。；;！!？?："


@dataclass(frozen=True, slots=True)
class Joined:
    """A table of one or several parts, all in one grid whose column edges are ``xs``."""

    parts: tuple[PageTable, ...]
    xs: tuple[float, ...]
    rows: int
    cells: tuple[PageCell, ...]
    heads: tuple[PageCell, ...] = ()  # repeated headers that a merged cell runs across


def alone(table: PageTable) -> Joined:
    """A table of one part."""
    return Joined((table,), table.xs, len(table.ys) - 1, table.cells)


def goes_on(upper: Joined, lower: PageTable, body_bottom: float) -> bool:
    """Whether ``lower``, the first thing of its page, continues ``upper``, the last of the page before.

    ``body_bottom`` is where the text of the upper page may end, in points: had the first new row
    of ``lower`` fitted above it, it would stand there.
    """
    last = upper.parts[-1]
    a, b = last.xs, lower.xs
    if abs(a[0] - b[0]) > SAME_EDGE or abs(a[-1] - b[-1]) > SAME_EDGE:
        return False
    fewer, more = (a, b) if len(a) <= len(b) else (b, a)
    shared = sum(any(abs(x - y) <= SAME_EDGE for y in more) for x in fewer)
    new = min(_repeated(list(upper.cells), list(lower.cells), 0), len(lower.ys) - 2)
    height = lower.ys[new + 1] - lower.ys[new]
    return shared >= SHARED * len(fewer) and body_bottom - last.ys[-1] < height + SAME_EDGE


def joined(upper: Joined, lower: PageTable) -> Joined:
    """Both parts in one grid; a row or a merged cell that the break cut is whole again where that is clear.

    A repeated header row stays a row, save where a merged cell goes on across it.
    """
    xs = _all_edges(upper.xs, lower.xs)
    above = [_moved(cell, upper.xs, xs, 0) for cell in upper.cells]
    below = [_moved(cell, lower.xs, xs, upper.rows) for cell in lower.cells]
    repeated = _repeated(above, below, upper.rows)
    last = {(c.column, c.column_span): c for c in above if c.row + c.row_span == upper.rows}
    start = upper.rows + repeated
    first = sorted((c for c in below if c.row == start), key=lambda c: c.column)
    rows = upper.rows + len(lower.ys) - 1
    padding = upper.parts[-1].padding
    cut = _is_cut_row(last, first, padding)
    above, after = _mended(above, below, last, first, padding) if cut else _spanned(above, below, last, first)
    rows -= cut
    heads = [c for c in after if c.row < start]
    if heads and len(after) < len(below) and any(c.row + c.row_span > upper.rows for c in above):
        after = [replace(c, row=c.row - repeated) for c in after if c.row >= start - cut and c not in heads]
        rows -= repeated
    else:
        heads = []
    cells = sorted([*above, *after], key=lambda c: (c.row, c.column))
    return Joined((*upper.parts, lower), xs, rows, tuple(cells), (*upper.heads, *heads))


def _all_edges(a: Sequence[float], b: Sequence[float]) -> tuple[float, ...]:
    return tuple(sorted([*a, *(y for y in b if all(abs(x - y) > SAME_EDGE for x in a))]))


def _moved(cell: PageCell, own: Sequence[float], xs: Sequence[float], offset: int) -> PageCell:
    left, right = own[cell.column], own[cell.column + cell.column_span]
    column = min(range(len(xs)), key=lambda k: abs(xs[k] - left))
    end = min(range(len(xs)), key=lambda k: abs(xs[k] - right))
    return replace(cell, row=cell.row + offset, column=column, column_span=max(end - column, 1))


def _text(cell: PageCell) -> str:
    return "".join(one.text for one in cell.lines)


def _repeated(above: list[PageCell], below: list[PageCell], offset: int) -> int:
    """How many rows at the top of the lower part say again what the upper part begins with."""
    count = 0
    while True:
        head = [(c.column, _text(c)) for c in above if c.row == count]
        again = [(c.column, _text(c)) for c in below if c.row == offset + count]
        if head != again or not any(text for _, text in head):
            return count
        count += 1


def _is_cut_row(last: dict[tuple[int, int], PageCell], first: list[PageCell], padding: float) -> bool:
    """Whether the first row below is the rest of the last row above: without a label, a sentence going on."""
    pairs = [(last[c.column, c.column_span], c) for c in first if (c.column, c.column_span) in last]
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


def _mended(
    above: list[PageCell],
    below: list[PageCell],
    last: dict[tuple[int, int], PageCell],
    first: list[PageCell],
    padding: float,
) -> tuple[list[PageCell], list[PageCell]]:
    """The cells of the cut row put together; the rows below move up by one."""
    whole: dict[int, PageCell] = {}
    for cell in first:
        up = last[cell.column, cell.column_span]
        paragraphs = [*up.paragraphs, *cell.paragraphs]
        if _flows(up, cell, padding):
            seam = len(up.paragraphs)
            paragraphs[seam - 1 : seam + 1] = [(*up.paragraphs[-1], *cell.paragraphs[0])]
        tables = (*up.tables, *cell.tables)
        rows = up.row_span + cell.row_span - 1
        whole[id(up)] = replace(up, row_span=rows, paragraphs=tuple(paragraphs), tables=tables)
    gone = {id(cell) for cell in first}
    mended = [whole.get(id(cell), cell) for cell in above]
    rest = [cell for cell in below if id(cell) not in gone]
    return mended, [replace(cell, row=cell.row - 1) if cell.row > first[0].row else cell for cell in rest]


def _spanned(
    above: list[PageCell],
    below: list[PageCell],
    last: dict[tuple[int, int], PageCell],
    first: list[PageCell],
) -> tuple[list[PageCell], list[PageCell]]:
    """Empty leading cells below that go on with a vertically merged cell above, made one with it."""
    longer: dict[int, int] = {}
    gone: set[int] = set()
    for cell in first:
        up = last.get((cell.column, cell.column_span))
        if cell.lines or cell.tables or up is None or not up.lines or max(cell.row_span, up.row_span) == 1:
            break
        longer[id(up)] = cell.row_span
        gone.add(id(cell))
    if len(gone) == len(first):
        return above, below
    grown = [replace(c, row_span=c.row_span + longer.get(id(c), 0)) for c in above]
    return grown, [c for c in below if id(c) not in gone]
