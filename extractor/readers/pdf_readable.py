"""Whether the characters of a page are text at all, or codes of a font that has no map to Unicode."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from operator import itemgetter

from extractor.readers.pdf_page import Glyph

# 66 readable pages hold at most 0.026 unfit characters, a page of a font without map 0.73.
UNREADABLE = 0.2
UNSURE = 0.05  # from here on a second reader is asked
# Of 174 pieces of 400 characters of real manuals, simplified and traditional, the least familiar has 0.993 familiar
# Han; the same pieces with every code shifted (by 29, 1,000, 5,000, -300, -13,000) at most 0.58.
FAMILIAR = 0.8
MIN_HAN = 20  # fewer may be one rare name
SYMBOLS = range(0xF020, 0xF100)  # where Word puts Wingdings and Symbol: bullets, which are readable as such

# The scripts and signs that Chinese documents use; others are codes that happen to be letters somewhere.
_EXPECTED = (
    (0x20, 0x52F),  # Latin, Greek, Cyrillic
    (0x1E00, 0x1EFF),
    (0x2000, 0x2BFF),  # punctuation, signs, arrows, mathematics, boxes, shapes
    (0x2E80, 0x31FF),  # radicals, Chinese punctuation, kana, bopomofo
    (0x3200, 0x9FFF),
    (0xF900, 0xFAFF),
    (0xFE10, 0xFE6F),
    (0xFF00, 0xFFEF),
    (0x1F000, 0x1FAFF),
    (0x20000, 0x323AF),
)


def unfit(glyphs: Iterable[Glyph]) -> float:
    """The share (0..1) of the characters that cannot be text; 1.0 for Han that nobody writes.

    Blanks count neither way.
    """
    counts = Counter(map(itemgetter(0), glyphs))
    total = sum(n for char, n in counts.items() if not char.isspace())
    if not total:
        return 0.0
    bad = sum(n for char, n in counts.items() if not _fits(char))
    han = sum(n for char, n in counts.items() if "㐀" <= char <= "鿿")
    known = sum(n for char, n in counts.items() if "㐀" <= char <= "鿿" and _familiar(char))
    if han >= MIN_HAN and known < FAMILIAR * han:
        return 1.0
    return bad / total


@lru_cache(maxsize=4096)
def _fits(char: str) -> bool:
    """Whether a character of a Chinese document may be this one."""
    if char.isspace():
        return True
    code = ord(char)
    if code in SYMBOLS:
        return True
    expected = any(low <= code <= high for low, high in _EXPECTED)
    return expected and code != 0xFFFD and unicodedata.category(char) not in ("Cc", "Cn", "Co", "Cs")


@lru_cache(maxsize=8192)
def _familiar(char: str) -> bool:
    """Whether it is on the first level of GB 2312 (3,755 characters) or of Big5 (5,401)."""
    gb, big5 = char.encode("gb2312", "ignore"), char.encode("big5", "ignore")
    return b"\xb0" <= gb[:1] <= b"\xd7" or b"\xa4" <= big5[:1] <= b"\xc6"
