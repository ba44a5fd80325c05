"""By-laws whose articles stand in a table for the sake of their layout: the number of each beside its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.model import Block, Paragraph, Table
from extractor.text import concat

# Tables of so many rows, each beginning with 第…条, are a text; one row alone may speak of a clause.
FEWEST_ARTICLES = 2

_ARTICLE = re.compile(r"第[一二三四五六七八九十百零〇\d]{1,5}[条條章節节]")


def laid_out(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks, the rows of such tables as paragraphs that begin with their number."""
    if not any(isinstance(block, Table) for block in blocks):
        return blocks
    out: list[Block] = []
    for block in blocks:
        out.extend(_paragraphs(block) if isinstance(block, Table) and _holds_articles(block) else [block])
    return out


def _holds_articles(table: Table) -> bool:
    if table.columns != 2 or table.rows < FEWEST_ARTICLES:
        return False
    numbers = [_words(list(cell.paragraphs())) for cell in table.cells if cell.column == 0 and cell.column_span == 1]
    return len(numbers) >= FEWEST_ARTICLES and all(_ARTICLE.fullmatch(number) for number in numbers)


def _words(paragraphs: Sequence[Paragraph]) -> str:
    return "".join(paragraph.text.value for paragraph in paragraphs)


def _paragraphs(table: Table) -> Iterator[Block]:
    """The blocks of the cells in their order, each number put in front of the paragraph beside it."""
    number: Paragraph | None = None
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        for block in cell.blocks:
            if cell.column == 0 and isinstance(block, Paragraph) and cell.column_span == 1:
                number = block
            elif number is not None and isinstance(block, Paragraph):
                yield replace(block, text=concat((number.text, block.text)))
                number = None
            else:
                yield block
    if number is not None:
        yield number
