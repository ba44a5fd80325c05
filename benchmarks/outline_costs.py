"""The experiment behind the numbers of extractor/outline/solver.py: each left out, halved and doubled, alone.

usage: python benchmarks/outline_costs.py

Reads every manual of corpus/samples, cleans it once, and with each number changed outlines it anew and recognises
its units. Prints the two tables of docs/outline.md: the F1 of each layer against corpus/gold as the numbers are in
force, and in thousandths what each change adds to it; beside that in how many manuals the tree becomes another one,
and in how many the units do. The widths of the beam come last, with what they cost in time. Takes half a minute.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from threading import local
from time import perf_counter
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from extractor import banks  # noqa: E402  the repository's package, wherever this runs
from extractor.evaluate import Figure, load_json, score  # noqa: E402
from extractor.lexicon import Lexicon, lexicon  # noqa: E402
from extractor.measure.measurer import Measurer  # noqa: E402
from extractor.model import Block, Node, Unit  # noqa: E402
from extractor.normalise import normalise  # noqa: E402
from extractor.options import Options  # noqa: E402
from extractor.outline import outline, solver  # noqa: E402
from extractor.readers import read  # noqa: E402
from extractor.recognise import recognise  # noqa: E402

LAYERS = ("units", "duties", "standards", "score_rules")
ITEMS = {"duty": "duties", "standard": "standards", "score_rule": "score_rules"}
FACTORS = {"0": 0.0, "½": 0.5, "2": 2.0}
BEAMS = (1, 2, 4, 16, 32)
MARGINS = (1.0, 2.0, 3.5, 14.0)
NAMED = 3  # so many manuals are named at most
TIMED = 5  # the outlines of the corpus take 0.1 s; the best of so many
IN_FORCE = solver.COSTS, dict(solver.REJECT), solver.BEAM, solver.MARGIN


class Variant(NamedTuple):
    """One number of the solver with another value; ``table`` is the name of what holds it."""

    table: str
    name: str
    shown: str
    value: float


NONE = Variant("", "in force", "", 0.0)


def variants() -> Iterator[Variant]:
    """Every cost, left out, halved and doubled."""
    for table, values in (("COSTS", asdict(solver.COSTS)), ("REJECT", dict(solver.REJECT))):
        for name, value in values.items():
            yield from (Variant(table, name, f"× {word}", value * factor) for word, factor in FACTORS.items())


def widths() -> Iterator[Variant]:
    """Other widths of the beam."""
    yield from (Variant("", "BEAM", str(value), value) for value in BEAMS)
    yield from (Variant("", "MARGIN", f"{value:g}", value) for value in MARGINS)


def put(variant: Variant) -> None:
    """The solver with this one number changed, all others as they are in force, and nothing remembered."""
    solver.COSTS, reject, solver.BEAM, solver.MARGIN = IN_FORCE
    solver.REJECT = dict(reject)
    solver._KEPT = local()
    if variant.table == "COSTS":
        solver.COSTS = replace(solver.COSTS, **{variant.name: variant.value})
    elif variant.table == "REJECT":
        solver.REJECT[variant.name] = variant.value
    elif variant.name == "BEAM":
        solver.BEAM = int(variant.value)
    elif variant.name == "MARGIN":
        solver.MARGIN = variant.value


@dataclass(frozen=True)
class Sample:
    """A manual up to the outline, and its reading by a person."""

    stem: str
    blocks: tuple[Block, ...]
    gold: Mapping[str, Any]


class Made(NamedTuple):
    """What is made of one manual: its tree, what is compared of its units, and the figures of these."""

    tree: str
    units: str
    figures: Mapping[str, Figure]


@cache
def samples() -> tuple[Sample, ...]:
    """Every manual of the corpus, cleaned."""
    known, options = banks.load(), Options()
    out = []
    for path in sorted((ROOT / "corpus" / "samples").iterdir()):
        clean = normalise(read(path.read_bytes(), path.name, options), known)
        out.append(Sample(path.stem, clean.blocks, load_json(ROOT / "corpus" / "gold" / f"{path.stem}.json")))
    return tuple(out)


@cache
def engine() -> tuple[Lexicon, Measurer]:
    known = banks.load()
    return lexicon(known), Measurer(known)


def made(variant: Variant) -> list[Made]:
    """What a variant makes of each manual of the corpus."""
    put(variant)
    words, measurer = engine()
    out = []
    for sample in samples():
        tree = outline(sample.blocks, words)
        shape = shown(tree)
        units = recognise(tree, words, measurer, sample.stem).units
        predicted = {"units": [compared(unit) for unit in units]}
        figures = score(predicted, sample.gold).figures
        out.append(Made(shape, repr(predicted), {layer: figures[layer] for layer in LAYERS}))
    return out


def shown(node: Node) -> str:
    """A tree as text, each node with its kind and its words."""
    inner = [*node.children, *node.cells]
    return f"{node.kind} {node.mark} {node.whole().value}[{''.join(map(shown, inner))}]"


def compared(unit: Unit) -> dict[str, Any]:
    """What is compared here: the name of a unit, and the texts of its items."""
    layers: dict[str, list[dict[str, str]]] = {name: [] for name in ITEMS.values()}
    for number, item in enumerate(unit.items):
        layers[ITEMS[item.layer]].append({"id": str(number), "text": item.text.value})
    return {"name": unit.name.value if unit.name else None, **layers}


def totals(found: Iterable[Made]) -> dict[str, float]:
    """The F1 of each layer over the corpus."""
    rows = list(found)
    return {layer: sum((one.figures[layer] for one in rows), Figure()).f1 or 0.0 for layer in LAYERS}


def row(variant: Variant, base: Sequence[Made]) -> tuple[int, str]:
    """In how many manuals a variant makes another tree, and its line of the table."""
    found, before = made(variant), totals(base)
    trees = sum(one.tree != other.tree for one, other in zip(found, base, strict=True))
    units = [sample.stem for sample, one, other in zip(samples(), found, base, strict=True) if one.units != other.units]
    after = totals(found)
    gains = [f"{1000 * (after[layer] - before[layer]):+.1f}" for layer in LAYERS]
    cells = ["·" if gain in ("+0.0", "-0.0") else gain.replace("-", "−") for gain in gains]
    where = ", ".join(units) if len(units) <= NAMED else ""
    return trees, f"| {title(variant)} | {variant.shown} | {trees} | {len(units)} | {' | '.join(cells)} | {where} |"


def title(variant: Variant) -> str:
    """The number as the code calls it."""
    return f'`REJECT["{variant.name}"]`' if variant.table == "REJECT" else f"`{variant.name}`"


def seconds(variant: Variant) -> float:
    """The shortest time in which the whole corpus is outlined, nothing remembered of the time before."""
    words = engine()[0]
    taken = []
    for _ in range(TIMED):
        put(variant)
        begun = perf_counter()
        for sample in samples():
            outline(sample.blocks, words)
        taken.append(perf_counter() - begun)
    return min(taken)


def main() -> None:
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    base = made(NONE)
    figures = ", ".join(f"{layer} {value:.4f}" for layer, value in totals(base).items())
    print(f"{len(base)} manuals; F1 as the numbers are in force: {figures}\n")
    head = "other tree | other units | units | duties | standards | rules | units differ in |"
    print(f"| number | value | {head}\n|---|---|{'---|' * 7}")
    still: dict[str, list[str]] = {}
    for variant in variants():
        trees, line = row(variant, base)
        if trees:
            print(line)
        else:
            still.setdefault(title(variant), []).append(variant.shown)
    print("\nno other tree anywhere:", "; ".join(f"{name} {', '.join(words)}" for name, words in still.items()))
    print(f"\n| width | value | {head} time |\n|---|---|{'---|' * 8}")
    usual = seconds(NONE)
    for variant in widths():
        print(row(variant, base)[1], f"{seconds(variant) / usual:.2f} |")
    put(NONE)


if __name__ == "__main__":
    main()
