"""Tables whose cells stand one below another, merged and empty cells left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.lexicon import Lexicon
from extractor.model import Block, Paragraph, Table
from extractor.outline.flat_rows import (
    FEWEST_COLUMNS,
    MOST_COLUMNS,
    MOST_PIECES,
    Header,
    Piece,
    are_columns,
    begin_columns,
    ends_rows,
    in_rows,
    role_of,
)

LONGEST_HEADER = 16  # characters; 衡量标准(单项满分10分) has 13
LONGEST_PART = 3  # characters of a line of a header in two lines


def ragged(blocks: Sequence[Block], at: int, lexicon: Lexicon) -> tuple[Table, int] | None:
    """The table that begins at a line, and the block behind it; None where none does."""
    headers, first = _headers(blocks, at, lexicon)
    if not are_columns(headers):
        return None
    found = in_rows(headers, list(_body(blocks, first, lexicon)), lexicon)
    return None if found is None else (found[0], first + found[1])


def _headers(blocks: Sequence[Block], at: int, lexicon: Lexicon) -> tuple[list[Header], int]:
    """The headers from a line on, broken ones joined (考核, 项目), and the line behind them."""
    found: list[Header] = []
    while at < len(blocks) and len(found) < MOST_COLUMNS:
        for size in (2, 1):
            role = _role(blocks[at : at + size], lexicon)
            if role is not None:
                found.append(Header(tuple(blocks[at : at + size]), role))
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
    return role_of(value, lexicon)


def _value(block: Block) -> str:
    return block.text.value if isinstance(block, Paragraph) and not block.number else ""


def _body(blocks: Sequence[Block], first: int, lexicon: Lexicon) -> Iterator[Piece]:
    """The lines that may be cells: up to a total, a title, a remark, other columns or what is no line."""
    for number, block in enumerate(blocks[first : first + MOST_PIECES], first):
        value = _value(block)
        titles = [_value(below) for below in blocks[number : number + FEWEST_COLUMNS]]
        if not value or ends_rows(value, lexicon) or begin_columns(titles, lexicon):
            return
        assert isinstance(block, Paragraph)
        title = lexicon.title(block.text)
        if block.heading or (title is not None and title.kind is not None):
            return
        yield Piece(block)
