"""Header rows: which row says what the columns hold, and how far it holds."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.recognise.columns import LEVEL_WORD, Column
from extractor.recognise.drafts import FIELDS, LAYERS
from extractor.recognise.grid import GridCell

if TYPE_CHECKING:
    from extractor.recognise.walk import Walker

_COLUMN_ROLES = frozenset({
    *LAYERS, "group", "points", "grade", "target", "weight", "blank", "number", "name", "department", "holder",
    "authority", "qualification", "kpi", "reports_to", "subordinates", "level", "internal", "external", "summary",
    "code",
})  # fmt: skip
# Columns that tell a table of duties, standards or rules from any other.
_TELLING = frozenset({*LAYERS, "group", "points", "weight", "authority", "qualification"})

# What a form says of a post in a field a list of posts says in a column.
_OF_POSTS = frozenset({"reports_to", "subordinates", "level", "code"})
_ENUMERATED = re.compile(r"\d{1,2}[.、．]\s*\S{4}")
_IN_BRACKETS = re.compile(r"[（(][^（）()]*[)）]")
_WORDS = re.compile(r"[\u4e00-\u9fff]{2}")
_SENTENCE = re.compile(r"[，。；]|[,;](?=[\u4e00-\u9fff])")

# A header cell is short: the longest of 210 header cells seen has 17 characters.
LONGEST_HEADER = 24


def header_columns(
    walker: Walker, number: int, rows: list[list[GridCell]], in_force: list[Column]
) -> list[Column] | None:
    """The columns that a header row announces; None where the row is none. Under a header only a known one is one."""
    row = rows[number]
    filled = [cell for cell in row if cell.value and cell.row == number]
    alone = len(rows) == 1  # a header may be a table of its own
    if number + 1 >= len(rows) + alone or not _are_labels(filled):
        return None
    under = [cell for cell in (rows[number + 1] if number + 1 < len(rows) else []) if cell.row > number]
    columns = [_column(walker, cell, [o.value for o in under if o.column == cell.column]) for cell in row]
    if {column.role for column in columns if column.known} == {"qualification"}:
        return None  # a section of a form: 任职条件 beside 学历
    for cell, column in zip(row, columns, strict=True):
        if cell.row < number and cell.row + cell.cell.row_span > number + 1 and column.role in LAYERS:
            column.role = "number"  # the label of a form's section, beside the header of a table within it
    headed = {id(column.header) for column in in_force}  # a header cell may span two rows of a header
    known = sum(
        column.known and (cell.row == number or id(cell.text) in headed)
        for cell, column in zip(row, columns, strict=True)
    )
    parts = [column.part for column in columns if column.part is not None] if known and not in_force else []
    telling = any(column.role in _TELLING for column in columns) or not _TELLING.isdisjoint(parts)
    if alone:
        return columns if telling and len(filled) >= FEWEST_ALONE and known + 1 >= len(filled) else None
    if known + len(parts) >= max(2, (len(filled) + 1) // 2) and telling and not _is_form(walker, filled, rows, number):
        return columns
    if columns[0].role == "name" and len(filled) == len(row) and _names_below(walker, columns[0], rows, number):
        return columns
    if any(_ENUMERATED.match(cell.value) for cell in filled):
        return None
    if known and telling and _longer_below(filled, rows, number) and len(filled) == len(row):
        return columns
    return None


# So many cells of a table of one row, all but one of them known, are the header of the table that follows.
FEWEST_ALONE = 3


def spread(header: list[Column], width: int) -> list[Column]:
    """The columns of a header that stands in a table of its own, over one of ``width``; the last takes what is left."""
    if not len(header) <= width <= len(header) + 1:
        return []
    ends = [*range(1, len(header)), width]
    return [replace(column, start=k, end=ends[k]) for k, column in enumerate(header)]


# A label of names heads a column, and is no form's, where so many of the cells below are names.
FEWEST_NAMES = 2


def _are_labels(filled: list[GridCell]) -> bool:
    """Whether the cells of a row are several, short, and no sentences."""
    return len(filled) >= 2 and not any(
        len(cell.value) > LONGEST_HEADER or _SENTENCE.search(_IN_BRACKETS.sub("", cell.value)) for cell in filled
    )


def _names_below(walker: Walker, column: Column, rows: list[list[GridCell]], number: int) -> bool:
    """Whether the cells below a label of names are names."""
    below = [
        c
        for k, row in enumerate(rows)
        for c in row
        if k > number and c.row == k and c.column == column.start and c.value
    ]
    named = sum(walker.lexicon.kind_of(cell.value) is not None for cell in below)
    return named >= FEWEST_NAMES and named == len(below)


def _column(walker: Walker, cell: GridCell, below: list[str]) -> Column:
    words = _IN_BRACKETS.sub("", cell.value)
    means = walker.lexicon.label(words, "column") or walker.lexicon.label(cell.value, "column")
    role = next((meaning for meaning in means if meaning in _COLUMN_ROLES), None)
    if role is None:
        role = next((meaning for meaning in walker.lexicon.label(words, "field") if meaning in _OF_POSTS), None)
    named = role is None and not re.search(r"\d", words)
    part = next(iter(walker.lexicon.label(words, "part")), None) if named else None
    if named and LEVEL_WORD.match(words.strip()) and any(_WORDS.search(value) for value in below):
        part = "score_rule"  # 优 over what it looks like, not over the points that make it
    return Column(cell.column, cell.end, role, role is not None, cell.text, part=part)


def _is_form(walker: Walker, filled: list[GridCell], rows: list[list[GridCell]], number: int) -> bool:
    """Whether labels and values alternate: the cell below a label is no value of it."""
    fields = [cell for cell in filled if (walker.lexicon.label(cell.value, "field") or ("",))[0] in FIELDS]
    below = [cell for cell in rows[number + 1] if cell.row == number + 1 and cell.value]
    labels_below = sum(bool(walker.lexicon.label(cell.value, "field")) for cell in below)
    return len(fields) * 2 > len(filled) and labels_below * 2 >= len(below) > 0 and len(below) > 1


def _longer_below(filled: list[GridCell], rows: list[list[GridCell]], number: int) -> bool:
    """Whether the cells below are on the whole much longer than those of the row."""
    below = [cell.value for row in rows[number + 1 : number + 4] for cell in row if cell.row > number and cell.value]
    if not below:
        return False
    return sum(map(len, below)) / len(below) > 2 * sum(len(cell.value) for cell in filled) / len(filled)


def row_fits(walker: Walker, columns: list[Column], width: int, rows: list[list[GridCell]]) -> bool:
    """Whether the first of the rows is the header's: no cell over the whole width, no row of labels, no other grid."""
    filled = [cell for cell in rows[0] if cell.value]
    if header_ended(columns, rows) or (len(filled) == 1 and filled[0].end - filled[0].column >= width > 1):
        return False
    labels = [
        cell
        for cell in filled
        if walker.lexicon.label(cell.value, "field") or walker.lexicon.label(cell.value, "heading")
    ]
    return not (len(labels) >= 2 and len(labels) * 2 >= len(filled) and columns[0].start != filled[0].column)


def header_ended(columns: list[Column], rows: list[list[GridCell]]) -> bool:
    """Whether the header holds no longer: each row from here on has a cell, not the first, across two columns."""
    return len(columns) > 1 and all(
        any(
            cell.column > columns[0].start
            and sum(cell.column < column.end and column.start < cell.end for column in columns) > 1
            for cell in row
        )
        for row in rows
    )
