"""The experiment behind the thresholds of extractor/link: F1 of the links against the threshold.

usage: python benchmarks/link_threshold.py [GOLD_FOLDER …] [--tables STEM …]

Reads gold documents (corpus/gold, and further folders where given) and the invented units of
tests/link_units.txt, links the gold's own items by content alone, and prints the curve of each set, with
the threshold as a multiple of the one in force; the F1 with the threshold for each document taken from
all others (leave one document out); and what each weight is worth, varied alone. ``--tables`` names
further gold documents whose items stand in the rows of tables; these are counted apart.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from extractor import banks  # noqa: E402  the repository's package, wherever this runs
from extractor.link import content, link, subject  # noqa: E402
from extractor.model import Item, Layer, Unit  # noqa: E402
from extractor.text import Text  # noqa: E402
from tests.link_units import Linked, read_linked  # noqa: E402

FACTORS = (0.4, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.35, 1.5, 2.0)
LISTS: tuple[tuple[str, Layer], ...] = (("duties", "duty"), ("standards", "standard"), ("score_rules", "score_rule"))
# Samples whose items stand in the rows of tables, which the gold does not tell: linked by row, not by content.
TABLES = ("duty_matrix", "header_row_table", "kitchen_chart", "kpi_sheets", "reward_penalty", "scoring_table")
VARIED: tuple[tuple[str, tuple[float, ...]], ...] = (
    ("content.LOW", (0.09, content.HIGH)),
    ("content.SHORTER", (0.5, 1.0)),
    ("content.ORDER", (0.0, 0.4)),
    ("content.SUPPORT", (0.0, 0.15, 0.6)),
    ("content.SUPPORT_FROM", (0.001, 0.15)),
    ("subject.CHARACTER", (0.0, 0.2, 0.8)),
    ("subject.BESIDE_STOP", (0.0, 0.25, 1.0)),
    ("subject.EMPTY", (0.0, 0.4, 1.0)),
    ("subject.TOPIC", (0.0, 0.6, 2.4)),
    ("subject.LATIN", (0.75, 3.0)),
    ("subject.AGAIN", (0.0, 1.0)),
)


class Count(NamedTuple):
    """Links that are right, drawn, and wanted."""

    right: int
    drawn: int
    wanted: int

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.drawn + self.wanted) if self.drawn + self.wanted else 1.0


def total(counts: Iterable[Count]) -> Count:
    """The counts added up."""
    return Count(*(sum(column) for column in zip(*counts, strict=True)))


def gold_document(path: Path, fold: Callable[[str], str]) -> list[Linked]:
    """The units of a gold file with the links that it wants."""
    out = []
    for unit in json.loads(path.read_text("utf-8"))["units"]:
        items: list[Item] = []
        places: dict[str, tuple[Layer, int]] = {}
        wanted = set()
        for key, layer in LISTS:
            for index, one in enumerate(unit.get(key) or []):
                group = tuple(Text.of(fold(heading)) for heading in one.get("group") or ())
                items.append(Item(layer, Text.of(fold(one["text"])), group=group))
                places[one["id"]] = (layer, index)
        for key, layer in LISTS[1:]:
            for index, one in enumerate(unit.get(key) or []):
                targets = (*(one.get("standards") or ()), *(one.get("duties") or ()))
                wanted |= {(layer, index, *places[target]) for target in targets}
        out.append(Linked(Unit("role", Text.of(unit.get("name") or ""), items=tuple(items)), frozenset(wanted)))
    return out


def count(document: Sequence[Linked], known: banks.Banks) -> Count:
    """How the links drawn in a document agree with those wanted."""
    drawn = link([one.unit for one in document], known)
    sets = [{(x.layer, x.index, x.target_layer, x.target) for x in unit.links} for unit in drawn]
    right = sum(len(found & one.wanted) for found, one in zip(sets, document, strict=True))
    return Count(right, sum(map(len, sets)), sum(len(one.wanted) for one in document))


def at(factor: float, documents: Sequence[Sequence[Linked]], known: banks.Banks) -> list[Count]:
    """The counts of each document with both thresholds multiplied."""
    kept = content.HIGH, content.LOW
    content.HIGH, content.LOW = kept[0] * factor, kept[1] * factor
    try:
        return [count(document, known) for document in documents]
    finally:
        content.HIGH, content.LOW = kept


Sets = dict[str, list[tuple[str, list[Linked]]]]  # name of a set → its documents, each with a name


def read_sets(folders: Sequence[Path], tables: frozenset[str]) -> Sets:
    """The invented units and the documents of the folders, the tables left out (and told of)."""
    from opencc import OpenCC

    known, fold = banks.load(), OpenCC("t2s").convert
    sets: Sets = {"invented units": [(str(one.unit.name), [one]) for one in read_linked()]}
    for folder in folders:
        read = [(path.stem, gold_document(path, fold)) for path in sorted(folder.glob("*.json"))]
        several = [(name, units) for name, units in read if any(one.layers > 1 for one in units)]
        in_rows = total(count(units, known) for name, units in several if name in tables)
        whole = total(count(units, known) for _, units in several)
        print(f"{folder.name}: tables by content alone {in_rows.f1:.3f}, together with all the rest {whole.f1:.3f}")
        sets[str(folder)] = [(name, units) for name, units in several if name not in tables]
    return sets


def print_curves(sets: Sets) -> None:
    """F1 against the threshold, and of each set when its documents had no say in it."""
    known = banks.load()
    print("\nF1 against the threshold, as a multiple of the one in force")
    print(f"{'':30}" + "".join(f"{factor:7.2f}" for factor in FACTORS))
    everything: list[list[Count]] = [[] for _ in FACTORS]
    for name, documents in sets.items():
        rows = [at(factor, [units for _, units in documents], known) for factor in FACTORS]
        print(f"{name[-30:]:30}" + "".join(f"{total(row).f1:7.3f}" for row in rows))
        for row, more in zip(everything, rows, strict=True):
            row.extend(more)
    left_out = []
    for index in range(len(everything[0])):
        others = [total(row[:index] + row[index + 1 :]).f1 for row in everything]
        left_out.append(everything[others.index(max(others))][index])
    print(f"\nthreshold from all other documents ({len(left_out)} in turn left out): F1 {total(left_out).f1:.3f}")
    first = 0
    for name, documents in sets.items():
        print(f"  {name[-30:]:30} {total(left_out[first : first + len(documents)]).f1:.3f}")
        first += len(documents)


def print_weights(sets: Sets) -> None:
    """F1 of each set with one weight changed."""
    known = banks.load()
    print("\nF1 of each set with one weight changed")
    for where, values in (("in force", (0.0,)), *VARIED):
        module, name = (content if where.startswith("content") else subject), where.split(".")[-1]
        kept = getattr(module, name, None)
        for value in values:
            setattr(module, name, value)
            figures = [total(count(units, known) for _, units in documents).f1 for documents in sets.values()]
            print(f"{where:22}{value:8g}" + "".join(f"{figure:8.3f}" for figure in figures))
        setattr(module, name, kept)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="*", type=Path)
    parser.add_argument("--tables", nargs="*", default=[])
    options = parser.parse_args()
    sets = read_sets((ROOT / "corpus" / "gold", *options.gold), frozenset((*TABLES, *options.tables)))
    print_curves(sets)
    print_weights(sets)


if __name__ == "__main__":
    main()
