"""Tables over a page break: one table again, with the row or the merged cell that the break cut."""

from __future__ import annotations

import pytest

from extractor.model import Table
from extractor.options import Options
from extractor.readers.pdf import read
from tests.pdf_paper import Paper
from tests.test_pdf import outline

XS = [100.0, 200.0, 300.0]
Row = tuple[str, str]
FULL = "每日巡视库房记录"  # eight characters of 12 points fill a column of 100 points


def page(paper: Paper, bottom: float, rows: list[Row], xs: list[float] = XS) -> Paper:
    """A page with a table of rows 40 points high that ends at ``bottom``."""
    top = bottom - 40 * len(rows)
    paper.page().grid(xs, [top + 40 * k for k in range(len(rows) + 1)])
    for k, row in enumerate(rows):
        for x, text in zip(xs, row, strict=False):
            for n, line in enumerate(text.split("\n")):
                paper.write(x + 2, top + 40 * k + 5 + 15 * n, line)
    return paper


def over_break(upper: list[Row], lower: list[Row], bottom: float = 780) -> list[str]:
    paper = page(page(Paper(), bottom, upper), 200, lower)
    return outline(read(paper.file(), Options()).blocks)


BREAKS = [
    pytest.param(
        [("项目", "标准"), ("卫生", "无尘")],
        [("安全", "无火")],
        ["0,0: 项目", "0,1: 标准", "1,0: 卫生", "1,1: 无尘", "2,0: 安全", "2,1: 无火"],
        id="rows-go-on",
    ),
    pytest.param(
        [("项目", "标准"), ("卫生", "无尘")],
        [("项目", "标准"), ("安全", "无火")],
        ["0,0: 项目", "0,1: 标准", "1,0: 卫生", "1,1: 无尘", "2,0: 项目", "2,1: 标准", "3,0: 安全", "3,1: 无火"],
        id="a-repeated-header-stays-a-row",
    ),
    pytest.param(
        [("项目", "标准"), ("卫生", FULL)],
        [("", "本。"), ("安全", "无火")],
        ["0,0: 项目", "0,1: 标准", "1,0: 卫生", f"1,1: {FULL}本。", "2,0: 安全", "2,1: 无火"],
        id="a-cut-row-is-whole-again",
    ),
    pytest.param(
        [("项目", "标准"), ("卫生", FULL)],
        [("项目", "标准"), ("", "本。"), ("安全", "无火")],
        ["0,0: 项目", "0,1: 标准", "1,0: 卫生", f"1,1: {FULL}本。", "2,0: 项目", "2,1: 标准", "3,0: 安全", "3,1: 无火"],
        id="a-cut-row-under-a-repeated-header",
    ),
    pytest.param(
        [("项目", "标准"), ("卫生", "1、无尘。")],
        [("", "2、无水。")],
        ["0,0: 项目", "0,1: 标准", "1,0: 卫生", "1,1: 1、无尘。 ¶ 2、无水。"],
        id="a-list-goes-on-in-its-cell",
    ),
    pytest.param(
        [("项目", "标准"), ("卫生", "无尘。")],
        [("", "无水。")],
        ["0,0: 项目", "0,1: 标准", "1,0: 卫生", "1,1: 无尘。", "2,0: ", "2,1: 无水。"],
        id="an-empty-label-alone-joins-nothing",
    ),
]


@pytest.mark.parametrize(("upper", "lower", "wanted"), BREAKS)
def test_tables_over_a_break(upper: list[Row], lower: list[Row], wanted: list[str]) -> None:
    assert over_break(upper, lower) == wanted


def test_a_table_that_ends_above_the_bottom_is_another() -> None:
    blocks = read(page(page(Paper(), 500, [("甲", "乙")]), 200, [("丙", "丁")]).file(), Options()).blocks
    assert [block.rows for block in blocks if isinstance(block, Table)] == [1, 1]


def test_other_columns_are_another_table() -> None:
    paper = page(page(Paper(), 780, [("甲", "乙")]), 200, [("丙", "丁")], [100.0, 200.0, 400.0])
    assert [block.rows for block in read(paper.file(), Options()).blocks if isinstance(block, Table)] == [1, 1]


def test_text_between_parts_two_tables() -> None:
    paper = page(page(Paper(), 780, [("甲", "乙")]).write(100, 785, "一句话"), 200, [("丙", "丁")])
    assert outline(read(paper.file(), Options()).blocks) == [
        "0,0: 甲",
        "0,1: 乙",
        "一句话",
        "0,0: 丙",
        "0,1: 丁",
    ]


def merged(top: float, left: list[str], right: list[str]) -> Paper:
    """One page with a table whose left cell spans all rows of the right column."""
    bottom = top + 40 * len(right)
    paper = Paper().page().grid([100, 200, 300], [top, bottom])
    for k, text in enumerate(right):
        paper.stroke(200, top + 40 * k, 300, top + 40 * k).write(202, top + 40 * k + 5, text)
    for k, text in enumerate(left):
        paper.write(102, top + 5 + 15 * k, text)
    return paper


def test_a_merged_cell_goes_on_over_the_break() -> None:
    upper, lower = merged(700, ["卫生"], ["无尘。", "无水。"]), merged(80, [], ["无味。", "无烟。"])
    upper.pages.extend(lower.pages)
    assert outline(read(upper.file(), Options()).blocks) == [
        "0,0+4x1: 卫生",
        "0,1: 无尘。",
        "1,1: 无水。",
        "2,1: 无味。",
        "3,1: 无烟。",
    ]


def test_places_tell_the_row_on_their_own_page() -> None:
    result = read(page(page(Paper(), 780, [("甲", "乙")]), 200, [("丙", "丁")]).file(), Options())
    assert [place.where for place in result.places] == [
        "page 1 table 1 row 1 column 1",
        "page 1 table 1 row 1 column 2",
        "page 2 table 1 row 1 column 1",
        "page 2 table 1 row 1 column 2",
    ]
