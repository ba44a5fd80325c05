"""What the rows of tables say of links: which pairs are certain, and which are still open to comparison."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractor.model import Item, Layer

Pair = tuple[int, int]  # index of the item that links, index of its target, each in its layer
Step = tuple[Layer, Layer]

STEPS: tuple[Step, ...] = (("standard", "duty"), ("score_rule", "standard"), ("score_rule", "duty"))

# A row with more items than this on both sides is a form whose cells hold whole lists, and says nothing of which
# belongs to which. In the tables of the gold (90 links) no standard shares its row with a second duty and no rule
# with a second standard; the lists in a form's cells have three items and more.
CROWD = 2


@dataclass(frozen=True, slots=True)
class Rows:
    """For each step (layer that links, target layer) the certain pairs, and the pairs that content decides."""

    certain: Mapping[Step, frozenset[Pair]]
    open: Mapping[Step, frozenset[Pair] | None]  # None: all pairs of the step

    @classmethod
    def of(cls, items: Mapping[Layer, Sequence[Item]]) -> Rows:
        """What the rows of the items of one unit say.

        An item that has a certain target in a layer gets no other there; one that stands in another row
        of that table gets none at all; a rule with a standard in its row is about no duty but its row's.
        """
        if not any(item.rows for of_layer in items.values() for item in of_layer):
            return cls({step: frozenset() for step in STEPS}, dict.fromkeys(STEPS))
        certain: dict[Step, frozenset[Pair]] = {}
        undecided: dict[Step, frozenset[Pair] | None] = {}
        has_standard: frozenset[int] = frozenset()
        for layer, target in STEPS:
            sources, targets = items[layer], items[target]
            closed = has_standard if (layer, target) == ("score_rule", "duty") else frozenset[int]()
            shared, crowded = _shared(sources, targets)
            settled = closed | {a for a, _ in shared}
            same_table = bool(shared or crowded)
            certain[layer, target] = shared
            undecided[layer, target] = frozenset(
                (a, b)
                for a, source in enumerate(sources)
                if a not in settled
                for b, aim in enumerate(targets)
                if (a, b) in crowded or not (same_table and source.rows and aim.rows)
            )
            if layer == "score_rule" and target == "standard":
                has_standard = frozenset(a for a, _ in shared | crowded)
        return cls(certain, undecided)


def _shared(sources: Sequence[Item], targets: Sequence[Item]) -> tuple[frozenset[Pair], frozenset[Pair]]:
    """The pairs that share a row: those that it makes certain, and those of rows that hold whole lists."""
    in_row: dict[int, tuple[list[int], list[int]]] = {}
    for side, of_side in enumerate((sources, targets)):
        for index, item in enumerate(of_side):
            for row in item.rows:
                in_row.setdefault(row, ([], []))[side].append(index)
    certain: set[Pair] = set()
    crowded: set[Pair] = set()
    for left, right in in_row.values():
        one_each = _numbered_alike([sources[a] for a in left], [targets[b] for b in right])
        pairs = set(zip(left, right, strict=True)) if one_each else {(a, b) for a in left for b in right}
        (crowded if min(len(left), len(right)) > CROWD else certain).update(pairs)
    return frozenset(certain), frozenset(crowded - certain)


def _numbered_alike(sources: Sequence[Item], targets: Sequence[Item]) -> bool:
    """Whether the short lists of a row count the same numbers: 1. and 2. in one cell, 1. and 2. in the other."""
    numbers = [_digits(item) for item in sources]
    return 1 < len(numbers) <= CROWD and all(numbers) and numbers == [_digits(item) for item in targets]


def _digits(item: Item) -> str:
    return re.sub(r"\W", "", item.number)
