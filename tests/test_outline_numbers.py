"""Numbers that enumerate nothing, and items that begin with a number."""

from __future__ import annotations

import pytest

from .outline_language import outlined


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("自2024年起每周浇花。", id="a year"),
        pytest.param("自2024.3.15开业，2024-03-15前备货。", id="dates"),
        pytest.param("合格率不低于3.5%，损耗低于1.2%。", id="percentages"),
        pytest.param("每100.00元扣1.0分，工资为1,200元。", id="amounts"),
        pytest.param("每天8:30开门，17:30关门。", id="times"),
        pytest.param("依照第三条规定处理，第1、2款规定的情形除外。", id="references to articles"),
        pytest.param("负责1、2号楼和3、4层的保洁。", id="numbers that count something"),
        pytest.param("参加每月1、15日的盘点。", id="days of the month"),
        pytest.param("在3日内、5日前完成。", id="periods"),
        pytest.param("扣2分，累计3次扣5分。", id="points and times"),
        pytest.param("按1:3的比例稀释，用1.5升的水桶。", id="ratios and sizes"),
        pytest.param("每日三次、每次10分钟，负责第一、第二车间。", id="numbers written in ideographs"),
        pytest.param("负责一、二楼保洁。", id="floors in ideographs"),
        pytest.param("达到5S标准，学习ISO9001、ISO14001体系，执行GB 4806.7。", id="names of norms"),
        pytest.param("A、B两组轮换，版本3.1.2已发布，见附件1、附件2。", id="letters, versions and annexes"),
        pytest.param("保洁员1-2名，在1号门、2号门值守。", id="counts"),
        pytest.param(
            "完成（1）号库和（2）号库的盘点。",
            marks=pytest.mark.xfail(reason="（1） before 号 is taken for an enumerator"),
            id="numbers in brackets that name something",
        ),
    ],
)
@pytest.mark.parametrize("before", ["", "1、扫地。\n2、"], ids=["alone", "in a list"])
def test_these_numbers_enumerate_nothing(text: str, before: str) -> None:
    shown = outlined(f"{before}{text}")
    assert shown[-1].lstrip("#~ ") == f"{'2、 ' if before else ''}{text}"
    assert len(shown) == (2 if before else 1)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("2024年开业的门店由店长管理。", id="a year"),
        pytest.param("2024-03-15前备货。", id="a date"),
        pytest.param("6月30日前上报。", id="a day of the year"),
        pytest.param("1-2名保洁员值守。", id="a range"),
        pytest.param("1号门、2号门值守。", id="names with a number"),
        pytest.param("24小时值班。", id="hours"),
        pytest.param("8:30开门。", id="a time"),
        pytest.param("3.5%以上的损耗须上报。", id="a percentage"),
    ],
)
def test_a_line_that_begins_with_a_number_is_no_item(text: str) -> None:
    assert outlined(text)[0].lstrip("#~ ") == text


@pytest.mark.parametrize(
    "text",
    [
        "24小时值班。",
        "2024年起每周浇花。",
        "1-2名保洁员值守。",
        "100%覆盖。",
        "填写日报表.xlsx",
    ],
)
@pytest.mark.parametrize("comma", ["、", "）"])
def test_an_item_that_begins_with_a_number(comma: str, text: str) -> None:
    shown = outlined(f"1{comma}扫地。\n2{comma}{text}\n3{comma}擦窗。")
    assert shown == [f"1{comma} 扫地。", f"2{comma} {text}", f"3{comma} 擦窗。"]
