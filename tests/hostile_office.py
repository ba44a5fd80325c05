"""Office files and web archives that want to break the program: entities, links to outside, depth, sheets too large."""

from __future__ import annotations

import io
import struct
import zipfile

from openpyxl import Workbook

from .docx_builder import NAMESPACES, p, package, tbl, tc, tr
from .hostile_zip import WORD, open_document, spliced
from .ole_builder import compound

_SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_TEXT = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"'
)
_END, _TABLE = 0xFFFFFFFE, 0xFFFFFFFD


# ------------------------------------------------------------------ entities


def laughs(levels: int = 9) -> str:
    """A document type whose entity &x; grows to 10 to the power of the levels (billion laughs)."""
    names = ['<!ENTITY x0 "ha">', *(f'<!ENTITY x{k} "{f"&x{k - 1};" * 10}">' for k in range(1, levels + 1))]
    return f'<!DOCTYPE d [{"".join(names)}<!ENTITY x "&x{levels};">]>'


def quadratic(size: int = 100_000) -> str:
    """A document type whose entity &x; is long itself; to name it often needs no entity in an entity."""
    return f'<!DOCTYPE d [<!ENTITY x "{"a" * size}">]>'


def outside(address: str) -> str:
    """A document type whose entity &x; is what lies at the address."""
    return f'<!DOCTYPE d [<!ENTITY x SYSTEM "{address}">]>'


def word(doctype: str, times: int = 1) -> bytes:
    """A Word file that shows the entity."""
    body = f"<w:document {NAMESPACES}><w:body>{p('茶艺师岗位职责')}{p('&x;' * times)}</w:body></w:document>"
    return spliced(WORD, word__document=doctype + body)


def workbook(doctype: str) -> bytes:
    """A workbook that shows the entity."""
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row>'
    return sheet(row, before=doctype)


def text(doctype: str) -> bytes:
    """An OpenDocument text that shows the entity."""
    return open_document("text", doctype + _open("text", "<text:p>&x;</text:p>"))


def page(doctype: str) -> bytes:
    """A web page that shows the entity."""
    return f"{doctype}<html><body><p>茶艺师岗位职责<p>&x;</body></html>".encode()


def web_archive(page_inside: bytes) -> bytes:
    """A web archive of one page."""
    head = b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html\n\n'
    return head + page_inside + b"\n--b--\n"


def parts_in_parts(depth: int) -> bytes:
    """A web archive in a web archive in a web archive …"""
    opening = b"".join(b'Content-Type: multipart/related; boundary="b%d"\n\n--b%d\n' % (k, k) for k in range(depth))
    return b"MIME-Version: 1.0\n" + opening + b"Content-Type: text/html\n\n<p>x"


# ------------------------------------------------------------------ links to outside


def linked_word(address: str) -> bytes:
    """A Word file whose template, picture and frame lie elsewhere."""
    kinds = ("attachedTemplate", "image", "frame", "hyperlink", "subDocument", "header")
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    entries = "".join(
        f'<Relationship Id="r{kind}" Type="{base}{kind}" Target="{address}" TargetMode="External"/>' for kind in kinds
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    out = io.BytesIO(WORD)
    with zipfile.ZipFile(io.BytesIO(WORD)) as old, zipfile.ZipFile(out, "w") as made:
        for name in old.namelist():
            relations = f'<Relationships xmlns="{space}">{entries}</Relationships>'
            made.writestr(name, relations if name == "word/_rels/document.xml.rels" else old.read(name))
    return out.getvalue()


def linked_text(address: str) -> bytes:
    """An OpenDocument text with a picture and a section that lie elsewhere."""
    image = f'<draw:frame><draw:image xlink:href="{address}" xlink:type="simple" xlink:show="embed"/></draw:frame>'
    section = f'<text:section text:name="s"><text:section-source xlink:href="{address}"/></text:section>'
    return open_document(
        "text", _open("text", f"<text:p>茶艺师岗位职责{image}</text:p>{section}<text:p>1、清洗茶具。</text:p>")
    )


def linked_rtf(address: str) -> bytes:
    """An RTF with a field that takes in another text, and one that takes in a picture."""
    fields = [rf'{{\field{{\*\fldinst {kind} "{address}"}}}}' for kind in ("INCLUDETEXT", "INCLUDEPICTURE")]
    return rf"{{\rtf1\ansi {{\*\template {address}}}Duties of the tea master\par {''.join(fields)}}}".encode()


def linked_page(address: str) -> bytes:
    """A web page whose base, style, script, frame and picture lie elsewhere."""
    head = f'<base href="{address}"><link rel="stylesheet" href="{address}"><script src="{address}"></script>'
    body = f'<p>茶艺师岗位职责<p>1、清洗茶具。<img src="{address}"><iframe src="{address}"></iframe>'
    return f"<html><head>{head}</head><body>{body}</body></html>".encode()


# ------------------------------------------------------------------ depth


def tables_in_tables(depth: int) -> bytes:
    """A Word file with a table in a cell of a table in a cell …"""
    return package("<w:tbl><w:tr><w:tc>" * depth + p("1、清洗茶具。") + "</w:tc></w:tr></w:tbl>" * depth)


def wide_cells() -> bytes:
    """A Word table of 200 rows whose every cell claims 2,000 million columns."""
    return package(tbl(*[tr(tc("清洗茶具。", '<w:gridSpan w:val="2000000000"/>') * 20)] * 200))


# ------------------------------------------------------------------ sheets


def sheet(rows: str, before: str = "", after: str = "", dimension: str = "A1") -> bytes:
    """A workbook whose one sheet has these rows, whatever it says of its size."""
    out = io.BytesIO()
    Workbook().save(out)
    xml = f'{before}<worksheet {_SHEET}><dimension ref="{dimension}"/><sheetData>{rows}</sheetData>{after}</worksheet>'
    return spliced(out.getvalue(), xl__worksheets__sheet1=xml)


def said(place: str, value: str = "清洗茶具") -> str:
    """A cell with its text."""
    return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'


def long_sheet(rows: int) -> bytes:
    """A workbook of so many rows."""
    return sheet("".join(f'<row r="{k}"><c r="A{k}"><v>{k * 7919}</v></c></row>' for k in range(1, rows + 1)))


def far_cell() -> bytes:
    """A workbook of a cell at each end of the sheet."""
    return sheet(f'<row r="1">{said("A1")}</row><row r="1048576">{said("XFD1048576")}</row>')


def whole_sheet_merged() -> bytes:
    """A workbook whose one cell is merged over the whole sheet."""
    after = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    return sheet(f'<row r="1">{said("A1")}</row>', after=after)


def whole_sheet_merged_otherwise() -> bytes:
    """The same with the attribute in other quotes and on another line: what a search of the bytes may miss."""
    after = "<mergeCells><mergeCell\n ref = 'A1:XFD1048576'/></mergeCells>"
    return sheet(f'<row r="1">{said("A1")}</row>', after=after)


def repeated_rows() -> bytes:
    """An OpenDocument sheet that repeats a full row to the end of the sheet, in a few bytes."""
    cell = '<table:table-cell table:number-columns-repeated="1024"><text:p>清洗茶具</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    return open_document("spreadsheet", _open("spreadsheet", f'<table:table table:name="s">{row}</table:table>'))


def _open(kind: str, inner: str) -> str:
    body = f"<office:body><office:{kind}>{inner}</office:{kind}></office:body>"
    return f"<office:document-content {_TEXT}>{body}</office:document-content>"


# ------------------------------------------------------------------ compound files


def locked_word() -> bytes:
    """A Word file with a password."""
    return compound({"EncryptedPackage": b"x" * 600, "EncryptionInfo": b"y" * 600})


def locked_workbook() -> bytes:
    """An Excel 97 workbook with a password: the record FILEPASS right behind the first one ([MS-XLS] 2.4.117)."""
    opening = struct.pack("<2H2H2H2I", 0x809, 16, 0x600, 5, 0x0DBB, 0x07CC, 0, 6)
    return compound({"Workbook": (opening + struct.pack("<2H3H", 0x2F, 6, 0, 1, 2)).ljust(4096, b"\0")})


def _looped(stream: str, at: int) -> bytes:
    """A compound file in whose table the entry at ``at`` leads to itself."""
    data = bytearray(compound({stream: b"x" * 8192}))
    table = len(data) - 512
    struct.pack_into("<I", data, table + 4 * at, at)
    return bytes(data)


def stream_loop(stream: str) -> bytes:
    """The second sector of the stream follows itself."""
    return _looped(stream, 1)


def directory_loop(stream: str) -> bytes:
    """The directory's one sector follows itself."""
    return _looped(stream, 16)


def table_loop(stream: str) -> bytes:
    """The sector that lists the sectors of the table names itself as the next one, and there are as many as can be."""
    data = bytearray(compound({stream: b"x" * 8192}))
    struct.pack_into("<2I", data, 0x44, 2, 0xFFFFFFF0)
    struct.pack_into("<I", data, 512 + 512 * 3 - 4, 2)
    return bytes(data)
