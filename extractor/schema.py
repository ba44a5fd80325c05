"""The document that comes out, as pydantic models, and the JSON Schema generated from them.

Importing this module costs 0.1 s (pydantic); import it inside the function that writes.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from extractor import model
from extractor.compose import SCHEMA_VERSION, Composed
from extractor.resources import folder

Number = int | float
Period = str  # hour, day, week, month, quarter, half-year, year, or the source's own word


def _absent(value: object) -> bool:
    return value is None


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SpanOut(_Strict):
    """A stretch of the text as read: ``text[start:end] == quote``; a PDF's span has page and box as well."""

    start: int
    end: int
    quote: str
    where: str
    page: int | None = Field(default=None, exclude_if=_absent)  # from 1
    bbox: tuple[float, float, float, float] | None = Field(default=None, exclude_if=_absent)  # points from top left


Spans = tuple[SpanOut, ...]


class FieldText(_Strict):
    """A text and where it was read; a text healed across a break has several spans."""

    text: str
    spans: Spans


# ------------------------------------------------------------------ measures and effects


class QuantityOut(_Strict):
    kind: Literal["quantity"]
    metric: str | None
    op: model.Operator
    value: Number | tuple[Number, Number]
    unit: str | None
    spans: Spans


class DeadlineOut(_Strict):
    kind: Literal["deadline"]
    text: str
    every: Period | None
    by: str | None
    spans: Spans


class FrequencyOut(_Strict):
    kind: Literal["frequency"]
    every: Period
    times: Number | tuple[Number, Number]
    op: model.Operator
    spans: Spans


class DurationOut(_Strict):
    kind: Literal["duration"]
    op: model.Operator
    value: Number | tuple[Number, Number]
    unit: str
    spans: Spans


class PointsOut(_Strict):
    kind: Literal["points"]
    value: Number | tuple[Number, Number]
    spans: Spans


class WeightOut(_Strict):
    kind: Literal["weight"]
    value: Number
    unit: str | None
    spans: Spans


MeasureOut = Annotated[
    QuantityOut | DeadlineOut | FrequencyOut | DurationOut | PointsOut | WeightOut, Field(discriminator="kind")
]


class EffectOut(_Strict):
    action: model.Action
    amount: Number | tuple[Number, ...] | None
    unit: str | None
    per: str | None
    condition: str | None
    spans: Spans


# ------------------------------------------------------------------ items and units


class DutyOut(_Strict):
    id: str
    number: str
    group: tuple[str, ...]
    text: str
    spans: Spans
    confidence: float
    flags: tuple[str, ...]


class StandardOut(DutyOut):
    duties: tuple[str, ...]
    measures: tuple[MeasureOut, ...]


class ScoreRuleOut(DutyOut):
    standards: tuple[str, ...]
    duties: tuple[str, ...]
    measures: tuple[MeasureOut, ...]
    effects: tuple[EffectOut, ...]


class Relations(_Strict):
    internal: tuple[FieldText, ...]
    external: tuple[FieldText, ...]


class UnitSpans(_Strict):
    """Where each plain field of a unit was read; of a list, the spans of its entries in their order."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)

    name: Spans = ()
    department: Spans = ()
    holders: Spans = ()
    reports_to: Spans = ()
    subordinates: Spans = ()
    level: Spans = ()
    code: Spans = ()
    summary: Spans = ()
    context: Spans = ()


class UnitOut(_Strict):
    id: str
    kind: model.UnitKind
    name: str | None
    department: str | None
    holders: tuple[str, ...]
    reports_to: tuple[str, ...]
    subordinates: tuple[str, ...]
    level: str | None
    code: str | None
    summary: str | None
    context: tuple[str, ...]
    duties: tuple[DutyOut, ...]
    standards: tuple[StandardOut, ...]
    score_rules: tuple[ScoreRuleOut, ...]
    kpis: tuple[FieldText, ...]
    authorities: tuple[FieldText, ...]
    qualifications: tuple[FieldText, ...]
    relations: Relations
    spans: UnitSpans
    confidence: float
    flags: tuple[str, ...]


# ------------------------------------------------------------------ the document


class Generator(_Strict):
    name: Literal["zhize"]
    version: str
    banks: str  # sha256 over the content of every pattern bank in force


class Source(_Strict):
    name: str  # without folders
    sha256: str
    bytes: int
    media_type: str
    reader: str | None  # which reader really read it; null where none could
    script: Literal["simplified", "traditional", "mixed"] | None
    pages: int | None
    characters: int  # those that are not blank


class ProblemOut(_Strict):
    code: str
    severity: model.Severity
    message: str
    next_step: str
    spans: Spans


class GradeBandOut(_Strict):
    label: str
    min: Number | None
    max: Number | None
    spans: Spans


class Unclaimed(_Strict):
    spans: Spans
    text: str


class Ledger(_Strict):
    """The account of every character that is not blank: each stands in exactly one place."""

    characters: int
    in_fields: int
    structure: int
    furniture: int
    outside: int
    unclaimed: tuple[Unclaimed, ...]


class Document(_Strict):
    """All that was read from one file."""

    schema_version: Literal["1.0"]
    generator: Generator
    source: Source
    status: Literal["ok", "partial", "failed"]
    problems: tuple[ProblemOut, ...]
    units: tuple[UnitOut, ...]
    grade_bands: tuple[GradeBandOut, ...]
    ledger: Ledger


def document(made: Composed) -> Document:
    """The document as a model; pydantic's ValidationError where what was composed does not keep to the schema."""
    return Document.model_validate(made.values)


def document_bytes(document: Document) -> bytes:
    """The document as UTF-8 JSON, fields in the contract's order, with a newline at the end."""
    return document.model_dump_json(indent=1).encode() + b"\n"


def read_document(content: bytes) -> Document:
    """The document in the bytes of ``document_bytes``; pydantic's ValidationError where it is none."""
    return Document.model_validate_json(content)


def json_schema() -> str:
    """The JSON Schema (draft 2020-12) that every output keeps to, with a newline at the end."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Document.model_json_schema(mode="serialization"),
        "title": f"zhize {SCHEMA_VERSION}",
    }
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def schema_path() -> Path:
    """Where the schema of this version lies."""
    return folder("output_schemas") / f"zhize-{SCHEMA_VERSION}.schema.json"


def write() -> Path:
    """Renew the schema file of this version."""
    path = schema_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json_schema(), encoding="utf-8", newline="\n")
    return path
