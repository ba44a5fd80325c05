"""Small manuals of every layout, and the outline of what is read in them (see extractor/export.py)."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.export import outline
from extractor.options import Options
from extractor.pipeline import extract_bytes

from .docx_builder import p, package, tbl, tc, tr
from .test_outline import listed


def shown(manual: str | bytes, name: str = "手册.txt") -> list[str]:
    """What is read in a manual, without the details below its items."""
    data = manual if isinstance(manual, bytes) else manual.encode()
    return outline(extract_bytes(data, name, Options()))


def table(*rows: list[str]) -> bytes:
    """A Word file that holds one table."""
    return package(tbl(*(tr(*map(tc, row)) for row in rows)))


WIDE = '<w:gridSpan w:val="3"/>'
FORM = package(
    tbl(
        tr(*map(tc, ["岗位名称", "茶艺师", "所属部门", "前厅部"])),
        tr(*map(tc, ["直接上级", "店长", "直接下级", "无"])),
        tr(tc("岗位职责"), tc(p("1、冲泡客人点的茶。") + p("2、清洗茶具。"), WIDE)),
        tr(tc("工作权限"), tc("有权更换破损茶具。", WIDE)),
        tr(tc("任职资格"), tc(p("1、高中以上学历。") + p("2、一年以上经验。"), WIDE)),
        tr(tc("工作关系"), tc(p("内部：收银员、后厨") + p("外部：茶叶供应商"), WIDE)),
    )
)


# ------------------------------------------------------------------ tables

TWO_POSTS = """
    岗位 茶艺师
      职责
        d1 冲泡客人点的茶。
      标准
        s1 茶水三分钟内送到。
          → 职责 d1
          时限：≤ 3 分钟
      考核
        r1 每迟一次扣2分。
          → 标准 s1
          → 职责 d1
          扣 2 分/次（每迟一次）
    岗位 收银员
      职责
        d1 结账收款。
      标准
        s1 零差错。
          → 职责 d1
          指标：= 0 差错
      考核
        r1 差错一次扣5分。
          → 标准 s1
          → 职责 d1
          扣 5 分/次（差错一次）
    """
TWO_POSTS_ROWS = (
    ["岗位", "岗位职责", "工作标准", "评分标准"],
    ["茶艺师", "冲泡客人点的茶。", "茶水三分钟内送到。", "每迟一次扣2分。"],
    ["收银员", "结账收款。", "零差错。", "差错一次扣5分。"],
)
MARKDOWN = "\n".join(
    f"|{'|'.join(row)}|" for row in (TWO_POSTS_ROWS[0], ["---"] * 4, TWO_POSTS_ROWS[1], TWO_POSTS_ROWS[2])
)


@pytest.mark.parametrize(
    ("manual", "name"),
    [
        pytest.param(table(*TWO_POSTS_ROWS), "a.docx", id="Word"),
        pytest.param(MARKDOWN, "a.md", id="Markdown"),
    ],
)
def test_a_table_with_a_header_row(manual: str | bytes, name: str) -> None:
    assert shown(manual, name) == listed(TWO_POSTS)


def test_a_post_over_two_rows() -> None:
    manual = package(
        tbl(
            tr(tc("岗位"), tc("职责"), tc("标准")),
            tr(tc("茶艺师", '<w:vMerge w:val="restart"/>'), tc("清洗茶具。"), tc("茶具洁净。")),
            tr(tc("", "<w:vMerge/>"), tc("清扫前厅。"), tc("地面洁净。")),
        )
    )
    wanted = """
        岗位 茶艺师
          职责
            d1 清洗茶具。
            d2 清扫前厅。
          标准
            s1 茶具洁净。
              → 职责 d1
            s2 地面洁净。
              → 职责 d2
        """
    assert shown(manual, "a.docx") == listed(wanted)


def test_signed_amounts_are_rules_of_their_rows() -> None:
    manual = table(
        ["适用：茶艺师", "", "", ""],
        ["No.", "违反/表现事项", "金额", "备注"],
        ["1", "打碎茶具", "-20元/次", ""],
        ["2", "全月无投诉", "+100元", ""],
    )
    wanted = """
        岗位 茶艺师
          标准
            s1 打碎茶具
            s2 全月无投诉
              指标：全月 = 0 投诉
          考核
            r1 -20元/次
              → 标准 s1
              罚 20 元/次
            r2 +100元
              → 标准 s2
              奖 100 元
        """
    assert shown(manual, "a.docx") == listed(wanted)


def test_columns_that_no_bank_knows_are_judged_by_parts_of_their_headers() -> None:
    manual = table(
        ["序号", "理事职称", "理事姓名", "负责事务", "工作项目", "到位的程度", "联络方式", "签核事项"],
        ["1", "财务理事", "待定", "财务相关事宜的管理", "编制年度预算并提交理事会", "账目清楚", "a@b.cn", "支票"],
        ["2", "环保理事", "待定", "社区环境相关的问题", "安排每周的清洁和绿化养护", "地面洁净", "c@b.cn", "合同"],
    )
    wanted = """
        岗位 财务理事
          职责
            d1 财务相关事宜的管理
            d2 编制年度预算并提交理事会
          标准
            s1 账目清楚
              → 职责 d1、d2
          权限
            支票
        岗位 环保理事
          职责
            d1 社区环境相关的问题
            d2 安排每周的清洁和绿化养护
          标准
            s1 地面洁净
              → 职责 d1、d2
          权限
            合同
        """
    assert shown(manual, "a.docx") == listed(wanted)


def test_a_field_of_study_before_the_post_in_brackets() -> None:
    manual = table(
        ["信息类别", "评价标准", "信用赋分"],
        ["安全领域（巡查员）", "发现隐患并及时上报的", "+5"],
        ["卫生领域（保洁员）", "所辖区域有积水的", "-2"],
    )
    assert [line for line in shown(manual, "a.docx") if line.startswith("岗位")] == ["岗位 巡查员", "岗位 保洁员"]


def test_a_header_in_a_table_of_its_own() -> None:
    manual = package(
        p("茶艺师考核表")
        + tbl(tr(*map(tc, ["考核项目", "分值", "评分标准"])))
        + p("")
        + tbl(
            tr(tc("服务"), tc("10"), tc("8-10分"), tc("主动迎客，上茶迅速")),
            tr(tc("卫生"), tc("5"), tc("3-5分"), tc("茶具洁净，地面干燥")),
        )
    )
    wanted = """
        岗位 茶艺师
          考核
            § 服务
              r1 主动迎客，上茶迅速
                分值：10
                得 8/10 分
            § 卫生
              r2 茶具洁净，地面干燥
                分值：5
                得 3/5 分
        """
    assert shown(manual, "a.docx") == listed(wanted)


def test_posts_as_columns() -> None:
    manual = table(
        ["项目", "茶艺师", "收银员"],
        ["岗位职责", "冲泡客人点的茶", "结账收款"],
        ["考核办法", "打碎茶具扣5分", "差错一次扣2分"],
    )
    wanted = """
        岗位 茶艺师
          职责
            d1 冲泡客人点的茶
          考核
            r1 打碎茶具扣5分
              扣 5 分（打碎茶具）
        岗位 收银员
          职责
            d1 结账收款
          考核
            r1 差错一次扣2分
              扣 2 分/次（差错一次）
        """
    assert shown(manual, "a.docx") == listed(wanted)


def test_levels_in_words_are_rules() -> None:
    manual = (
        "# 茶艺师考核表\n|考核项目|优|良|差|\n|---|---|---|---|\n|上茶|上茶迅速|上茶及时|上茶拖拉|\n|分值|10|8|0|\n"
    )
    wanted = """
        岗位 茶艺师
          考核
            § 上茶
              r1 上茶迅速
              r2 上茶及时
              r3 上茶拖拉
        """
    assert shown(manual, "a.md") == listed(wanted)


def test_an_explanation_beside_rules_is_a_standard() -> None:
    manual = "# 茶艺师考核表\n|指标|说明|怎么给分|\n|---|---|---|\n"
    manual += "|上茶|三分钟内上茶|迟一次减1分|\n|卫生|茶具洁净|一处不净减1分|\n"
    assert [line.strip() for line in shown(manual, "a.md") if line.strip()[:1] == "s"] == [
        "s1 三分钟内上茶",
        "s2 茶具洁净",
    ]


def test_a_header_over_topics_is_that_of_the_items_behind() -> None:
    manual = package(
        tbl(
            tr(*map(tc, ["姓名", "", "职务", "", "评价人", "王小五"])),
            tr(*map(tc, ["评价内容", "", "自评", "领导评", "本栏得分", "满分"])),
            tr(*map(tc, ["仪容", "着装整洁大方，佩戴工牌", "", "", "", "5"])),
            tr(*map(tc, ["态度", "待客热情周到，使用敬语", "", "", "", "10"])),
            tr(*map(tc, ["总分", "", "", "", "", "15"])),
        )
    )
    wanted = """
        岗位 茶艺师  [name_from_file]
          标准
            § 仪容
              s1 着装整洁大方，佩戴工牌
                分值：5
            § 态度
              s2 待客热情周到，使用敬语
                分值：10
        """
    assert shown(manual, "茶艺师考核表.docx") == listed(wanted)


def test_a_scoring_table_whose_file_names_the_post() -> None:
    manual = table(
        ["考核项目", "考核内容", "分值", "评分标准"],
        ["服务", "茶水三分钟内送到", "10", "每迟一次扣2分"],
        ["卫生", "地面洁净", "5", "发现一处扣1分"],
    )
    wanted = """
        岗位 茶艺师  [name_from_file]
          标准
            § 服务
              s1 茶水三分钟内送到
                分值：10
                时限：≤ 3 分钟
            § 卫生
              s2 地面洁净
                分值：5
          考核
            § 服务
              r1 每迟一次扣2分
                → 标准 s1
                扣 2 分/次（每迟一次）
            § 卫生
              r2 发现一处扣1分
                → 标准 s2
                扣 1 分/处（发现一处）
        """
    assert shown(manual, "茶艺师考核表.docx") == listed(wanted)


# ------------------------------------------------------------------ forms

FORM_READ = """
    岗位 茶艺师
      部门：前厅部
      直接上级：店长
      职责
        1、冲泡客人点的茶。
        2、清洗茶具。
      权限
        有权更换破损茶具。
      任职资格
        高中以上学历。
        一年以上经验。
      内部联系
        收银员
        后厨
      外部联系
        茶叶供应商
    """
FLAT = "岗位名称茶艺师所属部门前厅部直接上级店长直接下级无岗位职责1冲泡客人点的茶2清洗茶具3盘点茶叶任职资格高中以上学历"
FLAT_READ = """
    岗位 茶艺师
      部门：前厅部
      直接上级：店长
      职责
        1 冲泡客人点的茶
        2 清洗茶具
        3 盘点茶叶
      任职资格
        高中以上学历
    """
CARDS = "岗位：茶艺师\n直接上级：店长\n职责：\n1、清洗茶具。\n\n岗位：收银员\n直接上级：店长\n职责：\n1、收款。"
CARDS_READ = """
    岗位 茶艺师
      直接上级：店长
      职责
        1、清洗茶具。
    岗位 收银员
      直接上级：店长
      职责
        1、收款。
    """

TASKS = table(
    ["岗位名称", "茶艺师", "所辖人员", "4人"],
    ["职责一", "职责表述：管理茶具 工作时间百分比：60%"],
    ["工作任务", "清洗茶具"],
    ["职责二", "职责表述：负责盘点茶叶"],
    ["职责三", "职责表述：接待客人"],
    ["工作任务", "引导客人入座"],
    ["内部协调关系", "收银员、后厨"],
)
TASKS_READ = """
    岗位 茶艺师
      职责
        § 管理茶具
          d1 清洗茶具
        d2 负责盘点茶叶
        § 接待客人
          d3 引导客人入座
      内部联系
        收银员
        后厨
    """


@pytest.mark.parametrize(
    ("manual", "name", "wanted"),
    [
        pytest.param(FORM, "a.docx", FORM_READ, id="a form in Word"),
        pytest.param(TASKS, "a.docx", TASKS_READ, id="duties stated as a whole above their tasks"),
        pytest.param(FLAT, "a.txt", FLAT_READ, id="a form flattened into one line"),
        pytest.param(CARDS, "a.txt", CARDS_READ, id="cards of labels and colons"),
    ],
)
def test_forms(manual: str | bytes, name: str, wanted: str) -> None:
    assert shown(manual, name) == listed(wanted)


def test_a_bylaw_whose_articles_stand_in_a_table() -> None:
    manual = package(
        p("茶艺学会章程")
        + tbl(
            tr(tc("第一条"), tc("本会定名为茶艺学会。")),
            tr(tc("第二条"), tc("本会置会长、副会长各一人，由理事推选。会长综理会务；副会长协助会长处理会务。")),
            tr(tc("第三条"), tc("本会置秘书长一人，承会长之命处理会务，干事若干人。")),
        )
    )
    assert shown(manual, "章程.docx") == listed(
        """
        岗位 会长
          职责
            d1 综理会务；
        岗位 副会长
          职责
            d1 协助会长处理会务。
        岗位 秘书长
          职责
            d1 承会长之命处理会务，干事若干人。
        """
    )


def test_lists_in_lists_of_markdown() -> None:
    manual = "# 茶艺师岗位职责\n- 管理茶具\n  1. 清洗茶具\n  2. 清点茶具\n- 冲泡茶水\n- 布置茶席"
    assert shown(manual, "a.md") == listed(
        """
        岗位 茶艺师
          职责
            § 管理茶具
              1. 清洗茶具
              2. 清点茶具
            d3 - 冲泡茶水
            d4 - 布置茶席
        """
    )


def test_a_users_label_of_any_characters(tmp_path: Path) -> None:
    bank = tmp_path / "house.yaml"
    entry = "{id: h, why: x, means: standard, at: [heading], words: [灶头绳尺], hits: [灶头绳尺], misses: [掌灶]}"
    bank.write_text(f"kind: label\nentries:\n  - {entry}\n", encoding="utf-8")
    manual = "厨师岗位职责\n1、炒菜装盘。\n2、清洗灶台。\n灶头绳尺：\n1、出菜不超过15分钟。\n2、灶台无油污。"
    (unit,) = extract_bytes(manual.encode(), "a.txt", Options(banks=(bank,))).units
    assert [standard.text for standard in unit.standards] == ["出菜不超过15分钟。", "灶台无油污。"]


def test_partners_are_not_cut_inside_a_word() -> None:
    manual = "茶艺师岗位职责\n1、冲泡茶水。\n2、清洗茶具。\n外部协调：茶叶普及中心、及时达物流及茶厂"
    (unit,) = extract_bytes(manual.encode(), "a.txt", Options()).units
    assert [one.text for one in unit.relations.external] == ["茶叶普及中心", "及时达物流", "茶厂"]


def test_a_list_that_mostly_begins_as_duties_do() -> None:
    listed_work = "前厅部业务内容\n1、接待客人。\n2、冲泡茶水。\n3、清洗茶具。\n4、负责结账。\n5、门前积雪。"
    manual = f"前厅部职责：\n一、保持前厅整洁。\n二、维护茶客秩序。\n{listed_work}"
    assert shown(manual) == listed(
        """
        部门 前厅部
          职责
            一、保持前厅整洁。
            二、维护茶客秩序。
            § 前厅部业务内容
              1、接待客人。
              2、冲泡茶水。
              3、清洗茶具。
              4、负责结账。
              5、门前积雪。
        """
    )


def advert(name: str, duty: str, *liked: str) -> str:
    duties = (f"1、{duty}", "2、完成店长交办的工作")
    return "\n\n".join((f"**{name}**", "工作职责：", *duties, "任职资格：", "1、高中以上学历", "2、身体健康", *liked))


def test_headings_that_look_as_names_do() -> None:
    posts = {
        "茶艺师": "冲泡客人点的茶",
        "收银员": "结账收款",
        "保安员": "巡查店面",
        "评茶专家": "评定茶叶等级",
    }
    manual = "\n\n".join(advert(name, duty) for name, duty in posts.items())
    read = extract_bytes(manual.encode(), "招聘.md", Options())
    assert [(unit.name, unit.duties[0].text) for unit in read.units] == list(posts.items())


def test_what_is_liked_in_an_applicant_earns_no_points() -> None:
    assert shown(advert("茶艺师", "冲泡客人点的茶", "加分项：会评茶"), "招聘.md") == listed(
        """
        岗位 茶艺师
          职责
            1、冲泡客人点的茶
            2、完成店长交办的工作
          任职资格
            高中以上学历
            身体健康
            会评茶
        """
    )


def test_marks_between_names_are_structure() -> None:
    assert extract_bytes(TASKS, "a.docx", Options()).ledger.unclaimed == ()


# ------------------------------------------------------------------ lists


@pytest.mark.parametrize(
    ("manual", "wanted"),
    [
        pytest.param(
            "茶艺师\n岗位职责\n1、冲泡客人点的茶。\n2、清洗茶具。\n工作标准\n1、茶具洁净。\n考核办法\n1、茶具不洁扣1分。",
            """
            岗位 茶艺师
              职责
                1、冲泡客人点的茶。
                2、清洗茶具。
              标准
                1、茶具洁净。
                  → 职责 2
              考核
                1、茶具不洁扣1分。
                  → 标准 1
                  → 职责 2
                  扣 1 分（茶具不洁）
            """,
            id="three parallel lists, linked by content",
        ),
        pytest.param(
            "茶艺师岗位职责\n一、服务\n1、冲泡客人点的茶。\n2、介绍茶叶。\n二、卫生\n3、清洗茶具。",
            """
            岗位 茶艺师
              职责
                § 服务
                  1、冲泡客人点的茶。
                  2、介绍茶叶。
                § 卫生
                  3、清洗茶具。
            """,
            id="headings inside a layer are groups",
        ),
        pytest.param(
            "茶艺师岗位职责\n清洗茶具。\n清扫前厅。",
            ["岗位 茶艺师", "  职责", "    d1 清洗茶具。", "    d2 清扫前厅。"],
            id="lines without numbers",
        ),
        pytest.param(
            "茶艺师岗位职责\n1、茶水三分钟内送到，每迟一次扣2分。\n2、清洗茶具。",
            """
            岗位 茶艺师
              职责
                2、清洗茶具。
              考核
                1、茶水三分钟内送到，每迟一次扣2分。
                  时限：≤ 3 分钟
                  扣 2 分/次（茶水三分钟内送到，每迟一次）
            """,
            id="an item that states points is a rule wherever it stands",
        ),
        pytest.param(
            "茶艺师考核办法\n一、有下列情形之一的，每次扣3分：\n1、茶具不洁；\n2、迟到。\n二、打碎茶具扣5分。",
            """
            岗位 茶艺师
              考核
                § 有下列情形之一的，每次扣3分
                  1、茶具不洁；
                    扣 3 分/次（有下列情形之一的，每次）
                  2、迟到。
                    扣 3 分/次（有下列情形之一的，每次）
                二、打碎茶具扣5分。
                  扣 5 分（打碎茶具）
            """,
            id="a lead-in's consequence holds for what stands below it",
        ),
        pytest.param(
            "茶艺师岗位职责\n1、清洗茶具。\n岗位禁止行为\n1、不准饮酒。",
            ["岗位 茶艺师", "  职责", "    1、清洗茶具。", "  标准", "    1、不准饮酒。"],
            id="prohibitions are standards",
        ),
        pytest.param(
            "茶艺师岗位职责\n1、清洗茶具。\n工作流程\n1、8:30开门。\n2、烧水。",
            ["岗位 茶艺师", "  职责", "    1、清洗茶具。"],
            id="a routine beside the duties is none",
        ),
        pytest.param(
            "茶艺师岗位职责\n1、协助收银员结账。\n2、完成店长交办的工作。",
            ["岗位 茶艺师", "  职责", "    1、协助收银员结账。", "    2、完成店长交办的工作。"],
            id="posts named in passing are no units",
        ),
        pytest.param(
            "机构设置及职责：\n1. 前厅部\n负责接待客人。\n2. 采购部\n日常采买和库房保管工作。\n负责人\n主任王小茶",
            """
            部门 前厅部
              职责
                d1 负责接待客人。
            部门 采购部
              职责
                d1 日常采买和库房保管工作。
            """,
            id="bodies as headings of paragraphs; who holds a post is no duty",
        ),
        pytest.param(
            "某局设下列内设机构：\n（一）办公室。负责机关日常运转，承担信息工作。\n（二）种植科（农药科）。起草种植业规划，指导种植。"
            "\n机关党委。负责机关的党群工作。\n第五条 某局行政编制38名。",
            """
            部门 办公室
              职责
                （一）负责机关日常运转，承担信息工作。  [? 0.80]
            部门 种植科
              职责
                （二）起草种植业规划，指导种植。  [? 0.80]
            部门 机关党委
              职责
                d1 负责机关的党群工作。  [? 0.80]
            """,
            id="bodies of an authority, one unnumbered",
        ),
        pytest.param(
            "茶楼岗位职责汇编\n第一章 前厅部\n第一节 茶艺师\n1.1 冲泡茶水。\n1.2 清洗茶具。\n第二节 收银员"
            "\n2.1 结账收款。\n2.2 核对账目。\n第二章 保洁部\n第一节 保洁员\n1.1 负责楼道清扫。\n1.2 倾倒垃圾。",
            """
            岗位 茶艺师
              部门：前厅部
              所在标题：茶楼岗位职责汇编 › 前厅部
              职责
                1.1 冲泡茶水。
                1.2 清洗茶具。
            岗位 收银员
              部门：前厅部
              所在标题：茶楼岗位职责汇编 › 前厅部
              职责
                2.1 结账收款。
                2.2 核对账目。
            岗位 保洁员
              部门：保洁部
              所在标题：茶楼岗位职责汇编 › 保洁部
              职责
                1.1 负责楼道清扫。
                1.2 倾倒垃圾。
            """,
            id="the one post of a body",
        ),
        pytest.param(
            "前厅岗位考核细则\n一、茶艺师\n职责：\n1、冲泡茶水。\n2、清洗茶具。\n考核：\n1、茶具不洁扣1分。\n二、收银员\n职责："
            "\n1、结账收款。\n2、核对账目。\n考核：\n1、差错一次扣5分。",
            """
            岗位 茶艺师
              所在标题：前厅岗位考核细则
              职责
                1、冲泡茶水。
                2、清洗茶具。
              考核
                1、茶具不洁扣1分。
                  → 职责 2
                  扣 1 分（茶具不洁）
            岗位 收银员
              所在标题：前厅岗位考核细则
              职责
                1、结账收款。
                2、核对账目。
              考核
                1、差错一次扣5分。
                  扣 5 分/次（差错一次）
            """,
            id="posts over sections below a title of rules",
        ),
        pytest.param(
            "茶楼工作人员岗位职责\n店长 王小茶：主持茶楼工作，分管财务。\n茶艺师 李小壶：负责冲泡茶水；"
            "\n收银员 张小珠：负责结账收款。",
            """
            岗位 店长
              任职者：王小茶
              所在标题：茶楼工作人员岗位职责
              职责
                d1 主持茶楼工作，分管财务。
            岗位 茶艺师
              任职者：李小壶
              所在标题：茶楼工作人员岗位职责
              职责
                d1 负责冲泡茶水；
            岗位 收银员
              任职者：张小珠
              所在标题：茶楼工作人员岗位职责
              职责
                d1 负责结账收款。
            """,
            id="posts with their persons",
        ),
        pytest.param(
            "岗位：茶艺师\n主要职责\n职责一：茶具管理（60%）\n1、清洗茶具。\n2、清点茶具。\n职责二：接待"
            "\n1、引导入座。",
            """
            岗位 茶艺师
              职责
                § 茶具管理（60%）
                  d1 1、清洗茶具。
                  2、清点茶具。
                § 接待
                  d3 1、引导入座。
            """,
            id="numbered duties above their tasks",
        ),
        pytest.param(
            "茶叶\n保管科属于茶厂下设的一级科室。\n主要工作有：\n1.负责茶叶入库；\n2.检查库房温度；\n3.清点茶叶；"
            "\n4.编制盘点表。",
            """
            部门 保管科  [? 0.60 unlabelled]
              概述：保管科属于茶厂下设的一级科室。
              职责
                § 主要工作有
                  1. 负责茶叶入库；  [? 0.80]
                  2. 检查库房温度；  [? 0.80]
                  3. 清点茶叶；  [? 0.80]
                  4. 编制盘点表。  [? 0.80]
            """,
            id="a body defined by a sentence",
        ),
        pytest.param(
            "关于加强茶园防火的通知\n各茶场：\n现将有关要求通知如下，请认真贯彻执行。\n一、加强巡查。\n二、清理枯枝。"
            "\n三、开展演练。\n四、检查设备。",
            [],
            id="a circular",
        ),
        pytest.param(
            "茶楼员工岗位说明书1. 岗位概述茶楼员工是前台的服务人员，负责日常接待。2. 岗位职责1) 接待茶客；2) 冲泡茶水。"
            "3. 岗位考核标准茶楼员工的工作业绩按以下标准评定：1) 满意度：根据调查评定；2) 整洁度：根据检查评定。",
            """
            岗位 茶楼员工
              概述：茶楼员工是前台的服务人员，负责日常接待。
              职责
                1) 接待茶客；
                2) 冲泡茶水。
              考核
                1) 满意度：根据调查评定；
                  → 职责 1)
                2) 整洁度：根据检查评定。
            """,
            id="labels that run into their sentences; staff of one place are a post",
        ),
        pytest.param(
            "目录\n茶艺师岗位职责 (1)\n收银员岗位职责 (2)\n茶艺师岗位职责\n1、冲泡茶水。\n2、清洗茶具。\n收银员岗位职责"
            "\n1、结账收款。\n2、核对账目。",
            """
            岗位 茶艺师
              职责
                1、冲泡茶水。
                2、清洗茶具。
            岗位 收银员
              职责
                1、结账收款。
                2、核对账目。
            """,
            id="a table of contents with its pages in brackets",
        ),
        pytest.param(
            "员工处罚制度\n1、应按时上班，迟到罚款5元。\n2、应保持整洁，违反罚款5元。\n3、不得吸烟，违反罚款20元。"
            "\n4、不得离岗，违反罚款10元。\n5、应按公司制度处理其他事项。",
            """
            岗位 员工
              考核
                1、应按时上班，迟到罚款5元。
                  罚 5 元（应按时上班，迟到）
                2、应保持整洁，违反罚款5元。
                  罚 5 元（应保持整洁，违反）
                3、不得吸烟，违反罚款20元。
                  罚 20 元（不得吸烟，违反）
                4、不得离岗，违反罚款10元。
                  罚 10 元（不得离岗，违反）
            """,
            id="rules that begin as duties do",
        ),
        pytest.param(
            "茶艺师考核办法\n1、茶具不洁扣1分。\n2、打碎茶具扣5分。\n90分以上为优秀，80-89分为良好。",
            """
            岗位 茶艺师
              考核
                1、茶具不洁扣1分。
                  扣 1 分（茶具不洁）
                2、打碎茶具扣5分。
                  扣 5 分（打碎茶具）
            等级
              优秀：≥ 90
              良好：80–89
            """,
            id="grade bands behind the rules",
        ),
        pytest.param(
            "保安岗位职责\n1、值班。\n考核等级：优秀（90分及以上）、良好（80-89分）、合格（60-79分）、不合格（60分以下）。",
            """
            岗位 保安
              职责
                1、值班。
            等级
              优秀：≥ 90
              良好：80–89
              合格：60–79
              不合格：≤ 60
            """,
            id="a scale below the duties",
        ),
        pytest.param(
            "保安岗位职责\n1、值班。\n考核等级：90分以上为优秀，80—89分为良好，60—79分为合格，60分以下为不合\n格。",
            """
            岗位 保安
              职责
                1、值班。
            等级
              优秀：≥ 90
              良好：80–89
              合格：60–79
            """,
            id="a word broken off at the end of a line",
        ),
        pytest.param(
            "人事专员岗位说明书\n第一部分 岗位职责\n1. 招聘：完成招聘计划。\n第二部分 考核办法\n1. 少招1人扣2分。",
            """
            岗位 人事专员
              职责
                1. 招聘：完成招聘计划。
              考核
                1. 少招1人扣2分。
                  扣 2 分/人（少招1人）
            """,
            id="numbered parts",
        ),
    ],
)
def test_lists(manual: str, wanted: str | list[str]) -> None:
    assert shown(manual) == (wanted if isinstance(wanted, list) else listed(wanted))
