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


def contents_of(blocks: Sequence[Block], lexicon: Lexicon) -> frozenset[str]:
    """The lines of a table of contents: behind its heading, those with leaders or that come again as headings."""
    values = [block.text.value for block in blocks if isinstance(block, Paragraph)]
    start = next((k for k, value in enumerate(values) if heads_contents(value, lexicon)), None)
    if start is None:
        return frozenset()
    found = {values[start]}
    later = [fold_label(_LEADERS.sub("", value)) for value in values]
    for k in range(start + 1, len(values)):
        if _LEADERS.search(values[k]) or (later[k] and later[k] in later[k + 1 :] and len(later[k]) <= LONGEST_ENTRY):
            found.add(values[k])
        elif k > start + 1:
            break
    return frozenset(found)


def in_contents(value: str, contents: frozenset[str], lexicon: Lexicon) -> bool:
    """Whether a line belongs to the table of contents: only its first copy does, which has leaders or comes again."""
    return value in contents and (bool(_LEADERS.search(value)) or heads_contents(value, lexicon))


# Hardly a line holds one of the characters that such a heading begins with.
_MAY_HEAD = re.compile("[目cC]")


def heads_contents(value: str, lexicon: Lexicon) -> bool:
    """Whether a line is the heading of a table of contents."""
    return _MAY_HEAD.search(value) is not None and lexicon.says("contents", fold_label(value))
