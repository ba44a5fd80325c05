"""Workbooks of Excel 97 to 2003 (.xls), by xlrd: values as the sheet shows them, merged cells, what is hidden."""

from __future__ import annotations

import io
import struct
from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.errors import DamagedFile, EncryptedFile, TooLarge
from extractor.model import Problem, Reading
from extractor.options import Options
from extractor.readers.assemble import Assembly
from extractor.readers.sheet import MAX_CELLS, Filled, coordinate, place
from extractor.readers.xlsx_values import dated, numbered

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Sheet

MEDIA_TYPE = "application/vnd.ms-excel"
# What xlrd raises where the records of a file do not fit each other.
_BROKEN = (AssertionError, IndexError, KeyError, LookupError, TypeError, UnicodeDecodeError, ValueError, struct.error)


def read(data: bytes, options: Options) -> Reading:
    """The sheets of a workbook; places are ``sheet 考核 cell B7``.

    Raises DamagedFile, EncryptedFile, and TooLarge beyond MAX_CELLS values or the limit of characters.
    """
    book = _opened(data)
    assembly = Assembly(options.max_characters)
    hidden: set[str] = set()
    errors: set[str] = set()
    count = 0
    for number in range(book.nsheets):
        sheet = book.sheet_by_index(number)
        cells = _filled(book, sheet, hidden, errors)
        count += len(cells)
        if count > MAX_CELLS:
            raise TooLarge("cells", limit=str(MAX_CELLS))
        place(sheet.name, cells, assembly)
    reading = assembly.reading(reader="xls", media_type=MEDIA_TYPE)
    problems = []
    for code, severity, wheres in (("cell_error", "warning", errors), ("hidden_cells", "info", hidden)):
        spans = tuple((one.start, one.end) for one in reading.places if one.where in wheres)
        if spans:
            problems.append(Problem(code, severity, spans, (("count", str(len(spans))),)))  # type: ignore[arg-type]
    return replace(reading, problems=tuple(problems))


def _opened(data: bytes) -> Book:
    import xlrd
    from xlrd.compdoc import CompDocError

    try:
        return xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except (xlrd.biffh.XLRDError, CompDocError) as error:
        if "encrypted" in str(error).lower():
            raise EncryptedFile("office") from error
        raise DamagedFile("xls") from error
    except _BROKEN as error:
        raise DamagedFile("xls") from error


def _filled(book: Book, sheet: Sheet, hidden: set[str], errors: set[str]) -> list[Filled]:
    """The cells with a value, row by row; notes the places of errors and of what is hidden."""
    import xlrd

    spans = {(top, left): (bottom - top, right - left) for top, bottom, left, right in sheet.merged_cells}
    out = []
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            text = _shown(book, sheet, row, column).replace("\r\n", "\n").replace("\r", "\n")
            if not text.strip():
                continue
            where = f"sheet {sheet.name} cell {coordinate(row + 1, column + 1)}"
            if sheet.cell_type(row, column) == xlrd.XL_CELL_ERROR:
                errors.add(where)
            if sheet.visibility or _is_hidden(sheet, row, column):
                hidden.add(where)
            font = book.font_list[book.xf_list[sheet.cell_xf_index(row, column)].font_index]
            down, across = spans.get((row, column), (1, 1))
            comment = sheet.cell_note_map.get((row, column))
            out.append(
                Filled(
                    row + 1, column + 1, down, across, text, bool(font.bold), font.height / 20,
                    comment.text if comment else "",
                )
            )  # fmt: skip
    return out


def _is_hidden(sheet: Sheet, row: int, column: int) -> bool:
    of_row, of_column = sheet.rowinfo_map.get(row), sheet.colinfo_map.get(column)
    return bool((of_row and of_row.hidden) or (of_column and of_column.hidden))


def _shown(book: Book, sheet: Sheet, row: int, column: int) -> str:
    import xlrd

    kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
    if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return ""
    if kind == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if value else "FALSE"
    if kind == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(int(value), "#N/A")
    if kind == xlrd.XL_CELL_TEXT:
        return str(value)
    number = float(value)
    pattern = book.format_map[book.xf_list[sheet.cell_xf_index(row, column)].format_key].format_str
    if kind == xlrd.XL_CELL_DATE:
        try:
            return dated(xlrd.xldate_as_datetime(number, book.datemode), pattern)
        except (xlrd.xldate.XLDateError, ValueError, OverflowError):
            return numbered(number, "General")
    return numbered(number, pattern)
