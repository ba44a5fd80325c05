"""Tables that a page has run into one line."""

from __future__ import annotations

import pytest

from extractor.model import Cell, Paragraph, Table
from extractor.outline.run_in import unrun
from extractor.text import Text

from .test_recognise import shown
from .test_stacked import LEXICON

TITLE = "茶楼各岗位考核1、茶艺师"
WITH_METHOD = (
    "序号岗位职责工作标准分值考核标准考核办法"
    "1清洗茶具。茶具无水渍。25漏洗一件扣3分,打碎一件扣2分。领班每天检查。"
    "2保管茶叶。账物相符。20差错一次扣5分。每月盘点。"
)


def rows(line: str) -> list[list[str]]:
    """The words of each row of the table in a line."""
    table = next(block for block in unrun([Paragraph(Text.of(line))], LEXICON) if isinstance(block, Table))
    return [[_words(cell) for cell in table.cells if cell.row == row and cell.column] for row in range(table.rows)]


def _words(cell: Cell) -> str:
    return "".join(paragraph.text.value for paragraph in cell.paragraphs())


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        pytest.param(
            WITH_METHOD,
            [
                ["岗位职责", "工作标准", "分值", "考核标准", "考核办法"],
                ["清洗茶具。", "茶具无水渍。", "25", "漏洗一件扣3分,打碎一件扣2分。", "领班每天检查。"],
                ["保管茶叶。", "账物相符。", "20", "差错一次扣5分。", "每月盘点。"],
            ],
            id="duty, standard, points, rule, and how it is checked",
        ),
        pytest.param(
            "序号考核内容检查办法规定分值评分细则1按时开门营业,清点当班茶具。 抽查5迟开一次扣2分"
            "2登记每日茶叶出入库。 检查记录5漏登一笔扣1分",
            [
                ["考核内容", "检查办法", "规定分值", "评分细则"],
                ["按时开门营业,清点当班茶具。", "抽查", "5", "迟开一次扣2分"],
                ["登记每日茶叶出入库。", "检查记录", "5", "漏登一笔扣1分"],
            ],
            id="how it is checked before the points",
        ),
        pytest.param(
            "序号岗位职责分值考核标准1清洗茶具和茶盘。5漏洗一件扣1分。2打扫茶室的地面。5漏扫一次扣1分。3清点库存。10差错一次扣2分。合计20",
            [
                ["岗位职责", "分值", "考核标准"],
                ["清洗茶具和茶盘。", "5", "漏洗一件扣1分。"],
                ["打扫茶室的地面。", "5", "漏扫一次扣1分。"],
                ["清点库存。", "10", "差错一次扣2分。"],
            ],
            id="points as the numbers of rows, and a sum behind",
        ),
    ],
)
def test_the_cells_of_a_table_in_one_line(line: str, wanted: list[list[str]]) -> None:
    assert rows(line) == wanted


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("序号岗位职责工作标准分值考核标准考核办法" + "茶" * 60, id="no rows"),
        pytest.param("请按序号登记。" + WITH_METHOD.removeprefix("序号")[:70], id="no chain of labels"),
        pytest.param(
            "1、负责整理档案的序号、分值和考核标准的登记工作,2、负责每月一次的盘点,3、完成领导交办的其他工作任务。",
            id="words in a sentence",
        ),
    ],
)
def test_no_table(line: str) -> None:
    blocks = [Paragraph(Text.of(line))]
    assert list(unrun(blocks, LEXICON)) == blocks


def test_the_post_before_the_table_has_its_rows() -> None:
    made = [line.strip() for line in shown(TITLE + WITH_METHOD, "a.txt")]
    assert made[:5] == ["岗位 茶艺师", "职责", "d1 清洗茶具。", "d2 保管茶叶。", "标准"]


def test_tables_of_two_posts_in_one_line() -> None:
    made = shown(f"{TITLE}{WITH_METHOD}2、收银员{WITH_METHOD}", "a.txt")
    assert [line for line in made if line.startswith("岗位")] == ["岗位 茶艺师", "岗位 收银员"]
