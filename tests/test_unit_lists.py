"""Lists whose entries are units, or persons: behind a colon, below an announcement, as subjects of sentences."""

from __future__ import annotations

import pytest

from .test_outline import listed
from .test_recognise import shown
from .test_units import headings


@pytest.mark.parametrize(
    ("manual", "wanted"),
    [
        pytest.param(
            "门店岗位职责\n1、店长：负责全店的经营。\n2、收银员：负责收款。\n3、保洁员——负责清扫前厅。",
            ["岗位 店长", "岗位 收银员", "岗位 保洁员"],
            id="each post with what it does behind a colon",
        ),
        pytest.param(
            "茶艺师岗位职责\n1、店长：接受店长的领导。\n2、清洗茶具。\n3、茶具：每天清点。",
            ["岗位 茶艺师"],
            id="one name among the items of a post is a topic",
        ),
        pytest.param(
            "茶艺师岗位职责\n1、服务：冲泡客人点的茶。\n2、卫生：清洗茶具。",
            ["岗位 茶艺师"],
            id="topics behind which a colon stands name nobody",
        ),
        pytest.param(
            "茶社章程\n本社设下列各部，其职权如下：\n（一）茶事：办理茶会。\n（二）总务：保管财物。",
            ["部门 茶事", "部门 总务"],
            id="bodies that a lead-in announces may be called anything",
        ),
        pytest.param(
            "茶社章程\n第一条 本社设下列各职务：\n一、社长：综理社务。\n二、联络：对外联系。",
            ["岗位 社长", "岗位 联络"],
            id="the lead-in says whether they are posts",
        ),
        pytest.param(
            "茶社章程\n本社设理事会。\n一、茶会：每月一次。\n二、会费：每年收取。",
            [],
            id="what sets up one body announces no list",
        ),
        pytest.param(
            "茶社项目\n一、角色定义\n1、组织者：召集茶会。\n2、记录者：整理照片。",
            ["岗位 组织者", "岗位 记录者"],
            id="roles below a heading that says so",
        ),
        pytest.param(
            "茶社章程\n第五章 干部职掌\n一、社长综理社务。\n二、副社长襄助社长。\n三、社员应参加茶会。",
            ["岗位 社长", "岗位 副社长", "岗位 社员"],
            id="subjects of sentences",
        ),
        pytest.param(
            "茶艺师岗位职责\n1、店长负责点名时到场。\n2、清洗茶具。\n3、清扫前厅。",
            ["岗位 茶艺师"],
            id="one subject among duties is no list",
        ),
    ],
)
def test_entries_that_are_units(manual: str, wanted: list[str]) -> None:
    assert headings(manual) == wanted


LISTS_BELOW = """
    部门 茶事
      职责
        1、办理茶会。  [? 0.80]
        2、采购茶叶。  [? 0.80]
    部门 总务
      职责
        1、保管财物。  [? 0.80]
        2、登记会员。  [? 0.80]
    """
ROLES = """
    岗位 主理人
      职责
        d1 - 茶会的召集  [? 0.80]
        d2 - 准备茶具  [? 0.80]
    岗位 记录员
      职责
        d1 - 记录茶会  [? 0.80]
        d2 - 整理照片  [? 0.80]
    """
SUBJECTS = """
    岗位 社长
      所在标题：干部职掌
      职责
        一、综理社务，对外代表本社。
    岗位 总务组长
      所在标题：干部职掌
      职责
        二、负责保管财物。
    """


@pytest.mark.parametrize(
    ("manual", "name", "wanted"),
    [
        pytest.param(
            "本社设下列各股：\n（一）茶事\n1、办理茶会。\n2、采购茶叶。\n（二）总务\n1、保管财物。\n2、登记会员。",
            "a.txt",
            LISTS_BELOW,
            id="an announced body whose list stands below its name",
        ),
        pytest.param(
            "# 角色定义\n## 主理人\n- 茶会的召集\n- 准备茶具\n## 记录员\n- 记录茶会\n- 整理照片",
            "a.md",
            ROLES,
            id="roles as headings, side by side",
        ),
        pytest.param(
            "茶社章程\n第五章 干部职掌\n一、社长综理社务，对外代表本社。\n二、总务组长负责保管财物。",
            "a.txt",
            SUBJECTS,
            id="the name is no part of the sentence's text",
        ),
    ],
)
def test_what_the_entries_do(manual: str, name: str, wanted: str) -> None:
    assert shown(manual, name) == listed(wanted)


# ------------------------------------------------------------------ persons


@pytest.mark.parametrize(
    "people",
    [
        pytest.param("1、王小茶\n2、李小壶\n3、张小杯", id="names alone"),
        pytest.param("1、组长：王小茶\n2、组员：李小壶\n3、组员：张小杯", id="behind what they are"),
        pytest.param("- 王小茶（@xiaocha）\n- 李小壶（@xiaohu）\n- 张小杯（@xiaobei）", id="before their accounts"),
    ],
)
def test_lists_of_persons_are_no_duties(people: str) -> None:
    manual = f"茶艺师岗位职责\n{people}\n茶艺师岗位职责\n1、清洗茶具。\n2、清扫前厅。"
    assert [line.strip() for line in shown(manual)[2:]] == ["1、清洗茶具。", "2、清扫前厅。"]


def test_two_names_are_too_few_for_a_list_of_persons() -> None:
    manual = "茶艺师岗位职责\n1、清洗茶具。\n2、清扫前厅。\n3、王小茶\n4、李小壶"
    assert [line.strip()[:2] for line in shown(manual)[2:]] == ["1、", "2、", "3、", "4、"]


TWO_HOLDERS = """
    岗位 茶艺师
      任职者：王小茶
      职责
        - 清洗茶具。
    岗位 茶艺师
      任职者：李小壶
      职责
        - 介绍茶叶。
    """


@pytest.mark.parametrize(
    ("manual", "name"),
    [
        pytest.param(
            "岗位：茶艺师\n姓名：王小茶\n职责：\n- 清洗茶具。\n岗位：茶艺师\n姓名：李小壶\n职责：\n- 介绍茶叶。",
            "a.txt",
            id="in a field",
        ),
        pytest.param(
            "# 王小茶\n职务：茶艺师\n\n职责：\n\n- 清洗茶具。\n\n# 李小壶\n职务：茶艺师\n\n职责：\n\n- 介绍茶叶。",
            "a.md",
            id="as the heading of the form",
        ),
        pytest.param(
            "# 工作人员\n## 王小茶\n职务：茶艺师\n\n职责：\n\n- 清洗茶具。\n\n## 李小壶\n职务：茶艺师\n\n职责：\n\n"
            "- 介绍茶叶。",
            "a.md",
            id="below the heading of the page",
        ),
    ],
)
def test_two_holders_of_one_post_are_two_units(manual: str, name: str) -> None:
    assert shown(manual, name) == listed(TWO_HOLDERS)


def test_two_forms_of_one_holder_are_one_unit() -> None:
    manual = "岗位：茶艺师\n姓名：王小茶\n职责：\n1、清洗茶具。\n岗位：茶艺师\n姓名：王小茶\n职责：\n1、介绍茶叶。"
    assert headings(manual) == ["岗位 茶艺师"]


def test_posts_of_one_name_in_two_bodies() -> None:
    manual = """
茶社分工明细表
一、茶事组
(一)组长：
1.综理本组业务。
(二)组员：
1.办理茶会。
二、典藏组
(一)组长：综理本组业务。
(二)技士：
1.盘点茶具。
"""
    wanted = """
        岗位 组长
          部门：茶事组
        岗位 组员
          部门：茶事组
        岗位 组长
          部门：典藏组
        岗位 技士
          部门：典藏组
        """
    assert [line for line in shown(manual) if line.lstrip().startswith(("岗位", "部门"))] == listed(wanted)
