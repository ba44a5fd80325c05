"""Links by content: how far two items speak of the same thing, compared with all others of the unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from itertools import chain, pairwise
from operator import add, mul

from extractor.link.assignment import best_assignment
from extractor.link.rows import STEPS, Pair, Rows, Step
from extractor.link.subject import Subject, Weights
from extractor.model import Layer

Scores = dict[Pair, float]  # of the pairs above 0 only

# benchmarks/link_threshold.py sets the numbers below and prints the curves: F1 by content is .967 on the invented
# units, .873 on the corpus and .880 on the gold of third parties, and falls by less than .02 on each from .8 to 1.2
# times the thresholds. The figures below are what F1 loses with that number alone changed.
HIGH = 0.14  # a pair from here up is linked
LOW = 0.11  # from here up if the best assignment of the unit chooses it; without that .001 to .005
SHORTER = 0.75  # share of the shorter item in the size of a pair, the longer has the rest; .5: .006, 1: up to .03
ORDER = 0.2  # what a pair from opposite ends of the lists loses; 0 and .4: ±.006, so it mostly settles ties
SUPPORT = 0.3  # what the third layer adds where it agrees with both items; without it .003 to .013
SUPPORT_FROM = 0.05  # weaker agreement adds nothing: the same figures as without the limit, in a third of the time
SUPPORT_CAP = 0.5  # an agreement beyond adds no more, and a row of a table counts as one; 1 and .3: ±.001
# Score → share of the links that are right, 549 links of the gold, the invented units and the corpus.
CONFIDENCE = ((0.11, 0.55), (0.16, 0.72), (0.20, 0.80), (0.25, 0.93), (0.35, 0.97), (0.60, 0.98))


def answers(about: Mapping[Layer, Sequence[Subject]], rows: Rows, rarity: Weights) -> dict[Step, dict[Pair, float]]:
    """The pairs of each step that speak of the same thing, with the confidence of each (0 to 1).

    ``about`` holds the subjects of one unit's items by layer. Deterministic; pairs in ascending order.
    """
    counts = {layer: Counter(chain.from_iterable(s.whole for s in of_layer)) for layer, of_layer in about.items()}
    scores: dict[Step, Scores] = {}
    for layer, target in STEPS:
        allowed = rows.open[layer, target]
        if about[layer] and about[target] and (allowed is None or allowed):
            tells = _telling(counts[layer], counts[target], rarity)
            found = _compared(about[layer], about[target], tells, counts[layer].keys() & counts[target].keys())
            scores[layer, target] = found if allowed is None else {p: s for p, s in found.items() if p in allowed}
    out = {}
    for step, found in _supported(scores, rows.certain).items():
        matched = _matched(found)
        linked = _linked(matched)
        out[step] = {pair: _confidence(matched[pair]) for pair in linked}
    return out


def _telling(left: Counter[str], right: Counter[str], rarity: Weights) -> Weights:
    """How much each feature tells between two layers: its rarity, over the items of a layer that share it."""
    tells = {feature: rarity[feature] / count for feature, count in left.items()}
    for feature, count in right.items():
        if feature not in left or count > left[feature]:
            tells[feature] = rarity[feature] / count
    return tells


def _compared(sources: Sequence[Subject], targets: Sequence[Subject], tells: Weights, shared: Iterable[str]) -> Scores:
    """The shared weight of every pair over the weight of the two items, the shorter counting more.

    ``shared``: the features that stand in both layers, which few of all do.
    """
    index: dict[str, list[tuple[int, float]]] = {feature: [] for feature in shared}
    target_sizes = []
    for b, subject in enumerate(targets):
        told = _told(subject.whole, tells)
        target_sizes.append(_size(told))
        for feature, weight in zip(subject.whole, told, strict=True):
            if feature in index:
                index[feature].append((b, weight))
    out: Scores = {}
    for a, subject in enumerate(sources):
        best = _against(subject.whole, index, target_sizes, tells)
        if subject.label:
            for b, score in _against(subject.label, index, target_sizes, tells).items():
                best[b] = max(best.get(b, 0.0), score)
        for b, score in sorted(best.items()):
            apart = abs((a + 0.5) / len(sources) - (b + 0.5) / len(targets))
            out[a, b] = score * (1 - ORDER * apart)
    return out


def _against(
    weights: Weights, index: Mapping[str, list[tuple[int, float]]], sizes: Sequence[float], tells: Weights
) -> dict[int, float]:
    """The score of one item against every target that shares a feature with it."""
    told = _told(weights, tells)
    size = _size(told)
    shared: dict[int, float] = {}
    for feature, weight in zip(weights, told, strict=True):
        if feature in index:
            for b, other in index[feature]:
                shared[b] = shared.get(b, 0.0) + (weight if weight < other else other)
    return {
        b: weight / (min(size, sizes[b]) ** SHORTER * max(size, sizes[b]) ** (1 - SHORTER))
        for b, weight in shared.items()
        if weight > 0
    }


def _told(weights: Weights, tells: Weights) -> list[float]:
    """How much each feature of an item tells, in their order."""
    return list(map(mul, weights.values(), map(tells.__getitem__, weights)))


def _size(told: Sequence[float]) -> float:
    return reduce(add, told, 0.0)  # not sum, which rounds otherwise from Python 3.12 on


def _supported(scores: Mapping[Step, Scores], certain: Mapping[Step, frozenset[Pair]]) -> dict[Step, Scores]:
    """The scores with what a third item adds that agrees with both of a pair (a rule, its standard, its duty)."""
    strong = {
        step: {
            **{pair: min(score, SUPPORT_CAP) for pair, score in scores.get(step, {}).items() if score >= SUPPORT_FROM},
            **dict.fromkeys(sorted(certain[step]), SUPPORT_CAP),
        }
        for step in STEPS
    }
    measured, about, asked = (strong[step] for step in STEPS)
    by_standard: dict[int, list[tuple[int, float]]] = {}
    for (standard, duty), score in measured.items():
        by_standard.setdefault(standard, []).append((duty, score))
    gain: dict[Step, Scores] = {step: {} for step in STEPS}
    for (rule, standard), of_standard in about.items():
        for duty, of_duty in by_standard.get(standard, ()):
            _raise(gain[STEPS[2]], (rule, duty), min(of_standard, of_duty))
            through = asked.get((rule, duty))
            if through is not None:
                _raise(gain[STEPS[0]], (standard, duty), min(of_standard, through))
                _raise(gain[STEPS[1]], (rule, standard), min(of_duty, through))
    return {
        step: {pair: score + SUPPORT * gain[step].get(pair, 0.0) for pair, score in found.items()}
        for step, found in scores.items()
    }


def _raise(found: Scores, pair: Pair, score: float) -> None:
    if score > found.get(pair, 0.0):
        found[pair] = score


def _matched(scores: Scores) -> Scores:
    """Each score times its share of the best that either of the two items reaches with any other."""
    best_of_source: dict[int, float] = {}
    best_of_target: dict[int, float] = {}
    for (a, b), score in scores.items():
        best_of_source[a] = max(score, best_of_source.get(a, 0.0))
        best_of_target[b] = max(score, best_of_target.get(b, 0.0))
    return {(a, b): score * score / max(best_of_source[a], best_of_target[b]) for (a, b), score in scores.items()}


def _linked(matched: Scores) -> list[Pair]:
    """The pairs to link, ascending: all from HIGH up, and from LOW up those of the best assignment."""
    possible = {pair: score for pair, score in matched.items() if score >= LOW}
    if all(score >= HIGH for score in possible.values()):
        return sorted(possible)
    chosen = best_assignment(possible)
    return sorted(pair for pair, score in possible.items() if score >= HIGH or pair in chosen)


def _confidence(score: float) -> float:
    """The share of links of that score that were right, between the steps measured."""
    for (low, sure), (high, surer) in pairwise(CONFIDENCE):
        if score < high:
            return round(sure + (surer - sure) * max(score - low, 0.0) / (high - low), 2)
    return CONFIDENCE[-1][1]
