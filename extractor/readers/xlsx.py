"""Excel workbooks: a table per sheet with its merged cells, the values as the sheet shows them."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from extractor.errors import DamagedFile, EncryptedFile, TooLarge
from extractor.model import Problem, Reading, Severity
from extractor.options import Options
from extractor.readers.assemble import Assembly
from extractor.readers.package import Package, transitional
from extractor.readers.sheet import MAX_CELLS, Filled, place
from extractor.readers.xlsx_values import shown

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MAX_PLACES = 500_000  # cells with a mere format, and places under merged cells: openpyxl takes 10 s for a million
LAST_COLUMN = 16_384  # XFD
CHUNK = 1 << 20  # bytes of a sheet looked at at a time

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is)[\s>]")
_MERGED = re.compile(  # in whatever way its attribute is written: openpyxl would make each place of it
    rb"mergeCell\b[^>]*?\sref\s*=\s*[\"']\$?([A-Za-z]{1,3})\$?(\d{1,7}):\$?([A-Za-z]{1,3})\$?(\d{1,7})"
)
_UNCOUNTED = re.compile(rb"<c r=\"([A-Z]+\d+)\"[^>]*><f[^>]*>[^<]*</f>(?:<v\s*/>|<v></v>)?</c>")


@dataclass(slots=True)
class Findings:
    """What is to be told of the workbook: the places of error values and of what is hidden, by ``where``."""

    errors: set[str] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)


def read(data: bytes, options: Options) -> Reading:
    """The sheets of a workbook; places are ``sheet 考核 cell B7``. Formulas show the values that Excel kept.

    Raises DamagedFile, and TooLarge beyond MAX_CELLS values or the limit of characters.
    """
    data = _ordinary(data)
    uncounted = _looked_over(data)
    book = _opened(data)
    assembly = Assembly(options.max_characters)
    findings = Findings()
    for sheet in book.worksheets:
        place(sheet.title, _filled(sheet, findings), assembly)
    reading = assembly.reading(
        reader="xlsx", media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    problems = [
        *_told("cell_error", "warning", findings.errors, reading),
        *_told("hidden_cells", "info", findings.hidden, reading),
    ]
    if uncounted:
        details = (("cells", ", ".join(uncounted[:20])), ("count", str(len(uncounted))))
        problems.append(Problem("formula_without_value", "warning", details=details))
    return replace(reading, problems=tuple(problems))


def _ordinary(data: bytes) -> bytes:
    """The workbook in the namespaces that openpyxl knows. Raises DamagedFile, EncryptedFile and TooLarge."""
    package = Package(data)
    book = package.part("xl/workbook.xml")
    if book is None or transitional(book) == book:
        return data
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name in archive.namelist():
            part = package.part(name) or b""
            written.writestr(name, transitional(part) if name.endswith((".xml", ".rels")) else part)
    return out.getvalue()


def _told(code: str, severity: Severity, wheres: set[str], reading: Reading) -> list[Problem]:
    spans = tuple((place.start, place.end) for place in reading.places if place.where in wheres)
    return [Problem(code, severity, spans, (("count", str(len(spans))),))] if spans else []


def _looked_over(data: bytes) -> list[str]:
    """The cells whose formula has no value kept. Raises TooLarge before a workbook beyond the limits is loaded."""
    uncounted: dict[str, None] = {}
    values = places = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in filter(_SHEET.fullmatch, archive.namelist()):
                for piece in _pieces(archive, name):
                    if 0 in piece:  # UTF-16, in which nothing below would be seen; no program writes it
                        raise DamagedFile("encoding")
                    values += sum(1 for _ in _VALUE.finditer(piece))
                    places += sum(1 for _ in _CELL.finditer(piece)) + sum(map(_area, _MERGED.finditer(piece)))
                    uncounted |= dict.fromkeys(found[1].decode("ascii") for found in _UNCOUNTED.finditer(piece))
                    if values > MAX_CELLS or places > MAX_PLACES:
                        raise TooLarge("cells", limit=str(MAX_CELLS))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as broken:
        raise DamagedFile("xlsx") from broken
    except RuntimeError as locked:  # of zipfile, for a member with a password
        raise EncryptedFile("zip") from locked
    return list(uncounted)


def _pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """A part of the package piece by piece, each cut where an element begins."""
    with archive.open(name) as part:
        rest = b""
        while piece := part.read(CHUNK):
            whole, mark, rest = (rest + piece).rpartition(b"<")
            rest = mark + rest
            yield whole
        yield rest


def _area(found: re.Match[bytes]) -> int:
    from openpyxl.utils import column_index_from_string

    left, right = (column_index_from_string(found[k].decode("ascii").upper()) for k in (1, 3))
    return (right - left + 1) * (int(found[4]) - int(found[2]) + 1)


def _opened(data: bytes) -> Workbook:
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of styles and validations that it does not keep
            return load_workbook(io.BytesIO(data), data_only=True)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, SyntaxError, NotImplementedError) as broken:
        raise DamagedFile("xlsx") from broken
    except RuntimeError as locked:
        raise EncryptedFile("zip") from locked
    except (KeyError, ValueError, TypeError, IndexError, AttributeError) as broken:  # parts that are missing or wrong
        raise DamagedFile("xlsx") from broken


def _filled(sheet: Worksheet, findings: Findings) -> list[Filled]:
    """The cells with a value, row by row."""
    spans = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    unseen = _hidden_columns(sheet)
    out = []
    for (row, column), cell in sorted(sheet._cells.items()):  # iter_rows would visit every place up to the last one
        text = shown(cell) if cell.value is not None else ""
        if not text.strip():
            continue
        area = spans.get((row, column))
        where = f"sheet {sheet.title} cell {cell.coordinate}"
        if cell.data_type == "e":
            findings.errors.add(where)
        if sheet.sheet_state != "visible" or column in unseen or _is_hidden(sheet, row):
            findings.hidden.add(where)
        down, across = (area.max_row - row + 1, area.max_col - column + 1) if area else (1, 1)
        comment = cell.comment.text if cell.comment else ""
        out.append(Filled(row, column, down, across, text, bool(cell.font.b), float(cell.font.sz or 0.0), comment))
    return out


def _is_hidden(sheet: Worksheet, row: int) -> bool:
    return row in sheet.row_dimensions and bool(sheet.row_dimensions[row].hidden)


def _hidden_columns(sheet: Worksheet) -> frozenset[int]:
    """The numbers of the columns that are hidden, gathered once: a sheet has up to 16,384 groups of them."""
    groups = [group for group in sheet.column_dimensions.values() if group.hidden]
    return frozenset(
        number for group in groups for number in range(group.min or 0, min(group.max or 0, LAST_COLUMN) + 1)
    )
