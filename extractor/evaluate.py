"""Compares what was extracted with the readings of a careful person, layer by layer.

Texts are compared as letters, digits and ideographs, traditional folded to simplified; two items
are the same at a similarity of 0.95 or more. Units pair by name (a unit of the gold without a name
by content); what is left pairs by content where at least half of the items agree, which counts for
the items and not for the unit. A duty under another post is wrong twice.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from hashlib import sha256
from pathlib import Path, PurePath
from typing import Any

from extractor.answers import ITEM_LAYERS, NOTHING, Key, Unit, fold, text_of, unit_of
from extractor.errors import UsageError

LAYERS = (
    *("units", "duties", "standards", "score_rules", "links", "measures", "effects"),
    *("groups", "fields", "other", "grade_bands", "whole_units"),
)
SAME = 0.95  # of the letters in common; fixed by the guide's own scorer, as is the next
LENGTHS = 0.9  # shorter by the longer, below which two texts are not compared at all


@dataclass(frozen=True, slots=True)
class Figure:
    """Counts of one layer: found and right, predicted, in the gold."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: Figure) -> Figure:
        return Figure(self.right + other.right, self.predicted + other.predicted, self.gold + other.gold)

    @property
    def precision(self) -> float:
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float | None:
        """2·right / (predicted + gold); None where neither side has any."""
        total = self.predicted + self.gold
        return 2 * self.right / total if total else None


@dataclass(slots=True)
class Scores:
    """The figures of one document, and each difference in words: - missed, + invented, ~ other."""

    figures: dict[str, Figure] = field(default_factory=lambda: dict.fromkeys(LAYERS, Figure()))
    differences: list[str] = field(default_factory=list)
    found: bool = True  # False where nothing was predicted

    def add(self, layer: str, right: int, predicted: int, gold: int) -> None:
        self.figures[layer] += Figure(right, predicted, gold)


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of every document of the gold, by stem."""

    documents: Mapping[str, Scores]
    gold_sha256: str  # over the names and contents of the gold files

    @property
    def total(self) -> dict[str, Figure]:
        return {name: sum((s.figures[name] for s in self.documents.values()), Figure()) for name in LAYERS}

    def f1(self) -> dict[str, float | None]:
        """The F1 of each layer over all documents."""
        return {name: figure.f1 for name, figure in self.total.items()}


# ------------------------------------------------------------------ pairing


def _alike(a: str, b: str) -> float:
    if a == b:
        return 1.0
    if not a or not b or min(len(a), len(b)) / max(len(a), len(b)) < LENGTHS:
        return 0.0
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def _match(predicted: Sequence[str], gold: Sequence[str]) -> dict[int, int]:
    """Gold index → predicted index: equal texts first, then near-equal ones, each used once."""
    pairs: dict[int, int] = {}
    free: defaultdict[str, list[int]] = defaultdict(list)
    for i, text in enumerate(predicted):
        free[text].append(i)
    for g, text in enumerate(gold):
        if free[text]:
            pairs[g] = free[text].pop(0)
    left = sorted(set(range(len(predicted))) - set(pairs.values()))
    for g, text in enumerate(gold):
        if g in pairs or not left:
            continue
        best = max(left, key=lambda i: _alike(predicted[i], text))
        if _alike(predicted[best], text) >= SAME:
            pairs[g] = best
            left.remove(best)
    return pairs


def _pair_units(predicted: Sequence[Unit], gold: Sequence[Unit]) -> tuple[dict[int, int], set[int]]:
    """Gold index → predicted index, and the gold indexes whose name is right."""
    pairs: dict[int, int] = {}
    names: defaultdict[str, list[int]] = defaultdict(list)
    texts = [unit.texts() for unit in predicted]
    for i, unit in enumerate(predicted):
        names[unit.name].append(i)

    def closest(options: Iterable[int], wanted: set[str]) -> int:
        return max(options, key=lambda i: (len(texts[i] & wanted), -i))

    for g, unit in enumerate(gold):
        options = names[unit.name]
        if options:
            pairs[g] = closest(options, unit.texts())
            options.remove(pairs[g])
    named = set(pairs)
    for g, unit in enumerate(gold):
        left = set(range(len(predicted))) - set(pairs.values())
        if g in pairs or not left:
            continue
        wanted = unit.texts()
        best = closest(left, wanted)
        shared = len(texts[best] & wanted)
        if shared and 2 * shared >= len(wanted):
            pairs[g] = best
            if not unit.name:
                named.add(g)
    return pairs, named


def _overlap(a: Iterable[object], b: Iterable[object]) -> int:
    return sum((Counter(a) & Counter(b)).values())


# ------------------------------------------------------------------ scoring


def score(predicted: Mapping[str, Any], gold: Mapping[str, Any]) -> Scores:
    """The figures of one document; both sides are JSON objects in the contract's or the guide's form."""
    scores = Scores()
    theirs = [unit_of(unit) for unit in predicted.get("units") or ()]
    ours = [unit_of(unit) for unit in gold.get("units") or ()]
    pairs, named = _pair_units(theirs, ours)
    scores.add("units", len(named), len(theirs), len(ours))
    left = sorted(set(range(len(theirs))) - set(pairs.values()))
    for g, unit in enumerate(ours):
        if g not in pairs:
            scores.differences.append(f"- unit missed: {unit.shown}")
        elif g not in named:
            scores.differences.append(f"~ unit misnamed: {unit.shown} got {theirs[pairs[g]].shown}")
    scores.differences.extend(f"+ unit invented: {theirs[p].shown}" for p in left)
    for g, unit in enumerate(ours):
        complete = _score_unit(scores, theirs[pairs[g]] if g in pairs else NOTHING, unit, unit.shown)
        scores.add("whole_units", int(g in named and complete), 1, 1)
    for p in left:
        _score_unit(scores, theirs[p], NOTHING, theirs[p].shown)
    wanted, got = _bands(gold), _bands(predicted)
    scores.add("grade_bands", _overlap(wanted, got), len(got), len(wanted))
    return scores


def _bands(document: Mapping[str, Any]) -> list[Key]:
    bands = document.get("grade_bands") or ()
    return [(fold(text_of(band.get("label"))), str(band.get("min")), str(band.get("max"))) for band in bands]


def _score_unit(scores: Scores, predicted: Unit, gold: Unit, label: str) -> bool:
    """Adds one pair of units to the scores; whether every item was found and none invented."""
    same: dict[str, dict[int, int]] = {}
    complete = True
    for layer in ITEM_LAYERS:
        wanted, got = gold.layers[layer], predicted.layers[layer]
        found = same[layer] = _match([item.text for item in got], [item.text for item in wanted])
        scores.add(layer, len(found), len(got), len(wanted))
        complete = complete and len(found) == len(got) == len(wanted)
        missed = [item for g, item in enumerate(wanted) if g not in found]
        invented = [item for p, item in enumerate(got) if p not in found.values()]
        scores.differences.extend(f"- {label} · {layer}: {item.shown[:60]}" for item in missed)
        scores.differences.extend(f"+ {label} · {layer}: {item.shown[:60]}" for item in invented)
    pairs = [(gold.layers["duties"][g], predicted.layers["duties"][p]) for g, p in same["duties"].items()]
    scores.add("groups", sum(wanted.group == got.group for wanted, got in pairs), len(pairs), len(pairs))
    for item, other in pairs:
        if item.group != other.group:
            scores.differences.append(f"~ {label} · group of «{item.shown[:40]}»: {item.group} got {other.group}")
    _score_links(scores, predicted, gold, same, label)
    _score_parts(scores, predicted, gold, same, label)
    scores.add("fields", _overlap(gold.fields, predicted.fields), len(predicted.fields), len(gold.fields))
    if Counter(gold.fields) != Counter(predicted.fields):
        missing, extra = Counter(gold.fields), Counter(predicted.fields)
        lists = sorted((missing - extra).elements()), sorted((extra - missing).elements())
        scores.differences.append(f"~ {label} · fields: missed {lists[0]} invented {lists[1]}")
    for name, texts in gold.others.items():
        found = _match(predicted.others[name], texts)
        scores.add("other", len(found), len(predicted.others[name]), len(texts))
        lost = [text for g, text in enumerate(texts) if g not in found]
        scores.differences.extend(f"- {label} · {name}: {text[:60]}" for text in lost)
        more = [text for p, text in enumerate(predicted.others[name]) if p not in found.values()]
        scores.differences.extend(f"+ {label} · {name}: {text[:60]}" for text in more)
    return complete


def _score_links(scores: Scores, predicted: Unit, gold: Unit, same: dict[str, dict[int, int]], label: str) -> None:
    """Links agree where the items that they join were found."""
    ids = {
        predicted.layers[layer][p].id: gold.layers[layer][g].id
        for layer, found in same.items()
        for g, p in found.items()
    }
    wanted = set(_links(gold))
    got = {(ids.get(a, f"!{a}"), ids.get(b, f"!{b}")) for a, b in _links(predicted)}
    scores.add("links", len(wanted & got), len(got), len(wanted))
    scores.differences.extend(f"- {label} · link {pair}" for pair in sorted(wanted - got))
    scores.differences.extend(f"+ {label} · link {pair}" for pair in sorted(got - wanted))


def _links(unit: Unit) -> Iterator[tuple[str, str]]:
    for layer in ("standards", "score_rules"):
        for item in unit.layers[layer]:
            yield from item.links


def _score_parts(scores: Scores, predicted: Unit, gold: Unit, same: dict[str, dict[int, int]], label: str) -> None:
    """Measures and effects, item by item; those of items that the gold does not have are not counted."""
    for layer in ("standards", "score_rules"):
        for g, item in enumerate(gold.layers[layer]):
            other = predicted.layers[layer][same[layer][g]] if g in same[layer] else None
            parts = {
                "measures": (item.measures, other.measures if other else ()),
                "effects": (item.effects, other.effects if other else ()),
            }
            for part, (wanted, got) in parts.items():
                scores.add(part, _overlap(wanted, got), len(got), len(wanted))
                if other and Counter(wanted) != Counter(got):
                    words = f"gold {[*wanted]} got {[*got]}"
                    scores.differences.append(f"~ {label} · {part} of «{item.shown[:40]}»: {words}")


# ------------------------------------------------------------------ folders


def evaluate(predicted: Path, gold: Path, only: tuple[str, ...] = ()) -> Report:
    """Compares the JSON files under two folders, paired by stem (000.txt.json pairs with 000.json).

    ``only`` names the stems to look at. UsageError where the gold folder has no JSON file, or two results have the
    stem of one reading.
    """
    results: dict[str, list[Path]] = {}
    for path in sorted(predicted.rglob("*.json")):
        for stem in {path.stem, PurePath(path.stem).stem}:  # 1.保安.txt.json is that of 1.保安.txt and of 1.保安
            results.setdefault(stem, []).append(path)
    files = [path for path in sorted(gold.glob("*.json")) if not only or path.stem in only]
    if not files:
        raise UsageError(reason="no_gold", path=str(gold))
    documents = {}
    for path in files:
        stem = path.stem
        several = results.get(stem, [])
        if len(several) > 1:
            raise UsageError(reason="two_results", path=path.name, first=str(several[0]), second=str(several[1]))
        found = several[0] if several else None
        reading = load_json(path)
        try:
            scores = score(load_json(found) if found else {}, reading)
        except (AttributeError, TypeError, ValueError) as error:
            raise UsageError(reason="no_reading", path=path.name, detail=str(error)) from error
        scores.found = found is not None
        documents[stem] = scores
    return Report(documents, gold_digest(files))


def gold_digest(files: Iterable[Path]) -> str:
    """sha256 over names and contents, whatever the folder and the line ends."""
    contents = ((path.name, path.read_bytes().replace(b"\r\n", b"\n")) for path in sorted(files))
    lines = (f"{name} {sha256(content).hexdigest()}" for name, content in contents)
    return sha256("\n".join(lines).encode()).hexdigest()


def load_json(path: Path) -> Mapping[str, Any]:
    """The JSON object in a file ({} for any other JSON); UsageError where it is no JSON."""
    try:
        content = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise UsageError(reason="no_json", path=str(path), detail=str(error)) from error
    return content if isinstance(content, Mapping) else {}


def render(report: Report, verbose: bool = False) -> str:
    """The figures as a table for the eye: F1 per document, then F1, precision and recall of each layer."""
    lines = []
    for stem, scores in report.documents.items() if verbose else ():
        lines.append(f"== {stem}" + ("" if scores.found else "  (nothing predicted)"))
        lines.extend(f"    {difference}" for difference in scores.differences)
    lines.append(f"{'document':<24}" + "".join(f"{name[:9]:>10}" for name in LAYERS))
    for stem, scores in report.documents.items():
        lines.append(f"{stem[:23]:<24}" + "".join(f"{_shown(scores.figures[name].f1):>10}" for name in LAYERS))
    lines.append("")
    lines.extend(f"{name:<12} {_row(figure)}" for name, figure in report.total.items())
    return "\n".join(lines) + "\n"


def _shown(f1: float | None) -> str:
    return "–" if f1 is None else f"{f1:.3f}"


def _row(figure: Figure) -> str:
    if figure.f1 is None:
        return "      –"
    counts = f"({figure.right}/{figure.predicted} predicted, {figure.gold} gold)"
    return f"F1 {figure.f1:6.3f}  P {figure.precision:5.3f}  R {figure.recall:5.3f}  {counts}"
