"""The lines of a document, broken ones put together, each with its parts and what the others say of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.lexicon import Lexicon
from extractor.model import Block, Paragraph
from extractor.outline.broken import FINISHED, with_numbers
from extractor.outline.contents import heads_contents
from extractor.outline.distinct import distinct
from extractor.outline.parts import LONGEST_REPEATED, UNFINISHED, Line, begins_with_label, parts_of
from extractor.outline.peers import FEWEST_PEERS, mark_gaps, mark_peers, read_as_letters
from extractor.text import Text, concat

_CLOSING = re.compile(r"^[，,。；;：:、）)】」』”’％%]")


def lines(blocks: Sequence[Block], lexicon: Lexicon) -> list[Line]:
    """The blocks as lines with their parts; lines that repeat a title just above are dropped into ``extra``."""
    out: list[Line] = []
    paragraphs = distinct(with_numbers(blocks), lexicon)
    if len(paragraphs) > 1:  # a cell of a table mostly holds one
        mark_gaps(paragraphs)
    width = _wrap_width(paragraphs) if len(paragraphs) > FEWEST_WRAPPED else 0.0
    for k, line in enumerate(paragraphs):
        if line.paragraph is not None and line.text is not None:
            before = out[-1] if out else None
            line.joins = before is not None and _joins(before, line, width) and not begins_with_label(line, lexicon)
            following = paragraphs[k + 1] if k + 1 < len(paragraphs) else None
            if line.joins and before is not None and (title := _title_of_two(before, line, lexicon)) is not None:
                before.text = title
                before.parts = parts_of(before, following, lexicon)
                continue
            line.parts = parts_of(line, following, lexicon)
        out.append(line)
    if len(out) > FEWEST_PEERS:
        mark_peers(out)
        read_as_letters(out)
    return out


def _title_of_two(before: Line, line: Line, lexicon: Lexicon) -> Text | None:
    """The title that two lines of one size make together: 「…公司组织机构与|岗位职责汇编」."""
    assert before.text is not None and line.text is not None and line.paragraph is not None
    if before.paragraph is None or before.paragraph.size != line.paragraph.size or not line.paragraph.size:
        return None
    marked = any(part.mark is not None or part.label is not None for part in before.parts)
    if marked or len(before.text) + len(line.text) > LONGEST_REPEATED or FINISHED.search(line.text.value):
        return None
    whole = concat((before.text, line.text))
    title = lexicon.title(whole)
    return whole if title is not None and set(title.means) != {"outside"} else None


def single_line(blocks: Sequence[Block], lexicon: Lexicon) -> Line | None:
    """The line of a body paragraph that stands alone, which nothing beside it can say more of; else None."""
    block = blocks[0] if len(blocks) == 1 else None
    if not isinstance(block, Paragraph) or block.part != "body" or heads_contents(block.text.value, lexicon):
        return None
    line = Line(block, text=block.text)
    line.parts = parts_of(line, None, lexicon)
    return line


# A text is hard-wrapped where at least so many lines come within this many ideographs of the longest.
FEWEST_WRAPPED = 3
WRAP_SLACK = 4.0
NARROWEST_WRAP = 20.0  # ideographs
# No page of text is wider: 45 ideographs of 10 points fill one of A4.
WIDEST_WRAP = 48.0
# No sentence of the manuals and samples is so short, with its full stop; what is ends the line before.
LONGEST_REST = 3


def _wrap_width(rows: list[Line]) -> float:
    """The width at which the lines of a plain text are broken, in ideographs; 0 where they are not."""
    if any(row.table is not None or (row.paragraph is not None and row.paragraph.full is not None) for row in rows):
        return 0.0
    widths = sorted((_width(row.text.value) for row in rows if row.text is not None), reverse=True)
    if len(widths) < FEWEST_WRAPPED + 1 or widths[0] < NARROWEST_WRAP or widths[0] > WIDEST_WRAP:
        return 0.0
    return widths[0] if widths[FEWEST_WRAPPED - 1] >= widths[0] - WRAP_SLACK else 0.0


def _width(value: str) -> float:
    return len(value) - 0.5 * len(value.encode("ascii", "ignore"))


# 「（2019年8月教职工代表大会通过）」 below a title.
_ADOPTED = re.compile(r"[（(][^（）()]*(?:通过|修订|试行|印发|施行|\d{4}年)[^（）()]*[)）]")
# A title in two lines in the middle of a page, neither of which is full: 「…公司组织机构与|岗位职责汇编」.
_GOES_ON = re.compile(r"[与和及]$")
SHORTEST_CENTRED = 8


def _joins(before: Line, line: Line, width: float) -> bool:
    """Whether a line goes on the sentence of the line before."""
    if before.paragraph is None or line.paragraph is None or before.text is None or line.text is None:
        return False
    if line.paragraph.number or line.paragraph.heading or line.paragraph.quote != before.paragraph.quote:
        return False
    left, right = before.text.value, line.text.value
    if not left or not right or before.paragraph.heading:
        return False
    if _CLOSING.match(right) or _ADOPTED.fullmatch(right):
        return _CLOSING.match(right) is not None
    if before.paragraph.full is not None:
        broken = before.paragraph.full and not FINISHED.search(left)
        return broken or (_GOES_ON.search(left) is not None and len(left) >= SHORTEST_CENTRED)
    if len(right) <= LONGEST_REST and right[-1] in "。；;" and _width(left) >= NARROWEST_WRAP:
        return not FINISHED.search(left)  # 「…60分以下为不合|格。」
    if width and _width(left) >= width - WRAP_SLACK:
        return not FINISHED.search(left)
    return bool(UNFINISHED.search(left)) and left[-1] not in "；;" and len(left) > 12
