"""Headers, footers and page numbers: what stands at the same height on many pages, alike but for its digits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal, NamedTuple

from extractor.readers.pdf_lines import Line
from extractor.readers.pdf_tables import PageTable

LINE_ZONE = 0.12  # of the height, at either end: header lines end at 0.06 to 0.10, footers start at 0.91 or below
TABLE_ZONE = 0.25  # of the height: the header table of a controlled document ends at 0.13
UNDER_TABLE = 0.02  # of the height: text that runs out of that table's cells ends 0.013 below it
SAME_HEIGHT = 6.0  # points: headers of the sampled files keep their height to a point; half a line is the limit
MIN_PAGES = 2  # with one text: chapters, odd and even pages may each have their own header
MOSTLY = 0.6  # share of the pages with text at this height where it is such: headers 1.0, a repeated body line 0.43


class _Spot(NamedTuple):
    page: int  # index
    piece: int
    top: float


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
    seen: dict[tuple[Part, str], list[_Spot]] = {}
    levels: dict[Part, list[_Spot]] = {"header": [], "footer": []}
    for p, page in enumerate(pages):
        tables = [piece.box[3] for piece in page.pieces if isinstance(piece, PageTable)]
        below = min([bottom for bottom in tables if bottom < TABLE_ZONE * page.height], default=0.0)
        for k, piece in enumerate(page.pieces):
            part = _zone(piece, page.height, below)
            if part != "body":
                spot = _Spot(p, k, piece.box[1])
                seen.setdefault((part, _DIGITS.sub("#", text_of(piece))), []).append(spot)
                levels[part].append(spot)
    alike = {part: [s for key, spots in seen.items() if key[0] == part for s in _level(spots)] for part in levels}
    out: dict[tuple[int, int], Part] = {}
    for part, spots in alike.items():
        agreed = {top: _agree(top, spots, levels[part]) for top in {round(spot.top) for spot in spots}}
        out.update({(spot.page, spot.piece): part for spot in spots if agreed[round(spot.top)]})
    for p, page in enumerate(pages):
        last = len(page.pieces) - 1
        if last > 0 and _zone(page.pieces[last], page.height, 0.0) == "footer" and _is_number(page.pieces[last]):
            out[p, last] = "footer"
    return out


def _agree(top: float, alike: list[_Spot], level: list[_Spot]) -> bool:
    """Whether most pages with text at this height have there what other pages have too."""
    near = {spot.page for spot in alike if abs(spot.top - top) <= SAME_HEIGHT}
    there = {spot.page for spot in level if abs(spot.top - top) <= SAME_HEIGHT}
    return len(near) >= MOSTLY * len(there)


def _level(spots: list[_Spot]) -> list[_Spot]:
    """Those of the spots with one text that stand at one height, if they are on more than one page."""
    middle = median(spot.top for spot in spots)
    level = [spot for spot in spots if abs(spot.top - middle) <= SAME_HEIGHT]
    return level if len({spot.page for spot in level}) >= MIN_PAGES else []


def text_of(piece: Line | PageTable) -> str:
    """The text without blanks, the cells of a table one after another."""
    if isinstance(piece, PageTable):
        return "|".join("".join(one.text for one in cell.lines) for cell in piece.cells).replace(" ", "")
    return piece.text.replace(" ", "")


def _zone(piece: Line | PageTable, height: float, table_end: float) -> Part:
    """Where furniture of which kind may stand; ``table_end`` is the bottom of a table at the page's head."""
    _, top, _, bottom = piece.box
    if isinstance(piece, PageTable):
        return "header" if bottom < TABLE_ZONE * height else "body"
    middle = (top + bottom) / 2
    if middle < max(LINE_ZONE * height, table_end + UNDER_TABLE * height):
        return "header"
    return "footer" if middle > (1 - LINE_ZONE) * height else "body"


def _is_number(piece: Line | PageTable) -> bool:
    """A line of digits and marks alone, as 「- 4 -」 or 「4/12」."""
    text = text_of(piece)
    return isinstance(piece, Line) and any(c.isdecimal() for c in text) and not any(c.isalpha() for c in text)
