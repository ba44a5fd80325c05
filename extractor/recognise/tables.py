"""Tables: header rows over columns, label cells beside values, and section rows that span the width."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractor.model import Cell, Node, Share, Table
from extractor.recognise.columns import Column, judge_columns
from extractor.recognise.drafts import FIELDS, LAYERS, LISTS, SECTIONS, Context, Draft
from extractor.recognise.items import items_of
from extractor.recognise.people import is_nothing
from extractor.recognise.subjects import is_staff
from extractor.text import Text, concat

if TYPE_CHECKING:
    from extractor.recognise.walk import Walker

_LEVEL_POINTS = re.compile(
    r"^[（(]?\d{1,3}(?:\.\d)?(?:\s*[-~～—–至到]\s*\d{1,3}(?:\.\d)?)?\s*分?(?:以[上下]|\(含\))?[）)]?$"
)
_NUMBER = re.compile(r"^[\s(（]*(?:\d{1,3}|[一二三四五六七八九十]{1,3})[\s)）.、．]*$")
_COLUMN_ROLES = frozenset(
    {
        *LAYERS,
        "group",
        "points",
        "grade",
        "target",
        "weight",
        "blank",
        "number",
        "name",
        "department",
        "holder",
        "authority",
        "qualification",
        "kpi",
        "reports_to",
        "subordinates",
        "level",
        "internal",
        "external",
        "summary",
        "code",
    }
)

_ENUMERATED = re.compile(r"\d{1,2}[.、．]\s*\S{4}")
_TOTAL = re.compile(r"^(?:小|合|总|共)\s*计(?:得?分|分值)?[:：]?$|^(?:总|实)得?分[:：]?$")

# A header cell is short: the longest of 210 header cells seen has 17 characters.
LONGEST_HEADER = 24


@dataclass(slots=True)
class _Cell:
    """A cell of the grid with its outline and its words."""

    cell: Cell
    root: Node
    text: Text

    @property
    def row(self) -> int:
        return self.cell.row

    @property
    def column(self) -> int:
        return self.cell.column

    @property
    def end(self) -> int:
        return self.cell.column + self.cell.column_span

    @property
    def value(self) -> str:
        return self.text.value


@dataclass(slots=True)
class _State:
    """What the rows above say of the rows below."""

    context: Context
    columns: list[Column] = field(default_factory=list)  # of the header in force
    unit: Draft | None = None  # of the name column
    named: set[int] = field(default_factory=set)  # ids of the units that name cells named
    staff: Draft | None = None  # the unit of all staff, where a name cell names it
    shared: dict[int, bool] = field(default_factory=dict)  # cells whose share was given already
    numbers: dict[int, int] = field(default_factory=dict)  # table row → number of the row in the document


def read_table(walker: Walker, node: Node, context: Context) -> Context:
    """Reads a table; returns the context for what follows it."""
    assert node.table is not None
    table = node.table
    if context.layer == "outside":
        walker.account.outside.extend(_words(root) for root in node.cells)
        return context
    cells = [_Cell(cell, root, _words(root)) for cell, root in zip(table.cells, node.cells, strict=True)]
    rows = _rows(table, cells)
    state = _State(context)
    for number in range(len(rows)):
        state.numbers[number] = walker.row()
    for number, row in enumerate(rows):
        starting = [cell for cell in row if cell.row == number]
        if not any(cell.value for cell in starting):
            continue
        if not number and _is_record(walker, starting):
            walker.account.outside.extend(cell.text for cell in cells)
            return context
        header = _header(walker, row, number, rows)
        if header is not None:
            below = [k for k in range(number + 1, len(rows)) if not _ended(header, rows[k:])]
            judge_columns(header, [[(c.column, c.value) for c in rows[k] if c.row == k] for k in below], walker)
            state.columns = header
            walker.account.structure.extend(cell.text for cell in starting)
        elif state.columns and _fits(state.columns, row, table, walker) and not _ended(state.columns, rows[number:]):
            _data_row(walker, state, row, number)
        else:
            _form_row(walker, state, row, starting, number, table)
    after = state.context
    if len(state.named) > 1:  # a table of several posts: what follows is none of the last one's
        return context if state.staff is None else context.but(unit=state.staff)
    return context.but(unit=after.unit) if after.unit is not context.unit else context


def _is_record(walker: Walker, cells: list[_Cell]) -> bool:
    """Whether a first row heads a record of revisions or approvals, which is none of a unit's."""
    filled = [cell.value for cell in cells if cell.value]
    known = sum((walker.lexicon.label(value, "field") or ("",))[0] in ("ignore", "blank") for value in filled)
    return len(filled) >= 3 and known == len(filled)


def _words(root: Node) -> Text:
    """All words of a cell."""
    parts: list[Text] = []

    def gather(node: Node) -> None:
        if node.mark_text is not None:
            parts.append(node.mark_text)
        parts.append(node.whole())
        for cell in node.cells:
            gather(cell)
        for child in node.children:
            gather(child)

    gather(root)
    return concat(parts)


def _rows(table: Table, cells: list[_Cell]) -> list[list[_Cell]]:
    """For each row the cells that stand in it, merged ones in every row they span, by column."""
    rows: list[list[_Cell]] = [[] for _ in range(table.rows)]
    for cell in cells:
        for row in range(cell.row, min(cell.row + cell.cell.row_span, table.rows)):
            rows[row].append(cell)
    for row_cells in rows:
        row_cells.sort(key=lambda cell: cell.column)
    return rows


# ------------------------------------------------------------------ header rows


def _header(walker: Walker, row: list[_Cell], number: int, rows: list[list[_Cell]]) -> list[Column] | None:
    """The columns that a header row announces; None where the row is none."""
    filled = [cell for cell in row if cell.value and cell.row == number]
    if len(filled) < 2 or any(len(cell.value) > LONGEST_HEADER for cell in filled) or number + 1 >= len(rows):
        return None
    columns = [_column(walker, cell) for cell in row]
    known = sum(column.known for column in columns)
    telling = sum(
        column.role in (*LAYERS, "group", "points", "weight", "score_rule", "authority", "qualification")
        for column in columns
    )
    if known >= max(2, (len(filled) + 1) // 2) and telling and not _is_form(walker, filled, rows, number):
        return columns
    if columns[0].role == "name" and len(filled) == len(row) and _names_below(walker, columns[0], rows, number):
        return columns
    if any(_ENUMERATED.match(cell.value) for cell in filled):
        return None
    if known and telling and _longer_below(filled, rows, number) and len(filled) == len(row):
        return columns
    return None


# A label of names heads a column, and is no form's, where so many of the cells below are names.
FEWEST_NAMES = 2


def _names_below(walker: Walker, column: Column, rows: list[list[_Cell]], number: int) -> bool:
    """Whether the cells below a label of names are names."""
    below = [
        c
        for k, row in enumerate(rows)
        for c in row
        if k > number and c.row == k and c.column == column.start and c.value
    ]
    named = sum(walker.lexicon.kind_of(cell.value) is not None for cell in below)
    return named >= FEWEST_NAMES and named == len(below)


def _column(walker: Walker, cell: _Cell) -> Column:
    words = re.sub(r"[（(][^（）()]*[)）]", "", cell.value)
    means = walker.lexicon.label(words, "column") or walker.lexicon.label(cell.value, "column")
    role = next((meaning for meaning in means if meaning in _COLUMN_ROLES), None)
    return Column(cell.column, cell.end, role, role is not None, cell.text)


def _is_form(walker: Walker, filled: list[_Cell], rows: list[list[_Cell]], number: int) -> bool:
    """Whether labels and values alternate: the cell below a label is no value of it."""
    fields = [cell for cell in filled if (walker.lexicon.label(cell.value, "field") or ("",))[0] in FIELDS]
    below = [cell for cell in rows[number + 1] if cell.row == number + 1 and cell.value]
    labels_below = sum(bool(walker.lexicon.label(cell.value, "field")) for cell in below)
    return len(fields) * 2 > len(filled) and labels_below * 2 >= len(below) > 0 and len(below) > 1


def _longer_below(filled: list[_Cell], rows: list[list[_Cell]], number: int) -> bool:
    """Whether the cells below are on the whole much longer than those of the row."""
    below = [cell.value for row in rows[number + 1 : number + 4] for cell in row if cell.row > number and cell.value]
    if not below:
        return False
    return sum(map(len, below)) / len(below) > 2 * sum(len(cell.value) for cell in filled) / len(filled)


def _fits(columns: list[Column], row: list[_Cell], table: Table, walker: Walker) -> bool:
    """Whether a row is one of the header's: not a single cell over the whole width, not a row of labels."""
    filled = [cell for cell in row if cell.value]
    if len(filled) == 1 and filled[0].end - filled[0].column >= table.columns and table.columns > 1:
        return False
    labels = [
        cell
        for cell in filled
        if walker.lexicon.label(cell.value, "field") or walker.lexicon.label(cell.value, "heading")
    ]
    return not (len(labels) >= 2 and len(labels) * 2 >= len(filled) and columns[0].start != filled[0].column)


def _ended(columns: list[Column], rows: list[list[_Cell]]) -> bool:
    """Whether the header holds no longer: each row from here on has a cell, not the first, across two columns."""
    return len(columns) > 1 and all(
        any(
            cell.column > columns[0].start
            and sum(cell.column < column.end and column.start < cell.end for column in columns) > 1
            for cell in row
        )
        for row in rows
    )


# ------------------------------------------------------------------ rows under a header


def _data_row(walker: Walker, state: _State, row: list[_Cell], number: int) -> None:
    if any(_TOTAL.match(cell.value) for cell in row):
        _structure(walker, row, number)
        return
    by_role: dict[str, list[_Cell]] = {}
    headers: dict[int, Column] = {}
    for cell in row:
        column = next((c for c in state.columns if c.start < cell.end and cell.column < c.end), None)
        if column is None or column.role is None:
            if cell.value and cell.row == number:
                by_role.setdefault("unknown", []).append(cell)
            continue
        headers[id(cell)] = column
        by_role.setdefault(column.role, []).append(cell)
    unit = _unit_of_row(walker, state, by_role, number)
    context = state.context.but(unit=unit, labelled=True)
    groups = tuple(cell.text for cell in by_role.get("group", ()) if cell.value and not _NUMBER.match(cell.value))
    _structure(walker, [c for role in ("number", "blank", "unknown") for c in by_role.get(role, ())], number)
    _structure(walker, [c for c in by_role.get("group", ()) if _NUMBER.match(c.value)], number)
    shares = _shares(walker, state, [*by_role.get("points", ()), *by_role.get("weight", ())], headers)
    shares = (*shares, *_targets(by_role, number), *_headline_shares(state, by_role, number))
    pending = [
        cell for role in (*LAYERS, *LISTS) for cell in by_role.get(role, ()) if cell.row == number and cell.value
    ]
    if not any(headers[id(cell)].role in LAYERS for cell in pending) and groups and not _has_layer(by_role, number):
        _group_as_item(walker, state, by_role, context, shares, number)
        return
    used_groups = groups if groups != tuple(g for g in context.group) else ()
    for cell in pending:
        role = headers[id(cell)].role
        assert role is not None
        rows = frozenset(state.numbers[r] for r in range(cell.row, cell.row + cell.cell.row_span) if r in state.numbers)
        grade = None
        if (
            role in LAYERS
            and _LEVEL_POINTS.match(cell.value)
            and any(
                other is not cell and headers.get(id(other)) is headers[id(cell)] and len(other.value) > len(cell.value)
                for other in pending
            )
        ):
            continue  # the points of a level: they go with the words beside them
        if role in LAYERS and by_role.get("grade"):
            grade = next((o.text for o in by_role["grade"] if o.row == number and _LEVEL_POINTS.match(o.value)), None)
        elif headers[id(cell)].level:
            grade = headers[id(cell)].header
        elif role in LAYERS:
            grade = next(
                (
                    o.text
                    for o in pending
                    if o is not cell and headers[id(o)] is headers[id(cell)] and _LEVEL_POINTS.match(o.value)
                ),
                None,
            )
        inner = context.but(
            layer=role,
            group=(*context.group, *used_groups),
            rows=rows,
            shares=shares if role in ("standard", "score_rule") else (),
        )
        if _file_cell(walker, cell, inner, grade) and role in ("standard", "score_rule"):
            shares = ()


def _has_layer(by_role: dict[str, list[_Cell]], number: int) -> bool:
    return any(cell.value for role in LAYERS for cell in by_role.get(role, ()) if cell.row < number)


def _group_as_item(
    walker: Walker,
    state: _State,
    by_role: dict[str, list[_Cell]],
    context: Context,
    shares: tuple[Share, ...],
    number: int,
) -> None:
    """A row whose only words are its indicator: the innermost one is the standard."""
    cells = [cell for cell in by_role["group"] if cell.value and not _NUMBER.match(cell.value)]
    last = cells[-1]
    if last.row != number:
        return
    counted = any(column.role in (*LAYERS, "points", "weight", "target") for column in state.columns)
    if not shares and (len(last.value) < 4 or not counted):
        _structure(walker, [last], number)
        return
    inner = context.but(
        layer="standard",
        group=(*context.group, *(cell.text for cell in cells[:-1])),
        rows=frozenset({state.numbers[number]}),
        shares=shares,
    )
    _file_cell(walker, last, inner, None)


def _file_cell(walker: Walker, cell: _Cell, context: Context, grade: Text | None) -> bool:
    """The items of one cell into its layer; the share of the row goes with the first."""
    if context.layer in LISTS:
        owner = context.unit or walker.nameless()
        for _, text, _ in items_of(cell.root):
            if not is_nothing(text.value):
                owner.extend(context.layer, walker.listed(context.layer, text))
        return False
    filed = False
    for group, text, number in items_of(cell.root):
        if is_nothing(text.value):
            walker.account.structure.append(text)
            continue
        item = walker.file(text, number, (*context.group, *group), context, grade)
        if item is not None:
            filed = True
            context = context.but(shares=())
    _marks(walker, cell.root)
    return filed


def _marks(walker: Walker, node: Node) -> None:
    if node.mark_text is not None:
        walker.account.structure.append(node.mark_text)
    for child in node.children:
        _marks(walker, child)


def _shares(walker: Walker, state: _State, cells: list[_Cell], headers: dict[int, Column]) -> tuple[Share, ...]:
    """The points and weights of a row, each cell's once."""
    out = []
    for cell in cells:
        if cell.value and not state.shared.get(id(cell)):
            state.shared[id(cell)] = True
            out.append(Share(cell.text, headers[id(cell)].header))
    return tuple(out)


def _targets(by_role: dict[str, list[_Cell]], number: int) -> tuple[Share, ...]:
    """The targets of a row, measured in its indicator."""
    indicator = next((cell.text for cell in by_role.get("standard", ()) if cell.value), None)
    return tuple(
        Share(cell.text, indicator, target=True)
        for cell in by_role.get("target", ())
        if cell.row == number and cell.value and not is_nothing(cell.value)
    )


_SHARE = re.compile(r"[（(].*\d.*[%％分].*[)）]|\d+\s*[%％]")


def _headline_shares(state: _State, by_role: dict[str, list[_Cell]], number: int) -> tuple[Share, ...]:
    """What group cells (岗位工作情况（70%）) and the headers of standards (单项满分10分) give to the row."""
    counted = "points" in by_role  # points beside the standards add up to those of the group
    out = [
        Share(cell.text, None)
        for cell in by_role.get("group", ())
        if cell.row == number and _SHARE.search(cell.value) and not (counted and "分" in cell.value)
    ]
    out.extend(
        Share(column.header, None)
        for column in state.columns
        if column.role in ("standard", "score_rule") and _SHARE.search(column.header.value)
    )
    return tuple(out)


def _unit_of_row(walker: Walker, state: _State, by_role: dict[str, list[_Cell]], number: int) -> Draft | None:
    """The unit of a data row: its name cell, or that of the rows above."""
    before = state.unit
    for cell in by_role.get("name", ()):
        if cell.value and cell.row == number:
            if not is_staff(cell.value) and (walker.lexicon.is_generic(cell.value) or is_nothing(cell.value)):
                _structure(walker, [cell], number)
                continue
            state.unit = walker.start_unit(
                cell.text.strip(), walker.lexicon.kind_of(cell.value) or "role", state.context
            )
            state.unit.confidence = 0.97
            state.named.add(id(state.unit))
            state.staff = state.unit if is_staff(cell.value) else state.staff
            state.context = state.context.but(unit=state.unit)
    unit = state.unit or state.context.unit
    for role in ("department", "holder", "reports_to", "subordinates", "level", "code", "summary"):
        for cell in by_role.get(role, ()):
            begun = unit is not None and unit is not before and role == "department"
            if not cell.value or (cell.row != number and not begun):
                continue
            if role == "holder" and not by_role.get("name"):
                continue
            if role == "department" and "name" not in by_role:
                state.unit = unit = walker.start_unit(
                    cell.text, walker.lexicon.kind_of(cell.value) or "department", state.context
                )
                state.context = state.context.but(unit=unit)
            elif unit is not None:
                walker.set_field(role, cell.text, state.context.but(unit=unit))
    return unit


def _structure(walker: Walker, cells: list[_Cell], number: int) -> None:
    walker.account.structure.extend(cell.text for cell in cells if cell.row == number)


# ------------------------------------------------------------------ forms


def _form_row(
    walker: Walker, state: _State, row: list[_Cell], starting: list[_Cell], number: int, table: Table
) -> None:
    """A row of labels and values, a section row, or running text in a cell."""
    filled = [cell for cell in row if cell.value]
    state.columns = [] if len(filled) == 1 else state.columns
    if len(filled) == 1 and filled[0].row == number:
        _section_row(walker, state, filled[0])
        return
    label: str | None = None
    values: list[_Cell] = []
    for cell in filled:
        means = _label(walker, cell)
        if means is not None:
            if label is not None and values:
                _form_value(walker, state, label, values, number)
                values = []
            label, _handled = means, True
            if cell.row == number:
                walker.account.structure.append(cell.text)
        elif any(child.kind == "field" or child.label is not None for child in cell.root.children):
            state.context = walker.children(cell.root.children, state.context) if cell.row == number else state.context
        else:
            values.append(cell)
    values = [cell for cell in values if cell.row == number]
    if label is not None:
        if values:
            _form_value(walker, state, label, values, number)
    elif values:
        _plain_row(walker, state, values, number)


def _label(walker: Walker, cell: _Cell) -> str | None:
    """What a form's label cell means; None for a value."""
    if len(cell.value) > LONGEST_HEADER:
        return None
    means = walker.lexicon.label(cell.value, "field") or walker.lexicon.label(cell.value, "heading")
    return means[0] if means else None


def _section_row(walker: Walker, state: _State, cell: _Cell) -> None:
    """A cell over the whole width: a title, a section's label, or content of the section above."""
    first = cell.root.children[0] if cell.root.children else None
    means = _label(walker, cell)
    if means is not None and means not in SECTIONS and means not in FIELDS:
        walker.account.structure.append(cell.text)
        return
    if means is None and len(cell.root.children) == 1 and _is_section_heading(walker, first):
        walker.account.structure.append(cell.text)
        state.context = state.context.but(layer=None, group=())
        return
    if means in SECTIONS and len(cell.root.children) <= 1 and not (first and first.children):
        walker.account.structure.append(cell.text)
        state.context = state.context.but(layer=means, group=(), labelled=True)
        return
    state.context = walker.children(cell.root.children, state.context)


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


def _form_value(walker: Walker, state: _State, label: str, cells: list[_Cell], number: int) -> None:
    """The cells behind a label."""
    if label in SECTIONS:
        rows = frozenset({state.numbers[number]})
        groups: tuple[Text, ...] = ()
        content = [cell for cell in cells if not _NUMBER.match(cell.value)]
        _structure(walker, [cell for cell in cells if _NUMBER.match(cell.value)], number)
        if (
            label in LAYERS
            and len(content) >= 2
            and len(content[0].value) <= 16
            and len(content[-1].value) > len(content[0].value)
        ):
            groups, content = (content[0].text,), content[1:]
        context = state.context.but(layer=label, group=groups, rows=rows, labelled=True)
        for cell in content:
            if label == "relation" or label == "outside":
                state.context = walker.children(cell.root.children, context) if label == "relation" else state.context
                continue
            _file_cell(walker, cell, context, None)
        return
    if label in FIELDS:
        for cell in cells:
            state.context = walker.set_field(label, cell.text, state.context)
        return
    walker.account.structure.extend(cell.text for cell in cells)


def _plain_row(walker: Walker, state: _State, cells: list[_Cell], number: int) -> None:
    """A row without labels: content of the section in force."""
    if state.context.layer is None:
        return
    if state.context.unit is not None and state.context.unit.tentative and not state.context.labelled:
        walker.account.outside.extend(cell.text for cell in cells)
        return
    content = [cell for cell in cells if not _NUMBER.match(cell.value)]
    _structure(walker, [cell for cell in cells if _NUMBER.match(cell.value)], number)
    groups: tuple[Text, ...] = ()
    if (
        state.context.layer in LAYERS
        and len(content) >= 2
        and len(content[0].value) <= 16
        and len(content[-1].value) > len(content[0].value)
    ):
        groups, content = (content[0].text,), content[1:]
    for cell in content:
        _file_cell(walker, cell, state.context.but(group=groups, rows=frozenset({state.numbers[number]})), None)
