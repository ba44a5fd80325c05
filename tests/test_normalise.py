"""Cleaning: each step by its rows, chunk marks of sharing sites, furniture, and the script of a text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.model import Paragraph
from extractor.normalise.characters import (
    STEPS,
    clean,
    drop_blanks,
    drop_invisible,
    fold_compatibility,
    fold_width,
    show_bullets,
    split_lines,
)
from extractor.normalise.garbled import garbled
from extractor.normalise.script import script_of
from extractor.normalise.traces import without_traces
from extractor.text import Text

from .outline_language import cleaned

Step = Callable[[Text], Text]

ROWS: list[tuple[Step, str, str, str]] = [
    (fold_width, "ＡＢ１２％", "AB12%", "full-width letters, digits and signs"),
    (fold_width, "（１），；：！？。", "（1），；：！？。", "Chinese punctuation stays"),
    (fold_width, "扫\u3000地\u00a0", "扫 地 ", "ideographic and fixed blanks become ordinary ones"),
    (fold_compatibility, "⼯作⽤品", "工作用品", "Kangxi radicals"),
    (fold_compatibility, "\uf90a\uf9e4", "金理", "compatibility ideographs"),
    (fold_compatibility, "①Ⅳ㎡", "①Ⅳ㎡", "enumerators and units stay"),
    (drop_invisible, "\ufeff扫\u200b地\u00ad", "扫地", "zero-width characters"),
    (drop_invisible, "扫\x07地\u202e", "扫地", "control and direction characters"),
    (show_bullets, "\uf06c 扫地", "• 扫地", "a symbol at the start is a bullet"),
    (show_bullets, "扫\ue004地", "扫地", "a private character elsewhere is dropped"),
    (drop_blanks, "  岗 位 职 责 ： ", "岗位职责：", "between Chinese characters and at the ends"),
    (drop_blanks, "（ 一 ） 扫 地", "（一）扫地", "inside brackets"),
    (drop_blanks, "扫地 ， 擦窗", "扫地，擦窗", "around punctuation"),
    (drop_blanks, "Excel  表 格 90 %", "Excel 表格 90 %", "one stays beside letters and digits"),
    (drop_blanks, "一  数据统计", "一 数据统计", "one stays behind an enumerator"),
    (drop_blanks, "负责\n门店的\t清洁", "负责门店的清洁", "line breaks and tabs inside a sentence"),
]


@pytest.mark.parametrize(
    ("step", "text", "wanted"),
    [pytest.param(step, text, wanted, id=f"{step.__name__}: {why}") for step, text, wanted, why in ROWS],
)
def test_steps(step: Step, text: str, wanted: str) -> None:
    once = step(Text.of(text))
    assert once.value == wanted
    assert step(once) == once


def test_every_step_has_its_rows() -> None:
    assert [step for step in STEPS if sum(row[0] is step for row in ROWS) < 2] == []


MESSY = st.text(alphabet="扫地一1a. 、（）\u3000\u00a0\u200b\ufeff\uf06c\ue004⼯\uf90aＡ１％\n\t\x07", max_size=12)


@given(MESSY)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(Text.of(text))
    assert clean(once) == once


@given(MESSY)
def test_cleaning_keeps_each_character_at_its_place(text: str) -> None:
    cleaned_text = clean(Text.of(text))
    origins = [cleaned_text.origin(k) for k in range(len(cleaned_text))]
    assert origins == sorted(set(origins))
    letters = [k for k, char in enumerate(text) if char in "扫地1a、（）"]
    assert [k for k in letters if k not in origins] == []
    assert [(text[k], char) for k, char in zip(origins, cleaned_text.value, strict=True) if k in letters] == [
        (text[k], text[k]) for k in letters
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("扫地。\n擦窗。", ["扫地。", "擦窗。"], id="behind a finished sentence"),
        pytest.param("1、扫地\n2、擦窗", ["1、扫地", "2、擦窗"], id="before an enumerator"),
        pytest.param("负责门店的\n清洁", ["负责门店的\n清洁"], id="not inside a sentence"),
        pytest.param(
            "学历：大专\n经验：1年\n以上", ["学历：大专", "经验：1年\n以上"], id="before a label and its colon"
        ),
        pytest.param("职责：\n扫地", ["职责：", "扫地"], id="behind a colon"),
    ],
)
def test_line_breaks_inside_a_paragraph(text: str, wanted: list[str]) -> None:
    assert [line.value.strip("\n") for line in split_lines(Text.of(text))] == wanted


# ------------------------------------------------------------------ chunk marks

SENTENCE = "茶艺师负责冲泡客人点的茶并介绍茶叶的产地与冲泡的方法"  # 27 characters without a stop


def chunked(pieces: int, size: int) -> str:
    """Running text cut into pieces of one size, each numbered on a line of its own, as sharing sites print it."""
    whole = running(pieces * size)
    return "\n".join(f"{k + 1}、{whole[k * size : (k + 1) * size]}" for k in range(pieces))


def running(size: int) -> str:
    return (SENTENCE * size)[:size]


@pytest.mark.parametrize(
    ("pieces", "size"),
    [
        pytest.param(4, 304, id="every 304 characters"),
        pytest.param(7, 147, id="every 147"),
        pytest.param(2, 304, id="two where such sites cut"),
    ],
)
def test_chunk_marks_are_healed(pieces: int, size: int) -> None:
    text = chunked(pieces, size)
    made = cleaned(text)
    assert [block.text.value for block in made.blocks] == [running(pieces * size)]  # type: ignore[union-attr]
    assert [text[start:end] for start, end in made.furniture] == [f"{k}、" for k in range(1, pieces + 1)]


def test_chunk_marks_behind_an_item_of_the_manual() -> None:
    made = cleaned(f"1、扫地。\n{chunked(5, 304)}")
    assert [block.text.value for block in made.blocks] == ["1、扫地。", running(5 * 304)]  # type: ignore[union-attr]


def test_chunk_marks_behind_a_table() -> None:
    first, *others = chunked(5, 304).split("\n")
    made = cleaned("\n".join([first, "岗位\t职责", "门卫\t扫地", "保安\t巡查", *others]))
    assert sum(len(block.text) for block in made.blocks if isinstance(block, Paragraph)) >= 5 * 304


@pytest.mark.xfail(reason="what stands before the first mark is not joined to it")
def test_a_first_piece_without_a_mark_is_joined() -> None:
    made = cleaned(chunked(5, 304).removeprefix("1、"))
    assert [block.text.value for block in made.blocks] == [running(5 * 304)]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\n".join(f"{k}、扫地擦窗浇花{'，锁门' * k}。" for k in range(1, 9)), id="a list of short items"),
        pytest.param("\n".join(f"{k}、{SENTENCE * 5}。" for k in range(1, 9)), id="long items of one length"),
        pytest.param("\n".join(f"{k}、{SENTENCE * 5}" for k in (1, 4, 9, 3)), id="numbers in no order"),
        pytest.param(chunked(2, 250), id="two marks are too few to tell, save where such sites cut"),
        pytest.param(chunked(5, 60), id="pieces too short for a site's"),
    ],
)
def test_ordinary_lists_are_left_alone(text: str) -> None:
    made = cleaned(text)
    assert len(made.blocks) == len(text.split("\n"))
    assert made.furniture == ()


# ------------------------------------------------------------------ furniture


@pytest.mark.parametrize(
    "line",
    [
        "第1页",
        "第 3 页 共 10 页",
        "- 2 -",
        "展开阅读全文",
        "收藏 举报 下载",
        "上传人：某某 上传时间：2020-01-01",
        "________",
    ],
)
def test_furniture_lines(line: str) -> None:
    text = f"1、扫地。\n{line}\n2、擦窗。"
    made = cleaned(text)
    assert text[made.furniture[0][0] : made.furniture[-1][1]] == line
    assert len(made.blocks) == 2


taken = pytest.mark.xfail(reason="the banks take a duty that speaks of a web site's things for furniture")


@pytest.mark.parametrize(
    "line",
    [
        "下载报表并打印。",
        "每页登记第1页起的页码。",
        "维护网站首页的内容。",
        "收藏品的登记与保管。",
        "打印合同并交客户签字。",
        "上传人事报表。",
        "2-3人值班。",
        "处理网友评论。",
        "接听客服热线，记录客户的意见。",
        "负责公司网站友情链接的维护。",
        "负责网站备案号的申请与变更。",
        "撰写版权声明和免责声明。",
        pytest.param("未经主管同意不得将文件带出公司，违者扣5分。", marks=taken),
        pytest.param("作品版权归公司所有，违者罚款500元。", marks=taken),
        pytest.param("平台所有商品的上架。", marks=taken),
        pytest.param("每天阅读20份报告。", marks=taken),
        "发布时间：每周一上午。",
    ],
)
def test_duties_are_no_furniture(line: str) -> None:
    made = cleaned(f"岗位职责\n1、扫地。\n2、{line}\n3、擦窗。")
    assert made.furniture == ()


def test_behind_the_end_of_the_document_everything_is_furniture() -> None:
    text = "1、扫地。\n相关文档\n茶艺师岗位职责大全\n店长日记"
    assert [text[start:end] for start, end in cleaned(text).furniture] == ["相关文档", "茶艺师岗位职责大全", "店长日记"]


PAGE_END = "1、负责全乡茶叶的种植、采摘和加工，组织农户"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(f"{PAGE_END}\n第1页\n参加培训。", [f"{PAGE_END}参加培训。"], id="a sentence goes on"),
        pytest.param(
            f"{PAGE_END}。\n第1页\n参加培训。", [f"{PAGE_END}。", "参加培训。"], id="a sentence that has ended"
        ),
        pytest.param(f"{PAGE_END}\n第1页\n2、培训。", [PAGE_END, "2、培训。"], id="the next item"),
        pytest.param(f"{PAGE_END}\n第1页\n培训安排", [PAGE_END, "培训安排"], id="a line that ends no sentence"),
        pytest.param(
            "1、采茶，晒茶\n第1页\n参加培训。", ["1、采茶，晒茶", "参加培训。"], id="a short line is not cut off"
        ),
        pytest.param(f"{PAGE_END}\n参加培训。", [PAGE_END, "参加培训。"], id="no page ends there"),
    ],
)
def test_sentences_cut_off_by_a_pages_end(text: str, wanted: list[str]) -> None:
    assert [block.text.value for block in cleaned(text).blocks] == wanted  # type: ignore[union-attr]


# ------------------------------------------------------------------ script and damage


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("馆员负责图书的借阅。", "simplified", id="simplified"),
        pytest.param("館員負責圖書的借閱。", "traditional", id="traditional"),
        pytest.param("馆员负责图书，館員負責閱覽。", "mixed", id="half and half"),
        pytest.param(f"馆员负责图书的借阅{'与归还' * 30}，題名「閱」", "simplified", id="a traditional quotation"),
        pytest.param("扫地。", "simplified", id="characters of both"),
        pytest.param("KPI 90%", "simplified", id="no Chinese at all"),
    ],
)
def test_script(text: str, name: str) -> None:
    assert script_of(text).name == name


def test_a_line_break_in_one_text_leaves_the_words_of_the_others() -> None:
    values = ["館員瞭解讀者", "回覆\n來信", "乾隆瓷器"]
    assert script_of("".join(values)).simplify(values) == ["馆员了解读者", "回复\n来信", "乾隆瓷器"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("館員負責圖書的借閱，台灣", "馆员负责图书的借阅，台湾", id="traditional"),
        pytest.param("回覆讀者的來信", "回复读者的来信", id="by the word"),
        pytest.param("馆员负责图书", "馆员负责图书", id="simplified stays"),
    ],
)
def test_simplified_text_keeps_its_places(text: str, wanted: str) -> None:
    (block,) = cleaned(text).blocks
    assert block.text.value == wanted  # type: ignore[union-attr]
    assert block.text.spans() == ((0, len(text)),)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("扫地\ufffd\ufffd擦窗", ["\ufffd\ufffd"], id="replacement characters"),
        pytest.param("扫地??擦窗", ["??"], id="question marks for lost characters"),
        pytest.param("ሀለ扫地", ["ሀለ"], id="a script of a broken font"),
        pytest.param("今天值班??", [], id="two question marks at the end of a sentence"),
        pytest.param("Café Ω 扫地", [], id="Latin and Greek letters"),
    ],
)
def test_garbled_text_is_told(text: str, wanted: list[str]) -> None:
    assert [text[start:end] for start, end in garbled(text)] == wanted
    assert bool(wanted) is any(problem.code == "garbled_text" for problem in cleaned(text).problems)


# ------------------------------------------------------------------ traces inside the text


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        pytest.param("負(fù)責(zé)開門(mén)。", ["負責開門。"], id="readings behind characters"),
        pytest.param("負(fù)責(zé)開們(men)。", ["負(fù)責(zé)開們(men)。"], id="too few readings"),
        pytest.param("验收(qa)、复核(ok)、归档(no)。", ["验收(qa)、复核(ok)、归档(no)。"], id="letters without tones"),
        pytest.param("扫Р" * 12, [*["扫"] * 12, ""], id="a foreign letter for each line break"),
        pytest.param("扫Р" * 5, ["扫Р" * 5], id="a foreign letter now and then"),
        pytest.param("РР扫" * 12, ["РР扫" * 12], id="letters of a foreign word"),
    ],
)
def test_traces(source: str, lines: list[str]) -> None:
    blocks, ranges = without_traces((Paragraph(Text.of(source)),), source)
    assert [block.text.value for block in blocks if isinstance(block, Paragraph)] == lines
    kept = {k for block in blocks if isinstance(block, Paragraph) for a, b in block.text.spans() for k in range(a, b)}
    assert kept.isdisjoint(k for start, end in ranges for k in range(start, end))
    assert len(kept) + sum(end - start for start, end in ranges) == len(source)
