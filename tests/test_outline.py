"""How enumerators nest: a text in, its outline as an indented list out (see outline_language)."""

from __future__ import annotations

import pytest

from .outline_language import outlined


def listed(text: str) -> list[str]:
    """The lines of an outline as it is written in the tables: the common margin is no indentation."""
    rows = [row for row in text.split("\n") if row.strip()]
    margin = min(len(row) - len(row.lstrip(" ")) for row in rows)
    return [row[margin:].rstrip() for row in rows]


NESTED = """
    一、 采购
      （一） 询价
        1. 向三家供应商询价。
          ① 每家留下联系人。
          ② 报价存档。
        2. 比较价格。
      （二） 验收
        1. 清点数量。
        2. 抽检质量。
    二、 仓储
      （一） 入库
        1. 填写入库单。
        2. 登记台账。
    """


@pytest.mark.parametrize("between", ["\n", " ", ""], ids=["a line each", "in one line", "in one line without blanks"])
def test_five_forms_nest(between: str) -> None:
    typed = between.join(line.strip().replace(" ", "") for line in NESTED.split("\n") if line.strip())
    assert outlined(typed) == listed(NESTED)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "1、负责采购：（1）询价；（2）比价。2、负责仓储：（1）入库。",
            """
            1、 负责采购：
              （1） 询价；
              （2） 比价。
            2、 负责仓储：
              （1） 入库。
            """,
            id="two levels in one line, parted by semicolons",
        ),
        pytest.param(
            "<1>开门：(1)开锁；(2)开灯。<2>温度<5度时停业。<3>清点现金。",
            """
            <1> 开门：
              (1) 开锁；
              (2) 开灯。
            <2> 温度<5度时停业。
            <3> 清点现金。
            """,
            id="<1> with (1) inside, beside a less-than sign",
        ),
        pytest.param(
            "1、清洗：①餐具；②灶具。\n2、消毒：①餐具；②抹布。",
            """
            1、 清洗：
              ① 餐具；
              ② 灶具。
            2、 消毒：
              ① 餐具；
              ② 抹布。
            """,
            id="circled numbers begin again under each item",
        ),
        pytest.param(
            "（1）清洗\n1）餐具\n2）灶具\n（2）消毒",
            """
            （1） 清洗
              1） 餐具
              2） 灶具
            （2） 消毒
            """,
            id="1) stands below (1)",
        ),
        pytest.param(
            "一、卫生\n1、扫地。\n（1）前厅。\n（2）后厨。\n2、擦窗。\n二、安全\n1、锁门。",
            """
            一、 卫生
              1、 扫地。
                （1） 前厅。
                （2） 后厨。
              2、 擦窗。
            二、 安全
              1、 锁门。
            """,
            id="a level left out",
        ),
        pytest.param(
            "A.扫地\na)每天两次\nb)用湿拖把\nB.擦窗\na)每周一次",
            """
            A. 扫地
              a) 每天两次
              b) 用湿拖把
            B. 擦窗
              a) 每周一次
            """,
            id="letters, large and small",
        ),
        pytest.param(
            "1、清洗\n(i)餐具\n(ii)灶具\n(iii)桌布\n(iv)台面\n(v)地面\n2、消毒",
            """
            1、 清洗
              (i) 餐具
              (ii) 灶具
              (iii) 桌布
              (iv) 台面
              (v) 地面
            2、 消毒
            """,
            id="roman numbers are no letters",
        ),
        pytest.param(
            "第一章 总则\n第一条 为规范管理，制定本办法。\n第二章 职责\n第二条 店长管理门店。\n"
            "第三条 店员履行下列职责：\n（一）接待顾客；\n（二）整理货架。",
            """
            第一章 总则
              第一条 为规范管理，制定本办法。
            第二章 职责
              第二条 店长管理门店。
              第三条 店员履行下列职责：
                （一） 接待顾客；
                （二） 整理货架。
            """,
            id="articles are counted through the chapters",
        ),
    ],
)
def test_levels(text: str, wanted: str) -> None:
    assert outlined(text) == listed(wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "3 职责\n3.1 店长\n3.1.1 管理门店。\n3.1.2 排班。\n3.2 店员\n3.2.1 接待顾客。",
            """
            3 职责
              3.1 店长
                3.1.1 管理门店。
                3.1.2 排班。
              3.2 店员
                3.2.1 接待顾客。
            """,
            id="three places",
        ),
        pytest.param(
            "3.1扫地。3.2擦窗。3.2.1内窗。3.2.2外窗。3.3浇花。",
            """
            3.1 扫地。
            3.2 擦窗。
              3.2.1 内窗。
              3.2.2 外窗。
            3.3 浇花。
            """,
            id="in one line, without the level above",
        ),
        pytest.param(
            "1、损耗率\n1.1 每超0.5%扣1分。\n1.2 每低0.5%加1分。\n2、出品",
            """
            1、 损耗率
              1.1 每超0.5%扣1分。
              1.2 每低0.5%加1分。
            2、 出品
            """,
            id="below 1、 and beside decimal amounts",
        ),
    ],
)
def test_decimals(text: str, wanted: str) -> None:
    assert outlined(text) == listed(wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "1、扫地。\n3、擦窗。\n4、浇花。\n4、倒垃圾。\n6、锁门。",
            ["1、 扫地。", "3、 擦窗。", "4、 浇花。", "4、 倒垃圾。", "6、 锁门。"],
            id="left out and repeated, a line each",
        ),
        pytest.param(
            "1、扫地。3、擦窗。4、浇花。4、倒垃圾。6、锁门。",
            ["1、 扫地。", "3、 擦窗。", "4、 浇花。", "4、 倒垃圾。", "6、 锁门。"],
            id="left out and repeated, in one line",
        ),
        pytest.param("2、擦窗。\n3、浇花。", ["2、 擦窗。", "3、 浇花。"], id="the first is missing"),
        pytest.param("1.扫地\n2、擦窗\n3．浇花", ["1. 扫地", "2、 擦窗", "3. 浇花"], id="stop and comma in turn"),
        pytest.param(
            "1、扫地。\n2、擦窗。\n5、浇花。\n3、锁门。\n4、关灯。",
            ["1、 扫地。", "2、 擦窗。", "5、 浇花。", "3、 锁门。", "4、 关灯。"],
            marks=pytest.mark.xfail(reason="a line with a number too high goes on the item before"),
            id="a number out of its turn",
        ),
        pytest.param(
            "一、卫生\n1、扫地。\n一、安全\n1、锁门。",
            ["一、 卫生", "  1、 扫地。", "一、 安全", "  1、 锁门。"],
            marks=pytest.mark.xfail(reason="the item below the first 一、 is taken for its sibling"),
            id="the same number for two headings",
        ),
    ],
)
def test_mistyped_numbers(text: str, wanted: list[str]) -> None:
    assert outlined(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "一、卫生\n1、扫地。\n2、擦窗。\n二、安全\n3、锁门。\n4、关灯。",
            """
            一、 卫生
              1、 扫地。
              2、 擦窗。
            二、 安全
              3、 锁门。
              4、 关灯。
            """,
            id="numbered through the headings",
        ),
        pytest.param(
            "一、卫生\n1、扫地。\n2、擦窗。\n二、安全\n1、锁门。\n2、关灯。",
            """
            一、 卫生
              1、 扫地。
              2、 擦窗。
            二、 安全
              1、 锁门。
              2、 关灯。
            """,
            id="from one under each heading",
        ),
        pytest.param(
            "岗位职责\n1、扫地。\n2、擦窗。\n工作标准\n1、地面无纸屑。\n2、窗户明亮。",
            """
            # 岗位职责
              1、 扫地。
              2、 擦窗。
            # 工作标准
              1、 地面无纸屑。
              2、 窗户明亮。
            """,
            id="from one under each label",
        ),
        pytest.param(
            "一、地面\n（一）前厅\n1、扫地。\n（二）后厨\n2、拖地。\n二、门窗\n（三）门\n3、锁门。",
            """
            一、 地面
              （一） 前厅
                1、 扫地。
              （二） 后厨
                2、 拖地。
            二、 门窗
              （三） 门
                3、 锁门。
            """,
            id="two levels numbered through",
        ),
        pytest.param(
            "1、早班①开门②点货2、晚班①盘点②关门",
            """
            1、 早班
              ① 开门
              ② 点货
            2、 晚班
              ① 盘点
              ② 关门
            """,
            id="from one again, in one line without punctuation",
        ),
        pytest.param(
            "一、茶艺师职责\n1、泡茶。\n2、扫地。\n茶艺师考核\n1、迟到扣2分。\n二、店长职责\n1、排班。\n2、盘点。",
            """
            一、 茶艺师职责
              1、 泡茶。
              2、 扫地。
              # 茶艺师考核
                1、 迟到扣2分。
            二、 店长职责
              1、 排班。
              2、 盘点。
            """,
            id="numbered through the title of a unit inside",
        ),
        pytest.param(
            "岗位职责\n卫生方面：\n1、扫地。\n2、擦窗。\n安全方面：\n3、锁门。\n4、关灯。",
            """
            # 岗位职责
              # 卫生方面：
                1、 扫地。
                2、 擦窗。
              # 安全方面：
                3、 锁门。
                4、 关灯。
            """,
            marks=pytest.mark.xfail(reason="an unnumbered heading inside a running count goes on the item before"),
            id="numbered through unnumbered headings",
        ),
    ],
)
def test_numbering_across_headings(text: str, wanted: str) -> None:
    assert outlined(text) == listed(wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("●扫地\n●擦窗", ["● 扫地", "● 擦窗"], id="full circles"),
        pytest.param("岗位职责\n—扫地\n—擦窗", ["# 岗位职责", "  — 扫地", "  — 擦窗"], id="dashes below a label"),
        pytest.param("★扫地\n☆内窗\n☆外窗\n★浇花", ["★ 扫地", "  ☆ 内窗", "  ☆ 外窗", "★ 浇花"], id="two forms nest"),
        pytest.param(
            "1、清洗\n•餐具\n•灶具\n2、消毒\n•餐具",
            ["1、 清洗", "  • 餐具", "  • 灶具", "2、 消毒", "  • 餐具"],
            id="below numbers",
        ),
        pytest.param("\uf06c扫地\n\uf06c擦窗", ["• 扫地", "• 擦窗"], id="characters of a symbol font"),
        pytest.param(
            "• 第一条 扫地。\n• 第二条 擦窗。",
            ["• 第一条 扫地。", "• 第二条 擦窗。"],
            id="a number behind a bullet is the number",
        ),
        pytest.param(
            "• 第一章 卫生\n• 第一条 扫地。\n• 第二条 擦窗。\n• 第二章 安全\n• 第三条 锁门。",
            ["• 第一章 卫生", "  • 第一条 扫地。", "  • 第二条 擦窗。", "• 第二章 安全", "  • 第三条 锁门。"],
            id="numbers behind bullets nest",
        ),
    ],
)
def test_bullets(text: str, wanted: list[str]) -> None:
    assert outlined(text) == wanted


@pytest.mark.parametrize(
    "marks",
    [
        pytest.param(("甲、", "乙、"), id="stems"),
        pytest.param(("Ⅰ、", "Ⅱ、"), id="roman numbers of one character"),
        pytest.param(("⑴", "⑵"), id="bracketed numbers of one character"),
        pytest.param(("㈠", "㈡"), id="bracketed ideographs of one character"),
        pytest.param(("⑴、", "⑵、"), id="bracketed numbers of one character and a comma"),
        pytest.param(("⒈", "⒉"), id="numbers with a stop in one character"),
        pytest.param(("第一条", "第二条"), id="articles"),
        pytest.param(("第1条", "第2条"), id="articles in digits"),
        pytest.param(("1，", "2，"), id="a comma behind"),
        pytest.param(("1：", "2："), id="a colon behind"),
        pytest.param(("[1]", "[2]"), id="square brackets"),
        pytest.param(("1", "2"), id="nothing behind"),
        pytest.param(("十九、", "二十、"), id="tens in ideographs"),
        pytest.param(("一）", "二）"), id="一）"),
        pytest.param(("一)、", "二)、"), id="一)、"),
        pytest.param(("【1】", "【2】"), id="【1】"),
        pytest.param(("i.", "ii."), id="roman, unbracketed"),
    ],
)
def test_forms_of_enumerators(marks: tuple[str, str]) -> None:
    first, second = (mark + " " * (mark[-1] == "条") for mark in marks)
    assert outlined(f"{first}扫地。\n{second}擦窗。") == [f"{marks[0]} 扫地。", f"{marks[1]} 擦窗。"]


@pytest.mark.parametrize(
    ("painted", "wanted"),
    [
        pytest.param(
            ["一、", "（一）", "（二）", "二、"], ["一、 甲", "  （一） 乙", "  （二） 丙", "二、 丁"], id="typed forms"
        ),
        pytest.param(["1.", "1)", "2)", "2."], ["1. 甲", "  1) 乙", "  2) 丙", "2. 丁"], id="digits under digits"),
        pytest.param(["•@0", "1.@1", "2.@1", "•@0"], ["• 甲", "  1. 乙", "  2. 丙", "• 丁"], id="numbers in bullets"),
        pytest.param(
            ["1.@0", "1.@1", "2.@1", "2.@0"], ["1. 甲", "  1. 乙", "  2. 丙", "2. 丁"], id="one form at two levels"
        ),
        pytest.param(["1.", "•", "•", "2."], ["1. 甲", "  • 乙", "  • 丙", "2. 丁"], id="bullets"),
        pytest.param(
            ["第一章", "第一条", "第二章", "第二条"],
            ["第一章 甲", "  第一条 乙", "第二章 丙", "  第二条 丁"],
            id="articles",
        ),
    ],
)
def test_numbers_painted_by_word(painted: list[str], wanted: list[str]) -> None:
    names = {"甲": "清洗餐具", "乙": "保养灶具", "丙": "整理台面", "丁": "消毒抹布"}
    assert outlined("\n".join(names.values()), painted) == [line[:-1] + names[line[-1]] for line in wanted]


@pytest.mark.parametrize("form", ["({})", "{}."])
def test_letters_that_could_be_roman_numbers(form: str) -> None:
    lines = [f"{form.format(letter)} 清洗{letter}号餐具。" for letter in "abcdefghijk"]
    assert outlined("\n".join(lines)) == lines


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "1、每年盘点两次：\n6月30日一次；\n12月31日一次。\n2、上报结果。",
            ["1、 每年盘点两次：", "  ~ 6月30日一次；", "  ~ 12月31日一次。", "2、 上报结果。"],
            id="dates at the beginning of lines",
        ),
        pytest.param(
            "一、卫生工作\n负责前厅和后厨的卫生。\n二、安全工作\n负责锁门。",
            ["一、 卫生工作", "  ~ 负责前厅和后厨的卫生。", "二、 安全工作", "  ~ 负责锁门。"],
            id="a paragraph below a numbered heading",
        ),
        pytest.param(
            "1、扫地。\n2024年起每周浇花。\n2、擦窗。",
            ["1、 扫地。", "  ~ 2024年起每周浇花。", "2、 擦窗。"],
            id="a year",
        ),
        pytest.param("1、\n2、擦窗。", ["1、", "2、 擦窗。"], id="an item left blank"),
        pytest.param(
            "1、一、二年级的教学。\n2、三、四年级的教学。",
            ["1、 一、二年级的教学。", "2、 三、四年级的教学。"],
            marks=pytest.mark.xfail(reason="一、 right behind 1、 is taken for a level of its own"),
            id="ideographs that count, right behind the number",
        ),
    ],
)
def test_what_stands_below_an_item(text: str, wanted: list[str]) -> None:
    assert outlined(text) == wanted


def test_a_long_list() -> None:
    lines = [f"{k}、清洗第{k}号池。" for k in range(1, 150)]
    assert outlined("\n".join(lines)) == [line.replace("、", "、 ", 1) for line in lines]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "1、迟到的扣绩效\n10\n分；早退的扣\n5\n分。\n2、擦窗。",
            ["1、 迟到的扣绩效10分；早退的扣5分。", "2、 擦窗。"],
            id="a line for each number",
        ),
        pytest.param("1、每月盘点\n2\n次", ["1、 每月盘点2次"], id="the sentence ends with the unit"),
        pytest.param(
            "1、扫地\n10\n2、擦窗\n5", ["1、 扫地", "  ~ 10", "2、 擦窗", "  ~ 5"], id="numbers that count nothing"
        ),
        pytest.param("1、扫地。\n10\n分", ["1、 扫地。", "  ~ 10分"], id="a sentence that has ended"),
        pytest.param(
            "岗位职责\n1\n扫地\n2\n擦窗", ["# 岗位职责", "  ~ 1", "  ~ 扫地", "  ~ 2", "  ~ 擦窗"], id="a list"
        ),
    ],
)
def test_sentences_broken_around_their_numbers(text: str, wanted: list[str]) -> None:
    assert outlined(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "岗位职责：\n1、扫地。\n工作标准：\n1、地面无纸屑。\n茶会时段：\n1、摆放茶具。",
            """
            # 岗位职责：
              1、 扫地。
            # 工作标准：
              1、 地面无纸屑。
            # 茶会时段：
              1、 摆放茶具。
            """,
            id="a label that no bank knows, beside two that look like it",
        ),
        pytest.param(
            "店长：\n管理全店。\n收银员：\n收款。\n后厨帮手：\n洗碗。",
            """
            # 店长：
              ~ 管理全店。
            # 收银员：
              ~ 收款。
            # 后厨帮手：
              ~ 洗碗。
            """,
            id="a name that no bank knows, beside two that look like it",
        ),
        pytest.param(
            "店长：\n管理全店。\n后厨帮手：\n洗碗。",
            ["# 店长：", "  ~ 管理全店。", "  ~ 后厨帮手：", "  ~ 洗碗。"],
            id="one is no custom",
        ),
        pytest.param("后厨帮手：\n洗碗。", ["~ 后厨帮手：", "~ 洗碗。"], id="alone it is text"),
    ],
)
def test_headings_beside_others_of_their_look(text: str, wanted: str | list[str]) -> None:
    assert outlined(text) == (wanted if isinstance(wanted, list) else listed(wanted))
