"""The items of a passage: one numbered item, list line or paragraph each, continuations joined."""

from __future__ import annotations

import re

from extractor.model import Node
from extractor.text import Text, concat

_ANNOUNCES = re.compile(
    r"(?:如下|以下|下列|左列|包括|主要有|主要是|分为|几个?方面|几点|(?:职责|职能|任务|要求|标准|内容)(?:主要)?(?:是|有|为|包括))[^。；;]{0,16}[:：]$"
    r"|^[^。；;，,]{0,16}(?:职责|职能|任务|要求|标准|内容|职掌)[:：]$|[:：]$(?<=协助[:：])(?<=.{3})"
)
_CASES = re.compile(r"(?:扣|罚|奖|加分|不合格|一票否决|处分|辞退|开除)")
_SUMMARY = re.compile(
    r"(?:是|为)[^。]{2,60}(?:部门|机构|岗位|中心|责任人|负责人)|在[^。，]{2,20}领导下|(?:全面|主管|协助)[^。]{0,20}工作"
)


def announces(text: str) -> bool:
    """Whether a lead-in merely announces a list and says nothing else."""
    return bool(_ANNOUNCES.search(text)) and not _CASES.search(text)


def states_summary(text: str) -> bool:
    """Whether a sentence says what a post or body is."""
    return bool(_SUMMARY.search(text))


def less_colon(text: Text) -> Text:
    """A heading without the colon and blanks around it."""
    return text.strip(" :：") if text.value[-1:] in ":： " else text


# What is read with its heading, and goes on no sentence.
STRUCTURAL = frozenset({"item", "heading", "table", "field"})


def heads(node: Node) -> bool:
    """Whether anything with a structure of its own stands below a node."""
    return any(child.kind in STRUCTURAL for child in node.children)


def continued(node: Node) -> Text:
    """A node's own words and the unnumbered lines that go on from them."""
    parts = [node.whole() if node.kind != "field" else node.text]
    parts.extend(child.text for child in node.children if child.kind == "text")
    return concat(parts)


def items_of(node: Node) -> list[tuple[tuple[Text, ...], Text, str]]:
    """(groups, text, number) for each item in a passage, in reading order."""
    out: list[tuple[tuple[Text, ...], Text, str]] = []
    _collect(node, (), out)
    return out


def _collect(node: Node, group: tuple[Text, ...], out: list[tuple[tuple[Text, ...], Text, str]]) -> None:
    numbered = [child for child in node.children if child.kind in ("item", "heading", "field")]
    if node.kind in ("root", "table") or not (node.text.value or node.label):
        for child in node.children:
            _collect(child, group, out)
    elif numbered:
        whole = node.whole()
        deeper = group if announces(whole.value) else (*group, whole.strip(" :："))
        for child in node.children:
            _collect(child, deeper, out)
    else:
        out.append((group, continued(node) if node.kind != "field" else node.whole(), node.mark))


_SENTENCE = re.compile(r"[^。；;]+[。；;]*")


def sentences(text: Text) -> list[Text]:
    """The sentences of a text, each with the mark that ends it."""
    return [text[match.start() : match.end()] for match in _SENTENCE.finditer(text.value)]
