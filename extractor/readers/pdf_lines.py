"""Characters → rows at one height → lines of text with what each tells: its edges, its size, its head."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter

from extractor.readers.pdf_page import SLACK, Box, Glyph

SAME_RUN = 0.25  # of the glyph's height: neighbours on one line of 19 files differ by 0.16 (99.5 %), 0.19 at most
SAME_ROW = 0.5  # of the lower height: in the same files rows lie 1.22 apart or more, but for 0.5 %
LATIN_GAP = 0.17  # of the size: gaps inside Latin words are below 0.005 (99.5 %); a word space is 0.2 to 0.3
WIDE_GAP = 0.6  # of the size: beside Latin 0.20 (90 %) to 0.50 (98 %), between Chinese characters 0.09 (99.5 %)
TWICE = 0.3  # of the width: the same character again this near is a shadow; 「人人」 stand a full width apart
SPACING = 0.25  # sizes that Word and LibreOffice put between a Chinese and a Latin character
_LEFT = itemgetter(1)  # of a glyph
WIDE_FROM = "⺀"  # from here on (CJK Radicals Supplement) characters are set in the Chinese manner


@dataclass(frozen=True, slots=True)
class Line:
    """A visual line of text."""

    text: str
    page: int  # from 1
    box: Box
    size: float
    bold: bool
    token: float  # width of the first piece that cannot be broken: a character with its punctuation, a Latin word
    where: str  # for a person: "page 3", "page 3 table 1 row 2 column 1"
    slack: float = SLACK  # sizes that the line may fall short of not having room
    margins: tuple[float, float] | None = None  # left and right edge of its column; None in a page-wide column


def rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """The glyphs in rows from top to bottom, each from left to right."""
    runs = sorted(_runs(glyphs), key=_middle)
    found: list[list[list[Glyph]]] = []  # runs of each row
    levels: list[tuple[float, float]] = []  # middle and height of each row's first run
    for run in runs:
        middle, height = _middle(run), run[0].bottom - run[0].top
        for k in range(len(found) - 1, max(len(found) - 4, -1), -1):
            if abs(middle - levels[k][0]) <= SAME_ROW * min(height, levels[k][1]):
                found[k].append(run)
                break
        else:
            found.append([run])
            levels.append((middle, height))
    return [sorted(chain.from_iterable(row), key=_LEFT) for row in found]


def _runs(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Neighbours in the file that stand at one height; blank ones at either end fall away."""
    out: list[list[Glyph]] = []
    level = height = 0.0
    for glyph in glyphs:
        char, _, top, _, bottom, _ = glyph  # one unpacking is quicker than five attributes
        middle = top + bottom
        level_with = bool(out) and abs(middle - level) <= 2 * SAME_RUN * height
        if level_with and bottom - top < 2 * height:
            out[-1].append(glyph)
        elif level_with or char != " ":
            out.append([glyph])
            level, height = middle, max(bottom - top, 1.0)
    return out


def _middle(run: list[Glyph]) -> float:
    return (run[0].top + run[0].bottom) / 2


def spans(row: Iterable[Glyph], gap: float) -> list[tuple[float, float]]:
    """The stretches of a row that no blank wider than ``gap`` sizes divides, as (left, right)."""
    out: list[tuple[float, float]] = []
    found = False
    start = end = 0.0
    for char, x0, _, x1, _, size in row:
        if char.isspace():
            continue
        if found and x0 - end <= gap * size:
            end = max(end, x1)
            continue
        if found:
            out.append((start, end))
        start, end, found = x0, x1, True
    return [*out, (start, end)] if found else out


def line(row: Sequence[Glyph], page: int, where: str, bold: Sequence[Box] = (), slack: float = SLACK) -> Line | None:
    """The row as a line of text; None where it is blank."""
    kept: list[Glyph] = []
    last, at = "", 0.0
    for glyph in row:
        char, x0, _, x1, _, _ = glyph
        if char == last and x0 - at < TWICE * (x1 - x0):
            continue
        kept.append(glyph)
        last, at = char, x0
    while kept and kept[-1].char.isspace():
        kept.pop()
    start = next((k for k, glyph in enumerate(kept) if not glyph.char.isspace()), len(kept))
    kept = kept[start:]
    if not kept:
        return None
    _, lefts, tops, rights, bottoms, sizes = zip(*kept, strict=True)
    x, y = (lefts[0] + rights[0]) / 2, (tops[0] + bottoms[0]) / 2
    heavy = any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in bold)
    box = (round(lefts[0], 1), round(min(tops), 1), round(max(rights), 1), round(max(bottoms), 1))
    return Line(_spell(kept), page, box, round(max(sizes), 1), heavy, _token(kept), where, slack)


def _spell(glyphs: list[Glyph]) -> str:
    """The characters, with one blank where a gap shows a word's end."""
    out: list[str] = []
    last, end = " ", 0.0
    for char, x0, _, x1, _, size in glyphs:
        if x0 - end > LATIN_GAP * size and not char.isspace() and not last.isspace():  # the lesser of the two gaps
            narrow = last < WIDE_FROM and char < WIDE_FROM
            if narrow or x0 - end > WIDE_GAP * size:
                out.append(" ")
        out.append(char)
        last, end = char, x1
    return "".join(out)


def _token(glyphs: list[Glyph]) -> float:
    """Width of what line breakers keep together at the head.

    These are opening marks, a word or a character, closing marks, and the number after these
    (LibreOffice does not part 「，95%」).
    """
    at = 0
    while at < len(glyphs) - 1 and unicodedata.category(glyphs[at].char) in ("Ps", "Pi"):
        at += 1
    while at < len(glyphs) - 1 and _in_word(glyphs[at].char) and _in_word(glyphs[at + 1].char):
        at += 1
    start = at
    while at < len(glyphs) - 1 and unicodedata.category(glyphs[at + 1].char) in ("Pe", "Pf", "Po"):
        at += 1
    while start < at < len(glyphs) - 1 and _in_word(glyphs[at + 1].char):
        at += 1
    return glyphs[at].x1 - glyphs[0].x0


def _in_word(char: str) -> bool:
    return (char < WIDE_FROM and (char.isalnum() or char in "-_.%/")) or char in "≥≤≠±×÷"


# 「罚20|元/次」: what a number at the end of a line counts; other units begin words as well (分析, 人员, 项目).
_COUNTED = re.compile(r"元(?![旦月素件器])")


def wraps(last: Line, following: Line | None, right: float) -> bool:
    """Whether ``last`` fills its measure up to ``right``, so that the head of the following line did not fit."""
    room = last.size
    if following is not None and _COUNTED.match(following.text) and last.text[-1].isdigit():
        return True
    if following is not None:
        mixed = (last.text[-1] < WIDE_FROM) != (following.text[0] < WIDE_FROM)
        room = following.token + (SPACING * last.size if mixed else 0.0)
    return last.box[2] + room > right - last.slack * last.size
