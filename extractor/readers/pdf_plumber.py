"""The second reader: the characters of one page as pdfplumber (pdfminer) decodes them, where pdfium's are unsure."""

from __future__ import annotations

import io
from dataclasses import replace

from extractor.readers.pdf_page import UNKNOWN, Glyph, Sheet

MAX_SECOND_PAGES = 50  # pdfplumber takes 45 ms a page, and seconds on a page made to harm


def reread(data: bytes, sheet: Sheet) -> Sheet | None:
    """The sheet with pdfplumber's characters; None where it cannot read the page."""
    import pdfplumber
    from pdfminer.pdfexceptions import PDFException
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(io.BytesIO(data), pages=[sheet.number]) as document:
            chars = document.pages[0].chars
    except (PdfminerException, PDFException, ValueError, KeyError, TypeError, IndexError, AttributeError):
        return None  # pdfminer lets these through on damaged objects
    glyphs = tuple(
        Glyph(c["text"] if len(c["text"]) == 1 else UNKNOWN, c["x0"], c["top"], c["x1"], c["bottom"], c["size"])
        for c in chars
        if c["upright"] and c["text"]
    )  # 「(cid:123)」 is pdfminer's word for a code without a character
    return replace(sheet, glyphs=glyphs) if glyphs else None
