"""Legacy .doc: through LibreOffice, and without it by its own streams."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from extractor.errors import DamagedFile, EncryptedFile, UnknownFormat, UnreadableError
from extractor.model import Reading, walk
from extractor.options import Options
from extractor.readers import docx, office, read
from tests.docx_builder import abstract, level, num, numbered, p, package, tbl, tc, tr
from tests.numbered_lists import SIGN, by_style, climbing, levels, stating
from tests.ole_builder import compound
from tests.test_docx import outline

TEXT_AT, PAGE_AT = 0x800, 0x600
TITLE, END = "门卫岗位职责\r", "以上。\r"
ROW = "职责\x07标准\r第二段\x07\x07"


def word(text: str, row_ends: tuple[int, ...] = (), note: str = "", version: int = 0xC1, flags: int = 0) -> bytes:
    """A Word 97 file: the text in one piece, the row ends as paragraph properties, a footnote part."""
    whole = text + note
    main = bytearray(TEXT_AT)
    struct.pack_into("<2H", main, 0, 0xA5EC, version)
    struct.pack_into("<H", main, 0x0A, flags)
    struct.pack_into("<2i", main, 0x4C, len(text), len(note))
    bounds = [TEXT_AT, *(TEXT_AT + 2 * (end + 1) for end in row_ends)]
    places = bytes(byte for _ in row_ends for byte in (200, *[0] * 12))
    struct.pack_into(f"<{len(bounds)}I", main, PAGE_AT, *bounds)
    main[PAGE_AT + 4 * len(bounds) : PAGE_AT + 4 * len(bounds) + len(places)] = places
    main[PAGE_AT + 400 : PAGE_AT + 406] = struct.pack("<BxHH", 3, 0, 0x2417)[:1] + struct.pack("<HHB", 0, 0x2417, 1)
    main[PAGE_AT + 511] = len(row_ends)
    clx = struct.pack("<BI2I", 2, 16, 0, len(whole)) + struct.pack("<HIH", 0, TEXT_AT, 0)
    pages = struct.pack("<3I", TEXT_AT, TEXT_AT + 2 * len(whole), PAGE_AT // 512)
    struct.pack_into("<2I", main, 0x1A2, 0, len(clx))
    struct.pack_into("<2I", main, 0x102, len(clx), len(pages))
    return compound({"WordDocument": bytes(main) + whole.encode("utf-16-le"), "0Table": clx + pages}, {"1Table": b"x"})


@pytest.fixture
def without_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find", lambda: None)


PLAIN = [
    ("paragraphs", word(TITLE + END), ["门卫岗位职责", "以上。"]),
    (
        "rows and cells",
        word(TITLE + ROW + END, (len(TITLE + ROW) - 1,)),
        ["门卫岗位职责", "[0,0 1×1] 职责", "[0,1 1×1] 标准 / 第二段", "以上。"],
    ),
    (
        "two rows",
        word(ROW + ROW, (len(ROW) - 1, 2 * len(ROW) - 1)),
        ["[0,0 1×1] 职责", "[0,1 1×1] 标准 / 第二段", "[1,0 1×1] 职责", "[1,1 1×1] 标准 / 第二段"],
    ),
    ("result of a field", word("第\x13PAGE\x147\x15页\r"), ["第7页"]),
    ("field in a field", word("\x13TOC\x14一\x13PAGE\x147\x15\x15\r"), ["一7"]),
    ("field over two paragraphs", word("\x13TOC\x14一\r二\x15\r"), ["一", "二"]),
    ("line break and unbroken hyphen", word("甲\x0bA\x1eB\r"), ["甲\nA-B"]),
    ("marks of pictures and notes", word("甲\x01\x02乙\x05\r"), ["甲乙"]),
    ("footnote after the body", word(TITLE, note="注解\r"), ["门卫岗位职责", "注解"]),
]


@pytest.mark.usefixtures("without_office")
@pytest.mark.parametrize(("data", "lines"), [row[1:] for row in PLAIN], ids=[row[0] for row in PLAIN])
def test_without_office(data: bytes, lines: list[str]) -> None:
    found = read(data, "a.doc", Options())
    assert (outline(found.blocks), found.reader) == (lines, "word-binary")
    assert [problem.code for problem in found.problems] == ["office_missing"]


BAD: list[tuple[str, bytes, type[UnreadableError]]] = [
    ("encrypted", word(TITLE, flags=0x0100), EncryptedFile),
    ("Word 95", word(TITLE, version=0x65), UnknownFormat),
    ("cut off", word(TITLE)[:-512], DamagedFile),
    ("without its table stream", compound({"WordDocument": b"\0\0\xc1".ljust(512, b"\0")}), DamagedFile),
    ("rich text", rb"{\rtf1 x}", UnknownFormat),
]


@pytest.mark.usefixtures("without_office")
@pytest.mark.parametrize(("data", "error"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_bad_file_without_office(data: bytes, error: type[UnreadableError]) -> None:
    with pytest.raises(error):
        read(data, "a.doc", Options())


@pytest.mark.usefixtures("without_office")
@pytest.mark.parametrize("at", range(0, len(word(TITLE)) - 512, 37))
def test_every_cut_ends_in_an_error_of_the_tree(at: int) -> None:
    with pytest.raises(UnreadableError):
        read(word(TITLE)[:at], "a.doc", Options())


LISTS = abstract(1, level(0, "chineseCountingThousand", "第%1条"), level(1, "decimalEnclosedCircle", "%2"))
MANUAL = package(
    p("门卫岗位职责")
    + p("负责开门。", numbered(1))
    + p("早晨开门。", numbered(1, 1))
    + p("负责关门。", numbered(1))
    + tbl(tr(tc("职责", '<w:vMerge w:val="restart"/>'), tc("标准")), tr(tc("", "<w:vMerge/>"), tc("按时")))
    + p("以上。"),
    numbering=LISTS + num(1, 1),
)


@pytest.mark.office
def test_doc_made_by_office_reads_as_its_docx() -> None:
    found = read(office.convert(MANUAL, ".docx", "doc", 60), "a.doc", Options())
    assert (found.reader, found.media_type, found.problems) == ("libreoffice+docx", "application/msword", ())
    assert outline(found.blocks) == outline(docx.read(MANUAL, Options()).blocks)
    assert [block.number for block in walk(found.blocks)][:4] == ["", "第一条", "①", "第二条"]


@pytest.mark.office
@pytest.mark.parametrize("suffix", ["rtf", "odt"])
def test_other_formats_that_office_opens(suffix: str) -> None:
    found = read(office.convert(MANUAL, ".docx", suffix, 60), f"a.{suffix}", Options())
    assert outline(found.blocks) == outline(docx.read(MANUAL, Options()).blocks)


WIDE = package(tbl(tr(*(tc(f"第{k}周") for k in range(30))), tr(tc("全年", '<w:gridSpan w:val="30"/>'))) + p("以上。"))
UNLIKE = package(
    tbl(
        tr(tc("岗位", '<w:vMerge w:val="restart"/>'), tc("门卫", '<w:gridSpan w:val="2"/>')),
        tr(tc("", "<w:vMerge/>"), tc("早"), tc("晚")),
        tr(tc("备注", '<w:gridSpan w:val="3"/>')),
    )
    + p("以上。")
)


@pytest.mark.office
@pytest.mark.parametrize(
    "manual", [pytest.param(MANUAL, id="merged"), pytest.param(WIDE, id="wide"), pytest.param(UNLIKE, id="unlike rows")]
)
def test_own_streams_give_the_text_and_the_tables_of_office(manual: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    data = office.convert(manual, ".docx", "doc", 60)
    monkeypatch.setattr(office, "find", lambda: None)
    assert outline(read(data, "a.doc", Options()).blocks) == outline(docx.read(manual, Options()).blocks)


CHAPTERS = (
    level(0, "chineseCountingThousand", "第%1章") + level(1, "chineseCounting", "（%2）") + level(2, "decimal", "%3．")
)
HEADINGS = "".join(
    f'<w:style w:type="paragraph" w:styleId="H{k}"><w:name w:val="heading {k}"/><w:pPr><w:outlineLvl w:val="{k - 1}"/>'
    f"{stating(4, 0) if k == 2 else ''}</w:pPr></w:style>"
    for k in (1, 2)
)
LISTED = package(
    p("目录", by_style("H1"))
    + "".join(p(SIGN, numbered(*place)) for place in climbing(1, 30, (1, 2, 3)))
    + "".join(p(SIGN, by_style(name)) for name in ("H2", "H1", "H2"))
    + tbl(tr(tc(p(SIGN, numbered(2))), tc(p(SIGN, numbered(1)))))
    + p("1. 以上。", numbered(5)),
    numbering=abstract(0, levels())
    + abstract(1, CHAPTERS + level(2, "decimal", "%3．") + level(3, "decimalEnclosedCircle", "%4"))
    + abstract(2, *(level(k, "bullet", "※") for k in range(4))) + abstract(3, level(0, "decimal", "%1."))
    + abstract(4, level(0, "decimal", "%1.")) + num(1, 0) + num(2, 1) + num(3, 2) + num(4, 3) + num(5, 4),
    styles=HEADINGS,
)  # fmt: skip


@pytest.mark.office
def test_own_streams_give_the_numbers_and_the_headings_of_office(monkeypatch: pytest.MonkeyPatch) -> None:
    def told(reading: Reading) -> list[tuple[str, int, int]]:
        return [(block.number, block.level, block.heading) for block in walk(reading.blocks)]

    data = office.convert(LISTED, ".docx", "doc", 60)
    wanted = told(read(data, "a.doc", Options()))
    monkeypatch.setattr(office, "find", lambda: None)
    assert told(read(data, "a.doc", Options())) == wanted
    assert {"第一章", "1.1"} <= {number for number, _, _ in wanted}
    assert {heading for _, _, heading in wanted} == {0, 1, 2}


@pytest.mark.office
def test_a_table_that_ends_the_file_and_is_lost_by_office() -> None:
    manual = package(p("门卫岗位职责") + tbl(tr(tc("职责"), tc("标准")), tr(tc("开门"), tc("按时"))))
    found = read(office.convert(manual, ".docx", "doc", 60), "a.doc", Options())
    assert outline(found.blocks) == outline(docx.read(manual, Options()).blocks)
    assert [dict(problem.details)["detail"] for problem in found.problems] == ["a table was lost"]


@pytest.mark.office
def test_time_limit_falls_back_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    found = read(word(TITLE), "a.doc", Options(office_seconds=0.01))
    assert [(problem.code, dict(problem.details)["detail"]) for problem in found.problems] == [
        ("office_failed", "timeout, 0.01 s")
    ]
    assert list(tmp_path.iterdir()) == []
