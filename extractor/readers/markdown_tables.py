"""HTML tables inside a Markdown text: their cells as ranges of its source, set in the grid of the HTML reader."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractor.model import Block, Cell, Paragraph, Table
from extractor.readers.html_grid import grid
from extractor.text import Range, Text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_OPENING = re.compile(r"<table(?=[\s>])", re.IGNORECASE)
_TAG = re.compile(r"<!--.*?-->|<(?P<close>/?)(?P<name>table|tr|td|th|caption)\b(?P<rest>[^<>]*)>", re.DOTALL | re.I)
_SPAN = re.compile(r"\b(colspan|rowspan)\s*=\s*[\"']?\s*(\d+)", re.IGNORECASE)
# Where a paragraph of a cell ends: at the tag of a block, an empty line, or a line's end before a list number.
_END = re.compile(
    r"</?(?:br|hr|p|div|li|ul|ol|dl|dt|dd|h[1-6]|table|tr|td|th|caption|center|blockquote|pre)\b[^<>]*>"
    r"|\n[ \t\r]*\n|\n(?=\s*(?:[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)、.．](?!\d)|[①-⒛㈠-㈩]|[-*+]\s))",
    re.IGNORECASE,
)
_WIDE = r"[\u2e80-\u9fff\uff00-\uffef\u3001\u3002]"
_BROKEN = re.compile(rf"(?<={_WIDE})\s*\n\s*(?={_WIDE})")


@dataclass(slots=True)
class _Open:
    """A table being read: its element, and where the content of each cell and of its caption stands."""

    table: HtmlElement
    row: HtmlElement | None = None
    cell: HtmlElement | None = None  # or the caption that is open
    begun: int = 0
    ranges: dict[HtmlElement, Range] = field(default_factory=dict)

    def close(self, at: int) -> None:
        """What is open ends."""
        if self.cell is not None:
            self.ranges[self.cell] = self.begun, at
        self.cell = None


def find(source: str, hidden: list[Range], inline: Callable[[Text], Text]) -> Iterator[tuple[Range, list[Block]]]:
    """Each table of the source outside the hidden ranges: its range, and the blocks that it gives."""
    at = 0
    while (start := _OPENING.search(source, at)) is not None:
        at = start.end()
        if any(left <= start.start() < right for left, right in hidden):
            continue
        table, end = _read(source, start.start())
        if table.ranges:
            at = end
            yield (start.start(), at), list(_blocks(source, table, inline))


def _read(source: str, start: int) -> tuple[_Open, int]:
    """The table that begins at a place and where it ends; one that no tag closes ends behind its last cell."""
    from lxml.html import Element

    table = _Open(Element("table"))
    depth, end = 0, start
    for tag in _TAG.finditer(source, start):
        name, closing = (tag["name"] or "").lower(), bool(tag["close"])
        if name == "table":
            depth += -1 if closing else 1
        if not name or depth > 1 or (name == "table" and depth == 1):
            continue  # what a nested table holds are paragraphs of the cell
        table.close(tag.start())
        end = tag.end()
        if not depth:
            return table, end
        if name == "tr":
            table.row = None if closing else _within(table.table, Element("tr"))
        elif not closing:
            if name != "caption" and table.row is None:  # a cell outside every row begins one
                table.row = _within(table.table, Element("tr"))
            spans = {key.lower(): value for key, value in _SPAN.findall(tag["rest"])}
            outer = table.table if name == "caption" or table.row is None else table.row
            table.cell, table.begun = _within(outer, Element(name, spans)), tag.end()
    table.close(end if table.cell is None else len(source))
    return table, max(end, *(right for _, right in table.ranges.values()), 0)


def _within(outer: HtmlElement, element: HtmlElement) -> HtmlElement:
    outer.append(element)
    return element


def _blocks(source: str, table: _Open, inline: Callable[[Text], Text]) -> Iterator[Block]:
    """The caption, and the table; the cells of a single column stand free."""
    for element, content in table.ranges.items():
        if element.tag == "caption":
            yield from _paragraphs(source, content, inline)
    slots = [slot for slot in grid(table.table) if slot.element in table.ranges]
    cells = [
        Cell(
            slot.row,
            slot.column,
            slot.row_span,
            slot.column_span,
            tuple(_paragraphs(source, table.ranges[slot.element], inline)),
        )
        for slot in slots
    ]
    columns = max((cell.column + cell.column_span for cell in cells), default=0)
    if columns > 1:
        yield Table(max(cell.row + cell.row_span for cell in cells), columns, tuple(cells))
    else:
        yield from (block for cell in cells for block in cell.blocks)


def _paragraphs(source: str, content: Range, inline: Callable[[Text], Text]) -> Iterator[Paragraph]:
    begin, end = content
    for stop, after in [*(found.span() for found in _END.finditer(source, begin, end)), (end, end)]:
        piece = inline(Text.of(source, begin, stop).strip())
        text = piece.without([found.span() for found in _BROKEN.finditer(piece.value)])
        text = text.recast(text.value.replace("\n", " "))
        if text.value.strip():
            yield Paragraph(text)
        begin = after
