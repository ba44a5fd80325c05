"""Links by content: how far two items speak of the same thing, compared with all others of the unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import chain, pairwise
from operator import add, mul

from extractor.link.assignment import best_assignment
from extractor.link.rows import STEPS, Pair, Rows, Step
from extractor.link.subject import Subject, Weights
from extractor.model import Layer

Scores = dict[Pair, float]  # of the pairs above 0 only
Size = tuple[float, float, float]  # of an item: its weight, and its share of a pair as the shorter and as the longer

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


@dataclass(frozen=True, slots=True)
class Told:
    """In how many items of a layer each feature stands, and how much it tells among them."""

    counts: Mapping[str, int]
    tells: Weights

    @classmethod
    def of(cls, layer: Sequence[Subject], rarity: Weights) -> Told:
        """The features of a layer's items."""
        counts = Counter(chain.from_iterable(subject.whole for subject in layer))
        return cls(counts, {feature: rarity[feature] / count for feature, count in counts.items()})


def answers(about: Mapping[Layer, Sequence[Subject]], rows: Rows, rarity: Weights) -> dict[Step, dict[Pair, float]]:
    """The pairs of each step that speak of the same thing, with the confidence of each (0 to 1).

    ``about`` holds the subjects of one unit's items by layer. Deterministic; pairs in ascending order.
    """
    told = {layer: Told.of(of_layer, rarity) for layer, of_layer in about.items()}
    scores: dict[Step, Scores] = {}
    for layer, target in STEPS:
        allowed = rows.open[layer, target]
        if about[layer] and about[target] and (allowed is None or allowed):
            tells = _telling(told[layer], told[target], rarity)
            shared = told[layer].counts.keys() & told[target].counts.keys()
            found = _compared(about[layer], about[target], tells, shared)
            scores[layer, target] = found if allowed is None else {p: s for p, s in found.items() if p in allowed}
    out = {}
    for step, found in _supported(scores, rows.certain).items():
        matched = _matched(found)
        linked = _linked(matched)
        out[step] = {pair: _confidence(matched[pair]) for pair in linked}
    return out


def _telling(left: Told, right: Told, rarity: Weights) -> Weights:
    """How much each feature tells between two layers: its rarity, over the items of a layer that share it."""
    tells = left.tells | right.tells
    for feature in left.counts.keys() & right.counts.keys():
        tells[feature] = rarity[feature] / max(left.counts[feature], right.counts[feature])
    return tells


def _compared(sources: Sequence[Subject], targets: Sequence[Subject], tells: Weights, shared: Iterable[str]) -> Scores:
    """The shared weight of every pair over the weight of the two items, the shorter counting more.

    ``shared``: the features that stand in both layers, which few of all do.
    """
    index: dict[str, list[tuple[int, float]]] = {feature: [] for feature in shared}
    in_both = index.__contains__
    sizes = []
    for b, subject in enumerate(targets):
        whole = subject.whole
        sizes.append(_size(whole, tells))
        for feature in filter(in_both, whole):
            index[feature].append((b, whole[feature] * tells[feature]))
    places = [(b + 0.5) / len(targets) for b in range(len(targets))]
    out: Scores = {}
    for a, subject in enumerate(sources):
        best = _against(subject.whole, index, sizes, tells)
        if subject.label:
            for b, score in _against(subject.label, index, sizes, tells).items():
                best[b] = max(best.get(b, 0.0), score)
        place = (a + 0.5) / len(sources)
        for b, score in sorted(best.items()):
            out[a, b] = score * (1 - ORDER * abs(place - places[b]))
    return out


def _against(
    weights: Weights, index: Mapping[str, list[tuple[int, float]]], sizes: Sequence[Size], tells: Weights
) -> dict[int, float]:
    """The score of one item against every target that shares a feature with it."""
    shared: dict[int, float] = {}
    for feature in filter(index.__contains__, weights):
        weight = weights[feature] * tells[feature]
        for b, other in index[feature]:
            shared[b] = shared.get(b, 0.0) + (weight if weight < other else other)
    if not shared:
        return shared
    size, as_shorter, as_longer = _size(weights, tells)
    out = {}
    for b, weight in shared.items():
        if weight > 0:
            other, other_as_shorter, other_as_longer = sizes[b]
            out[b] = weight / (as_shorter * other_as_longer if size <= other else other_as_shorter * as_longer)
    return out


def _size(weights: Weights, tells: Weights) -> Size:
    """How much an item tells in all, and what that counts where it is the shorter of a pair and where the longer."""
    told = map(mul, weights.values(), map(tells.__getitem__, weights))
    size = reduce(add, told, 0.0)  # not sum, which rounds otherwise from Python 3.12 on
    return size, size**SHORTER, size ** (1 - SHORTER)


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
    for (a, b), score in scores.items():  # comparisons instead of max(), which takes three times as long
        if score > best_of_source.get(a, 0.0):
            best_of_source[a] = score
        if score > best_of_target.get(b, 0.0):
            best_of_target[b] = score
    out: Scores = {}
    for pair, score in scores.items():
        left, right = best_of_source[pair[0]], best_of_target[pair[1]]
        out[pair] = score * score / (left if left > right else right)
    return out


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
