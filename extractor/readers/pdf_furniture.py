"""Headers, footers and page numbers: what stands at the same height on many pages, alike but for its digits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

from extractor.readers.pdf_lines import Line
from extractor.readers.pdf_tables import PageTable

LINE_ZONE = 0.12  # of the height, at either end: sampled headers end at 0.03 to 0.10, first body lines start at 0.09
TABLE_ZONE = 0.25  # of the height: header tables of controlled documents reach 0.15, none seen beyond 0.2
SAME_HEIGHT = 6.0  # points: a header moves by less than 1 from page to page, odd and even pages by up to 4
OFTEN = 0.3  # share of the pages: odd, even and first pages may each have their own header
MIN_PAGES = 2
FIVE_PAGES = 5  # pages with one header are enough in a long file of many chapters

Part = Literal["body", "header", "footer"]
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class PageContent:
    """What a page holds, in reading order."""

    number: int
    width: float
    height: float
    pieces: tuple[Line | PageTable, ...]
    slanted: Line | None  # watermarks
    image_share: float


def furniture(pages: Sequence[PageContent]) -> dict[tuple[int, int], Part]:
    """The (page index, piece index) of what belongs to the paper, and which part it is."""
    seen: dict[tuple[Part, str], list[tuple[int, int, float]]] = {}
    for p, page in enumerate(pages):
        for k, piece in enumerate(page.pieces):
            part = _zone(piece, page.height)
            if part != "body":
                seen.setdefault((part, _DIGITS.sub("#", text_of(piece))), []).append((p, k, piece.box[1]))
    enough = min(max(MIN_PAGES, OFTEN * len(pages)), FIVE_PAGES)
    out: dict[tuple[int, int], Part] = {}
    for (part, _), places in seen.items():
        level = median(top for _, _, top in places)
        level_ones = [(p, k) for p, k, top in places if abs(top - level) <= SAME_HEIGHT]
        if len({p for p, _ in level_ones}) >= enough:
            out.update(dict.fromkeys(level_ones, part))
    for p, page in enumerate(pages):
        last = len(page.pieces) - 1
        if last > 0 and _zone(page.pieces[last], page.height) == "footer" and _is_number(page.pieces[last]):
            out[p, last] = "footer"
    return out


def text_of(piece: Line | PageTable) -> str:
    """The text without blanks, the cells of a table one after another."""
    if isinstance(piece, PageTable):
        return "|".join("".join(one.text for one in cell.lines) for cell in piece.cells).replace(" ", "")
    return piece.text.replace(" ", "")


def _zone(piece: Line | PageTable, height: float) -> Part:
    _, top, _, bottom = piece.box
    if isinstance(piece, PageTable):
        return "header" if bottom < TABLE_ZONE * height else "body"
    middle = (top + bottom) / 2
    if middle < LINE_ZONE * height:
        return "header"
    return "footer" if middle > (1 - LINE_ZONE) * height else "body"


def _is_number(piece: Line | PageTable) -> bool:
    """A line of digits and marks alone, as 「- 4 -」 or 「4/12」."""
    text = text_of(piece)
    return isinstance(piece, Line) and any(c.isdecimal() for c in text) and not any(c.isalpha() for c in text)
