"""Collects what a reader finds, in reading order, and builds the source text, the blocks and the places over it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from extractor.errors import TooLarge
from extractor.model import Block, Cell, Paragraph, Place, Problem, Reading, Table
from extractor.text import Text, concat

Part = Literal["body", "header", "footer", "note", "comment", "box"]
Box = tuple[float, float, float, float]  # left, top, right, bottom in points from the top left

SEPARATOR = "\n"  # between any two stretches of the source text; belongs to no paragraph


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a paragraph that stands at one place: a line of a PDF, say."""

    text: str
    where: str
    page: int | None = None  # from 1
    bbox: Box | None = None


class Assembly:
    """A reading under construction, in linear time; the stretches go into the source in the order of the calls.

    >>> assembly = Assembly()
    >>> assembly.paragraph("岗位职责", "paragraph 1", heading=1)
    >>> with assembly.table():
    ...     with assembly.cell(row=0, column=0, column_span=2):
    ...         assembly.paragraph("负责开门", "table 1 row 1 column 1", number="1.")
    >>> reading = assembly.reading(reader="docx", media_type="…")
    """

    def __init__(self, max_characters: int | None = None) -> None:
        self._max_characters = max_characters
        self._size = 0
        self._gap = False  # whether an empty paragraph was left out just now
        self._pieces: list[str] = []
        self._places: list[Place] = []
        self._blocks: list[Block] = []  # of the innermost open cell, or of the document
        self._cells: list[Cell] = []  # of the innermost open table

    def paragraph(
        self,
        text: str | Iterable[Stretch],
        where: str = "",
        *,
        page: int | None = None,
        bbox: Box | None = None,
        number: str = "",
        level: int = 0,
        heading: int = 0,
        indent: float = 0.0,
        bold: bool = False,
        size: float = 0.0,
        part: Part = "body",
        full: bool | None = None,
        quote: bool = False,
    ) -> None:
        """Add a paragraph to the open cell or the document; the attributes are those of ``Paragraph``.

        ``text`` is a string that stands at ``where``, ``page`` and ``bbox``, or stretches that
        bring their own places and are joined without a character between them.
        A paragraph with neither text nor number is left out. TooLarge beyond ``max_characters``.
        """
        if isinstance(text, str):
            over = self._stretch(text, where, page, bbox)
        else:
            over = concat([self._stretch(s.text, s.where, s.page, s.bbox) for s in text])
        if number or (over.value and not over.value.isspace()):
            gap, self._gap = self._gap, False
            self._blocks.append(Paragraph(over, number, level, heading, indent, bold, size, part, full, quote, gap))
        else:
            self._gap = True

    @contextmanager
    def table(self, rows: int = 0, columns: int = 0) -> Iterator[None]:
        """A table around the cells that follow; its grid is at least ``rows`` × ``columns``."""
        outer, self._cells = self._cells, []
        yield
        cells, self._cells = tuple(self._cells), outer
        rows = max([rows, *(cell.row + cell.row_span for cell in cells)])
        columns = max([columns, *(cell.column + cell.column_span for cell in cells)])
        self._blocks.append(Table(rows, columns, cells))

    @contextmanager
    def cell(self, row: int, column: int, row_span: int = 1, column_span: int = 1) -> Iterator[None]:
        """A cell of the open table around the paragraphs and tables that follow (row and column from 0)."""
        outer, self._blocks = self._blocks, []
        yield
        blocks, self._blocks = tuple(self._blocks), outer
        self._cells.append(Cell(row, column, row_span, column_span, blocks))

    def reading(
        self, *, reader: str, media_type: str, pages: int | None = None, problems: Iterable[Problem] = ()
    ) -> Reading:
        """All that was added, as a Reading."""
        source = SEPARATOR.join(self._pieces)
        return Reading(source, tuple(self._blocks), tuple(self._places), reader, media_type, pages, tuple(problems))

    def _stretch(self, text: str, where: str, page: int | None, bbox: Box | None) -> Text:
        """The text at its place in the source; blank text takes no room there."""
        if not text or text.isspace():
            return concat(())
        start = self._size
        end = start + len(text)
        if self._max_characters is not None and end > self._max_characters:
            raise TooLarge("characters", limit=str(self._max_characters))
        self._pieces.append(text)
        self._size = end + len(SEPARATOR)
        last = self._places[-1] if self._places else None
        if last is not None and (last.where, last.page, last.bbox) == (where, page, bbox):
            self._places[-1] = Place(last.start, end, where, page, bbox)
        else:
            self._places.append(Place(start, end, where, page, bbox))
        return Text(text, (0,), (start,))
