"""The document that comes out, composed of what the steps found; every range becomes a span with its place.

What is composed are plain JSON values with the names and the order of ``schema.Document``, which takes a third of the
time of models; the tests hold that each document reads as one and is written by it in the same bytes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Literal

from extractor import __version__, messages
from extractor.ledger import Account
from extractor.model import Effect, GradeBand, Item, Layer, Link, Measure, Place, Problem, Reading, Unit
from extractor.text import Range, Text

SCHEMA_VERSION = "1.0"

Json = dict[str, object]
Status = Literal["ok", "partial", "failed"]

_PREFIX: dict[Layer, str] = {"duty": "d", "standard": "s", "score_rule": "r"}
_MEASURES: Mapping[str, tuple[str, ...]] = {  # kind → the fields of its form
    "quantity": ("metric", "op", "value", "unit"),
    "deadline": ("text", "every", "by"),
    "frequency": ("every", "times", "op"),
    "duration": ("op", "value", "unit"),
    "points": ("value",),
    "weight": ("value", "unit"),
}


@dataclass(frozen=True, slots=True)
class Composed:
    """A document as it is written, and what a batch asks of it."""

    status: Status
    problems: tuple[Json, ...]
    values: Json  # all of it

    def content(self) -> bytes:
        """UTF-8 JSON, fields in the contract's order, with a newline at the end."""
        from pydantic_core import to_json

        return to_json(self.values, indent=1) + b"\n"


class Composer:
    """Turns ranges of one source text into spans."""

    def __init__(self, source: str, places: Sequence[Place], recognised: Sequence[tuple[Range, float]] = ()) -> None:
        """``recognised``: the ranges that were read by OCR, ascending, each with how sure that is."""
        self.source = source
        self.places = places
        self.starts = [place.start for place in places]
        self.recognised = recognised
        self._ends = [end for (_, end), _ in recognised]

    def spans(self, ranges: Iterable[Range]) -> list[Json]:
        """One span for each range, cut where a range goes over to another page."""
        out: list[Json] = []
        for start, end in ranges:
            out.extend(self._cut(start, end))
        return out

    def _cut(self, start: int, end: int) -> list[Json]:
        first = max(bisect_right(self.starts, start) - 1, 0)
        if first + 1 < len(self.starts) and self.starts[first] < end <= self.starts[first + 1]:
            place = self.places[first]
            if place.bbox is None:  # so are nearly all of what is no PDF
                return [{"start": start, "end": end, "quote": self.source[start:end], "where": place.where}]
            return [self._span(start, end, [place])]
        touched: list[Place] = []
        out: list[Json] = []
        k = first
        while k < len(self.places) and self.places[k].start < end:
            place = self.places[k]
            if place.end > start or k == first:
                if touched and place.page != touched[-1].page:
                    out.append(self._span(start, place.start, touched))
                    start, touched = place.start, []
                touched.append(place)
            k += 1
        out.append(self._span(start, end, touched))
        return out

    def _span(self, start: int, end: int, touched: list[Place]) -> Json:
        where = touched[0].where if touched else "?"
        boxes = [place.bbox for place in touched if place.bbox is not None]
        span: Json = {"start": start, "end": end, "quote": self.source[start:end], "where": where}
        if boxes:
            left, top, right, bottom = zip(*boxes, strict=True)
            if touched[0].page is not None:
                span["page"] = touched[0].page
            span["bbox"] = (min(left), min(top), max(right), max(bottom))
        return span

    def of(self, text: Text | None) -> list[Json]:
        """The spans of a text."""
        return [] if text is None else self.spans(text.spans())

    def field(self, text: Text) -> Json:
        """A text with its spans."""
        return {"text": text.value, "spans": self.of(text)}

    # ------------------------------------------------------------------ units

    def unit(self, unit: Unit, number: int) -> Json:
        """A unit with its items numbered in reading order."""
        links = _by_item(unit.links)
        return {
            "id": f"u{number}",
            "kind": unit.kind,
            "name": _value(unit.name) or unit.file_name,
            "department": _value(unit.department),
            "holders": _values(unit.holders),
            "reports_to": _values(unit.reports_to),
            "subordinates": _values(unit.subordinates),
            "level": _value(unit.level),
            "code": _value(unit.code),
            "summary": _value(unit.summary),
            "context": _values(unit.context),
            "duties": [self._item(item, k) for k, item in enumerate(unit.layer("duty"))],
            "standards": [self._standard(item, k, links) for k, item in enumerate(unit.layer("standard"))],
            "score_rules": [self._rule(item, k, links) for k, item in enumerate(unit.layer("score_rule"))],
            "kpis": list(map(self.field, unit.kpis)),
            "authorities": list(map(self.field, unit.authorities)),
            "qualifications": list(map(self.field, unit.qualifications)),
            "relations": {
                "internal": list(map(self.field, unit.internal)),
                "external": list(map(self.field, unit.external)),
            },
            "spans": self._field_spans(unit),
            "confidence": round(unit.confidence, 2),
            "flags": unit.flags,
        }

    def _field_spans(self, unit: Unit) -> Json:
        """Where each plain field of a unit was read; of a list, the spans of its entries in their order."""

        def many(texts: Sequence[Text]) -> list[Json]:
            return [span for text in texts for span in self.of(text)]

        return {
            "name": self.of(unit.name),
            "department": self.of(unit.department),
            "holders": many(unit.holders),
            "reports_to": many(unit.reports_to),
            "subordinates": many(unit.subordinates),
            "level": self.of(unit.level),
            "code": self.of(unit.code),
            "summary": self.of(unit.summary),
            "context": many(unit.context),
        }

    def _item(self, item: Item, index: int) -> Json:
        """What an item of any layer has; of a duty that is all."""
        spans = item.text.spans()
        sure = self._certainty(spans) if self.recognised else None
        return {
            "id": f"{_PREFIX[item.layer]}{index + 1}",
            "number": item.number,
            "group": [text.value for text in item.group],
            "text": item.text.value,
            "spans": self.spans(spans),
            "confidence": round(item.confidence if sure is None else min(item.confidence, sure), 2),
            "flags": item.flags if sure is None else (*item.flags, "ocr"),
        }

    def _certainty(self, ranges: Iterable[Range]) -> float | None:
        """How sure OCR is of the least sure line in the ranges; None where nothing in them was read by OCR."""
        found = []
        for start, end in ranges:
            k = bisect_right(self._ends, start)
            while k < len(self.recognised) and self.recognised[k][0][0] < end:
                found.append(self.recognised[k][1])
                k += 1
        return min(found, default=None)

    def _standard(self, item: Item, index: int, links: _Links) -> Json:
        return {
            **self._item(item, index),
            "duties": links.get(("standard", index, "duty"), ()),
            "measures": list(map(self.measure, item.measures)),
        }

    def _rule(self, item: Item, index: int, links: _Links) -> Json:
        return {
            **self._item(item, index),
            "standards": links.get(("score_rule", index, "standard"), ()),
            "duties": links.get(("score_rule", index, "duty"), ()),
            "measures": list(map(self.measure, item.measures)),
            "effects": list(map(self.effect, item.effects)),
        }

    def measure(self, measure: Measure) -> Json:
        """A measure in the form of its kind."""
        made: Json = {"kind": measure.kind}
        for name in _MEASURES[measure.kind]:
            made[name] = getattr(measure, name)
        made["spans"] = self.spans(measure.spans)
        return made

    def effect(self, effect: Effect) -> Json:
        """An effect."""
        return {
            "action": effect.action,
            "amount": effect.amount,
            "unit": effect.unit,
            "per": effect.per,
            "condition": effect.condition,
            "spans": self.spans(effect.spans),
        }

    # ------------------------------------------------------------------ the rest

    def band(self, band: GradeBand) -> Json:
        """A grade band."""
        return {"label": band.label, "min": band.min, "max": band.max, "spans": self.spans(band.spans)}

    def problem(self, problem: Problem) -> Json:
        """A problem in words."""
        message, next_step = messages.render(problem.code, problem.details)
        return {
            "code": problem.code,
            "severity": problem.severity,
            "message": message,
            "next_step": next_step,
            "spans": self.spans(problem.spans),
        }

    def ledger(self, account: Account) -> Json:
        """The account in the form of the contract."""
        return {
            "characters": account.characters,
            "in_fields": account.in_fields,
            "structure": account.structure,
            "furniture": account.furniture,
            "outside": account.outside,
            "unclaimed": [
                {"spans": self.spans([span]), "text": self.source[span[0] : span[1]]} for span in account.unclaimed
            ],
        }


_Links = dict[tuple[Layer, int, Layer], tuple[str, ...]]


def _by_item(links: Sequence[Link]) -> _Links:
    found: dict[tuple[Layer, int, Layer], list[int]] = {}
    for link in links:
        found.setdefault((link.layer, link.index, link.target_layer), []).append(link.target)
    return {key: tuple(f"{_PREFIX[key[2]]}{k + 1}" for k in sorted(targets)) for key, targets in found.items()}


def _value(text: Text | None) -> str | None:
    return None if text is None else text.value


def _values(texts: Sequence[Text]) -> tuple[str, ...]:
    return tuple(text.value for text in texts)


def composed(
    source: Json,
    banks: str,
    status: Status,
    problems: list[Json],
    units: Sequence[Json] = (),
    bands: Sequence[Json] = (),
    ledger: Json | None = None,
) -> Composed:
    """The whole document; ``banks`` is their digest."""
    values: Json = {
        "schema_version": SCHEMA_VERSION,
        "generator": {"name": "zhize", "version": __version__, "banks": banks},
        "source": source,
        "status": status,
        "problems": problems,
        "units": units,
        "grade_bands": bands,
        "ledger": ledger or Composer("", ()).ledger(Account(0, 0, 0, 0, 0, ())),
    }
    return Composed(status, tuple(problems), values)


def source(
    data: bytes | Path, name: str, reading: Reading | None, script: str | None = None, characters: int = 0
) -> Json:
    """What was read: a file with these bytes and this name (without folders); ``reading`` None where nothing was.

    A file that was not read into memory is given by its path; one that cannot be read at all has no bytes.
    """
    size, digest = (len(data), sha256(data).hexdigest()) if isinstance(data, bytes) else _on_disk(data)
    return {
        "name": name,
        "sha256": digest,
        "bytes": size,
        "media_type": reading.media_type if reading else "application/octet-stream",
        "reader": reading.reader if reading else None,
        "script": script,
        "pages": reading.pages if reading else None,
        "characters": characters,
    }


def _on_disk(path: Path) -> tuple[int, str]:
    """The size of a file and the digest of its bytes, piece by piece."""
    try:
        with path.open("rb") as file:
            return path.stat().st_size, file_digest(file, "sha256").hexdigest()
    except OSError:
        return 0, sha256(b"").hexdigest()


def nothing_read(data: bytes | Path, name: str, problem: Problem, banks: str) -> Composed:
    """The document of a file that could not be read: its problem, and nothing else; ``banks`` is their digest."""
    return composed(source(data, name, None), banks, "failed", [Composer("", ()).problem(problem)])
