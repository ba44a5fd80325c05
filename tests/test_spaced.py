"""Tables whose cells are parted by blanks alone, as text copied out of a page leaves them."""

from __future__ import annotations

import pytest

from extractor.options import Options
from extractor.pipeline import extract_bytes
from extractor.schema import UnitOut


def unit_of(text: str) -> UnitOut:
    (unit,) = extract_bytes(text.encode(), "考核表.txt", Options()).units
    return unit


def topics(unit: UnitOut) -> list[tuple[str, list[str]]]:
    return [(rule.text, list(rule.group)) for rule in unit.score_rules]


def test_rows_run_into_one_line() -> None:
    text = (
        "茶艺师绩效考核表 考核项目 权重 考核标准 评分规则 得分 茶具管理 30% 每日清洗茶具不少于2次 每缺1次扣2分 "
        "客人接待 30% 客人进店后1分钟内迎接 每迟1次扣1分 茶叶保管 40% 茶叶存放干燥 受潮一次扣5分"
    )
    unit = unit_of(text)
    assert unit.name == "茶艺师"
    assert [standard.text for standard in unit.standards] == [
        "每日清洗茶具不少于2次",
        "客人进店后1分钟内迎接",
        "茶叶存放干燥",
    ]
    assert topics(unit) == [
        ("每缺1次扣2分", ["茶具管理"]),
        ("每迟1次扣1分", ["客人接待"]),
        ("受潮一次扣5分", ["茶叶保管"]),
    ]
    weights = [[m.value for m in s.measures if m.kind == "weight"] for s in unit.standards]
    assert weights == [[30], [30], [40]]


def test_what_stands_behind_the_rows_is_no_cell() -> None:
    text = (
        "茶艺师绩效考核表 考核项目 评价内容 自评 领导评 满分 接待 迎接客人及时、热情 5 记得常客的喜好 5 "
        "茶具 茶具洁净无缺口 8 合计 18"
    )
    unit = unit_of(text)
    assert [(s.text, [m.value for m in s.measures if m.kind == "points"]) for s in unit.standards] == [
        ("迎接客人及时、热情", [5]),
        ("记得常客的喜好", [5]),
        ("茶具洁净无缺口", [8]),
    ]


def test_rows_that_are_lines_with_numbers_stuck_and_topics_beside_each_other() -> None:
    text = """茶艺师考核表
考核项目 满分 评分办法 得分
1接待 10 怠慢客人一次扣2分
2茶具 10 打碎一件扣5分
3技能 冲泡 绿茶 15 水温不当一次扣3分
红茶 15 出汤过迟一次扣3分
4陈列 20 摆放凌乱一处扣1分
合计 70
"""
    assert topics(unit_of(text)) == [
        ("怠慢客人一次扣2分", ["接待"]),
        ("打碎一件扣5分", ["茶具"]),
        ("水温不当一次扣3分", ["技能", "冲泡", "绿茶"]),
        ("出汤过迟一次扣3分", ["技能", "冲泡", "红茶"]),
        ("摆放凌乱一处扣1分", ["陈列"]),
    ]


@pytest.mark.parametrize("closing", ["", "合计 45", "本表由店长填写。"])
@pytest.mark.parametrize("remark", ["", " 抽查"])
def test_each_row_is_read_once_up_to_the_last_line(closing: str, remark: str) -> None:
    lines = [
        "茶艺师考核表",
        "考核项目 满分 评分办法 备注",
        "接待 10 怠慢客人一次扣2分 当面考核",
        "茶具 15 打碎一件扣5分",
        f"陈列 20 摆放凌乱一处扣1分{remark}",
    ]
    made = topics(unit_of("\n".join([*lines, closing]).strip()))
    assert made[:3] == [
        ("怠慢客人一次扣2分", ["接待"]),
        ("打碎一件扣5分", ["茶具"]),
        ("摆放凌乱一处扣1分", ["陈列"]),
    ]
    assert not any("陈列" in text or "抽查" in text for text, _ in made)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("茶艺师岗位职责\n1、负责制定考核项目 权重 评分规则 并上报店长审批。\n", id="a sentence"),
        pytest.param("茶艺师岗位职责\n1、清洗茶具 擦拭桌椅 清扫前厅。\n2、迎接客人。\n", id="no titles"),
    ],
)
def test_no_table(text: str) -> None:
    unit = unit_of(text)
    assert not unit.score_rules
    assert len(unit.duties) == text.count("、") - text.count("、擦")
