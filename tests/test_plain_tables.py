"""Tables in plain text are seen by their regular form, and lists and prose are left alone."""

from __future__ import annotations

import pytest

from extractor.model import Table
from extractor.options import Options
from extractor.readers.txt import read

Rows = list[list[str]]

DUMP = "\t岗位\n\t职责\n\t标准\n\n\t库管\n\t收货\n\t无差错；\n\n当日入账\n\n\t\n\t发货\n\t\n"
BOX = "┌──┬──┐\n│库管│收货│\n│　　│入库│\n├──┼──┤\n│保安│巡逻│\n├──┼──┤\n│会计│记账│\n└──┴──┘\n"


def rows(text: str) -> list[Rows]:
    """Each table of the text as rows of cells, the paragraphs of a cell joined by a slash."""
    tables = [block for block in read(text.encode(), Options()).blocks if isinstance(block, Table)]
    return [
        [
            ["/".join(p.text.value for p in cell.paragraphs()) for cell in table.cells if cell.row == r]
            for r in range(table.rows)
        ]
        for table in tables
    ]


@pytest.mark.parametrize(
    ("text", "table"),
    [
        pytest.param(
            DUMP,
            [["岗位", "职责", "标准"], ["库管", "收货", "无差错；/当日入账"], ["", "发货", ""]],
            id="each cell a line with a tab",
        ),
        pytest.param(
            "岗位|职责|标准\n库管|收货|当日入账\n保安|巡逻|每日两次\n",
            [["岗位", "职责", "标准"], ["库管", "收货", "当日入账"], ["保安", "巡逻", "每日两次"]],
            id="bars without an outer one",
        ),
        pytest.param(
            "项目    权重  标准        得分\n--------\n收货    40%   当日入账\n发货    30%   无差错\n"
            "--------\n合计    70%\n",
            [
                ["项目", "权重", "标准", "得分"],
                ["收货", "40%", "当日入账", ""],
                ["发货", "30%", "无差错", ""],
                ["合计", "70%", "", ""],
            ],
            id="aligned columns with rules between and cells left out",
        ),
        pytest.param(
            "\t项目\n\t扣分\n\n\t一、安全\n\n\t门锁\n\t2\n\n\t灯光\n\t1\n",
            [["项目", "扣分"], ["一、安全"], ["门锁", "2"], ["灯光", "1"]],
            id="a merged row among such cells",
        ),
        pytest.param("岗位\t职责\n库管\t收货\n\t发货\n", [["岗位", "职责"], ["库管", "收货"], ["", "发货"]], id="tabs"),
        pytest.param("|岗位|扣分|\n|---|---|\n|库管|a\\|b|\n", [["岗位", "扣分"], ["库管", "a\\|b"]], id="pipes"),
        pytest.param("| 岗位 | 扣分 |\n| 库管 | 1 |\n", [["岗位", "扣分"], ["库管", "1"]], id="bars without a rule"),
        pytest.param(BOX, [["库管", "收货/入库"], ["保安", "巡逻"], ["会计", "记账"]], id="box lines"),
        pytest.param(
            "姓名      岗位\n王一      库管\n李二      保安\n",
            [["姓名", "岗位"], ["王一", "库管"], ["李二", "保安"]],
            id="columns that begin below each other",
        ),
    ],
)
def test_table_is_seen(text: str, table: Rows) -> None:
    assert rows("前文\n\n" + text + "\n\n后文\n") == [table]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "\t第一段说明了目的，内容较长。\n\t第二段也是。\n\n\t第三段也是。\n\t第四段也是。\n", id="indented prose"
        ),
        pytest.param("职责\n\n\t1、收货\n\t2、发货\n\n考核\n\n\t1、扣一分\n\t2、扣二分\n", id="indented lists"),
        pytest.param("1.\t收货\n2.\t发货\n3.\t盘点\n", id="numbers before tabs"),
        pytest.param("一、  收货\n二、  发货\n三、  盘点\n", id="numbers before blanks"),
        pytest.param("甲方：某某      乙方：某某\n日期：某日      日期：某日\n", id="two aligned lines"),
        pytest.param("总  则\n\n第一条  本办法适用于全体员工。\n", id="a spaced heading"),
        pytest.param("a|b\n", id="a bar"),
        pytest.param("首页|新闻|关于\n正文。\n", id="one line of bars"),
        pytest.param("库管岗位职责|某某站\n保安岗位职责|某某站\n", id="titles of pages"),
    ],
)
def test_no_table(text: str) -> None:
    assert rows(text) == []


def test_text_after_a_dump_is_no_cell() -> None:
    blocks = read((DUMP + "\n以下是正文。\n").encode(), Options()).blocks
    assert [type(block).__name__ for block in blocks] == ["Table", "Paragraph"]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(line, id=repr(line))
        for line in ("\t收货\n", "a  b\nc   d\n", "a  b  c\n--\n", "a|b|c\n", "+--+\n", "|a|b|\n|a|b|c|\n", "a\tb\n\n")
    ],
)
def test_long_runs_take_linear_time(line: str) -> None:
    assert read((line * 10_000).encode(), Options()).source.count("\n") >= 10_000
