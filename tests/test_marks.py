"""The candidate enumerators of a line: their forms, values and positions; what to make of them is the solver's."""

from __future__ import annotations

import itertools

import pytest

from extractor.outline.marks import marks
from extractor.outline.ordinals import number_of


def shown(value: str, flattened: bool = False) -> list[str]:
    """Each candidate as ``family value position``."""
    return [f"{m.family} {'.'.join(map(str, m.value))} {m.position}" for m in marks(value, flattened)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("二十三", 23),
        ("廿一", 21),
        ("卅", 30),
        ("一百零五", 105),
        ("三〇", 30),
        ("⑫", 12),
        ("❸", 3),
        ("⑴", 1),
        ("㈤", 5),
        ("⒉", 2),
        ("Ⅳ", 4),
        ("iv", 4),
        ("XII", 12),
        ("c", 3),
        ("丙", 3),
        ("某", 0),
        ("", 0),
    ],
)
def test_the_value_of_an_enumerator(text: str, value: int) -> None:
    assert number_of(text) == value


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        pytest.param("一、扫地", ["cn 1 start"], id="一、"),
        pytest.param("（二）扫地", ["pcn 2 start"], id="（二）"),
        pytest.param("3.扫地", ["n 3 start"], id="3."),
        pytest.param("（4）扫地", ["pn 4 start"], id="（4）"),
        pytest.param("4）扫地", ["pn 4 start"], id="4） is of the family of （4）"),
        pytest.param("<5>扫地", ["an 5 start"], id="<5>"),
        pytest.param("⑥扫地", ["circled 6 start"], id="⑥"),
        pytest.param("3.1.2 扫地", ["d3 3.1.2 start"], id="three places"),
        pytest.param("B、扫地", ["A 2 start"], id="a large letter"),
        pytest.param("c.扫地", ["a 3 start"], id="a small letter"),
        pytest.param("(ii)扫地", ["pr 2 start"], id="(ii)"),
        pytest.param("(b)扫地", ["pl 2 start"], id="(b)"),
        pytest.param("第十二条 扫地", ["part条 12 start"], id="第十二条"),
        pytest.param(
            "第廿条 扫地",
            ["part条 20 start"],
            id="第廿条",
        ),
        pytest.param(
            "第廿一条 扫地",
            ["part条 21 start"],
            id="第廿一条",
        ),
        pytest.param("第二章 总则", ["part章 2 start"], id="第二章"),
        pytest.param("收银 - 夜班", [], id="a dash within"),
        pytest.param("扫地 - 擦窗 - 锁门", ["bullet 1 middle", "bullet 1 middle"], id="dashes within"),
        pytest.param("第一部分 总则", ["part部分 1 start"], id="第一部分"),
        pytest.param("第三部份岗位职责", ["part部分 3 start"], id="第三部份"),
        pytest.param("◆扫地", ["bullet 1 start"], id="a bullet"),
        pytest.param("  2、扫地", ["n 2 start"], id="blanks before"),
    ],
)
def test_forms_at_the_beginning(line: str, wanted: list[str]) -> None:
    assert shown(line) == wanted


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        pytest.param("扫地。2、擦窗", ["n 2 terminal"], id="behind a finished sentence"),
        pytest.param("清洁：1、扫地", ["n 1 colon"], id="behind a colon"),
        pytest.param("扫地2、擦窗", ["n 2 middle"], id="behind a word"),
        pytest.param("1、（1）扫地", ["n 1 start", "pn 1 start"], id="right behind another"),
        pytest.param("（一）清洁①扫地②擦窗", ["pcn 1 start", "circled 1 middle", "circled 2 middle"], id="several"),
    ],
)
def test_positions(line: str, wanted: list[str]) -> None:
    assert shown(line) == wanted


def test_behind_a_label() -> None:
    assert [mark.position for mark in marks("岗位职责1、扫地", labels=((0, 4),))] == ["label"]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("2024年开业", id="a year"),
        pytest.param("3.5%的损耗", id="a percentage"),
        pytest.param("8:30开门", id="a time"),
        pytest.param("于8:30、12:00各巡查一次", id="times in a list"),
        pytest.param("第三条规定的情形", id="a reference"),
        pytest.param("第三条、第五条所列情形", id="references in a list"),
        pytest.param("10元以上", id="an amount"),
        pytest.param("5分钟内到岗", id="minutes"),
        pytest.param("3楼的卫生", id="a floor"),
        pytest.param("共1,200元", id="a thousands comma"),
        pytest.param("12-15人", id="a range"),
        pytest.param("周一、周二值班", id="weekdays"),
        pytest.param("第一、第二车间", id="ordinals"),
        pytest.param("每2、3天一次", id="about so many"),
        pytest.param("ISO9001、质量手册", id="the name of a norm"),
        pytest.param("版本1.2.3", id="a version"),
        pytest.param("大于3.5的数", id="a comparison"),
        pytest.param("USB 接口", id="letters of a word"),
    ],
)
def test_no_candidate(line: str) -> None:
    assert shown(line) == []


@pytest.mark.parametrize(
    ("line", "flattened", "wanted"),
    [
        pytest.param("1扫地2擦窗", False, ["n 1 start"], id="only the first counts in ordinary text"),
        pytest.param("1扫地2擦窗", True, ["n 1 start", "n 2 middle"], id="all count in a flattened form"),
        pytest.param("1扫地2次", True, ["n 1 start"], id="but none that counts something"),
    ],
)
def test_digits_without_a_delimiter(line: str, flattened: bool, wanted: list[str]) -> None:
    assert shown(line, flattened) == wanted


@pytest.mark.parametrize(
    ("weaker", "stronger"),
    [
        pytest.param("1 扫地", "1、扫地", id="a blank behind says less than a comma"),
        pytest.param("1扫地", "1.扫地", id="nothing behind says less than a stop"),
        pytest.param("-扫地", "●扫地", id="a dash says less than a circle"),
        pytest.param("[1]扫地", "（1）扫地", id="square brackets say less than round ones"),
    ],
)
def test_strength(weaker: str, stronger: str) -> None:
    assert marks(weaker)[0].strength < marks(stronger)[0].strength


@pytest.mark.parametrize("line", ["一、扫地", "（1）扫地①前厅②后厨", "3.1 扫地 3.2 擦窗", "●扫地", "第一条 扫地"])
def test_marks_stand_apart_in_their_order(line: str) -> None:
    found = marks(line)
    assert all(left.end <= right.start for left, right in itertools.pairwise(found))
    assert all(line[mark.start : mark.end].strip() for mark in found)
