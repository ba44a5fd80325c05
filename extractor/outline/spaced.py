"""Tables whose cells are parted by blanks alone: each row a line, or all of the rows run into one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.lexicon import Lexicon
from extractor.model import Block, Cell, Paragraph, Table
from extractor.outline.flat_rows import (
    FEWEST_COLUMNS,
    MOST_PIECES,
    Header,
    Piece,
    are_columns,
    ends_rows,
    in_rows,
    is_amount,
    role_of,
)
from extractor.outline.marks import counts
from extractor.text import Text, concat

LONGEST_HEADER = 10  # characters; 工作目标完成标准 has 8
WIDEST_BLANK = 8  # characters between two cells
FEWEST_NUMBERS = 2  # of rows, that stick to their first words

_PIECE = re.compile(r"\S+")
_NUMBERED = re.compile(r"(\d{1,2})[、.．]?(?=[\u4e00-\u9fff])")


def spaced(blocks: Sequence[Block], lexicon: Lexicon) -> Sequence[Block]:
    """The blocks with such tables as tables."""
    out: list[Block] = []
    at = 0
    while at < len(blocks):
        found = _table(blocks, at, lexicon)
        if found is None:
            out.append(blocks[at])
            at += 1
        else:
            made, at = found
            out.extend(made)
    return out


def _table(blocks: Sequence[Block], at: int, lexicon: Lexicon) -> tuple[list[Block], int] | None:
    """The table whose header stands in a line, with what stands before and behind it there, and the line behind."""
    block = blocks[at]
    if not isinstance(block, Paragraph) or block.number or len(block.text) < FEWEST_COLUMNS * 2:
        return None
    if block.text.value.count(" ") + len(block.text.spans()) < FEWEST_COLUMNS:  # as nearly everywhere
        return None
    parts = _parts(block.text)
    headers, first, last = _headers(block, parts, lexicon)
    if not are_columns(headers):
        return None
    made: list[Block] = [replace(block, text=block.text[: parts[first][0]].strip())] if first else []
    if last == len(parts):
        below = _in_lines(headers, blocks, at + 1, lexicon)
        return None if below is None else ([*made, below[0]], below[1])
    found = _rows(headers, list(_run(block, parts[last:], lexicon)), lexicon)
    if found is None:
        return None
    table, taken = found
    end = last + sum(piece.parted for piece in taken)
    size = _total(block, parts[end:], lexicon)
    made.append(_with_total(table, [block.text[start:stop] for start, stop in parts[end : end + size]]))
    if end + size < len(parts):
        made.append(replace(block, text=block.text[parts[end + size][0] :]))
    return made, at + 1


def _parts(text: Text) -> list[tuple[int, int]]:
    """What stands between the blanks of a line, those that were left out between ideographs counted."""
    cuts = sorted({gap for size in range(1, WIDEST_BLANK + 1) for gap in text.gaps(size)})
    parts: list[tuple[int, int]] = []
    for match in _PIECE.finditer(text.value):
        start = match.start()
        for cut in cuts:
            if start < cut < match.end():
                parts.append((start, cut))
                start = cut
        parts.append((start, match.end()))
    return parts


def _headers(block: Paragraph, parts: Sequence[tuple[int, int]], lexicon: Lexicon) -> tuple[list[Header], int, int]:
    """The first titles of columns beside each other, and which parts of the line they are."""
    found: list[Header] = []
    for number, (start, end) in enumerate(parts):
        role = role_of(block.text.value[start:end], lexicon) if end - start <= LONGEST_HEADER else None
        if role is not None:
            found.append(Header((Paragraph(block.text[start:end]),), role))
        elif len(found) >= FEWEST_COLUMNS:
            return found, number - len(found), number
        else:
            found = []
    return found, len(parts) - len(found), len(parts)


def _run(block: Paragraph, parts: Sequence[tuple[int, int]], lexicon: Lexicon) -> Iterator[Piece]:
    """The pieces of a line in which all of the rows stand."""
    for start, end in parts[:MOST_PIECES]:
        if ends_rows(block.text.value[start:end], lexicon):
            return
        yield Piece(replace(block, text=block.text[start:end]), None, True)


def _in_lines(headers: list[Header], blocks: Sequence[Block], first: int, lexicon: Lexicon) -> tuple[Table, int] | None:
    """The table whose rows are the lines from one on, and the line behind it."""
    pieces: list[Piece] = []
    for block in blocks[first:]:
        if not isinstance(block, Paragraph) or block.number or not block.text.value or len(pieces) > MOST_PIECES:
            break
        parts = _parts(block.text)
        if ends_rows(block.text.value, lexicon) or are_columns(_headers(block, parts, lexicon)[0]):
            break
        for number, (start, end) in enumerate(parts):
            pieces.append(Piece(replace(block, text=block.text[start:end]), not number, number > 0))
    found = _rows(headers, pieces, lexicon)
    if found is None:
        return None
    table, taken = found
    behind = first + sum(piece.opens is True for piece in taken)
    total = blocks[behind] if behind < len(blocks) else None
    if isinstance(total, Paragraph):
        parts = _parts(total.text)
        if parts and _total(total, parts, lexicon) == len(parts):
            return _with_total(table, [total.text[start:end] for start, end in parts]), behind + 1
    return table, behind


def _total(block: Paragraph, parts: Sequence[tuple[int, int]], lexicon: Lexicon) -> int:
    """How many of the parts are the total of the rows: its word and the numbers behind it."""
    if not parts or not lexicon.says("total", block.text.value[slice(*parts[0])]):
        return 0
    words = [block.text.value[start:end] for start, end in parts]
    return next((k for k in range(1, len(words)) if not is_amount(words[k])), len(words))


def _with_total(table: Table, total: Sequence[Text]) -> Table:
    """The table with its total as the last row."""
    if not total:
        return table
    shown = (*total[: table.columns - 1], concat(total[table.columns - 1 :])) if len(total) > table.columns else total
    cells = tuple(Cell(table.rows, k, 1, 1, (Paragraph(text),)) for k, text in enumerate(shown))
    return Table(table.rows + 1, table.columns, (*table.cells, *cells))


def _rows(headers: list[Header], pieces: list[Piece], lexicon: Lexicon) -> tuple[Table, list[Piece]] | None:
    """The table of the first of these pieces, the numbers of its rows apart, and what it took."""
    parted = _numbered(pieces)
    if len(parted) > len(pieces) and headers[0].role != "number":
        headers = [Header((), "number"), *headers]
    found = in_rows(headers, parted, lexicon)
    return None if found is None else (found[0], parted[: found[1]])


def _numbered(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with the numbers of rows that stick to their first words (1考勤) as pieces of their own."""
    out: list[Piece] = []
    number = 1
    for piece in pieces:
        match = _NUMBERED.match(piece.value)
        if match is None or int(match[1]) != number or piece.opens is False or counts(piece.value[match.end() :][:4]):
            out.append(piece)
            continue
        text = piece.paragraph.text
        out.append(replace(piece, paragraph=replace(piece.paragraph, text=text[: match.end()])))
        rest = replace(piece.paragraph, text=text[match.end() :])
        out.append(Piece(rest, None if piece.opens is None else False))
        number += 1
    return out if number > FEWEST_NUMBERS else list(pieces)
