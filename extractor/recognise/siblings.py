"""What nodes and their siblings show of themselves, before anything is known of the unit that they speak of."""

from __future__ import annotations

from dataclasses import replace

from extractor.model import Node
from extractor.recognise.drafts import FIELDS, SECTIONS
from extractor.recognise.items import STRUCTURAL


def is_plain(node: Node) -> bool:
    """Whether a node is an item or a paragraph without a label."""
    return node.kind in ("item", "text") and node.label is None


def with_summaries(nodes: list[Node]) -> list[Node]:
    """The siblings, each label of a summary (【工作概要】) with the paragraph below it as its value."""
    out: list[Node] = []
    for node in nodes:
        before = out[-1] if out else None
        labels = before is not None and before.kind == "field" and before.means[:1] == ("summary",)
        if labels and before is not None and not before.text.value and is_plain(node) and node.kind == "text":
            out[-1] = replace(before, text=node.text)
        else:
            out.append(node)
    return out


def documents(nodes: list[Node]) -> list[list[Node]]:
    """The siblings document by document, where several stand in one file."""
    runs: list[list[Node]] = []
    for node in nodes:
        if not runs or node.break_before:
            runs.append([])
        runs[-1].append(node)
    return runs


def duties_ahead(nodes: list[Node]) -> bool:
    """Whether a section of duties stands among siblings, behind others."""
    return any(node.means[:1] == ("duty",) and node.name is None and node.label is not None for node in nodes[1:])


def is_title(node: Node) -> bool:
    """Whether a labelled node names a unit or announces a manual, and is no mere section."""
    return node.name is not None or node.body is not None or "manual" in node.means or node.break_before


def are_sections(nodes: list[Node]) -> bool:
    """Whether labelled siblings are the sections of a manual and not items that happen to begin with a label."""
    labelled = [node for node in nodes if node.label is not None and node.kind == "item"]
    kinds = {node.means[0] for node in labelled if node.means and node.means[0] in (*SECTIONS, *FIELDS)}
    numbered = [node for node in nodes if node.kind == "item"]
    return len(kinds) >= 2 and len(labelled) >= 0.6 * len(numbered)


# A numbered line in front of a table heads it up to this length; longer ones end a list: the headings seen have 12.
LONGEST_HEADING_OF_TABLE = 14


def is_statement(value: str) -> bool:
    """Whether a numbered line in front of a table states something, and is no heading of it."""
    return len(value) > LONGEST_HEADING_OF_TABLE or value.endswith(("。", "；", ";"))


def holds_but_tables(node: Node) -> bool:
    """Whether tables, and nothing else that has a structure, stand below a line."""
    below = {child.kind for child in node.children if child.kind in STRUCTURAL}
    return below == {"table"}
