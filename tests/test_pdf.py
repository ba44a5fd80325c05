"""Pages of a PDF: lines, cells, columns, furniture, and pages that say nothing."""

from __future__ import annotations

import pytest

from extractor.errors import DamagedFile, EncryptedFile, TooLarge
from extractor.model import Block, Paragraph, Reading, Table, walk
from extractor.options import Options
from extractor.readers import ocr
from extractor.readers.pdf import read
from tests.pdf_paper import Paper


def outline(blocks: tuple[Block, ...]) -> list[str]:
    """Paragraphs as they are (a wrapped line with ↩), cells as row,column+span: paragraphs."""
    out: list[str] = []
    for block in blocks:
        if isinstance(block, Table):
            for cell in block.cells:
                spans = f"+{cell.row_span}x{cell.column_span}" if cell.row_span * cell.column_span > 1 else ""
                text = " ¶ ".join(outline(cell.blocks))
                out.append(f"{cell.row},{cell.column}{spans}: {text}")
        else:
            out.append(("" if block.part == "body" else f"<{block.part}> ") + block.text.value + "↩" * bool(block.full))
    return out


def reading(paper: Paper) -> Reading:
    result = read(paper.file(), Options())
    places = [place for place in result.places if result.source[place.start : place.end].strip()]
    covered = sum(place.end - place.start for place in places)
    assert covered == len(result.source.replace("\n", ""))
    return result


def lines(*texts: str, x: float = 90, top: float = 100, step: float = 20) -> Paper:
    paper = Paper().page()
    for k, text in enumerate(texts):
        paper.write(x, top + k * step, text)
    return paper


LONG = "负责仓库物料的登记保管和每日盘点工作并按时向主管上报账目数据"  # 30 characters

BODY = [
    pytest.param(
        lines("仓管员岗位职责", "1、登记账目。"), ["仓管员岗位职责", "1、登记账目。"], id="a-line-is-a-paragraph"
    ),
    pytest.param(
        lines(LONG + "，核对", "单据，记录清楚。", LONG + "，清点", "库存，当日完成。", LONG + "，封存", "样品。"),
        [LONG + "，核对↩", "单据，记录清楚。", LONG + "，清点↩", "库存，当日完成。", LONG + "，封存↩", "样品。"],
        id="a-line-that-reaches-the-margin-is-full",
    ),
    pytest.param(lines("check OA 系统 daily"), ["check OA 系统 daily"], id="blanks-of-the-file-stay"),
    pytest.param(
        Paper().page().write(90, 100, "open").write(120, 100, "door").write(160, 100, "开门"),
        ["open door 开门"],
        id="a-gap-between-words-is-a-blank",
    ),
    pytest.param(
        Paper().page().write(90, 200, "第二").write(90, 100, "第一"),
        ["第一", "第二"],
        id="the-page-decides-the-order-not-the-file",
    ),
    pytest.param(
        Paper(ligatures={"Q": "ff"}).page().write(90, 100, "用OQice办公"),
        ["用Office办公"],
        id="a-ligature-is-its-letters",
    ),
    pytest.param(lines("⽤⼯⻓期"), ["用工长期"], id="radicals-are-folded"),
    pytest.param(
        Paper(size=(842, 595), rotate=90).page().write(100, 100, "横放的纸").write(100, 130, "第二行"),
        ["横放的纸", "第二行"],
        id="a-page-turned-after-writing-is-read-as-written",
    ),
    pytest.param(
        Paper().page().write(100, 700, "转着写的字", turn=(0, 1)).write(130, 700, "第二行", turn=(0, 1)),
        ["转着写的字", "第二行"],
        id="text-written-sideways-is-turned-upright",
    ),
    pytest.param(
        lines("一、开门", "二、关门").write(200, 500, "内部资料", 40, turn=(0.7, 0.7)),
        ["一、开门", "二、关门", "<header> 内部资料"],
        id="a-slanted-watermark-is-furniture",
    ),
]


@pytest.mark.parametrize(("paper", "wanted"), BODY)
def test_lines(paper: Paper, wanted: list[str]) -> None:
    assert outline(reading(paper).blocks) == wanted


def cells(*texts: tuple[float, float, str]) -> Paper:
    """A grid of two columns and two rows, with texts."""
    paper = Paper().page().grid([100, 200, 400], [100, 150, 200])
    for x, top, text in texts:
        paper.write(x, top, text)
    return paper


TABLES = [
    pytest.param(
        cells((110, 110, "项目"), (210, 110, "标准"), (110, 160, "卫生"), (210, 160, "无灰尘")),
        ["0,0: 项目", "0,1: 标准", "1,0: 卫生", "1,1: 无灰尘"],
        id="a-cell-for-each-square",
    ),
    pytest.param(
        cells((206, 102, "1、每日清扫地面，擦净门"), (206, 116, "窗。"), (206, 130, "2、倒垃圾。")),
        ["0,0: ", "0,1: 1、每日清扫地面，擦净门 ¶ 窗。 ¶ 2、倒垃圾。", "1,0: ", "1,1: "],
        id="a-line-that-stops-short-ends-its-paragraph",
    ),
    pytest.param(
        cells((206, 102, "每日清扫地面，擦净门窗和桌椅柜"), (206, 116, "台。"), (206, 130, "倒垃圾。")),
        ["0,0: ", "0,1: 每日清扫地面，擦净门窗和桌椅柜台。 ¶ 倒垃圾。", "1,0: ", "1,1: "],
        id="a-line-that-fills-the-cell-goes-on",
    ),
    pytest.param(
        cells((206, 102, "每日清扫地面，擦净门窗和桌椅柜"), (206, 116, "1.倒垃圾。")),
        ["0,0: ", "0,1: 每日清扫地面，擦净门窗和桌椅柜 ¶ 1.倒垃圾。", "1,0: ", "1,1: "],
        id="a-number-begins-a-paragraph",
    ),
    pytest.param(
        Paper().page().grid([100, 200, 400], [100, 200]).stroke(200, 150, 400, 150).write(110, 140, "卫生"),
        ["0,0+2x1: 卫生", "0,1: ", "1,1: "],
        id="a-missing-ruling-merges-rows",
    ),
    pytest.param(
        Paper().page().grid([100, 400], [100, 150, 200]).stroke(200, 150, 200, 200).write(110, 110, "标题"),
        ["0,0+1x2: 标题", "1,0: ", "1,1: "],
        id="a-missing-ruling-merges-columns",
    ),
    pytest.param(
        Paper()
        .page()
        .bar(100, 100, 400, 100.5)
        .bar(100, 150, 400, 150.5)
        .bar(100, 100, 100.5, 150)
        .bar(250, 100, 250.5, 150)
        .bar(399.5, 100, 400, 150)
        .write(110, 110, "左")
        .write(260, 110, "右"),
        ["0,0: 左", "0,1: 右"],
        id="thin-bars-are-rulings",
    ),
    pytest.param(
        cells((110, 110, "签名"), (210, 160, "甲")).stroke(210, 140, 300, 140),
        ["0,0: 签名", "0,1: ", "1,0: ", "1,1: 甲"],
        id="an-underline-is-no-ruling",
    ),
    pytest.param(
        Paper().page().grid([50, 545], [50, 800]).write(100, 100, "框里的正文"),
        ["框里的正文"],
        id="a-frame-around-the-page-is-no-table",
    ),
    pytest.param(
        cells((110, 110, "外")).grid([220, 280, 340], [110, 140]).write(230, 115, "内一").write(290, 115, "内二"),
        ["0,0: 外", "0,1: 0,0: 内一 ¶ 0,1: 内二", "1,0: ", "1,1: "],
        id="a-table-in-a-cell",
    ),
    pytest.param(
        cells((110, 110, "外")).write(160, 190, "竖写", 12, turn=(0, 1)).write(210, 110, "标准").write(210, 160, "一"),
        ["0,0: 外", "0,1: 标准", "1,0: 竖写", "1,1: 一"],
        id="a-label-written-sideways-stays-in-its-cell",
    ),
]


@pytest.mark.parametrize(("paper", "wanted"), TABLES)
def test_tables(paper: Paper, wanted: list[str]) -> None:
    assert outline(reading(paper).blocks) == wanted


def two_columns(count: int) -> Paper:
    paper = Paper().page().write(90, 70, "两栏的手册")
    for k in range(count):
        paper.write(60, 100 + 16 * k, f"左栏第{k}行" + "负责登记账目并核对" * 1 + "每天的单据数量")
        paper.write(330, 102 + 16 * k, f"右栏第{k}行" + "负责登记账目并核对" * 1 + "每天的单据数量")
    return paper


def test_columns_are_read_one_after_the_other() -> None:
    heads = [line[:4] for line in outline(reading(two_columns(8)).blocks)]
    assert heads == ["两栏的手"] + [f"左栏第{k}" for k in range(8)] + [f"右栏第{k}" for k in range(8)]


def test_columns_whose_lines_stand_at_other_heights() -> None:
    paper = Paper().page()
    for k in range(8):
        paper.write(60, 100 + 20 * k, f"左栏第{k}行负责登记账目并核对每天的单据")
        paper.write(330, 109 + 20 * k, f"右栏第{k}行负责登记账目并核对每天的单据")
    heads = [line[:4] for line in outline(reading(paper).blocks)]
    assert heads == [f"左栏第{k}" for k in range(8)] + [f"右栏第{k}" for k in range(8)]


def test_fields_side_by_side_are_no_columns() -> None:
    paper = Paper().page()
    for k, (name, post) in enumerate([("甲", "会计"), ("乙丙", "出纳员"), ("丁", "保管"), ("戊己", "门卫")] * 2):
        paper.write(90, 100 + 20 * k, f"姓名：{name}").write(330, 100 + 20 * k, f"岗位：{post}")
    assert outline(reading(paper).blocks)[0] == "姓名：甲 岗位：会计"


def test_headers_and_page_numbers_are_furniture() -> None:
    paper = Paper()
    for number in range(1, 5):
        paper.page().write(90, 40, "云杉仓储管理手册").write(90, 100, f"第{number}章 " + "甲乙丙丁"[number - 1])
        paper.write(280, 800, f"第 {number} 页")
    assert outline(reading(paper).blocks)[:3] == ["<header> 云杉仓储管理手册", "第1章 甲", "<footer> 第 1 页"]


def test_places_name_page_box_and_cell() -> None:
    result = reading(cells((110, 110, "项目"), (210, 160, "无灰尘")).page().write(90, 100, "完"))
    assert [(p.where, p.page) for p in result.places] == [
        ("page 1 table 1 row 1 column 1", 1),
        ("page 1 table 1 row 2 column 2", 1),
        ("page 2", 2),
    ]
    left, top, right, bottom = result.places[0].bbox or (0, 0, 0, 0)
    assert (round(left), round(right)) == (110, 134)
    assert 108 <= top < bottom <= 124


def test_source_keeps_what_the_text_layer_says() -> None:
    result = reading(lines("⽤⼯"))
    assert (result.source, [p.text.value for p in walk(result.blocks)]) == ("⽤⼯", ["用工"])


@pytest.fixture
def no_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)


ODD = "ྯӻ์ବᬰᤈӞེᘍ໐᭬҅ᜓ؃෭ஃڹᶲ୊"
PROBLEMS = [
    pytest.param(lines(ODD, ODD), [("page_unreadable", "1")], [], id="codes-instead-of-text"),
    pytest.param(
        lines("1、开门。").page().write(90, 100, ODD), [("page_unreadable", "2")], ["1、开门。"], id="one-page-of-two"
    ),
    pytest.param(Paper().page().image(0, 0, 595, 842), [("page_without_text", "1")], [], id="a-scan"),
    pytest.param(Paper().page(), [], [], id="a-blank-page-is-no-problem"),
]


@pytest.mark.usefixtures("no_ocr")
@pytest.mark.parametrize(("paper", "problems", "wanted"), PROBLEMS)
def test_pages_that_say_nothing(paper: Paper, problems: list[tuple[str, str]], wanted: list[str]) -> None:
    result = reading(paper)
    assert [(p.code, dict(p.details)["page"]) for p in result.problems] == problems
    assert outline(result.blocks) == wanted


def test_a_picture_beside_text_is_told() -> None:
    result = reading(Paper().page().image(90, 200, 500, 600).write(90, 100, "1、开门。"))
    assert [(p.code, p.severity, p.details) for p in result.problems] == [
        ("pictures_not_read", "info", (("count", "1"),))
    ]


def test_a_password_is_asked_for() -> None:
    paper = lines("密")
    paper.encrypted = True
    with pytest.raises(EncryptedFile):
        read(paper.file(), Options())


@pytest.mark.parametrize("data", [b"%PDF-1.4 nothing", b"%PDF-1.7\n" + b"\0" * 500], ids=["words", "zeros"])
def test_damage_is_told(data: bytes) -> None:
    with pytest.raises(DamagedFile):
        read(data, Options())


def test_too_many_characters_are_refused() -> None:
    with pytest.raises(TooLarge):
        read(lines("一二三四五六七八九十").file(), Options(max_characters=5))


def test_a_page_of_too_many_pieces_is_left_out() -> None:
    paper = Paper().page()
    for k in range(20_001):
        paper.write(10 + k % 100 * 5, 10 + k // 100 * 3, "字", 5)
    result = read(paper.page().write(90, 100, "1、开门。").file(), Options())
    assert [p.code for p in result.problems] == ["page_damaged"]
    assert outline(result.blocks) == ["1、开门。"]


def test_paragraphs_carry_size_and_indent() -> None:
    first, second = walk(reading(lines("职责").write(114, 140, "负责登记", 12)).blocks)
    assert isinstance(first, Paragraph)
    assert (first.size, first.indent, second.indent) == (12.0, 0.0, 2.0)


def test_an_empty_line_is_seen_by_the_room_it_takes() -> None:
    paper = lines("1、登记账目。", "2、清点库存。", "3、封存样品。")
    paper.write(90, 180, "违者每次扣2分。").write(90, 200, "完。")
    assert [p.gap for p in walk(reading(paper).blocks)] == [False, False, False, True, False]
