"""Links: which duty a standard measures, which standard and duty a score rule is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.link.content import answers
from extractor.link.rows import Rows
from extractor.link.subject import Lexicon, Subject, Weights, rarities, subjects
from extractor.model import Item, Layer, Link, Unit

if TYPE_CHECKING:
    from extractor.banks import Banks

__all__ = ["link"]

# A row of a table says outright what belongs together; what is left is a table that was read wrongly.
ROW_CONFIDENCE = 0.99


def link(units: Sequence[Unit], banks: Banks) -> tuple[Unit, ...]:
    """The units with their ``links``: by the row of a table where there is one, else by content.

    Content is compared within a unit, and weighed by its rarity in the document. What stays below
    the threshold stays without a link. The links stand in the order of the items that link.
    """
    with_layers = [unit for unit in units if len({item.layer for item in unit.items}) > 1]
    if not with_layers:
        return tuple(replace(unit, links=()) if unit.links else unit for unit in units)
    found = subjects((item for unit in with_layers for item in unit.items), Lexicon.of(banks), banks)
    rarity = rarities(found)
    at = 0
    out = []
    for unit in units:
        if len({item.layer for item in unit.items}) > 1:
            out.append(replace(unit, links=_links(unit, found[at : at + len(unit.items)], rarity)))
            at += len(unit.items)
        else:
            out.append(replace(unit, links=()) if unit.links else unit)
    return tuple(out)


def _links(unit: Unit, found: Sequence[Subject], rarity: Weights) -> tuple[Link, ...]:
    """The links of one unit, ``found`` being the subjects of its items."""
    items: dict[Layer, list[Item]] = {"duty": [], "standard": [], "score_rule": []}
    about: dict[Layer, list[Subject]] = {"duty": [], "standard": [], "score_rule": []}
    for item, subject in zip(unit.items, found, strict=True):
        items[item.layer].append(item)
        about[item.layer].append(subject)
    rows = Rows.of(items)
    links = [
        Link(layer, a, target, b, ROW_CONFIDENCE, "row")
        for (layer, target), pairs in rows.certain.items()
        for a, b in pairs
    ]
    for (layer, target), pairs in answers(about, rows, rarity).items():
        links.extend(Link(layer, a, target, b, confidence, "content") for (a, b), confidence in pairs.items())
    order: tuple[Layer, ...] = ("standard", "score_rule", "duty")
    return tuple(
        sorted(links, key=lambda one: (order.index(one.layer), one.index, order.index(one.target_layer), one.target))
    )
