"""Tables whose cells stand one below another, merged and empty cells left out: which cell begins which row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import inf

from extractor.lexicon import Lexicon
from extractor.model import Block, Cell, Paragraph, Table
from extractor.outline.broken import FINISHED

FEWEST_COLUMNS = 3
MOST_COLUMNS = 8
FEWEST_ROWS = 3
LONGEST_HEADER = 16  # characters; 衡量标准(单项满分10分) has 13
LONGEST_PART = 3  # characters of a line of a header in two lines
LONGEST_TOPIC = 14  # characters of a group or an indicator; 仓库安全管理达标率 has 9
SHORTEST_BROKEN = 12  # a shorter line is not broken for want of room

# What a reading costs. Three tables of 13, 10 and 5 rows read the same, one value changed at a time, with ROW from 0.5
# to 2, BROKEN from 0.6 to 1.8, UNFIT from 1, MERGED up to 0.6, SHARED up to 0.9 and MOST_A_ROW from 0.75.
ROW = 1.0
BROKEN = 1.2  # a line goes on in the cell of the line before
UNFIT = 2.0  # a cell that is longer or says less than its column wants; a cell of a row that is never merged left out
MERGED = 0.3  # a topic left out, times its place from the left: outer topics span more rows
SHARED = 0.6  # points or a weight left out, which hold for the group
MOST_A_ROW = 1.0  # a reading that costs more than this a row beyond its rows is none

_MERGES = frozenset({"group", "weight", "points"})
_TOLD = frozenset({"standard", "score_rule"})
_BRACKETS = re.compile(r"[（(【].*$")
_NUMBER = re.compile(r"\d+(?:\.\d+)?\s*[%％分]?")
_ENDS = re.compile(r"(?:备注|附注|注|说明|考核人|被考核人|审核|制表)\s*[:：]")


@dataclass(frozen=True, slots=True)
class _Header:
    blocks: tuple[Block, ...]
    role: str


@dataclass(slots=True)
class _Way:
    """The cheapest reading that puts the last cell so far into one column."""

    cost: float = inf
    rows: int = 0
    places: tuple[tuple[int, int], ...] = field(default=())  # row and column of each cell


def ragged(blocks: Sequence[Block], at: int, lexicon: Lexicon) -> tuple[Table, int] | None:
    """The table that begins at a line, and the block behind it; None where none does."""
    headers, first = _headers(blocks, at, lexicon)
    roles = [header.role for header in headers]
    wanted = {role for role in roles if role != "blank"}
    if len(roles) < FEWEST_COLUMNS or not wanted & _TOLD or wanted <= _TOLD:
        return None
    body = list(_body(blocks, first, lexicon))
    way, size = _best(roles, body, lexicon)
    if way.rows < FEWEST_ROWS or way.cost - ROW * way.rows > MOST_A_ROW * way.rows:
        return None
    return _table(headers, body[:size], way), first + size


def _headers(blocks: Sequence[Block], at: int, lexicon: Lexicon) -> tuple[list[_Header], int]:
    """The headers from a line on, broken ones joined (考核, 项目), and the line behind them."""
    found: list[_Header] = []
    while at < len(blocks) and len(found) < MOST_COLUMNS:
        for size in (2, 1):
            role = _role(blocks[at : at + size], lexicon)
            if role is not None:
                found.append(_Header(tuple(blocks[at : at + size]), role))
                at += size
                break
        else:
            break
    return found, at


def _role(blocks: Sequence[Block], lexicon: Lexicon) -> str | None:
    value = "".join(_value(block) for block in blocks)
    if not all(map(_value, blocks)) or len(value) > LONGEST_HEADER:
        return None
    if len(blocks) > 1 and max(len(_value(block)) for block in blocks) > LONGEST_PART:
        return None
    means = lexicon.label(value, "column") or lexicon.label(_BRACKETS.sub("", value), "column")
    return means[0] if means and means[0] in {*_MERGES, *_TOLD, "target", "blank"} else None


def _value(block: Block) -> str:
    return block.text.value if isinstance(block, Paragraph) and not block.number else ""


def _body(blocks: Sequence[Block], first: int, lexicon: Lexicon) -> Iterator[Paragraph]:
    """The lines that may be cells: up to a total, a title, a remark or what is no line."""
    for block in blocks[first:]:
        value = _value(block)
        if not value or _ENDS.match(value) or lexicon.says("total", value):
            return
        assert isinstance(block, Paragraph)
        title = lexicon.title(block.text)
        if block.heading or (title is not None and title.kind is not None):
            return
        yield block


def _best(roles: Sequence[str], body: Sequence[Paragraph], lexicon: Lexicon) -> tuple[_Way, int]:
    """The cheapest reading of as many cells as the columns can hold, and how many those are."""
    skips = [_skip(role, column) for column, role in enumerate(roles)]
    ways = [_Way() for _ in roles]
    whole, size = _Way(), 0
    for number, cell in enumerate(body):
        value = cell.text.value
        fits = [_unfit(role, value, lexicon) for role in roles]
        broken = number > 0 and _is_broken(body[number - 1].text.value)
        ways = [_into(column, number, fits[column], ways, skips, broken) for column in range(len(roles))]
        ended = [_Way(way.cost + sum(skips[column + 1 :]), way.rows, way.places) for column, way in enumerate(ways)]
        best = min(ended, key=lambda way: way.cost)
        if best.cost == inf:
            break
        if roles[best.places[-1][1]] in _TOLD | {"points", "weight"}:
            whole, size = best, number + 1
    return whole, size


def _into(column: int, number: int, unfit: float, before: Sequence[_Way], skips: Sequence[float], broken: bool) -> _Way:
    """The cheapest way to put a cell into a column: in the row of the cell before, in the next row, or behind it."""
    if not number:
        return _Way(ROW + unfit + UNFIT * column, 1, ((0, column),))
    best = _Way()
    for last, way in enumerate(before):
        row = way.places[-1][0] if way.places else 0
        if last < column:
            cost, place, rows = way.cost + sum(skips[last + 1 : column]), (row, column), way.rows
            best = min(best, _Way(cost + unfit, rows, (*way.places, place)), key=lambda one: one.cost)
        cost = way.cost + sum(skips[last + 1 :]) + ROW + sum(skips[:column])
        best = min(best, _Way(cost + unfit, way.rows + 1, (*way.places, (row + 1, column))), key=lambda one: one.cost)
        if last == column and broken:
            best = min(best, _Way(way.cost + BROKEN, way.rows, (*way.places, (row, column))), key=lambda one: one.cost)
    return best


def _is_broken(value: str) -> bool:
    return len(value) >= SHORTEST_BROKEN and not FINISHED.search(value)


def _skip(role: str, column: int) -> float:
    """What it costs to leave a column of a row out."""
    if role == "group":
        return MERGED * (column + 1)
    return SHARED if role in _MERGES else 0.0 if role == "blank" else UNFIT


def _unfit(role: str, value: str, lexicon: Lexicon) -> float:
    """How badly a cell fits a column; infinite where it cannot stand there."""
    if role == "blank":
        return inf  # to be filled in by hand
    number = _NUMBER.fullmatch(value) is not None
    if role in ("weight", "points"):
        return 0.0 if number else inf
    if number and role != "target":
        return inf
    if role == "standard":
        return UNFIT if lexicon.says("settles", value) else 0.0
    if role == "score_rule":
        return 0.0 if len(value) > LONGEST_TOPIC or lexicon.says("settles", value) else UNFIT
    short = len(value) <= LONGEST_TOPIC and not FINISHED.search(value) and not lexicon.says("settles", value)
    fits = short and (role == "group" or re.search(r"\d", value) is not None)
    return 0.0 if fits else UNFIT


def _table(headers: Sequence[_Header], body: Sequence[Paragraph], way: _Way) -> Table:
    """The cells in their rows; a topic reaches down to the next of their column or of one before it."""
    filled: dict[tuple[int, int], list[Block]] = {}
    for place, paragraph in zip(way.places, body, strict=True):
        filled.setdefault(place, []).append(paragraph)
    rows = way.places[-1][0] + 1
    cells = [Cell(0, column, 1, 1, header.blocks) for column, header in enumerate(headers)]
    for (row, column), blocks in filled.items():
        span = 1
        if headers[column].role == "group":
            while row + span < rows and not any((row + span, k) in filled for k in range(column + 1)):
                span += 1
        cells.append(Cell(row + 1, column, span, 1, tuple(blocks)))
    return Table(rows + 1, len(headers), tuple(cells))
