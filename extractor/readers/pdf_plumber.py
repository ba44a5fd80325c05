"""The second reader: characters as pdfplumber (pdfminer) decodes them, for pages where pdfium's are unsure."""

from __future__ import annotations

import io
import logging
import struct
import zlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from extractor.readers.pdf_page import UNKNOWN, Glyph, Sheet, side_by_side
from extractor.readers.pdf_readable import unfit

MAX_PAGES = 50  # pdfplumber takes 45 ms a page, and 2 s for each damaged font
GIVE_UP = 3  # pages that did not get better: of 180 damaged copies of three files none got better after these


def improved(data: bytes, sheets: Sequence[Sheet]) -> dict[int, Sheet]:
    """By page number, those of the sheets that pdfplumber reads better, with its characters."""
    import pdfplumber

    failures = _failures()
    out: dict[int, Sheet] = {}
    missed = 0
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it tells of every damaged object
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            for sheet in sheets[:MAX_PAGES]:
                again = _reread(document, sheet, failures)
                if again is not None and unfit(again.glyphs) < unfit(sheet.glyphs):
                    out[sheet.number] = again
                    missed = 0
                else:
                    missed += 1
                if missed == GIVE_UP:
                    break
    except failures:
        return out
    return out


def _failures() -> tuple[type[Exception], ...]:
    """What pdfminer lets through on damaged objects."""
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import PdfminerException

    plain = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, AssertionError, RecursionError)
    return (PdfminerException, PDFException, PSException, *plain, NotImplementedError, struct.error, zlib.error)


def _glyphs(char: dict[str, Any]) -> list[Glyph]:
    """One glyph, or those of a ligature; 「(cid:123)」 is pdfminer's word for a code without a character."""
    letters = char["text"] if char["text"].isalpha() or len(char["text"]) == 1 else UNKNOWN
    return side_by_side(
        [Glyph(letter, char["x0"], char["top"], char["x1"], char["bottom"], char["size"]) for letter in letters]
    )


def _reread(document: Any, sheet: Sheet, failures: tuple[type[Exception], ...]) -> Sheet | None:
    """The sheet with pdfplumber's characters; None where it cannot read the page."""
    try:
        page = document.pages[sheet.number - 1]
        chars = page.chars
        page.close()
    except failures:
        return None
    glyphs = tuple(glyph for c in chars if c["upright"] and c["text"] for glyph in _glyphs(c))
    return replace(sheet, glyphs=glyphs) if any(not glyph.char.isspace() for glyph in glyphs) else None
