"""Checklists without any label: a line that says what is looked at, its requirements, and the points they are worth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractor.model import Item, Node, Share
from extractor.recognise.drafts import Draft
from extractor.text import Text

if TYPE_CHECKING:
    from extractor.recognise.filing import Filing

# 「分数:5 Y N 得分:5」 closes one entry, where the bank knows the word for a column of points.
_POINTS = re.compile(r"^(?P<header>[^:：\d]{2,6})[:：]\s*(?P<points>\d{1,3}(?:\.\d)?)\s*分?(?![-~～至到\d])")
_CODE = re.compile(r"^[A-Za-z]{1,3}[-.]?\d{1,3}\s*[:：.、]\s*")
_OPENED = re.compile(r"^[（(]\s*(?:\d{1,2}\s*[.．、)）]\s*)?")
_UNFILLED = re.compile(r"^[^:：]{1,6}[:：]$")  # 「问题描述：」 is to be filled in
_WORDS = re.compile(r"[^\W_]")
# Fewer may be a form's own points; of all manuals read so far only two checklists have such lines, 4 and 10.
FEWEST_ENTRIES = 3


def read_checklist(walker: Filing, root: Node) -> Draft | None:
    """The nameless unit that a checklist is about; None where the document is none."""
    nodes = [node for node in _nodes(root) if _says_something(node.whole().value)]
    ends = [k for k, node in enumerate(nodes) if _points(walker, node.whole()) is not None]
    if len(ends) < FEWEST_ENTRIES:
        return None
    draft = Draft(None, "role")
    start = 0
    for end in ends:
        _entry(walker, draft, nodes[start:end], nodes[end].whole())
        start = end + 1
    walker.account.outside.extend(node.whole() for node in nodes[start:])
    draft.flags.append("unlabelled")
    draft.confidence = 0.6
    return draft


def _points(walker: Filing, text: Text) -> re.Match[str] | None:
    """The label of points and their number at the beginning of a line."""
    match = _POINTS.match(text.value)
    if match is None or walker.lexicon.label(match.group("header").strip(), "column") != ("points",):
        return None
    return match


def _says_something(value: str) -> bool:
    return _WORDS.search(value) is not None and not _UNFILLED.match(value)


def _nodes(node: Node) -> Iterator[Node]:
    """The nodes below, in the order of the document."""
    for child in node.children:
        yield child
        yield from _nodes(child)


def _entry(walker: Filing, draft: Draft, nodes: list[Node], closing: Text) -> None:
    """The standards of one entry: the requirements below its first line, or that line itself."""
    match = _points(walker, closing)
    if match is None or not nodes:
        return
    walker.account.structure.append(closing)
    first = next((k for k, node in enumerate(nodes) if _CODE.match(node.whole().value)), 0)
    walker.account.outside.extend(node.whole() for node in nodes[:first])  # the checklist's own title
    nodes = nodes[first:]
    shares: tuple[Share, ...] = (Share(closing[slice(*match.span("points"))], closing[slice(*match.span("header"))]),)
    title = nodes[0].whole()
    title = title[(code.end() if (code := _CODE.match(title.value)) else 0) :]
    rows = frozenset({walker.row()})
    group: tuple[Text, ...] = (title,) if len(nodes) > 1 else ()
    if group:
        walker.account.structure.append(title)
    for node in nodes[1:] if group else nodes[:1]:
        text = _bare(node.whole()) if group else title
        draft.add(Item("standard", text, node.mark if group else "", group, rows, shares, confidence=0.6))
        shares = ()


def _bare(text: Text) -> Text:
    """A requirement less the brackets around the whole list."""
    opened = _OPENED.match(text.value)
    text = text[opened.end() :] if opened else text
    value = text.value
    unopened = value.count(")") + value.count("）") > value.count("(") + value.count("（")
    return text[:-1].strip() if value[-1:] in ")）" and unopened else text
