"""The document that comes out has the contract's form, letter for letter, and the schema on disk is the model's."""

from __future__ import annotations

import json

import jsonschema
import pytest
from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_json

from extractor import schema
from extractor.compose import Composer
from extractor.model import Effect, Measure

COMPOSER = Composer("", ())
SPAN = schema.SpanOut(start=4, end=9, quote="负责开库门", where="paragraph 2")
BOX = schema.SpanOut(start=4, end=9, quote="负责开库门", where="page 3", page=3, bbox=(1.0, 2.0, 3.5, 4.0))


def document(*units: schema.UnitOut) -> schema.Document:
    return schema.Document(
        schema_version="1.0",
        generator=schema.Generator(name="zhize", version="0", banks=""),
        source=schema.Source(
            name="a.txt",
            sha256="",
            bytes=9,
            media_type="text/plain",
            reader="txt",
            script="simplified",
            pages=None,
            characters=9,
        ),
        status="ok",
        problems=(),
        units=units,
        grade_bands=(schema.GradeBandOut(label="优秀", min=90, max=None, spans=()),),
        ledger=schema.Ledger(characters=9, in_fields=5, structure=4, furniture=0, outside=0, unclaimed=()),
    )


def unit() -> schema.UnitOut:
    duty = schema.DutyOut(id="d1", number="1.", group=(), text="负责开库门", spans=(SPAN,), confidence=1.0, flags=())
    lists = "holders reports_to subordinates context standards score_rules kpis authorities qualifications flags"
    return schema.UnitOut.model_validate(
        {
            "id": "u1",
            "kind": "role",
            "name": "库门看守",
            "duties": (duty,),
            "relations": {"internal": (), "external": ()},
            "spans": {"name": (SPAN,)},
            "confidence": 1.0,
            **dict.fromkeys(("department", "level", "code", "summary")),
            **dict.fromkeys(lists.split(), ()),
        }
    )


def test_schema_on_disk_is_the_models() -> None:
    assert schema.schema_path().read_text("utf-8") == schema.json_schema(), "run make schema"


def test_document_keeps_the_contracts_names_in_their_order() -> None:
    written = json.loads(schema.document_bytes(document(unit())))
    assert " ".join(written) == "schema_version generator source status problems units grade_bands ledger"
    assert " ".join(written["source"]) == "name sha256 bytes media_type reader script pages characters"
    assert " ".join(written["units"][0]) == (
        "id kind name department holders reports_to subordinates level code summary context "
        "duties standards score_rules kpis authorities qualifications relations spans confidence flags"
    )
    assert " ".join(written["units"][0]["duties"][0]) == "id number group text spans confidence flags"
    assert " ".join(schema.StandardOut.model_fields).endswith("flags duties measures")
    assert " ".join(schema.ScoreRuleOut.model_fields).endswith("flags standards duties measures effects")
    assert " ".join(written["ledger"]) == "characters in_fields structure furniture outside unclaimed"


def test_bytes_are_utf8_with_a_newline_at_the_end_and_come_back() -> None:
    content = schema.document_bytes(document(unit()))
    assert "负责开库门".encode() in content
    assert content.endswith(b"}\n")
    assert content == schema.document_bytes(schema.read_document(content))
    assert schema.read_document(content) == document(unit())


def test_schema_on_disk_accepts_the_bytes_and_no_other_key() -> None:
    rules = json.loads(schema.schema_path().read_text("utf-8"))
    written = json.loads(schema.document_bytes(document(unit())))
    jsonschema.Draft202012Validator.check_schema(rules)
    jsonschema.validate(written, rules)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**written, "extra": 1}, rules)


def test_page_and_box_stand_only_where_a_span_has_them() -> None:
    assert SPAN.model_dump() == {"start": 4, "end": 9, "quote": "负责开库门", "where": "paragraph 2"}
    assert list(json.loads(BOX.model_dump_json())) == ["start", "end", "quote", "where", "page", "bbox"]


@pytest.mark.parametrize(
    ("measure", "written"),
    [
        pytest.param(
            Measure("quantity", (), metric="招聘达成率", op=">=", value=90, unit="%"),
            {"kind": "quantity", "metric": "招聘达成率", "op": ">=", "value": 90, "unit": "%"},
            id="quantity",
        ),
        pytest.param(
            Measure("quantity", (), metric="得分", op="in", value=(80, 89), unit="分"),
            {"kind": "quantity", "metric": "得分", "op": "in", "value": [80, 89], "unit": "分"},
            id="range",
        ),
        pytest.param(
            Measure("deadline", (), text="每年12月10日前", every="year", by="12-10"),
            {"kind": "deadline", "text": "每年12月10日前", "every": "year", "by": "12-10"},
            id="deadline",
        ),
        pytest.param(
            Measure("frequency", (), every="month", times=3, op=">="),
            {"kind": "frequency", "every": "month", "times": 3, "op": ">="},
            id="frequency",
        ),
        pytest.param(
            Measure("duration", (), op="<=", value=1.5, unit="month"),
            {"kind": "duration", "op": "<=", "value": 1.5, "unit": "month"},
            id="duration",
        ),
        pytest.param(Measure("points", (), value=10), {"kind": "points", "value": 10}, id="points"),
        pytest.param(
            Measure("weight", (), value=20, unit="%"), {"kind": "weight", "value": 20, "unit": "%"}, id="weight"
        ),
    ],
)
def test_measure_has_the_keys_of_its_kind_alone(measure: Measure, written: dict[str, object]) -> None:
    composed = COMPOSER.measure(measure)
    assert json.loads(to_json(composed)) == {**written, "spans": []}
    TypeAdapter(schema.MeasureOut).validate_python(composed)


def test_measure_without_a_key_of_its_kind_is_refused() -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(schema.MeasureOut).validate_python(COMPOSER.measure(Measure("duration", (), op="<=", value=2)))


def test_effect_keeps_every_key() -> None:
    effect = COMPOSER.effect(Effect("fine", (), amount=(20, 40), unit="元", condition="迟到"))
    assert json.loads(schema.EffectOut.model_validate(effect).model_dump_json()) == {
        "action": "fine",
        "amount": [20, 40],
        "unit": "元",
        "per": None,
        "condition": "迟到",
        "spans": [],
    }


def test_unknown_key_is_refused() -> None:
    content = schema.document_bytes(document()).replace(b'"status"', b'"state"')
    with pytest.raises(ValidationError):
        schema.read_document(content)
