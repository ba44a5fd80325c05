"""Measures and effects of every item of the units, those of other cells of its row included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.measure.measurer import Measurer
from extractor.model import Effect, Item, Measure, Share, Unit


def measured(units: Sequence[Unit], measurer: Measurer) -> tuple[Unit, ...]:
    """The units with the measures of their standards and rules, and the effects of their rules."""
    return tuple(replace(unit, items=tuple(_item(item, measurer) for item in unit.items)) for unit in units)


def _item(item: Item, measurer: Measurer) -> Item:
    if item.layer == "duty":
        return item
    shares = tuple(found for share in item.shares for found in _share(share, measurer))
    measures = (*shares, *measurer.measures(item.text, item.layer))
    effects: tuple[Effect, ...] = ()
    if item.layer == "score_rule":
        effects = measurer.effects(item.text, item.lead)
        if item.grade is not None:
            effects = (*effects, *measurer.level_effects(item.grade))
    return replace(item, measures=measures, effects=effects)


def _share(share: Share, measurer: Measurer) -> tuple[Measure, ...]:
    return measurer.cell_points(share.text, share.header)
