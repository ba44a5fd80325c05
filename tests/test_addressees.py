"""Whose the rules are that a section for the whole document holds."""

from __future__ import annotations

import pytest

from extractor.recognise.addressees import addressee

from .test_recognise import shown

NAMES = ["茶艺师", "领班", "茶艺师领班", "部门"]


@pytest.mark.parametrize(
    ("rule", "owner"),
    [
        pytest.param("打碎一件，扣茶艺师5分。", "茶艺师", id="object of what is taken"),
        pytest.param("全年无投诉的，给领班加10分。", "领班", id="object of what is given"),
        pytest.param("对当班茶艺师罚款20元。", "茶艺师", id="object of 对"),
        pytest.param("领班未按时排班的，扣5分。", "领班", id="subject"),
        pytest.param("凡茶艺师迟到，扣2分。", "茶艺师", id="subject behind 凡"),
        pytest.param("逾期不整改的，每项扣部门5分。", "部门", id="one of several"),
        pytest.param("茶艺师领班缺岗一次扣5分。", "茶艺师领班", id="the longer name"),
        pytest.param("领班检查发现茶具不洁的，扣2分。", None, id="who checks is not punished"),
        pytest.param("茶艺师打碎茶具，扣领班5分。", None, id="two names"),
        pytest.param("打碎一件扣5分。", None, id="no name"),
        pytest.param("与茶艺师争吵的扣5分。", None, id="a name in another place"),
    ],
)
def test_whom_a_rule_is_about(rule: str, owner: str | None) -> None:
    assert addressee(rule, NAMES) == owner


MANUAL = """茶馆管理规定
一、领班职责
1、安排班次。
二、茶艺师职责
1、清洗茶具。
三、检查与考核
1、打碎一件，扣茶艺师5分。
2、"""


def test_rules_for_all_stand_with_those_whom_they_name() -> None:
    made = [line.strip() for line in shown(f"{MANUAL}班次未排好的，扣领班10分。", "a.txt")]
    assert made[:5] == ["岗位 领班", "职责", "1、安排班次。", "考核", "2、班次未排好的，扣领班10分。"]
    assert "1、打碎一件，扣茶艺师5分。" in made[made.index("岗位 茶艺师") :]


def test_rules_left_over_are_those_of_the_post_they_speak_of() -> None:
    made = shown(f"{MANUAL}保洁员未打扫的，每次扣2分。", "a.txt")
    assert [line for line in made if line.startswith("岗位")] == ["岗位 领班", "岗位 茶艺师", "岗位 保洁员"]
