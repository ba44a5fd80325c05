"""The tree that the solver's decisions make of the lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from extractor.lexicon import Lexicon
from extractor.model import Block, Node
from extractor.outline.articles import laid_out
from extractor.outline.lines import lines, single_line
from extractor.outline.parts import Line, Part
from extractor.outline.run_in import unrun
from extractor.outline.solver import REJECTED, Event, solve
from extractor.outline.spaced import spaced
from extractor.outline.stacked import unstacked
from extractor.text import EMPTY, Text, concat

# Levels below this one are read as this one: manuals have eight at most, and what reads the tree calls itself.
DEEPEST = 60


def outline(blocks: Sequence[Block], lexicon: Lexicon) -> Node:
    """The root of the outline of these blocks."""
    blocks = unrun(spaced(blocks, lexicon), lexicon)
    alone = single_line(blocks, lexicon)  # which most table cells are
    rows = lines(unstacked(laid_out(blocks), lexicon), lexicon) if alone is None else [alone]
    if len(rows) == 1 and rows[0].table is None and len(rows[0].parts) == 1 and rows[0].parts[0].event is None:
        return _single(rows[0])
    events: list[Event] = []
    for row in rows:
        if row.break_before:
            events.append(Event("break"))
        events.extend(part.event for part in row.parts if part.event is not None)
    decisions = iter(solve(events))
    builder = _Builder(lexicon)
    for row in rows:
        if row.break_before:
            next(decisions)
            builder.open = [builder.root]
        if row.table is not None:
            builder.table(row)
        elif row.parts:
            builder.line(row, [REJECTED if part.event is None else next(decisions) for part in row.parts])
    return builder.root


def _single(row: Line) -> Node:
    """The outline of one plain paragraph."""
    builder = _Builder(None)
    builder.line(row, [REJECTED])
    return builder.root


class _Builder:
    def __init__(self, lexicon: Lexicon | None) -> None:
        self.lexicon = lexicon
        self.root = Node("root", EMPTY)
        self.open: list[Node] = [self.root]  # the node at each depth, the root first
        self.last: Node = self.root  # the node that running text goes on
        self.apart: Node | None = None  # what a text behind an empty line belongs to, and those that follow it

    def table(self, row: Line) -> None:
        assert row.table is not None and self.lexicon is not None
        cells = tuple(outline(cell.blocks, self.lexicon) for cell in row.table.cells)
        node = Node("table", EMPTY, table=row.table, cells=cells)
        self.open[-1].children.append(node)
        self.last, self.apart = node, None

    def line(self, row: Line, decisions: list[int]) -> None:
        """The parts of one line: each decided one begins a node, what is rejected stays text."""
        assert row.text is not None
        at = 0
        for k, (part, depth) in enumerate(zip(row.parts, decisions, strict=True)):
            nested = part.event is None and part.label is not None
            if depth == REJECTED and not nested:
                continue
            if at < part.start:
                self._text(row.text[at : part.start].strip(), row, at)
            stop = self._stop(row, decisions, k)
            self._begin(part, depth, row, stop)
            at = stop
        if at < len(row.text):
            self._text(row.text[at:].strip(), row, at)

    @staticmethod
    def _stop(row: Line, decisions: list[int], k: int) -> int:
        assert row.text is not None
        for part, depth in zip(row.parts[k + 1 :], decisions[k + 1 :], strict=True):
            if depth != REJECTED or (part.event is None and part.label is not None):
                return part.start
        return len(row.text)

    def _begin(self, part: Part, depth: int, row: Line, stop: int) -> None:
        assert row.text is not None and row.paragraph is not None
        label = part.label
        body = row.text[part.end : stop].strip()
        node = Node(
            self._kind(part), body, level=row.paragraph.heading, bold=row.paragraph.bold, quote=row.paragraph.quote
        )
        if part.mark is not None:
            node.mark_text = row.text[part.mark.start : part.mark.end] if part.mark.end else None
            node.mark = row.paragraph.number if not part.mark.end else part_mark(node.mark_text)
            node.family, node.value = part.mark.family, part.mark.value
        if label is not None:
            node.label = row.text[label.start : label.end]
            node.means = label.means
            if label.title is not None:
                node.name, node.name_kind, node.body = label.title.name, label.title.kind, label.title.body
                node.holders, node.several = label.title.holders, label.title.several
        if row.break_before:
            node.break_before = True
            row.break_before = False
        if row.extra:
            node.extra, row.extra = row.extra, []
        self.apart = None
        depth = min(depth, DEEPEST)
        if node.kind == "field" and depth == REJECTED:
            self._holder().children.append(node)
        else:
            self.open = self.open[: depth + 1]
            parent = self._holder() if node.kind == "heading" else self.open[-1]
            parent.children.append(node)
            while len(self.open) < depth + 1:
                self.open.append(self.open[-1])
            self.open.append(node)
        self.last = node

    @staticmethod
    def _kind(part: Part) -> Literal["field", "item", "heading"]:
        if part.event is None:
            return "field"
        return "item" if part.event.kind == "mark" else "heading"

    def _holder(self) -> Node:
        """The innermost open node that can hold a heading: no finished sentence."""
        for node in reversed(self.open):
            if node.kind == "root" or node.kind == "heading" or (node.can_head() and not self._in_leaf_list(node)):
                return node
        return self.root

    def _in_leaf_list(self, node: Node) -> bool:
        """Whether an item stands in a list whose items before it hold nothing, so that it heads nothing either."""
        if node.label is not None:
            return False
        if node.family in ("bullet", "circled"):
            return True
        depth = self.open.index(node)
        parent = self.open[depth - 1] if depth else self.root
        before = [child for child in parent.children if child.family == node.family and child is not node]
        return bool(before) and not any(child.children for child in before)

    def _text(self, text: Text, row: Line, at: int) -> None:
        if not text.value:
            return
        if row.joins and at == 0 and self.last.kind not in ("root", "table"):
            self.last.text = _joined(self.last.text, text)
            return
        if row.gap and at == 0:
            self.apart = self._holder()
        parent = self.apart or self.open[-1]
        node = Node(
            "text",
            text,
            bold=row.paragraph.bold if row.paragraph else False,
            quote=bool(row.paragraph and row.paragraph.quote),
        )
        if row.break_before:
            node.break_before, row.break_before = True, False
        if row.extra:
            node.extra, row.extra = row.extra, []
        parent.children.append(node)
        self.last = node


def part_mark(text: Text | None) -> str:
    """The enumerator as typed."""
    return "" if text is None else text.value.strip()


def _joined(left: Text, right: Text) -> Text:
    return concat((left, right))
