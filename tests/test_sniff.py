"""The format is told by the bytes, and a suffix that lies is told."""

from __future__ import annotations

import pytest

from extractor.errors import DamagedFile, EmptyFile, EncryptedFile, TooLarge, UnknownFormat, UnreadableError
from extractor.options import Options
from extractor.readers import read, sniff
from tests.docx_builder import p, package, zipped
from tests.ole_builder import compound

DOCX = package(p("岗位职责"))
DOC = compound({"WordDocument": b"\0" * 512, "1Table": b"\0"})
TEXT = "岗位职责\n1、负责开门。\n"
PAGE = "<!-- 首页 -->\n<html><body><p>岗位职责</p></body></html>"
ARCHIVE = (
    b"From: <saved>\r\nSubject: =?gb2312?B?1rDU8A==?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
    b'\tboundary="b"\r\n\r\n--b\r\nContent-Type: text/html; charset="gb2312"\r\n'
    b"Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>=B8=DA=CE=BB=D6=B0=D4=F0</p>\r\n--b--\r\n"
)
RTF = rb"{\rtf1\ansi x}"

KINDS: list[tuple[str, bytes, str, sniff.Kind, bool]] = [
    # what it shows, bytes, name, kind, whether the suffix lies
    ("docx", DOCX, "a.docx", "docx", False),
    ("docx called doc", DOCX, "a.doc", "docx", True),
    ("docx of WPS", DOCX, "a.wps", "docx", False),
    ("docx without a suffix", DOCX, "a", "docx", False),
    ("xlsx", zipped({"xl/workbook.xml": "<a/>"}), "a.xlsx", "xlsx", False),
    ("xlsx called docx", zipped({"xl/workbook.xml": "<a/>"}), "a.docx", "xlsx", True),
    ("a folder xl of something else", zipped({"word/document.xml": "<a/>", "xl/a.txt": "甲"}), "a.docx", "docx", False),
    ("odt", zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}), "a.odt", "odt", False),
    ("doc", DOC, "a.DOC", "doc", False),
    ("doc called docx", DOC, "a.docx", "doc", True),
    ("doc whose tables are cut off", DOC[:-512], "a.doc", "doc", False),
    ("rtf called doc", RTF, "a.doc", "rtf", True),
    ("page called doc", PAGE.encode(), "a.doc", "html", True),
    ("text called doc", TEXT.encode("gb18030"), "a.doc", "txt", True),
    ("text that begins as a bitmap does", "BMW销售岗位职责".encode(), "a.txt", "txt", False),
    ("bitmap", b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0", "a.bmp", "image", False),
    ("pdf", b"%PDF-1.7\n", "a.pdf", "pdf", False),
    ("pdf behind other bytes", b"\n\n junk %PDF-1.7\n", "a.pdf", "pdf", False),
    ("pdf called txt", b"%PDF-1.7\n", "a.txt", "pdf", True),
    ("text", TEXT.encode(), "a.txt", "txt", False),
    ("text with a mark", TEXT.encode("utf-8-sig"), "a.txt", "txt", False),
    ("text in Big5", "職掌如下".encode("cp950"), "a.txt", "txt", False),
    ("text in UTF-16", TEXT.encode("utf-16"), "a.txt", "txt", False),
    ("text in UTF-16 without a mark", (TEXT * 9).encode("utf-16-le"), "a.txt", "txt", False),
    ("text with a stray control byte", (TEXT * 9).encode() + b"\x02", "a.txt", "txt", False),
    ("markdown", TEXT.encode(), "a.md", "md", False),
    ("markdown that begins with a tag", "<div>\n\n# 职责".encode(), "a.md", "md", False),
    ("page", PAGE.encode("gb18030"), "a.htm", "html", False),
    ("page in UTF-16", PAGE.encode("utf-16"), "a.html", "html", False),
    ("page of a server", b'<%@ page charset="UTF-8" %>\n<ul><li>', "a.jsp", "html", False),
    ("tags in the middle of a page", "职责<br>负责".encode(), "a.html", "html", False),
    ("tags in the middle of a text", "职责<br>负责".encode(), "a.txt", "txt", False),
    ("page called txt", PAGE.encode(), "a.txt", "html", True),
    ("no tag at all in a page", TEXT.encode(), "a.html", "txt", True),
    ("web archive", ARCHIVE, "a.mht", "mht", False),
    ("web archive called doc", ARCHIVE, "a.doc", "mht", True),
    ("text that speaks of MIME", b"The header MIME-Version: of multipart/related", "a.txt", "txt", False),
    ("less-than sign at the start of a text", "<1>负责开门".encode(), "a.txt", "txt", False),
]


@pytest.mark.parametrize(("data", "name", "kind", "lies"), [row[1:] for row in KINDS], ids=[row[0] for row in KINDS])
def test_kind(data: bytes, name: str, kind: sniff.Kind, lies: bool) -> None:
    assert (sniff.kind(data, name), sniff.suffix_lies(kind, name)) == (kind, lies)


REFUSED: list[tuple[str, bytes, type[UnreadableError]]] = [
    ("encrypted docx", compound({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}), EncryptedFile),
    ("encrypted doc in its own header", DOC[:512] + b"\0" * 11 + b"\x01" + DOC[524:], EncryptedFile),
    ("old spreadsheet that holds nothing", compound({"Workbook": b"x"}), DamagedFile),
    ("compound file of another program", compound({"Contents": b"x"}), UnknownFormat),
    ("compound file cut off", DOC[:600], DamagedFile),
    ("zip cut off", DOCX[:300], DamagedFile),
    ("presentation without its relationships", zipped({"ppt/presentation.xml": "<a/>"}), DamagedFile),
    ("zip of something else", zipped({"a.bin": "x"}), UnknownFormat),
    ("picture cut off", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01" + bytes(range(256)), DamagedFile),
    ("zeros", b"\0" * 5000, UnknownFormat),
    ("no bytes", b"", EmptyFile),
    ("blanks", " \n\u3000\n".encode(), EmptyFile),
]


@pytest.mark.parametrize(("data", "error"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_refused(data: bytes, error: type[UnreadableError]) -> None:
    with pytest.raises(error):
        read(data, "manual", Options())


def test_larger_than_the_limit() -> None:
    with pytest.raises(TooLarge):
        read(b"12345", "a.txt", Options(max_bytes=4))


def test_suffix_that_lies_is_a_problem_of_the_reading() -> None:
    (problem,) = read(DOCX, "manual.doc", Options()).problems
    assert (problem.code, problem.severity, dict(problem.details)) == (
        "suffix_lies",
        "info",
        {"suffix": ".doc", "kind": "docx"},
    )


def test_comments_without_end_cost_no_time() -> None:
    assert sniff.kind(b"<!--a-->" * 500 + b"x", "a.txt") == "txt"


def test_page_of_a_web_archive_is_read() -> None:
    reading = read(ARCHIVE, "manual.mht", Options())
    assert (reading.source, reading.reader, reading.problems) == ("岗位职责", "mht", ())


def test_web_archive_without_a_page() -> None:
    with pytest.raises(DamagedFile):
        read(ARCHIVE.replace(b"text/html", b"image/png"), "manual.mht", Options())
