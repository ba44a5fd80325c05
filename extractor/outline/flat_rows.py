"""Cells of a table in the order in which they are read, merged and empty ones left out: which begins which row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

from extractor.lexicon import Lexicon
from extractor.model import Block, Cell, Paragraph, Table
from extractor.outline.broken import FINISHED

FEWEST_COLUMNS = 3
MOST_COLUMNS = 8
MOST_PIECES = 400  # of one table; the longest of the tables seen has 52
FEWEST_ROWS = 3
NESTED_TOPICS = 2  # so many beside each other are an outer and an inner one
LONGEST_TOPIC = 14  # characters of a group or an indicator; 仓库安全管理达标率 has 9
SHORTEST_BROKEN = 12  # a shorter line is not broken for want of room

# What a reading costs. Nine tables of 3 to 23 rows and two that are none read the same, one value changed at a time,
# with ROW 1 to 1.5, BROKEN 1.2 to 1.8, UNFIT 1.5 to 2, NESTED up to 0.75, SILENT up to 0.6, MERGED 0.1 to 0.5, SHARED
# up to 1.5, FILLED up to 1 and MOST_A_ROW 1 to 1.8.
ROW = 1.0
BROKEN = 1.2  # a piece goes on in the cell of the piece before
UNFIT = 2.0  # a cell that is longer or says less than its column wants; a cell of a row that is never merged left out
NESTED = 0.4  # a topic beside a topic below one title
SILENT = 0.5  # a rule that is short and names no consequence
MERGED = 0.3  # a topic left out, times its place from the left: outer topics span more rows
SHARED = 0.6  # points or a weight left out, which hold for the group
FILLED = 1.0  # a word in a column to be filled in by hand
MOST_A_ROW = 1.0  # a reading that costs more than this a row beyond its rows is none

_MERGES = frozenset({"group", "weight", "points", "number"})
_TOLD = frozenset({"standard", "score_rule"})
_ROLES = frozenset({*_MERGES, *_TOLD, "target", "blank"})
_BRACKETS = re.compile(r"[（(【].*$")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?\s*[%％分]?")
_COUNT = re.compile(r"\d{1,2}")
_ENDS = re.compile(r"(?:备注|附注|注|说明|考核人|被考核人|审核|制表)\s*[:：]")


@dataclass(frozen=True, slots=True)
class Header:
    """The title of a column, and what stands below it: a role of a column, as the banks name it."""

    blocks: tuple[Block, ...]
    role: str


@dataclass(frozen=True, slots=True)
class Piece:
    """What may be a cell, or a part of one."""

    paragraph: Paragraph
    opens: bool | None = None  # whether a line begins with it; None where each piece is a line, or none
    parted: bool = False  # by a blank alone from the piece before, as words of one cell may be

    @property
    def value(self) -> str:
        """Its words."""
        return self.paragraph.text.value


@dataclass(frozen=True, slots=True)
class _Way:
    """The cheapest reading of the pieces so far that puts the last one into this column."""

    cost: float = inf
    rows: int = 0
    column: int = 0
    before: _Way | None = None  # the reading of the pieces before the last one

    def loss(self) -> float:
        """What the rows cost beyond what they may."""
        return self.cost - (ROW + MOST_A_ROW) * self.rows

    def places(self) -> list[tuple[int, int]]:
        """Row and column of each piece."""
        found: list[tuple[int, int]] = []
        way: _Way | None = self
        while way is not None:
            found.append((way.rows - 1, way.column))
            way = way.before
        return found[::-1]


def role_of(title: str, lexicon: Lexicon) -> str | None:
    """What stands in a column below this title; None where that is nothing that the rows of such a table have."""
    means = lexicon.label(title, "column")
    if not means and (less := _BRACKETS.sub("", title)) != title:
        means = lexicon.label(less, "column")
    return means[0] if means and means[0] in _ROLES else None


def are_columns(headers: Sequence[Header]) -> bool:
    """Whether these are the columns of such a table: what is judged or how, and something beside it."""
    wanted = {header.role for header in headers} - {"blank", "number"}
    return FEWEST_COLUMNS <= len(headers) <= MOST_COLUMNS and bool(wanted & _TOLD) and not wanted <= _TOLD


def begin_columns(titles: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether these lines begin with the titles of columns one below another."""
    first = titles[:FEWEST_COLUMNS]
    return len(first) == FEWEST_COLUMNS and all(role_of(title, lexicon) for title in first)


def is_amount(value: str) -> bool:
    """Whether a piece is a bare number of points or a share."""
    return _NUMBER.fullmatch(value) is not None


def ends_rows(value: str, lexicon: Lexicon) -> bool:
    """Whether a line is a total or a remark, which stand below the rows."""
    return _ENDS.match(value) is not None or lexicon.says("total", value)


def in_rows(headers: Sequence[Header], pieces: Sequence[Piece], lexicon: Lexicon) -> tuple[Table, int] | None:
    """The table that these pieces make below the headers, and how many of them; None where they make none."""
    way, size = _best([header.role for header in headers], pieces, lexicon)
    if way is None or way.rows < FEWEST_ROWS or way.loss() > 0:
        return None
    return _table(headers, pieces[:size], way.places()), size


def _best(roles: Sequence[str], pieces: Sequence[Piece], lexicon: Lexicon) -> tuple[_Way | None, int]:
    """The reading of the first pieces whose rows lose least, and how many pieces those are."""
    skips = [_skip(role, column) for column, role in enumerate(roles)]
    ways: list[_Way] = []
    whole: _Way | None = None
    size, least = 0, inf
    for number, piece in enumerate(pieces[:MOST_PIECES]):
        fits = [_unfit(role, piece.value, lexicon) for role in roles]
        if number:
            before = pieces[number - 1]
            ways = [_into(place, piece, before, fits[place[0]], ways, skips) for place in enumerate(roles)]
        else:
            ways = [_Way(ROW + unfit + UNFIT * column, 1, column) for column, unfit in enumerate(fits)]
        costs = [way.cost + sum(skips[column + 1 :]) for column, way in enumerate(ways)]
        best = ways[costs.index(min(costs))]
        if best.cost == inf:
            break
        loss = best.loss() + sum(skips[best.column + 1 :])
        following = pieces[number + 1] if number + 1 < len(pieces) else None
        if loss <= least and _may_end(roles[best.column], piece, following):
            whole, size, least = best, number + 1, loss
    return whole, size


def _may_end(role: str, piece: Piece, following: Piece | None) -> bool:
    """Whether the table may end with a piece in such a column: with its line, or where lines are unknown its row."""
    if piece.opens is not None:
        return following is None or following.opens is True
    return role in _TOLD or role in ("points", "weight")


def _into(
    place: tuple[int, str],
    piece: Piece,
    before: Piece,
    unfit: float,
    ways: Sequence[_Way],
    skips: Sequence[float],
) -> _Way:
    """The cheapest way to put a piece into a column: in the row of the piece before, in the next row, or behind it."""
    column, role = place
    best = _Way()
    for last, way in enumerate(ways):
        if last < column:
            cost = way.cost + sum(skips[last + 1 : column]) + unfit
            if cost < best.cost:
                best = _Way(cost, way.rows, column, way)
        if piece.opens is not False:
            cost = way.cost + sum(skips[last + 1 :]) + ROW + sum(skips[:column]) + unfit
            if cost < best.cost:
                best = _Way(cost, way.rows + 1, column, way)
        if last == column and _goes_on(before, piece):
            cost = way.cost + (NESTED if role == "group" and _is_topic(piece.value) else BROKEN)
            if cost < best.cost:
                best = _Way(cost, way.rows, column, way)
    return best


def _is_topic(value: str) -> bool:
    """Whether a piece is short enough to name what others are about."""
    return len(value) <= LONGEST_TOPIC and not FINISHED.search(value)


def _goes_on(before: Piece, piece: Piece) -> bool:
    """Whether a piece may go on in the cell of the one before."""
    if FINISHED.search(before.value):
        return False
    if piece.parted:
        return not (is_amount(before.value) or is_amount(piece.value))
    return len(before.value) >= SHORTEST_BROKEN


def _skip(role: str, column: int) -> float:
    """What it costs to leave a column of a row out."""
    if role in ("group", "number"):
        return MERGED * (column + 1)
    return SHARED if role in _MERGES else 0.0 if role == "blank" else UNFIT


def _unfit(role: str, value: str, lexicon: Lexicon) -> float:
    """How badly a cell fits a column; infinite where it cannot stand there."""
    number = is_amount(value)
    if role == "number":
        return 0.0 if _COUNT.fullmatch(value) else inf
    if role in ("weight", "points"):
        return 0.0 if number else inf
    if number and role != "target":
        return inf
    if role == "blank":
        return inf if len(value) > LONGEST_TOPIC or lexicon.says("settles", value) else FILLED
    if role == "standard":
        return UNFIT if lexicon.says("settles", value) else 0.0
    if role == "score_rule":
        return 0.0 if len(value) > LONGEST_TOPIC or lexicon.says("settles", value) else SILENT
    short = _is_topic(value) and not lexicon.says("settles", value)
    fits = short and (role == "group" or re.search(r"\d", value) is not None)
    return 0.0 if fits else UNFIT


def _table(headers: Sequence[Header], pieces: Sequence[Piece], places: Sequence[tuple[int, int]]) -> Table:
    """The pieces in their rows; a topic reaches down to the next of its column or of one before it.

    Where topics stand beside each other below one title, it spans as many columns: 技能 | 门诊 | 病历书写.
    """
    filled: dict[tuple[int, int], list[Block]] = {}
    for place, piece in zip(places, pieces, strict=True):
        filled.setdefault(place, []).append(piece.paragraph)
    beside = any(piece.parted for piece in pieces)
    widths = [_width(column, filled) if beside and h.role == "group" else 1 for column, h in enumerate(headers)]
    starts = [sum(widths[:column]) for column in range(len(headers))]
    rows = places[-1][0] + 1
    laid: dict[tuple[int, int], tuple[int, tuple[Block, ...], str]] = {}  # width, content and role of each cell
    for (row, column), blocks in sorted(filled.items()):
        first, role = starts[column], headers[column].role
        if widths[column] == 1 or (len(blocks) == 1 and _opens_topics(row, column, filled)):
            laid[row, first] = (widths[column], tuple(blocks), role)
        else:
            inner = first + widths[column] - len(blocks)
            laid.update({(row, inner + k): (1, (block,), role) for k, block in enumerate(blocks)})
    cells = [Cell(0, starts[k], 1, widths[k], header.blocks) for k, header in enumerate(headers)]
    for (row, column), (width, content, role) in sorted(laid.items()):
        span = 1
        if role in ("group", "number"):
            while row + span < rows and not any((row + span, k) in laid for k in range(column + width)):
                span += 1
        cells.append(Cell(row + 1, column, span, width, content))
    return Table(rows + 1, sum(widths), tuple(cells))


_Filled = Mapping[tuple[int, int], Sequence[Block]]  # the pieces of each row and column


def _width(column: int, filled: _Filled) -> int:
    """How many topics stand beside each other in a column at most."""
    return max((len(blocks) for (_, k), blocks in filled.items() if k == column), default=1)


def _opens_topics(row: int, column: int, filled: _Filled) -> bool:
    """Whether a lone topic is no inner one of those above: a number stands before it, or none beside another above."""
    return any((row, k) in filled for k in range(column)) or len(filled.get((row - 1, column), ())) < NESTED_TOPICS
