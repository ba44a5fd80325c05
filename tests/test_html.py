"""Web pages: the visible text in order, lists numbered, tables with their spans, server code left out."""

from __future__ import annotations

import pytest

from extractor.model import Paragraph, Reading, Table, walk
from extractor.options import Options
from extractor.readers.html import MAX_DEPTH, read


def page(body: str) -> Reading:
    return read(f"<html><body>{body}</body></html>".encode(), Options())


def outline(reading: Reading) -> list[str]:
    """Each paragraph with its number, and the marks of its form before it."""
    return [marks(paragraph) + paragraph.number + paragraph.text.value for paragraph in walk(reading.blocks)]


def marks(paragraph: Paragraph) -> str:
    form = "#" * paragraph.heading + ">" * paragraph.quote + "*" * paragraph.bold + "-" * paragraph.level
    return form + ("" if paragraph.part == "body" else f"[{paragraph.part}]")


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        pytest.param("<p>负责\n  收货<br>发货</p>盘点<div>巡查</div>",
                     ["负责收货", "发货", "盘点", "巡查"], id="line breaks"),
        pytest.param("<p>use\n Excel <b>and</b>\nWord</p>", ["use Excel and Word"], id="latin line breaks"),
        pytest.param("<p>检查(1.门锁完好\n 2.灯已关)</p>", ["检查(1.门锁完好", "2.灯已关)"], id="list typed in lines"),
        pytest.param("<h2>库管</h2><p><b>职责</b></p>", ["##库管", "*职责"], id="heading and bold"),
        pytest.param("<p style='font-weight:700'>职责</p>", ["*职责"], id="bold by style"),
        pytest.param("<blockquote><p>注意</p></blockquote>", [">注意"], id="quote"),
        pytest.param("<pre>一\n  二</pre>", ["一", "二"], id="preformatted"),
        pytest.param("<p hidden>甲</p><p style='display: none'>乙</p><script>丙</script>丁", ["丁"], id="hidden"),
        pytest.param("<nav>首页</nav><main><header>甲</header></main><footer>版权</footer>",
                     ["[header]首页", "甲", "[footer]版权"], id="parts of the page"),
        pytest.param("<header>栏目<h1>库管</h1></header>", ["[header]栏目", "#库管"], id="heading in the page header"),
        pytest.param("<ul><li><a href=1>出纳</a></li><li><a href=2>司机</a><a href=3>门卫</a></li></ul>甲",
                     ["[footer]•出纳", "[footer]•司机门卫", "甲"], id="a list of links"),
        pytest.param("<ul><li><a href=1>出纳</a></li><li>见<a href=2>司机</a></li></ul>", ["•出纳", "•见司机"],
                     id="links in the text of a list"),
        pytest.param("<label>分数:<input type=radio>2</label>", ["分数:2"], id="form"),
        pytest.param("<% if x %><p>甲<%= y %>乙{{ z }}</p><?php if (1): ?><p>丙</p><?php endif ?>\";?>",
                     ["甲 乙", "丙"], id="server code"),
        pytest.param("<p width=50%>合格率95%>目标</p>", ["合格率95%>目标"], id="percentages without quotes"),
        pytest.param("<p>合格率<%90 为差</p>", ["合格率<%90 为差"], id="a sign that is no server code"),
        pytest.param("<?php echo '甲';", [], id="server code that stays open"),
    ],
)  # fmt: skip
def test_text(body: str, lines: list[str]) -> None:
    assert outline(page(body)) == lines


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        pytest.param("<ol><li>甲<li>乙<ul><li>丙</ul></ol>", ["1.甲", "2.乙", "-•丙"], id="nested"),
        pytest.param("<ol start=3 type=a><li>甲<li value=7>乙</ol>", ["c.甲", "g.乙"], id="start, type and value"),
        pytest.param("<ol reversed><li>甲<li>乙</ol>", ["2.甲", "1.乙"], id="reversed"),
        pytest.param("<ol style='list-style:cjk-ideographic'><li>甲</ol>", ["一、甲"], id="ideographs"),
        pytest.param("<ol style='list-style-type: none'><li>甲</ol>", ["甲"], id="no numbers"),
        pytest.param("<ol><li><p>甲</p><p>乙</p><li><br><li>丙</ol>", ["1.甲", "乙", "3.丙"], id="blocks in items"),
        pytest.param("<ul><li><ul><li>甲</ul></ul>", ["-•甲"], id="an item that holds a list alone"),
    ],
)
def test_lists(body: str, lines: list[str]) -> None:
    assert outline(page(body)) == lines


def places(table: Table) -> list[tuple[int, int, int, int, str]]:
    return [
        (cell.row, cell.column, cell.row_span, cell.column_span, "/".join(p.text.value for p in cell.paragraphs()))
        for cell in table.cells
    ]


def test_table_with_spans() -> None:
    (table,) = page(
        "<table><tr><td rowspan=2>甲<td colspan=9>乙<tr><td>丙<td>丁<br>戊<tr><td rowspan=0>己</table>"
    ).blocks
    assert isinstance(table, Table)
    assert (table.rows, table.columns) == (3, 3)
    assert places(table) == [
        (0, 0, 2, 1, "甲"), (0, 1, 1, 2, "乙"), (1, 1, 1, 1, "丙"), (1, 2, 1, 1, "丁/戊"), (2, 0, 1, 1, "己"),
    ]  # fmt: skip


def test_cells_outside_rows_are_rows() -> None:
    (table,) = page(
        "<table><tr><td>a<td>b</tr><td>c</td><td>d</td></tr><form><tr><td>e<td>f</tr></form></table>"
    ).blocks
    assert isinstance(table, Table)
    assert [(c.row, c.column) for c in table.cells] == [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1)]


def test_layout_table_gives_its_blocks() -> None:
    blocks = page("<table><tr><td><p>甲</p><table><tr><td>乙<td>丙</table></table>").blocks
    assert [type(block).__name__ for block in blocks] == ["Paragraph", "Table"]


def test_page_laid_out_by_a_table_stands_free() -> None:
    article = "".join(f"<p>{number}、负责第{number}道门的巡查</p>" for number in "一二三四五六七八")
    menu = "<a href=a>首页</a><br><a href=b>公告</a>"
    blocks = page(f"<table><tr><td colspan=2>某站<tr><td>{menu}<td>{article}</table>").blocks
    assert {type(block) for block in blocks} == {Paragraph}


def test_form_with_a_long_cell_is_a_table() -> None:
    duties = "".join(f"<p>{number}、负责第{number}道门的巡查</p>" for number in "一二三四五六七八")
    (table,) = page(f"<table><tr><td>岗位<td>巡查员<tr><td>职责<td>{duties}</table>").blocks
    assert isinstance(table, Table)


def test_places_name_paragraph_and_cell() -> None:
    reading = page("<p>甲</p><table><tr><td>乙<td>丙</table>")
    assert [place.where for place in reading.places] == [
        "paragraph 1",
        "table 1 row 1 column 1",
        "table 1 row 1 column 2",
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("<title>库管 考核</title><h3>甲</h3>", ["[header]库管 考核", "###甲"], id="no first heading"),
        pytest.param("<title>库管 考核</title><h1>甲</h1>", ["#甲"], id="a first heading"),
    ],
)
def test_title(text: str, lines: list[str]) -> None:
    assert outline(read(text.encode(), Options())) == lines


def test_declared_encoding() -> None:
    text = '<meta charset="gb2312"><p>負責倉庫的收貨</p>'
    assert outline(read(text.encode("gb18030"), Options())) == ["負責倉庫的收貨"]


def test_deep_nesting_keeps_the_text_and_is_told() -> None:
    reading = page("<div>甲" * (MAX_DEPTH + 80))
    assert reading.source.count("甲") == MAX_DEPTH + 80
    assert [problem.code for problem in reading.problems] == ["nesting_too_deep"]
