"""The table of contents of a document, which says nothing that the document does not say again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.banks import fold_label
from extractor.lexicon import Lexicon
from extractor.model import Block, Paragraph

# An entry without leaders is a heading that comes again, and none of those is longer.
LONGEST_ENTRY = 28
_LEADERS = re.compile(r"(?:[.．…·\s_-]{3,}|\t+)\d{1,3}$|(?<=\S)\s?[（(]\d{1,3}[)）]$")
_PAGE = re.compile(r"\s\d{1,3}$")  # what is left of a tab with leaders


def contents_of(blocks: Sequence[Block], lexicon: Lexicon) -> frozenset[int]:
    """The indexes of the blocks of a table of contents: its heading, and lines with leaders or that come again."""
    lines = [(number, block.text.value) for number, block in enumerate(blocks) if isinstance(block, Paragraph)]
    start = next((k for k, (_, value) in enumerate(lines) if heads_contents(value, lexicon)), None)
    if start is None:
        return frozenset()
    found = {lines[start][0]}
    bare = [fold_label(_PAGE.sub("", _LEADERS.sub("", value))) for _, value in lines]
    for k in range(start + 1, len(lines)):
        number, value = lines[k]
        again = bool(bare[k]) and bare[k] in bare[k + 1 :] and len(bare[k]) <= LONGEST_ENTRY
        if _LEADERS.search(value) or again:
            found.add(number)
        elif k > start + 1:
            break
    return frozenset(found)


# Hardly a line holds one of the characters that such a heading begins with.
_MAY_HEAD = re.compile("[目cC]")


def heads_contents(value: str, lexicon: Lexicon) -> bool:
    """Whether a line is the heading of a table of contents."""
    return _MAY_HEAD.search(value) is not None and lexicon.says("contents", fold_label(value))
