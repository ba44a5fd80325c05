"""Rows under a header: whose they are, and what each of their cells holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractor.model import Share
from extractor.recognise.columns import Column
from extractor.recognise.drafts import LAYERS, LISTS, Context, Draft
from extractor.recognise.grid import NUMBER, GridCell, State, file_cell, note_structure
from extractor.recognise.people import is_nothing
from extractor.recognise.subjects import is_staff
from extractor.text import Text

if TYPE_CHECKING:
    from extractor.recognise.walk import Walker

_LEVEL_POINTS = re.compile(
    r"^[（(]?[-+−－＋]?\d{1,3}(?:\.\d)?(?:\s*[-~～—–至到]\s*[-−－]?\d{1,3}(?:\.\d)?)?\s*分?(?:以[上下]|\(含\))?[）)]?$"
)


def data_row(walker: Walker, state: State, row: list[GridCell], number: int) -> None:
    """Files what a row says under its header."""
    by_role, headers = _roles(state.columns, row, number)
    unit = _unit_of_row(walker, state, by_role, number)
    context = state.context.but(unit=unit, labelled=True)
    if unit is not state.context.unit:
        context = context.but(group=())  # the heading of a table of posts is no part of any of them
    groups = tuple(cell.text for cell in by_role.get("group", ()) if cell.value and not NUMBER.match(cell.value))
    if groups or unit is not state.grouped_for:
        state.groups, state.grouped_for = groups, unit
    elif by_role.get("group"):
        groups = state.groups  # an empty cell below a group that was not merged with it
    note_structure(walker, [c for role in ("number", "blank", "unknown") for c in by_role.get(role, ())], number)
    note_structure(walker, [c for c in by_role.get("group", ()) if NUMBER.match(c.value)], number)
    shares = _shares(state, [*by_role.get("points", ()), *by_role.get("weight", ())], headers)
    shares = (*shares, *_targets(by_role, number), *_headline_shares(state, by_role, number))
    pending = [
        cell for role in (*LAYERS, *LISTS) for cell in by_role.get(role, ()) if cell.row == number and cell.value
    ]
    if not any(headers[id(cell)].role in LAYERS for cell in pending) and groups and not _has_layer(by_role, number):
        _group_as_item(walker, state, by_role, context, shares, number)
        return
    used_groups = groups if groups != tuple(g for g in context.group) else ()
    for cell in pending:
        column = headers[id(cell)]
        beside = [other for other in pending if other is not cell and headers[id(other)] is column]
        if column.role in LAYERS and _points_of_level(cell, beside):
            continue  # they go with the words beside them
        if column.level and _LEVEL_POINTS.match(cell.value):
            note_structure(walker, [cell], number)
            continue
        inner = context.but(
            layer=column.role,
            group=(*context.group, *used_groups),
            rows=frozenset(
                state.numbers[r] for r in range(cell.row, cell.row + cell.cell.row_span) if r in state.numbers
            ),
            shares=shares if column.role in ("standard", "score_rule") else (),
        )
        filed = file_cell(walker, cell, inner, _grade(column, by_role.get("grade", []), beside, number))
        if filed and column.role in ("standard", "score_rule"):
            shares = ()


def _roles(
    columns: list[Column], row: list[GridCell], number: int
) -> tuple[dict[str, list[GridCell]], dict[int, Column]]:
    """The cells of a row by what their columns hold, and the column of each by the cell's id."""
    by_role: dict[str, list[GridCell]] = {}
    headers: dict[int, Column] = {}
    for cell in row:
        column = next((c for c in columns if c.start < cell.end and cell.column < c.end), None)
        if column is not None and column.role is not None:
            headers[id(cell)] = column
            by_role.setdefault(column.role, []).append(cell)
        elif cell.value and cell.row == number:
            by_role.setdefault("unknown", []).append(cell)
    return by_role, headers


def _points_of_level(cell: GridCell, beside: list[GridCell]) -> bool:
    """Whether a cell holds only the points of a level that other cells under the same header describe."""
    return bool(_LEVEL_POINTS.match(cell.value)) and any(len(other.value) > len(cell.value) for other in beside)


def _grade(column: Column, grades: list[GridCell], beside: list[GridCell], number: int) -> Text | None:
    """The points of the level that a cell describes: of a column of their own, of the header, or beside it."""
    if column.role not in LAYERS:
        return None
    if grades:
        return next((other.text for other in grades if other.row == number and _LEVEL_POINTS.match(other.value)), None)
    if column.level:
        return column.header
    return next((other.text for other in beside if _LEVEL_POINTS.match(other.value)), None)


def _has_layer(by_role: dict[str, list[GridCell]], number: int) -> bool:
    return any(cell.value for role in LAYERS for cell in by_role.get(role, ()) if cell.row < number)


# A label of this kind under the topics of an appraisal begins its end, which is filled in by hand: 批准意见.
_FILLED_IN = (("blank",), ("ignore",))


def _group_as_item(
    walker: Walker,
    state: State,
    by_role: dict[str, list[GridCell]],
    context: Context,
    shares: tuple[Share, ...],
    number: int,
) -> None:
    """A row whose only words are its indicator: the innermost one is the standard."""
    cells = [cell for cell in by_role["group"] if cell.value and not NUMBER.match(cell.value)]
    if not cells or cells[-1].row != number:
        return
    last = cells[-1]
    if (walker.lexicon.label(last.value, "field") or walker.lexicon.label(last.value, "column"))[:1] in _FILLED_IN:
        note_structure(walker, [last], number)
        return
    counted = any(column.role in (*LAYERS, "points", "weight", "target") for column in state.columns)
    if not shares and (len(last.value) < 4 or not counted):
        note_structure(walker, [last], number)
        return
    inner = context.but(
        layer="standard",
        group=(*context.group, *(cell.text for cell in cells[:-1])),
        rows=frozenset({state.numbers[number]}),
        shares=shares,
    )
    file_cell(walker, last, inner, None)


def _shares(state: State, cells: list[GridCell], headers: dict[int, Column]) -> tuple[Share, ...]:
    """The points and weights of a row, each cell's once."""
    out = []
    for cell in cells:
        if cell.value and not state.shared.get(id(cell)):
            state.shared[id(cell)] = True
            out.append(Share(cell.text, headers[id(cell)].header))
    return tuple(out)


def _targets(by_role: dict[str, list[GridCell]], number: int) -> tuple[Share, ...]:
    """The targets of a row, measured in its indicator."""
    indicator = next((cell.text for cell in by_role.get("standard", ()) if cell.value), None)
    return tuple(
        Share(cell.text, indicator, target=True)
        for cell in by_role.get("target", ())
        if cell.row == number and cell.value and not is_nothing(cell.value)
    )


_SHARE = re.compile(r"[（(].*\d.*[%％分].*[)）]|\d+\s*[%％]")


def _headline_shares(state: State, by_role: dict[str, list[GridCell]], number: int) -> tuple[Share, ...]:
    """What group cells (岗位工作情况（70%）) and the headers of standards (单项满分10分) give to the row."""
    counted = ("分" * ("points" in by_role), "%" * ("weight" in by_role))  # those of the rows add up to the group's
    out = [
        Share(cell.text, None)
        for cell in by_role.get("group", ())
        if cell.row == number and _SHARE.search(cell.value) and not any(unit and unit in cell.value for unit in counted)
    ]
    out.extend(
        Share(column.header, None)
        for column in state.columns
        if column.role in ("standard", "score_rule") and not column.level and _SHARE.search(column.header.value)
    )
    return tuple(out)


_FIELD_AND_POST = re.compile(r"^(?P<field>[^（）()]{2,12})[（(](?P<post>[^（）()]{2,30})[)）]$")


def _name(walker: Walker, text: Text) -> Text:
    """The post that a name cell names: the words in brackets where those before them name none, 安全领域（巡查员）."""
    match = _FIELD_AND_POST.match(text.value)
    if match is None or walker.lexicon.kind_of(match["field"]) is not None:
        return text
    posts = [part for part in re.split(r"[、/,，]", match["post"]) if part]
    return text[match.start("post") : match.end("post")] if all(map(walker.lexicon.kind_of, posts)) else text


def _held_by_another(unit: Draft, by_role: dict[str, list[GridCell]], number: int) -> bool:
    """Whether a row names a post again that another person holds."""
    mine = [text.value for text in unit.people.get("holder", [])]
    theirs = [cell.value for cell in by_role.get("holder", ()) if cell.row == number and cell.value]
    return bool(unit.items and mine and theirs) and not set(mine) & set(theirs)


def _begins_with_holders(columns: list[Column]) -> bool:
    """Whether a table lists persons and what each does, without the names of their posts."""
    words = [column for column in columns if column.role not in ("number", "blank", "department")]
    layers = {column.role for column in columns} & {*LAYERS, "name", "group"}
    return layers == {"duty"} and bool(words) and words[0].role == "holder"


def _unit_of_row(walker: Walker, state: State, by_role: dict[str, list[GridCell]], number: int) -> Draft | None:
    """The unit of a data row: its name cell, or that of the rows above."""
    before = state.unit
    for cell in by_role.get("name", ()):
        if cell.value and cell.row == number:
            if not is_staff(cell.value) and (walker.lexicon.is_generic(cell.value) or is_nothing(cell.value)):
                note_structure(walker, [cell], number)
                continue
            name = _name(walker, cell.text.strip())
            walker.account.structure.append(cell.text)  # where the name is that of a row above, it says nothing new
            state.unit = walker.start_unit(name, walker.lexicon.kind_of(name.value) or "role", state.context)
            if _held_by_another(state.unit, by_role, number):
                state.unit = walker.twin(state.unit)
            state.unit.confidence = 0.97
            state.named.add(id(state.unit))
            state.staff = state.unit if is_staff(cell.value) else state.staff
            state.context = state.context.but(unit=state.unit)
    if _begins_with_holders(state.columns) and any(c.row == number and c.value for c in by_role["holder"]):
        state.unit = walker.nameless_post(state.context)
    unit = state.unit or state.context.unit
    for role in ("department", "holder", "reports_to", "subordinates", "level", "code", "summary"):
        for cell in by_role.get(role, ()):
            begun = unit is not None and unit is not before and role == "department"
            if not cell.value or (cell.row != number and not begun):
                continue
            if role == "holder" and not by_role.get("name") and state.unit is None:
                continue
            if role == "department" and "name" not in by_role:
                state.unit = unit = walker.start_unit(
                    cell.text, walker.lexicon.kind_of(cell.value) or "department", state.context
                )
                state.context = state.context.but(unit=unit)
            elif unit is not None:
                walker.set_field(role, cell.text, state.context.but(unit=unit))
    return unit
