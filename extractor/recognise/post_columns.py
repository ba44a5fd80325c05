"""Tables that stand on their side: each column is a post, and the first cell of each row says what the row holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.recognise.drafts import FIELDS, LAYERS, SECTIONS
from extractor.recognise.grid import GridCell, State, file_cell

if TYPE_CHECKING:
    from extractor.recognise.walk import Walker

# Two posts beside each other are a table of posts; one is a value beside its label.
FEWEST_POSTS = 2


def read_post_columns(walker: Walker, state: State, rows: list[list[GridCell]]) -> bool:
    """Reads the table if its first row names posts and each row below begins with a label; says whether it did."""
    posts = {cell.column: cell for cell in rows[0][1:] if cell.value}
    if len(posts) < FEWEST_POSTS or not all(_is_post(walker, cell.value) for cell in posts.values()):
        return False
    means = [_label(walker, row) for row in rows[1:]]
    if not set(means) & set(LAYERS) or not all(label in SECTIONS or label in FIELDS for label in means):
        return False
    walker.account.structure.append(rows[0][0].text)
    walker.account.structure.extend(row[0].text for row in rows[1:])
    for column, post in posts.items():
        unit = walker.start_unit(post.text, walker.lexicon.kind_of(post.value), state.context)
        state.named.add(id(unit))
        context = state.context.but(unit=unit, labelled=True)
        for number, (row, label) in enumerate(zip(rows[1:], means, strict=True), 1):
            cell = next((cell for cell in row[1:] if cell.column <= column < cell.end and cell.value), None)
            if cell is None:
                continue
            if label in FIELDS:
                walker.set_field(label, cell.text, context)
                continue
            held = context.but(layer=label, group=(), rows=frozenset({state.numbers[number]}))
            file_cell(walker, cell, held, None)
    return True


def _is_post(walker: Walker, value: str) -> bool:
    return walker.lexicon.kind_of(value) is not None and not walker.lexicon.label(value, "field")


def _label(walker: Walker, row: list[GridCell]) -> str:
    """What the first cell of a row says of the cells behind it."""
    value = row[0].value if row else ""
    means = walker.lexicon.label(value, "field") or walker.lexicon.label(value, "column")
    return next(iter(means), "")
