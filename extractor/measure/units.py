"""Measures and effects of every item of the units, those of other cells of its row included; grade bands."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extractor.measure.measurer import Measurer
from extractor.model import Block, Effect, GradeBand, Item, Measure, Share, Table, Unit, walk
from extractor.text import Text, concat

# Only paragraphs with a number can state a band, and of a scale's figures (0-59, 60-74 …) one at least has two digits;
# the longest paragraph that states one has 110 characters.
_MAY_BAND = re.compile(r"\d\d")
LONGEST_BAND = 400
# A heading with its points behind it, in brackets.
_HEADED = re.compile(r"[(（](?:满分|共|计|总分|分值)?\s*[:：]?\s*\d+(?:\.\d+)?\s*分[)）][:：]?$")
# The labels of a row of grades are this short at most (优秀, 基本称职, 级别/得分).
LONGEST_GRADE = 8
# A scale has so many grades at the most; the longest seen has seven.
MOST_GRADES = 9


def measured(units: Sequence[Unit], measurer: Measurer, source: str) -> tuple[Unit, ...]:
    """The units with the measures of their standards and rules, and the effects of their rules."""
    return tuple(_unit(unit, measurer, source) for unit in units)


def _unit(unit: Unit, measurer: Measurer, source: str) -> Unit:
    items = [_item(item, measurer, source) for item in unit.items]
    for k, points in _heading_points(items, measurer):
        items[k] = replace(items[k], measures=(*points, *items[k].measures))
    return replace(unit, items=tuple(items))


def _heading_points(items: Sequence[Item], measurer: Measurer) -> Iterator[tuple[int, tuple[Measure, ...]]]:
    """「常规管理（40分）」 over items without points: they go to the first standard, else the first rule."""
    under: dict[str, list[int]] = {}
    for k, item in enumerate(items):
        if item.layer != "duty" and item.group and _HEADED.search(item.group[-1].value):
            under.setdefault("\n".join(text.value for text in item.group), []).append(k)
    for places in under.values():
        if not any(measure.kind in ("points", "weight") for k in places for measure in items[k].measures):
            first = next((k for k in places if items[k].layer == "standard"), places[0])
            yield first, measurer.header_points(items[first].group[-1])


def _item(item: Item, measurer: Measurer, source: str) -> Item:
    if item.layer == "duty":
        return item
    shares = tuple(found for share in item.shares for found in _share(share, measurer, source))
    measures = (*shares, *measurer.measures(item.text, item.layer, source))
    effects: tuple[Effect, ...] = ()
    if item.layer == "score_rule":
        effects = measurer.effects(item.text, item.lead, source)
        if item.grade is not None:
            # 多次被通报 says how a level looks, its points what follows
            stated = (effect for effect in effects if effect.amount is not None or effect.action != "other")
            effects = (*stated, *measurer.level_effects(item.grade, source))
    return replace(item, measures=measures, effects=effects) if measures or effects else item


def _share(share: Share, measurer: Measurer, source: str) -> tuple[Measure, ...]:
    if share.header is None:
        return measurer.header_points(share.text)
    if share.target:
        return measurer.cell_target(share.text, share.header, source)
    return measurer.cell_points(share.text, share.header)


def document_bands(blocks: Sequence[Block], measurer: Measurer, source: str) -> tuple[GradeBand, ...]:
    """The grade bands that a document states in its sentences or in the rows of a table."""
    texts = [p.text for p in walk(tuple(blocks)) if len(p.text) <= LONGEST_BAND and _MAY_BAND.search(p.text.value)]
    found = list(measurer.grade_bands(texts, source))
    for table in _tables(blocks):
        for labels, cells in (*itertools.pairwise(_rows(table)), *_columns(table)):
            if len(labels) == len(cells) and all(0 < len(label) <= LONGEST_GRADE for label in labels):
                found.extend(measurer.bands_from_row(labels, cells, source))
    labels_seen: dict[str, GradeBand] = {}
    for band in found:
        labels_seen.setdefault(band.label, band)
    return tuple(labels_seen.values())


def _tables(blocks: Iterable[Block]) -> Iterable[Table]:
    for block in blocks:
        if isinstance(block, Table):
            yield block
            for cell in block.cells:
                yield from _tables(cell.blocks)


def _columns(table: Table) -> Iterator[tuple[list[Text], list[Text]]]:
    """Beside each other in the last rows of a table: grades below each other, and their points."""
    texts = {(cell.row, cell.column): concat(part.text for part in cell.paragraphs()) for cell in table.cells}
    for column in range(table.columns - 1):
        rows = [row for row in range(table.rows) if (row, column) in texts and (row, column + 1) in texts]
        for size in range(min(MOST_GRADES, len(rows)), 1, -1):
            last = rows[-size:]
            yield [texts[row, column] for row in last], [texts[row, column + 1] for row in last]


def _rows(table: Table) -> list[list[Text]]:
    rows: list[list[Text]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row].append(concat(paragraph.text for paragraph in cell.paragraphs()))
    return [row[1:] if row and len(row) > 1 else row for row in rows]
