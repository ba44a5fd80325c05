"""Tables drawn in plain text: cells on lines of their own, tabs, pipes, box lines and aligned columns."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from extractor.model import Cell, Paragraph, Table
from extractor.readers.lines import Line
from extractor.text import Range

CellRanges = tuple[Range, ...]  # a cell as the source ranges of its paragraphs, blank ends left out
Row = tuple[CellRanges, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table over ``lines[first:last]``; the last cell of a row that is short spans the columns left."""

    first: int
    last: int
    rows: tuple[Row, ...]


Finder = Callable[[Sequence[Line], int], Grid | None]

MIN_ALIGNED = 3  # rows of equal columns before blanks are believed to be a table; two happen in signature blocks
MIN_ENDED = 2
MIN_BARRED = 3  # cells; two parted by a bar are the title of a page and its site
MIN_RULED = 2  # rows where tabs or bars say the same
LOOK_AHEAD = 8  # chunks that settle the columns of a dump; 4 of 8 rows may be merged or broken
MAX_PARAGRAPHS = 12  # further paragraphs of one cell of a dump; the longest cell of 40 manuals has 6
MAX_COLUMNS = 64  # of a table aligned by blanks; the widest table of 40 manuals has 8
MAX_HEADER = 16  # characters of a column's title; the longest in the tables of 40 manuals has 11

_HINT = re.compile(r"[\t|│┃┌┏+]|[ \u3000]{2}")
_NUMBER = re.compile(
    r"[（(<〈\[【]?(?:\d{1,3}|[一二三四五六七八九十百]{1,4}|[a-zA-Z]|[ivxIVX]{1,5})[）)>〉\]】]?[、.．,，:：]?"
    r"|[①-⑳⑴-⒇⒈-⒛㈠-㈩●○◆◇■□▪•·*+-]"
)
_LISTED = re.compile(
    r"[（(](?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)]|(?:\d{1,3}|[一二三四五六七八九十]{1,3})[、.．)）]|[①-⒛㈠-㈩●◆■▪•*-]"
)
_GAP = re.compile(r"[ \u3000]{2,}")
_OPEN_END = tuple("；;，,、：:")  # a paragraph that ends so is not the last of its cell
_BAR = re.compile(r"[|│┃]")
_RULE = re.compile(r"[\s+|│┃├┤┼┌┐└┘┬┴┏┓┗┛┣┫┳┻╋─━═=-]+")
_STROKE = re.compile(r"[─━═=-]{2}")
_DELIMITER = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_PIPE = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def find(lines: Sequence[Line], finders: Sequence[Finder]) -> Iterator[Grid]:
    """The tables among the lines, in order; at each line the first finder that sees one decides."""
    at = 0
    while at < len(lines):
        grid = None
        if _HINT.search(lines[at].text):
            grid = next((seen for finder in finders if (seen := finder(lines, at)) is not None), None)
        if grid is None:
            at += 1
        else:
            yield grid
            at = grid.last


def table(grid: Grid, paragraph: Callable[[int, int], Paragraph | None]) -> Table:
    """The grid as a table, its paragraphs made by ``paragraph`` from a source range."""
    columns = max(len(row) for row in grid.rows)
    cells = []
    for r, row in enumerate(grid.rows):
        for c, ranges in enumerate(row):
            span = columns - c if c == len(row) - 1 else 1
            blocks = tuple(made for start, end in ranges if (made := paragraph(start, end)) is not None)
            cells.append(Cell(r, c, 1, span, blocks))
    return Table(len(grid.rows), columns, tuple(cells))


# ------------------------------------------------------------------ cells on lines of their own


@dataclass(frozen=True, slots=True)
class _DumpCell:
    lines: tuple[int, ...]  # indices of its lines, the first one begins with the tab
    new: bool  # whether a blank line stands before it


def dump(lines: Sequence[Line], at: int) -> Grid | None:
    """The dump of word processors and browsers: each cell on a line that begins with a tab, rows apart by a blank line.

    Further paragraphs of a cell are lines without the tab. The number of columns is the usual
    number of cells between blank lines; what is short of it up to the next full row is a merged row.
    """
    if not _is_cell(lines[at]) or (at and _is_cell(lines[at - 1])):
        return None
    ahead = list(_chunks(_cells(lines, at), LOOK_AHEAD))
    columns = _usual_size(ahead)
    if columns < 2 or not _like_a_table(lines, ahead, columns):
        return None
    rows: list[list[_DumpCell]] = []
    last = at
    for chunk in _chunks(_cells(lines, at)):
        if len(chunk) % columns and len(chunk) > columns:
            break
        pieces = [chunk[k : k + columns] for k in range(0, len(chunk), columns)]
        if rows and len(rows[-1]) + len(chunk) <= columns:
            rows[-1].extend(pieces.pop(0))
        rows.extend(pieces)
        last = chunk[-1].lines[-1] + 1
    return Grid(at, last, tuple(tuple(_stripped(lines, cell.lines) for cell in row) for row in rows))


def _is_cell(line: Line) -> bool:
    return line.text.startswith("\t") and line.text.count("\t") == 1


def _cells(lines: Sequence[Line], at: int) -> Iterator[_DumpCell]:
    """The cells from a line on, as far as the table can reach."""
    new = True
    while at < len(lines) and _is_cell(lines[at]):
        following = _next_cell(lines, at + 1)
        reach = min(len(lines), at + 3 * MAX_PARAGRAPHS) if following is None else following
        own = [at, *(k for k in range(at + 1, reach) if lines[k].text.strip())]
        if following is None:
            own = own[: _closing(lines, own)]
        yield _DumpCell(tuple(own), new)
        if following is None:
            return
        new = not lines[following - 1].text.strip() and not _is_cell(lines[following - 1])
        at = following


def _next_cell(lines: Sequence[Line], at: int) -> int | None:
    """The next line that is a cell, if what stands before it can be paragraphs of the cell before."""
    blanks = paragraphs = 0
    for k in range(at, len(lines)):
        text = lines[k].text
        if _is_cell(lines[k]):
            return k
        if not text.strip():
            blanks += 1
        elif "\t" in text or blanks > 1 or paragraphs == MAX_PARAGRAPHS:
            return None
        else:
            blanks, paragraphs = 0, paragraphs + 1
    return None


def _closing(lines: Sequence[Line], own: Sequence[int]) -> int:
    """How many of the lines belong to the last cell of a table: what follows without a blank line or is announced."""
    for k in range(1, min(len(own), MAX_PARAGRAPHS)):
        before = lines[own[k - 1]].text.rstrip()
        if "\t" in lines[own[k]].text or (own[k] != own[k - 1] + 1 and not before.endswith(_OPEN_END)):
            return k
    return min(len(own), MAX_PARAGRAPHS)


def _chunks(cells: Iterator[_DumpCell], most: int | None = None) -> Iterator[list[_DumpCell]]:
    """The cells between blank lines, at most so many chunks."""
    chunk: list[_DumpCell] = []
    count = 0
    for cell in cells:
        if cell.new and chunk:
            yield chunk
            count += 1
            chunk = []
            if count == most:
                return
        chunk.append(cell)
    if chunk:
        yield chunk


def _usual_size(chunks: Sequence[Sequence[_DumpCell]]) -> int:
    """The size that at least two and half of the chunks have; 0 where there is none."""
    sizes = Counter(len(chunk) for chunk in chunks)
    size, count = sizes.most_common(1)[0]
    return size if count >= MIN_RULED and count * 2 >= len(chunks) else 0


def _like_a_table(lines: Sequence[Line], chunks: Sequence[Sequence[_DumpCell]], columns: int) -> bool:
    """Whether the chunks are rows, and not an indented list or indented prose."""
    texts = [lines[cell.lines[0]].text.strip() for chunk in chunks for cell in chunk]
    filled = [text for text in texts if text]
    if sum(_LISTED.match(text) is not None for text in filled) * 2 > len(filled):
        return False
    header = texts[:columns]
    return len(filled) < len(texts) or all(len(text) <= MAX_HEADER and not text.endswith("。") for text in header)


def _stripped(lines: Sequence[Line], own: Sequence[int]) -> CellRanges:
    return tuple(_inner(lines[k].text, lines[k].start, 0, len(lines[k].text)) for k in own if lines[k].text.strip())


def _inner(text: str, offset: int, start: int, end: int) -> Range:
    """The source range of ``text[start:end]`` without the blanks at its ends, the text standing at ``offset``."""
    piece = text[start:end]
    value = piece.strip()
    left = offset + start + len(piece) - len(piece.lstrip())
    return left, left + len(value)


# ------------------------------------------------------------------ cells on one line


def tabbed(lines: Sequence[Line], at: int) -> Grid | None:
    """Rows of cells with tabs between them: the same number in the first two, no more than that in the others."""
    columns = _tab_cells(lines, at)
    if columns < 2 or _tab_cells(lines, at + 1) != columns:
        return None
    if at and _tab_cells(lines, at - 1) == columns:  # these rows were seen from the line before, and refused
        return None
    last = at
    while 2 <= _tab_cells(lines, last) <= columns:
        last += 1
    rows = [_cut(line, _between(line.text, re.compile("\t"))) for line in lines[at:last]]
    return _checked(lines, at, last, rows)


def _tab_cells(lines: Sequence[Line], at: int) -> int:
    return lines[at].text.count("\t") + 1 if at < len(lines) and lines[at].text.strip() else 0


def aligned(lines: Sequence[Line], at: int) -> Grid | None:
    """Columns apart by two blanks and more that begin below each other on three lines and more.

    Rules may stand between the rows. A row may leave cells of the first one out, where it has more than two columns.
    """
    first = _columns(lines, at)
    if len(first) < 2 or (at and _below(first, _columns(lines, at - 1))):  # seen from the line before, and refused
        return None
    found = [at]
    next_ = at + 1
    while next_ < len(lines):
        if _below(first, _columns(lines, next_)):
            found.append(next_)
        elif not _is_rule(lines[next_].text):
            break
        next_ += 1
    if len(found) < MIN_ALIGNED or any(_CLAUSE.match(lines[k].text) for k in found):
        return None
    rows = [_placed(lines[k], first) for k in found]
    return _checked(lines, at, found[-1] + 1, rows)


# 「第九条   工作质量考核…」: an article or chapter whose number stands apart.
_CLAUSE = re.compile(r"\s*第[一二三四五六七八九十百\d]{1,4}[条章节]\s")


def _is_rule(text: str) -> bool:
    return _RULE.fullmatch(text.strip()) is not None and _STROKE.search(text) is not None


def _placed(line: Line, first: Sequence[int]) -> Row:
    """The cells of a line, each in the column of the first row that it stands below."""
    cells = _between(line.text.rstrip(), _GAP, line.text)
    cut = _cut(line, cells)
    if len(cells) == len(first):
        return cut
    at = [_display_width(line.text[:start]) for start, _ in cells]
    return tuple(next((cut[k] for k, place in enumerate(at) if abs(place - column) <= 1), ()) for column in first)


def _columns(lines: Sequence[Line], at: int) -> list[int]:
    """Where the cells of a line begin, in half-width columns."""
    if at >= len(lines) or "\t" in lines[at].text:
        return []
    text = lines[at].text
    cells = _between(text.rstrip(), _GAP, text)
    return [_display_width(text[:start]) for start, _ in cells] if len(cells) <= MAX_COLUMNS else []


def _below(first: Sequence[int], other: Sequence[int]) -> bool:
    """Whether the cells of a line begin below those of the first; half a Chinese character is rounding."""
    if len(first) == len(other):
        return all(abs(a - b) <= 1 for a, b in zip(first, other, strict=True))
    if not 1 < len(other) < len(first) or abs(first[0] - other[0]) > 1:
        return False
    return all(any(abs(a - b) <= 1 for a in first) for b in other)


def _display_width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _between(text: str, mark: re.Pattern[str], whole: str | None = None) -> list[Range]:
    """The stretches of a line between the marks; those at its beginning are no cell's end where ``whole`` is given."""
    at = len(text) - len(text.lstrip()) if whole is not None else 0
    out = []
    for found in mark.finditer(text, at):
        out.append((at, found.start()))
        at = found.end()
    return [*out, (at, len(text))]


def _cut(line: Line, cells: Sequence[Range]) -> Row:
    """The cells of a line as source ranges; an empty cell has none."""
    inner = (_inner(line.text, line.start, start, end) for start, end in cells)
    return tuple(((start, end),) if end > start else () for start, end in inner)


def _checked(lines: Sequence[Line], first: int, last: int, rows: Sequence[Row]) -> Grid | None:
    """The rows as a grid, unless they are list items whose number stands apart, or a single column that is indented."""
    filled = [sum(1 for row in rows if len(row) > c and row[c]) for c in range(max(map(len, rows)))]
    used = [c for c, count in enumerate(filled) if count]
    if len(used) < 2:
        return None
    if len(used) == 2:
        marks = [row[used[0]] for row in rows if len(row) > used[0] and row[used[0]]]
        base, text = lines[first].start, "\n".join(line.text for line in lines[first:last])
        if all(_NUMBER.fullmatch(text, start - base, end - base) for ((start, end),) in marks):
            return None
    return Grid(first, last, tuple(rows))


# ------------------------------------------------------------------ bars


def pipes(lines: Sequence[Line], at: int) -> Grid | None:
    """A Markdown table: a row of titles, a row of dashes, rows; ``<br>`` parts the paragraphs of a cell."""
    if "|" not in lines[at].text or at + 1 >= len(lines) or not _DELIMITER.fullmatch(lines[at + 1].text.strip()):
        return None
    if len(_piped(lines[at].text)) != len(_piped(lines[at + 1].text)):
        return None
    last = at + 2
    while last < len(lines) and "|" in lines[last].text:
        last += 1
    return Grid(at, last, tuple(_broken(line) for line in (lines[at], *lines[at + 2 : last])))


def _piped(text: str) -> list[Range]:
    """The stretches between the pipes of a row; the outer pipes part nothing."""
    cells = _between(text.rstrip(), _PIPE)
    if not text[: cells[0][1]].strip():
        cells = cells[1:]
    if len(cells) > 1 and not text[slice(*cells[-1])].strip():
        cells = cells[:-1]
    return cells


def _broken(line: Line) -> Row:
    row = []
    for start, end in _piped(line.text):
        parts = _between(line.text[start:end], _BREAK)
        inner = [_inner(line.text, line.start, start + left, start + right) for left, right in parts]
        row.append(tuple((left, right) for left, right in inner if right > left))
    return tuple(row)


def barred(lines: Sequence[Line], at: int) -> Grid | None:
    """Rows of cells with bars between them, none before them and perhaps one behind, the same number in each.

    Two cells of a row are enough where a bar ends it, else three.
    """
    bars = _bars(lines, at)
    if bars is None or _bars(lines, at + 1) != bars or (at and _bars(lines, at - 1) == bars):
        return None
    last = at
    while _bars(lines, last) == bars:
        last += 1
    rows = (_between(line.text, _BAR) for line in lines[at:last])
    return Grid(at, last, tuple(_cut(line, row[: bars[0]]) for line, row in zip(lines[at:last], rows, strict=True)))


def _bars(lines: Sequence[Line], at: int) -> tuple[int, bool] | None:
    """How many cells a line has between bars, and whether a bar ends it; None where these make no row of a table."""
    text = lines[at].text.strip() if at < len(lines) else ""
    if not text or _BAR.match(text[0]):
        return None
    ended = _BAR.match(text[-1]) is not None
    cells = len(_BAR.findall(text)) + (not ended)
    return (cells, ended) if cells >= (MIN_ENDED if ended else MIN_BARRED) else None


def boxed(lines: Sequence[Line], at: int) -> Grid | None:
    """Rows between bars, each beginning and ending with one, with or without rules between them.

    Where three stretches and more stand between rules, each is a row, whose lines are paragraphs
    of its cells; else each line is a row.
    """
    stretches: list[list[Row]] = [[]]
    last = at
    while last < len(lines):
        text = lines[last].text.strip()
        if _RULE.fullmatch(text) and _STROKE.search(text):
            if last > at and not stretches[-1]:
                break
            stretches.append([])
        elif len(text) > 1 and _BAR.match(text[0]) and _BAR.match(text[-1]):
            row = _cut(lines[last], _between(lines[last].text, _BAR)[1:-1])
            if len(row) != len(next((stretch[0] for stretch in stretches if stretch), row)):
                break
            stretches[-1].append(row)
        else:
            break
        last += 1
    stretches = [stretch for stretch in stretches if stretch]
    flat = [row for stretch in stretches for row in stretch]
    if len(flat) < MIN_RULED or len(flat[0]) < 2:
        return None
    if len(stretches) > 2:
        flat = [tuple(sum(column, ()) for column in zip(*stretch, strict=True)) for stretch in stretches]
    return Grid(at, last, tuple(flat))


IN_TEXT: tuple[Finder, ...] = (dump, pipes, boxed, barred, tabbed, aligned)
IN_MARKDOWN: tuple[Finder, ...] = (pipes, boxed, tabbed)
