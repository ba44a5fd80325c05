"""What headings, labels and names mean by the built-in banks."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor import banks
from extractor.lexicon import Lexicon, Title, lexicon
from extractor.text import Text


@pytest.fixture
def words() -> Lexicon:
    return lexicon(banks.load())


@pytest.mark.parametrize(
    ("label", "at", "means"),
    [
        pytest.param("岗位职责", "heading", ("duty",), id="a section of duties"),
        pytest.param("【岗 位 职 责】：", "heading", ("duty",), id="blanks, brackets and a colon"),
        pytest.param("工作标准", "heading", ("standard",), id="a section of standards"),
        pytest.param("考核办法", "heading", ("score_rule",), id="a section of rules"),
        pytest.param("任职资格", "heading", ("qualification",), id="qualifications"),
        pytest.param("职责与工作标准", "heading", ("duty", "standard"), id="two labels joined"),
        pytest.param("工作流程", "heading", ("outside",), id="a routine belongs to nobody"),
        pytest.param("岗位名称", "field", ("name",), id="a field"),
        pytest.param("岗位名称", "heading", (), id="a field is no heading"),
        pytest.param("分值", "column", ("points",), id="a column of points"),
        pytest.param("分值", "heading", (), id="which is no heading"),
        pytest.param("考核内容", "column", ("standard",), id="in a table: what is looked for"),
        pytest.param("考核内容", "heading", ("score_rule",), id="above a list: the rules"),
        pytest.param("考核指标", "column", ("group",), id="in a table: what the row is about"),
        pytest.param("考核指标", "heading", ("kpi",), id="above a list: indicators"),
        pytest.param("备注", "column", ("blank",), id="a column to be filled in"),
        pytest.param("茶具清单", "heading", (), id="no label"),
        pytest.param("岗位工资", "heading", (), id="a word beside a label"),
    ],
)
def test_labels(words: Lexicon, label: str, at: str, means: tuple[str, ...]) -> None:
    assert words.label(label, at) == means


def parts(title: Title) -> tuple[tuple[str, ...], str | None, str | None]:
    return title.means, None if title.name is None else title.name.value, title.kind


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        pytest.param("茶艺师岗位职责", (("duty",), "茶艺师", "role"), id="a post"),
        pytest.param("茶艺师考核表（2024年 月）", (("score_rule",), "茶艺师", "role"), id="a month to fill in"),
        pytest.param("茶艺师考核表（2024年第一季度）", (("score_rule",), "茶艺师", "role"), id="a quarter"),
        pytest.param("茶艺师的工作职责如下：", (("duty",), "茶艺师", "role"), id="in a sentence"),
        pytest.param("前厅部部门职能", (("duty",), "前厅部", "department"), id="a body"),
        pytest.param("《茶艺师岗位职责》（试行）", (("duty",), "茶艺师", "role"), id="a book's title, on trial"),
        pytest.param("某某茶业有限公司茶艺师岗位职责", (("duty",), "茶艺师", "role"), id="a company before it"),
        pytest.param("茶艺师岗位职责及考核办法", (("duty", "score_rule"), "茶艺师", "role"), id="two layers"),
        pytest.param("茶艺师岗位说明书", (("manual",), "茶艺师", "role"), id="a manual"),
        pytest.param("茶艺师、收银员岗位职责", (("duty",), "茶艺师、收银员", "role"), id="two posts of one block"),
        pytest.param("岗位职责", (("duty",), None, None), id="nobody"),
        pytest.param("各部门岗位职责", (("duty",), None, None), id="a name that names nobody"),
        pytest.param(
            "茶艺师岗位管理办法", (("manual", "regulation"), "茶艺师", "role"), id="岗位 is no part of the name"
        ),
        pytest.param(
            "2024年茶艺师岗位职责",
            (("duty",), "茶艺师", "role"),
            id="a year before it",
        ),
    ],
)
def test_titles(words: Lexicon, line: str, wanted: tuple[tuple[str, ...], str | None, str | None]) -> None:
    found = words.title(Text.of(line))
    assert found is not None
    assert parts(found) == wanted


@pytest.mark.parametrize("line", ["泡茶的步骤", "茶艺师每天清洗茶具。", "", "责"])
def test_no_title(words: Lexicon, line: str) -> None:
    assert words.title(Text.of(line)) is None


def test_a_title_keeps_the_places_of_its_name(words: Lexicon) -> None:
    source = "  【茶艺师】岗位职责"
    found = words.title(Text.of(source, 2))
    assert found is not None
    assert found.name is not None
    assert "".join(source[start:end] for start, end in found.name.spans()) == "茶艺师"


def test_holders_and_the_body_of_generic_posts(words: Lexicon) -> None:
    held = words.title(Text.of("茶艺师（王小茶、李小壶）岗位职责"))
    general = words.title(Text.of("前厅部各岗位职责"))
    assert held is not None
    assert general is not None
    assert [person.value for person in held.holders] == ["王小茶", "李小壶"]
    assert (general.name, general.generic, str(general.body)) == (None, True, "前厅部")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("茶艺师", "role"),
        ("财务部经理", "role"),
        ("经理助理", "role"),
        ("保安", "role"),
        ("全体员工", "role"),
        ("前厅部", "department"),
        ("总经理办公室", "department"),
        ("茶艺研究小组", "department"),
        ("负责泡茶", None),
        ("泡茶的人", None),
        ("各部门", None),
        ("茶叶", None),
        ("茶", None),
        ("茶艺师(早班)", "role"),
    ],
)
def test_kinds_of_names(words: Lexicon, name: str, kind: str | None) -> None:
    assert words.kind_of(name) == kind


@pytest.mark.parametrize(
    ("name", "person"),
    [("王小茶", True), ("欧阳小茶", True), ("茶艺师", False), ("茶叶", False), ("管理", False), ("杭州", False)],
)
def test_persons(words: Lexicon, name: str, person: bool) -> None:
    assert words.is_person(name) is person


@pytest.mark.parametrize(
    ("label", "means"),
    [
        pytest.param("迟到早退扣罚", "score_rule", id="what is taken"),
        pytest.param("用茶审批权", "authority", id="what may be decided"),
        pytest.param("茶艺专业知识", "qualification", id="what a person brings along"),
        pytest.param("仪容要求：", "standard", id="what is to be kept to, with a colon"),
        pytest.param("茶会任务", "duty", id="what is done"),
        pytest.param("店史介绍", "outside", id="what is none of the unit's"),
        pytest.param("茶会工作考核标准", "score_rule", id="rules go before standards and duties"),
        pytest.param("考核对象", None, id="the part must end the label"),
        pytest.param("每天清洗茶具，做好工作", None, id="a sentence"),
        pytest.param("职", None, id="one character"),
    ],
)
def test_labels_by_their_parts(words: Lexicon, label: str, means: str | None) -> None:
    assert words.by_parts(label) == means


@pytest.mark.parametrize(
    ("heading", "post"),
    [
        pytest.param("【杭州】某某茶业急招 茶艺师，两名", "茶艺师", id="behind a place and a company"),
        pytest.param("招聘收银员", "收银员", id="behind the word for seeking"),
        pytest.param("高级茶艺师 | 前厅 | 全职", "高级茶艺师", id="in front of a line"),
        pytest.param("加入某某茶业", None, id="no post at all"),
        pytest.param("招聘岗位", None, id="a word for any post"),
    ],
)
def test_the_post_of_an_advert(words: Lexicon, heading: str, post: str | None) -> None:
    found = words.post_inside(Text.of(heading))
    assert (None if found is None else found.value) == post


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        pytest.param("文明寝室卫生检查评分标准", "寝室", id="a place"),
        pytest.param("班级量化考核办法", "班级", id="a body of pupils"),
        pytest.param("学员奖惩规定", "学员", id="persons"),
        pytest.param("茶叶盘点办法", None, id="a thing"),
    ],
)
def test_whom_a_title_of_rules_is_about(words: Lexicon, title: str, subject: str | None) -> None:
    found = words.subject_in(Text.of(title))
    assert (None if found is None else found.value) == subject


@pytest.mark.parametrize("text", ["负责茶具的清洗", "协助店长", "组织培训", "每天清洗茶具", "完成交办的工作"])
def test_duties_begin_with_a_verb(words: Lexicon, text: str) -> None:
    assert words.starts_with_verb(text)


@pytest.mark.parametrize("text", ["茶具的清洗", "店长的助手", "九十分"])
def test_other_texts_do_not(words: Lexicon, text: str) -> None:
    assert not words.starts_with_verb(text)


def test_a_label_of_the_user_comes_first(tmp_path: Path) -> None:
    entry = "{id: mine, why: w, means: standard, at: [heading], words: [岗位职责], hits: [岗位职责], misses: [职责]}"
    path = tmp_path / "mine.yaml"
    path.write_text(f"kind: label\nentries:\n  - {entry}\n", encoding="utf-8")
    assert lexicon(banks.load((path,))).label("岗位职责", "heading") == ("standard",)


def test_a_generic_name_of_the_user_adds_to_the_built_in_ones(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    entry = "{id: mine, why: w, means: generic, pattern: ^茶人组$, hits: [茶人组], misses: [茶艺组]}"
    path.write_text(f"kind: name\nentries:\n  - {entry}\n", encoding="utf-8")
    words = lexicon(banks.load((path,)))
    assert [name for name in ("茶人组", "各部门", "茶艺师") if words.is_generic(name)] == ["茶人组", "各部门"]


def test_look_ups_are_made_once_for_the_same_banks() -> None:
    assert lexicon(banks.load()) is lexicon(banks.load())
