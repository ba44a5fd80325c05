"""Extracted and gold units in the one form in which they are compared."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

ITEM_LAYERS = ("duties", "standards", "score_rules")
OTHER_LISTS = ("kpis", "authorities", "qualifications")
FIELDS = ("department", "level", "code", "summary")
LIST_FIELDS = ("holders", "reports_to", "subordinates")

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A duty, a standard or a score rule; links are pairs of ids, measures and effects are keys to compare."""

    id: str
    text: str  # folded
    shown: str
    group: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    measures: tuple[Key, ...]
    effects: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A post or body; ``name`` and all texts are folded, ``shown`` is the name as it stands."""

    name: str  # folded
    shown: str
    layers: Mapping[str, tuple[Item, ...]]
    fields: tuple[tuple[str, str], ...]
    others: Mapping[str, tuple[str, ...]]

    def texts(self) -> set[str]:
        return {item.text for items in self.layers.values() for item in items}


NOTHING = Unit("", "", dict.fromkeys(ITEM_LAYERS, ()), (), dict.fromkeys((*OTHER_LISTS, "internal", "external"), ()))


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Letters, digits and ideographs of a text, simplified and lower-cased; of the marks %<>+- alone."""
    folded = _simplify()(unicodedata.normalize("NFKC", text)).lower()
    return "".join(ch for ch in folded if ch.isalnum() or ch in "%<>+-")


@cache
def _simplify() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s").convert


def text_of(value: Any) -> str:
    """A text given plainly or as an object with a text."""
    if isinstance(value, Mapping):
        value = value.get("text")
    return str(value or "")


def _number(value: Any) -> object:
    if isinstance(value, (int, float)):
        return float(value)
    return tuple(float(v) for v in value if v is not None) if isinstance(value, list) else value


def _measure(measure: Mapping[str, Any]) -> Key:
    kind = measure.get("kind")
    if kind == "deadline":
        return kind, measure.get("every"), str(measure.get("by") or "")
    if kind == "frequency":
        return kind, measure.get("every"), str(measure.get("times"))
    return kind, measure.get("op"), str(_number(measure.get("value"))), measure.get("unit")


def _effect(effect: Mapping[str, Any]) -> Key:
    return effect.get("action"), str(_number(effect.get("amount"))), fold(str(effect.get("per") or ""))


def _item(raw: Any, fallback: str) -> Item:
    value: Mapping[str, Any] = {"text": raw} if isinstance(raw, str) else raw or {}
    name = value.get("id") or fallback
    return Item(
        id=name,
        text=fold(text_of(value)),
        shown=text_of(value),
        group=tuple(fold(str(text)) for text in value.get("group") or ()),
        links=tuple((name, other) for key in ("standards", "duties") for other in value.get(key) or ()),
        measures=tuple(_measure(measure) for measure in value.get("measures") or ()),
        effects=tuple(_effect(effect) for effect in value.get("effects") or ()),
    )


def unit_of(raw: Mapping[str, Any]) -> Unit:
    """A unit from a JSON object in the contract's or the guide's form."""
    single = [(name, fold(text_of(raw[name]))) for name in FIELDS if raw.get(name)]
    several = [(name, fold(text_of(value))) for name in LIST_FIELDS for value in raw.get(name) or ()]
    relations = raw.get("relations") or {}
    others = {name: raw.get(name) for name in OTHER_LISTS} | {s: relations.get(s) for s in ("internal", "external")}
    return Unit(
        name=fold(text_of(raw.get("name"))),
        shown=str(raw.get("name")),
        layers={
            layer: tuple(_item(item, f"?{layer}{n}") for n, item in enumerate(raw.get(layer) or ()))
            for layer in ITEM_LAYERS
        },
        fields=(*single, *several),
        others={name: tuple(fold(text_of(value)) for value in values or ()) for name, values in others.items()},
    )
