"""Forms and tables whose cells stand one below another, and lists that only look like them (see outline_language)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor import banks
from extractor.lexicon import lexicon
from extractor.model import Cell, Paragraph
from extractor.outline.ragged import ragged
from extractor.text import Text

from .outline_language import outlined
from .test_outline import listed
from .test_recognise import shown

LEXICON = lexicon(banks.load())


def words(cell: Cell) -> str:
    return "".join(paragraph.text.value for paragraph in cell.paragraphs())


FORM = """
    |0,0
      ~ 岗位名称
    |0,1
      ~ 茶艺师
    |1,0
      ~ 所属部门
    |1,1
      ~ 前厅部
    |2,0
      ~ 直接上级
    |2,1
      ~ 店长
    # 岗位职责
      1、 清洗茶具。
      2、 清扫前厅。
    """
SCORES = """
    |0,0
      ~ 序号
    |0,1
      # 考核内容
    |0,2
      # 评分标准
    |1,0
      ~ 1
    |1,1
      ~ 茶具洁净
    |1,2
      ~ 不净扣1分
    |2,0
      ~ 2
    |2,1
      ~ 地面干燥
    |2,2
      ~ 不干扣2分
    """
DUTIES = "岗位职责\n1、清洗茶具。\n2、清扫前厅。"
ROWS = "考核内容\n评分标准\n1\n茶具洁净\n不净扣1分\n2\n地面干燥\n不干扣2分"


def rows(text: str) -> list[str]:
    """The outline without the line of a table itself, which has no words."""
    return [line for line in outlined(text) if line]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(f"岗位名称\n茶艺师\n所属部门\n前厅部\n直接上级\n店长\n{DUTIES}", FORM, id="a form"),
        pytest.param(f"序号\n{ROWS}", SCORES, id="a table whose rows are numbered"),
        pytest.param(
            ROWS, SCORES.replace("    |0,0\n      ~ 序号\n", ""), id="a table without a header over its numbers"
        ),
        pytest.param(
            f"序号\n{ROWS}\n合计\n100分",
            f"{SCORES.rstrip()}\n    ~ 合计\n    ~ 100分",
            id="what stands below is no row",
        ),
    ],
)
def test_cells_one_below_another(text: str, wanted: str) -> None:
    assert rows(text) == listed(wanted)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        pytest.param("职\n责", "职责", id="one character a line"),
        pytest.param("工作\n任务", "工作任务", id="two characters a line"),
        pytest.param("职\n责\n一", "职责一", id="a number behind"),
    ],
)
def test_labels_written_downwards(text: str, label: str) -> None:
    made = rows(f"岗位\n茶艺师\n部门\n前厅部\n上级\n店长\n{text}\n清洗茶具。")
    assert made[-2:] == [f"# {label}", "  ~ 清洗茶具。"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("安\n全\n生\n产\n清洗茶具。", ["安全生产", "清洗茶具。"], id="a word no bank knows"),
        pytest.param("无\n职\n责\n一\n清洗茶具。", ["无", "职责一", "清洗茶具。"], id="up to a label"),
    ],
)
def test_words_written_downwards(text: str, lines: list[str]) -> None:
    made = [line.lstrip(" #~") for line in rows(f"茶艺师\n前厅部\n店长\n收银员\n{text}")]
    assert made[-len(lines) :] == lines


def test_a_form_written_downwards() -> None:
    manual = "职\n位\n茶艺师\n部\n门\n前厅部\n上\n级\n店长\n职\n责\n一\n清洗茶具。\n职\n责\n二\n清扫前厅。"
    wanted = """
        岗位 茶艺师
          部门：前厅部
          直接上级：店长
          职责
            d1 清洗茶具。
            d2 清扫前厅。
        """
    assert shown(manual) == listed(wanted)


SIZES = st.lists(st.integers(1, 4), min_size=2, max_size=4).filter(lambda sizes: sum(sizes) >= 3)


@given(SIZES, st.booleans(), st.booleans())
def test_merged_cells_named_once(sizes: list[int], weighted: bool, targeted: bool) -> None:
    headers = ["考核项目", "指标名称", *["权重"] * weighted, *["目标值"] * targeted, "评分标准", "得分"]
    lines, wanted = list(headers), []
    for k, size in enumerate(sizes):
        group = f"{'甲乙丙丁'[k]}组茶事"
        lines.append(group)
        for n in range(size):
            topic = f"{'上下前后'[n]}茶及时率"
            shares = [f"{10 * (k + 1)}%"] * (weighted and not n)
            lines += [topic, *shares, *[f"{90 + n}%"] * targeted, f"每少{n + 1}次扣{k + 1}分"]
            wanted.append((group, topic, f"每少{n + 1}次扣{k + 1}分"))
    made = ragged([Paragraph(Text.of(line)) for line in lines], 0, LEXICON)
    assert made is not None
    table, end = made
    assert end == len(lines)
    cells = {
        (row, cell.column): words(cell) for cell in table.cells for row in range(cell.row, cell.row + cell.row_span)
    }
    assert [cells[0, column] for column in range(table.columns)] == headers
    rule = headers.index("评分标准")
    assert [(cells[row, 0], cells[row, 1], cells[row, rule]) for row in range(1, table.rows)] == wanted


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("考核项目\n权重\n评分标准\n卫生\n40%\n不洁扣1分\n礼貌\n60%\n无礼扣2分", id="two rows"),
        pytest.param("工作标准\n考核办法\n奖惩办法\n茶具洁净\n不净扣1分\n有功奖5分\n" * 2, id="no topics"),
        pytest.param("考核项目\n权重\n评分标准\n" + "清洗茶具后放回柜中并登记在册。\n" * 6, id="sentences"),
    ],
)
def test_no_table(text: str) -> None:
    assert ragged([Paragraph(Text.of(line)) for line in text.strip().split("\n")], 0, LEXICON) is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("茶艺师\n收银员\n保洁员\n店长", id="names"),
        pytest.param("优\n良\n中\n差\n清洗茶具。", id="grades below each other"),
        pytest.param("春\n夏\n清洗茶具。\n清扫前厅。", id="two single characters that make no label"),
        pytest.param("岗位职责\n1\n清洗茶具\n2\n清扫前厅", id="numbered lines below a label"),
        pytest.param("岗位职责\n1\n茶具洁净\n10\n2\n地面干燥\n5", id="one known header is no header row"),
        pytest.param("考核内容\n评分标准\n1\n茶具洁净\n不净扣1分", id="one row shows no stride"),
        pytest.param("部门\n前厅部\n岗位职责\n清洗茶具。\n清扫前厅。", id="one label with its value"),
        pytest.param("工作标准\n茶具洁净\n考核办法\n打碎扣5分\n工作纪律\n不迟到", id="sections"),
        pytest.param(
            "岗位名称\n茶艺师\n清洗茶具。\n清扫前厅。\n擦洗门窗。\n倒垃圾。\n直接上级\n店长\n所属部门\n前厅部",
            id="labels too far from each other",
        ),
        pytest.param("所属部门\n前厅部\n直接上级\n店长\n直接下级\n学徒", id="no label of a name"),
    ],
)
def test_lists_stay_lists(text: str) -> None:
    made = [line.lstrip(" #~") for line in outlined(text)]
    assert made == text.split("\n")
