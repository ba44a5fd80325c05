"""Ruling lines → table grids: cells are what the rulings enclose, so a missing ruling is a merged cell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.readers.pdf_page import Box, Sheet, Stroke

SNAP = 3.0  # points: rulings nearer than this are one (double borders); 99 % of the sampled rows are above 8.5
SHORT = 5.0  # points: shorter strokes are no cell edge (tick marks, corners); 99 % of the sampled rows are above 8.5
COVER = 0.6  # share of a cell's side that must be ruled; the corner gaps of Word and an underline lie on either side
OPEN_SIDE = 0.5  # share of the rulings that must end together for an undrawn side of a table
FRAME_SHARE = 0.55  # of the page's height: a page frame takes 0.82, the tallest one-cell row of the samples 0.20
MAX_STROKES = 1500  # per direction, after joining: the richest sampled page has 29; beyond, the page is a drawing
MAX_UNITS = 100_000  # grid squares of one table; 200 × 10 make 2,000


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell's place in the grid (from 0) and on the page."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a table; ``units`` maps each square between neighbouring lines to its slot or None."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    slots: tuple[Slot, ...]
    units: tuple[tuple[int | None, ...], ...]
    closed: bool  # whether the rulings enclose rectangles only

    @property
    def box(self) -> Box:
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def slot_at(self, x: float, y: float) -> int | None:
        """The index of the slot over a point of the page."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1:
            return self.units[row][column]
        return None


def grids(sheet: Sheet) -> list[Grid]:
    """The grids of two or more cells that the page's rulings form, the smallest first."""
    across, down = joined(sheet.across), joined(sheet.down)
    if not across or not down or len(across) > MAX_STROKES or len(down) > MAX_STROKES:
        return []
    found = [_grid(h, v, sheet.height) for h, v in _components(across, down)]
    return sorted((grid for grid in found if grid), key=lambda g: (g.xs[-1] - g.xs[0]) * (g.ys[-1] - g.ys[0]))


def joined(strokes: Iterable[Stroke]) -> list[Stroke]:
    """Strokes on one line (within SNAP) drawn in pieces or twice, made one."""
    out: list[Stroke] = []
    level: list[Stroke] = []
    for stroke in [*sorted(strokes), Stroke(float("inf"), 0, 0)]:
        if level and stroke.at - level[0].at > SNAP:
            out.extend(_joined_level(level))
            level = []
        level.append(stroke)
    return [stroke for stroke in out if stroke.end - stroke.start >= SHORT]


def _joined_level(level: list[Stroke]) -> list[Stroke]:
    at = sum(stroke.at for stroke in level) / len(level)
    out: list[Stroke] = []
    for stroke in sorted(level, key=lambda s: (s.start, s.end)):
        if out and stroke.start - out[-1].end <= SNAP:
            out[-1] = Stroke(at, out[-1].start, max(out[-1].end, stroke.end))
        else:
            out.append(Stroke(at, stroke.start, stroke.end))
    return out


def _components(across: list[Stroke], down: list[Stroke]) -> list[tuple[list[Stroke], list[Stroke]]]:
    """The rulings in groups that touch one another."""
    parent = list(range(len(across) + len(down)))
    for i, h in enumerate(across):
        for j, v in enumerate(down):
            meets = h.start - SNAP <= v.at <= h.end + SNAP and v.start - SNAP <= h.at <= v.end + SNAP
            if meets:
                _unite(parent, i, len(across) + j)
    groups: dict[int, tuple[list[Stroke], list[Stroke]]] = {}
    for i, h in enumerate(across):
        groups.setdefault(_root(parent, i), ([], []))[0].append(h)
    for j, v in enumerate(down):
        groups.setdefault(_root(parent, len(across) + j), ([], []))[1].append(v)
    return [group for group in groups.values() if (len(group[0]) > 1 and group[1]) or (len(group[1]) > 1 and group[0])]


def _root(parent: list[int], node: int) -> int:
    while parent[node] != node:
        parent[node] = parent[parent[node]]
        node = parent[node]
    return node


def _unite(parent: list[int], one: int, other: int) -> None:
    a, b = _root(parent, one), _root(parent, other)
    parent[max(a, b)] = min(a, b)


def _grid(across: list[Stroke], down: list[Stroke], page_height: float) -> Grid | None:
    down, across = down + _open_sides(across, down), across + _open_sides(down, across)
    xs, ys = _levels(down), _levels(across)
    if len(xs) < 2 or len(ys) < 2 or len(xs) * len(ys) > MAX_UNITS:
        return None
    sides, floors = _ruled(xs, ys, down), _ruled(ys, xs, across)
    groups = _groups(len(ys) - 1, len(xs) - 1, sides, floors)
    rectangles, closed = _rectangles(groups)
    height = FRAME_SHARE * page_height
    kept = [r for r in rectangles if not (r[1] == 0 and r[3] == len(xs) - 1 and ys[r[2]] - ys[r[0]] >= height)]
    return _compact(xs, ys, kept, closed) if len(kept) > 1 else None


def _open_sides(strokes: Sequence[Stroke], crossing: Sequence[Stroke]) -> list[Stroke]:
    """Undrawn outer sides: where most strokes end together beyond the last crossing one."""
    levels = _levels(crossing)
    out: list[Stroke] = []
    for ends, outermost in (([s.start for s in strokes], min), ([s.end for s in strokes], max)):
        end = outermost(ends)
        together = [s for s, at in zip(strokes, ends, strict=True) if abs(at - end) <= SNAP]
        beyond = not levels or min(abs(end - level) for level in levels) > 2 * SNAP
        if len(together) > 1 and len(together) >= OPEN_SIDE * len(strokes) and beyond:
            out.append(Stroke(end, min(s.at for s in together), max(s.at for s in together)))
    return out


def _levels(strokes: Sequence[Stroke]) -> list[float]:
    levels: list[float] = []
    for stroke in sorted(strokes):
        if not levels or stroke.at - levels[-1] > SNAP:
            levels.append(stroke.at)
    return levels


def _ruled(levels: list[float], steps: list[float], strokes: list[Stroke]) -> set[tuple[int, int]]:
    """Which unit sides are drawn: (level, step) where a stroke on the level covers the way to the next step."""
    out: set[tuple[int, int]] = set()
    for stroke in strokes:
        level = min(range(len(levels)), key=lambda k: abs(levels[k] - stroke.at))
        first = max(bisect_right(steps, stroke.start) - 1, 0)
        for step in range(first, len(steps) - 1):
            if steps[step] > stroke.end:
                break
            covered = min(stroke.end, steps[step + 1]) - max(stroke.start, steps[step])
            if covered >= COVER * (steps[step + 1] - steps[step]):
                out.add((level, step))
    return out


def _groups(
    rows: int, columns: int, sides: set[tuple[int, int]], floors: set[tuple[int, int]]
) -> dict[int, list[tuple[int, int]]]:
    """The unit squares that no ruling parts, by group; those open to the outside are left out."""
    outside = rows * columns
    parent = list(range(outside + 1))
    for row in range(rows):
        for column in range(columns):
            unit = row * columns + column
            if (column, row) not in sides:
                _unite(parent, unit, unit - 1 if column else outside)
            if (row, column) not in floors:
                _unite(parent, unit, unit - columns if row else outside)
            if column == columns - 1 and (columns, row) not in sides:
                _unite(parent, unit, outside)
            if row == rows - 1 and (rows, column) not in floors:
                _unite(parent, unit, outside)
    out: dict[int, list[tuple[int, int]]] = {}
    away = _root(parent, outside)
    for unit in range(outside):
        root = _root(parent, unit)
        if root != away:
            out.setdefault(root, []).append(divmod(unit, columns))
    return out


def _rectangles(groups: dict[int, list[tuple[int, int]]]) -> tuple[list[tuple[int, int, int, int]], bool]:
    """Each group as (first row, first column, end row, end column); a group that is no rectangle falls into rows."""
    out: list[tuple[int, int, int, int]] = []
    closed = True
    for units in groups.values():
        rows, columns = {r for r, _ in units}, {c for _, c in units}
        box = (min(rows), min(columns), max(rows) + 1, max(columns) + 1)
        if (box[2] - box[0]) * (box[3] - box[1]) == len(units):
            out.append(box)
            continue
        closed = False
        for row in sorted(rows):
            run: list[int] = []
            for column in [*sorted(c for r, c in units if r == row), -1]:
                if run and column != run[-1] + 1:
                    out.append((row, run[0], row + 1, run[-1] + 1))
                    run = []
                run.append(column)
    return sorted(out), closed


def _compact(xs: list[float], ys: list[float], rectangles: list[tuple[int, int, int, int]], closed: bool) -> Grid:
    """The grid over the lines that bound a cell; others (underlines, a frame's) vanish from the count."""
    rows = sorted({r for box in rectangles for r in (box[0], box[2])})
    columns = sorted({c for box in rectangles for c in (box[1], box[3])})
    row_of, column_of = {r: k for k, r in enumerate(rows)}, {c: k for k, c in enumerate(columns)}
    slots: list[Slot] = []
    units: list[list[int | None]] = [[None] * (len(columns) - 1) for _ in rows[:-1]]
    for top, left, bottom, right in rectangles:
        slot = Slot(
            row_of[top],
            column_of[left],
            row_of[bottom] - row_of[top],
            column_of[right] - column_of[left],
            (xs[left], ys[top], xs[right], ys[bottom]),
        )
        for row in range(slot.row, slot.row + slot.row_span):
            units[row][slot.column : slot.column + slot.column_span] = [len(slots)] * slot.column_span
        slots.append(slot)
    edges = tuple(xs[c] for c in columns), tuple(ys[r] for r in rows)
    return Grid(*edges, tuple(slots), tuple(tuple(row) for row in units), closed)
