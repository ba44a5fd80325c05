"""The .docx reader: what stands where, what is left out, and what bad files end in."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from extractor.errors import DamagedFile, EmptyFile, TooLarge, UnknownFormat, UnreadableError
from extractor.model import Block, Paragraph, Reading, Table, walk
from extractor.options import Options
from extractor.pipeline import extract_bytes
from extractor.readers import package as opc
from extractor.readers import read
from tests.docx_builder import abstract, level, num, numbered, p, package, r, tbl, tc, tr, zipped


def reading(body: str, **parts: str) -> Reading:
    return read(package(body, **parts), "manual.docx", Options())


def outline(blocks: tuple[Block, ...]) -> list[str]:
    """The blocks as lines: text of paragraphs, "[row,column rows×columns] texts" of cells."""
    return [line for block in blocks for line in _lines(block)]


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        for cell in block.cells:
            texts = " / ".join(outline(cell.blocks))
            yield f"[{cell.row},{cell.column} {cell.row_span}×{cell.column_span}] {texts}".strip()
    else:
        yield block.text.value


def only(found: Reading) -> Paragraph:
    (paragraph,) = walk(found.blocks)
    return paragraph


BOX = "<w:txbxContent>" + p("框内文字") + "</w:txbxContent>"
SHAPE = f"<w:drawing><wp:inline><wps:wsp><wps:txbx>{BOX}</wps:txbx></wps:wsp></wp:inline></w:drawing>"
VML = f"<w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict>"
BOTH = f"<mc:AlternateContent><mc:Choice>{SHAPE}</mc:Choice><mc:Fallback>{VML}</mc:Fallback></mc:AlternateContent>"
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r("7") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
CIRCLED = "<w:r><w:instrText> eq \\o\\ac(○,</w:instrText></w:r><w:r><w:instrText>3)</w:instrText></w:r>"
FRACTION = (
    "<m:oMath><m:f><m:num><m:r><m:t>实际</m:t></m:r></m:num><m:den><m:r><m:t>计划</m:t></m:r></m:den></m:f></m:oMath>"
)
RUBY = f"<w:r><w:ruby><w:rt>{r('zhí')}</w:rt><w:rubyBase>{r('职')}</w:rubyBase></w:ruby></w:r>"
SECTION = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/>' + (
    '<w:headerReference w:type="first" r:id="header1"/><w:footerReference r:id="footer1"/></w:sectPr>'
)

INLINE = [
    ("runs are joined", r("检查") + r("仓库"), "检查仓库"),
    ("hyperlink", f"<w:hyperlink>{r('检查')}</w:hyperlink>仓", "检查"),
    ("smart tag in a smart tag", f"<w:smartTag><w:smartTag>{r('检查')}</w:smartTag></w:smartTag>", "检查"),
    ("simple field", f'<w:fldSimple w:instr="PAGE">{r("7")}</w:fldSimple>', "7"),
    ("the result of a field without its code", r("第") + FIELD + r("页"), "第7页"),
    ("a circled number that a formula paints", CIRCLED + r("开门"), "3开门"),
    ("tracked insertion stays", f"<w:ins>{r('检查')}</w:ins>", "检查"),
    ("tracked deletion goes", r("查") + "<w:del><w:r><w:delText>检</w:delText></w:r></w:del>", "查"),
    ("what was moved stands once", f"<w:moveFrom>{r('检')}</w:moveFrom><w:moveTo>{r('查')}</w:moveTo>", "查"),
    ("content control", f"<w:sdt><w:sdtPr/><w:sdtContent>{r('检查')}</w:sdtContent></w:sdt>", "检查"),
    ("line break and tab", r("甲") + "<w:r><w:br/></w:r>" + r("乙") + "<w:r><w:tab/></w:r>" + r("丙"), "甲\n乙\t丙"),
    ("hyphen that does not break", r("A") + "<w:r><w:noBreakHyphen/></w:r>" + r("B"), "A-B"),
    ("ticked box of a symbol font", '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + r("是"), "☑是"),
    ("symbol that is a plain character", '<w:r><w:sym w:font="宋体" w:char="2605"/></w:r>' + r("是"), "★是"),
    ("hidden run goes", r("查") + r("密", "<w:vanish/>"), "查"),
    ("hidden switched off stays", r("查") + r("明", '<w:vanish w:val="0"/>'), "查明"),
    ("formula with a fraction", r("得分=") + FRACTION, "得分=实际/计划"),
    ("base of a ruby without its reading", RUBY + r("责"), "职责"),
]


@pytest.mark.parametrize(("inner", "text"), [row[1:] for row in INLINE], ids=[row[0] for row in INLINE])
def test_text_of_a_paragraph(inner: str, text: str) -> None:
    assert only(reading(f"<w:p>{inner}</w:p>")).text.value == text


SPAN2, DOWN, ON = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
BODY = [
    ("order of paragraphs and tables", p("甲") + tbl(tr(tc("乙"))) + p("丙"), ["甲", "[0,0 1×1] 乙", "丙"]),
    ("cell over two columns", tbl(tr(tc("甲", SPAN2), tc("乙"))), ["[0,0 1×2] 甲", "[0,2 1×1] 乙"]),
    (
        "cell over two rows stands once",
        tbl(tr(tc("甲", DOWN), tc("乙")), tr(tc("", ON), tc("丙"))),
        ["[0,0 2×1] 甲", "[0,1 1×1] 乙", "[1,1 1×1] 丙"],
    ),
    ("text in a continued cell is kept", tbl(tr(tc("甲", DOWN)), tr(tc("余", ON))), ["[0,0 2×1] 甲 / 余"]),
    ("a merge that nothing began", tbl(tr(tc("甲", ON)), tr(tc("乙"))), ["[0,0 1×1] 甲", "[1,0 1×1] 乙"]),
    (
        "two merges one under the other",
        tbl(tr(tc("甲", DOWN)), tr(tc("", ON)), tr(tc("乙", DOWN)), tr(tc("", ON))),
        ["[0,0 2×1] 甲", "[2,0 2×1] 乙"],
    ),
    ("row that begins later", tbl(tr(tc("甲"), properties='<w:gridBefore w:val="1"/>')), ["[0,1 1×1] 甲"]),
    ("old horizontal merge", tbl(tr(tc("甲", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"))), ["[0,0 1×2] 甲"]),
    ("row deleted under tracking", tbl(tr(tc("甲"), properties="<w:del/>"), tr(tc("乙"))), ["[0,0 1×1] 乙"]),
    ("table in a cell", tbl(tr(tc(tbl(tr(tc("内"))) + p("外")))), ["[0,0 1×1] [0,0 1×1] 内 / 外"]),
    ("content control around a paragraph", f"<w:sdt><w:sdtContent>{p('甲')}</w:sdtContent></w:sdt>", ["甲"]),
    (
        "content controls around row and cell",
        f"<w:tbl><w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent>{tc('甲')}</w:sdtContent></w:sdt></w:tr>"
        "</w:sdtContent></w:sdt></w:tbl>",
        ["[0,0 1×1] 甲"],
    ),
    (
        "text box once, after its paragraph",
        f"<w:p>{r('甲')}<w:r>{BOTH}</w:r></w:p>" + p("乙"),
        ["甲", "框内文字", "乙"],
    ),
    ("old text box", f"<w:p><w:r>{VML}</w:r></w:p>", ["框内文字"]),
    ("blank paragraphs are left out", p("") + p(" \u3000") + p("甲"), ["甲"]),
]


@pytest.mark.parametrize(("body", "lines"), [row[1:] for row in BODY], ids=[row[0] for row in BODY])
def test_blocks(body: str, lines: list[str]) -> None:
    assert outline(reading(body).blocks) == lines


def test_what_stands_outside_the_body_comes_after_it_once() -> None:
    note = f'<w:footnote w:type="separator">{p("—")}</w:footnote><w:footnote w:id="2">{p("注解")}</w:footnote>'
    comment = f"<w:comment>{p('批注')}</w:comment>"
    found = reading(p("正文") + SECTION, footnotes=note, comments=comment, header1=p("页眉"), footer1=p("页脚"))
    assert [(block.part, block.text.value) for block in walk(found.blocks)] == [
        ("body", "正文"),
        ("note", "注解"),
        ("comment", "批注"),
        ("header", "页眉"),
        ("footer", "页脚"),
    ]
    assert [place.where for place in found.places] == ["paragraph 1", "footnote 1", "comment 1", "header", "footer"]


def test_places_name_paragraphs_and_cells_and_cover_all_text() -> None:
    found = reading(p("甲") + p() + p("乙") + tbl(tr(tc("丙"), tc("丁"))) + f"<w:p><w:r>{SHAPE}</w:r></w:p>")
    assert {found.source[place.start : place.end]: place.where for place in found.places} == {
        "甲": "paragraph 1",
        "乙": "paragraph 3",
        "丙": "table 1 row 1 column 1",
        "丁": "table 1 row 1 column 2",
        "框内文字": "text box 1",
    }
    for paragraph in walk(found.blocks):
        assert [found.source[start:end] for start, end in paragraph.text.spans()] == [paragraph.text.value]


STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="heading 2"/><w:rPr><w:b/><w:sz w:val="32"/></w:rPr>'
    '<w:pPr><w:ind w:left="420"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="章"/><w:basedOn w:val="a"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="c"><w:name w:val="标题 3"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="d"><w:name w:val="正"/><w:basedOn w:val="a"/>'
    '<w:pPr><w:outlineLvl w:val="9"/></w:pPr><w:rPr><w:b w:val="0"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="e"><w:name w:val="圈"/><w:basedOn w:val="f"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="f"><w:name w:val="圈二"/><w:basedOn w:val="e"/></w:style>'
)
LOOKS = [
    ("no style", "", (0, False, 10.5, 0.0)),
    ("heading style", '<w:pStyle w:val="a"/>', (2, True, 16.0, 2.0)),
    ("style based on a heading", '<w:pStyle w:val="b"/>', (2, True, 16.0, 2.0)),
    ("Chinese name of a heading", '<w:pStyle w:val="c"/>', (3, False, 10.5, 0.0)),
    ("based on a heading and made body text", '<w:pStyle w:val="d"/>', (0, False, 16.0, 2.0)),
    ("styles in a circle", '<w:pStyle w:val="e"/>', (0, False, 10.5, 0.0)),
    ("style that is not there", '<w:pStyle w:val="z"/>', (0, False, 10.5, 0.0)),
    ("level of the paragraph itself", '<w:outlineLvl w:val="0"/>', (1, False, 10.5, 0.0)),
    ("first line in characters", '<w:ind w:firstLineChars="200" w:firstLine="480"/>', (0, False, 10.5, 2.0)),
    ("hanging", '<w:ind w:left="840" w:hanging="420"/>', (0, False, 10.5, 2.0)),
]


@pytest.mark.parametrize(("properties", "look"), [row[1:] for row in LOOKS], ids=[row[0] for row in LOOKS])
def test_look_of_a_paragraph(properties: str, look: tuple[int, bool, float, float]) -> None:
    found = only(reading(p("甲", properties), styles=STYLES))
    assert (found.heading, found.bold, found.size, found.indent) == look


def test_what_is_left_out_is_told() -> None:
    inner = r("甲") + r("密", "<w:vanish/>") + f"<w:del>{r('删')}</w:del>"
    found = reading(f"<w:p>{inner}</w:p><w:altChunk/>")
    assert [(problem.code, problem.details) for problem in found.problems] == [
        ("tracked_deletions", (("count", "1"),)),
        ("hidden_text", (("count", "1"),)),
        ("embedded_document", (("count", "1"),)),
    ]


MERGE = '<w:p>{}<w:fldSimple w:instr="MERGEFIELD {}">{}</w:fldSimple></w:p>'
LETTER = [("岗位名称：", "岗位", "茶艺师"), ("任职人：", "姓名", "«姓名»")]


def test_a_form_letter_gives_what_was_merged() -> None:
    body = "".join(MERGE.format(r(label), name, r(value)) for label, name, value in LETTER)
    made = extract_bytes(package(body + p("岗位职责：") + p("1、清洗茶具。")), "a.docx", Options())
    assert [(unit.name, unit.holders) for unit in made.units] == [("茶艺师", ())]
    assert made.ledger.unclaimed == ()


def test_comments_stand_apart() -> None:
    comment = f'<w:comment w:id="0">{p("还要吗？")}</w:comment>'
    made = extract_bytes(package(p("茶艺师岗位职责") + p("1、清洗茶具。"), comments=comment), "a.docx", Options())
    assert (made.ledger.outside, made.ledger.unclaimed) == (len("还要吗？"), ())


def test_notes_are_no_items() -> None:
    note = f'<w:footnote w:id="2">{p("紫砂壶除外")}</w:footnote>'
    made = extract_bytes(package(p("茶艺师岗位职责") + p("1、清洗茶具。"), footnotes=note), "a.docx", Options())
    assert [duty.text for duty in made.units[0].duties] == ["清洗茶具。"]
    assert [passage.text for passage in made.ledger.unclaimed] == ["紫砂壶除外"]


CONTROL = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
PROMPTS = "<w:showingPlcHdr/>"


def test_what_word_asks_for_is_no_text() -> None:
    prompt = CONTROL.format(PROMPTS, r("单击或点击此处输入文字。"))
    body = f"<w:p>{r('所属部门：')}{prompt}</w:p>" + CONTROL.format(PROMPTS, p("选择一项。"))
    kept = CONTROL.format(PROMPTS, p("茶艺部")) + CONTROL.format("", p("单击开关开灯。"))
    assert outline(reading(body + kept).blocks) == ["所属部门：", "茶艺部", "单击开关开灯。"]


GOOD = package(p("甲"))
AT = GOOD.index(b"word/document.xml") + 30  # amid the packed text of the document
DOCTYPE = f'<!DOCTYPE d [<!ENTITY x "密">]><w:document xmlns:w="{opc._RELATIONSHIP}"/>'
BAD: list[tuple[str, bytes, type[UnreadableError]]] = [
    ("no bytes", b"", EmptyFile),
    ("no text", package(p("")), EmptyFile),
    ("cut off", GOOD[: len(GOOD) // 2], DamagedFile),
    ("bytes lost inside", GOOD[:AT] + b"\0" * 40 + GOOD[AT + 40 :], DamagedFile),
    ("zip without a document", zipped({"word/styles.xml": "<a/>"}), DamagedFile),
    ("zip of something else", zipped({"a.txt": "甲"}), UnknownFormat),
    ("XML that does not close", zipped({"word/document.xml": "<a><b>"}), DamagedFile),
    ("XML without a body", zipped({"word/document.xml": "<a/>"}), DamagedFile),
    ("XML with entities", zipped({"word/document.xml": DOCTYPE}), DamagedFile),
    ("tables 10,000 deep", package("<w:tbl><w:tr><w:tc>" * 10_000 + "</w:tc></w:tr></w:tbl>" * 10_000), TooLarge),
]


@pytest.mark.parametrize(("data", "error"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_bad_file_ends_in_its_error(data: bytes, error: type[UnreadableError]) -> None:
    with pytest.raises(error):
        read(data, "manual.docx", Options())


LIMITS = [
    ("ratio", {"RATIO_FREE_BYTES": 1000, "MAX_RATIO": 20}),
    ("size", {"MAX_UNPACKED_BYTES": 1000}),
    ("one part", {"MAX_XML_BYTES": 1000}),
    ("members", {"MAX_MEMBERS": 2}),
]


@pytest.mark.parametrize("limits", [row[1] for row in LIMITS], ids=[row[0] for row in LIMITS])
def test_zip_bomb_is_refused(limits: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in limits.items():
        monkeypatch.setattr(opc, name, value)
    with pytest.raises(TooLarge):
        reading(p("甲" * 100_000))


def test_text_beyond_the_limit_is_refused() -> None:
    with pytest.raises(TooLarge):
        read(package(p("甲" * 11)), "manual.docx", Options(max_characters=10))


def test_tables_83_deep_are_read() -> None:
    found = reading("<w:tbl><w:tr><w:tc>" * 83 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 83 + p("甲"))
    assert [paragraph.text.value for paragraph in walk(found.blocks)] == ["甲"]


def test_number_of_a_blank_cell_is_kept() -> None:
    numbering = '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="4"/>' + (
        '<w:lvlText w:val="%1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    found = reading(tbl(tr(tc(p("", numbered(1))), tc("开门"))), numbering=numbering)
    assert [(paragraph.number, paragraph.text.value) for paragraph in walk(found.blocks)] == [("4", ""), ("", "开门")]


@pytest.mark.slow
def test_time_grows_with_the_table_and_not_with_its_square() -> None:
    def seconds(rows: int) -> float:
        data = package(tbl(tr(tc("甲", DOWN), tc("乙")), *[tr(tc("", ON), tc("丙"))] * rows))
        start = time.perf_counter()
        read(data, "manual.docx", Options())
        return time.perf_counter() - start

    seconds(100)
    assert seconds(8000) < 30 * seconds(1000)


def test_numbers_of_cells_that_a_merged_one_covers() -> None:
    """The empty paragraphs below a merged cell count in their row, as LibreOffice and its text export have it."""
    first, below = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    one = numbered(1, 0)
    rows = [
        tr(tc(p("甲", one), first), tc(p("接待", one))),
        tr(tc(p("", one), below), tc(p("登记", one))),
        tr(tc(p("乙", one)), tc(p("值班", one))),
    ]
    body = tbl(*rows) + p("附注", one)
    read_ = reading(body, numbering=abstract(1, level(0, "decimal", "%1.")) + num(1, 1))
    shown = [(paragraph.number, paragraph.text.value) for paragraph in walk(read_.blocks)]
    assert shown == [("1.", "甲"), ("2.", "接待"), ("4.", "登记"), ("5.", "乙"), ("6.", "值班"), ("7.", "附注")]


def test_a_cell_of_signs_below_a_merged_one_is_read() -> None:
    """A box with a tick has no characters of its own: w:sym names it by font and code."""
    tick = '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r></w:p>'
    rows = [tr(tc(p("甲"), DOWN), tc(p("接待"))), tr(tc(tick, ON), tc(p("登记")))]
    assert [paragraph.text.value for paragraph in walk(reading(tbl(*rows)).blocks)] == ["甲", "✓", "接待", "登记"]


def test_tables_drawn_with_bars_are_tables() -> None:
    body = [
        p("岗位一览"),
        p("岗位 | 主要职责 | 汇报对象 |"),
        p("计费员 | 核算运杂费 | 场站经理 |"),
        p("甲|乙", numbered(1, 0)),
    ]
    found = reading("".join(body))
    cells = ["岗位", "主要职责", "汇报对象", "计费员", "核算运杂费", "场站经理"]
    rows = [f"[{k // 3},{k % 3} 1×1] {cell}" for k, cell in enumerate(cells)]
    assert outline(found.blocks) == ["岗位一览", *rows, "甲|乙"]
    assert all(paragraph.text.stands_in(found.source) is not None for paragraph in walk(found.blocks))


@pytest.mark.parametrize(
    ("widths", "spans"),
    [
        pytest.param((1200, 1, 1200), [(0, 1), (1, 1), (0, 2)], id="a column that nobody sees"),
        pytest.param((1200, 90, 1200), [(0, 2), (2, 1), (0, 3)], id="a narrow one"),
        pytest.param((1200, 1200), [(0, 2), (2, 1), (0, 3)], id="widths of other columns"),
    ],
)
def test_columns_too_narrow_to_be_seen(widths: tuple[int, ...], spans: list[tuple[int, int]]) -> None:
    stated = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    wide, whole = '<w:gridSpan w:val="2"/>', '<w:gridSpan w:val="3"/>'
    rows = tr(tc("岗位", wide), tc("茶艺师")) + tr(tc("清洗茶具", whole))
    (table,) = reading(f"<w:tbl><w:tblPr/><w:tblGrid>{stated}</w:tblGrid>{rows}</w:tbl>").blocks
    assert isinstance(table, Table)
    assert [(cell.column, cell.column_span) for cell in table.cells] == spans
