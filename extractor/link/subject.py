"""What an item is about: its weighted words, characters and topics, as far as they can tell it from others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from math import log, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.banks import Banks, Entry
    from extractor.model import Item

Weights = dict[str, float]  # feature → weight: a pair of characters, one character, a Latin word or a topic's id

# benchmarks/link_threshold.py varies the weights one at a time on three sets (invented units, corpus, gold of third
# parties); half and double each value move F1 by less than .015. Behind each stands what is lost without it.
CHARACTER = 0.4  # one character, against 1 for two neighbours; 0: .002 to .03
BESIDE_STOP = 0.5  # two neighbours of which one is a stop character; 0: up to .02
EMPTY = 0.2  # what belongs to a word that says little; 1 (no such words): .004 to .027
TOPIC = 1.2  # a topic of the bank; 0 (no topics): .005 to .036
LATIN = 1.5  # a Latin word, as good as two pairs; half and double: no link changes
AGAIN = 0.5  # each further time that a feature stands in an item; 0: up to .01

_RUN = re.compile(r"[\u3400-\u9fff]+|[A-Za-z]{2,}")
_LABEL = re.compile(r"\s*([^：:，,。；;]{2,8})[：:]")  # 「客户满意度:通过…」


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The bank of opposites, made ready: words by their first two characters, stop characters, asides."""

    words: Mapping[str, tuple[tuple[str, str], ...]]  # two characters → (word, topic's id or "" for an empty word)
    stops: frozenset[str]
    asides: tuple[Entry, ...]

    @classmethod
    def of(cls, banks: Banks) -> Lexicon:
        """The lexicon of the banks in force; words of one character count among the stops only."""
        words: dict[str, list[tuple[str, str]]] = {}
        for means in ("topic", "empty"):
            for entry in banks.entries("opposite", means):
                for word in entry.words:
                    words.setdefault(word[:2], []).append((word, entry.id if means == "topic" else ""))
        stops = frozenset("".join(word for entry in banks.entries("opposite", "stop") for word in entry.words))
        return cls({head: tuple(found) for head, found in words.items()}, stops, banks.entries("opposite", "aside"))


@dataclass(frozen=True, slots=True)
class Subject:
    """What an item is about, and what its label alone (the words before a colon) is about."""

    whole: Weights
    label: Weights


def subjects(items: Iterable[Item], lexicon: Lexicon, banks: Banks) -> list[Subject]:
    """The subject of each item; the words of its groups count with its own."""
    read: dict[str, tuple[Weights, Weights]] = {}  # headings and rules come again in every post

    def of(value: str) -> tuple[Weights, Weights]:
        found = read.get(value)
        if found is None:
            text = _essence(value, lexicon, banks)
            label = _LABEL.match(text)
            found = read[value] = (_features(text, lexicon), _features(label[1], lexicon) if label else {})
        return found

    out = []
    for item in items:
        whole, label = of(item.text.value)
        if item.group:
            whole = whole.copy()
            for group in item.group:
                for feature, weight in of(group.value)[0].items():
                    whole[feature] = max(weight, whole.get(feature, 0.0))
        out.append(Subject(whole, label))
    return out


def rarities(of: Sequence[Subject]) -> Weights:
    """How much each feature tells by being rare in the document: the root of its inverse document frequency."""
    counts = Counter(chain.from_iterable(subject.whole for subject in of))
    return {feature: sqrt(log((len(of) + 1) / count)) for feature, count in counts.items()}


def _essence(text: str, lexicon: Lexicon, banks: Banks) -> str:
    """The text with a comma in place of each aside."""
    for entry in banks.likely(lexicon.asides, text):
        at, pieces = 0, []
        for found in banks.finditer(entry, text):
            pieces.append(text[at : found.start()])
            at = found.end()
        if pieces:
            text = "，".join((*pieces, text[at:]))
    return text


def _features(text: str, lexicon: Lexicon) -> Weights:
    """Every pair of neighbours, character, Latin word and topic of the text with its weight."""
    out: Weights = {}
    for run in _RUN.findall(text):
        if run.isascii():
            _put(out, run.lower(), LATIN)
        else:
            _ideographs(out, run, lexicon)
    return out


def _put(out: Weights, feature: str, weight: float) -> None:
    known = out.get(feature)
    out[feature] = weight if known is None else max(known, weight) + AGAIN * weight


def _ideographs(out: Weights, run: str, lexicon: Lexicon) -> None:
    """Adds the features of a run of ideographs; ``_put`` is written out where it is done for every character."""
    words, stops = lexicon.words, lexicon.stops
    pairs = list(map("".join, pairwise(run)))
    empty = bytearray(len(run))
    for i, pair in enumerate(pairs):
        for word, topic in words.get(pair, ()):
            if not run.startswith(word, i):
                continue
            if topic:
                _put(out, topic, TOPIC)
            else:
                empty[i : i + len(word)] = b"\1" * len(word)
    before = True  # whether the character before was a stop; the first has none to pair with
    for i, character in enumerate(run):
        stop = character in stops
        if not stop:
            weight = CHARACTER * EMPTY if empty[i] else CHARACTER
            known = out.get(character)
            out[character] = weight if known is None else max(known, weight) + AGAIN * weight
        if i and not (stop and before):
            weight = BESIDE_STOP if stop or before else 1.0
            if empty[i] and empty[i - 1]:
                weight *= EMPTY
            pair = pairs[i - 1]
            known = out.get(pair)
            out[pair] = weight if known is None else max(known, weight) + AGAIN * weight
        before = stop
