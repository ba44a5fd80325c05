"""The encoding of a text file is told from its bytes, and a damaged byte costs one character."""

from __future__ import annotations

import pytest

from extractor.errors import EmptyFile, UnknownFormat
from extractor.readers.encoding import damage, declared_in, decode

SIMPLIFIED = "库房主管岗位职责\n一、负责库房的全面工作，每天检查一次温度和湿度。\n二、出现差错的，每次扣2分。\n"
TRADITIONAL = "館務組職掌如下：\n一、文書、印信及出納事項。\n二、每月召開會議一次，並報請館長核定。\n"


@pytest.mark.parametrize(
    ("text", "encoding", "told"),
    [
        pytest.param(SIMPLIFIED, "utf-8", "utf-8", id="utf-8"),
        pytest.param(SIMPLIFIED, "utf-8-sig", "utf-8", id="utf-8 with a mark"),
        pytest.param(SIMPLIFIED, "gb18030", "gb18030", id="gb18030"),
        pytest.param(TRADITIONAL, "gb18030", "gb18030", id="traditional text in gb18030"),
        pytest.param(TRADITIONAL, "cp950", "cp950", id="big5, which strict gb18030 reads without an error"),
        pytest.param(SIMPLIFIED, "utf-16", "utf-16-le", id="utf-16 with a mark"),
        pytest.param(TRADITIONAL, "utf-16-be", "utf-16-be", id="utf-16 without a mark, big end first"),
        pytest.param(SIMPLIFIED, "utf-16-le", "utf-16-le", id="utf-16 without a mark, little end first"),
        pytest.param(SIMPLIFIED, "utf-32", "utf-32-le", id="utf-32 with a mark"),
        pytest.param("扣2分。", "gb18030", "gb18030", id="four characters"),
        pytest.param("plain ASCII\n", "ascii", "utf-8", id="ascii"),
        pytest.param("He said \x93no\x94 to the plan of the board.\n" * 9, "latin-1", "utf-8", id="stray latin bytes"),
    ],
)
def test_encoding_is_told(text: str, encoding: str, told: str) -> None:
    assert decode(text.encode(encoding)).encoding == told


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-32"])
def test_text_comes_back(encoding: str) -> None:
    assert decode(SIMPLIFIED.encode(encoding)).text == SIMPLIFIED


@pytest.mark.parametrize(
    ("text", "encoding", "declared", "told"),
    [
        pytest.param(SIMPLIFIED, "gb18030", "gb2312", "gb18030", id="the older name stands for the wider set"),
        pytest.param(TRADITIONAL, "cp950", "gb2312", "cp950", id="a declaration that lies"),
        pytest.param(SIMPLIFIED, "utf-8", "gbk", "utf-8", id="strict utf-8 against a declaration"),
        pytest.param(SIMPLIFIED, "gb18030", "no-such-code", "gb18030", id="an unknown declaration"),
        pytest.param(SIMPLIFIED, "gb18030", "utf-16", "gb18030", id="an impossible declaration"),
        pytest.param(SIMPLIFIED, "gb18030", "hex", "gb18030", id="a codec that is none of texts"),
        pytest.param(SIMPLIFIED, "gb18030", "idna", "gb18030", id="a codec of names"),
        pytest.param("你", "cp950", "big5", "cp950", id="one character, where the declaration decides"),
    ],
)
def test_declared(text: str, encoding: str, declared: str, told: str) -> None:
    assert decode(text.encode(encoding), declared).encoding == told


@pytest.mark.parametrize(
    ("head", "name"),
    [
        pytest.param(b'<meta charset="gb2312">', "gb2312", id="meta charset"),
        pytest.param(b'<meta http-equiv="Content-Type" content="text/html; charset=big5">', "big5", id="http-equiv"),
        pytest.param(b'<?xml version="1.0" encoding="GBK"?>', "GBK", id="xml declaration"),
        pytest.param(b"<p>charset</p>", None, id="none"),
    ],
)
def test_declaration_in_a_page(head: bytes, name: str | None) -> None:
    assert declared_in(head) == name


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "cp950"])
def test_damaged_byte_costs_one_place(encoding: str) -> None:
    text = decode(TRADITIONAL.encode(encoding) + b"\xff\n" + TRADITIONAL.encode(encoding)).text
    (problem,) = damage(text)
    assert (problem.code, problem.severity) == ("bytes_damaged", "error")
    assert problem.spans == ((len(TRADITIONAL), len(TRADITIONAL) + 1),)
    assert text.replace("\ufffd\n", "") == TRADITIONAL * 2


def test_line_ends_are_one() -> None:
    assert decode("甲\r\n乙\r丙\n".encode()).text == "甲\n乙\n丙\n"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        pytest.param(b"\xef\xbb\xbf", EmptyFile, id="a mark alone"),
        pytest.param(b" \r\n\t", EmptyFile, id="blanks alone"),
        pytest.param(bytes(range(128, 256)) * 40, UnknownFormat, id="no text at all"),
    ],
)
def test_no_text(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        decode(data)
