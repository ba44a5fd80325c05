"""The family of damaged and hostile files: under the name of each the function that makes its bytes.

The bytes are the same always, save for the port in the links.

No file of it was found anywhere; each is made of what the specification of its format leaves open.
"""

from __future__ import annotations

import os
import random
import struct
import zlib
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from . import hostile_office as office
from . import hostile_pdf as pdf
from . import hostile_zip as zips
from .docx_builder import zipped
from .hostile_zip import MANUAL, WORD, cut, spoiled
from .ole_builder import compound

# Where a test listens: whoever follows a link of the family calls there. Two runs on one machine have two ports, below
# those that a system gives out itself.
TRAP = ("127.0.0.1", 20_000 + os.getpid() % 10_000)
AWAY = f"http://{TRAP[0]}:{TRAP[1]}/away.xml"
NEAR = "file:///etc/passwd"
NEAR_HOLDS = "root:"
DEEP = 10_000

Make = Callable[[], bytes]


class Whole(NamedTuple):
    """A file that is odd and loses nothing, so that it may be read as ok."""

    why: str
    make: Make


# ------------------------------------------------------------------ pictures


def png(width: int, height: int, data: bytes = b"", more: bytes = b"") -> bytes:
    """A PNG of one bit a dot that is said to have this size; ``more``: chunks before its data."""
    head = _chunk(b"IHDR", struct.pack(">2I5B", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + more + _chunk(b"IDAT", zlib.compress(data)) + _chunk(b"IEND", b"")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_bomb() -> bytes:
    """25,000 by 25,000 white dots in 76 kB."""
    return png(25_000, 25_000, (b"\0" + b"\xff" * 3125) * 25_000)


def png_words_bomb() -> bytes:
    """A picture with a comment that inflates to 200 MB."""
    return png(8, 8, b"\0\xff" * 8, _chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(200_000_000), 9)))


def tiff(frames: int, loop: bool = False, side: int = 1) -> bytes:
    """A TIFF of so many frames of a few dots; with ``loop`` the last one leads to the first again."""
    entries = ((256, side), (257, side), (258, 8), (259, 1), (262, 1), (273, 8), (278, side), (279, side * side))
    size = 2 + 12 * len(entries) + 4
    out = [b"II*\0", struct.pack("<I", 8 + side * side), b"\xff" * side * side]
    for number in range(frames):
        after = 8 + side * side + (number + 1) * size
        last = (8 + side * side) if loop else 0
        fields = b"".join(struct.pack("<2H2I", tag, 4, 1, value) for tag, value in entries)
        out.append(struct.pack("<H", len(entries)) + fields + struct.pack("<I", after if number + 1 < frames else last))
    return b"".join(out)


def bmp_lie() -> bytes:
    """A BMP that says it were two thousand million dots wide and high."""
    return (
        b"BM" + struct.pack("<I2HI", 60, 0, 0, 54) + struct.pack("<I2i2H6I", 40, 2**31 - 1, 2**31 - 1, 1, 24, *[0] * 6)
    )


# ------------------------------------------------------------------ text


def noise(seed: int) -> bytes:
    """Bytes of no format."""
    return random.Random(seed).randbytes(5000)


def lone_surrogates() -> bytes:
    """UTF-16 with halves of pairs in it, and a byte too few at its end."""
    return b"\xff\xfe" + "茶艺师岗位职责\n1、清洗茶具".encode("utf-16-le") + b"\x00\xd8\x41\x00\x00\xdc" * 20 + b"\x2c"


def controls() -> bytes:
    """A text with each of the control characters in it, none often enough to make it no text."""
    return (
        MANUAL * 200
        + "".join(f"2、擦{chr(k)}桌。\n" for k in (*range(1, 32), 127, 0x85, 0x2028, 0x202E, 0xFEFF)).encode()
    )


def lines(line: str, times: int) -> bytes:
    """A manual that goes on with the same line."""
    return MANUAL + (line * times).encode()


def page(inner: str) -> bytes:
    """A web page."""
    return f"<html><body><p>茶艺师岗位职责<p>1、清洗茶具。{inner}".encode()


def table(cells: str) -> bytes:
    """A web page with a table of these rows."""
    return page(f"<table>{cells}</table>")


SUFFIXES = ("txt", "md", "html", "docx", "doc", "pdf", "xlsx", "xls", "ods", "csv", "pptx", "rtf", "odt", "png", "mht")

HOSTILE: dict[str, Make] = {  # something is lost in each: never ok
    # behind a password
    "locked.docx": office.locked_word,
    "locked.xls": office.locked_workbook,
    "locked.pdf": pdf.locked,
    # cut off and damaged
    "cut.docx": lambda: cut(WORD),
    "spoiled.docx": lambda: spoiled(WORD),
    "cut.xlsx": lambda: cut(office.long_sheet(9)),
    "spoiled.xlsx": lambda: spoiled(office.long_sheet(9)),
    "cut.pdf": lambda: pdf.pdf()[:60],
    "without end.pdf": lambda: pdf.pdf().partition(b"xref")[0],
    "cut.doc": lambda: cut(compound({"WordDocument": b"x" * 8192})),
    "cut.png": lambda: png(200, 200, b"\0" * 26 * 200)[:40],
    "without end.mht": lambda: office.web_archive(b"")[:90],
    "no document.docx": lambda: zipped({"word/other.xml": "<x/>"}),
    **{f"empty.{suffix}": bytes for suffix in SUFFIXES},
    **{f"noise {k}.{suffix}": partial(noise, k) for k, suffix in enumerate(SUFFIXES)},
    "zeros.doc": lambda: bytes(5000),
    "surrogates.txt": lone_surrogates,
    # zip bombs
    "bomb.docx": lambda: zips.bomb("word/document.xml", 100),
    "bomb.xlsx": lambda: zips.bomb("xl/worksheets/sheet1.xml", 100),
    "bomb.pptx": lambda: zips.bomb("ppt/presentation.xml", 100),
    "lying bomb.docx": lambda: zips.lying_bomb("word/document.xml", 100),
    "lying bomb.xlsx": lambda: zips.lying_bomb("xl/worksheets/sheet1.xml", 100),
    "crowded.docx": lambda: zips.crowded(30_000),
    # entities, and what lies outside
    "laughs.docx": lambda: office.word(office.laughs()),
    "laughs.xlsx": lambda: office.workbook(office.laughs()),
    "quadratic.docx": lambda: office.word(office.quadratic(), 10_000),
    "outside near.docx": lambda: office.word(office.outside(NEAR)),
    "outside away.docx": lambda: office.word(office.outside(AWAY)),
    "outside near.xlsx": lambda: office.workbook(office.outside(NEAR)),
    "outside away.xlsx": lambda: office.workbook(office.outside(AWAY)),
    # depth
    "tables.docx": lambda: office.tables_in_tables(DEEP),
    "tables.html": lambda: table("<tr><td><table>" * DEEP + "1、清洗茶具。"),
    "boxes.html": lambda: page("<div>" * 100_000 + "2、擦桌。"),
    "spans.html": lambda: page("<span>" * 100_000 + "2、擦桌。"),
    "parts.mht": lambda: office.parts_in_parts(DEEP),
    # sheets and tables beyond all measure
    "million rows.xlsx": lambda: office.long_sheet(1_000_000),
    "million rows.csv": lambda: b"".join(b"%d,%d\n" % (k, k * 7919) for k in range(1_000_000)),
    "merged.xlsx": office.whole_sheet_merged,
    "merged otherwise.xlsx": office.whole_sheet_merged_otherwise,
    "spans of a table.html": lambda: table("<tr><td colspan=1000 rowspan=65534>茶<td colspan=1000>茶" * 3000),
    # PDF
    "tree of itself.pdf": pdf.tree_cycle,
    "table of itself.pdf": pdf.xref_loop,
    "deep array.pdf": lambda: pdf.deep_array(1_000_000),
    "packed.pdf": lambda: pdf.pdf({4: pdf.packed(200)}),
    "packed twice.pdf": lambda: pdf.pdf({4: pdf.twice_packed(200)}),
    "same contents.pdf": lambda: pdf.same_contents(50),
    "huge picture.pdf": pdf.huge_picture,
    "huge page.pdf": pdf.huge_page,
    # pictures
    "bomb.png": png_bomb,
    "words.png": png_words_bomb,
    "size that lies.png": lambda: png(2**31 - 1, 2**31 - 1),
    "size that lies.bmp": bmp_lie,
    "frames.tif": lambda: tiff(5000),
    "frames in a ring.tif": lambda: tiff(3, loop=True),
    # compound files
    "loop of a stream.doc": partial(office.stream_loop, "WordDocument"),
    "loop of a stream.xls": partial(office.stream_loop, "Workbook"),
    "loop of a folder.doc": partial(office.directory_loop, "WordDocument"),
    "loop of a folder.xls": partial(office.directory_loop, "Workbook"),
    "loop of tables.doc": partial(office.table_loop, "WordDocument"),
    "loop of tables.xls": partial(office.table_loop, "Workbook"),
}

WHOLE: dict[str, Whole] = {
    "one line.txt": Whole("a line of a megabyte is a line", lambda: lines("清洗茶具", 90_000)),
    "brackets.txt": Whole("brackets are text", lambda: lines("（", 100_000)),
    "pairs of brackets.txt": Whole("so are pairs of them", lambda: lines("（）", 100_000)),
    "digits.txt": Whole("a number may be long", lambda: lines("7", 200_000)),
    "enumerators.txt": Whole("numbers of nothing are text", lambda: lines("1、", 100_000)),
    "lines of enumerators.txt": Whole("the same, one a line", lambda: lines("（一）\n", 50_000)),
    "chapters.txt": Whole("the beginnings of headings", lambda: lines("第一百二十三", 50_000)),
    "deductions.txt": Whole("score rules without an end", lambda: lines("每次扣1分，", 20_000)),
    "commas.csv": Whole("empty cells hold nothing", lambda: lines(",", 1_000_000)),
    "bars.txt": Whole("a table of bars", lambda: lines("|", 100_000)),
    "bars.md": Whole("a table of bars", lambda: lines("|", 100_000)),
    "drawn.txt": Whole("frames of a table without one", lambda: lines("+--+--+\n|\n", 30_000)),
    "columns.txt": Whole("titles of columns without a row", lambda: lines("考核项目 满分 评分办法 得分\n", 500)),
    "columns downwards.txt": Whole("the same, one a line", lambda: lines("考核项目\n满分\n评分办法\n得分\n", 250)),
    "wide.txt": Whole("the same, all in a line", lambda: lines("考核项目 满分 评分办法 得分 ", 1_000)),
    "quotes.md": Whole("marks of a quotation", lambda: lines(">", 100_000)),
    "bullets.md": Whole(
        "a list in a list", lambda: MANUAL + "".join(f"{' ' * 2 * k}- 擦桌\n" for k in range(300)).encode()
    ),
    "emphasis.md": Whole("marks that nothing closes", lambda: lines("*_", 100_000)),
    "links.md": Whole("links that nothing closes", lambda: lines("[", 100_000)),
    "ticks.md": Whole("code that nothing closes", lambda: lines("`", 100_000) + b"``x" * 30_000),
    "controls.txt": Whole("control characters are kept as they stand", controls),
    "NUL.txt": Whole("NUL between characters is kept as it stands", lambda: MANUAL * 50 + b"2\0\0\xe6\x93\xa6"),
    "comments.html": Whole("comments are no text", lambda: b"<!---->" * 300 + page("<!---->" * 100_000)),
    "server marks.html": Whole("marks of a server that nothing closes", lambda: page("<% " * 100_000)),
    "braces.html": Whole("marks of a template that nothing closes", lambda: page("{{" * 100_000 + "{%" * 100_000)),
    "attribute.html": Whole("an attribute is no text", lambda: page(f'<p title="{"x" * 10_000_000}">2、擦桌。')),
    "laughs.html": Whole("HTML has no entities of its own", lambda: office.page(office.laughs())),
    "outside near.html": Whole("HTML has no entities of its own", lambda: office.page(office.outside(NEAR))),
    "outside away.mht": Whole("the same", lambda: office.web_archive(office.page(office.outside(AWAY)))),
    "links.html": Whole("what lies elsewhere is no text of the page", lambda: office.linked_page(AWAY)),
    "links.docx": Whole("the same of a Word file", lambda: office.linked_word(AWAY)),
    "span.html": Whole(
        "a cell spans no more than there is", lambda: table("<tr><td colspan=999999999 rowspan=999999999>茶")
    ),
    "wide cells.docx": Whole("the same of a Word file", office.wide_cells),
    "dimension that lies.xlsx": Whole(
        "what a sheet says of its size is not asked",
        lambda: office.sheet(f'<row r="1">{office.said("A1")}</row>', dimension="A1:XFD1048576"),
    ),
    "far cell.xlsx": Whole("two cells are two cells", office.far_cell),
    "length that lies.pdf": Whole(
        "the stream's end is there to be found",
        lambda: pdf.pdf({4: pdf.stream(b"BT /F 12 Tf 20 20 Td (Duties) Tj ET", length=2**31 - 1)}),
    ),
    "tree that doubles.pdf": Whole("a page named twice is one page", lambda: pdf.tree_doubling(30)),
    "count that lies.pdf": Whole("the one page is there", pdf.count_lie),
}

DRAWINGS: dict[str, Make] = {  # pdfium draws them until its time or its memory is up, which takes that long
    "drawing of itself.pdf": pdf.form_loop,
    "drawings that multiply.pdf": lambda: pdf.form_doubling(12),
}

ARCHIVES: dict[str, Make] = {  # read as folders: what is wrong is said of them, or of each of their members
    "locked.zip": zips.locked,
    "cut.zip": lambda: cut(zips.archive(a__txt=MANUAL)),
    "bomb.zip": lambda: zips.bomb("a.txt", 100),
    "lying bomb.zip": lambda: zips.lying_bomb("a.txt", 100),
    "bombs in archives.zip": zips.nested_bomb,
    "overlapping.zip": lambda: zips.overlapping(15_000),
    "crowded.zip": lambda: zips.crowded(30_000),
    "nested.zip": lambda: zips.nested(6),
    "other files.zip": lambda: zips.archive(a__psd=MANUAL),
    "empty.zip": bytes,
    "noise.zip": lambda: noise(99),
    "link.zip": lambda: zips.link("/etc/passwd"),
}

NAMES: dict[str, Make] = {  # names of members that lead out of a folder or fit none: read, and written inside
    "long name.zip": lambda: zips.named("茶" * 300 + ".txt"),
    "up.zip": lambda: zips.named("../../up.txt"),
    "root.zip": lambda: zips.named("/root.txt"),
    "drive.zip": lambda: zips.named("C:\\drive.txt", "..\\..\\back.txt"),
}

OFFICE: dict[str, Make] = {  # LibreOffice reads these
    "locked.odt": lambda: zips.open_document("text", "<x/>", '<manifest:encryption-data manifest:checksum="x"/>'),
    "cut.rtf": lambda: b"{\\rtf1\\ansi Duties",
    "bin that lies.rtf": lambda: b"{\\rtf1\\ansi Duties\\par {\\pict\\bin2000000000 x}}",
    "laughs.odt": lambda: office.text(office.laughs()),
    "outside near.odt": lambda: office.text(office.outside(NEAR)),
    "outside away.odt": lambda: office.text(office.outside(AWAY)),
    "bomb.odt": lambda: zips.open_document("text", " " * 250_000_000),
    "repeated rows.ods": office.repeated_rows,
}

OFFICE_WHOLE: dict[str, Whole] = {
    "deep.rtf": Whole(
        "groups in groups hold one text", lambda: b"{\\rtf1\\ansi " + b"{" * 100_000 + b"Duties" + b"}" * 100_001
    ),
    "links.rtf": Whole("what lies elsewhere is no text of the file", lambda: office.linked_rtf(AWAY)),
    "links.odt": Whole("the same of an OpenDocument text", lambda: office.linked_text(AWAY)),
}
