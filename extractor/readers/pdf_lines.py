"""Characters → rows at one height → lines of text with what each tells: its edges, its size, its head."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.readers.pdf_page import SLACK, Box, Glyph

SAME_RUN = 0.25  # of the glyph's height: neighbours on one line of 19 files differ by 0.16 (99.5 %), 0.19 at most
SAME_ROW = 0.5  # of the lower height: in the same files rows lie 1.22 apart or more, but for 0.5 %
LATIN_GAP = 0.17  # of the size: gaps inside Latin words are below 0.005 (99.5 %); a word space is 0.2 to 0.3
WIDE_GAP = 0.6  # of the size: beside Latin 0.20 (90 %) to 0.50 (98 %), between Chinese characters 0.09 (99.5 %)
TWICE = 0.3  # of the width: the same character again this near is a shadow; 「人人」 stand a full width apart
SPACING = 0.25  # sizes that Word and LibreOffice put between a Chinese and a Latin character
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
    return [sorted((g for run in row for g in run), key=lambda g: g.x0) for row in found]


def _runs(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Neighbours in the file that stand at one height; blank ones at either end fall away."""
    out: list[list[Glyph]] = []
    level = height = 0.0
    for glyph in glyphs:
        if glyph.char == " " and not (out and abs(glyph.top + glyph.bottom - level) <= 2 * SAME_RUN * height):
            continue
        middle = glyph.top + glyph.bottom
        if out and abs(middle - level) <= 2 * SAME_RUN * height and glyph.bottom - glyph.top < 2 * height:
            out[-1].append(glyph)
        else:
            out.append([glyph])
            level, height = middle, max(glyph.bottom - glyph.top, 1.0)
    return out


def _middle(run: list[Glyph]) -> float:
    return (run[0].top + run[0].bottom) / 2


def spans(row: Iterable[Glyph], gap: float) -> list[tuple[float, float]]:
    """The stretches of a row that no blank wider than ``gap`` sizes divides, as (left, right)."""
    out: list[tuple[float, float]] = []
    for glyph in row:
        if glyph.char.isspace():
            continue
        if out and glyph.x0 - out[-1][1] <= gap * glyph.size:
            out[-1] = (out[-1][0], max(out[-1][1], glyph.x1))
        else:
            out.append((glyph.x0, glyph.x1))
    return out


def line(row: Sequence[Glyph], page: int, where: str, bold: Sequence[Box] = (), slack: float = SLACK) -> Line | None:
    """The row as a line of text; None where it is blank."""
    kept: list[Glyph] = []
    for glyph in row:
        if kept and glyph.char == kept[-1].char and glyph.x0 - kept[-1].x0 < TWICE * (glyph.x1 - glyph.x0):
            continue
        kept.append(glyph)
    while kept and kept[-1].char.isspace():
        kept.pop()
    start = next((k for k, glyph in enumerate(kept) if not glyph.char.isspace()), len(kept))
    kept = kept[start:]
    if not kept:
        return None
    box = (
        kept[0].x0,
        min(g.top for g in kept),
        max(g.x1 for g in kept),
        max(g.bottom for g in kept),
    )
    x, y = (kept[0].x0 + kept[0].x1) / 2, (kept[0].top + kept[0].bottom) / 2
    heavy = any(b[0] <= x <= b[2] and b[1] <= y <= b[3] for b in bold)
    rounded = (round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1))
    return Line(_spell(kept), page, rounded, round(max(g.size for g in kept), 1), heavy, _token(kept), where, slack)


def _spell(glyphs: list[Glyph]) -> str:
    """The characters, with one blank where a gap shows a word's end."""
    out: list[str] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if last is not None and not glyph.char.isspace() and not last.char.isspace():
            narrow = last.char < WIDE_FROM and glyph.char < WIDE_FROM
            if glyph.x0 - last.x1 > (LATIN_GAP if narrow else WIDE_GAP) * glyph.size:
                out.append(" ")
        out.append(glyph.char)
        last = glyph
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
