"""Site and page furniture set apart: whole lines, line ends, and all that stands behind a closing mark of a site."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.banks import Banks, Entry
from extractor.model import Block, Paragraph
from extractor.text import Range, Text, concat

_BULLETS = "•·● "  # a site's lists of its own links and figures carry them
_NUMBERED = re.compile(
    r"\s*(?:\d{1,3}[、.．)）](?!\d)|[（(]\s*[\d一二三四五六七八九十]{1,3}\s*[)）]|[一二三四五六七八九十]{1,3}、|[①-⒛])"
)
# Furniture lines are short; behind an opening mark (温馨提示:) a block of longer lines may follow.
LONGEST_LINE = 120


def set_furniture_apart(blocks: tuple[Block, ...], banks: Banks) -> tuple[tuple[Block, ...], tuple[Range, ...]]:
    """The blocks without furniture, and the source ranges of what was set apart."""
    lines, signatures = banks.standing("furniture", "line"), banks.standing("furniture", "end")
    dates = tuple(entry for entry in lines if entry.id == "furniture.date")
    every = banks.entries("furniture")
    kept: list[Block] = []
    ranges: list[Range] = []
    rest = False  # behind the mark that ends the document proper
    broken = False  # furniture stands right before, perhaps in mid-sentence
    for k, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            kept.append(block)
            continue
        if block.part in ("header", "footer"):
            kept.append(block)
            continue
        value = block.text.value.lstrip(_BULLETS)
        likely = banks.likely(every, value)  # one look for the entries of all places
        if likely and _POST_AND_PERSON.match(value) and _heads_list(blocks, k):
            likely = [entry for entry in likely if entry.means != "contact"]
        if not rest and value and not likely:
            if not value.isspace():
                kept.append(block)
            continue
        rest = rest or _found(likely, "document", value, banks)
        if rest or (len(value) <= LONGEST_LINE and _found(likely, "line", value, banks) and not _is_duty(block, banks)):
            ranges.extend(block.text.spans())
            before = kept[-1] if kept and banks.found(dates, value) else None
            if isinstance(before, Paragraph) and banks.found(signatures, before.text.value):
                ranges.extend(before.text.spans())
                kept.pop()
            broken = True
            continue
        text = _without_parts(block.text, likely, banks, ranges)
        if text.value.strip():
            paragraph = block if text is block.text else replace(block, text=text.strip())
            if broken and kept and _goes_on(kept[-1], paragraph):
                assert isinstance(kept[-1], Paragraph)
                kept[-1] = replace(kept[-1], text=concat((kept[-1].text, paragraph.text)))
            else:
                kept.append(paragraph)
            broken = False
    return tuple(kept), tuple(ranges)


# 「妇女主任赵某某电话：…」; 「主任某某某副主任某某办公电话：…」 says who leads the body above.
_POST_AND_PERSON = re.compile(r"[^:：,，。\s]{4,9}\s*(?:联系)?(?:电话|手机)")
_FIRST = re.compile(r"\s*[(（]?(?:1|１|一)[、.．)）]|\s*①")


def _heads_list(blocks: tuple[Block, ...], k: int) -> bool:
    """Whether the first item of a list stands right behind a line."""
    following = blocks[k + 1] if k + 1 < len(blocks) else None
    return isinstance(following, Paragraph) and _FIRST.match(following.text.value) is not None


# A line that a page's end cuts off is long, save where the page is narrow.
SHORTEST_CUT_OFF = 16
_IN_SENTENCE = re.compile(r"[，,。；;、]")
_ENDED = re.compile(r"[。；;：:！!？?…）)》」』”]$")


def _goes_on(before: Block, paragraph: Paragraph) -> bool:
    """Whether a line behind a page's end goes on the sentence before it."""
    if not isinstance(before, Paragraph) or paragraph.number or paragraph.heading or before.heading:
        return False
    left, right = before.text.value, paragraph.text.value
    return (
        len(left) >= SHORTEST_CUT_OFF
        and _ENDED.search(left) is None
        and _IN_SENTENCE.search(left) is not None
        and _NUMBERED.match(right) is None
        and _ENDED.search(right) is not None
    )


def _is_duty(block: Paragraph, banks: Banks) -> bool:
    """Whether a line is an item of a list that begins as duties do, whatever it speaks of."""
    mark = _NUMBERED.match(block.text.value)
    if mark is None and not block.number:
        return False
    return banks.found(banks.entries("verb", "duty"), block.text.value[mark.end() if mark else 0 :].lstrip())


def _found(entries: Sequence[Entry], at: str, value: str, banks: Banks) -> bool:
    """Whether any of the entries that may stand at a place matches."""
    for entry in entries:  # any() takes half as long again  # noqa: SIM110
        if at in entry.at and banks.search(entry, value) is not None:
            return True
    return False


def _without_parts(text: Text, entries: Sequence[Entry], banks: Banks, ranges: list[Range]) -> Text:
    """The text less what the entries within lines match."""
    for entry in entries:
        if "inline" not in entry.at:
            continue
        cuts = [match.span() for match in banks.finditer(entry, text.value)]
        for start, end in cuts:
            ranges.extend(text[start:end].spans())
        text = text.without(cuts)
    return text
