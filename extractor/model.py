"""What passes from step to step: blocks as read, the outline, and what was recognised in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from extractor.errors import ZhizeError
from extractor.text import Range, Text, concat

Severity = Literal["info", "warning", "error"]
Layer = Literal["duty", "standard", "score_rule"]
UnitKind = Literal["role", "department"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person should know of: ``code`` names it, the catalogue of messages words it."""

    code: str
    severity: Severity
    spans: tuple[Range, ...] = ()
    details: tuple[tuple[str, str], ...] = ()  # named values that the message speaks of


def fatal(error: ZhizeError) -> Problem:
    """The problem of a document that an error left unread."""
    return Problem(error.code, "error", (), tuple(sorted(error.details.items())))


# ------------------------------------------------------------------ as read


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph (or one line, where the format knows no paragraphs)."""

    text: Text
    number: str = ""  # a computed list number as Word paints it, not part of text: "一、", "（1）", "•"
    level: int = 0  # depth of that list number, 0 the outermost
    heading: int = 0  # 1..9 for a heading style, 0 for none
    indent: float = 0.0  # left indent in characters of the body font
    bold: bool = False
    size: float = 0.0  # points, 0 where unknown
    part: Literal["body", "header", "footer", "note", "comment", "box"] = "body"
    full: bool | None = None  # whether the line reaches the right edge; None where the format does not say
    quote: bool = False  # a quoted paragraph (Markdown >), which belongs to what stands above
    gap: bool = False  # an empty paragraph stands before it
    depth: int | None = None  # of a typed list item, 0 the outermost; None where the format does not say


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: its top-left place in the grid (from 0), how far it spans, what it holds."""

    row: int
    column: int
    row_span: int
    column_span: int
    blocks: tuple[Block, ...]

    def paragraphs(self) -> Iterator[Paragraph]:
        """The paragraphs of the cell, those of nested tables included, in reading order."""
        yield from walk(self.blocks)


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of ``rows`` × ``columns`` with its cells in reading order; a merged cell stands once."""

    rows: int
    columns: int
    cells: tuple[Cell, ...]


Block = Paragraph | Table


def walk(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    """Every paragraph of the blocks, tables included, in reading order."""
    for block in blocks:
        if isinstance(block, Table):
            for cell in block.cells:
                yield from walk(cell.blocks)
        else:
            yield block


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stretch of the source text stands for a person: words, and for PDF a page and a box."""

    start: int
    end: int
    where: str  # "paragraph 17", "table 2 row 4 column 1", "page 3"
    page: int | None = None  # from 1
    bbox: tuple[float, float, float, float] | None = None  # left, top, right, bottom in points from the top left


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of a file: the text as read, and the blocks over it."""

    source: str
    blocks: tuple[Block, ...]
    places: tuple[Place, ...]  # ascending, disjoint, over every character that is not blank
    reader: str  # which reader really read it
    media_type: str
    pages: int | None = None
    problems: tuple[Problem, ...] = ()
    recognised: tuple[tuple[Range, float], ...] = ()  # what was read by OCR, and how sure that is (0 to 1)


@dataclass(frozen=True, slots=True)
class Clean:
    """A reading with its texts cleaned: what the steps after normalising look at."""

    reading: Reading
    blocks: tuple[Block, ...]
    furniture: tuple[Range, ...]  # site and page furniture and chunk marks, in source offsets
    script: Literal["simplified", "traditional", "mixed"]
    problems: tuple[Problem, ...] = ()


# ------------------------------------------------------------------ as outlined


@dataclass(slots=True, eq=False)
class Node:
    """One heading, item, label, text or table of the outline, with what stands under it."""

    kind: Literal["root", "heading", "item", "field", "text", "table"]
    text: Text  # its own text without mark and label
    mark: str = ""  # the enumerator as typed or painted
    mark_text: Text | None = None  # the typed enumerator's characters
    family: str = ""  # the form of the enumerator
    value: tuple[int, ...] = ()  # and its value
    label: Text | None = None  # a title or label at the beginning, colon included
    means: tuple[str, ...] = ()  # what the label announces
    name: Text | None = None  # the post or body that a title names
    name_kind: UnitKind | None = None
    body: Text | None = None  # the body whose posts a title speaks of in general
    holders: tuple[Text, ...] = ()  # the persons whom a title names with the post
    several: Text | None = None  # the generic words of a title that speaks of several: 各部门
    level: int = 0  # of a heading style
    bold: bool = False
    quote: bool = False
    break_before: bool = False  # another document begins here
    table: Table | None = None
    cells: tuple[Node, ...] = ()  # the outline of each cell of the table, in the order of its cells
    children: list[Node] = field(default_factory=list)
    extra: list[Text] = field(default_factory=list)  # structure that belongs to the node: repeated titles

    def whole(self) -> Text:
        """Label and text together."""
        return self.text if self.label is None else concat((self.label, self.text))

    def can_head(self) -> bool:
        """Whether the node's own words can be a heading."""
        if self.label is not None and self.kind != "field":
            return True
        value = self.text.value
        if not value and self.family.startswith("part"):
            return True  # 「第四条」 alone on its line
        return 0 < len(value) <= LONGEST_HEADING and value[-1] not in "。；;！!？?…，,"


# The longest heading that has items below it in the manuals seen: 42 characters.
LONGEST_HEADING = 45


# ------------------------------------------------------------------ as recognised

Number = int | float
MeasureKind = Literal["quantity", "deadline", "frequency", "duration", "points", "weight"]
Operator = Literal[">=", ">", "<=", "<", "=", "in", "+-"]
Action = Literal["deduct", "award", "grade", "fine", "bonus", "fail", "other"]


@dataclass(frozen=True, slots=True)
class Measure:
    """A target that an item states; which fields are set depends on ``kind`` (see the contract)."""

    kind: MeasureKind
    spans: tuple[Range, ...]  # into the source
    metric: str | None = None  # quantity
    op: Operator | None = None  # quantity, duration, frequency
    value: Number | tuple[Number, Number] | None = None  # quantity, duration, points, weight
    unit: str | None = None  # quantity, duration, weight
    text: str | None = None  # deadline
    every: str | None = None  # deadline, frequency
    by: str | None = None  # deadline
    times: Number | None = None  # frequency

    def moved(self, by: int) -> Measure:
        """The same measure read so many characters further on in the source."""
        return self.placed(tuple((start + by, end + by) for start, end in self.spans))

    def placed(self, spans: tuple[Range, ...]) -> Measure:
        """The same measure read at another place."""
        return Measure(
            self.kind, spans, self.metric, self.op, self.value, self.unit, self.text, self.every, self.by, self.times
        )


@dataclass(frozen=True, slots=True)
class Effect:
    """A consequence that a score rule states: points, money, a grade, or something else."""

    action: Action
    spans: tuple[Range, ...]  # into the source
    amount: Number | tuple[Number, ...] | None = None
    unit: str | None = None
    per: str | None = None
    condition: str | None = None  # the words of the item that trigger it

    def moved(self, by: int) -> Effect:
        """The same effect read so many characters further on in the source."""
        return self.placed(tuple((start + by, end + by) for start, end in self.spans))

    def placed(self, spans: tuple[Range, ...]) -> Effect:
        """The same effect read at another place."""
        return Effect(self.action, spans, self.amount, self.unit, self.per, self.condition)


@dataclass(frozen=True, slots=True)
class GradeBand:
    """The points between which a grade lies; ``None`` where the band is open."""

    label: str
    min: Number | None
    max: Number | None
    spans: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """What a table says of a row beside its items: the cell, and the header above it.

    Without a header the text is itself one that gives points or a weight (单项满分10分, 工作情况（70%）).
    """

    text: Text
    header: Text | None
    target: bool = False  # the cell states a target, measured in what the header (then the indicator) says


@dataclass(frozen=True, slots=True)
class Item:
    """A duty, a standard or a score rule."""

    layer: Layer
    text: Text
    number: str = ""
    group: tuple[Text, ...] = ()  # the headings inside its layer, outermost first
    rows: frozenset[int] = frozenset()  # table rows (unique in the document) in which it stands
    shares: tuple[Share, ...] = ()  # points and weights from other cells of its row
    grade: Text | None = None  # the cell that says what points this level earns
    lead: Text | None = None  # a lead-in whose consequence holds for this item
    measures: tuple[Measure, ...] = ()
    effects: tuple[Effect, ...] = ()
    confidence: float = 1.0
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """Item ``index`` of one layer of a unit answers to item ``target`` of another."""

    layer: Layer  # of the item that links: standard or score_rule
    index: int
    target_layer: Layer  # duty or standard
    target: int
    confidence: float
    reason: Literal["row", "content", "order"]


@dataclass(frozen=True, slots=True)
class Unit:
    """One post or body with all that the manual says of it, in reading order."""

    kind: UnitKind
    name: Text | None
    file_name: str | None = None  # taken from the file's name, where the document names no post
    department: Text | None = None
    holders: tuple[Text, ...] = ()
    reports_to: tuple[Text, ...] = ()
    subordinates: tuple[Text, ...] = ()
    level: Text | None = None
    code: Text | None = None
    summary: Text | None = None
    context: tuple[Text, ...] = ()  # headings above the unit, outermost first
    items: tuple[Item, ...] = ()
    links: tuple[Link, ...] = ()
    kpis: tuple[Text, ...] = ()
    authorities: tuple[Text, ...] = ()
    qualifications: tuple[Text, ...] = ()
    internal: tuple[Text, ...] = ()
    external: tuple[Text, ...] = ()
    confidence: float = 1.0
    flags: tuple[str, ...] = ()

    def layer(self, layer: Layer) -> tuple[Item, ...]:
        """The items of one layer, in reading order."""
        return tuple(item for item in self.items if item.layer == layer)


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was found in an outline, and which stretches were recognised as something else."""

    units: tuple[Unit, ...]
    structure: tuple[Range, ...]  # headings, labels, numbering, table headers
    outside: tuple[Range, ...]  # articles, procedures, notices
    problems: tuple[Problem, ...] = ()
