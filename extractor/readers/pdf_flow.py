"""From pages to a flow: margins over the document, which lines are full, tables joined; then the Reading's blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractor.readers.assemble import Assembly, Stretch
from extractor.readers.pdf_furniture import PageContent, Part, furniture
from extractor.readers.pdf_headings import headings
from extractor.readers.pdf_lines import Line, wraps
from extractor.readers.pdf_stitch import BOTTOM, Joined, goes_on, stitched
from extractor.readers.pdf_tables import PageCell, PageTable

BIN = 3.0  # points: right edges this near count as one margin (a quarter of 12 pt)
RARE = 0.5  # of the commonest edge's lines: edges as common as this still count as the margin
SELDOM = 0.08  # of the commonest edge's lines: headings at the left margin are few beside their items
REACHES = 0.6  # of the page's width: lines that end before it say nothing of the right margin
FEW = 3  # lines that must end together before they speak for a margin
MANY = 10  # and that many where the margin would be much wider than the left one: short form lines end anywhere
SHORT = 0.1  # of the page's width: this much wider; Word's and LibreOffice's own margins are equal
EMPTY_LINE = 1.8  # of the usual pitch: an empty line makes 2.0, the space around paragraphs of Word 1.4 to 1.7
SIDE = 0.2  # of the page's width: no margin is wider


@dataclass(frozen=True, slots=True)
class Margins:
    """The text area's left and right edge in points, and the size of its text."""

    left: float
    right: float
    size: float


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line, or the parts of a table, in the flow of the document."""

    piece: Line | list[PageTable]
    part: Part
    page: PageContent


def assemble(pages: Sequence[PageContent], assembly: Assembly) -> set[int]:
    """Put all pages into ``assembly``; gives the numbers of the pages that hold more than furniture."""
    parts = furniture(pages)
    entries = _flow(pages, parts)
    margins = _margins(entries)
    following = _following(entries)
    left_edges = {page.number: margins[_paper(page)].left for page in pages if _paper(page) in margins}
    levels = headings(_runs(entries), left_edges)
    apart = _apart(_runs(entries))
    for entry in entries:
        if id(entry.piece) in apart:
            assembly.paragraph("")  # an empty line
        if isinstance(entry.piece, list):
            _put_table(stitched(entry.piece), entry.part, assembly)
            continue
        line, area = entry.piece, margins[_paper(entry.page)]
        left, right = line.margins or (area.left, area.right)
        full = wraps(line, following.get(id(line)), right) if entry.part == "body" else None
        assembly.paragraph(
            [Stretch(line.text, line.where, line.page, line.box)],
            heading=levels.get(id(line), 0),
            indent=round(max(line.box[0] - left, 0.0) / area.size, 1),
            bold=line.bold,
            size=line.size,
            part=entry.part,
            full=full,
        )
    return {page.number for p, page in enumerate(pages) for k in range(len(page.pieces)) if (p, k) not in parts}


def _flow(pages: Sequence[PageContent], parts: dict[tuple[int, int], Part]) -> list[_Entry]:
    """All pieces in order; a table that goes on over a page break stands where it begins."""
    bottoms = _bottoms(pages, parts)
    entries: list[_Entry] = []
    before: _Entry | None = None  # the last body piece
    for p, page in enumerate(pages):
        for k, piece in enumerate(page.pieces):
            part = parts.get((p, k), "body")
            if isinstance(piece, Line):
                entries.append(_Entry(piece, part, page))
            elif part == "body" and before is not None and _continues(before.piece, piece, bottoms):
                continue
            else:
                entries.append(_Entry([piece], part, page))
            before = entries[-1] if part == "body" else before
        if page.slanted is not None:
            entries.append(_Entry(page.slanted, "header", page))
    return entries


def _continues(before: Line | list[PageTable], piece: PageTable, bottoms: dict[int, float]) -> bool:
    """Whether the table goes on with the one before; if so, it is added to its parts."""
    if not isinstance(before, list) or not goes_on(before, piece, bottoms[before[-1].page]):
        return False
    before.append(piece)
    return True


def _paper(page: PageContent) -> tuple[int, int]:
    return round(page.width), round(page.height)


def _bottoms(pages: Sequence[PageContent], parts: dict[tuple[int, int], Part]) -> dict[int, float]:
    """By page number, how far down the body may reach on paper of its size."""
    lowest: dict[tuple[int, int], float] = {}
    for p, page in enumerate(pages):
        ends = [piece.box[3] for k, piece in enumerate(page.pieces) if (p, k) not in parts]
        paper = _paper(page)
        lowest[paper] = max([lowest.get(paper, BOTTOM * page.height), *ends])
    return {page.number: lowest[_paper(page)] for page in pages}


def _following(entries: list[_Entry]) -> dict[int, Line]:
    """By the id of a body line, the body line that comes next without a table between."""
    out: dict[int, Line] = {}
    last: Line | None = None
    for entry in entries:
        if entry.part != "body":
            continue
        if isinstance(entry.piece, list):
            last = None
            continue
        if last is not None:
            out[id(last)] = entry.piece
        last = entry.piece
    return out


def _runs(entries: list[_Entry]) -> list[list[Line]]:
    """The body lines, in pieces that no table divides."""
    runs: list[list[Line]] = [[]]
    for entry in entries:
        if entry.part != "body":
            continue
        if isinstance(entry.piece, list):
            runs.append([])
        else:
            runs[-1].append(entry.piece)
    return runs


def _apart(runs: list[list[Line]]) -> set[int]:
    """The ids of the lines with an empty one above them."""
    pairs = [(a, b) for run in runs for a, b in pairwise(run) if a.page == b.page and a.size == b.size]
    pitches = [(b.box[1] - a.box[1]) / b.size for a, b in pairs if b.box[1] > a.box[1]]
    if not pitches:
        return set()
    usual = median(pitches)
    return {id(b) for a, b in pairs if (b.box[1] - a.box[1]) / b.size >= EMPTY_LINE * usual}


def _margins(entries: list[_Entry]) -> dict[tuple[int, int], Margins]:
    """The text area by the size of the paper."""
    by_paper: dict[tuple[int, int], list[_Entry]] = {}
    for entry in entries:
        by_paper.setdefault(_paper(entry.page), []).append(entry)
    out: dict[tuple[int, int], Margins] = {}
    for paper, ones in by_paper.items():
        lines = [e.piece for e in ones if isinstance(e.piece, Line) and e.part == "body" and not e.piece.margins]
        tables = [e.piece[0].xs for e in ones if isinstance(e.piece, list)]
        out[paper] = _area(paper[0], lines, tables)
    return out


def _area(width: int, lines: list[Line], tables: list[tuple[float, ...]]) -> Margins:
    if not lines:
        xs = tables[0] if tables else (0.0, float(width))
        return Margins(xs[0], xs[-1], 12.0)
    starts = Counter(round(line.box[0] / BIN) for line in lines)
    enough = max(n for n in starts.values()) * SELDOM
    left = BIN * min(place for place, n in starts.items() if n >= enough)
    right = _right_edge([line.box[2] for line in lines], width - min(left, SIDE * width), width)
    return Margins(left, right, max(median(line.size for line in lines), 1.0))


def _right_edge(ends: list[float], likely: float, width: int) -> float:
    """The outermost of the places where many lines end; ``likely``, the left margin mirrored, for want of such."""
    bins = Counter(round(end / BIN) for end in ends if end >= REACHES * width)
    most = max(bins.values(), default=0)
    if most < FEW:
        return max(likely, *ends)
    wanted = max(place for place, n in bins.items() if n >= RARE * most)
    edge = median(end for end in ends if round(end / BIN) == wanted)
    return edge if likely - edge <= SHORT * width or bins[wanted] >= MANY else max(likely, *ends)


# ------------------------------------------------------------------ tables


def _put_table(table: Joined, part: Part, assembly: Assembly) -> None:
    with assembly.table(table.rows, table.columns):
        for cell in table.cells:
            with assembly.cell(cell.row, cell.column, cell.row_span, cell.column_span):
                _put_cell(cell, part, assembly)
    for cell in table.heads:
        _put_cell(cell, "header", assembly)


def _put_cell(cell: PageCell, part: Part, assembly: Assembly) -> None:
    """The paragraphs of a cell, and the tables in it where they stand."""
    waiting = list(cell.tables)
    for paragraph in cell.paragraphs:
        while waiting and (waiting[0].page, waiting[0].ys[0]) < (paragraph[0].page, paragraph[0].box[1]):
            _put_table(stitched([waiting.pop(0)]), part, assembly)
        first = paragraph[0]
        assembly.paragraph(list(_stretches(paragraph)), bold=first.bold, size=first.size, part=part)
    for table in waiting:
        _put_table(stitched([table]), part, assembly)


def _stretches(paragraph: Sequence[Line]) -> Iterator[Stretch]:
    """The lines, with a blank after one that ends in a Latin word when the next begins with one."""
    for k, line in enumerate(paragraph):
        following = paragraph[k + 1].text[0] if k + 1 < len(paragraph) else ""
        words = line.text[-1].isascii() and line.text[-1].isalpha() and following.isascii() and following.isalpha()
        yield Stretch(line.text + " " if words else line.text, line.where, line.page, line.box)
