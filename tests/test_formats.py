"""Formats of few files of their own: values parted by signs, presentations, archives."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks import parity
from extractor import schema
from extractor.cli import main
from extractor.errors import EncryptedFile, UnknownFormat
from extractor.export import outline
from extractor.model import walk
from extractor.options import Options
from extractor.pipeline import extract_bytes
from extractor.readers import office, pptx, sniff

SAMPLES = Path(__file__).parent.parent / "corpus" / "samples"
UTF8_CSV = "csv:Text - txt - csv (StarCalc):44,34,76"


@pytest.mark.office
@pytest.mark.slow
def test_a_sheet_as_csv() -> None:
    data = (SAMPLES / "reward_penalty.xlsx").read_bytes()
    made = office.convert(data, ".xlsx", UTF8_CSV, 120)
    assert sniff.kind(made, "reward_penalty.csv") == "csv"
    read, wanted = (bare_units(*given) for given in ((made, "reward_penalty.csv"), (data, "reward_penalty.xlsx")))
    assert read == wanted


def bare_units(data: bytes, name: str) -> list[str]:
    """The units without what another format may say otherwise."""
    return parity.lines(parity.read(data, name))


# ------------------------------------------------------------------ values parted by signs

ROWS = [
    ("岗位", "工作职责", "扣分"),
    ("茶艺师", "清洗茶具", "打碎一件扣2分"),
    ("收银员", "收款，日清月结", "短款一次扣5分"),
]
READ = [
    "岗位 茶艺师",
    "  职责",
    "    d1 清洗茶具",
    "  考核",
    "    r1 打碎一件扣2分",
    "      → 职责 d1",
    "      扣 2 分/件（打碎一件）",
]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_parted_by(sign: str, code: str) -> None:
    text = "\r\n".join(sign.join(f'"{cell}"' if sign in cell else cell for cell in row) for row in ROWS)
    made = extract_bytes(text.encode(code), "岗位.csv", Options())
    assert (made.source.reader, outline(made)[: len(READ)]) == ("csv", READ)


def test_a_quoted_cell_holds_commas_and_lines() -> None:
    text = '岗位,工作职责\n茶艺师,"清洗茶具,每天一次\n清扫前厅"\n收银员,收款'
    made = extract_bytes(text.encode(), "a.csv", Options())
    assert [duty.text for duty in made.units[0].duties] == ["清洗茶具,每天一次", "清扫前厅"]
    assert made.units[0].duties[1].spans[0].where == "cell B2"


# ------------------------------------------------------------------ presentations

_SLIDE = """<p:sld xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>"""
_SHAPE = """<p:sp><p:nvSpPr><p:nvPr><p:ph type="{kind}"/></p:nvPr></p:nvSpPr>
<p:spPr><a:xfrm><a:off x="0" y="{top}"/></a:xfrm></p:spPr><p:txBody>{paragraphs}</p:txBody></p:sp>"""
_RELATIONS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="http://x/relationships/{kind}" Target="{target}"/></Relationships>"""


def slide(*shapes: tuple[str, int, str]) -> str:
    """A slide of shapes: kind, place from the top, lines."""
    made = ""
    for kind, top, lines in shapes:
        paragraphs = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in lines.split("\n"))
        made += _SHAPE.format(kind=kind, top=top, paragraphs=paragraphs)
    return _SLIDE.format(shapes=made)


def presentation(made: str) -> bytes:
    """A presentation of one slide."""
    listed = """<p:presentation xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
 <p:sldIdLst><p:sldId id="256" r:id="r1"/></p:sldIdLst></p:presentation>"""
    return zipped(
        {
            "_rels/.rels": _RELATIONS.format(kind="officeDocument", target="ppt/presentation.xml"),
            "ppt/presentation.xml": listed,
            "ppt/_rels/presentation.xml.rels": _RELATIONS.format(kind="slide", target="slides/slide1.xml"),
            "ppt/slides/slide1.xml": made,
        }
    )


def test_automatic_numbers_of_a_slide() -> None:
    def line(text: str, scheme: str, level: int = 0) -> str:
        numbered = f'<a:buAutoNum type="{scheme}"/>' if scheme else ""
        return f'<a:p><a:pPr lvl="{level}">{numbered}</a:pPr><a:r><a:t>{text}</a:t></a:r></a:p>'

    schemes = [("扫地", "ea1ChsPeriod", 0), ("擦窗", "arabicParenBoth", 1), ("浇花", "arabicParenBoth", 1)]
    schemes += [
        ("锁门", "ea1ChsPeriod", 0),
        ("备注", "", 0),
        ("开门", "circleNumDbPlain", 0),
        ("点灯", "romanLcParenR", 1),
    ]
    shape = _SHAPE.format(kind="body", top=0, paragraphs="".join(line(*one) for one in schemes))
    reading = pptx.read(presentation(_SLIDE.format(shapes=shape)), Options())
    painted = [(paragraph.number, paragraph.level) for paragraph in walk(reading.blocks)]
    assert painted == [("一.", 0), ("(1)", 1), ("(2)", 1), ("二.", 0), ("", 0), ("①", 0), ("i)", 1)]


def test_a_slide() -> None:
    data = presentation(
        slide(("body", 200, "1、清洗茶具。\n2、清扫前厅。"), ("title", 900, "茶艺师岗位职责"), ("sldNum", 0, "7"))
    )
    made = extract_bytes(data, "a.pptx", Options())
    assert outline(made) == ["岗位 茶艺师", "  职责", "    1、清洗茶具。", "    2、清扫前厅。"]
    assert (made.source.reader, made.source.pages, made.units[0].duties[0].spans[0].where) == ("pptx", 1, "slide 1")


# ------------------------------------------------------------------ archives

MANUAL = "茶艺师岗位职责\n1、清洗茶具。\n2、清扫前厅。".encode()


def zipped(members: dict[str, str | bytes]) -> bytes:
    """A zip of these members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def results(folder: Path, data: bytes) -> tuple[int, list[str]]:
    """The exit status over a folder with this archive, and the results below OUT."""
    (folder / "in").mkdir()
    (folder / "in" / "手册.zip").write_bytes(data)
    status = main(["extract", str(folder / "in"), "-o", str(folder / "out"), "--quiet"])
    return status, sorted(str(path.relative_to(folder / "out")) for path in (folder / "out").rglob("*.json"))


def test_members_are_documents_of_their_own(tmp_path: Path) -> None:
    inner = zipped({"b.txt": MANUAL})
    members: dict[str, str | bytes] = {
        "茶楼/茶艺师.txt": MANUAL, "里.zip": inner, "__MACOSX/a.txt": MANUAL, ".b.txt": MANUAL, "../c.txt": MANUAL,
        "photo.psd": b"",
    }  # fmt: skip
    wanted = ["手册.zip/c.txt.json", "手册.zip/茶楼/茶艺师.txt.json", "手册.zip/里.zip/b.txt.json"]
    assert results(tmp_path, zipped(members)) == (0, wanted)


def test_names_in_gbk(tmp_path: Path) -> None:
    name = "茶艺师.txt".encode("gbk")
    data = zipped({"x" * len(name): MANUAL}).replace(b"x" * len(name), name)
    assert results(tmp_path, data) == (0, ["手册.zip/茶艺师.txt.json"])


def test_an_archive_in_an_archive_in_an_archive_is_refused(tmp_path: Path) -> None:
    deepest = zipped({"a.txt": MANUAL})
    data = zipped({"里.zip": zipped({"更里.zip": deepest}), "b.txt": MANUAL})
    status, found = results(tmp_path, data)
    assert (status, found) == (3, ["手册.zip/b.txt.json", "手册.zip/里.zip/更里.zip.json"])


def spoiled(data: bytes, member: str) -> bytes:
    """The archive with other bytes where the content of this member begins."""
    at = data.index(member.encode()) + len(member.encode())
    return data[:at] + b"\xff" * 9 + data[at + 9 :]


def locked(data: bytes, member: str) -> bytes:
    """The archive with this member marked as encrypted."""
    at = data.rindex(member.encode()) - 46 + 8
    return data[:at] + bytes([data[at] | 1]) + data[at + 1 :]


@pytest.mark.parametrize(
    ("change", "code"),
    [pytest.param(spoiled, "file_damaged", id="damaged"), pytest.param(locked, "file_encrypted", id="locked")],
)
def test_a_bad_member_costs_no_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], change: Callable[[bytes, str], bytes], code: str
) -> None:
    status, found = results(tmp_path, change(zipped({"a.txt": MANUAL, "b.txt": MANUAL}), "a.txt"))
    read = {name: schema.read_document((tmp_path / "out" / name).read_bytes()) for name in found}
    assert (status, list(read)) == (3, ["手册.zip/a.txt.json", "手册.zip/b.txt.json"])
    assert [made.status for made in read.values()] == ["failed", "ok"]
    assert read["手册.zip/a.txt.json"].problems[0].code == code
    assert str(tmp_path / "in" / "手册.zip" / "a.txt") in capsys.readouterr().err


def test_members_of_one_name(tmp_path: Path) -> None:
    data = zipped({"a.txt": MANUAL, "../a.txt": MANUAL, "A.TXT": MANUAL})
    assert results(tmp_path, data) == (0, [f"手册.zip/{name}.json" for name in ("A (2).TXT", "a (3).txt", "a.txt")])


def test_manuals_in_folders_called_as_those_of_office(tmp_path: Path) -> None:
    status, found = results(tmp_path, zipped({"word/a.txt": MANUAL, "xl/b.txt": MANUAL}))
    assert (status, found) == (0, ["手册.zip/word/a.txt.json", "手册.zip/xl/b.txt.json"])


def test_an_office_file_called_zip_is_no_archive(tmp_path: Path) -> None:
    status, found = results(tmp_path, (SAMPLES / "post_forms.docx").read_bytes())
    assert (status, found) == (0, ["手册.zip.json"])


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(zipped({"a.txt": MANUAL})[:-30], id="cut off"),
        pytest.param(zipped({"a.txt": b"0" * 150_000_000}), id="a bomb"),
    ],
)
def test_an_archive_that_cannot_be_opened_fails_alone(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "b.txt").write_bytes(MANUAL)
    (tmp_path / "in" / "a.zip").write_bytes(data)
    assert main(["extract", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--quiet"]) == 3
    read = {path.name: schema.read_document(path.read_bytes()).status for path in (tmp_path / "out").iterdir()}
    assert read == {"a.zip.json": "failed", "b.txt.json": "ok"}


def test_an_archive_of_no_manual_is_told(tmp_path: Path) -> None:
    assert results(tmp_path, zipped({"photo.psd": b"x"})) == (3, ["手册.zip.json"])


@pytest.mark.parametrize(
    ("flag", "error"), [pytest.param(1, EncryptedFile, id="locked"), pytest.param(0, UnknownFormat, id="of no manual")]
)
def test_the_kind_of_an_archive(flag: int, error: type[Exception]) -> None:
    made = bytearray(zipped({"a.bin": b"x"}))
    made[made.index(b"PK\x01\x02") + 8] |= flag
    with pytest.raises(error):
        sniff.kind(bytes(made), "a.zip")
