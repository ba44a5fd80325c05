"""Tables that lack rulings, drawn by hand: what makes one, and what only looks like one."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

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
