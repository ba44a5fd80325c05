"""Tells the format of a file by its bytes; the suffix only settles what the bytes leave open."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from pathlib import PurePath
from typing import Literal

from extractor.errors import DamagedFile, EncryptedFile, UnknownFormat
from extractor.readers.encoding import decode
from extractor.readers.ole import MAGIC, CompoundFile

Kind = Literal[
    "txt", "md", "csv", "html", "docx", "doc", "pdf", "xlsx", "xls", "ods", "pptx", "rtf", "odt", "mht", "image"
]

SUFFIXES: dict[str, frozenset[Kind]] = {  # suffix → the kinds that it may announce without lying
    ".txt": frozenset({"txt"}),
    ".text": frozenset({"txt"}),
    ".md": frozenset({"md"}),
    ".markdown": frozenset({"md"}),
    ".html": frozenset({"html"}),
    ".htm": frozenset({"html"}),
    ".xhtml": frozenset({"html"}),
    ".docx": frozenset({"docx"}),
    ".docm": frozenset({"docx"}),
    ".dotx": frozenset({"docx"}),
    ".doc": frozenset({"doc"}),
    ".dot": frozenset({"doc"}),
    ".wps": frozenset({"doc", "docx"}),
    ".pdf": frozenset({"pdf"}),
    ".xlsx": frozenset({"xlsx"}),
    ".xlsm": frozenset({"xlsx"}),
    ".xltx": frozenset({"xlsx"}),
    ".xls": frozenset({"xls", "xlsx", "html"}),  # reporting tools write a page or a workbook and call it .xls
    ".et": frozenset({"xls", "xlsx"}),
    ".ods": frozenset({"ods"}),
    ".csv": frozenset({"csv"}),
    ".tsv": frozenset({"csv"}),
    ".pptx": frozenset({"pptx"}),
    ".pptm": frozenset({"pptx"}),
    ".rtf": frozenset({"rtf"}),
    ".odt": frozenset({"odt"}),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"), frozenset[Kind]({"image"})),
    ".zip": frozenset(),  # its members are read (archives.py)
    ".mht": frozenset({"mht"}),
    ".mhtml": frozenset({"mht"}),
}

HEAD = 4096  # bytes looked at to tell text from HTML: the first tag of seven sampled pages stood within 160
PDF_HEAD = 1024  # ISO 32000 readers accept the header anywhere in the first 1,024 bytes
# Control bytes in the head: 0 in 260 text, HTML, XML and source files; of 300 binaries (png, jpg, gif, gz, so, ttf …)
# the least had 0.035.
BINARY_SHARE = 0.02

_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
_BITMAP = re.compile(rb"BM.{4}\0\0\0\0", re.DOTALL)  # size, then two reserved words: a text may begin with BM too
_OFFICE_FOLDERS: dict[str, Kind] = {"word": "docx", "xl": "xlsx", "ppt": "pptx"}
_OPEN_DOCUMENTS: dict[bytes, Kind] = {b"opendocument.text": "odt", b"opendocument.spreadsheet": "ods"}
_TEXT_CONTROLS = bytes([7, 8, 9, 10, 11, 12, 13, 26, 27])
_CONTROLS = bytes(set(range(32)) - set(_TEXT_CONTROLS))
_ARCHIVE = re.compile(r"(?:[\w-]+:.*\n(?:[ \t].*\n)*)*?MIME-Version:", re.IGNORECASE)
_HTML_START = re.compile(
    r"\s*(?>(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<%.*?%>\s*)*)<(?:!doctype\s+html|html|head|body|meta|title|table"
    r"|div|p|h[1-6]|article|section|main|span|ul|ol|br|center|font|script|style)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TAG = re.compile(r"</?(?:html|body|head|table|tr|td|div|p|br|span|h[1-6]|ul|ol|li)\b[^>]*>", re.IGNORECASE)


def suffix(name: str) -> str:
    """The suffix of a file name in small letters, with its dot."""
    return PurePath(name).suffix.lower()


def suffix_lies(kind: Kind, name: str) -> bool:
    """Whether the suffix announces another format than ``kind``; a suffix that announces none does not lie."""
    announced = SUFFIXES.get(suffix(name))
    return announced is not None and kind not in announced


def kind(data: bytes, name: str) -> Kind:
    """The kind of the bytes. Raises UnknownFormat, EncryptedFile (Office) or DamagedFile (a broken zip)."""
    if data.startswith(MAGIC):
        return _ole_kind(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip_kind(data)
    if b"%PDF-" in data[:PDF_HEAD]:
        return "pdf"
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(_PICTURES) or _BITMAP.match(data):
        return "image"
    return _text_kind(data, name)


def _ole_kind(data: bytes) -> Kind:
    """By the streams at the top level; in a compound file with broken tables, by any name that is left."""
    try:
        names = CompoundFile(data).names
    except DamagedFile:
        if "WordDocument".encode("utf-16-le") not in data:
            raise
        return "doc"
    if "EncryptedPackage" in names:
        raise EncryptedFile("office")
    if "WordDocument" in names:
        return "doc"
    if names & {"Workbook", "Book"}:
        return "xls"
    raise UnknownFormat("ole")


def _zip_kind(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            locked = any(member.flag_bits & 1 for member in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as broken:
        raise DamagedFile("zip") from broken
    found = kind_in_zip(names, data[:HEAD])
    if found is not None:
        return found
    if locked:
        raise EncryptedFile("zip")
    raise UnknownFormat("zip")


def kind_in_zip(names: Iterable[str], head: bytes) -> Kind | None:
    """The kind of Office file that a zip with these members is, None for any other; ``head``: its first bytes."""
    folders = {name.partition("/")[0] for name in names if name.endswith(".xml")}
    for folder, kind_there in _OFFICE_FOLDERS.items():
        if folder in folders:  # a zip of manuals sorted into folders word and xl holds no XML there
            return kind_there
    # OpenDocument: its first member is stored and says the type
    return next((kind_said for said, kind_said in _OPEN_DOCUMENTS.items() if said in head), None)


def _text_kind(data: bytes, name: str) -> Kind:
    """By the suffix if it says Markdown, else by the tags at the start."""
    text = _text_head(data[:HEAD])
    if _ARCHIVE.match(text.replace("\r\n", "\n")) and "multipart/related" in text.lower():
        return "mht"
    announced = SUFFIXES.get(suffix(name), frozenset())
    if "md" in announced:
        return "md"
    if _HTML_START.match(text) or ("html" in announced and _HTML_TAG.search(text)):
        return "html"
    if "csv" in announced:
        return "csv"
    return "txt"


def _text_head(head: bytes) -> str:
    """The start of a text file, true to its ASCII characters; UnknownFormat where it is no text."""
    if 0 not in head and _binary_share(head) <= BINARY_SHARE:
        return head.decode("latin-1").removeprefix("\xef\xbb\xbf")
    text = decode(head).text.removeprefix("\ufeff")
    if _binary_share(text.encode("utf-8", "replace")) > BINARY_SHARE:
        raise UnknownFormat("binary")
    return text


def _binary_share(head: bytes) -> float:
    return 1 - len(head.translate(None, _CONTROLS)) / max(len(head), 1)
