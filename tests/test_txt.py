"""Plain text and Markdown: lines become paragraphs, marks leave the text and stay in the source."""

from __future__ import annotations

import pytest

from extractor.errors import TooLarge
from extractor.model import Paragraph, Reading, Table, walk
from extractor.options import Options
from extractor.readers.txt import read, read_markdown


def markdown(text: str) -> list[Paragraph]:
    return list(walk(read_markdown(text.encode(), Options()).blocks))


def covered(reading: Reading) -> str:
    """The source characters that have a place."""
    return "".join(reading.source[place.start : place.end] for place in reading.places)


def test_each_line_is_a_paragraph_with_its_place() -> None:
    reading = read("库管\r\n\r\n\u3000\u3000负责收货 \r\n\f质检员\n".encode(), Options())
    first, second, third = walk(reading.blocks)
    assert [first.text.value, second.text.value, third.text.value] == ["库管", "负责收货", "质检员"]
    assert second.indent == 2.0
    assert reading.source[slice(*second.text.spans()[0])] == "负责收货"
    assert [place.where for place in reading.places] == ["line 1", "line 3", "line 4"]


def test_a_blank_line_is_a_gap() -> None:
    blocks = read("茶艺师\n清洗茶具。\n\n \n相关文档\n".encode(), Options()).blocks
    assert [paragraph.gap for paragraph in walk(blocks)] == [False, False, True]


def test_every_visible_character_has_a_place() -> None:
    text = "---\ntitle: 工作卡\n---\n# 库管\n"
    text += "```\n代码\n```\n<!-- 旁注 -->\n| 岗位 | 扣分 |\n|---|---|\n| 库管 | **1** |\n"
    reading = read_markdown(text.encode(), Options())
    assert "".join(covered(reading).split()) == "".join(reading.source.split())


def test_damaged_bytes_are_told() -> None:
    reading = read("负责收货\n".encode() + b"\xff" + "负责发货\n".encode(), Options())
    assert [(problem.code, problem.spans) for problem in reading.problems] == [("bytes_damaged", ((5, 6),))]


def test_a_text_beyond_the_limit_is_refused() -> None:
    with pytest.raises(TooLarge):
        read("负责收货".encode(), Options(max_characters=3))


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        pytest.param("- **收货**：每天两次", "- 收货：每天两次", id="strong emphasis in a list item"),
        pytest.param("1. _轻放_，*慢走*", "1. 轻放，慢走", id="emphasis"),
        pytest.param("用 `zhize show` 看", "用 zhize show 看", id="code"),
        pytest.param("见[附表](https://example.org/a_(1).html)和[制度][1]", "见附表和制度", id="links"),
        pytest.param("写到 <kefu@example.org>", "写到 kefu@example.org", id="automatic link"),
        pytest.param("甲![图](a.png)乙<br/>", "甲乙", id="image"),
        pytest.param("长 5*8*3 米，代号 a_b_c", "长 5*8*3 米，代号 a_b_c", id="marks that are none"),
        pytest.param(r"每件 \*2 元，A &lt; B", "每件 *2 元，A < B", id="escape and entity"),
        pytest.param("- [x] 已巡查", "- 已巡查", id="task"),
        pytest.param("得分 <60 的为 C", "得分 <60 的为 C", id="less than"),
        pytest.param("前<!-- 旁注 -->后", "前后", id="comment"),
    ],
)
def test_inline_marks_leave_the_text(line: str, shown: str) -> None:
    (paragraph,) = markdown(line)
    assert paragraph.text.value == shown


@pytest.mark.parametrize(
    ("text", "shown", "heading", "quote", "bold", "indent", "part"),
    [
        pytest.param("## 库管 ##", "库管", 2, False, False, 0.0, "body", id="heading"),
        pytest.param("#库管", "库管", 1, False, False, 0.0, "body", id="heading without a blank"),
        pytest.param("库管\n===\n", "库管", 1, False, False, 0.0, "body", id="underlined heading"),
        pytest.param("\t> #### 考核", "考核", 4, True, False, 2.0, "body", id="heading in an indented quote"),
        pytest.param("**职责**", "职责", 0, False, True, 0.0, "body", id="bold line"),
        pytest.param("   - 收货", "- 收货", 0, False, False, 1.5, "body", id="nested item"),
        pytest.param("```\n收货\n```", "收货", 0, False, False, 0.0, "box", id="fenced"),
        pytest.param("<figcaption>图一</figcaption>", "图一", 0, False, False, 0.0, "box", id="caption"),
        pytest.param("---\ntitle: 工作卡\nid: 3\n---\n", "工作卡", 0, False, False, 0.0, "header", id="front matter"),
    ],
)
def test_line_marks(text: str, shown: str, heading: int, quote: bool, bold: bool, indent: float, part: str) -> None:
    (got,) = markdown(text)
    assert (got.text.value, got.heading, got.quote, got.bold) == (shown, heading, quote, bold)
    assert (got.indent, got.part) == (indent, part)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("---\n# 库管\n1. 收货\n---\n# 门卫", ["库管", "1. 收货", "门卫"], id="a ruler on top"),
        pytest.param("---\ntitle: 库管\ntags:\n  - a\n---\n收货", ["库管", "收货"], id="front matter"),
        pytest.param(
            "差错率<B类指标\n收货\n完成率>95%", ["差错率<B类指标", "收货", "完成率>95%"], id="signs over lines"
        ),
        pytest.param("编制<KPI>表和<A级>清单", ["编制<KPI>表和<A级>清单"], id="brackets that are no tag"),
        pytest.param("编制<b class=x>表</b><Tabs v=1>和</Tabs><el-x>清单", ["编制表和</Tabs>清单"], id="tags"),
        pytest.param("[资格]:大专以上学历。", ["[资格]:大专以上学历。"], id="a label in brackets"),
        pytest.param("[1]: https://a.example/b\n收货", ["收货"], id="a link definition"),
        pytest.param("负责Q&A;处理&amp;归档", ["负责Q&A;处理&归档"], id="an entity that is none"),
        pytest.param("<!-- 待审核\n收货", ["<!-- 待审核", "收货"], id="a comment that nothing closes"),
    ],
)
def test_what_looks_like_markup(text: str, lines: list[str]) -> None:
    assert [paragraph.text.value for paragraph in markdown(text)] == lines


def test_pipe_table_in_markdown() -> None:
    (table,) = read_markdown("| 岗位 | 扣分 |\n|:--|--:|\n| **库管** | 1<br>2 |\n".encode(), Options()).blocks
    assert isinstance(table, Table)
    assert [[p.text.value for p in cell.paragraphs()] for cell in table.cells] == [
        ["岗位"],
        ["扣分"],
        ["库管"],
        ["1", "2"],
    ]


HTML_TABLE = """# 仓库
<table><caption>仓库分工</caption>
<tr><th rowspan=2>岗位</th><th><b>职责</b></th></tr>
<tr><td>1. 收货
2. 发<br>货 &amp; 盘
点</td></tr><td>库管</td><td>对账</td></tr>
</table>
以上为准。
"""


def test_html_table_in_markdown() -> None:
    *before, table, after = read_markdown(HTML_TABLE.encode(), Options()).blocks
    assert isinstance(table, Table) and isinstance(after, Paragraph)
    assert [block.text.value for block in [*before, after] if isinstance(block, Paragraph)] == [
        "仓库", "仓库分工", "以上为准。",
    ]  # fmt: skip
    cells = [(c.row, c.column, c.row_span, [p.text.value for p in c.paragraphs()]) for c in table.cells]
    assert cells == [
        (0, 0, 2, ["岗位"]), (0, 1, 1, ["职责"]), (1, 1, 1, ["1. 收货", "2. 发", "货 & 盘点"]),
        (2, 0, 1, ["库管"]), (2, 1, 1, ["对账"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("<table><tr><td>岗位<td>职责", ["岗位", "职责"]),  # cut off
        ("<table><tr><td>收货</td></tr></table>", ["收货"]),  # a single column lays out the page
        ("```\n<table><tr><td>a</td></tr></table>\n```", ["<table><tr><td>a</td></tr></table>"]),
        ("表格 <table> 一词", ["表格  一词"]),
    ],
)
def test_html_table_odds(text: str, lines: list[str]) -> None:
    assert [paragraph.text.value for paragraph in markdown(text)] == lines
