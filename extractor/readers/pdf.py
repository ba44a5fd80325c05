"""PDF with a text layer: pdfium's characters and rulings → lines and tables, in reading order over the pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from extractor.errors import DamagedFile, EmptyFile, EncryptedFile, TooLarge
from extractor.model import Problem, Reading
from extractor.options import Options
from extractor.readers.assemble import Assembly
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
    sheets = [sheet for sheet in best if unfit(sheet.glyphs) <= UNREADABLE]
    problems.extend(_problem("page_unreadable", s.number) for s in best if unfit(s.glyphs) > UNREADABLE)
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
    pages = len(read_sheets) + sum(problem.code == "page_damaged" for problem in problems)
    reader = "pdfium+pdfplumber" if better else "pdfium"
    reading = assembly.reading(reader=reader, media_type=MEDIA_TYPE, pages=pages, problems=problems)
    return replace(reading, blocks=fold_blocks(reading.source, reading.blocks))


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
    found, body = tables(sheet, grids(sheet))
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
        made = line(piece.glyphs, sheet.number, f"page {sheet.number}", sheet.bold)
        if made is not None:
            out.append(replace(made, margins=column.margins) if column.margins else made)
    return out
