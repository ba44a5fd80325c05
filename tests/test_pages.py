"""Manuals as pages of the web carry them: introductions, cards, numbered texts of a collection, wrapped lines."""

from __future__ import annotations

import pytest

from .test_outline import listed
from .test_recognise import shown


def test_a_lead_in_of_an_article_names_whose_duties_follow() -> None:
    manual = """第六条 按照谁建群谁管理的原则，群管理员承担日常管理责任，具体职责有：
（一）发布群规；
（二）每天巡查两次。
第七条 值班员协助群管理员维护秩序，具体职责有：
（一）登记来访。"""
    assert shown(manual) == listed(
        """
        岗位 群管理员
          职责
            （一）发布群规；
            （二）每天巡查两次。
        岗位 值班员
          职责
            （一）登记来访。
        """
    )


def test_numbered_texts_of_a_collection_stay_apart() -> None:
    manual = """门卫岗位职责
门卫岗位职责1
1、看守大门。
门卫岗位职责2
1、登记来访。
篇3：门卫岗位职责
1、打扫门前。"""
    assert [line for line in shown(manual) if line.startswith("岗位")] == ["岗位 门卫"] * 3


@pytest.mark.parametrize("words", ["热爱本职工作", "督促学生整理内务", "配合学生会开展活动", "按员工手册执行"])
def test_objects_are_not_those_whom_a_text_addresses(words: str) -> None:
    manual = f"工作职责\n1、负责开关大门，{words}。\n2、负责登记来访。\n3、负责打扫门前。"
    assert shown(manual)[0] == "岗位 （未写明名称）"


def test_a_card_of_a_page_has_no_bullet() -> None:
    page = "".join(
        f"<li><div>了解详情</div><span>{name}</span><div><div>岗位职责</div><p>1.{duty}</p></div></li>"
        for name, duty in (("店长", "负责全店的经营；"), ("线上运营", "负责推广；"))
    )
    made = shown(f"<html><body><ul>{page}</ul></body></html>", "a.html")
    assert made == listed(
        """
        岗位 店长
          职责
            1. 负责全店的经营；
        岗位 线上运营
          职责
            1. 负责推广；
        """
    )


def test_an_enumerator_may_stand_before_a_number() -> None:
    assert shown("仓管员职责\n1、清点库存；2、5S的推行；3、盘点。") == listed(
        """
        岗位 仓管员
          职责
            1、清点库存；
            2、5S的推行；
            3、盘点。
        """
    )


def test_names_on_lines_of_their_own_head_what_stands_below() -> None:
    manual = """以下是茶馆常见的岗位：
店长
店长是茶馆的核心人物。具体职责包括但不限于：
- 制定预算；
- 安排班次；
收银代表
作为客人最后见到的人，收银代表负责结账并处理投诉。
茶艺领班
茶艺始终是重中之重，因此领班十分重要。他们的主要责任包括：
- 冲泡茶水；
以上只是部分岗位的例子。"""
    owners: dict[str, list[str]] = {}
    for line in shown(manual):
        if line.startswith("岗位"):
            owners[line] = []
        elif "- " in line:
            owners[list(owners)[-1]].append(line.split("- ")[1].split("  [")[0])
    assert owners == {
        "岗位 店长": ["制定预算；", "安排班次；"],
        "岗位 收银代表": [],
        "岗位 茶艺领班": ["冲泡茶水；"],
    }


def test_a_duty_may_begin_with_the_word_that_sums_up() -> None:
    assert "    2、总结经验，改进服务。" in shown("领班职责\n1、安排班次。\n2、总结经验，改进服务。\n3、清点茶具。")


def test_a_part_without_a_verb_goes_on_the_part_before() -> None:
    manual = "领班是茶馆的核心。其主要职责包括制定计划、控制进度、预算和风险、清点茶具。"
    assert [line.strip() for line in shown(manual)][-3:] == ["d1 制定计划", "d2 控制进度、预算和风险", "d3 清点茶具"]


def test_posts_with_a_colon_below_a_named_post_are_posts_themselves() -> None:
    manual = """一、前厅
店长
负责全店的经营，接待重要客人。
茶艺师
负责冲泡茶水，介绍茶叶的产地。
收银员：
负责结账，核对每天的账目。
培训师：对新员工进行茶艺培训及考核。
巡店人员：负责检查各店的卫生与服务。"""
    made = shown(manual)
    assert [line for line in made if line.startswith("岗位")] == [
        f"岗位 {name}" for name in ("店长", "茶艺师", "收银员", "培训师", "巡店人员")
    ]


def test_who_comes_to_the_shop_is_no_person() -> None:
    made = shown("服务员\n\n主要负责接待顾客、点菜、上菜、结账等工作。")
    assert [line.strip() for line in made][-4:] == ["d1 接待顾客", "d2 点菜", "d3 上菜", "d4 结账"]


@pytest.mark.parametrize("lead", ["秘書室分設二科，掌理下列事項：", "秘書室分設二科，各科掌理事項如下："])
def test_a_body_that_is_parted_is_named_without_its_parts(lead: str) -> None:
    manual = f"第 5 條\n{lead}\n一、第一科：\n（一）機要文件登記。\n（二）長官室事務。\n二、第二科：\n（一）檔案管理。"
    made = shown(manual)
    assert [line for line in made if line.startswith("部门") or "部门：" in line] == [
        "部门 第一科",
        "  部门：秘书室",
        "部门 第二科",
        "  部门：秘书室",
    ]


def test_a_class_of_posts_does_not_take_what_its_posts_do() -> None:
    manual = """学校职员可划分为以下几类：
一、行政管理人员
校长：学校最高负责人，负责整体规划
副校长：协助校长处理日常事务
总务主任：负责后勤保障和资产管理
二、教学人员
专任教师承担学科教学任务，批改作业"""
    made = shown(manual)
    assert "岗位 行政管理人员" not in made
    assert not any("校长：" in line for line in made)
