"""Reading order on a page: rows from top to bottom, save where a clear gutter makes columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractor.readers.pdf_lines import spans
from extractor.readers.pdf_page import Box, Glyph
from extractor.readers.pdf_tables import PageTable

SEGMENT_GAP = 1.0  # sizes: a narrower blank is no gutter; LibreOffice's two columns of 40 invented items leave 2.0
MIN_ROWS = 6  # on both sides: no page of 18 files in one column, forms among them, has so many divided rows
MIDDLE = (0.2, 0.8)  # of the text's width: where a gutter may lie
# Share of the left lines that reach the gutter (0.59 in the two columns above), of the right ones that reach their
# end (0.47), and of the right ones that start at their edge (1.0).
FILLED = 0.35
STARTING = 0.5
# Sizes between the tops of neighbours, less than in any single column: there lines are 1.0 or more apart, in two
# columns with headings 0 to 0.9. Beside such ones fewer lines need be full (0.31 of the right ones on an invented
# page): fields side by side stand on one line.
STAGGERED = 0.9
FILLED_STAGGERED = 0.25
MAX_ROWS = 400  # the search takes the square of it: 0.03 s for 390 rows; a page of 6 pt text has 120
GUTTER = 5.0  # sizes, at most, between full columns (2.0 above, Word's default is 2.0); tab stops of forms leave more
NARROW = 8.0  # sizes: a narrower stretch is a field or a number, no column
REACH = 2.0  # sizes short of the gutter that still count as reaching it: a ragged line ends up to 2 short


@dataclass(frozen=True, slots=True)
class Piece:
    """A row of glyphs, or a table, with the stretches of the page's width that it takes."""

    box: Box
    spans: tuple[tuple[float, float], ...]
    glyphs: tuple[Glyph, ...] = ()
    table: PageTable | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """Pieces from top to bottom; the margins of a narrow column, None for the width of the page."""

    pieces: tuple[Piece, ...]
    margins: tuple[float, float] | None


def row_piece(row: Sequence[Glyph]) -> Piece | None:
    """The row as a piece; None where it is blank."""
    parts = spans(row, SEGMENT_GAP)
    if not parts:
        return None
    inked = [glyph for glyph in row if not glyph.char.isspace()]
    box = (parts[0][0], min(g.top for g in inked), parts[-1][1], max(g.bottom for g in inked))
    return Piece(box, tuple(parts), tuple(row))


def columns(pieces: Sequence[Piece], margins: tuple[float, float] | None = None) -> list[Column]:
    """The pieces (ascending by their top) in reading order."""
    found = _band(pieces)
    if found is None:
        return [Column(tuple(pieces), margins)] if pieces else []
    first, end, gutter = found
    left, right = _cut(pieces[first:end], gutter)
    return [
        *columns(pieces[:first], margins),
        *columns(left, _extent(left)),
        *columns(right, _extent(right)),
        *columns(pieces[end:], margins),
    ]


def _extent(pieces: Sequence[Piece]) -> tuple[float, float]:
    return min(p.box[0] for p in pieces), max(p.box[2] for p in pieces)


def _band(pieces: Sequence[Piece]) -> tuple[int, int, float] | None:
    """The rows (first, end) that a gutter at x divides into full columns, if any: the longest such stretch."""
    divided = [piece for piece in pieces if len(piece.spans) > 1]
    beside = [(a, b) for a, b in map(_sorted, pairwise(pieces)) if _are_beside(a, b)]
    if len(divided) + len(beside) < MIN_ROWS or len(pieces) > MAX_ROWS:
        return None
    filled = FILLED_STAGGERED if len(beside) >= MIN_ROWS - 1 else FILLED
    left, right = _extent(pieces)
    low, high = left + MIDDLE[0] * (right - left), left + MIDDLE[1] * (right - left)
    blanks = [(a[1], b[0]) for piece in divided for a, b in pairwise(piece.spans)]
    blanks += [(a.box[2], b.box[0]) for a, b in beside]
    gutters = {round((a + b) / 2, 1) for a, b in blanks if low <= (a + b) / 2 <= high}
    best: tuple[int, int, float] | None = None
    for gutter in sorted(gutters):
        first, end = _stretch(pieces, gutter)
        if (best is None or end - first > best[1] - best[0]) and _are_columns(pieces[first:end], gutter, filled):
            best = (first, end, gutter)
    return best


def _sorted(pair: tuple[Piece, Piece]) -> tuple[Piece, Piece]:
    """The left one first."""
    return pair if pair[0].box[0] <= pair[1].box[0] else (pair[1], pair[0])


def _are_beside(left: Piece, right: Piece) -> bool:
    """Whether two lines stand nearly at one height, a blank between them."""
    if not left.glyphs or not right.glyphs:
        return False
    size = left.glyphs[0].size
    return abs(left.box[1] - right.box[1]) < STAGGERED * size and right.box[0] - left.box[2] >= SEGMENT_GAP * size


def _stretch(pieces: Sequence[Piece], gutter: float) -> tuple[int, int]:
    """The longest run of pieces that leave the gutter free."""
    best, start = (0, 0), 0
    for index in range(len(pieces) + 1):
        if index == len(pieces) or any(a < gutter < b for a, b in pieces[index].spans):
            if index - start > best[1] - best[0]:
                best = (start, index)
            start = index + 1
    return best


def _are_columns(pieces: Sequence[Piece], gutter: float, filled: float) -> bool:
    left = [(a, b) for p in pieces for a, b in _joined(p, gutter, left=True)]
    right = [(a, b) for p in pieces for a, b in _joined(p, gutter, left=False)]
    if min(len(left), len(right)) < MIN_ROWS:
        return False
    size = median(g.size for p in pieces for g in p.glyphs) if any(p.glyphs for p in pieces) else 1.0
    edge, start = max(b for _, b in left), min(a for a, _ in right)
    reaching = sum(b >= edge - REACH * size for _, b in left)
    starting = sum(a <= start + 2 * REACH * size for a, _ in right)  # a first line is indented by two characters
    ending = sum(b >= max(x for _, x in right) - REACH * size for _, b in right)
    full = (reaching >= filled * len(left), starting >= STARTING * len(right), ending >= filled * len(right))
    wide = all(max(b for _, b in side) - min(a for a, _ in side) >= NARROW * size for side in (left, right))
    return SEGMENT_GAP * size <= start - edge <= GUTTER * size and wide and all(full)


def _joined(piece: Piece, gutter: float, left: bool) -> list[tuple[float, float]]:
    """What a piece takes on one side of the gutter, as one stretch."""
    side = [s for s in piece.spans if ((s[0] + s[1]) / 2 < gutter) is left]
    return [(side[0][0], side[-1][1])] if side else []


def _cut(pieces: Sequence[Piece], gutter: float) -> tuple[list[Piece], list[Piece]]:
    left: list[Piece] = []
    right: list[Piece] = []
    for piece in pieces:
        if piece.table is not None:
            (left if piece.box[0] < gutter else right).append(piece)
            continue
        for side, row in (
            (left, [g for g in piece.glyphs if g.x0 < gutter]),
            (right, [g for g in piece.glyphs if g.x0 >= gutter]),
        ):
            part = row_piece(row)
            if part is not None:
                side.append(part)
    return sorted(left, key=lambda p: p.box[1]), sorted(right, key=lambda p: p.box[1])
