"""Tables: header rows over columns, label cells beside values, and section rows that span the width."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from extractor.model import Node
from extractor.recognise.columns import Column, judge_columns
from extractor.recognise.data_rows import data_row
from extractor.recognise.drafts import LAYERS, Context
from extractor.recognise.form_rows import form_row, section_of_post
from extractor.recognise.grid import GridCell, State, grid_rows, is_total, note_structure, values_of, words_of
from extractor.recognise.header_rows import header_columns, header_ended, row_fits, spread
from extractor.recognise.post_columns import read_post_columns

if TYPE_CHECKING:
    from extractor.recognise.walk import Walker


def read_table(walker: Walker, node: Node, context: Context) -> Context:
    """Reads a table; returns the context for what follows it."""
    assert node.table is not None
    table = node.table
    if context.layer == "outside":
        if not _is_headed(walker, node):
            walker.account.outside.extend(words_of(root) for root in node.cells)
            return context
        context = context.but(layer=None, labelled=False, group=())
    cells = [GridCell(cell, root, words_of(root)) for cell, root in zip(table.cells, node.cells, strict=True)]
    rows = grid_rows(table, cells)
    if _is_register(walker, cells, table.columns):
        walker.account.outside.extend(cell.text for cell in cells)
        return context
    state = State(context, columns=_header_above(walker, rows, table.columns))
    for number in range(len(rows)):
        state.numbers[number] = walker.row()
    if len(rows) > 1 and read_post_columns(walker, state, rows):
        return context
    again = _forms_again(walker, rows)
    for number, row in enumerate(rows):
        starting = [cell for cell in row if cell.row == number]
        if not any(cell.value for cell in starting):
            continue
        if not number and _is_record(walker, starting):
            walker.account.outside.extend(cell.text for cell in cells)
            return context
        if number in again:
            state.columns = []
        _read_row(walker, state, rows[: next((k for k in again if k > number), len(rows))], number, table.columns)
    after = state.context
    if len(state.named) > 1:  # a table of several posts: what follows is none of the last one's
        return context if state.staff is None else context.but(unit=state.staff)
    return context.but(unit=after.unit) if after.unit is not context.unit else context


def _is_headed(walker: Walker, node: Node) -> bool:
    """Whether a table's header says itself that it holds standards or rules, whatever stands above: 考核依据."""
    assert node.table is not None
    means = [
        walker.lexicon.label(words_of(root).value, "column")[:1]
        for cell, root in zip(node.table.cells, node.cells, strict=True)
        if cell.row == 0
    ]
    layers = [one[0] for one in means if one and one[0] in LAYERS]
    return len(layers) > 1 and bool({"standard", "score_rule"} & set(layers))


def _forms_again(walker: Walker, rows: list[list[GridCell]]) -> list[int]:
    """The rows where a form begins anew in the same table, as a page break joins them: its first labels once more."""
    first = _form_labels(walker, rows, 0)
    if not any(means == "name" for _, _, means in first):
        return []
    return [number for number in range(1, len(rows)) if _form_labels(walker, rows, number) == first]


def _form_labels(walker: Walker, rows: list[list[GridCell]], number: int) -> list[tuple[int, str, str]]:
    """The labels of a form's row that each stand before a value: column, words, meaning."""
    row = [cell for cell in rows[number] if cell.row == number and cell.value]
    found = []
    for cell, value in itertools.pairwise(row):
        means = walker.lexicon.label(cell.value, "field")[:1]
        if means and not walker.lexicon.label(value.value, "field"):
            found.append((cell.column, cell.value, means[0]))
    return found


# The words of a register's cells are this short at most: names, dates, terms; brackets behind them not counted.
LONGEST_ENTRY = 10
_BRACKETS = re.compile(r"[（(].*?[）)]")
# What a register may be headed by; every other label says that a table is about posts.
_OF_REGISTERS = frozenset({"holder", "number", "blank", "ignore"})


def _is_register(walker: Walker, cells: list[GridCell], columns: int) -> bool:
    """Whether a table only lists who stood where when: a roster of shifts, former office holders, monthly marks."""
    values = [cell.value for cell in cells if cell.value]
    if columns < 3 or any(len(_BRACKETS.sub("", value)) > LONGEST_ENTRY for value in values):
        return False
    label = walker.lexicon.label
    means = {one for value in values for at in ("field", "column", "heading") for one in label(value, at)[:1]}
    return means <= _OF_REGISTERS and not any(
        walker.lexicon.starts_with_verb(value) or walker.states_consequence(value) for value in values
    )


def _read_row(walker: Walker, state: State, rows: list[list[GridCell]], number: int, width: int) -> None:
    """Reads a row as what it is: a total, a header, the name of the post below, data under a header, or a form's."""
    row = rows[number]
    if number and is_total(walker, row):
        note_structure(walker, row, number)
        return
    header = header_columns(walker, number, rows, state.columns)
    if header is not None:
        if len(rows) == 1:
            walker.header_alone = header
        below = [k for k in range(number + 1, len(rows)) if not header_ended(header, rows[k:])]
        judge_columns([] if len(rows) == 1 else header, [values_of(rows, k) for k in below], walker)
        state.columns = header
        note_structure(walker, row, number)
    elif state.columns and section_of_post(walker, state, row):
        return
    elif state.columns and row_fits(walker, state.columns, width, rows[number:]):
        data_row(walker, state, row, number)
    else:
        form_row(walker, state, rows, number)


def _header_above(walker: Walker, rows: list[list[GridCell]], width: int) -> list[Column]:
    """The columns of the header that the table above was, judged by the rows of this one."""
    above, walker.header_alone = walker.header_alone, []
    if not above or header_columns(walker, 0, rows, []) is not None:
        return []
    columns = spread(above, width)
    judge_columns(columns, [values_of(rows, k) for k in range(len(rows))], walker)
    return columns


def _is_record(walker: Walker, cells: list[GridCell]) -> bool:
    """Whether a first row heads a record of revisions or approvals, which is none of a unit's."""
    filled = [re.split("[:：]", cell.value)[0] for cell in cells if cell.value]  # 编制：某人
    known = sum((walker.lexicon.label(value, "field") or ("",))[0] in ("ignore", "blank") for value in filled)
    return len(filled) >= 3 and known == len(filled)
