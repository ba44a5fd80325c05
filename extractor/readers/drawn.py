"""Tables that a Word document draws with bars between words, each row a paragraph: plain text saved as Word."""

from __future__ import annotations

from dataclasses import replace

from extractor.model import Block, Paragraph, Reading
from extractor.readers.lines import Line
from extractor.readers.plain_tables import Finder, barred, boxed, find, pipes, table
from extractor.text import Text

_BARS = "|│┃"
_FINDERS: tuple[Finder, ...] = (pipes, boxed, barred)  # tabs and blanks part much in Word that is no table


def with_tables(reading: Reading) -> Reading:
    """The reading with such tables as tables, those within cells left as they are."""
    if not any(bar in reading.source for bar in _BARS):
        return reading
    lines = [_line(block, number) for number, block in enumerate(reading.blocks)]
    out: list[Block] = []
    at = 0

    def cell(start: int, end: int) -> Paragraph:
        return Paragraph(Text.of(reading.source, start, end))

    for grid in find(lines, _FINDERS):
        out += [*reading.blocks[at : grid.first], table(grid, cell)]
        at = grid.last
    return replace(reading, blocks=(*out, *reading.blocks[at:])) if out else reading


def _line(block: Block, number: int) -> Line:
    """What the block says as a line; nothing where it can be no row of such a table."""
    if not isinstance(block, Paragraph) or block.number or block.part != "body" or not block.text:
        return Line(0, "", number)
    return Line(block.text.origin(0), block.text.value, number)
