"""Sentences that a copy has broken around their numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.model import Block, Paragraph
from extractor.text import concat

# A line that ends so goes on in no other.
FINISHED = re.compile(r"[。；;！!？?…]$")
_BARE_NUMBER = re.compile(r"\d{1,4}(?:\.\d{1,2})?")
_COUNTS = re.compile(r"(?:分|元|[%％]|天|次|人|个|小时|月|年|日|块|倍|名|米|公[里斤分顷]|周|条|件|万|千|百)")


def with_numbers(blocks: Sequence[Block]) -> list[Block]:
    """Sentences that a copy has broken around their numbers (「扣绩效考核 / 10 / 分;」) in one line again."""
    out: list[Block] = []
    for k, block in enumerate(blocks):
        before = out[-1] if out else None
        if not (isinstance(block, Paragraph) and isinstance(before, Paragraph)) or block.number or block.heading:
            out.append(block)
            continue
        value, left = block.text.value, before.text.value
        following = blocks[k + 1] if k + 1 < len(blocks) else None
        counted = isinstance(following, Paragraph) and _COUNTS.match(following.text.value) is not None
        number = _BARE_NUMBER.fullmatch(value) is not None and counted and not FINISHED.search(left)
        unit = _BARE_NUMBER.search(left[-5:]) is not None and left[-1:].isdigit() and _COUNTS.match(value) is not None
        if (number and len(left) > 1) or (unit and _BARE_NUMBER.fullmatch(_last_line(blocks, k)) is not None):
            out[-1] = replace(before, text=concat((before.text, block.text)))
        else:
            out.append(block)
    return out


def _last_line(blocks: Sequence[Block], k: int) -> str:
    before = blocks[k - 1]
    return before.text.value if isinstance(before, Paragraph) else ""
