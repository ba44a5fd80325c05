"""Tables without all of their rulings: the missing ones are put where the columns and rows of the text leave room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from extractor.readers.pdf_grid import MAX_STROKES, SNAP, Grid, joined
from extractor.readers.pdf_lines import rows, spans
from extractor.readers.pdf_page import Box, Glyph, Sheet, Stroke
from extractor.readers.pdf_tables import numbered

WORD_GAP = 0.7  # sizes: a wider blank parts two cells; a gutter of Word is 1.0 (10.8 pt), a blank in Chinese text 0.5
CLEAR = 1.5  # sizes between the cells of a header row without any ruling: 1.8 the least in the invented tables
WIDE = 100.0  # points: shorter rulings are underlines of form fields
FEWEST_RULES = 3  # with the same ends: head, header row and foot; a page's own rules are two
MAX_RULES = 80  # per page; 46 rows of 15 points fill one
CROSSED = 0.25  # of the lines may run over a gutter: merged cells
PADDING = 5.4  # points between a column's text and the ruling put before it: Word's own
FEWEST_COLUMNS = 3  # without any ruling: two aligned columns are fields, or a two-column page
FEWEST_ROWS = 3  # header row included
LONGEST_HEADER = 10  # characters of a header cell of such a table
LOOSE = 1.15  # of the least pitch: a wider one begins a row where rows stand apart; 1.0 inside of cells (LibreOffice)
ABOVE = 1.0  # points from a row to the text in it: 0.9 in the ruled tables of LibreOffice
FAR = 2.5  # sizes from line to line: what follows further down is no row
_NO_HEADER = "：:。；;，,、（(…"

Spans = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class _Row:
    """A visual line: its pieces, the text of the first one and of all, where it stands."""

    pieces: Spans
    first: str
    text: str
    top: float
    bottom: float
    size: float


@dataclass(frozen=True, slots=True)
class _Region:
    """Lines that are a table's, between the left and right edge; the rulings that there are, by their height."""

    lines: Sequence[_Row]
    left: float
    right: float
    levels: tuple[float, ...]


def ruled(sheet: Sheet, found: Sequence[Grid]) -> Sheet:
    """The sheet with the rulings that its half-ruled and ruleless tables leave out; ``found`` are the ruled ones."""
    whole = [grid.box for grid in found if len(grid.xs) > 2]  # of one column alone it is a frame around the table
    lines = _lines(sheet.glyphs, whole)
    if len(lines) < FEWEST_ROWS:
        return sheet
    regions = _half_ruled(sheet, lines)
    taken = {id(line) for region in regions for line in region.lines}
    regions.extend(_ruleless(sheet, [line for line in lines if id(line) not in taken]))
    across, down = list(sheet.across), list(sheet.down)
    for region in regions:
        made = _rulings(region)
        across.extend(made[0])
        down.extend(made[1])
    return replace(sheet, across=tuple(across), down=tuple(down)) if regions else sheet


def _lines(glyphs: Sequence[Glyph], without: Sequence[Box]) -> list[_Row]:
    """The visual lines outside of the boxes, from top to bottom."""
    for x0, y0, x1, y1 in without:
        glyphs = [g for g in glyphs if not (x0 <= g[1] <= x1 and y0 <= (g[2] + g[4]) / 2 <= y1)]
    inks = [[glyph for glyph in row if not glyph[0].isspace()] for row in rows(glyphs)]
    parted = [(inked, spans(inked, WORD_GAP)) for inked in inks if inked]
    if not any(len(pieces) > 1 for _, pieces in parted):
        return []  # most pages: no line has a gap, so there are no columns
    out: list[_Row] = []
    for inked, pieces in parted:
        text = "".join(glyph.char for glyph in inked)
        first = "".join(glyph.char for glyph in inked if glyph.x0 < pieces[0][1])
        top, bottom = min(g.top for g in inked), max(g.bottom for g in inked)
        out.append(_Row(pieces, first, text, top, bottom, max(g.size for g in inked)))
    return sorted(out, key=lambda line: line.top)


# ------------------------------------------------------------------ where such tables stand


def _half_ruled(sheet: Sheet, lines: Sequence[_Row]) -> list[_Region]:
    """Regions between rulings with the same ends that no upright one crosses, and open frames."""
    down = joined(sheet.down)
    if len(down) > MAX_STROKES:
        return []
    across = [stroke for stroke in joined(sheet.across) if stroke.end - stroke.start >= WIDE][:MAX_RULES]
    out: list[_Region] = []
    for left, right in _sides(across, down):
        inner = [stroke for stroke in down if left + SNAP < stroke.at < right - SNAP]
        levels = _heights(left, right, across, down)
        fewest = FEWEST_RULES - _framed(left, right, down)
        while len(levels) >= fewest:
            found = _longest(levels, fewest, left, right, inner, lines)
            if found is None:
                levels = levels[1:]
            else:
                out.append(found)
                levels = levels[len(found.levels) - 1 :]
    return out


def _sides(across: Sequence[Stroke], down: Sequence[Stroke]) -> list[tuple[float, float]]:
    """Left and right edge of what may be a table: where rulings end together, where two uprights face each other."""
    ends = [(stroke.start, stroke.end) for stroke in across]
    ends += [(a.at, b.at) for a, b in pairwise(down) if _face(a, b) and b.at - a.at >= WIDE]
    out: list[tuple[float, float]] = []
    for left, right in ends:
        if not any(abs(left - a) <= SNAP and abs(right - b) <= SNAP for a, b in out):
            out.append((left, right))
    return out


def _framed(left: float, right: float, down: Sequence[Stroke]) -> bool:
    """Whether the rulings have sides drawn, which a page's own rules have not."""
    at = [stroke.at for stroke in down]
    return all(any(abs(x - edge) <= SNAP for x in at) for edge in (left, right))


def _face(one: Stroke, other: Stroke) -> bool:
    return abs(one.start - other.start) <= SNAP and abs(one.end - other.end) <= SNAP


def _heights(left: float, right: float, across: Sequence[Stroke], down: Sequence[Stroke]) -> list[float]:
    """The rulings from edge to edge, and the ends of a frame's sides where a page break leaves it open."""
    out = [s.at for s in across if abs(s.start - left) <= SNAP and abs(s.end - right) <= SNAP]
    for side in down:
        if abs(side.at - left) <= SNAP and any(abs(o.at - right) <= SNAP and _face(side, o) for o in down):
            out.extend(end for end in (side.start, side.end) if all(abs(end - at) > 2 * SNAP for at in out))
    return sorted(out)


def _longest(
    levels: Sequence[float], fewest: int, left: float, right: float, inner: Sequence[Stroke], lines: Sequence[_Row]
) -> _Region | None:
    """The table that begins at the first of the levels and reaches furthest down; None where none begins there."""
    for count in range(len(levels), fewest - 1, -1):
        top, bottom = levels[0], levels[count - 1]
        if any(stroke.start < bottom - SNAP and stroke.end > top + SNAP for stroke in inner):
            continue
        inside = [line for line in lines if top < (line.top + line.bottom) / 2 < bottom]
        within = all(left - SNAP <= line.pieces[0][0] and line.pieces[-1][1] <= right + SNAP for line in inside)
        region = _Region(inside, left, right, tuple(levels[:count]))
        if inside and within and _gutters(region):
            return region
    return None


def _ruleless(sheet: Sheet, lines: Sequence[_Row]) -> Iterator[_Region]:
    """Regions under a header row of three cells or more, as far as the lines leave its columns apart."""
    strokes = [(s.start, s.end) for s in joined(sheet.down)]
    at = 0
    while at < len(lines):
        if not _is_header(lines[at]):
            at += 1
            continue
        end = _end(lines, at)
        part = lines[at:end]
        free = not any(a < part[-1].bottom and b > part[0].top for a, b in strokes)
        if len(part) >= FEWEST_ROWS and free:
            left, right = min(line.pieces[0][0] for line in part), max(line.pieces[-1][1] for line in part)
            region = _Region(part, left - PADDING, right + PADDING, ())
            if len(_gutters(region)) >= FEWEST_COLUMNS - 1 and len(_tops(part, _starts(region))) >= FEWEST_ROWS:
                yield region
                at = end
                continue
        at += 1


def _is_header(line: _Row) -> bool:
    if len(line.pieces) < FEWEST_COLUMNS or len(line.text) > LONGEST_HEADER * len(line.pieces):
        return False
    apart = all(b[0] - a[1] >= CLEAR * line.size for a, b in pairwise(line.pieces))
    return apart and not any(char in _NO_HEADER or char.isdigit() for char in line.text)


def _end(lines: Sequence[_Row], first: int) -> int:
    """Where the lines end whose pieces keep to the columns of the header row; a last row of one cell is none of it."""
    extents = list(lines[first].pieces)
    end = first + 1
    while end < len(lines) and lines[end].top - lines[end - 1].top <= FAR * lines[end].size:
        wider = _widened(extents, lines[end].pieces)
        if wider is None:
            break
        extents = wider
        end += 1
    while end > first + 1 and len(lines[end - 1].pieces) == 1 and lines[end - 1].pieces[0][0] < extents[1][0]:
        end -= 1
    return end


def _widened(extents: Spans, pieces: Spans) -> Spans | None:
    """The columns with a line's pieces in them; None where a piece would run into two."""
    out = list(extents)
    for index, piece in enumerate(pieces):
        met = [k for k, (a, b) in enumerate(extents) if piece[0] < b and piece[1] > a]
        if len(met) > 1:
            return None
        nearest = min(range(len(out)), key=lambda k: max(out[k][0] - piece[1], piece[0] - out[k][1]))
        column = index if len(pieces) == len(out) else met[0] if met else nearest
        out[column] = (min(out[column][0], piece[0]), max(out[column][1], piece[1]))
    return out if all(a[1] < b[0] for a, b in pairwise(out)) else None


# ------------------------------------------------------------------ columns and rows


def _gutters(region: _Region) -> Spans:
    """The upright stretches between the columns, from left to right; none where the lines make no columns."""
    lines = region.lines
    extents = _columns(lines)
    size = median(line.size for line in lines)
    gutters = [(a[1], b[0]) for a, b in pairwise(extents)]
    clear = all(b - a >= WORD_GAP * size for a, b in gutters)
    return gutters if clear and _all_headed(gutters, lines) else []


def _columns(lines: Sequence[_Row]) -> Spans:
    """What the columns take, told by the fullest lines; few of the others run across a gutter."""
    counts = Counter(len(line.pieces) for line in lines)
    most = max((n for n, times in counts.items() if times > 1), default=1)
    full = [line.pieces for line in lines if len(line.pieces) == most]
    extents = [(min(p[0] for p in column), max(p[1] for p in column)) for column in zip(*full, strict=True)]
    if most < 2 or any(a[1] >= b[0] for a, b in pairwise(extents)):
        return []
    crossing = 0
    for line in lines:
        wider = _widened(extents, line.pieces)
        crossing += wider is None
        extents = extents if wider is None else wider
    return extents if crossing <= CROSSED * len(lines) else []


def _all_headed(gutters: Spans, lines: Sequence[_Row]) -> bool:
    """Whether a line has a piece in each column, and the first column is more than list numbers before their items."""
    full = [line for line in lines if len(line.pieces) > len(gutters)]
    return any(not numbered(line.first + "、") or line.first.isdigit() for line in full)


def _starts(region: _Region) -> list[float]:
    """Where the columns begin: at the rulings to be put before them."""
    gutters = _gutters(region)
    padding = min([PADDING, *((b - a) / 2 for a, b in gutters)])
    return [region.left, *(b - padding for _, b in gutters)]


def _tops(lines: Sequence[_Row], starts: Sequence[float]) -> list[int]:
    """The indices of the lines that begin a row of the table."""
    pitches = [b.top - a.top for a, b in pairwise(lines)]
    if pitches and max(pitches) > LOOSE * min(pitches):
        wide = [0, *(k for k, pitch in enumerate(pitches, 1) if pitch > LOOSE * min(pitches))]
        if len(wide) >= FEWEST_ROWS:
            return wide
    out = [0]
    reach = max((p[1] for line in lines for p in line.pieces if p[0] < starts[1]), default=0.0)
    for k, (before, line) in enumerate(pairwise(lines), 1):
        if line.pieces[0][0] >= starts[1]:
            continue
        above = [p for p in before.pieces if p[0] < starts[1]]
        if not above or len(line.pieces) == len(starts) or above[-1][1] < reach - line.size:
            out.append(k)
    return out


def _rulings(region: _Region) -> tuple[list[Stroke], list[Stroke]]:
    """What a ruled table would have besides: uprights where no line runs across, and lines between the rows."""
    starts = _starts(region)
    levels = _levels(region, starts)
    across = [Stroke(at, region.left, region.right) for at in levels if at not in region.levels]
    down = [Stroke(x, levels[0], levels[-1]) for x in (region.left, region.right)]
    for x in starts[1:]:
        for top, bottom in pairwise(levels):
            band = [line for line in region.lines if top < (line.top + line.bottom) / 2 < bottom]
            if not any(a < x < b for line in band for a, b in line.pieces):
                down.append(Stroke(x, top, bottom))
    return across, down


def _levels(region: _Region, starts: Sequence[float]) -> list[float]:
    """The heights of the lines between rows, top and bottom included."""
    lines = region.lines
    if not region.levels:
        inner = [lines[k].top - ABOVE for k in _tops(lines, starts)[1:]]
        return [lines[0].top - ABOVE, *inner, lines[-1].bottom + ABOVE]
    out = list(region.levels)
    if len(out) > FEWEST_RULES:
        return out
    for top, bottom in pairwise(region.levels):
        band = [line for line in lines if top < (line.top + line.bottom) / 2 < bottom]
        out.extend(band[k].top - ABOVE for k in _tops(band, starts)[1:])
    return sorted(out)
