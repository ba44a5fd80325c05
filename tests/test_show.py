"""The outline of a document: plain lines for tests, wrapped and coloured ones for the eye."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pydantic import TypeAdapter

from extractor import export, schema
from extractor.columns import cut, width, wrap
from extractor.export import Line, outline
from extractor.export_words import effect_words, measure_words


def duty(name: str, number: str, text: str, group: tuple[str, ...] = (), confidence: float = 0.99) -> schema.DutyOut:
    return schema.DutyOut(id=name, number=number, group=group, text=text, spans=(), confidence=confidence, flags=())


def standard(name: str, number: str, text: str, duties: tuple[str, ...] = (), *measures: object) -> schema.StandardOut:
    base = duty(name, number, text).model_dump()
    return schema.StandardOut.model_validate({**base, "duties": duties, "measures": measures})


def rule(name: str, number: str, text: str, standards: tuple[str, ...] = (), *effects: object) -> schema.ScoreRuleOut:
    base = duty(name, number, text).model_dump()
    links = {"standards": standards, "duties": (), "measures": ()}
    return schema.ScoreRuleOut.model_validate({**base, **links, "effects": effects})


def measure(kind: str, **values: object) -> schema.MeasureOut:
    made: schema.MeasureOut = TypeAdapter(schema.MeasureOut).validate_python({"kind": kind, "spans": (), **values})
    return made


def effect(action: str, amount: object, unit: str | None = None, **values: object) -> schema.EffectOut:
    empty = {"per": None, "condition": None, "spans": ()}
    return schema.EffectOut.model_validate({**empty, "action": action, "amount": amount, "unit": unit, **values})


def unit(**fields: object) -> schema.UnitOut:
    """A post 茶艺师 of which only the given fields are known."""
    empty: dict[str, object] = dict.fromkeys(schema.UnitOut.model_fields, ())
    nothing = dict.fromkeys(("department", "level", "code", "summary"))
    known = {"id": "u1", "kind": "role", "name": "茶艺师", "confidence": 0.99, "spans": {}}
    relations = {"internal": (), "external": ()}
    return schema.UnitOut.model_validate({**empty, **nothing, **known, "relations": relations, **fields})


def document(*units: schema.UnitOut, **fields: object) -> schema.Document:
    """A document of these units."""
    ledger = {"characters": 0, "in_fields": 0, "structure": 0, "furniture": 0, "outside": 0, "unclaimed": ()}
    source = {"name": "a.txt", "sha256": "", "bytes": 0, "media_type": "text/plain", "reader": "txt"}
    return schema.Document.model_validate(
        {
            "schema_version": "1.0",
            "generator": {"name": "zhize", "version": "0", "banks": ""},
            "source": {**source, "script": None, "pages": None, "characters": 0},
            "status": "ok",
            "problems": (),
            "units": units,
            "grade_bands": (),
            "ledger": ledger,
            **fields,
        }
    )


# ------------------------------------------------------------------ the outline


def test_a_unit_with_its_three_layers() -> None:
    quick = measure("duration", op="<=", value=3, unit="minute")
    shown = outline(
        document(
            unit(
                department="茶饮部",
                holders=("林小满", "贺兰亭"),
                duties=(duty("d1", "1.", "冲泡客人点的茶。"), duty("d2", "2.", "清洗茶具。")),
                standards=(standard("s1", "1.", "三分钟内上茶。", ("d1",), quick),),
                score_rules=(rule("r1", "1.", "上错茶一次扣2分。", ("s1",), effect("deduct", 2, "分", per="次")),),
            )
        )
    )
    assert shown == [
        "岗位 茶艺师",
        "  部门：茶饮部",
        "  任职者：林小满、贺兰亭",
        "  职责",
        "    1. 冲泡客人点的茶。",
        "    2. 清洗茶具。",
        "  标准",
        "    1. 三分钟内上茶。",
        "      → 职责 1",
        "      时限：≤ 3 分钟",
        "  考核",
        "    1. 上错茶一次扣2分。",
        "      → 标准 1",
        "      扣 2 分/次",
    ]


def test_groups_and_doubtful_places() -> None:
    duties = (
        duty("d1", "①", "备好茶点。", ("开店", "早班")),
        duty("d2", "①", "清点茶叶。", ("开店", "晚班")),
        duty("d3", "", "关好门窗。", confidence=0.4),
    )
    assert outline(document(unit(name=None, kind="department", flags=("unit_without_name",), duties=duties))) == [
        "部门 （未写明名称）  [unit_without_name]",
        "  职责",
        "    § 开店",
        "      § 早班",
        "        d1 ① 备好茶点。",
        "      § 晚班",
        "        d2 ① 清点茶叶。",
        "    d3 关好门窗。  [? 0.40]",
    ]


def test_lists_and_grades_in_english() -> None:
    made = document(
        unit(
            authorities=({"text": "有权拒收陈茶", "spans": ()},),
            relations={"internal": ({"text": "后厨", "spans": ()},), "external": ()},
        ),
        grade_bands=(
            {"label": "优秀", "min": 90, "max": None, "spans": ()},
            {"label": "良好", "min": 80, "max": 89.5, "spans": ()},
        ),
    )
    assert outline(made, "en") == [
        "role 茶艺师",
        "  authorities",
        "    有权拒收陈茶",
        "  internal relations",
        "    后厨",
        "grades",
        "  优秀: ≥ 90",
        "  良好: 80–89.5",
    ]


# ------------------------------------------------------------------ measures and effects in words


@pytest.mark.parametrize(
    ("made", "zh", "en"),
    [
        pytest.param(
            measure("quantity", metric="破损率", op="<=", value=0.5, unit="%"),
            *("指标：破损率 ≤ 0.5 %", "target: 破损率 ≤ 0.5 %"),
            id="quantity",
        ),
        pytest.param(
            measure("quantity", metric=None, op="in", value=(80, 89), unit="分"),
            *("指标：80–89 分", "target: 80–89 分"),
            id="range",
        ),
        pytest.param(
            measure("deadline", text="每年3月底前", every="year", by="03-31"),
            *("期限：每年3月底前 (每年, 03-31)", "deadline: 每年3月底前 (every year, 03-31)"),
            id="deadline",
        ),
        pytest.param(
            measure("deadline", text="月底", every=None, by="月底"),
            *("期限：月底", "deadline: 月底"),
            id="deadline in the source's own words",
        ),
        pytest.param(
            measure("frequency", every="month", times=3, op=">="),
            *("频次：每月 ≥ 3 次", "frequency: ≥ 3 × every month"),
            id="frequency",
        ),
        pytest.param(
            measure("frequency", every="班次", times=1, op="="),
            *("频次：每班次 1 次", "frequency: 1 × every 班次"),
            id="a period in the source's word",
        ),
        pytest.param(measure("points", value=1000000), "分值：1000000", "points: 1000000", id="large number"),
        pytest.param(measure("weight", value=20, unit="%"), "权重：20 %", "weight: 20 %", id="weight"),
    ],
)
def test_measure_words(made: schema.MeasureOut, zh: str, en: str) -> None:
    assert (measure_words(made, "zh"), measure_words(made, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("made", "zh"),
    [
        pytest.param(effect("deduct", 0.5, "分", per="件"), "扣 0.5 分/件", id="points for each piece"),
        pytest.param(effect("fine", (20, 40), "元", condition="迟到"), "罚 20/40 元（迟到）", id="a ladder of fines"),
        pytest.param(effect("grade", None, "A"), "得 A", id="a letter"),
        pytest.param(effect("fine", None), "罚（数额未写明）", id="money without an amount"),
        pytest.param(effect("fail", None), "考核不合格", id="the appraisal is lost"),
    ],
)
def test_effect_words(made: schema.EffectOut, zh: str) -> None:
    assert effect_words(made, "zh") == zh


# ------------------------------------------------------------------ columns


@pytest.mark.parametrize(
    ("function", "wanted"),
    [
        pytest.param(lambda: width("茶 tea"), 6, id="a Chinese character takes two columns"),
        pytest.param(lambda: width("e\u0301"), 1, id="a combining mark takes none"),
        pytest.param(lambda: cut("负责茶叶采购", 7), "负责茶…", id="cut at a column"),
        pytest.param(lambda: wrap("负责茶叶采购。", 12), ["负责茶叶采", "购。"], id="no line begins with a full stop"),
        pytest.param(lambda: wrap("每月 report 一次", 10), ["每月", "report 一", "次"], id="words stay whole"),
        pytest.param(lambda: wrap("abcdefgh", 3), ["abc", "def", "gh"], id="a word longer than the line is cut"),
        pytest.param(lambda: wrap("", 10), [""], id="nothing is one line"),
    ],
)
def test_columns(function: Callable[[], object], wanted: object) -> None:
    assert function() == wanted


def test_rendered_lines_keep_to_the_columns_and_hang_under_their_beginning() -> None:
    shown = export.render([Line(1, "1. " + "负责茶叶采购与验收" * 4, "item", "? 0.40")], columns=30)
    assert [line[:4] for line in shown.splitlines()[:2]] == ["  1.", "    "]
    assert max(map(width, shown.splitlines())) <= 30


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        pytest.param(Line(0, "职责", "layer"), "\x1b[1m职责\x1b[0m\n", id="a layer is bold"),
        pytest.param(Line(0, "a", "item"), "a\n", id="an item has no colour"),
        pytest.param(Line(0, "a", "item", "? 0.1"), "\x1b[31ma  [? 0.1]\x1b[0m\n", id="a doubtful one is red"),
    ],
)
def test_colours(line: Line, wanted: str) -> None:
    assert export.render([line], colours=True) == wanted
