"""The language of the outline's tests: a text in, its outline as an indented list out.

Each line is ``mark text``: headings begin with ``#``, fields with ``=``, running text with ``~``; what stands below
is indented by two blanks. A label stands before its text as it is written. A table's cells stand below ``|row,column``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path

from extractor import banks
from extractor.lexicon import Lexicon, lexicon
from extractor.model import Clean, Node, Paragraph, Reading
from extractor.normalise import normalise
from extractor.outline import outline
from extractor.text import Text

_SIGNS = {"heading": "#", "field": "=", "text": "~"}


def words(extra: tuple[Path, ...] = ()) -> Lexicon:
    """What the built-in banks know."""
    return lexicon(banks.load(extra))


def reading(text: str, numbers: Sequence[str] = ()) -> Reading:
    """One paragraph a line of the text; ``numbers`` are those that Word paints, line by line: 1.@0 at level 0."""
    blocks: list[Paragraph] = []
    at = 0
    for line, number in zip_longest(text.split("\n"), numbers, fillvalue=""):
        painted, _, level = number.partition("@")
        blocks.append(Paragraph(Text.of(text, at, at + len(line)), number=painted, level=int(level or 0)))
        at += len(line) + 1
    return Reading(text, tuple(blocks), (), "test", "text/plain")


def cleaned(text: str, numbers: Sequence[str] = ()) -> Clean:
    """The text as the outline's step gets it."""
    return normalise(reading(text, numbers), banks.load())


def outlined(text: str, numbers: Sequence[str] = ()) -> list[str]:
    """The outline of a text, one line for each node."""
    return list(told(outline(cleaned(text, numbers).blocks, words())))


def told(root: Node, depth: int = 0) -> Iterator[str]:
    """The lines below a node."""
    for node in root.children:
        yield "  " * depth + " ".join(filter(None, (_SIGNS.get(node.kind, ""), node.mark, node.whole().value)))
        for cell, inside in zip(node.table.cells if node.table else (), node.cells, strict=True):
            yield "  " * depth + f"|{cell.row},{cell.column}"
            yield from told(inside, depth + 1)
        yield from told(node, depth + 1)
