"""Rows of a form: label cells beside values, and cells over the whole width that head what follows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractor.model import Node
from extractor.recognise.drafts import FIELDS, LAYERS, SECTIONS
from extractor.recognise.grid import NUMBER, GridCell, State, file_cell, note_structure
from extractor.recognise.header_rows import LONGEST_HEADER
from extractor.text import Text

if TYPE_CHECKING:
    from extractor.recognise.walk import Walker


def form_row(walker: Walker, state: State, rows: list[list[GridCell]], number: int) -> None:
    """A row of labels and values, a section row, or running text in a cell."""
    row = rows[number]
    filled = [cell for cell in row if cell.value]
    state.columns = [] if len(filled) == 1 else state.columns
    if len(filled) == 1 and filled[0].row == number and not _inline_field(walker, state, filled[0]):
        _section_row(walker, state, filled[0], row)
        return
    label: str | None = None
    values: list[GridCell] = []
    unfilled = False  # whether a label of the row was left without its value
    for cell in filled:
        if label is not None and not values and _left_empty(cell, row):
            label, unfilled = None, True
        means = _label(walker, cell)
        if means is not None:
            if label is not None and values:
                _form_value(walker, state, label, values, row, number)
                values = []
            label = means
            if cell.row == number:
                walker.account.structure.append(cell.text)
        elif _holds_fields(cell):
            _fields_of_cell(walker, state, cell, rows, number)
        elif cell.row != number or label is not None or not _inline_field(walker, state, cell):
            values.append(cell)
    values = [cell for cell in values if cell.row == number]
    if label is not None and values:
        _form_value(walker, state, label, values, row, number)
    elif label is None and unfilled:
        note_structure(walker, values, number)
    elif label is None and values:
        _plain_row(walker, state, values, number)


def _holds_fields(cell: GridCell) -> bool:
    return any(child.kind == "field" or child.label is not None for child in cell.root.children)


def _fields_of_cell(walker: Walker, state: State, cell: GridCell, rows: list[list[GridCell]], number: int) -> None:
    """Reads a cell that holds labels and their values."""
    if cell.row == number:
        _note_tasks(walker, state, cell, rows[number + 1 : number + 2])
        state.context = walker.children(cell.root.children, state.context)


def _whole_duty(cell: GridCell) -> Node | None:
    """The statement of a duty as a whole, 职责表述：…, that a cell holds."""
    return next((node for node in cell.root.children if node.means == ("group",)), None)


def _note_tasks(walker: Walker, state: State, cell: GridCell, following: list[list[GridCell]]) -> None:
    """Keeps the duty as a whole for the row of its tasks below: it is their group, and no duty beside them."""
    whole = _whole_duty(cell)
    if whole is None:
        return
    tasks = any(_label(walker, other) == "duty" for row in following for other in row)
    if tasks and not any(_whole_duty(other) for row in following for other in row):
        walker.heading_tasks.add(id(whole))
        state.whole_duty = (whole.text,)
    else:
        state.whole_duty = ()


_INLINE_FIELD = re.compile(r"^([^：:，,。；;]{2,10})[：:]\s*(?=\S)")


def _inline_field(walker: Walker, state: State, cell: GridCell) -> bool:
    """Reads a cell that holds a field of the post and its value: 适用岗位：叉车司机."""
    match = _INLINE_FIELD.match(cell.value)
    if match is None or len(cell.root.children) != 1 or cell.root.children[0].kind != "text":
        return False
    means = next(iter(walker.lexicon.label(match.group(1), "field")), None)
    if means not in FIELDS:
        return False
    walker.account.structure.append(cell.text[: match.end()])
    state.context = walker.set_field(means, cell.text[match.end() :], state.context)
    return True


def _left_empty(cell: GridCell, row: list[GridCell]) -> bool:
    """Whether the value of the label before a cell was left empty: the cell has a value of its own behind it."""
    at = next(k for k, other in enumerate(row) if other is cell)
    return at > 0 and not row[at - 1].value and at + 1 < len(row) and bool(row[at + 1].value)


def _left_unfilled(cell: GridCell, row: list[GridCell]) -> bool:
    """Whether the cell behind a cell is there to be filled in by hand."""
    return any(other.column == cell.end and not other.value for other in row)


def _label(walker: Walker, cell: GridCell) -> str | None:
    """What a form's label cell means; None for a value."""
    if len(cell.value) > LONGEST_HEADER:
        return None
    means = walker.lexicon.label(cell.value, "field") or walker.lexicon.label(cell.value, "heading")
    return means[0] if means else None


def _section_row(walker: Walker, state: State, cell: GridCell, row: list[GridCell]) -> None:
    """A row of one cell: a title, a section's label, a label left without value, or content of the section above."""
    first = cell.root.children[0] if cell.root.children else None
    means = _label(walker, cell)
    unfilled = means in FIELDS and _left_unfilled(cell, row)
    if means is not None and means not in SECTIONS and (means not in FIELDS or unfilled):
        walker.account.structure.append(cell.text)
        return
    if means is None and len(cell.root.children) == 1 and _is_section_heading(walker, first):
        walker.account.structure.append(cell.text)
        state.context = state.context.but(layer=None, group=())
        return
    if _REMARK.match(cell.value) and len(cell.root.children) == 1 and not walker.names_consequence(cell.value):
        walker.account.outside.append(cell.text)
        return
    if means in SECTIONS and len(cell.root.children) <= 1 and not (first and first.children):
        walker.account.structure.append(cell.text)
        state.context = state.context.but(layer=means, group=(), labelled=True)
        return
    state.context = walker.children(cell.root.children, state.context)


_REMARK = re.compile(r"(?:备注|附注|注|说明)\s*[:：]")
_FIELDS_BEHIND = re.compile(r"[（(【\[]([^（()）：:]{2,10}[：:].+)[）)】\]]$")


def section_of_post(walker: Walker, state: State, row: list[GridCell]) -> bool:
    """Whether a row of one cell names the post of the rows below under its header: 「一、钳工（上级：班长）」."""
    cell, *others = [cell for cell in row if cell.value]
    nodes = cell.root.children
    if others or len(nodes) != 1 or nodes[0].children or nodes[0].label is not None:
        return False
    text = nodes[0].text.strip()
    behind = _FIELDS_BEHIND.search(text.value)
    fields = [] if behind is None else _fields_of(walker, text[behind.start(1) : behind.end(1)])
    name = text[: behind.start()].strip() if behind is not None and fields else text
    kind = walker.lexicon.kind_of(name.value)
    if kind is None or walker.lexicon.is_generic(name.value) or walker.lexicon.starts_with_verb(name.value):
        return False
    state.unit = walker.start_unit(name, kind, state.context)
    state.named.add(id(state.unit))
    state.context = state.context.but(unit=state.unit)
    walker.account.structure.append(cell.text)
    for meaning, value in fields:
        walker.set_field(meaning, value, state.context)
    return True


def _fields_of(walker: Walker, text: Text) -> list[tuple[str, Text]]:
    """Fields run together, 直接上级：班长；人数：2; none where one of their labels is unknown."""
    out: list[tuple[str, Text]] = []
    for part in re.finditer(r"([^：:；;，,]+)[：:]([^：:；;]+)", text.value):
        means = next(iter(walker.lexicon.label(part[1].strip(), "field")), None)
        if means is None:
            return []
        out.append((means, text[part.start(2) : part.end(2)]))
    return out


# A cell over the whole width with so few characters and no verb heads the rows below: the longest seen has 12.
LONGEST_SECTION_HEADING = 14


def _is_section_heading(walker: Walker, node: Node | None) -> bool:
    """Whether a cell over the whole width is a heading that no bank knows."""
    if node is None or node.children or node.label is not None:
        return False
    value = node.whole().value
    plain = 1 < len(value) <= LONGEST_SECTION_HEADING and not re.search(r"[，,。；;\d]", value)
    return (
        plain
        and not walker.lexicon.starts_with_verb(value)
        and not walker.states_consequence(value)
        and not walker.lexicon.names_unit(node.whole())
    )


def _form_value(
    walker: Walker, state: State, label: str, cells: list[GridCell], row: list[GridCell], number: int
) -> None:
    """The cells behind a label."""
    if label in SECTIONS:
        groups, content = _content(walker, label, cells, number)
        rows = frozenset({state.numbers[number]})
        state.whole_duty = state.whole_duty if label == "duty" else ()
        groups = (*state.whole_duty, *groups)
        context = state.context.but(layer=label, group=groups, rows=rows, labelled=True)
        for cell in content:
            if label == "relation" or label == "outside":
                state.context = walker.children(cell.root.children, context) if label == "relation" else state.context
                continue
            file_cell(walker, cell, context, None)
        return
    if label in FIELDS:
        for cell in cells[1:]:
            if _left_unfilled(cell, row):  # a label that no bank knows
                note_structure(walker, [cell], number)
                cells = [other for other in cells if other is not cell]
        for cell in cells:
            state.context = walker.set_field(label, cell.text, state.context)
        return
    walker.account.structure.extend(cell.text for cell in cells)


def _plain_row(walker: Walker, state: State, cells: list[GridCell], number: int) -> None:
    """A row without labels: content of the section in force."""
    if state.context.layer is None:
        return
    if state.context.unit is not None and state.context.unit.tentative and not state.context.labelled:
        walker.account.outside.extend(cell.text for cell in cells)
        return
    groups, content = _content(walker, state.context.layer, cells, number)
    for cell in content:
        file_cell(walker, cell, state.context.but(group=groups, rows=frozenset({state.numbers[number]})), None)


# A cell before longer ones in its row heads them where it has no more characters than this.
LONGEST_HEADING_CELL = 16


def _content(walker: Walker, layer: str, cells: list[GridCell], number: int) -> tuple[tuple[Text, ...], list[GridCell]]:
    """The cells of a row that hold items, less their number, and what stands before them as their heading."""
    note_structure(walker, [cell for cell in cells if NUMBER.match(cell.value)], number)
    content = [cell for cell in cells if not NUMBER.match(cell.value)]
    if layer not in LAYERS or len(content) < 2:
        return (), content
    first, last = content[0].text, content[-1].text
    return ((first,), content[1:]) if len(first) <= LONGEST_HEADING_CELL and len(last) > len(first) else ((), content)
