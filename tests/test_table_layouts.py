"""Tables of less usual layouts: posts over their rows, levels with their points, persons without posts, registers."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook

from .docx_builder import p, package, tbl, tc, tr
from .test_recognise import shown, table

WHOLE = '<w:gridSpan w:val="3"/>'


def units(lines: list[str]) -> list[str]:
    return [line for line in lines if not line.startswith(" ")]


def items(lines: list[str]) -> list[str]:
    """The items of an outline, less their numbers."""
    return [line.split(maxsplit=1)[1] for line in lines if line.strip()[:2] in ("d1", "d2", "s1", "s2", "r1", "r2")]


def test_a_row_over_the_whole_width_names_the_post_below_its_header() -> None:
    manual = package(
        tbl(
            tr(*map(tc, ["岗位职责", "工作标准", "扣罚细则"])),
            tr(tc("一、茶艺师（直接上级：店长）", WHOLE)),
            tr(*map(tc, ["冲泡客人点的茶。", "三分钟内送到。", "迟送一次扣2分。"])),
            tr(tc("二、收银员（直接上级：会计）", WHOLE)),
            tr(*map(tc, ["结账收款。", "日清日结。", "差错一次扣5分。"])),
        )
    )
    lines = shown(manual, "a.docx")
    assert units(lines) == ["岗位 茶艺师", "岗位 收银员"]
    assert [line.strip() for line in lines if "上级" in line] == ["直接上级：店长", "直接上级：会计"]
    assert items(lines)[:3] == ["冲泡客人点的茶。", "三分钟内送到。", "迟送一次扣2分。"]


def test_points_below_nothing_are_those_of_levels() -> None:
    manual = package(
        p("茶艺师绩效考核表")
        + table_of(
            ["序号", "项目", "情形", "分值"],
            ["1", "上茶", "提前送到并受夸奖", "5"],
            ["2", "上茶", "按时送到", "0"],
            ["3", "上茶", "晚送到", "-5"],
        )
    )
    told = [line.strip() for line in shown(manual, "a.docx")]
    assert [line for line in told if line.startswith(("得", "扣"))] == ["得 5 分", "得 0 分", "扣 5 分"]


def test_weights_of_rows_add_up_to_those_of_their_group() -> None:
    manual = table(
        ["考核项目", "考核指标", "权重", "评分标准"],
        ["工作业绩（70%）", "上茶及时率≥95%", "40%", "每低1%扣2分"],
        ["工作业绩（70%）", "客人满意度≥90分", "30%", "每低1分扣1分"],
        ["工作态度（30%）", "全勤", "30%", "迟到一次扣1分"],
    )
    told = [line.strip() for line in shown(manual, "茶艺师考核表.docx")]
    assert [line for line in told if line.startswith("权重")] == ["权重：40 %", "权重：30 %", "权重：30 %"]
    assert [line for line in told if line.startswith(("s", "目标", "指标"))] == [
        "s1 上茶及时率≥95%",
        "指标：上茶及时率 ≥ 95 %",
        "s2 客人满意度≥90分",
        "指标：客人满意度 ≥ 90 分",
        "s3 全勤",
    ]


def test_an_unknown_column_of_targets_holds_standards() -> None:
    manual = table(
        ["岗位", "职责", "SLA", "奖惩"],
        ["茶艺师", "上茶", "3分钟内送到", "超时一次扣2分"],
        ["收银员", "结账", "差错率0%", "差错一次扣5分"],
    )
    told = [line.strip() for line in shown(manual, "a.docx")]
    assert [line for line in told if line[:2] == "s1"] == ["s1 3分钟内送到", "s1 差错率0%"]


def test_a_sheet_named_as_the_post_in_its_title() -> None:
    book = Workbook()
    for name in ("茶艺师", "收银员"):
        sheet = book.create_sheet(name)
        for row in ([f"{name}绩效考核评分表（2024年 月）"], ["考核项目", "评分标准"], ["上茶", "每迟一次扣2分"]):
            sheet.append(row)
        sheet.merge_cells("A1:B1")
    del book["Sheet"]
    data = BytesIO()
    book.save(data)
    assert units(shown(data.getvalue(), "考核.xlsx")) == ["岗位 茶艺师", "岗位 收银员"]


def test_one_number_behind_the_word_of_a_level() -> None:
    manual = package(
        p("茶艺师评价表")
        + table_of(
            ["评价项目", "优（20分）", "中（12分）", "差（6分）"],
            ["服务态度", "主动热情待客", "态度比较平淡", "冷落进店客人"],
            ["茶具卫生", "茶具光洁如新", "茶具稍有茶渍", "茶具满是茶渍"],
        )
    )
    told = [line.strip() for line in shown(manual, "a.docx")]
    assert [line for line in told if line.startswith("得")] == ["得 20 分", "得 12 分", "得 6 分"] * 2


def test_persons_without_posts_are_a_unit_each() -> None:
    manual = table(
        ["姓名", "电话", "业务内容"],
        ["王小青", "02-33660000", "负责茶叶采购"],
        ["李大白", "02-33660001", "负责茶具保管"],
    )
    lines = shown(manual, "a.docx")
    assert len(units(lines)) == 2
    assert items(lines) == ["负责茶叶采购", "负责茶具保管"]


def test_two_holders_of_one_post_are_two_units() -> None:
    manual = table(
        ["姓名", "职称", "业务内容"],
        ["王小青", "茶艺师", "负责茶叶采购"],
        ["李大白", "茶艺师", "负责茶具保管"],
    )
    assert units(shown(manual, "a.docx")) == ["岗位 茶艺师", "岗位 茶艺师"]


def test_a_roster_states_nothing_of_the_post_above_it() -> None:
    manual = package(
        p("茶艺师岗位职责")
        + p("1、冲泡客人点的茶。")
        + p("2、清洗茶具。")
        + table_of(["日期", "早班", "晚班"], ["7月1日", "王小青", "李大白"], ["7月2日", "李大白", "王小青"])
    )
    assert [line.strip() for line in shown(manual, "a.docx")[2:]] == ["1、冲泡客人点的茶。", "2、清洗茶具。"]


def test_the_shorter_of_two_columns_called_rules_says_how_it_is_found_out() -> None:
    manual = package(
        p("茶艺师考评表")
        + table_of(
            ["工作要求", "考核方法", "评分标准"],
            ["每天营业之前清洗全部茶具并且消毒", "现场查看", "未清洗扣5分"],
            ["每月盘点茶叶一次并且登记在册备查", "查阅台账", "未盘点扣3分"],
        )
    )
    assert "现场查看" not in " ".join(shown(manual, "a.docx"))


def table_of(*rows: list[str]) -> str:
    return tbl(*(tr(*map(tc, row)) for row in rows))


def test_a_form_begins_anew_in_the_same_table() -> None:
    def form(post: str, *duties: str) -> list[list[str]]:
        head = ["岗位名称", post, "所属部门", "前厅部"]
        return [
            head,
            ["序号", "工作内容", "完成标准", "备注"],
            *([str(k), one, "及时", ""] for k, one in enumerate(duties, 1)),
        ]

    rows = [*form("店长", "安排排班", "检查卫生"), *form("茶艺师", "清洗茶具", "冲泡茶水")]
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    made = shown(f"<html><body><table>{cells}</table></body></html>", "a.html")
    posts = [line for line in made if line.startswith("岗位") or "清洗" in line or "排班" in line]
    assert posts == ["岗位 店长", "    d1 安排排班", "岗位 茶艺师", "    d1 清洗茶具"]


def test_a_row_of_points_alone_below_a_group_is_no_item() -> None:
    rows = [["项目", "序号", "标准", "分值"], ["安全", "1", "每日检查消防器材", "5"], ["", "", "", "10"]]
    assert items(shown(package(p("仓管员岗位职责") + table_of(*rows)), "a.docx")) == ["每日检查消防器材"]
