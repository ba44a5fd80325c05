"""The document as an indented outline: plain lines for the tests, wrapped and coloured ones for the eye."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from extractor.columns import wrap
from extractor.export_words import bare_number, effect_words, label, measure_words, numbered, written

if TYPE_CHECKING:
    from extractor.schema import Document, DutyOut, FieldText, ScoreRuleOut, StandardOut, UnitOut

Style = Literal["unit", "field", "layer", "group", "item", "detail"]

# Below this confidence a place is marked as doubtful: on the samples and 25 real manuals 50 of the 141 units and
# items below were right, and 1,898 of the 2,146 from here on (mean over all: 0.85).
DOUBTFUL = 0.85

_INDENT = 2
_COLOURS: Mapping[Style | Literal["doubt"], str] = {  # SGR codes
    "unit": "1;36",
    "field": "",
    "layer": "1",
    "group": "33",
    "item": "",
    "detail": "2",
    "doubt": "31",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the outline: how deep it stands, what it says, and what is doubtful about it."""

    depth: int
    text: str
    style: Style
    doubt: str = ""

    def plain(self) -> str:
        """The line indented by two blanks for each step, the doubt behind in brackets."""
        return " " * (_INDENT * self.depth) + self.text + (f"  [{self.doubt}]" if self.doubt else "")


def outline(document: Document, lang: str = "zh") -> list[str]:
    """The units, their items and the grade bands as plain lines, one for each thing: what tests compare."""
    return [line.plain() for line in lines(document, lang)]


def lines(document: Document, lang: str = "zh") -> Iterator[Line]:
    """The units in their order, then the grade bands."""
    for unit in document.units:
        yield from _unit(unit, lang)
    if document.grade_bands:
        yield Line(0, label("grade_bands", lang), "unit")
    for band in document.grade_bands:
        yield Line(1, f"{band.label}{label(':', lang)}{_between(band.min, band.max)}", "item")


def render(shown: Sequence[Line], columns: int | None = None, colours: bool = False) -> str:
    """Lines for the eye, wrapped to so many columns (``None``: not at all) under their own beginning."""
    out = []
    for line in shown:
        margin = _INDENT * line.depth
        room = max(columns - margin, _INDENT * 5) if columns else 0
        text = line.text + (f"  [{line.doubt}]" if line.doubt else "")
        pieces = wrap(text, room - _INDENT) if columns and len(text) * 2 > room - _INDENT else [text]
        code = _COLOURS["doubt" if line.doubt else line.style] if colours else ""
        for k, piece in enumerate(pieces):
            blank = " " * (margin + (_INDENT if k else 0))
            out.append(f"{blank}\x1b[{code}m{piece}\x1b[0m" if code else blank + piece)
    return "\n".join(out) + "\n"


def _unit(unit: UnitOut, lang: str) -> Iterator[Line]:
    name = unit.name or label("nameless", lang)
    yield Line(0, f"{label(unit.kind, lang)} {name}", "unit", _doubt(unit.confidence, unit.flags))
    fields: tuple[tuple[str, Sequence[str]], ...] = (
        ("department", [unit.department or ""]),
        ("holders", unit.holders),
        ("reports_to", unit.reports_to),
        ("subordinates", unit.subordinates),
        ("level", [unit.level or ""]),
        ("code", [unit.code or ""]),
        ("summary", [unit.summary or ""]),
        ("context", [" › ".join(unit.context)]),
    )
    for key, values in fields:
        if any(values):
            yield Line(1, label(key, lang) + label(":", lang) + label(",", lang).join(values), "field")
    yield from _items("duties", unit.duties, unit, lang)
    yield from _items("standards", unit.standards, unit, lang)
    yield from _items("score_rules", unit.score_rules, unit, lang)
    lists: tuple[tuple[str, Sequence[FieldText]], ...] = (
        ("kpis", unit.kpis),
        ("authorities", unit.authorities),
        ("qualifications", unit.qualifications),
        ("internal", unit.relations.internal),
        ("external", unit.relations.external),
    )
    for key, texts in lists:
        if texts:
            yield Line(1, label(key, lang), "layer")
        yield from (Line(2, text.text, "item") for text in texts)


def _items(
    layer: str, items: Sequence[DutyOut | StandardOut | ScoreRuleOut], unit: UnitOut, lang: str
) -> Iterator[Line]:
    """A layer's items under their groups, each with what it answers to and what it states."""
    if items:
        yield Line(1, label(layer, lang), "layer")
    names = _labels(items)
    group: tuple[str, ...] = ()
    for item in items:
        yield from _groups(group, item.group)
        group = item.group
        depth = 2 + len(group)
        mark = f"{item.id} " if names[item.id] == item.id else ""
        yield Line(depth, mark + numbered(item.number, item.text), "item", _doubt(item.confidence, item.flags))
        yield from (Line(depth + 1, words, "detail") for words in _details(item, unit, lang))


def _groups(before: tuple[str, ...], group: tuple[str, ...]) -> Iterator[Line]:
    """The headings of a group that do not stand above the item before."""
    same = 0
    while same < min(len(before), len(group)) and before[same] == group[same]:
        same += 1
    yield from (Line(2 + k, f"§ {group[k]}", "group") for k in range(same, len(group)))


def _labels(items: Sequence[DutyOut]) -> dict[str, str]:
    """Item id → how a link names it: by its number in the manual, where that is its alone in its layer, else its id."""
    numbers = {item.id: bare_number(item.number) for item in items}
    counts = Counter(numbers.values())
    return {name: number if number and counts[number] == 1 else name for name, number in numbers.items()}


def _details(item: DutyOut | StandardOut | ScoreRuleOut, unit: UnitOut, lang: str) -> Iterator[str]:
    """What stands below an item: links, measures, effects."""
    for layer, targets in (("standards", unit.standards), ("duties", unit.duties)):
        names = _labels(targets)
        linked = [names[target] for target in getattr(item, layer, ())]
        if linked:
            yield f"→ {label(layer, lang)} {label(',', lang).join(linked)}"
    yield from (measure_words(measure, lang) for measure in getattr(item, "measures", ()))
    yield from (effect_words(effect, lang) for effect in getattr(item, "effects", ()))


def _doubt(confidence: float, flags: Sequence[str]) -> str:
    """What makes a place doubtful, empty if nothing does."""
    low = [f"? {confidence:.2f}"] if confidence < DOUBTFUL else []
    return " ".join((*low, *flags))


def _between(low: float | None, high: float | None) -> str:
    """The points of a grade band."""
    if low is None:
        return "?" if high is None else f"≤ {written(high)}"
    return f"≥ {written(low)}" if high is None else f"{written(low)}–{written(high)}"
