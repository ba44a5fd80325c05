"""Tables that lack rulings, drawn by hand: what makes one, and what only looks like one."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractor.readers.pdf_aligned import ruled
from extractor.readers.pdf_page import Glyph, Sheet, Stroke
from tests.pdf_paper import Paper
from tests.test_pdf import outline, reading

THREE = [("岗位", "标准", "分值"), ("门卫", "登记齐全", "十分"), ("厨工", "餐具洁净", "八分")]


def page(rows: Sequence[tuple[str, ...]], xs: Sequence[float] = (100, 220, 400), step: float = 20) -> Paper:
    paper = Paper().page()
    for k, row in enumerate(rows):
        for x, text in zip(xs, row, strict=True):
            paper.write(x, 100 + step * k, text)
    return paper


def rules(paper: Paper, *heights: float) -> Paper:
    for height in heights:
        paper.stroke(90, height, 500, height)
    return paper


CELLS = [f"{r},{c}: {text}" for r, row in enumerate(THREE) for c, text in enumerate(row)]
TWO = [row[:2] for row in THREE]
PROSE = "负责仓库物料的登记保管和每日盘点工作并按时向主管上报账目"

CASES = [
    pytest.param(page(THREE), CELLS, id="three-aligned-columns-under-a-header-row"),
    pytest.param(rules(page(THREE), 98, 118, 158), CELLS, id="head-header-and-foot-ruled"),
    pytest.param(
        rules(page(TWO, (100, 220)), 98, 118, 138, 158),
        [f"{r},{c}: {text}" for r, row in enumerate(TWO) for c, text in enumerate(row)],
        id="two-columns-with-all-rows-ruled",
    ),
    pytest.param(
        page(TWO, (100, 220)),
        ["岗位 标准", "门卫 登记齐全", "厨工 餐具洁净"],
        id="two-columns-without-rulings-stay-lines",
    ),
    pytest.param(
        page([("姓名：甲", "部门：仓库", "工号：一"), ("姓名：乙", "部门：食堂", "工号：二")] * 2),
        ["姓名：甲 部门：仓库 工号：一", "姓名：乙 部门：食堂 工号：二"] * 2,
        id="fields-are-no-table",
    ),
    pytest.param(
        rules(page([(PROSE,), (PROSE,), ("完。",)], (100,)), 60, 98, 170),
        [PROSE, PROSE, "完。"],
        id="ruled-prose",
    ),
    pytest.param(
        rules(page([("1、", "登记账目。"), ("2、", "清点库存。"), ("3、", "封存样品。")], (100, 130)), 98, 118, 158),
        ["1、 登记账目。", "2、 清点库存。", "3、 封存样品。"],
        id="list-numbers-are-no-column",
    ),
]


@pytest.mark.parametrize(("paper", "wanted"), CASES)
def test_what_makes_a_table(paper: Paper, wanted: list[str]) -> None:
    assert [line.rstrip("↩") for line in outline(reading(paper).blocks)] == wanted


def test_a_drawing_of_many_strokes_is_left_alone() -> None:
    """Each pair of upright strokes was looked at for each ruling: 83 s for 3,000 of them."""
    glyphs = [Glyph("甲", x, y, x + 10.0, y + 10.0, 10.0) for y in range(50, 350, 20) for x in (50.0, 200.0, 350.0)]
    down = [Stroke(10 + 3.9 * i, 18.0 * j, 18.0 * j + 8) for i in range(150) for j in range(20)]
    across = [Stroke(50 + 9.0 * i, 10.0 + 4 * i, 400.0 + 2 * i) for i in range(80)]
    sheet = Sheet(1, 600, 800, tuple(glyphs), (), tuple(across), tuple(down), (), 0.0, 0)
    assert ruled(sheet, []) is sheet
