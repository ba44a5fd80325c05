"""The document that comes out, composed of what the steps found; every range becomes a span with its place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from hashlib import sha256

from extractor import __version__, messages, schema
from extractor.ledger import Account
from extractor.model import GradeBand, Item, Layer, Link, Place, Problem, Unit
from extractor.text import Range, Text

_PREFIX: dict[Layer, str] = {"duty": "d", "standard": "s", "score_rule": "r"}


class Composer:
    """Turns ranges of one source text into spans."""

    def __init__(self, source: str, places: Sequence[Place]) -> None:
        self.source = source
        self.places = places
        self.starts = [place.start for place in places]

    def spans(self, ranges: Iterable[Range]) -> schema.Spans:
        """One span for each range, cut where a range goes over to another page."""
        out: list[schema.SpanOut] = []
        for start, end in ranges:
            out.extend(self._cut(start, end))
        return tuple(out)

    def _cut(self, start: int, end: int) -> list[schema.SpanOut]:
        first = max(bisect_right(self.starts, start) - 1, 0)
        if first + 1 < len(self.starts) and self.starts[first] < end <= self.starts[first + 1]:
            place = self.places[first]
            if place.bbox is None:  # so are nearly all of what is no PDF
                return [schema.SpanOut(start=start, end=end, quote=self.source[start:end], where=place.where)]
            return [self._span(start, end, [place])]
        touched: list[Place] = []
        out: list[schema.SpanOut] = []
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

    def _span(self, start: int, end: int, touched: list[Place]) -> schema.SpanOut:
        where = touched[0].where if touched else "?"
        boxes = [place.bbox for place in touched if place.bbox is not None]
        if not boxes:
            return schema.SpanOut(start=start, end=end, quote=self.source[start:end], where=where)
        left, top, right, bottom = zip(*boxes, strict=True)
        return schema.SpanOut(
            start=start,
            end=end,
            quote=self.source[start:end],
            where=where,
            page=touched[0].page,
            bbox=(min(left), min(top), max(right), max(bottom)),
        )

    def of(self, text: Text | None) -> schema.Spans:
        """The spans of a text."""
        return () if text is None else self.spans(text.spans())

    def field(self, text: Text) -> schema.FieldText:
        """A text with its spans."""
        return schema.FieldText(text=text.value, spans=self.of(text))

    # ------------------------------------------------------------------ units

    def unit(self, unit: Unit, number: int) -> schema.UnitOut:
        """A unit with its items numbered in reading order."""
        links = _by_item(unit.links)

        def many(texts: Sequence[Text]) -> schema.Spans:
            return tuple(span for text in texts for span in self.of(text))

        return schema.UnitOut(
            id=f"u{number}",
            kind=unit.kind,
            name=_value(unit.name) or unit.file_name,
            department=_value(unit.department),
            holders=_values(unit.holders),
            reports_to=_values(unit.reports_to),
            subordinates=_values(unit.subordinates),
            level=_value(unit.level),
            code=_value(unit.code),
            summary=_value(unit.summary),
            context=_values(unit.context),
            duties=tuple(self._duty(item, k) for k, item in enumerate(unit.layer("duty"))),
            standards=tuple(self._standard(item, k, links) for k, item in enumerate(unit.layer("standard"))),
            score_rules=tuple(self._rule(item, k, links) for k, item in enumerate(unit.layer("score_rule"))),
            kpis=tuple(map(self.field, unit.kpis)),
            authorities=tuple(map(self.field, unit.authorities)),
            qualifications=tuple(map(self.field, unit.qualifications)),
            relations=schema.Relations(
                internal=tuple(map(self.field, unit.internal)), external=tuple(map(self.field, unit.external))
            ),
            spans=schema.UnitSpans(
                name=self.of(unit.name),
                department=self.of(unit.department),
                holders=many(unit.holders),
                reports_to=many(unit.reports_to),
                subordinates=many(unit.subordinates),
                level=self.of(unit.level),
                code=self.of(unit.code),
                summary=self.of(unit.summary),
                context=many(unit.context),
            ),
            confidence=round(unit.confidence, 2),
            flags=unit.flags,
        )

    def _common(self, item: Item, index: int) -> dict[str, object]:
        return {
            "id": f"{_PREFIX[item.layer]}{index + 1}",
            "number": item.number,
            "group": tuple(text.value for text in item.group),
            "text": item.text.value,
            "spans": self.of(item.text),
            "confidence": round(item.confidence, 2),
            "flags": item.flags,
        }

    def _duty(self, item: Item, index: int) -> schema.DutyOut:
        return schema.DutyOut(**self._common(item, index))  # type: ignore[arg-type]

    def _standard(self, item: Item, index: int, links: _Links) -> schema.StandardOut:
        return schema.StandardOut(
            **self._common(item, index),  # type: ignore[arg-type]
            duties=links.get(("standard", index, "duty"), ()),
            measures=tuple(schema.measure_out(m, self.spans(m.spans)) for m in item.measures),
        )

    def _rule(self, item: Item, index: int, links: _Links) -> schema.ScoreRuleOut:
        return schema.ScoreRuleOut(
            **self._common(item, index),  # type: ignore[arg-type]
            standards=links.get(("score_rule", index, "standard"), ()),
            duties=links.get(("score_rule", index, "duty"), ()),
            measures=tuple(schema.measure_out(m, self.spans(m.spans)) for m in item.measures),
            effects=tuple(schema.effect_out(e, self.spans(e.spans)) for e in item.effects),
        )

    # ------------------------------------------------------------------ the rest

    def band(self, band: GradeBand) -> schema.GradeBandOut:
        """A grade band."""
        return schema.GradeBandOut(label=band.label, min=band.min, max=band.max, spans=self.spans(band.spans))

    def problem(self, problem: Problem) -> schema.ProblemOut:
        """A problem in words."""
        message, next_step = messages.render(problem.code, problem.details)
        return schema.ProblemOut(
            code=problem.code,
            severity=problem.severity,
            message=message,
            next_step=next_step,
            spans=self.spans(problem.spans),
        )

    def ledger(self, account: Account) -> schema.Ledger:
        """The account in the form of the contract."""
        return schema.Ledger(
            characters=account.characters,
            in_fields=account.in_fields,
            structure=account.structure,
            furniture=account.furniture,
            outside=account.outside,
            unclaimed=tuple(
                schema.Unclaimed(spans=self.spans([span]), text=self.source[span[0] : span[1]])
                for span in account.unclaimed
            ),
        )


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


def generator(banks: str) -> schema.Generator:
    """Who made the document: this version with these banks."""
    return schema.Generator(name="zhize", version=__version__, banks=banks)


def nothing_read(data: bytes, name: str, problem: Problem, banks: str) -> schema.Document:
    """The document of a file that could not be read: its problem, and nothing else; ``banks`` is their digest."""
    return schema.Document(
        schema_version="1.0",
        generator=generator(banks),
        source=schema.Source(
            name=name,
            sha256=sha256(data).hexdigest(),
            bytes=len(data),
            media_type="application/octet-stream",
            reader=None,
            script=None,
            pages=None,
            characters=0,
        ),
        status="failed",
        problems=(Composer("", ()).problem(problem),),
        units=(),
        grade_bands=(),
        ledger=schema.Ledger(characters=0, in_fields=0, structure=0, furniture=0, outside=0, unclaimed=()),
    )
