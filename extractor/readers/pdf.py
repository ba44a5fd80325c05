"""PDF with a text layer: pdfium's characters and rulings → lines and tables, in reading order over the pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from extractor.errors import DamagedFile, EmptyFile, EncryptedFile, TooLarge
from extractor.model import Problem, Reading
from extractor.options import Options
from extractor.readers import ocr, wholeness
from extractor.readers.assemble import Assembly
from extractor.readers.ocr import Seen
from extractor.readers.pdf_aligned import ruled
from extractor.readers.pdf_columns import Column, Piece, columns, row_piece
from extractor.readers.pdf_flow import assemble
from extractor.readers.pdf_fold import fold_blocks
from extractor.readers.pdf_furniture import PageContent
from extractor.readers.pdf_grid import grids
from extractor.readers.pdf_lines import Line, line, rows
from extractor.readers.pdf_page import Sheet, read_sheet
from extractor.readers.pdf_plumber import improved
from extractor.readers.pdf_readable import UNREADABLE, UNSURE, unfit
from extractor.readers.pdf_tables import PageTable, tables

MEDIA_TYPE = "application/pdf"
MAX_PAGES = 5_000  # the longest manual seen has 400 pages; a page tree can claim millions
SCAN = 0.3  # of the page's area: an image this large on a page without body text is a scan (logos take up to 0.05)

FEWEST_GLYPHS = 20  # a page number and what a copier stamps on a scan

_PASSWORD, _SECURITY = 4, 5  # FPDF_ERR_*


def read(data: bytes, options: Options) -> Reading:
    """The text, tables and places of a PDF.

    Body text is one paragraph per visual line; a table's cells hold their paragraphs. Pages that
    cannot be read are problems (page_unreadable, page_without_text, page_damaged). Raises
    EncryptedFile, DamagedFile, EmptyFile (no page) and TooLarge (pages, characters).
    """
    read_sheets, problems = _sheets(data, options)
    unsure = [sheet for sheet in read_sheets if unfit(sheet.glyphs) > UNSURE]
    better = improved(data, unsure) if unsure else {}
    best = [better.get(sheet.number, sheet) for sheet in read_sheets]
    seen = _recognised(data, [sheet for sheet in best if _needs_ocr(sheet)])
    best = [seen[sheet.number].sheet if sheet.number in seen else sheet for sheet in best]
    unreadable = {sheet.number for sheet in best if unfit(sheet.glyphs) > UNREADABLE}
    sheets = [sheet for sheet in best if sheet.number not in unreadable]
    problems.extend(_problem("page_unreadable", s.number) for s in best if s.number in unreadable)
    pages = len(read_sheets) + sum(problem.code == "page_damaged" for problem in problems)
    reader = "pdfium" + "+pdfplumber" * bool(better) + "+ocr" * bool(seen)
    reading = reading_of(sheets, seen, problems, options, reader, pages)
    return replace(reading, problems=(*wholeness.of_pdf(data), *reading.problems))


def reading_of(
    sheets: Sequence[Sheet],
    seen: Mapping[int, Seen],
    problems: list[Problem],
    options: Options,
    reader: str,
    pages: int,
) -> Reading:
    """The reading of these pages, ``seen`` those of them that were read by OCR; adds to the ``problems``."""
    contents = [_content(sheet) for sheet in sheets]
    assembly = Assembly(options.max_characters)
    told = assemble(contents, assembly)
    problems.extend(
        _problem("page_without_text", page.number)
        for page in contents
        if page.number not in told and page.image_share >= SCAN
    )
    pictures = sum(sheet.pictures for sheet in sheets if sheet.number in told)
    problems.sort(key=lambda problem: int(dict(problem.details)["page"]))
    if pictures:
        problems.append(Problem("pictures_not_read", "info", details=(("count", str(pictures)),)))
    if seen:
        problems.append(Problem("read_by_ocr", "info", details=(("count", str(len(seen))),)))
    reading = assembly.reading(reader=reader, media_type=MEDIA_TYPE, pages=pages, problems=problems)
    blocks = fold_blocks(reading.source, reading.blocks)
    return replace(reading, blocks=blocks, recognised=ocr.certainty(reading.places, seen))


def _needs_ocr(sheet: Sheet) -> bool:
    """Whether a page has no readable text layer: codes of a font without a map, or a scan with a number at most."""
    if sheet.image_share >= SCAN and sum(not glyph.char.isspace() for glyph in sheet.glyphs) <= FEWEST_GLYPHS:
        return True
    return unfit(sheet.glyphs) > UNREADABLE


def _recognised(data: bytes, sheets: Sequence[Sheet]) -> dict[int, Seen]:
    """By their number the pages of which OCR, where it is installed, sees more than their text layer says."""
    if not sheets or not ocr.available():
        return {}
    seen = {}
    with _opened(data) as document:
        for sheet in sheets:
            scale = ocr.drawing_scale(sheet.width, sheet.height)
            seen[sheet.number] = ocr.read_picture(_drawn(document[sheet.number - 1], scale), sheet.number, scale)
    said = {s.number: 0 if unfit(s.glyphs) > UNREADABLE else len(s.glyphs) for s in sheets}
    return {number: one for number, one in seen.items() if len(one.sheet.glyphs) > said[number]}


def _drawn(page: Any, scale: float) -> Any:
    """The picture of a page (rows × columns × RGB)."""
    return page.render(scale=scale, rev_byteorder=True).to_numpy()


def _problem(code: str, page: int) -> Problem:
    why = (("detail", "font"),) if code == "page_unreadable" else ()
    return Problem(code, "error", details=(("page", str(page)), *why))


def _sheets(data: bytes, options: Options) -> tuple[list[Sheet], list[Problem]]:
    """The pages that pdfium can load, and the problems of the others."""
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    room = options.max_characters
    with _opened(data) as document:
        count = len(document)
        if count == 0:
            raise EmptyFile("no page")
        if count > MAX_PAGES:
            raise TooLarge("pages", limit=str(MAX_PAGES))
        for number in range(1, count + 1):
            sheet = read_sheet(document.raw, number)
            if sheet is None:
                problems.append(_problem("page_damaged", number))
                continue
            room -= len(sheet.glyphs)
            if room < 0:
                raise TooLarge("characters", limit=str(options.max_characters))
            sheets.append(sheet)
    return sheets, problems


def _opened(data: bytes) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (_PASSWORD, _SECURITY):
            raise EncryptedFile("pdf") from error
        raise DamagedFile("pdf") from error


def _content(sheet: Sheet) -> PageContent:
    """The page's lines and tables in reading order; slanted text (watermarks) comes last."""
    own = grids(sheet)
    fuller = ruled(sheet, own)
    found, body = tables(sheet, own if fuller is sheet else grids(fuller))
    pieces = [piece for piece in map(row_piece, rows(body)) if piece is not None]
    pieces.extend(Piece(table.box, (), table=table) for table in found)
    pieces.sort(key=lambda piece: (piece.box[1], piece.box[0]))
    ordered = [piece for column in columns(pieces) for piece in _placed(column, sheet)]
    return PageContent(sheet.number, sheet.width, sheet.height, tuple(ordered), _slanted(sheet), sheet.image_share)


def _slanted(sheet: Sheet) -> Line | None:
    """The slanted characters in the order of the file, as one line."""
    text = "".join(glyph.char for glyph in sheet.slanted).strip()
    if not text:
        return None
    ones = sheet.slanted
    box = (min(g.x0 for g in ones), min(g.top for g in ones), max(g.x1 for g in ones), max(g.bottom for g in ones))
    rounded = (round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1))
    return Line(text, sheet.number, rounded, round(ones[0].size, 1), False, 0.0, f"page {sheet.number}")


def _placed(column: Column, sheet: Sheet) -> Sequence[Line | PageTable]:
    out: list[Line | PageTable] = []
    for piece in column.pieces:
        if piece.table is not None:
            out.append(piece.table)
            continue
        made = line(piece.glyphs, sheet.number, f"page {sheet.number}", sheet.bold, sheet.slack)
        if made is not None:
            out.append(replace(made, margins=column.margins) if column.margins else made)
    return out
