"""Characters that stand for ordinary ones, folded one for one: radicals, compatibility ideographs, Wingdings."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from extractor.model import Block, Paragraph, Table
from extractor.text import Text

# Kangxi radicals and the two blocks of compatibility ideographs carry their ordinary character in Unicode's own
# data (NFKC); the CJK Radicals Supplement does not, save for two: these are its EquivalentUnifiedIdeograph rows
# whose radical is a whole simplified or ordinary character.
_RADICALS = "⺁⺎⺓⺝⺟⺠⺫⻁⻄⻅⻆⻉⻋⻑⻒⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻳"
_ORDINARY = "厂兀幺月母民目虎西见角贝车長镸长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龟"
BULLET = "•"  # for a private character of Wingdings or Symbol: in the sampled manuals these are bullets only
_ODD = re.compile("[\u2e80-\u2ef3\u2f00-\u2fd5\uf020-\uf0ff\uf900-\ufaff\U0002f800-\U0002fa1f]")


def folded(text: str) -> str:
    """The text with each such character replaced by the ordinary one; the length stays."""
    return _ODD.sub(_ordinary, text)


def _ordinary(match: re.Match[str]) -> str:
    char = match[0]
    if "\uf020" <= char <= "\uf0ff":
        return BULLET
    at = _RADICALS.find(char)
    if at >= 0:
        return _ORDINARY[at]
    plain = unicodedata.normalize("NFKC", char)
    return plain if len(plain) == 1 else char


def fold_blocks(source: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with their texts folded; the source keeps what the text layer says."""
    return tuple(_fold(block) for block in blocks) if _ODD.search(source) else blocks


def _fold(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, text=_recast(block.text))
    assert isinstance(block, Table)
    cells = tuple(replace(cell, blocks=tuple(_fold(inner) for inner in cell.blocks)) for cell in block.cells)
    return replace(block, cells=cells)


def _recast(text: Text) -> Text:
    return text.recast(folded(text.value))
