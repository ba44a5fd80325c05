"""Reads legacy .doc, and .rtf and .odt, by LibreOffice; without it .doc alone, with simpler means."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from extractor.errors import DamagedFile, UnknownFormat
from extractor.model import Problem, Reading
from extractor.options import Options
from extractor.readers import docx, drawn, office, wholeness
from extractor.readers.assemble import Assembly
from extractor.readers.assemble import Part as Account
from extractor.readers.doc_binary import MARKS, Binary, Part
from extractor.readers.doc_lists import Standing
from extractor.readers.doc_rows import Line, Shape, grid
from extractor.readers.numbering import Numbering, doubles
from extractor.readers.package import Package

MEDIA_TYPE = "application/msword"
READER = "libreoffice+docx"
PLAIN_READER = "word-binary"  # without LibreOffice: text, tables, lists and headings, no looks

_ROW = re.compile(rb"<w:tr[ >]")
_FIELD = re.compile("\x13[^\x13\x14\x15]*\x14?([^\x13\x14\x15]*)\x15")  # an innermost field: code and result
_OPEN_FIELD = re.compile("\x13[^\x13\x14\x15]*\x14")  # a field that ends in a later paragraph: a table of contents
_DEEPEST_FIELD = 5  # fields within fields: Word's own table of contents has 2
_SIGNS = str.maketrans({"\x0b": "\n", "\x1e": "-", "\x1f": None, "\x01": None, "\x02": None,
                        "\x03": None, "\x04": None, "\x05": None, "\x08": None, "\x13": None, "\x14": None,
                        "\x15": None, "\x00": None, "\x06": None})  # fmt: skip
_ACCOUNTS: dict[str, Account] = {"body": "body", "footnote": "note", "endnote": "note", "header": "header",
                                 "comment": "comment", "text box": "box", "header text box": "header"}  # fmt: skip


def read(data: bytes, options: Options) -> Reading:
    """The reading of a .doc: by LibreOffice, else text and table rows alone, with a problem that says why.

    Raises DamagedFile, EncryptedFile, UnknownFormat (Word 95 without LibreOffice) or TooLarge.
    """
    try:
        binary: Binary | None = Binary(data)
    except UnknownFormat:
        binary = None  # Word 6 and 95, which LibreOffice knows; damage it would open as a text of garbage
    try:
        converted = office.convert(data, ".doc", "docx", options.office_seconds, options.office_cache)
        if binary is not None and _lacks_a_table(converted, binary):
            raise office.OfficeError("office_failed", "a table was lost")
    except office.OfficeError as failed:
        told = Problem(failed.code, "warning", details=(("detail", failed.detail),))
        return _plain(binary or Binary(data), options, told)
    return docx.read_as(converted, options, reader=READER, media_type=MEDIA_TYPE)


def _lacks_a_table(converted: bytes, binary: Binary) -> bool:
    """Whether LibreOffice lost the table that ends the file, as it does where no paragraph stands behind."""
    try:
        body = next(binary.parts(), None)
    except DamagedFile:
        return False
    if body is None or len(body.text) - 1 not in body.rows:
        return False
    package = Package(converted)
    return len(_ROW.findall(package.part(package.main) or b"")) < len(body.rows)


def read_rtf(data: bytes, options: Options) -> Reading:
    """The reading of an .rtf; raises UnknownFormat without LibreOffice, DamagedFile where it gives nothing."""
    told = wholeness.of_rtf(data)
    reading = _converted(data, options, ".rtf", "application/rtf")
    return replace(reading, problems=(*told, *reading.problems))


def read_odt(data: bytes, options: Options) -> Reading:
    """The reading of an .odt; raises as ``read_rtf``, and EncryptedFile and TooLarge."""
    Package(data).refuse_locked()
    return _converted(data, options, ".odt", "application/vnd.oasis.opendocument.text")


def _converted(data: bytes, options: Options, suffix: str, media_type: str) -> Reading:
    converted = office.converted(data, suffix, "docx", options)
    return docx.read_as(converted, options, reader=READER, media_type=media_type)


def _plain(binary: Binary, options: Options, told: Problem) -> Reading:
    assembly = Assembly(options.max_characters)
    numbering = Numbering(binary.lists.numbering(), lambda _: None)
    for part in binary.parts():
        _Plain(assembly, part, numbering).write()
    return drawn.with_tables(assembly.reading(reader=PLAIN_READER, media_type=MEDIA_TYPE, problems=(told,)))


@dataclass(slots=True)
class _Plain:
    """Writes one part: rows of cells where the file marks row ends, paragraphs elsewhere."""

    assembly: Assembly
    part: Part
    numbering: Numbering
    paragraphs: int = 0
    tables: int = 0
    rows: list[tuple[list[list[Line]], Shape]] = field(default_factory=list)  # of the table now read
    cells: list[list[Line]] = field(default_factory=list)  # of the row now read
    lines: list[Line] = field(default_factory=list)  # paragraphs since the last mark of a cell

    def write(self) -> None:
        start = 0
        for mark in MARKS.finditer(self.part.text):
            text = _clean(self.part.text[start : mark.start()])
            start = mark.end()
            if mark[0] == "\x07" and (shape := self.part.rows.get(mark.start())) is not None:
                self.rows.append((self.cells, shape))
                self.cells = []
                continue
            line = self._line(text, self.part.standing.get(mark.start(), Standing()))
            if mark[0] == "\x07":
                self._cell(line)
            else:
                self.lines.append(line)
        self._table()
        for line in (*self.lines, Line(_clean(self.part.text[start:]))):
            self._paragraph(line)

    def _line(self, text: str, standing: Standing) -> Line:
        """A paragraph with the number of its list, unless it is typed as well."""
        number = self.numbering.paint(str(standing.list), standing.level) if standing.list else ""
        return Line(text, "" if doubles(number, text) else number, standing.level, standing.heading)

    def _cell(self, line: Line) -> None:
        """A cell ends: the paragraphs before the first cell of a table stood above it, as far as can be told."""
        if not self.cells and (self.lines or not self.rows):
            self._table()
            for above in self.lines:
                self._paragraph(above)
            self.lines = []
        self.cells.append([*self.lines, line])
        self.lines = []

    def _table(self) -> None:
        rows = [*self.rows, (self.cells, Shape())] if self.cells else self.rows
        self.rows, self.cells = [], []
        if not rows:
            return
        self.tables += 1
        with self.assembly.table():
            for cell in grid(rows):
                with self.assembly.cell(cell.row, cell.column, cell.row_span, cell.column_span):
                    where = self._where(f"table {self.tables} row {cell.row + 1} column {cell.column + 1}")
                    for line in cell.lines:
                        self._add(line, where)

    def _paragraph(self, line: Line) -> None:
        self.paragraphs += 1
        self._add(line, self._where(f"paragraph {self.paragraphs}"))

    def _add(self, line: Line, where: str) -> None:
        self.assembly.paragraph(
            line.text,
            where,
            number=line.number,
            level=line.level,
            heading=line.heading,
            part=_ACCOUNTS[self.part.name],
        )

    def _where(self, place: str) -> str:
        return place if self.part.name == "body" else self.part.name


def _clean(text: str) -> str:
    """The text as shown: the results of fields without their codes, no marks of pictures and notes."""
    for _ in range(_DEEPEST_FIELD):
        text, found = _FIELD.subn(r"\1", text)
        if not found:
            break
    return _OPEN_FIELD.sub("", text).translate(_SIGNS)
