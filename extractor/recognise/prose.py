"""Sentences that hold a list of duties or rules: 「其主要职责包括A、B、C等」."""

from __future__ import annotations

import re
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
        for part in _listed(text[start:end]):
            walker.file(part, "", (), inner)
        walker.account.structure.append(text[match.start() : start])
        found = True
    return found


def _listed(text: Text) -> list[Text]:
    opened = _OPEN_LIST.match(text.value)
    end = _LIST_END.search(text.value)
    body = text[opened.end() if opened else 0 : end.start() if end else None]
    out: list[Text] = []
    at = depth = 0
    for k, char in enumerate(body.value):
        depth += (char in "(（") - (char in ")）")
        match = _PARTS.match(body.value, k) if depth <= 0 else None
        if match and k >= at:
            out.append(body[at:k].strip())
            at = match.end()
    out.append(body[at:].strip())
    return [part for part in out if part.value]


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
