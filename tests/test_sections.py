"""What headings and lead-ins that no bank knows as a whole say of the items below them."""

from __future__ import annotations

import pytest

from .test_outline import listed
from .test_recognise import shown
from .test_units import headings

# ------------------------------------------------------------------ headings beside known sections


@pytest.mark.parametrize(
    ("heading", "item", "layer"),
    [
        pytest.param("迟到扣罚", "迟到一次罚20元。", "考核", id="rules, by the parts of the name"),
        pytest.param("茶会之后", "打碎一只扣5分。", "考核", id="rules, by what they state"),
        pytest.param("每日注意", "茶水三分钟内送到。", "标准", id="standards, by the parts of the name"),
        pytest.param("茶会任务", "摆放茶具。", "职责", id="duties, by the parts of the name"),
        pytest.param("人事权限", "安排学徒。", "权限", id="authorities, by the parts of the name"),
        pytest.param("语言能力", "会说英语。", "任职资格", id="qualifications, by the parts of the name"),
    ],
)
def test_a_heading_beside_known_sections(heading: str, item: str, layer: str) -> None:
    lines = [line.strip() for line in shown(f"# 茶艺师\n## 岗位职责\n- 清洗茶具。\n## {heading}\n- {item}", "a.md")]
    assert item in "".join(lines[lines.index(layer) :])


@pytest.mark.parametrize(
    ("heading", "item"),
    [
        pytest.param("店史介绍", "本店开业十年。", id="by the parts of the name"),
        pytest.param("茶会之后", "客人自行离场。", id="by what stands below, which is no duty"),
    ],
)
def test_a_heading_over_nothing_of_the_unit(heading: str, item: str) -> None:
    assert item not in "".join(shown(f"# 茶艺师\n## 岗位职责\n- 清洗茶具。\n## {heading}\n- {item}", "a.md"))


@pytest.mark.parametrize(
    ("sentence", "summary"),
    [
        pytest.param("前厅的茶水由茶艺师负责。", ["概述：前厅的茶水由茶艺师负责。"], id="what the post is there for"),
        pytest.param("本店开业十年。", [], id="anything else is nothing"),
    ],
)
def test_what_stands_before_the_section_of_duties(sentence: str, summary: list[str]) -> None:
    made = [line.strip() for line in shown(f"# 茶艺师\n{sentence}\n## 岗位职责\n- 清洗茶具。", "a.md")]
    assert made == ["岗位 茶艺师", *summary, "职责", "- 清洗茶具。"]


# ------------------------------------------------------------------ lead-ins and conditions


@pytest.mark.parametrize(
    ("manual", "wanted"),
    [
        pytest.param(
            "茶艺师考核办法\n凡违反以下各条，每次罚款10元。\n1、茶具不洁。\n2、迟到。",
            """
            岗位 茶艺师
              考核
                § 凡违反以下各条，每次罚款10元
                  1、茶具不洁。
                    罚 10 元/次（凡违反以下各条，每次）
                  2、迟到。
                    罚 10 元/次（凡违反以下各条，每次）
            """,
            id="a condition in front of a list holds for each of its items",
        ),
        pytest.param(
            "茶艺师考核办法\n（违反下列规定，每次扣1分）\n1、茶具不洁。",
            """
            岗位 茶艺师
              考核
                § 违反下列规定，每次扣1分
                  1、茶具不洁。
                    扣 1 分/次（违反下列规定，每次）
            """,
            id="in brackets",
        ),
        pytest.param(
            "茶艺师考核办法\n迟到每次罚款10元。\n1、茶具不洁扣1分。",
            """
            岗位 茶艺师
              考核
                r1 迟到每次罚款10元。
                  罚 10 元/次（迟到每次）
                1、茶具不洁扣1分。
                  扣 1 分（茶具不洁）
            """,
            id="a rule in front of a list is none",
        ),
        pytest.param(
            "茶艺师考核办法\n1、茶具不洁。\n2、迟到。\n以上各项每次扣2分。",
            """
            岗位 茶艺师
              考核
                1、茶具不洁。
                2、迟到。
                r3 以上各项每次扣2分。
                  扣 2 分/次（以上各项每次）
            """,
            id="what speaks of all items above belongs to none of them",
        ),
    ],
)
def test_conditions_of_a_list(manual: str, wanted: str) -> None:
    assert shown(manual) == listed(wanted)


@pytest.mark.parametrize(
    ("lead", "wanted"),
    [
        pytest.param("全体驾驶员有下列情形之一的，每次扣2分：", ["岗位 全体驾驶员"], id="all holders of a post"),
        pytest.param("仓管员发生下列情形，每次扣2分：", ["岗位 仓管员"], id="a post"),
        pytest.param("员工违反下列规定的，每次扣2分：", ["岗位 员工"], id="all staff"),
        pytest.param("有下列情形之一的，每次扣2分：", ["岗位 茶艺师"], id="nobody"),
        pytest.param("茶山有下列情形之一的，每次扣2分：", ["岗位 茶艺师"], id="what is no person"),
    ],
)
def test_lead_ins_that_address_someone(lead: str, wanted: list[str]) -> None:
    assert headings(f"茶艺师考核办法\n一、{lead}\n1、迟到的；\n2、早退的。") == wanted


def test_a_lead_in_names_whose_list_follows() -> None:
    manual = "值班安排\n在接待中，客服部协助：\n1、给客人倒茶。\n2、给客人带路。"
    assert headings(manual) == ["部门 客服部"]


# ------------------------------------------------------------------ regulations and appraisals


def test_a_regulation_keeps_only_what_states_a_consequence() -> None:
    manual = "驾驶员管理规定\n第一条 出车前检查车辆。\n第二条 酒后驾车，扣500元。\n第三条 迟到一次，扣20元。\n"
    made = shown(f"{manual}第四条 交通违章，扣100元。\n第五条 车内不得吸烟。")
    assert [line.strip()[:3] for line in made if "第" in line] == ["第二条", "第三条", "第四条"]


ARTICLES_WITH_LISTS = """
    岗位 员工  [? 0.60 staff_rules]
      考核
        § 违反以下规定的，每次罚款50元。
          1、库门无人看守；  [? 0.80]
            罚 50 元/次（违反以下规定的，每次）
          2、库区内吸烟。  [? 0.80]
            罚 50 元/次（违反以下规定的，每次）
        第三条 迟到一次扣2分。  [? 0.80]
          扣 2 分/次（迟到一次）
    """


def test_the_consequence_of_an_article_holds_for_the_list_below_it() -> None:
    manual = "员工奖惩条例\n第一条 为严肃纪律，制定本条例。\n第二条 违反以下规定的，每次罚款50元。\n1、库门无人看守；\n"
    made = shown(f"{manual}2、库区内吸烟。\n第三条 迟到一次扣2分。\n第四条 员工应互相尊重。")
    assert made == listed(ARTICLES_WITH_LISTS)


def test_a_styled_section_of_nothing_ends_with_its_paragraphs() -> None:
    made = shown("# 茶艺师考核办法\n## 目的\n为规范管理，制定本办法。\n## 茶会礼仪\n- 迟到一次扣2分。", "a.md")
    assert "迟到一次扣2分。" in "".join(made)


RESULTS = "茶艺师考核办法\n1、茶具不洁扣1分。\n考核结果运用：\n"


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        pytest.param("1、优秀的奖励200元。", True, id="money"),
        pytest.param("1、连续两次不合格的，予以辞退。", True, id="dismissal"),
        pytest.param("1、优秀者晋升一级工资。", True, id="promotion"),
        pytest.param("1、月度考核95分以上的，奖励200元。", True, id="a sentence that begins as a label does"),
        pytest.param("1、年度考核为优秀的，优先晋升为组长。", True, id="the same, without a number"),
        pytest.param("1、结果在店内公布。", False, id="how it is made known"),
        pytest.param("1、考核由店长组织实施，每月5日前完成上月考核。", False, id="who appraises, and when"),
        pytest.param("1、考核结果报总部备案。", False, id="to whom it is reported"),
    ],
)
def test_what_follows_from_an_appraisal(line: str, kept: bool) -> None:
    assert any(line[2:] in row for row in shown(RESULTS + line)) is kept


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("3、有权更换破损茶具。", id="an item"),
        pytest.param("3、可以谢绝醉酒客人。", id="what may be done"),
        pytest.param("茶艺师有权谢绝醉酒客人。", id="a sentence below the list"),
    ],
)
def test_what_a_post_may_do_is_an_authority(line: str) -> None:
    made = [row.strip() for row in shown(f"茶艺师岗位职责\n1、清洗茶具。\n2、清扫前厅。\n{line}")]
    assert made[-2:] == ["权限", line.removeprefix("3、")]
