"""The invented units of link_units.txt with the links that a careful reader draws."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from extractor.model import Item, Layer, Unit
from extractor.text import Text

Wanted = frozenset[tuple[Layer, int, Layer, int]]  # layer and index of the item that links, and of its target

LAYERS: dict[str, Layer] = {"d": "duty", "s": "standard", "r": "score_rule"}
_ITEM = re.compile(r"([DSR]) (?:\[(.+?)\] )?(.+?)(?: > (.+))?")


@dataclass(frozen=True)
class Linked:
    """A unit without links, and the links it should get."""

    unit: Unit
    wanted: Wanted

    @property
    def layers(self) -> int:
        return len({item.layer for item in self.unit.items})


def parse(name: str, lines: list[str]) -> Linked:
    """A unit from its lines: ``D|S|R [group] text > targets``."""
    items: list[Item] = []
    wanted: set[tuple[Layer, int, Layer, int]] = set()
    for line in lines:
        found = _ITEM.fullmatch(line)
        assert found, line
        layer = LAYERS[found[1].lower()]
        index = sum(item.layer == layer for item in items)
        items.append(Item(layer, Text.of(found[3]), group=(Text.of(found[2]),) if found[2] else ()))
        for target in (found[4] or "").split():
            wanted.add((layer, index, LAYERS[target[0]], int(target[1:]) - 1))
    return Linked(Unit("role", Text.of(name), items=tuple(items)), frozenset(wanted))


def read_linked() -> list[Linked]:
    """Every unit of the table, in its order."""
    blocks = (Path(__file__).parent / "link_units.txt").read_text("utf-8").split("\n== ")[1:]
    return [parse(name, [line for line in lines if line]) for name, *lines in (block.split("\n") for block in blocks)]
