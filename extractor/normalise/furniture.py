"""Site and page furniture set apart: whole lines, line ends, and all that stands behind a closing mark of a site."""

from __future__ import annotations

from dataclasses import replace

from extractor.banks import Banks, Entry
from extractor.model import Block, Paragraph
from extractor.text import Range, Text

# Furniture lines are short; behind an opening mark (温馨提示:) a block of longer lines may follow.
LONGEST_LINE = 120


def set_furniture_apart(blocks: tuple[Block, ...], banks: Banks) -> tuple[tuple[Block, ...], tuple[Range, ...]]:
    """The blocks without furniture, and the source ranges of what was set apart."""
    lines = [entry for entry in banks.entries("furniture") if "line" in entry.at]
    parts = [entry for entry in banks.entries("furniture") if "inline" in entry.at]
    tails = [entry for entry in banks.entries("furniture") if "document" in entry.at]
    kept: list[Block] = []
    ranges: list[Range] = []
    rest = False  # behind the mark that ends the document proper
    for block in blocks:
        if not isinstance(block, Paragraph):
            kept.append(block)
            continue
        if block.part in ("header", "footer"):
            kept.append(block)
            continue
        value = block.text.value
        rest = rest or any(_found(banks, entry, value) for entry in tails)
        if rest or (len(value) <= LONGEST_LINE and any(_found(banks, entry, value) for entry in lines)):
            ranges.extend(block.text.spans())
            continue
        text = _without_parts(block.text, parts, banks, ranges)
        if text.value.strip():
            kept.append(block if text is block.text else replace(block, text=text.strip()))
    return tuple(kept), tuple(ranges)


def _found(banks: Banks, entry: Entry, value: str) -> bool:
    return banks.search(entry, value) is not None


def _without_parts(text: Text, parts: list[Entry], banks: Banks, ranges: list[Range]) -> Text:
    for entry in parts:
        cuts = [match.span() for match in banks.finditer(entry, text.value)]
        for start, end in cuts:
            ranges.extend(text[start:end].spans())
        text = text.without(cuts)
    return text
