"""Whose duties they are: units and their names, prose and by-laws, and texts that are no manual at all."""

from __future__ import annotations

import pytest

from extractor.export import outline
from extractor.options import Options
from extractor.pipeline import extract_bytes

from .test_recognise import shown


def headings(manual: str, name: str = "手册.txt") -> list[str]:
    """The lines of the units themselves."""
    return [line for line in shown(manual, name) if not line.startswith(" ")]


@pytest.mark.parametrize(
    ("manual", "wanted"),
    [
        pytest.param("茶艺师岗位职责\n1、清洗茶具。", ["岗位 茶艺师"], id="a title"),
        pytest.param("茶艺师的工作职责如下：\n1、清洗茶具。", ["岗位 茶艺师"], id="a sentence"),
        pytest.param(
            "一、茶艺师岗位职责\n1、清洗茶具。\n二、收银员岗位职责\n1、收款。", ["岗位 茶艺师", "岗位 收银员"], id="two"
        ),
        pytest.param("茶艺师、收银员岗位职责\n1、接待客人。", ["岗位 茶艺师、收银员"], id="two posts of one block"),
        pytest.param("前厅部部门职能\n1、接待客人。", ["部门 前厅部"], id="a body"),
        pytest.param("岗位职责\n1、负责收款。\n2、清洗茶具。", ["岗位 （未写明名称）"], id="nobody is named"),
        pytest.param("员工奖惩办法\n1、迟到一次罚款20元。", ["岗位 员工"], id="all staff"),
        pytest.param(
            "茶艺师岗位职责\n1、清洗茶具。\n收银员岗位职责\n1、收款。\n茶艺师岗位职责\n2、清扫前厅。",
            ["岗位 茶艺师", "岗位 收银员"],
            id="a post described twice is one unit",
        ),
        pytest.param(
            "前厅部\n部门职能\n1、接待客人。\n茶艺师岗位职责\n1、清洗茶具。",
            ["部门 前厅部", "岗位 茶艺师"],
            marks=pytest.mark.xfail(reason="a body's name alone on its line, above 部门职能, names nobody"),
            id="a name on a line of its own",
        ),
    ],
)
def test_units(manual: str, wanted: list[str]) -> None:
    assert headings(manual) == wanted


def test_holders_stand_behind_the_name() -> None:
    assert shown("茶艺师（王小茶、李小壶）岗位职责\n1、清洗茶具。")[:2] == ["岗位 茶艺师", "  任职者：王小茶、李小壶"]


@pytest.mark.parametrize(
    ("manual", "name", "wanted"),
    [
        pytest.param(
            "岗位职责\n1、负责收款。\n2、清洗茶具。",
            "茶艺师岗位职责.txt",
            ["岗位 茶艺师  [name_from_file]"],
            id="the file names the post, where the text does not",
        ),
        pytest.param("收银员岗位职责\n1、负责收款。", "茶艺师岗位职责.txt", ["岗位 收银员"], id="the text comes first"),
        pytest.param(
            "岗位职责\n1、负责收款。", "新建文档(3).txt", ["岗位 （未写明名称）"], id="a file's name that is none"
        ),
    ],
)
def test_named_by_the_file(manual: str, name: str, wanted: list[str]) -> None:
    assert headings(manual, name) == wanted


@pytest.mark.parametrize(
    "manual",
    [
        pytest.param(
            "岗位职责：\n1、泡茶。\n2、介绍茶叶。\n任职要求：\n1、高中以上学历。",
            marks=pytest.mark.xfail(reason="nobody is named, and the banks do not know the verbs"),
            id="nobody is named",
        ),
        pytest.param("茶艺师\n岗位职责：\n1、泡茶。\n2、介绍茶叶。", id="a name on the line above"),
        pytest.param("招聘茶艺师\n岗位职责：\n1、泡茶。\n2、介绍茶叶。", id="an advert"),
    ],
)
def test_a_labelled_list_is_never_dropped(manual: str) -> None:
    assert [line.strip() for line in shown(manual) if "茶叶" in line] == ["2、介绍茶叶。"]


def test_a_post_beside_another_stands_under_no_heading() -> None:
    assert "所在标题" not in "".join(shown("茶艺师岗位职责\n1、清洗茶具。\n收银员岗位职责\n1、收款。"))


def test_discipline_without_points_is_no_item() -> None:
    assert "上班着工装" not in "".join(shown("员工奖惩办法\n1、迟到一次罚款20元。\n2、上班着工装。"))


# ------------------------------------------------------------------ prose and by-laws


def test_prose() -> None:
    wanted = ["  职责", "    d1 迎宾", "    d2 点茶", "    d3 结账"]
    assert shown("前厅部是公司的服务部门，其主要职责包括迎宾、点茶、结账等。")[-4:] == wanted


BYLAW = (
    "某某茶艺馆组织规程\n第一条 本规程依章程第五条订定。\n第二条 本馆置馆长一人，综理馆务，对外代表本馆。\n"
    "第三条 馆长不得兼任其他职务。\n第四条 本馆设典藏组，掌理下列事项：\n（一）茶具的采购。\n（二）茶具的编目。\n"
    "第五条 本规程自公布之日施行。"
)


@pytest.mark.parametrize(
    "line",
    [
        "岗位 馆长",
        "    （一）茶具的采购。",
        "    （二）茶具的编目。",
        pytest.param(
            "部门 典藏组",
            marks=pytest.mark.xfail(reason="the name begins with the words that introduce it: 本馆设典藏组"),
        ),
    ],
)
def test_a_bylaw(line: str) -> None:
    assert line in shown(BYLAW)


@pytest.mark.parametrize("words", ["自公布之日施行", "依章程第五条"])
def test_the_frame_of_a_bylaw_is_no_duty(words: str) -> None:
    assert words not in "".join(shown(BYLAW))


ARTICLES = "某某县茶业处组织规程\n第一条 本规程依条例订定。\n第二条 {}\n第九条 本规程自公布之日施行。"


@pytest.mark.parametrize(
    ("article", "wanted"),
    [
        pytest.param(
            "本处置处长，承县长之命，综理处务。",
            ["岗位 处长", "    d1 承县长之命，综理处务。"],
            id="a post without a number",
        ),
        pytest.param(
            "本处置处长一人，承县长之命，综理处务，并指挥所属员工。",
            ["岗位 处长", "    d1 承县长之命，综理处务，并指挥所属员工。"],
            id="a post and how many hold it",
        ),
        pytest.param(
            "本处设人事室，置主任，依法办理人事管理事项。",
            ["部门 人事室", "    d1 依法办理人事管理事项。"],
            id="a body and its head are one unit",
        ),
        pytest.param(
            "本处置人事管理员，依法办理人事管理事项。",
            ["岗位 人事管理员", "    d1 依法办理人事管理事项。"],
            id="a post that administers by law",
        ),
        pytest.param(
            "处长综理处务，副处长襄理处务。",
            ["岗位 处长", "    d1 综理处务", "岗位 副处长", "    d1 襄理处务。"],
            id="two posts of one sentence",
        ),
        pytest.param("本处茶务科分设三股。", [], id="into what a body is divided is no duty"),
    ],
)
def test_articles_set_up_posts_and_bodies(article: str, wanted: list[str]) -> None:
    frame = ("  所在标题", "  职责")
    assert [line for line in shown(ARTICLES.format(article)) if not line.startswith(frame)] == wanted


# ------------------------------------------------------------------ several, collections, adverts, titles of rules


@pytest.mark.parametrize(
    ("manual", "wanted"),
    [
        pytest.param(
            "一、各部门责任\n1、清洗茶具。\n二、店长责任\n1、管理门店。\n三、收银员责任\n1、收款。",
            ["部门 各部门", "岗位 店长", "岗位 收银员"],
            id="all departments, beside posts",
        ),
        pytest.param(
            "一、领导班子职责\n1、管理门店。\n二、工会职责\n1、组织活动。",
            ["部门 领导班子", "部门 工会"],
            id="the leaders, beside a body",
        ),
        pytest.param("各部门责任\n1、负责收款。", ["岗位 （未写明名称）"], id="alone the words name nobody"),
    ],
)
def test_titles_of_several(manual: str, wanted: list[str]) -> None:
    assert headings(manual) == wanted


@pytest.mark.parametrize(
    "titles",
    [
        pytest.param(("茶艺师岗位职责 篇1", "茶艺师岗位职责 篇2"), id="behind the title"),
        pytest.param(("第一篇 茶艺师岗位职责", "第二篇 茶艺师岗位职责"), id="before the title"),
        pytest.param(("茶艺师岗位职责(1)", "茶艺师岗位职责(2)"), id="in brackets"),
    ],
)
def test_numbered_texts_of_a_collection_are_documents_of_their_own(titles: tuple[str, str]) -> None:
    first, second = titles
    manual = f"{first}\n1、清洗茶具。\n{second}\n1、清洗茶具。"
    assert headings(manual) == ["岗位 茶艺师", "岗位 茶艺师"]


@pytest.mark.parametrize(
    ("heading", "wanted"),
    [
        pytest.param("茶艺师（2人）", "岗位 茶艺师", id="how many"),
        pytest.param("茶艺师（多城市）", "岗位 茶艺师", id="where"),
        pytest.param("茶艺师（可兼职）", "岗位 茶艺师", id="for what time"),
        pytest.param("茶艺师（早班）", "岗位 茶艺师（早班）", id="what tells it from another post stays"),
    ],
)
def test_brackets_behind_the_heading_of_an_advert(heading: str, wanted: str) -> None:
    assert headings(f"## {heading}\n岗位职责：\n- 清洗茶具。\n任职要求：\n- 细心。", "a.md") == [wanted]


def test_adverts_name_the_post_inside_a_longer_heading() -> None:
    first = "## 【前厅】急招 茶艺师，可兼职\n岗位职责：\n- 清洗茶具。\n任职要求：\n- 细心。\n"
    second = "## 诚招收银员\n岗位职责：\n- 收款。\n任职要求：\n- 高中学历。"
    assert [line.split("  ")[0] for line in headings(f"# 某某茶业招聘\n{first}{second}", "a.md")] == [
        "岗位 茶艺师",
        "岗位 收银员",
    ]


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        pytest.param("文明寝室卫生检查评分标准", "部门 寝室", id="a place"),
        pytest.param("学员考核评分标准", "岗位 学员", id="persons"),
        pytest.param("包厢卫生评分标准", "岗位 （未写明名称）", id="a thing that no bank knows"),
    ],
)
def test_rules_without_a_post_are_named_by_the_subject_of_their_title(title: str, wanted: str) -> None:
    made = headings(f"{title}\n1、地面不洁扣2分。\n2、桌面不净扣1分。\n3、门窗不净扣1分。")
    assert [line.split("  ")[0] for line in made] == [wanted]


# ------------------------------------------------------------------ no manual at all


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("茶叶的种类很多。绿茶不发酵，红茶全发酵。\n泡茶的水温依茶叶而定。", id="an essay"),
        pytest.param("本报讯 茶艺师大赛昨日举行，12名选手参加。评委打分，满分100分。", id="news"),
        pytest.param(
            "房屋租赁合同\n第一条 甲方将房屋出租给乙方。\n第二条 租金每月2000元，逾期每天加收1%。\n第三条 乙方维修。",
            id="a lease",
        ),
        pytest.param("会议室申请流程\n1、填写申请表。\n2、交行政部审批。", id="a procedure"),
        pytest.param("目录\n一、茶艺师岗位职责………1\n二、收银员岗位职责………3", id="a table of contents"),
        pytest.param("岗位职责是什么？岗位职责是指一个岗位所要求的工作内容和责任范围。", id="about duty manuals"),
    ],
)
def test_no_unit(text: str) -> None:
    document = extract_bytes(text.encode(), "a.txt", Options())
    assert (outline(document), [problem.code for problem in document.problems]) == ([], ["no_unit_found"])


# ------------------------------------------------------------------ what stands around duties and rules


@pytest.mark.parametrize(
    ("manual", "layer", "line"),
    [
        pytest.param(
            "【考核要点】\n·打碎茶具每件扣2分", "考核", "打碎茶具每件扣2分", id="a key figure that states points"
        ),
        pytest.param("【考核要点】\n·茶具完好率", "考核指标", "茶具完好率", id="a key figure that states none"),
        pytest.param(
            "考核办法（满分100分）：\n一、卫生（60分）\n1、地面不洁扣1分；\n2、茶具不洁扣1分。",
            "考核",
            "§ 卫生（60分）",
            id="the total of an appraisal is no group",
        ),
    ],
)
def test_below_a_label(manual: str, layer: str, line: str) -> None:
    lines = [one.strip() for one in shown(f"茶艺师岗位职责\n1、清洗茶具。\n2、清扫前厅。\n{manual}")]
    assert line in lines[lines.index(layer) + 1]


def test_a_paragraph_below_the_label_of_a_summary() -> None:
    manual = "茶艺师岗位职责\n【工作概要】\n在店长领导下，负责冲泡。\n【主要工作】\n1.清洗茶具。"
    assert "  概述：在店长领导下，负责冲泡。" in shown(manual)


def test_what_an_appraisal_says_of_itself_is_no_rule() -> None:
    manual = "茶社绩效考核方案\n一、考核对象：茶艺师、店长\n二、考核周期：月度\n三、迟到一次扣2分。"
    assert [line.strip() for line in shown(manual) if "考核对象" in line or "月度" in line] == []


def test_a_telephone_behind_the_holder() -> None:
    posts = "店长 王芳 电话：138****1111\n1、安排排班。", "茶艺师 李明 电话：13900001111\n1、清洗茶具；\n2、冲泡茶水。"
    manual = "\n".join(posts)
    assert headings(manual) == ["岗位 店长", "岗位 茶艺师"]


def test_a_remark_in_brackets_does_not_take_the_rule_behind_it() -> None:
    manual = "# 收银员\n\n## 考核办法\n\n（自转正之日起执行）旷工一次扣20分。\n\n（2014年试行）\n"
    assert shown(manual, "手册.md")[1:3] == ["  考核", "    r1 （自转正之日起执行）旷工一次扣20分。"]
