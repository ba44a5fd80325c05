"""Sentences that hold a list of duties or rules: 「其主要职责包括A、B、C等」."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from extractor.model import Layer
from extractor.recognise.drafts import Context, Draft
from extractor.text import Text

if TYPE_CHECKING:
    from extractor.recognise.filing import Filing

# 「包括但不限于」 announces a list and is no part of it.
_OPEN_LIST = re.compile(r"但不[仅限]*于[:：]?")
_LIST_END = re.compile(r"(?:等(?:方面|工作|内容|几个方面|事项|任务)?)?(?:的工作|等)?$")
_PARTS = re.compile(r"[、,，;；]|(?<=[^、，]{4})(?:以及|并且)|(?<=[\u4e00-\u9fff]{3})和(?=[\u4e00-\u9fff]{4,}$)")


def read_prose(walker: Filing, text: Text, context: Context) -> bool:
    """Files the items of sentences that list them; False where the passage holds no such sentence."""
    found = False
    for entry in walker.lexicon.banks.likely(walker.lexicon.banks.entries("phrase"), text.value):
        if entry.means not in ("list.duty", "list.standard", "list.score_rule"):
            continue
        match = walker.lexicon.banks.search(entry, text.value)
        if match is None:
            continue
        unit = _subject(walker, text, match.start(), context)
        if unit is None:
            continue
        layer: Layer = entry.means.removeprefix("list.")  # type: ignore[assignment]
        start, end = match.span("list")
        inner = context.but(unit=unit, layer=layer, labelled=True, group=())
        for part in _phrases(walker, text[start:end]):
            walker.file(part, "", (), inner)
        walker.account.structure.append(text[match.start() : start])
        found = True
    return found


def _phrases(walker: Filing, text: Text) -> list[Text]:
    """The entries of a list that a sentence holds.

    Where most parts begin as duties do, one that does not goes on the part before: 「控制进度、预算和风险」.
    """
    parts = _parts(text)
    verbs = [walker.lexicon.starts_with_verb(text.value[start:end]) for start, end in parts]
    if 2 * sum(verbs) > len(parts):
        begins = [k for k, verb in enumerate(verbs) if verb or not k]
        parts = [(parts[k][0], parts[behind - 1][1]) for k, behind in pairwise([*begins, len(parts)])]
    return [text[start:end] for start, end in parts]


def _parts(text: Text) -> list[tuple[int, int]]:
    """Where the parts between the commas of a list stand, those within brackets apart; blanks are left out."""
    opened = _OPEN_LIST.match(text.value)
    end = _LIST_END.search(text.value)
    value = text.value[: end.start()] if end else text.value
    cuts: list[tuple[int, int]] = []
    depth = 0
    at = opened.end() if opened else 0
    for k in range(at, len(value)):
        depth += (value[k] in "(（") - (value[k] in ")）")
        match = _PARTS.match(value, k) if depth <= 0 else None
        if match and k >= at:
            cuts.append((at, k))
            at = match.end()
    cuts.append((at, len(value)))
    stripped = [(start + len(value[start:end]) - len(value[start:end].lstrip()), end) for start, end in cuts]
    return [(start, start + len(value[start:end].rstrip())) for start, end in stripped if value[start:end].strip()]


def _subject(walker: Filing, text: Text, before: int, context: Context) -> Draft | None:
    """The unit that the sentence speaks of: the name it begins with, else the one spoken of already."""
    value = text.value
    for size in range(min(14, len(value)), 1, -1):
        name = value[:size]
        if walker.lexicon.kind_of(name) is None or walker.lexicon.is_generic(name):
            continue
        if not (value.startswith(name, size) or _FOLLOWS_SUBJECT.match(value, size)):
            continue
        if name[: size // 2] == name[size // 2 :]:
            size //= 2  # a heading run into its own sentence: 「市场部市场部是…」
        unit = walker.start_unit(text[:size], walker.lexicon.kind_of(name), context)
        _summary(walker, unit, text, size, before)
        return unit
    return context.unit


# What stands behind the subject of a sentence.
_FOLLOWS_SUBJECT = re.compile(r"是|的|之|主要|负责|应|须|需|其|：|:|,|，")


def _summary(walker: Filing, unit: Draft, text: Text, size: int, before: int) -> None:
    """「X是…的部门」 in front of the list says what the unit is."""
    value = text.value
    start = size if value.startswith(value[:size], size) else 0
    clause = re.match(rf"{re.escape(value[:size])}是[^，,。]{{4,60}}", value[start:before])
    if clause and "summary" not in unit.fields:
        unit.fields["summary"] = text[start : start + clause.end()]
    if start:
        walker.account.structure.append(text[:start])
